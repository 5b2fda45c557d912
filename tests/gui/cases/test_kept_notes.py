"""Half a note on a case's card is still there when the program ended without a word."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from csatdesk.domain.staff import Actor
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.kept_text import kept_texts_of
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Desk, Key

Sit = Callable[[Actor | None], Desk[CasesPage]]
HALF = "Called, nobody answ"


def keep(desk: Desk[CasesPage]) -> None:
    """What a second would do."""
    texts = kept_texts_of(desk.context)
    texts.keep_now()
    texts.wait()
    QApplication.processEvents()


def test_half_a_note_is_offered_on_its_case_and_added_once_it_is_whole(sit: Sit, local_centre: Stage) -> None:
    written, other = local_centre.register().case_id, local_centre.register("Another").case_id
    desk = sit(None)
    desk.page.open_case(written)
    desk.press(Key.Key_N)
    desk.write(HALF)
    keep(desk)
    again = sit(None)
    keep(again)
    again.page.open_case(other)
    assert not again.page.pane.note.kept.isVisible()
    again.page.open_case(written)
    note = again.page.pane.note
    assert HALF in note.kept.words.text()
    assert note.text.toPlainText() == ""
    note.kept.take_up.click()
    again.write("ered")
    again.press(Key.Key_Return, CTRL)
    assert any("Called, nobody answered" in line.text for line in again.case(written).history)
    keep(again)
    third = sit(None)
    keep(third)
    third.page.open_case(written)
    assert not third.page.pane.note.kept.isVisible()


def test_a_colleague_is_offered_nothing_of_it(sit: Sit, local_centre: Stage) -> None:
    written = local_centre.register().case_id
    desk = sit(None)
    desk.page.open_case(written)
    desk.press(Key.Key_N)
    desk.write(HALF)
    keep(desk)
    other = sit(local_centre.marek)
    keep(other)
    other.page.open_case(written)
    assert not other.page.pane.note.kept.isVisible()
