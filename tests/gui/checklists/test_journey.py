"""From a schedule set by keyboard to a check that is done, and to the one that was not."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from csatdesk.domain.checklists import REASON_MOST, CheckFilter, CheckState, Which
from csatdesk.gui.buttons import PrimaryButton
from csatdesk.gui.checklists.forms import ExcuseForm
from csatdesk.gui.checklists.page import ChecksPage
from csatdesk.gui.checklists.schedules_page import SchedulesPage
from csatdesk.gui.desk.page import DeskPage
from csatdesk.gui.evaluations.fill import FillPage
from csatdesk.gui.reminders import ReminderWatch
from csatdesk.gui.today.page import TodayPage
from csatdesk.operations.checklists.queries import checks_shown
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.checklists.conftest import MONDAY, Come
from tests.gui.pasting import paste, too_long
from tests.gui.today.hands import CTRL, Hands
from tests.operations.checklists.scene import opening, scheduled
from tests.wall_clock import Wall

Key = Qt.Key
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
DAY = 24 * 60  # minutes


def states(stage: Stage) -> list[CheckState]:
    """Of all checks since Monday, the latest first."""
    at = now()
    shown = CheckFilter(MONDAY, at.date(), Which.ALL)
    with stage.read(stage.marek, at) as reading:
        return [row.state for row in checks_shown(reading, shown)]


def checks(hands: Hands) -> ChecksPage:
    assert isinstance(hands.window.page, ChecksPage)
    return hands.window.page


def set_by_keyboard(hands: Hands) -> None:
    hands.window.go("evaluations")
    hands.settle()
    hands.press(Key.Key_K, ALT | SHIFT)
    hands.press(Key.Key_S, ALT | SHIFT)
    hands.press(Key.Key_N, ALT | SHIFT)
    hands.press(Key.Key_H, ALT)
    hands.write("Sala 2")
    hands.press(Key.Key_U, ALT)
    hands.press(Key.Key_A, CTRL)
    hands.write("8.30")
    hands.press(Key.Key_Return, CTRL)


def test_a_schedule_set_by_keyboard_is_on_the_desk_next_day_and_filled_by_keys(
    come: Come, local_centre: Stage, wall: Wall
) -> None:
    opening(local_centre)
    marek = come(local_centre.marek)
    set_by_keyboard(marek)
    page = marek.window.page
    assert isinstance(page, SchedulesPage)
    assert [entry.line for entry in page.list.entries] == ["Sala główna, Sala 2 · Every working day, until 08:30"]

    wall.goes_on(DAY)  # Tuesday, 8:00; on Monday nobody did it
    anna = come(local_centre.anna)
    desk = anna.window.page
    assert isinstance(desk, DeskPage)
    anna.qtbot.waitUntil(lambda: bool(desk.checks.words))
    assert desk.checks.words.startswith("1 check is due today.")
    assert "Sala 2, Tue 24 Nov, until 08:30" in desk.checks.words
    anna.press(Key.Key_C, ALT | SHIFT)
    assert isinstance(anna.window.page, FillPage)
    for key in (Key.Key_Y, Key.Key_Return, Key.Key_Y, Key.Key_Return):
        anna.press(key)
    anna.press(Key.Key_Return, CTRL)
    assert anna.window.findChild(FillPage) is not anna.window.page, "she is where she was"
    anna.qtbot.waitUntil(lambda: not desk.checks.words)
    assert states(local_centre) == [CheckState.DONE, CheckState.NOT_DONE]

    marek = come(local_centre.marek)
    today = marek.window.page
    assert isinstance(today, TodayPage)
    asked = next(place for place, told in enumerate(marek.decisions()) if "Ask why the check was not done" in told)
    for _step in range(asked):
        marek.press(Key.Key_Down)
    marek.press(Key.Key_Return)
    found = checks(marek)
    assert found.row.shown_which is Which.NOT_DONE
    assert found.list.hasFocus()
    assert [row.day for row in [found.list.row()] if row is not None] == [MONDAY]


def test_a_check_is_filled_by_touch_with_targets_a_finger_finds(come: Come, local_centre: Stage) -> None:
    scheduled(local_centre, at=now(), first_on=MONDAY)
    hands = come(local_centre.anna)
    desk = hands.window.page
    assert isinstance(desk, DeskPage)
    hands.qtbot.waitUntil(lambda: bool(desk.checks.words))
    tap(hands, desk.checks.start)
    page = hands.window.page
    assert isinstance(page, FillPage)
    for _question in range(2):
        yes = page.entry.question.keys.keys[0]
        assert min(yes.width(), yes.height()) >= 44
        tap(hands, yes)
        assert page.entry.next.height() >= 24
        tap(hands, page.entry.next)
    primary = next(one for one in hands.window.header.findChildren(PrimaryButton) if one.isVisible())
    tap(hands, primary)
    assert states(local_centre) == [CheckState.DONE]


def tap(hands: Hands, widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.rect().center())
    hands.settle()


def test_one_leaves_a_check_out_with_a_reason_and_takes_it_back(come: Come, local_centre: Stage) -> None:
    scheduled(local_centre, at=now(), first_on=MONDAY)
    hands = come(local_centre.anna)
    hands.window.go("checks")
    hands.settle()
    hands.press(Key.Key_X)
    hands.press(Key.Key_Return, CTRL)
    form = checks(hands).pane.form
    assert form is not None
    assert form.named["reason"]._error.sentence == "Write why it is left out."
    hands.write("Zalana sala.")
    hands.press(Key.Key_Return, CTRL)
    assert states(local_centre) == [CheckState.EXCUSED]
    assert checks(hands).split.is_empty
    hands.window.context.undo()
    hands.settle()
    assert states(local_centre) == [CheckState.DUE]


def test_the_rail_counts_what_is_to_be_checked_and_what_was_not(come: Come, local_centre: Stage, wall: Wall) -> None:
    scheduled(local_centre, at=now(), first_on=MONDAY)
    wall.goes_on(DAY)
    hands = come(local_centre.marek)
    ReminderWatch(hands.window.context, hands.window.rail, hands.window).look()
    hands.settle()
    counts = {entry.key: entry.count for entry in hands.window.rail._model.entries}
    assert counts["evaluations"] == "2"


def test_an_auditor_has_no_checks(come: Come, local_centre: Stage) -> None:
    hands = come(local_centre.liis)
    assert hands.window.go("checks") is None
    assert "checks" not in hands.window.actions_by_key


def test_a_half_done_check_waits_and_is_gone_on_with(come: Come, local_centre: Stage) -> None:
    scheduled(local_centre, at=now(), first_on=MONDAY)
    hands = come(local_centre.anna)
    hands.window.go("checks")
    hands.settle()
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Y)
    hands.press(Key.Key_Left, ALT)
    assert checks(hands).list.hasFocus()
    assert checks(hands).actions_by_key["begin"].text() == "Go on &filling"
    marek = come(local_centre.marek)
    marek.window.go("checks")
    marek.settle()
    assert not checks(marek).actions_by_key["begin"].isEnabled()
    marek.press(Key.Key_T)
    page = marek.window.page
    assert isinstance(page, FillPage)
    assert dict(page.entry.answers) == {"lamps": "yes"}


def test_a_reason_that_is_too_long_is_refused_at_its_field_and_stays(come: Come, local_centre: Stage) -> None:
    scheduled(local_centre, at=now(), first_on=MONDAY)
    hands = come(local_centre.anna)
    hands.window.go("checks")
    hands.settle()
    hands.press(Key.Key_X)
    paste(hands, "ż" * (REASON_MOST + 1))
    hands.press(Key.Key_Return, CTRL)
    form = checks(hands).pane.form
    assert isinstance(form, ExcuseForm)
    assert form.named["reason"]._error.sentence == too_long(REASON_MOST)
    assert form.reason.toPlainText() == "ż" * (REASON_MOST + 1)
    assert states(local_centre) == [CheckState.DUE]
