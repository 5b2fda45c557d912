"""Somebody of the office before a window of their own, with nothing but keys."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from csatdesk.domain.staff import Actor
from csatdesk.gui.actions import plain
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.context import Context
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.system.settings import Settings
from csatdesk.wording.texts import _
from tests.cast import Stage
from tests.end_to_end.hands import ALT, CTRL, DOWN, ENTER, Key, Keys

WITH_DIGIT = 9  # places of the rail


class Colleague(Keys):
    """Somebody before a window of their own."""

    def __init__(self, stage: Stage, actor: Actor) -> None:
        self.said: list[str] = []
        self.errors: list[BaseException] = []
        self.runner = ImmediateRunner(stage.session(actor))
        self._desk = MainWindow(Context(self.runner, Settings()), Boundary())
        self._desk.context.said.connect(self.said.append)
        self.offered: list[str] = []  # to be undone
        self.runner.undo_offered.connect(self.offered.append)
        self.runner.failed.connect(lambda error, _again: self.errors.append(error))
        self._desk.resize(1366, 768)
        self._has_dialog = False

    @property
    def shell(self) -> QWidget:
        return self._desk

    @property
    def window(self) -> MainWindow:
        return self._desk

    def settle(self) -> None:
        """Every answer is there at once; what waits for the keys to rest is told at once that they do."""
        QApplication.processEvents()
        while resting := self._resting():
            for timer in resting:
                if isValid(timer) and timer.isActive():
                    usual = timer.interval()
                    timer.start(0)
                    QApplication.processEvents()
                    if isValid(timer):
                        timer.setInterval(usual)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if self._desk.isVisible() and not self._has_dialog:
            assert QApplication.activeWindow() is self._desk, "another window came up"
            assert QApplication.focusWidget() is not None, "the keyboard goes nowhere"

    def press_and_choose(self, path: Path) -> None:
        self._has_dialog = True  # the keyboard comes back only afterwards
        super().press_and_choose(path)
        self._has_dialog = False

    def comes_in(self) -> None:
        """Sits down; what others wrote meanwhile is asked for as on a shared store."""
        self._desk.show()
        self.come_to_the_front()
        if self.page is None:
            self._desk.go("desk")
        self._desk.other_desks.ask()
        self.settle()

    def gets_up(self) -> None:
        self._desk.hide()
        self.has_no_errors()

    def has_no_errors(self) -> None:
        assert not self.errors, self.errors

    def goes_to(self, page: str) -> Any:
        """By the place of the page in the rail; of those after the ninth by its name."""
        entries = {entry.key: plain(_(entry.words)) for entry in self._desk._rail_entries()}
        place = list(entries).index(page)
        if place < WITH_DIGIT:
            self.press(Key(Key.Key_1 + place), ALT)
        else:
            self.press(Key.Key_K, CTRL)
            self.write(entries[page])
            self.press(ENTER)
        return self.page

    def opens(self, number: str) -> None:
        self.press(Key.Key_K, CTRL)
        self.write(number)
        self.press(ENTER)
        assert self.page.window_words() == number, (self.page.window_words(), number)

    def moves_to(self, choice: Any, wanted: object) -> None:
        """By the arrows, in a list that drops down and has the focus."""
        assert choice.hasFocus(), f"{choice.accessibleName()} is not reached"
        while choice.value() != wanted:
            options = [choice.itemData(place) for place in range(choice.count())]
            is_below = options.index(wanted) > options.index(choice.value())
            self.hit(DOWN if is_below else Key.Key_Up)
        self.settle()

    def comes_to_line(self, section: Any, head: str) -> None:
        """Tab leads to the lines of a card, arrows to one of them."""
        (line,) = [one for one in section.lines if one.line.head.startswith(head)]
        self.tab_to(section)
        while not line.hasFocus():
            is_below = section.lines.index(line) > section.lines.index(self.focused)
            self.press(DOWN if is_below else Key.Key_Up)

    def leaves(self) -> None:
        self._desk.keep()
        self._desk.close()
        self._desk.deleteLater()
        QApplication.sendPostedEvents(self._desk, QEvent.Type.DeferredDelete.value)
        self.runner.close()
