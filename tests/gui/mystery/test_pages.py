"""Mystery shopping by keyboard: a visitor reports, the owner decides and releases."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from csatdesk.domain.forms import NO
from csatdesk.domain.mystery import VisitState
from csatdesk.domain.staff import Right
from csatdesk.gui.context import Context
from csatdesk.gui.mystery.forms import DecideForm, MoveForm, ProgrammeForm, ReleaseForm, WaveForm
from csatdesk.gui.mystery.page import MysteryPage
from csatdesk.gui.mystery.visits_page import VisitsPage
from csatdesk.gui.mystery.words import as_pdf
from csatdesk.gui.pages import PAGES, pages_for
from csatdesk.operations.mystery.scorecards import open_scorecard
from csatdesk.operations.mystery.visits import has_critical_news
from csatdesk.system.paths import resource
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Key
from tests.gui.mystery.conftest import Sit
from tests.operations.mystery.scene import BRIEF, filled, planned, with_scorecard
from tests.reports.reading import words


def test_the_first_page_of_an_auditor_is_their_visits(local_centre: Stage) -> None:
    assert next(iter(pages_for(local_centre.liis))).key == "visits"
    by_key = {entry.key: entry for entry in PAGES}
    for actor in (local_centre.anna, local_centre.marek, local_centre.ewa):
        assert not by_key["mystery"].is_in_rail(actor)
        assert not by_key["visits"].is_in_rail(actor)
        assert not {"visits", "mystery"} & {entry.key for entry in pages_for(actor)}, "the palette offers neither"


def test_a_visitor_reports_by_keyboard(sit: Sit, local_centre: Stage) -> None:
    scene = planned(local_centre)
    desk = sit(VisitsPage, scene.jan)
    page = desk.page
    assert isinstance(page, VisitsPage)
    assert desk.told["visit"] == "Visit 1 of 1, wave Autumn 2026"
    assert BRIEF in {line.value for line in page.facts.lines}
    desk.press(Key.Key_Return)
    assert page.form is not None
    desk.press(Key.Key_Return, CTRL)
    assert page.form.named["arrived"].field.accessibleDescription() == "Say when you came and when you left."
    visit = scene.visits()[0] if scene.visits()[0].visitor_id == scene.jan.id else scene.visits()[1]
    for field, minutes in ((page.form.arrived, 5), (page.form.left_at, 40)):
        field.show_moment(visit.from_at + timedelta(minutes=minutes), visit.zone)
    desk.press(Key.Key_Return, CTRL)
    assert desk.said[-1] == "Report sent."
    assert {one.state for one in scene.visits()} == {VisitState.PLANNED, VisitState.REPORTED}
    assert not page.report.isEnabled()


def test_a_time_that_cannot_be_read_is_refused_at_its_field(sit: Sit, local_centre: Stage) -> None:
    scene = planned(local_centre)
    desk = sit(VisitsPage, scene.jan)
    page = desk.page
    assert isinstance(page, VisitsPage)
    desk.press(Key.Key_Return)
    assert page.form is not None
    page.form.arrived.setText("23.11. 10:00")
    page.form.left_at.setText("soon")
    desk.press(Key.Key_Return, CTRL)
    assert page.form.named["left"].field.accessibleDescription()
    assert not page.form.named["arrived"].field.accessibleDescription()


def test_an_ending_is_added_and_a_point_in_the_name_stays(tmp_path: Path) -> None:
    assert [as_pdf(str(tmp_path / name)).name for name in ("Wave 1.2", "plan.PDF")] == ["Wave 1.2.pdf", "plan.PDF"]


def test_the_owner_accepts_leaves_out_and_releases_by_keyboard(sit: Sit, local_centre: Stage) -> None:
    scene = planned(local_centre)
    first, second = scene.visits()
    flags = scene.report(first, arrived_at=first.from_at - timedelta(minutes=5))
    assert len(flags) == 1
    desk = sit(MysteryPage, scene.owner)
    page = desk.page
    assert isinstance(page, MysteryPage)
    assert page.list.entries[0].note == "1 of 2 reported"
    page.pane.visits.choose(first.id)
    desk.press(Key.Key_D)
    form = page.pane.form
    assert isinstance(form, DecideForm)
    desk.press(Key.Key_Return, CTRL)
    assert form.banner.words.startswith("Say yes to everything")
    for box in form.flags.values():
        box.setFocus()
        desk.press(Key.Key_Space)
    desk.press(Key.Key_Return, CTRL)
    assert scene.visits()[0].state is VisitState.ACCEPTED
    page.pane.visits.choose(second.id)
    desk.press(Key.Key_D)
    form = page.pane.form
    assert isinstance(form, DecideForm)
    form.reason.setFocus()
    desk.write("Office closed")
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_R)
    assert isinstance(page.pane.form, ReleaseForm)
    desk.press(Key.Key_Return, CTRL)
    assert scene.card().row.released_at is not None
    assert page.list.entries[0].note == "released"


def test_the_forms_of_programme_wave_and_move_open_and_escape_leaves_them(sit: Sit, local_centre: Stage) -> None:
    scene = planned(local_centre)
    desk = sit(MysteryPage, scene.owner)
    page = desk.page
    assert isinstance(page, MysteryPage)
    for key, made in ((Key.Key_M, MoveForm), (Key.Key_W, WaveForm), (Key.Key_G, ProgrammeForm)):
        desk.press(key)
        assert isinstance(page.pane.form, made)
        desk.press(Key.Key_Escape)
        assert page.pane.form is None


def test_a_programme_without_a_goal_is_refused_at_its_field(sit: Sit, local_centre: Stage) -> None:
    scene = planned(local_centre)
    desk = sit(MysteryPage, scene.owner)
    page = desk.page
    assert isinstance(page, MysteryPage)
    page.new_programme()
    desk.write("Winter")
    desk.press(Key.Key_Return, CTRL)
    assert page.pane.form is not None
    assert page.pane.form.named["goal"].field.accessibleDescription() == "Write what the programme is for."


def test_plan_and_brief_are_saved_as_papers(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    scene = planned(local_centre)
    plan, brief = tmp_path / "plan.pdf", tmp_path / "brief.pdf"
    owner = sit(lambda context: MysteryPage(context, ask=lambda *_asked: str(plan)), scene.owner)
    assert isinstance(owner.page, MysteryPage)
    owner.page.save_plan()
    assert "Jan Gość" in words(plan.read_bytes())
    visitor = sit(lambda context: VisitsPage(context, ask=lambda *_asked: str(brief)), scene.jan)
    assert isinstance(visitor.page, VisitsPage)
    visitor.page.save_brief()
    assert BRIEF in words(brief.read_bytes())
    assert "Jan Gość" not in words(brief.read_bytes())
    assert Right.OWN_PROGRAMME not in scene.jan.extra_rights


def test_a_critical_item_that_failed_stands_above_its_wave_and_is_no_news_then(sit: Sit, local_centre: Stage) -> None:
    scene = with_scorecard(local_centre)
    visit = scene.visits()[0]
    filled(scene, visit, V23=NO)
    scene.report(visit)
    desk = sit(MysteryPage, scene.owner)
    page = desk.page
    assert isinstance(page, MysteryPage)
    assert not page.pane.critical.isHidden()
    assert visit.office_name in page.pane.critical.accessibleName()
    with local_centre.read(scene.owner) as reading:
        assert not has_critical_news(reading)


def test_a_visitor_takes_the_questions_along_by_key(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    scene = with_scorecard(local_centre)
    saved = {Key.Key_Q: tmp_path / "remember.pdf", Key.Key_H: tmp_path / "by hand.pdf"}
    for key, path in saved.items():
        desk = sit(partial(VisitsPage, ask=partial(_chosen, path)), scene.jan)
        desk.press(key)
        told = words(path.read_bytes())
        assert "Opening hours true" in told or "opening hours are true" in told
        assert scene.jan.name not in told


def _chosen(path: Path, *_asked: str) -> str:
    return str(path)


def test_a_written_visit_is_reported_by_when_one_wrote_and_when_the_answers_came(sit: Sit, local_centre: Stage) -> None:
    scene = with_scorecard(local_centre, channel="written")
    visit = next(one for one in scene.visits() if one.visitor_id == scene.jan.id)
    with local_centre.work(scene.jan, visit.from_at) as work:
        open_scorecard(work, visit_id=visit.id)
    desk = sit(VisitsPage, scene.jan)
    page = desk.page
    assert isinstance(page, VisitsPage)
    assert page.list.entries[0].note == "waits for the reply"
    desk.press(Key.Key_R)
    assert page.form is not None
    assert page.form.named["arrived"].label.text().replace("&", "") == "Wrote at"


def test_when_the_report_is_due_stands_in_the_status_bar_with_a_sign_that_there_is(
    sit: Sit, local_centre: Stage
) -> None:
    scene = with_scorecard(local_centre)
    told: dict[str, tuple[str, str]] = {}

    def listening(context: Context) -> VisitsPage:
        context.told.connect(lambda key, words, icon: told.update({key: (words, icon)}))
        return VisitsPage(context)

    sit(listening, scene.jan)
    words, sign = told["visit due"]
    assert words.startswith("Report due")
    assert resource("icons", f"{sign}.svg").exists()
