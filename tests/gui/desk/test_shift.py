"""The end of a shift by keyboard: handed over with one note by one person, confirmed by the other."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.shifts import hand_over_shift, list_shift_notes, open_promises_of
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.desk.hands import Hands, own_case

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def promised(stage: Stage, text: str, staff_id: int, hours: int = 3) -> int:
    case_id = own_case(stage, "Rachunek.", 1)
    new = NewPromise(PromiseKind.CALL_BACK, text, now() + timedelta(hours=hours), is_day=False, owner_id=staff_id)
    with stage.work(at=now()) as work:
        return make_promise(work, case_id=case_id, new=new).result


def test_a_shift_is_handed_over_with_one_note(come_in: Callable[[], Hands], local_centre: Stage) -> None:
    kept = promised(local_centre, "Call about the bill", local_centre.anna.id)
    given = promised(local_centre, "Call about the meter", local_centre.anna.id, hours=5)
    hands = come_in()
    hands.press(Qt.Key.Key_H, CTRL | SHIFT)
    form = hands.page.shift.form
    assert form is not None
    assert "Call about the bill" in form.ticks[kept].accessibleDescription()
    QTest.keyClicks(hands.focused(), "Marek")
    hands.press(Qt.Key.Key_Return)
    assert hands.focused() is form.ticks[kept]
    hands.press(Qt.Key.Key_Space)
    while hands.focused() is not form.note:
        hands.press(Qt.Key.Key_Tab)
    QTest.keyClicks(hands.focused(), "She is home after five.")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.page.shift.form is None
    with local_centre.read(local_centre.marek, now()) as reading:
        assert open_promises_of(reading, local_centre.marek.id) == [given]
        assert [one.note for one in list_shift_notes(reading)] == ["She is home after five."]


def test_nothing_chosen_and_no_note_is_said_at_the_note(come_in: Callable[[], Hands], local_centre: Stage) -> None:
    hands = come_in()
    hands.press(Qt.Key.Key_H, CTRL | SHIFT)
    form = hands.page.shift.form
    assert form is not None
    hands.press(Qt.Key.Key_Return, CTRL)
    assert form.note.accessibleDescription().startswith("Choose what is to be handed over")
    hands.press(Qt.Key.Key_Escape)
    assert hands.page.shift.form is None


def test_the_other_person_confirms_with_one_key(come_in: Callable[[], Hands], local_centre: Stage) -> None:
    promise = promised(local_centre, "Call about the bill", local_centre.marek.id)
    with local_centre.work(local_centre.marek, now()) as work:
        anna = local_centre.anna.id
        hand_over_shift(work, to_staff_id=anna, promise_ids=[promise], note="<b>Home</b> after five.")
    hands = come_in()
    assert hands.page.shift.strip.isVisible()
    assert hands.page.shift.strip.accessibleName() == "Marek Lis hands over 1 promise: <b>Home</b> after five."
    hands.press(Qt.Key.Key_V, ALT)
    assert not hands.page.shift.strip.isVisible()
    with local_centre.read(at=now()) as reading:
        assert list_shift_notes(reading) == ()


def test_both_sheets_are_looked_at_and_left_by_keyboard(come_in: Callable[[], Hands], local_centre: Stage) -> None:
    promised(local_centre, "Call about the bill", local_centre.anna.id)
    hands = come_in()
    for key, words in ((Qt.Key.Key_M, "Morning sheet"), (Qt.Key.Key_E, "Evening sheet")):
        hands.press(key, CTRL | SHIFT)
        assert hands.page.sheets.preview.isVisible()
        assert hands.page.sheets.preview.title.text() == words
        assert hands.page.sheets.preview.sheet_count == 1
        hands.press(Qt.Key.Key_Escape)
        assert not hands.page.sheets.preview.isVisible()
