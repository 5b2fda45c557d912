"""A standard as an aid beside the work: ticked by keys and by touch, nothing kept, no score."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from csatdesk.gui.checklists.aid import AidPane
from csatdesk.gui.labels import Label
from csatdesk.store.audit import AuditRow
from tests.cast import Stage
from tests.gui.checklists.conftest import Come
from tests.gui.today.hands import CTRL, Hands
from tests.operations.checklists.scene import opening
from tests.operations.evaluations.scorecards import CALL, published

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def written(stage: Stage) -> int:
    with stage.read() as reading:
        return reading.db.execute(select(func.count()).select_from(AuditRow)).scalar_one()


def opened(hands: Hands) -> AidPane:
    hands.press(Key.Key_J, CTRL | SHIFT)
    return hands.window.aid


def ticked(aid: AidPane) -> list[str]:
    return [step.key for step in aid.steps if step.tick.isChecked()]


def test_beside_the_intake_steps_are_ticked_by_keys_and_the_talk_goes_on(come: Come, local_centre: Stage) -> None:
    opening(local_centre)
    hands = come(local_centre.anna)
    hands.press(Key.Key_N, CTRL)
    who = QApplication.focusWidget()
    before = written(local_centre)
    aid = opened(hands)
    assert [(step.what.text(), step.how.text()) for step in aid.steps] == [
        ("What of lamps", "Switch on every circuit."),
        ("What of book", ""),
    ]
    hands.press(Key.Key_Space)
    assert ticked(aid) == ["lamps"]
    assert aid.done.text() == "1 of 2 done"
    assert aid.steps[1].tick.hasFocus(), "the next step comes next"
    hands.press(Key.Key_Up)
    assert aid.steps[0].tick.hasFocus()
    hands.press(Key.Key_Escape)
    assert not aid.isVisible()
    assert QApplication.focusWidget() is who
    assert ticked(opened(hands)) == ["lamps"], "away for a moment, nothing is lost"
    hands.press(Key.Key_Backspace, CTRL | SHIFT)
    assert ticked(aid) == []
    assert written(local_centre) == before, "nothing of it is stored"


def test_a_finger_anywhere_on_a_step_ticks_it(come: Come, local_centre: Stage) -> None:
    opening(local_centre)
    aid = opened(come(local_centre.anna))
    step = aid.steps[1]
    assert step.height() >= 44
    QTest.mouseClick(step, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, step.rect().center())
    assert ticked(aid) == ["book"]


def test_on_the_page_of_standards_the_one_that_is_read_becomes_the_aid_without_a_score(
    come: Come, local_centre: Stage
) -> None:
    opening(local_centre)
    call = published(local_centre, CALL)
    hands = come(local_centre.anna)
    page = hands.window.go("standards")
    hands.settle()
    assert page is not None
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    aid = opened(hands)
    assert aid.choice.value() == page.aid_version
    told = " ".join(label.text() for label in aid.findChildren(Label))
    assert "%" not in told
    assert "100" not in told
    hands.window.aid._choose(call)
    assert [step.key for step in aid.steps] == ["greets", "name", "answer", "wait"]


def test_the_lock_takes_the_ticks_with_it(come: Come, local_centre: Stage) -> None:
    opening(local_centre)
    hands = come(local_centre.anna)
    aid = opened(hands)
    hands.press(Key.Key_Space)
    hands.window.keep()
    assert ticked(aid) == []
    assert not aid.isVisible()


def test_without_a_published_standard_the_aid_says_so(come: Come, local_centre: Stage) -> None:
    aid = opened(come(local_centre.anna))
    assert aid._empty.isVisible()
    assert not aid.choice.isVisible()
