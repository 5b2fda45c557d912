"""What was half typed outlives the program: kept within the second, offered again to the same person, encrypted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.gui.fields import TextBox, TextField
from csatdesk.gui.kept_text import KEEP_AFTER_MS, KeptForm, KeptTexts, TextKey
from csatdesk.system.drafts import DraftJournal

STORE_KEY = bytes(range(32))
ANNA, MAREK = 1, 2
NOTE = TextKey("case", 17, "note")
HALF = "Called, nobody answ"


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[[int], KeptTexts]]:
    """The texts as a start of the program finds them; the one before ended without a word."""
    made: list[KeptTexts] = []

    def start(by_id: int = ANNA) -> KeptTexts:
        for before in made:
            before.wait()
            before.blockSignals(True)
        made.append(KeptTexts(DraftJournal(tmp_path, STORE_KEY), by_id))
        made[-1].wait()
        QApplication.processEvents()
        return made[-1]

    yield start
    for one in made:
        one.wait()


Start = Callable[..., KeptTexts]


class Form:
    """A note and a phone number in a window, with the offer above them."""

    def __init__(self, qtbot: QtBot, texts: KeptTexts) -> None:
        self.window = QWidget()
        self.note, self.phone = TextBox(), TextField()
        self.kept = KeptForm({"note": self.note, "phone": self.phone})
        self.kept.keep_in(texts)
        column = QVBoxLayout(self.window)
        for widget in (self.kept, self.note, self.phone):
            column.addWidget(widget)
        qtbot.addWidget(self.window)
        self.window.show()


def files(folder: Path) -> list[Path]:
    return list(folder.glob("*.draft"))


def test_a_text_is_on_disk_within_the_second_and_nobody_can_read_it_there(
    started: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    started().keep(NOTE, HALF)
    qtbot.waitUntil(lambda: len(files(tmp_path)) == 1, timeout=KEEP_AFTER_MS + 300)
    assert HALF.encode() not in files(tmp_path)[0].read_bytes()


def test_the_next_start_finds_it_for_the_same_person_only(started: Start) -> None:
    texts = started()
    texts.keep(NOTE, HALF)
    texts.keep_now()
    assert started(MAREK).left_behind(NOTE) == ""
    assert started(ANNA).left_behind(NOTE) == HALF
    assert started(ANNA).left_behind(TextKey("case", 18, "note")) == ""


def test_what_was_saved_is_forgotten(started: Start, tmp_path: Path) -> None:
    texts = started()
    texts.keep(NOTE, HALF)
    texts.keep_now()
    texts.forget(NOTE)
    assert started().left_behind(NOTE) == ""
    assert not files(tmp_path)


def test_a_disk_that_refuses_is_told_of(started: Start, tmp_path: Path, qtbot: QtBot) -> None:
    texts = KeptTexts(DraftJournal(tmp_path / "gone", STORE_KEY), ANNA)
    texts.wait()
    (tmp_path / "gone").rmdir()
    texts.keep(NOTE, HALF)
    with qtbot.waitSignal(texts.refused):
        texts.keep_now()


def test_it_is_offered_and_put_back_by_one_key(started: Start, qtbot: QtBot, tmp_path: Path) -> None:
    first = Form(qtbot, started())
    first.kept.hold("case", 17)
    first.note.setPlainText(HALF)
    first.kept._kept_in.keep_now()
    again = Form(qtbot, started())
    again.kept.hold("case", 18)
    assert not again.kept.isVisible()
    again.kept.hold("case", 17)
    assert again.kept.isVisible()
    assert HALF in again.kept.words.text()
    assert again.note.toPlainText() == ""  # offered, not forced
    again.kept.take_up.click()
    assert again.note.toPlainText() == HALF
    assert not again.kept.isVisible()
    assert started().left_behind(NOTE) == HALF  # still not saved
    assert len(files(tmp_path)) == 1


def test_what_is_typed_beside_an_offer_takes_nothing_away_from_it(started: Start, qtbot: QtBot) -> None:
    first = Form(qtbot, started())
    first.kept.hold("case", 17)
    first.note.setPlainText(HALF)
    first.kept._kept_in.keep_now()
    again = Form(qtbot, started())
    again.kept.hold("case", 17)
    again.note.setPlainText("Something new")
    assert again.kept.isVisible()
    again.kept.take_up.click()
    assert again.note.toPlainText() == f"{HALF}\nSomething new"


def test_thrown_away_it_is_gone(started: Start, qtbot: QtBot, tmp_path: Path) -> None:
    first = Form(qtbot, started())
    first.kept.hold("case", 17)
    first.note.setPlainText(HALF)
    first.kept._kept_in.keep_now()
    again = Form(qtbot, started())
    again.kept.hold("case", 17)
    again.kept.throw_away.click()
    assert not again.kept.isVisible()
    assert started().left_behind(NOTE) == ""
    assert not files(tmp_path)


def test_only_what_differs_from_the_store_is_kept(started: Start, qtbot: QtBot) -> None:
    texts = started()
    form = Form(qtbot, texts)
    form.phone.setText("601 224 318")
    form.kept.hold("customer", 4, {"phone": "601 224 318"})
    form.phone.setText("601 224 31")
    form.phone.setText("601 224 318")
    form.note.setPlainText("moved")
    texts.keep_now()
    again = started()
    assert again.left_behind(TextKey("customer", 4, "phone")) == ""
    assert again.left_behind(TextKey("customer", 4, "note")) == "moved"
