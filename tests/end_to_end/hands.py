"""The whole program under somebody's hands: its real window with its real threads, and nothing but keys."""

import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from csatdesk.app import Program
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.sign_in.secret_field import SecretField
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Throttle
from csatdesk.system.paths import Profile
from csatdesk.wording.texts import set_language
from tests.gui.intake.hands import type_text

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ENTER, TAB, SPACE, DOWN = Key.Key_Return, Key.Key_Tab, Key.Key_Space, Key.Key_Down
PATIENCE = 20.0  # seconds
SHORT_MS = 300  # timers up to this length wait for the keys to rest


class Keys:
    """Ten fingers before a window; what is a page's own is typed Any: each differs."""

    @property
    def shell(self) -> QWidget:
        """The window that has the keyboard."""
        raise NotImplementedError

    @property
    def window(self) -> MainWindow | None:
        """The desk, when somebody is in."""
        raise NotImplementedError

    @property
    def main(self) -> MainWindow:
        assert self.window is not None, "nobody has signed in"
        return self.window

    @property
    def page(self) -> Any:
        return self.main.page

    @property
    def focused(self) -> QWidget:
        self._stay_in_front()
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def come_to_the_front(self) -> None:
        self.shell.activateWindow()
        self.until(lambda: QApplication.activeWindow() is self.shell)

    def _stay_in_front(self) -> None:
        """The display-less platform gives no focus back when another window, or another program, has gone."""
        if QApplication.activeWindow() is None:
            self.come_to_the_front()

    # keys

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.hit(key, modifiers)
        self.settle()

    def hit(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press, and go on at once."""
        self._stay_in_front()
        QTest.keyClick(QApplication.focusWidget() or self.shell, key, modifiers)

    def write(self, text: str) -> None:
        """Into what has the focus, in place of what is selected there."""
        field = self.focused
        type_text(field, text)
        assert text in written_in(field), f"{text!r} did not arrive in {field.accessibleName() or field}"
        self.settle()

    def choose(self, letters: str) -> None:
        """Letters that choose: no text."""
        type_text(self.focused, letters)
        self.settle()

    def write_anew(self, text: str) -> None:
        """In place of all that stands in the field."""
        self.press(Key.Key_A, CTRL)
        self.write(text)

    def tab_to(self, wanted: QWidget) -> None:
        """By Tab alone; fails when a whole round does not lead there."""
        for _step in range(200):
            if self.focused is wanted or wanted.isAncestorOf(self.focused):
                self.settle()
                return
            self.hit(TAB)
        raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")

    def press_and_choose(self, path: Path) -> None:
        """Press the button that has the focus and write the path of a file into the dialog that it opens."""
        look = QTimer(self.shell)

        def write_path() -> None:
            dialog, field = QApplication.activeModalWidget(), QApplication.focusWidget()
            if isinstance(dialog, QFileDialog) and isinstance(field, QLineEdit):
                look.stop()
                QTest.keyClicks(field, str(path))
                QTest.keyClick(field, ENTER)

        look.timeout.connect(write_path)
        look.start(50)
        self.press(SPACE)
        look.stop()
        self.come_to_the_front()  # the display-less platform does not give the focus back when a dialog closes

    # time

    def wait(self, milliseconds: int) -> None:
        """Let the window work."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def until(self, is_so: Callable[[], bool]) -> None:
        began = monotonic()
        while not is_so():
            self.wait(5)
            assert monotonic() - began < PATIENCE, "this does not come to its end"

    def settle(self) -> None:
        """Until the window has heard every answer and nothing in it waits for the keys to rest."""
        self.until(self._is_quiet)
        self.wait(5)  # an answer may be on its way between two threads
        self.until(self._is_quiet)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _is_quiet(self) -> bool:
        main = self.window
        if main is None:
            return True
        runner = main.context.runner
        return not (self._resting() or runner._running or runner._newest or runner.jobs)

    def _resting(self) -> list[QTimer]:
        """Timers that wait for the keys to rest."""
        timers = (timer for timer in self.main.findChildren(QTimer) if timer.isSingleShot() and timer.isActive())
        return [timer for timer in timers if waits(timer)]


class Hands(Keys):
    """Starts the program on a profile as `csatdesk.app.run` does."""

    def __init__(self, profile: Profile) -> None:
        """There must be a QApplication already."""
        self.profile = profile
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.app = app
        self.program = Program(profile, profile.dir / "demo")
        assert self.program.claim()
        self._begin()
        self.shell.resize(1366, 768)
        self.come_to_the_front()

    def _begin(self) -> None:
        """The program takes errors and Qt's words to itself; here both go back to who runs the test."""
        hook = sys.excepthook
        handler = qInstallMessageHandler(None)
        self.program.begin()
        sys.excepthook = hook
        qInstallMessageHandler(handler)

    @property
    def shell(self) -> QWidget:
        return self.program.shell

    @property
    def front(self) -> Any:
        """What stands in the window: sign-in, a page of set-up, the desk, the lock."""
        return self.program.shell.front

    @property
    def window(self) -> MainWindow | None:
        return self.program.main

    # in and out

    def sign_in(self, name: str, password: str, passphrase: str) -> MainWindow:
        """By the name as typed; the store is opened by its pass phrase, asked for when there is no keyring."""
        view = self.front
        self.until(lambda: view.name.hasFocus() or view.secret.field.hasFocus())
        if not view.name.hasFocus():  # the name of whoever came last stands there
            view.name.setFocus()
        self.write_anew(name)
        self.press(ENTER)
        self.write(password)
        self.press(ENTER)
        self.until(lambda: isinstance(QApplication.focusWidget(), SecretField) and not view.secret.field.hasFocus())
        self.write(passphrase)
        self.press(ENTER)
        self.until(lambda: self.program.main is not None)
        self.settle()
        return self.main

    def close(self) -> None:
        """Ctrl+Q where somebody is in; the backup on the way out is waited for."""
        if self.program.main is not None and self.main.isVisible():
            self.hit(Key.Key_Q, CTRL)
        else:
            self.shell.close()
        self.until(lambda: not self.shell.isVisible())

    def leave(self) -> None:
        """End whatever a failed test left open, and give language, look and log back."""
        self.program.leave_nothing_open()
        self.shell.deleteLater()
        self.program.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        set_language("en")
        theme().follow("light")
        theme().set_compact(False)
        root = logging.getLogger()
        for handler in [one for one in root.handlers if isinstance(one, RotatingFileHandler)]:
            root.removeHandler(handler)
            handler.close()


def written_in(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    assert isinstance(field, QPlainTextEdit | QTextEdit), f"one cannot write in {field}"
    return field.toPlainText()


def waits(timer: QTimer) -> bool:
    """Whether something will come of it soon; a throttle that nobody poked again only rests."""
    behind = timer.parent()
    return timer.interval() <= SHORT_MS and not (isinstance(behind, Throttle) and not behind.is_due)
