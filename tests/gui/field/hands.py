"""A laptop in front of which somebody types, and nothing else."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.gui.background import Background
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.field.laptop import LaptopView
from csatdesk.gui.field.leading import FieldWork
from csatdesk.gui.field.opening import OpeningView
from csatdesk.wording.texts import set_language

WAIT_MS = 8000


class Laptop:
    """The program as `csatdesk --field FILE` shows it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QStackedWidget()
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        self._owner = QObject(self.window)
        self.background, self.boundary = Background(self._owner), Boundary(self._owner)
        self.work = FieldWork(self._bring, self._bring, self.boundary, self.background)
        self.was_left: list[bool] = []
        self.work.left.connect(lambda: self.was_left.append(True))
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()

    def _bring(self, view: QWidget) -> None:
        self.window.addWidget(view)
        self.window.setCurrentWidget(view)

    @property
    def opening(self) -> OpeningView:
        found = self.work.opening
        assert found is not None
        return found

    @property
    def view(self) -> LaptopView:
        found = self.work.view
        assert found is not None
        return found

    @property
    def focus(self) -> QWidget:
        found = self.window.focusWidget()
        assert found is not None
        return found

    def turn_to(self) -> None:
        """Sit down before this window, when another one was in front."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.until(self.window.isActiveWindow)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.turn_to()
        QTest.keyClick(self.focus, key, modifiers)

    def write(self, words: str) -> None:
        QTest.keyClicks(self.focus, words)

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=WAIT_MS)

    def open(self, package: Path, passphrase: str) -> None:
        """Type the pass phrase; what comes of it is waited for."""
        self.turn_to()
        self.work.open(package)
        self.write(passphrase)
        self.press(Qt.Key.Key_Return)
        opening = self.opening
        self.until(lambda: self.work.view is not None or opening.phrase.isEnabled())

    def kept(self) -> None:
        """Until everything that was typed is on the disk."""
        self.view.keep()
        self.until(lambda: not self.view.has_unkept)

    def leave(self) -> None:
        self.background.close()
        self.work.close()
        self.window.close()
        set_language("en")
