"""An answer that was written and not sent yet, as the card shows it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.statuses import Status
from csatdesk.gui.fields import Label
from csatdesk.gui.tokens import S4, S8
from csatdesk.wording.texts import _


class PreparedAnswer(QWidget):
    """Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Label("", "small", bold=True)
        self.people = Label("", "caption", "ink2")
        self.text = Label("", "small", "ink", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.people)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addLayout(head)
        column.addWidget(self.text)
        self.hide()

    def show_card(self, card: CaseCard) -> None:
        self.setVisible(card.has_prepared_answer and card.row.status.is_open)
        waits = card.row.status is Status.TO_APPROVE
        self.heading.setText(_("Answer to be approved") if waits else _("Answer prepared, not sent"))
        self.people.setText(_people(card))
        self.text.setText(card.answer_text)


def _people(card: CaseCard) -> str:
    if card.approved_by:
        return _("{person}, approved by {other}").format(person=card.prepared_by, other=card.approved_by)
    return card.prepared_by
