"""Schedules by keyboard: what is wrong is said at its field, changes stand in the history, undo brings back."""

from PySide6.QtCore import Qt

from csatdesk.domain.checklists import PLACE_MOST, Rhythm
from csatdesk.gui.checklists.forms import ScheduleForm
from csatdesk.gui.checklists.schedules_page import SchedulesPage
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.checklists.conftest import MONDAY, Come
from tests.gui.pasting import paste, too_long
from tests.gui.today.hands import CTRL, Hands
from tests.operations.checklists.scene import opening, scheduled

Key = Qt.Key
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def sat_down(come: Come, stage: Stage) -> tuple[Hands, SchedulesPage]:
    hands = come(stage.marek)
    page = hands.window.go("schedules")
    hands.settle()
    assert isinstance(page, SchedulesPage)
    return hands, page


def retyped(hands: Hands, key: Qt.Key, words: str) -> None:
    hands.press(key, ALT)
    hands.press(Key.Key_A, CTRL)
    hands.write(words)


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(come: Come, local_centre: Stage) -> None:
    opening(local_centre)
    hands, page = sat_down(come, local_centre)
    hands.press(Key.Key_N, ALT | SHIFT)
    form = page.pane.form
    assert isinstance(form, ScheduleForm)
    retyped(hands, Key.Key_H, "Sala 3")
    retyped(hands, Key.Key_U, "rano")
    hands.press(Key.Key_Return, CTRL)
    assert form.named["until"]._error.sentence == "Write until what time it is to be done, such as 09:00."
    assert form.until.hasFocus()
    retyped(hands, Key.Key_U, "7")
    retyped(hands, Key.Key_F, "1.11.2026")
    hands.press(Key.Key_Return, CTRL)
    assert form.named["first_on"]._error.sentence.startswith("Choose today or a later day")
    retyped(hands, Key.Key_F, "23.11.2026")
    hands.press(Key.Key_Return, CTRL)
    assert [row.latest.terms.place for row in page.rows] == ["Sala 3"]
    assert page.rows[0].latest.terms.until == 7 * 60


def test_only_what_belongs_to_the_rhythm_is_asked(come: Come, local_centre: Stage) -> None:
    opening(local_centre)
    hands, page = sat_down(come, local_centre)
    hands.press(Key.Key_N, ALT | SHIFT)
    form = page.pane.form
    assert isinstance(form, ScheduleForm)
    asked = []
    for _rhythm in Rhythm:
        asked.append((form.named["weekday"].isVisible(), form.named["day"].isVisible()))
        hands.press(Key.Key_T, ALT)
        hands.press(Key.Key_Down)
    assert asked == [(False, False), (True, False), (False, True), (False, False)]


def test_a_change_and_an_end_stand_in_the_history_and_are_taken_back(come: Come, local_centre: Stage) -> None:
    scheduled(local_centre, at=now(), first_on=MONDAY)
    hands, page = sat_down(come, local_centre)
    hands.press(Key.Key_E)
    retyped(hands, Key.Key_U, "10:30")
    hands.press(Key.Key_Return, CTRL)
    assert [(entry.words, entry.is_faint) for entry in page.pane.history.entries] == [
        ("Every working day, until 10:30, anybody there", False),
        ("Every working day, until 15:00, anybody there", True),
    ]
    hands.press(Key.Key_X)
    hands.press(Key.Key_Return, CTRL)
    assert page.list.entries[0].note == "Mon 23 Nov", "today's is asked for still"
    assert page.rows[0].latest.terms.last_on == MONDAY
    for _step in range(2):
        hands.window.context.undo()
        hands.settle()
    assert [line.terms.until for line in page.rows[0].history] == [15 * 60]
    assert page.rows[0].latest.terms.last_on is None
    hands.press(Key.Key_Escape)
    assert hands.window.page is not page, "Escape leads back to the checks"


def test_a_clerk_reads_the_schedules_of_the_office_and_changes_none(come: Come, local_centre: Stage) -> None:
    scheduled(local_centre, at=now(), first_on=MONDAY)
    hands = come(local_centre.anna)
    page = hands.window.go("schedules")
    hands.settle()
    assert isinstance(page, SchedulesPage)
    assert len(page.list.entries) == 1
    assert page.primary is None
    assert page.actions_by_key == {}


def test_the_name_of_a_hall_that_is_too_long_is_refused_at_its_field_and_stays(come: Come, local_centre: Stage) -> None:
    opening(local_centre)
    hands, page = sat_down(come, local_centre)
    hands.press(Key.Key_N, ALT | SHIFT)
    form = page.pane.form
    assert isinstance(form, ScheduleForm)
    hands.press(Key.Key_H, ALT)
    paste(hands, "ż" * (PLACE_MOST + 1))
    hands.press(Key.Key_Return, CTRL)
    assert form.named["place"]._error.sentence == too_long(PLACE_MOST)
    assert form.place.text() == "ż" * (PLACE_MOST + 1)
    assert page.rows == ()
