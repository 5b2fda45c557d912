"""The open comment at the kiosk: by touch with keys on the glass, by a keyboard without them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csatdesk.domain.forms import Form, Item, Scale, ScaleKind, Section
from csatdesk.domain.kiosk import BACK_AFTER_S, COMMENT_MOST
from csatdesk.gui.kiosk.keys import Key
from csatdesk.gui.kiosk.window import KioskPlan, KioskWindow
from csatdesk.gui.kiosk.writing import LETTERS, ROOM_TOLD, Keyboard, WritingArea
from tests.gui.kiosk.test_window import MOOD, finger, kept_by, question, said, touch

__all__ = ["finger"]

COMMENT = Item("why", said("Why?"), Scale(ScaleKind.TEXT), metric="comment", is_optional=True)
FORM = Form("q", 1, said("Service"), (Section("s", said("Service"), (COMMENT, MOOD)),))
SIZES = [(1366, 768), (1093, 614), (768, 1366)]


def opened(qtbot: QtBot, size: tuple[int, int] = SIZES[0], language: str = "en", **other: bool) -> KioskWindow:
    plan = KioskPlan(FORM, "Central hall", (language,), **{"has_comment": True, **other})
    window = KioskWindow(plan)
    window.resize(*size)
    window.show()
    qtbot.waitExposed(window)
    window.setFocus()
    QApplication.processEvents()
    return window


def area(window: KioskWindow) -> WritingArea:
    found = question(window).area
    assert isinstance(found, WritingArea)
    return found


def write(window: KioskWindow, finger: QPointingDevice, words: str) -> None:
    """By touch: the key that says the letter now."""
    board = area(window).board
    for sign in words:
        keys = {one.words: one for one in (*board.letters, board.comma, board.full_stop)} | {" ": board.space}
        touch(window, keys[sign], finger)


def test_a_touch_on_the_field_brings_letters_and_what_is_written_is_kept(qtbot: QtBot, finger: QPointingDevice) -> None:
    window = opened(qtbot)
    kept = kept_by(window)
    assert not area(window).board.isVisible()
    touch(window, area(window).field, finger)
    QApplication.processEvents()
    assert area(window).board.isVisible()
    write(window, finger, "Too slow. S")
    touch(window, area(window).board.rub, finger)
    write(window, finger, "so")
    touch(window, area(window).board.ready, finger)
    assert not area(window).board.isVisible()
    touch(window, question(window).next, finger)
    touch(window, question(window).next, finger)
    assert [one.answers for one in kept] == [{"why": "Too slow. so"}]
    window.end()


def test_by_a_keyboard_it_is_written_at_once_and_enter_goes_on(qtbot: QtBot) -> None:
    window = opened(qtbot)
    kept = kept_by(window)
    QTest.keyClicks(window, "Slow 10x")
    QTest.keyClick(window, Qt.Key.Key_Backspace)
    assert not area(window).board.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Return)
    QTest.keyClicks(window, "1")
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert [one.answers for one in kept] == [{"why": "Slow 10", "mood": 5}]
    window.end()


def test_with_nothing_written_backspace_goes_back_and_no_answer_is_kept(qtbot: QtBot) -> None:
    form = replace(FORM, sections=(Section("s", said("Service"), (MOOD, COMMENT)),))
    window = KioskWindow(KioskPlan(form, "Hall", ("en",), has_comment=True))
    window.resize(*SIZES[0])
    window.show()
    kept = kept_by(window)
    QTest.keyClicks(window, "1")
    QTest.keyClick(window, Qt.Key.Key_Return)
    QTest.keyClick(window, Qt.Key.Key_Space)
    QTest.keyClick(window, Qt.Key.Key_Backspace)
    QTest.keyClick(window, Qt.Key.Key_Backspace)
    assert window.walk.place == 0
    QTest.keyClick(window, Qt.Key.Key_Return)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert [one.answers for one in kept] == [{"mood": 5}]
    window.end()


def test_left_alone_for_fifteen_seconds_it_keeps_the_words_and_begins_anew(
    qtbot: QtBot, finger: QPointingDevice
) -> None:
    window = opened(qtbot)
    kept = kept_by(window)
    touch(window, area(window).field, finger)
    write(window, finger, "Slow")
    at = window._touched_at
    window.look(at + BACK_AFTER_S - 1)
    assert area(window).text == "Slow"
    window.look(at + BACK_AFTER_S)
    assert [(one.answers, one.is_whole) for one in kept] == [({"why": "Slow"}, False)]
    assert (area(window).text, area(window).board.isVisible()) == ("", False)
    window.end()


def test_without_the_choice_at_its_set_up_nothing_is_written(qtbot: QtBot) -> None:
    window = opened(qtbot, has_comment=False)
    assert question(window).area.item is MOOD
    window.end()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", sorted(LETTERS))
def test_every_key_is_as_wide_as_a_finger_and_lies_on_the_glass(
    qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    window = opened(qtbot, size, language)
    area(window).open()
    QApplication.processEvents()
    board, least = area(window).board, area(window)._measure.target
    keys = [one for one in area(window).findChildren(Key) if one.isVisible()]
    assert len(keys) == len("".join(LETTERS[language])) + 9
    for one in keys:
        place = one.mapTo(window, one.rect().topLeft())
        assert min(one.width(), one.height()) >= least, one.words
        assert 0 <= place.x() <= window.width() - one.width(), one.words
        assert 0 <= place.y() <= window.height() - one.height(), one.words
    assert question(window).next.mapTo(window, question(window).next.rect().bottomRight()).y() <= window.height()
    assert isinstance(board, Keyboard)
    window.end()


def test_the_field_counts_down_to_where_nothing_more_fits_and_keeps_all_of_it(qtbot: QtBot) -> None:
    window = opened(qtbot)
    QTest.keyClicks(window, "a" * (COMMENT_MOST - ROOM_TOLD - 1))
    assert area(window).field.room_words == ""
    QTest.keyClicks(window, "b")
    assert area(window).field.room_words == f"{ROOM_TOLD} left"
    QTest.keyClicks(window, "c" * ROOM_TOLD)
    assert area(window).field.room_words == "0 left"
    assert area(window).field.accessibleName().endswith("0 left")
    QTest.keyClicks(window, "d")
    assert area(window).text == "a" * (COMMENT_MOST - ROOM_TOLD - 1) + "b" + "c" * ROOM_TOLD
    QTest.keyClick(window, Qt.Key.Key_Backspace)
    assert area(window).field.room_words == "1 left"
    window.end()
