"""What an administrator does: press, write, and go along the lists by the arrow keys."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.gui.actions import plain
from csatdesk.gui.administration.page import AdministrationPage
from csatdesk.gui.context import Context
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.system.keychain import KeySlots
from csatdesk.system.settings import Settings
from tests.cast import KEY, Stage
from tests.gui.intake.hands import type_text

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
TAB, ENTER, SPACE, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down
PASSPHRASE = "correct horse battery staple"


class Hands:
    """Ewa, the administrator, before the administration page."""

    def __init__(self, qtbot: QtBot, stage: Stage) -> None:
        self.qtbot, self.stage = qtbot, stage
        self.said: list[str] = []
        self.shown: list[object] = []
        self.errors: list[BaseException] = []
        KeySlots(stage.profile.keys, uuid4(), ()).with_passphrase(KEY, PASSPHRASE)
        self.runner = ImmediateRunner(stage.session(stage.ewa))
        self.runner.failed.connect(lambda error, _again: self.errors.append(error))
        self.context = Context(self.runner, Settings())
        self.context.said.connect(self.said.append)
        self.context.page_wanted.connect(lambda _page, shown: self.shown.append(shown))
        self.page = AdministrationPage(self.context)
        qtbot.addWidget(self.page)
        self.page.resize(1194, 686)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.page)
        self.page.shown()

    def go(self, words: str) -> Any:
        """To a section as chosen in the palette; the section. Typed Any: each has fields of its own."""
        self._action(words).trigger()
        self.settle()
        return self.page.section

    def walk(self, words: str) -> Any:
        """To a section by the arrow keys in the inner list."""
        self.page.list.setFocus()
        for _place in range(len(self.page.list.entries)):
            if self.page.list.currentIndex().data() == words:
                return self.page.section
            self.press(DOWN)
        raise AssertionError(words)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focused, key, modifiers)
        self.settle()

    def write(self, text: str) -> None:
        """Into the field that has the focus, in place of what stands there."""
        self.press(Qt.Key.Key_A, CTRL)
        self.press(Qt.Key.Key_Delete)
        type_text(self.focused, text)

    def tab_to(self, wanted: QWidget) -> None:
        """By Tab alone; fails when a whole round does not lead there."""
        for _step in range(200):
            if self.focused is wanted or wanted.isAncestorOf(self.focused):
                return
            self.press(TAB)
        raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")

    def save(self) -> None:
        self.press(ENTER, CTRL)

    @property
    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def settle(self) -> None:
        """Let what was posted arrive."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _action(self, words: str) -> QAction:
        return next(action for action in self.page.actions() if plain(action.text()) == words)

    def leave(self) -> None:
        self.page.close()
        self.runner.close()


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
