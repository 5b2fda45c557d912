"""What a clerk does on My desk: press keys and look."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.identity import new_identity
from csatdesk.gui.context import Context
from csatdesk.gui.desk.lists import DeskTable
from csatdesk.gui.desk.page import DeskPage
from csatdesk.gui.focus_ring import FocusRing
from csatdesk.gui.intake.talk import Talk, to_values
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.operations.cases.commands import take_case
from csatdesk.system.clock import now
from csatdesk.system.drafts import DraftJournal
from csatdesk.system.settings import Settings
from tests.cast import KEY, Stage

NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """Sits before My desk; where the page wants to go is written down."""

    def __init__(self, qtbot: QtBot, stage: Stage) -> None:
        self.qtbot, self.stage = qtbot, stage
        self.opened: list[int] = []
        self.resumed: list[Talk] = []
        self.lists: list[CaseFilter] = []
        self.contacts = 0
        self.runner = ImmediateRunner(stage.session())
        self.context = Context(self.runner, Settings())
        self.context.case_wanted.connect(self.opened.append)
        self.context.talk_wanted.connect(self.resumed.append)
        self.context.page_wanted.connect(lambda _page, shown: self.lists.append(shown))
        self.context.contact_wanted.connect(self._count_contact)
        self.window = QWidget()
        self.window.resize(1194, 686)
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        self.page = DeskPage(self.context)
        self.runner.changed.connect(self.page.reload)
        column.addWidget(self.page)
        FocusRing(self.window)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window).__enter__()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        self.page.shown()
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        focused = self.focused()
        QTest.keyClick(focused, key, modifiers)
        self.settle()

    def settle(self) -> None:
        """Until drafts are read and nothing waits to be asked again."""
        self.qtbot.wait(1)
        self.page.keeper.wait()
        self.qtbot.waitUntil(lambda: not self.page.is_behind)
        QApplication.processEvents()

    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def rows(self, table: DeskTable) -> list[list[str]]:
        """What stands in a list, as it is spoken."""
        model = table.rows
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def leave(self) -> None:
        self.page.keeper.stop()
        self.window.close()
        self.runner.close()

    def _count_contact(self, _customer: object) -> None:
        self.contacts += 1


def own_case(stage: Stage, text: str, days: int, **other: object) -> int:
    """A complaint that came `days` days ago, and that Anna took."""
    at = now() - timedelta(days=days)
    registered = stage.register(text, at=at, **other)
    with stage.work(at=at) as work:
        take_case(work, case_id=registered.case_id)
    return registered.case_id


def unowned_case(stage: Stage, text: str, days: int) -> int:
    return stage.register(text, at=now() - timedelta(days=days)).case_id


def draft(stage: Stage, text: str, by_id: int | None = None) -> UUID:
    """A talk that was cut off."""
    moment = now()
    talk = Talk(new_identity(moment), moment, by_id or stage.anna.id, customer_name="Piotr Zając", text=text)
    DraftJournal(stage.profile.drafts, KEY).save(talk.uid, to_values(talk))
    return talk.uid
