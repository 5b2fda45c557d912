"""What a supervisor does on Today: press keys and look."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.promises import PromiseRow
from csatdesk.domain.staff import Actor
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.context import Context
from csatdesk.gui.desk.page import DeskPage
from csatdesk.gui.focus_ring import FocusRing
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.gui.today.page import TodayPage
from csatdesk.operations.cases.promise_rows import list_promises
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.deadlines.views import View
from csatdesk.system.clock import now
from csatdesk.system.settings import Settings
from tests.cast import Stage

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """Sits before the window; its first page is in front."""

    def __init__(self, qtbot: QtBot, stage: Stage, actor: Actor | None = None) -> None:
        self.qtbot, self.stage = qtbot, stage
        self.presses = 0
        self.errors: list[BaseException] = []
        self.lists: list[tuple[str, CaseFilter | View | None]] = []
        self.runner = ImmediateRunner(stage.session(actor or stage.marek))
        self.runner.failed.connect(lambda error, _again: self.errors.append(error))
        self.window = MainWindow(Context(self.runner, Settings()), Boundary())
        self.window.context.page_wanted.connect(lambda key, shown: self.lists.append((key, shown)))
        FocusRing(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        self.window.go(self.window.first_page)
        self.settle()

    @property
    def page(self) -> TodayPage:
        found = self.window.findChild(TodayPage)
        assert found is not None
        return found

    @property
    def cases(self) -> CasesPage:
        assert isinstance(self.window.page, CasesPage)
        return self.window.page

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.presses += 1
        QTest.keyClick(self.focused(), key, modifiers)
        self.settle()

    def write(self, words: str) -> None:
        QTest.keyClicks(self.focused(), words)
        self.settle()

    def settle(self) -> None:
        """Until nothing waits to be asked again."""
        self.qtbot.wait(1)
        page = self.window.findChild(TodayPage)
        self.qtbot.waitUntil(lambda: not self.window._reload.is_due)
        if page is not None:
            self.qtbot.waitUntil(lambda: not page.is_behind)
        QApplication.processEvents()

    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def decisions(self) -> list[str]:
        return self.page.decisions.spoken_rows()

    def owner(self, case_id: int) -> str:
        with self.stage.read(self.stage.marek, now()) as reading:
            return load_case(reading, case_id=case_id).row.owner_name

    def promises(self, case_id: int) -> tuple[PromiseRow, ...]:
        with self.stage.read(self.stage.marek, now()) as reading:
            return list_promises(reading, case_id)

    def leave(self) -> None:
        desk = self.window.findChild(DeskPage)
        if desk is not None:
            desk.keeper.stop()
        self.window.close()
        self.runner.close()
        assert not self.errors, self.errors
