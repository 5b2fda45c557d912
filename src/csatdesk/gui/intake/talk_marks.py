"""What one key marks on a talk: urgent; and of somebody who came in person, whether it could be done from home."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csatdesk.domain.cases import Priority
from csatdesk.domain.contacts import Remote
from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.flow_box import Flow
from csatdesk.gui.intake.attendance_lines import TICKET_KEY
from csatdesk.gui.tokens import S12
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

URGENT_KEY = "Alt+Q"  # a letter that no label of the form has in any language
REMOTE_KEYS = ("Ctrl+4", "Ctrl+5", "Ctrl+6")  # after those of the three topics


class Mark(LinkButton):
    """Words that a key turns on and off: bold ink with a tick while they hold."""

    def __init__(self, words: str, shortcut: str, parent: QWidget | None = None) -> None:
        super().__init__(words, shortcut, parent)
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.toggled.connect(self._show)

    def _show(self, on: bool) -> None:
        self._bold = on
        self.set_icon("check" if on else "")

    def _tone(self) -> str:
        return "ink" if self.isChecked() else super()._tone()


class UrgentMark(Mark):
    """The priority of the case."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(word(Priority.URGENT), URGENT_KEY, parent)
        self.clicked.connect(self.changed)

    @property
    def priority(self) -> Priority:
        return Priority.URGENT if self.isChecked() else Priority.NORMAL

    def show_priority(self, priority: Priority) -> None:
        self.setChecked(priority is Priority.URGENT)


class RemoteMarks(QWidget):
    """Of the three answers at most one holds; the key of the one that holds takes it back. Beside them stands what
    unfolds the queue ticket, which only those who came have.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = {one: Mark(word(one), keys) for one, keys in zip(Remote, REMOTE_KEYS, strict=True)}
        told = Label(_("From home"), "small", "ink2")
        told.setToolTip(_("Could it have been done without coming here?"))
        flow = Flow(self, gap=S12, line_gap=0)
        flow.addWidget(told)
        self._told = told
        for one, mark in self.marks.items():
            mark.setAccessibleDescription(_("Could it have been done without coming here?"))
            mark.clicked.connect(partial(self._clicked, one))
            flow.addWidget(mark)
        self.ticket = LinkButton(_("Queue ticket"), keys=TICKET_KEY)
        flow.addWidget(self.ticket)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ticket gives way where it would need a line of its own: its key works all the same."""
        super().resizeEvent(event)
        others = [self._told, *self.marks.values(), self.ticket]
        wide = sum(one.sizeHint().width() for one in others) + S12 * (len(others) - 1)
        self.ticket.setVisible(wide <= self.width())

    @property
    def remote(self) -> Remote | None:
        return next((one for one, mark in self.marks.items() if mark.isChecked()), None)

    def show_remote(self, remote: Remote | None) -> None:
        for one, mark in self.marks.items():
            mark.setChecked(one is remote)

    def _clicked(self, one: Remote) -> None:
        self.show_remote(one if self.marks[one].isChecked() else None)
        self.changed.emit()
