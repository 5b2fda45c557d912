"""What a clerk does with the intake: press and write, nothing else. Keys that are not text are counted."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import (
    CaseFilter,
    Sort,
)
from csatdesk.gui.context import Context
from csatdesk.gui.intake.editor import IntakeEditor
from csatdesk.gui.intake.page import IntakePage
from csatdesk.gui.runner import ImmediateRunner, Runner
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.system.clock import now
from csatdesk.system.settings import load_settings
from tests.cast import Stage

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def type_text(widget: QWidget, text: str) -> None:
    """One letter after the other; QTest cannot type letters that a US keyboard has not."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, NONE)


class Hands:
    """Sits before an empty intake as if Ctrl+N had just been pressed on My desk; that key is counted already."""

    def __init__(self, qtbot: QtBot, stage: Stage, runner: type[Runner] = ImmediateRunner) -> None:
        self.qtbot, self.stage = qtbot, stage
        self.keys = 1
        self.said: list[str] = []
        self.offered: list[str] = []
        self.went: list[str] = []
        self.runner = runner(stage.session())
        self.context = Context(self.runner, load_settings(stage.profile.settings))
        self.context.said.connect(self.said.append)
        self.context.offered.connect(lambda text, _action, _do: self.offered.append(text))
        self.context.page_wanted.connect(lambda page, _filter: self.went.append(page))
        self.window = QWidget()
        self.window.resize(1194, 686)
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        self.page = IntakePage(self.context)
        column.addWidget(self.page)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window).__enter__()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        self._drafts_are_offered()
        self.page.shown()

    @property
    def form(self) -> IntakeEditor:
        return self.page.editor

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        QTest.keyClick(self._focused(), key, modifiers)

    def write(self, text: str) -> None:
        type_text(self._focused(), text)

    def initial(self, letter: str) -> None:
        """A letter that chooses: no text."""
        self.keys += 1
        QTest.keyClicks(self._focused(), letter)

    def read(self) -> None:
        """Wait until the topics have been suggested from the text."""
        self.qtbot.waitUntil(lambda: not self.form.topic.is_behind)
        assert self.form.topic.list.rows

    def saved(self) -> CaseCard:
        """The case saved last."""
        with self.stage.read(at=now()) as reading:
            newest = list_cases(reading, filter=CaseFilter(), sort=Sort.REGISTERED, limit=1).rows[0]
            return load_case(reading, case_id=newest.id)

    def count(self) -> int:
        with self.stage.read(at=now()) as reading:
            return len(list_cases(reading, filter=CaseFilter()).rows)

    def keep(self) -> None:
        """Wait until everything written is on disk."""
        self.page.keeper.keep_now()
        self.page.keeper.wait()

    def be_killed(self) -> None:
        """The program is gone without a word: nothing more is kept."""
        self.page.keeper.blockSignals(True)
        self.page.keeper.stop()
        self.window.close()

    def leave(self) -> None:
        self.page.keeper.stop()
        self.window.close()
        self.runner.close()

    def _drafts_are_offered(self) -> None:
        self.page.keeper.wait()
        QApplication.processEvents()

    def _focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found
