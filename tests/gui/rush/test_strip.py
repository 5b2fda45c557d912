"""A function key on My desk or in the intake logs one; the counts are right however fast the keys are pressed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csatdesk.domain.contacts import Known
from csatdesk.domain.local_text import LocalText
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner, Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.window_ways import WindowWays
from csatdesk.operations.rush import load_rush_topics
from csatdesk.operations.topics.commands import rename_topic
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.rush.conftest import Open
from tests.wall_clock import Wall

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def counted(stage: Stage) -> list[int]:
    with stage.read(at=now()) as reading:
        return [topic.today for topic in load_rush_topics(reading)]


def shown(window: MainWindow) -> list[int]:
    return [button.count for button in window.rush.buttons if not button.isHidden()]


def test_a_key_logs_from_my_desk_and_from_the_intake_without_touching_the_talk(
    open_window: Open, local_centre: Stage
) -> None:
    window = open_window(ImmediateRunner)
    press(window, Key.Key_F2)
    press(window, Key.Key_N, CTRL)
    press(window, Key.Key_U, ALT)
    press(window, Key.Key_F3)
    press(window, Key.Key_F3)
    assert counted(local_centre) == [1, 2]
    assert shown(window) == [1, 2]
    page = window.page
    assert page is not None
    assert page.editor.talk().known is Known.UNKNOWN  # type: ignore[attr-defined]  # the intake


def test_forty_presses_in_a_row_count_forty(open_window: Open, local_centre: Stage, qtbot: QtBot) -> None:
    window = open_window(Runner)
    for _time in range(20):
        press(window, Key.Key_F2)
        press(window, Key.Key_F3)
    assert shown(window) == [20, 20]  # at once, whatever the store has written by then
    qtbot.waitUntil(lambda: counted(local_centre) == [20, 20], timeout=20_000)
    qtbot.waitUntil(lambda: not sum(window.rush._under_way.values()))
    qtbot.wait(400)
    assert shown(window) == [20, 20]


def test_a_window_left_open_over_night_counts_from_today(
    open_window: Open, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = open_window(ImmediateRunner)
    press(window, Key.Key_F2)
    assert shown(window) == [1, 0]
    Wall(monkeypatch, now().date() + timedelta(days=1))
    window.rush.minute_gone()
    qtbot.waitUntil(lambda: shown(window) == [0, 0])


def test_undo_takes_the_last_ones_back(open_window: Open, local_centre: Stage) -> None:
    window = open_window(ImmediateRunner)
    for _time in range(3):
        press(window, Key.Key_F2)
    assert window.toast.words.startswith("Logged: ")
    press(window, Key.Key_Z, CTRL)
    window.toast.offer("", None)
    press(window, Key.Key_Z, CTRL)
    assert counted(local_centre) == [1, 0]
    window.rush._ask()
    assert shown(window) == [1, 0]


def test_hidden_the_keys_do_nothing_and_the_choice_is_kept(open_window: Open, local_centre: Stage) -> None:
    window = open_window(ImmediateRunner)
    press(window, Key.Key_R, CTRL | SHIFT)
    assert not window.rush.isVisible()
    assert not window.context.settings.rush_strip
    press(window, Key.Key_F2)
    assert counted(local_centre) == [0, 0]
    press(window, Key.Key_R, CTRL | SHIFT)
    press(window, Key.Key_F2)
    assert counted(local_centre) == [1, 0]


def test_elsewhere_the_keys_log_nothing(open_window: Open, local_centre: Stage) -> None:
    window = open_window(ImmediateRunner)
    window.go("cases")
    assert not window.rush.isVisible()
    press(window, Key.Key_F2)
    assert counted(local_centre) == [0, 0]


def test_no_key_of_the_strip_means_something_else_here(open_window: Open) -> None:
    window = open_window(ImmediateRunner)
    own = {QKeySequence(keys.shortcut()).toString() for keys in window.rush.keys}
    assert len(own) == 9
    for key in ("desk", "new"):
        page = window.go(key)
        assert page is not None
        actions = [one for one in (*window.actions(), *page.actions()) if one not in window.rush.keys]
        others = {one.shortcut().toString() for one in actions}
        assert not own & others


def test_in_a_small_window_the_intake_has_the_line_and_the_keys_work(open_window: Open, local_centre: Stage) -> None:
    window = open_window(ImmediateRunner)
    theme().set_compact(True)
    assert window.rush.isVisible()
    press(window, Key.Key_N, CTRL)
    assert not window.rush.isVisible()
    press(window, Key.Key_F2)
    assert counted(local_centre) == [1, 0]
    assert window.toast.words.startswith("Logged: ")


def test_a_key_that_is_held_down_counts_once(open_window: Open, local_centre: Stage) -> None:
    window = open_window(ImmediateRunner)
    assert not any(key.autoRepeat() for key in window.rush.keys)


def test_the_palette_has_the_name_of_a_topic_as_it_is_written(open_window: Open, local_centre: Stage) -> None:
    with local_centre.work(local_centre.marek) as work:
        rename_topic(work, topic_id=local_centre.topic_ids["bill_too_high"], names=LocalText({"en": "Bills & meters"}))
    window = open_window(ImmediateRunner)
    assert "Log at once: Bills & meters" in [entry.words for entry in WindowWays(window).actions()]
