"""Beside the list of what is to be reviewed: the contact, and how it was drawn."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.fields import EmptyState, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.reviews.words import how_lines, task_facts
from csatdesk.gui.scrolling import reading_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.reviews.draws import DrawCard
from csatdesk.operations.reviews.tasks import TaskRow
from csatdesk.wording.texts import _

PANE_LEAST = 340


class TaskPane(FormPane):
    """`form` stands in the place of the contact while it is there."""

    def __init__(self, actions: Sequence[QAction], empty: EmptyState, zone: tzinfo) -> None:
        super().__init__()
        self.row: TaskRow | None = None
        self._zone = zone
        self._actions = tuple(actions)
        self.buttons = [deed_button(action) for action in actions]
        self.name = Label("", "title", wrap=True)
        self.facts = FactLines()
        self.how_head = Label(_("How was it drawn?"), "heading")
        self.how = FactLines()
        self.secret = Label("", "small", "ink2", wrap=True)
        self.put_in(reading_scroll(self._laid_out(), _("To review")), empty)
        self.setMinimumWidth(PANE_LEAST)

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(S12)
        column.setContentsMargins(theme().margin, S12, theme().margin, S12)
        column.addWidget(self.name)
        column.addWidget(FlowBox(*self.buttons, gap=S8))
        column.addWidget(self.facts)
        column.addWidget(self.secret)
        column.addWidget(Hairline())
        column.addWidget(self.how_head)
        column.addWidget(self.how)
        column.addStretch(1)
        self.show_how(None)
        return inside

    def show_row(self, row: TaskRow | None) -> None:
        if row is None or self.row is None or row.id != self.row.id:
            self.show_how(None)
        self.row = row
        if row is not None:
            self.name.setText(row.employee_name)
            self.facts.show_lines(list(task_facts(row, self._zone)))
            self.secret.setText(_("Somebody else scores the same. What they say is shown when yours is sent."))
            self.secret.setVisible(row.is_compared)
        self.show_place(NOTHING if row is None else CARD)
        for button, action in zip(self.buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())

    def show_how(self, card: DrawCard | None) -> None:
        self.how_head.setVisible(card is not None)
        self.how.setVisible(card is not None)
        if card is not None:
            self.how.show_lines(list(how_lines(card, self._zone)))

    def focus_page(self) -> None:
        first = next((one for one in self.buttons if one.isVisible()), None)
        if first is not None and self.form is None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
