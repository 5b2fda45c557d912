"""A page in a window of its own, and hands that only type."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.errors import Spoken
from csatdesk.domain.staff import Actor
from csatdesk.gui.context import Context
from csatdesk.gui.page import Page
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.operations.cases.queries import load_case
from csatdesk.system.clock import now
from csatdesk.system.settings import Settings
from tests.cast import Stage

P = TypeVar("P", bound=Page)
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key


class Desk(Generic[P]):
    """What stands around a page: its answers come at once, what it says and where it goes is written down."""

    def __init__(self, qtbot: QtBot, stage: Stage, make: Callable[[Context], P], actor: Actor | None = None) -> None:
        self.qtbot, self.stage = qtbot, stage
        self.said: list[str] = []
        self.told: dict[str, str] = {}
        self.undos: list[str] = []
        self.errors: list[BaseException] = []
        self.customers: list[int] = []
        self.cases: list[int] = []
        self.contacts: list[object] = []
        self.shown: list[tuple[str, Any]] = []
        self.runner = ImmediateRunner(stage.session(actor))
        self.context = Context(self.runner, Settings())
        self._listen()
        self.window = QWidget()
        self.window.resize(1194, 686)
        self.page = make(self.context)
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.runner.changed.connect(self.page.reload)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.page.shown()

    def _listen(self) -> None:
        self.context.said.connect(self.said.append)
        self.context.told.connect(lambda key, text, _icon: self.told.update({key: text}))
        self.context.customer_wanted.connect(self.customers.append)
        self.context.case_wanted.connect(self.cases.append)
        self.context.contact_wanted.connect(self.contacts.append)
        self.context.page_wanted.connect(lambda key, shown: self.shown.append((key, shown)))
        self.runner.undo_offered.connect(self.undos.append)
        self.runner.failed.connect(lambda error, _again: self.errors.append(error))

    @property
    def focus(self) -> QWidget:
        found = self.window.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifiers)

    def write(self, words: str) -> None:
        QTest.keyClicks(self.focus, words)

    def rest(self) -> None:
        """Long enough for what waits until the keys rest."""
        self.qtbot.wait(180)

    def case(self, case_id: int) -> CaseCard:
        """As the store holds it now."""
        with self.stage.read(at=now()) as reading:
            return load_case(reading, case_id=case_id)

    def leave(self) -> None:
        self.window.close()
        self.runner.close()
        assert [type(error) for error in self.errors if not isinstance(error, Spoken)] == []
