"""What every act of the guided tour does: open the program, press keys, write, take pictures and papers."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.shell import Shell
from csatdesk.gui.sign_in.entrance import Entrance
from csatdesk.gui.theme import theme
from csatdesk.operations.cases.exports import page_images
from csatdesk.operations.session import Session
from csatdesk.system.settings import Settings

PATIENCE_MS = 240_000  # a demo centre takes half a minute to make where one slow core does all
SETTLE_MS = 350  # for what is asked of the store and drawn after it
PAGE_SCALE = 1.5
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class Program(Protocol):
    """What the tour needs of the program that `app` builds."""

    settings: Settings
    shell: Shell
    entrance: Entrance
    main: MainWindow | None

    def claim(self) -> bool: ...
    def begin(self, *, is_demo: bool = False) -> None: ...
    def come_in(self, session: Session, sign_in_name: str) -> None: ...


class TourStuck(Exception):
    """A step did not come to its end; the text names it. A mistake of ours, or a machine that is far too slow."""


class Hands:
    """One program at a time; pictures are numbered through all acts."""

    def __init__(self, make: Callable[[Path], Program], folder: Path, out: Path) -> None:
        self.make, self.folder, self.out = make, folder, out
        self.pictures = 0
        self.program = self._started("centre")

    def _started(self, name: str, *, is_demo: bool = False) -> Program:
        program = self.make(self.folder / name)
        until(program.claim, "the window before")  # it makes its backup while it closes
        program.begin(is_demo=is_demo)
        sys.excepthook = sys.__excepthook__  # nobody sits before a dialog here: a mistake ends the tour on the terminal
        program.shell.showNormal()  # over the whole of a small screen the first time, and a screen of none is small
        program.shell.resize(1366, 768)
        program.shell.activateWindow()
        theme().follow("light")
        settle()
        return program

    def front(self, kind: str) -> QWidget:
        """The page before the desk, once it is of this kind."""
        until(lambda: type(self.program.entrance.front).__name__ == kind, kind)
        settle()
        front = self.program.entrance.front
        assert front is not None
        return front

    def desk(self) -> MainWindow:
        until(lambda: self.program.main is not None, "desk")
        settle()
        assert self.program.main is not None
        return self.program.main

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, *, on: QWidget | None = None) -> None:
        QTest.keyClick(on or focused(self.program.shell), key, modifiers)
        settle()

    def picture(self, name: str, *, of: QWidget | None = None) -> None:
        """Of the program's window, or of another one."""
        settle()
        self.pictures += 1
        path = self.out / f"{self.pictures:02d}-{name}.png"
        (of or self.program.shell).grab().save(str(path))
        tell(f"  {path.name}")

    def paper(self, name: str, make: Callable[[Path], object]) -> None:
        """A PDF, and each of its first pages as a picture."""
        path = self.out / f"{name}.pdf"
        make(path)
        for number, page in zip(range(1, 4), page_images(path, PAGE_SCALE), strict=False):
            (self.out / f"{name}-{number}.png").write_bytes(page)
        tell(f"  {path.name}")


def tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def at(export: Callable[..., object]) -> Callable[[Path], object]:
    return lambda path: export(path=path)


def focused(window: QWidget) -> QWidget:
    return QApplication.focusWidget() or window


def write(text: str) -> None:
    """Type into whatever has the focus, letters of every language."""
    for letter in text:
        widget = QApplication.focusWidget()
        if widget is not None:
            QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Key.Key_unknown, letter, NONE)
    settle()


def settle(milliseconds: int = SETTLE_MS) -> None:
    """Let the window work for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(is_done: Callable[[], bool], step: str) -> None:
    waited = 0
    while not is_done():
        settle(50)
        waited += 50
        if waited > PATIENCE_MS:
            raise TourStuck(step)
