"""Why due: the page that explains a clock, by keyboard on a real store."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from csatdesk.domain.clocks import StartsAt
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.explanation import Explanation, NoClock
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import WaitingFor
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.context import Context
from csatdesk.gui.deadlines.explained import ExplainedPage
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.gui.theme import theme
from csatdesk.operations.cases.waiting import resume, wait
from csatdesk.store.entities.centres import Target
from csatdesk.store.entities.deadlines import CaseDeadline
from csatdesk.system.clock import now
from csatdesk.system.settings import Settings
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Desk, Key

DAY = timedelta(days=1)
Explain = Callable[..., Desk[ExplainedPage]]


def a_case(stage: Stage, *, legal: dict[str, Any] | None = None) -> int:
    """A case of eight days ago that waited for three; the id of its house target."""
    start = now() - 8 * DAY
    if legal is not None:
        with stage.work(stage.marek, start) as work:
            given = {"amount": 30, "unit": Unit.CALENDAR_DAYS, "names": {"en": "Financial market"}, "source": "art. 6"}
            work.db.add(Target(centre_id=work.actor.centre_id, clock=Clock.LEGAL, **(given | legal)))
    made = stage.register(at=start)
    with stage.work(at=start + DAY) as work:
        wait(work, case_id=made.case_id, reason=WaitingFor.CUSTOMER, note="<b>Photo</b> of the meter")
    with stage.work(at=start + 4 * DAY) as work:
        resume(work, case_id=made.case_id)
    with stage.read() as reading:
        query = select(CaseDeadline.id).where(CaseDeadline.case_id == made.case_id, CaseDeadline.clock == Clock.HOUSE)
        return reading.db.execute(query).scalar_one()


@pytest.fixture
def explain(qtbot: QtBot, local_centre: Stage, tmp_path: Path) -> Iterator[Explain]:
    made: list[Desk[ExplainedPage]] = []

    def sit_down(deadline_id: int, actor: Actor | None = None) -> Desk[ExplainedPage]:
        def page(context: Context) -> ExplainedPage:
            return ExplainedPage(context, ask=lambda _window, _title, name, _kinds: str(tmp_path / name))

        desk = Desk(qtbot, local_centre, page, actor)
        desk.page.show_deadline(deadline_id, "customers")
        desk.page.shown()
        made.append(desk)
        return desk

    yield sit_down
    for desk in made:
        desk.leave()


def test_the_page_says_why_in_a_sentence_and_shows_every_day(explain: Explain, local_centre: Stage) -> None:
    desk = explain(a_case(local_centre, legal={}))
    told = desk.page.told
    assert isinstance(told, Explanation)
    assert "less one pause" in desk.page.sentence.text()
    assert desk.page.picture.picture.rows
    spoken = [row.spoken for row in desk.page.picture.picture.rows]
    assert all(spoken)
    assert any("waiting for customer" in words for words in spoken)
    assert desk.page.title.startswith(("Why", "Met", "Missed"))
    assert desk.told["explained"].startswith("Nothing here can be edited")


def test_arrows_choose_a_day_and_a_clock(explain: Explain, local_centre: Stage) -> None:
    desk = explain(a_case(local_centre, legal={}))
    rows, clocks = desk.page.picture.rows, desk.page.side.clocks
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Down)
    assert rows.currentIndex().row() == 1
    desk.press(Key.Key_Right)
    assert clocks.hasFocus()
    before = desk.page.told
    desk.press(Key.Key_End)
    after = desk.page.told
    assert after is not before
    assert isinstance(after, Explanation)
    assert after.clock is Clock.LEGAL
    assert desk.page.picture.picture.is_week
    desk.press(Key.Key_Left)
    assert rows.hasFocus()


def test_escape_goes_back_to_where_one_came_from(explain: Explain, local_centre: Stage) -> None:
    desk = explain(a_case(local_centre))
    desk.press(Key.Key_Escape)
    assert desk.shown == [("customers", None)]


def test_it_is_copied_as_plain_sentences(explain: Explain, local_centre: Stage) -> None:
    desk = explain(a_case(local_centre, legal={}))
    desk.press(Key.Key_C, CTRL)
    text = QGuiApplication.clipboard().text()
    assert "<b>Photo</b> of the meter" in text
    assert "Other clocks of this case" in text
    assert desk.page.sentence.text() in text
    assert desk.said == ["Copied as text."]


def test_the_paper_is_shown_before_it_is_saved(explain: Explain, local_centre: Stage, tmp_path: Path) -> None:
    desk = explain(a_case(local_centre, legal={}))
    desk.press(Key.Key_P, CTRL)
    assert desk.page.preview.isVisible()
    assert desk.page.preview.sheet_count >= 1
    desk.press(Key.Key_S, CTRL)
    assert [path.read_bytes()[:4] for path in tmp_path.glob("*.pdf")] == [b"%PDF"]
    desk.press(Key.Key_Escape)
    assert not desk.page.preview.isVisible()
    assert desk.shown == []


def test_what_was_typed_is_shown_letter_by_letter(explain: Explain, local_centre: Stage) -> None:
    from csatdesk.gui.fields import Label

    desk = explain(a_case(local_centre))
    desk.qtbot.wait(20)
    labels = [label for label in desk.page.side.findChildren(Label) if "Photo" in label.text()]
    assert [label.text() for label in labels if label.isVisible()] == ["<b>Photo</b> of the meter"]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_a_clock_that_has_not_started_says_what_it_waits_for(explain: Explain, local_centre: Stage) -> None:
    legal = {"starts_at": StartsAt.EVENT, "event_names": {"en": "the end of the meter check"}}
    desk = explain(a_case(local_centre, legal=legal))
    desk.press(Key.Key_Right)
    desk.press(Key.Key_End)
    assert isinstance(desk.page.told, NoClock)
    assert "the end of the meter check" in desk.page.sentence.text()
    assert not desk.page.picture.isVisible()
    desk.page.reload(frozenset(desk.page.shows))
    assert isinstance(desk.page.told, NoClock)


def test_only_who_may_extend_is_offered_it(explain: Explain, local_centre: Stage) -> None:
    extension = {"times": 1, "amount": 30, "unit": "calendar_days", "is_total": False}
    house = a_case(local_centre, legal={"extension": extension})
    assert not explain(house).page.side.extend.isVisible()
    supervisor = explain(house, local_centre.marek)
    assert supervisor.page.side.extend.isVisible()
    wanted: list[str] = []
    supervisor.context.deed_wanted.connect(lambda _case_id, deed: wanted.append(deed))
    supervisor.page.side.extend.click()
    assert wanted == ["extend"]


def test_it_is_readable_at_every_size_and_in_every_look(explain: Explain, local_centre: Stage) -> None:
    desk = explain(a_case(local_centre, legal={}))
    for look, scale, compact in (("dark", 1.0, False), ("contrast", 1.0, True), ("light", 2.0, True)):
        theme().follow(look)
        theme().set_text_scale(scale)
        theme().set_compact(compact)
        desk.window.resize(1021, 544)
        desk.qtbot.wait(20)
        where = desk.page.picture.rows.columns
        assert where.left < where.begin < where.end < where.right <= desk.page.picture.width()
        assert not desk.window.grab().isNull()
        for label in (desk.page.sentence, desk.page.second):
            assert label.height() >= label.heightForWidth(label.width())


def test_the_window_opens_it_from_a_case_and_escape_returns(qtbot: QtBot, local_centre: Stage) -> None:
    deadline_id = a_case(local_centre)
    runner = ImmediateRunner(local_centre.session(local_centre.anna))
    context = Context(runner, Settings(), runner)
    window = MainWindow(context, Boundary(runner))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    window.go("cases")
    cases = window.page
    context.explain(deadline_id)
    assert isinstance(window.page, ExplainedPage)
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Key.Key_Escape)
    assert window.page is cases
    window.keep()
    runner.close()
