"""Known matters by keyboard: what to say, who is tied to it, one answer to all."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.domain.cases import CaseFilter, ReplyBy
from csatdesk.domain.contacts import Known
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.statuses import Status
from csatdesk.gui.matters.forms import EndForm, MatterForm
from csatdesk.gui.matters.page import MattersPage
from csatdesk.operations.matters import NewMatter, list_matters, save_matter
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Desk, Key
from tests.gui.matters.conftest import Sit

NONE = Qt.KeyboardModifier.NoModifier
SAID = LocalText({"en": "Power is back at 18:00.", "pl": "Prąd wróci o 18:00."})


def opened(stage: Stage, title: str = "No power in ul. Jasna") -> int:
    new = NewMatter(title, SAID, now() - timedelta(hours=1), now() + timedelta(hours=6))
    with stage.work(stage.marek, now()) as work:
        return save_matter(work, matter_id=None, new=new).result


def tied(stage: Stage, matter_id: int, count: int, **other: object) -> list[int]:
    at = now() - timedelta(minutes=5)
    return [stage.register("Nie ma prądu.", matter_id=matter_id, at=at, **other).case_id for _one in range(count)]


def tab_to(desk: Desk[MattersPage], wanted: QWidget) -> None:
    for _step in range(60):
        if desk.focus is wanted or wanted.isAncestorOf(desk.focus):
            return
        desk.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")


def test_a_clerk_reads_copies_and_finds_the_cases(sit: Sit, local_centre: Stage) -> None:
    matter_id = opened(local_centre)
    tied(local_centre, matter_id, 3)
    desk = sit(local_centre.anna)
    assert [entry.words for entry in desk.page.list.entries] == ["No power in ul. Jasna"]
    assert desk.page.list.entries[0].note == "3 open"
    desk.press(Key.Key_C)
    assert QGuiApplication.clipboard().text() == "Power is back at 18:00."
    desk.press(Key.Key_S)
    assert desk.shown == [("cases", CaseFilter(matter_id=matter_id))]
    assert desk.page.primary is None
    assert set(desk.page.actions_by_key) == {"copy", "cases"}


def test_what_to_say_is_copied_in_the_chosen_language(sit: Sit, local_centre: Stage) -> None:
    opened(local_centre)
    desk = sit(local_centre.anna)
    tab_to(desk, desk.page.pane.languages)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_C)
    assert desk.page.pane.said.text() == "Prąd wróci o 18:00."
    assert QGuiApplication.clipboard().text() == "Prąd wróci o 18:00."


def test_the_usual_days_have_their_keys_wherever_in_the_form_one_stands(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.marek)
    desk.press(Key.Key_N, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, MatterForm)
    desk.press(Key.Key_2, ALT)
    assert form.expected.day.day() == form.expected.today + timedelta(days=1)
    assert not form.name.text()


def test_a_leader_puts_a_matter_up_and_changes_it(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.marek)
    assert desk.page.split.is_empty
    desk.press(Key.Key_N, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, MatterForm)
    desk.write("Wrong bills in November")
    desk.press(Key.Key_Return, CTRL)
    assert form.named["text_to_say"].field.accessibleDescription()
    desk.write("New bills come by Friday.")
    tab_to(desk, form.expected.day)
    desk.press(Key.Key_2, ALT)
    tab_to(desk, form.expected.time)
    desk.write("14:00")
    tab_to(desk, form.topic)
    desk.write("too high")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.form is None
    with local_centre.read(at=now()) as reading:
        (row,) = list_matters(reading)
    assert row.title == "Wrong bills in November"
    assert row.topic_id == local_centre.topic_ids["bill_too_high"]
    assert row.ends_at is not None
    assert f"{row.ends_at.astimezone(desk.context.zone):%H:%M}" == "14:00"
    desk.press(Key.Key_E)
    desk.press(Key.Key_End)
    desk.write(" again")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.name.text() == "Wrong bills in November again"


def test_one_answer_ends_a_matter_of_several_contacts(sit: Sit, local_centre: Stage) -> None:
    matter_id = opened(local_centre)
    cases = tied(local_centre, matter_id, 4, reply_by=ReplyBy.EMAIL)
    (nobody,) = tied(local_centre, matter_id, 1, known=Known.ANONYMOUS, customer_id=None, reply_by=ReplyBy.NONE)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_F)
    form = desk.page.pane.form
    assert isinstance(form, EndForm)
    assert "4 customers get this answer." in form.reach.text()
    desk.press(Key.Key_Return, CTRL)
    assert "answer" in form.named["answer"].field.accessibleDescription().casefold()
    desk.write("Power is back. We are sorry.")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.is_ended
    assert desk.said[-1] == "The matter has ended: answered 4 cases, closed 1 case with nobody to answer."
    for case_id in cases:
        assert desk.case(case_id).row.status is Status.CLOSED
    assert desk.case(nobody).row.status is Status.CLOSED
    assert desk.page.pane.rest.isHidden()


def test_opening_the_fields_brings_no_window_of_its_own_up(sit: Sit, local_centre: Stage, qtbot: QtBot) -> None:
    opened(local_centre)
    desk = sit(local_centre.marek)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for key, modifiers in ((Key.Key_F, NONE), (Key.Key_E, NONE), (Key.Key_N, ALT | SHIFT)):
        with qtbot.assertNotEmitted(app.focusWindowChanged, wait=20):
            desk.press(key, modifiers)
        assert desk.page.pane.form is not None
        desk.press(Key.Key_Escape)


def test_what_was_only_prepared_is_offered_again(sit: Sit, local_centre: Stage) -> None:
    matter_id = opened(local_centre)
    cases = tied(local_centre, matter_id, 2, reply_by=ReplyBy.EMAIL)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_F)
    form = desk.page.pane.form
    assert isinstance(form, EndForm)
    desk.write("Power is back.")
    tab_to(desk, form.way)
    desk.press(Key.Key_P)
    desk.press(Key.Key_Return, CTRL)
    assert {desk.case(one).row.status for one in cases} == {Status.ANSWER_PREPARED}
    assert not desk.page.pane.rest.isHidden()
    tab_to(desk, desk.page.pane.rest_link)
    desk.press(Key.Key_Space)
    assert isinstance(desk.page.pane.form, EndForm)
    desk.press(Key.Key_Return, CTRL)
    assert {desk.case(one).row.status for one in cases} == {Status.CLOSED}


def test_answers_stopped_half_way_are_offered_again(sit: Sit, local_centre: Stage) -> None:
    matter_id = opened(local_centre)
    cases = tied(local_centre, matter_id, 17, reply_by=ReplyBy.EMAIL)
    desk = sit(local_centre.marek)
    desk.runner.job_started.connect(lambda job: job.cancel())
    desk.press(Key.Key_F)
    desk.write("Power is back.")
    desk.press(Key.Key_Return, CTRL)
    left = [one for one in cases if desk.case(one).row.status is not Status.CLOSED]
    assert len(left) == 2
    assert desk.page.pane.rest.accessibleName().strip() == "2 still without answer."


def test_a_page_left_with_escape_loses_no_matter(sit: Sit, local_centre: Stage) -> None:
    opened(local_centre)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    desk.press(Key.Key_Escape)
    assert desk.page.pane.form is None
    assert desk.page.pane.name.text() == "No power in ul. Jasna"
