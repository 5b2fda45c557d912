"""What was written, turned to the customer: all of it is seen, on any screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.gui.buttons import Button
from csatdesk.gui.intake.read_back import ReadBack
from csatdesk.gui.theme import theme

LONG = "Rachunek za październik jest dwa razy wyższy. " * 60
ADDRESS = "https://www.example.pl/" + "0123456789" * 20


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.hide()


def test_the_next_text_begins_at_its_top(desk: QWidget) -> None:
    shown = ReadBack(desk)
    shown.show_texts(LONG, "", "pl")
    QApplication.processEvents()
    for _ in range(9):
        QTest.keyClick(shown, Qt.Key.Key_Space)
    assert shown.area.verticalScrollBar().value() > 0
    shown.close_it()
    shown.show_texts(f"{LONG} I jeszcze coś.", "", "pl")
    QApplication.processEvents()
    assert shown.area.verticalScrollBar().value() == 0


def test_a_word_longer_than_a_line_goes_on_in_the_next(desk: QWidget) -> None:
    shown = ReadBack(desk)
    shown.show_texts(ADDRESS, ADDRESS, "en", ADDRESS)
    QApplication.processEvents()
    page = shown.area.widget()
    assert page is not None
    assert page.minimumSizeHint().width() <= page.maximumWidth()
    assert ADDRESS in shown.accessibleName()  # which is read aloud as it was written


@pytest.mark.parametrize("language", ["en", "pl", "nb", "et", "fi", "ru"])
def test_on_an_upright_screen_with_large_letters_the_words_of_its_buttons_are_whole(
    desk: QWidget, language: str
) -> None:
    theme().set_text_scale(2.0)
    desk.resize(768, 1366)
    shown = ReadBack(desk)
    shown.show_texts(LONG[:200], "", language)
    QApplication.processEvents()
    for button in shown.findChildren(Button):
        assert button.width() >= button.sizeHint().width()
        assert desk.rect().contains(button.mapTo(desk, button.rect().bottomRight()))
