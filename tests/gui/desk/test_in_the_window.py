"""My desk in the real window: drafts that stand as talks under New contact at the same time."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csatdesk.gui.boundary import Boundary
from csatdesk.gui.context import Context
from csatdesk.gui.desk.page import DeskPage
from csatdesk.gui.intake.page import IntakePage
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.system.settings import Settings
from tests.cast import Stage
from tests.gui.desk.hands import draft

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot, local_centre: Stage) -> Iterator[MainWindow]:
    """Two talks were cut off; now My desk is in front."""
    draft(local_centre, "Pierwsza")
    draft(local_centre, "Druga")
    runner = ImmediateRunner(local_centre.session())
    made = MainWindow(Context(runner, Settings()), Boundary())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    made.go("desk")
    settle(desk(made))
    yield made
    desk_of(made).keeper.stop()
    made.close()
    runner.close()


def test_enter_goes_on_with_a_draft_that_was_cut_off(window: MainWindow) -> None:
    press(Key.Key_D, ALT)
    assert words(desk(window)) == ["Druga", "Pierwsza"]
    press(Key.Key_Return)
    page = window.page
    assert isinstance(page, IntakePage)
    settle(desk_of(window))
    assert page.editor.talk().text == "Druga"
    assert sorted(talk.text for talk in page.talks) == ["Druga", "Pierwsza"]


def test_a_draft_thrown_away_leaves_its_tab_and_the_keyboard_stays(window: MainWindow) -> None:
    press(Key.Key_D, ALT)
    press(Key.Key_Return)
    intake = window.page
    assert isinstance(intake, IntakePage)
    settle(desk_of(window))
    window.go("desk")
    settle(desk(window))
    press(Key.Key_D, ALT)
    press(Key.Key_Delete)
    settle(desk(window))
    assert words(desk(window)) == ["Pierwsza"]
    assert [talk.text for talk in intake.talks] == ["Pierwsza"]
    assert QApplication.focusWidget() is desk(window).drafts
    window.context.undo()
    settle(desk(window))
    assert sorted(words(desk(window))) == ["Druga", "Pierwsza"]


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def desk(window: MainWindow) -> DeskPage:
    page = window.page
    assert isinstance(page, DeskPage)
    return page


def desk_of(window: MainWindow) -> DeskPage:
    """My desk, whatever is in front."""
    found = window.findChild(DeskPage)
    assert found is not None
    return found


def settle(page: DeskPage) -> None:
    """Drafts are read and shown."""
    for _round in range(2):
        page.keeper.wait()
        QApplication.processEvents()


def words(page: DeskPage) -> list[str]:
    model = page.drafts.rows
    return [str(model.index(row, 1).data()).rpartition(": ")[2] for row in range(model.rowCount())]
