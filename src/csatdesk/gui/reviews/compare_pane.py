"""Beside the list of double scorings and calibrations: one compared item by item, or how far all reviewers agree."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.fields import EmptyState, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.reviews.compare_words import (
    agreement_entries,
    agreement_facts,
    comparison_facts,
    computed_lines,
    item_entries,
    row_title,
    told_of,
)
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.reviews.agreement import AgreementCard
from csatdesk.operations.reviews.compared import ComparisonCard
from csatdesk.wording.reviews import agreement_lines
from csatdesk.wording.texts import _

PANE_LEAST = 400


class ComparePane(FormPane):
    def __init__(self, actions: Sequence[QAction], empty: EmptyState, zone: tzinfo) -> None:
        super().__init__()
        self.card: ComparisonCard | None = None
        self.agreement: AgreementCard | None = None
        self._zone, self._actions = zone, tuple(actions)
        self.buttons = [deed_button(action) for action in actions]
        self.name = Label("", "title", wrap=True)
        self.told = Label("", bold=True, wrap=True)
        self.facts = FactLines()
        self.computed = FactLines()
        self.items = EntryList(_("Questions"))
        self.put_in(self._laid_out(), empty)
        self.setMinimumWidth(PANE_LEAST)

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        head = QVBoxLayout()
        head.setSpacing(S8)
        head.setContentsMargins(theme().margin, S12, theme().margin, S12)
        for part in (self.name, self.told):
            head.addWidget(part)
        head.addWidget(FlowBox(*self.buttons, gap=S8))
        head.addWidget(self.facts)
        head.addWidget(self.computed)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.items, 1)
        return inside

    def show_nothing(self) -> None:
        self.card = self.agreement = None
        self.show_place(NOTHING)

    def show_comparison(self, card: ComparisonCard) -> None:
        self.card, self.agreement = card, None
        self.name.setText(row_title(card.row))
        self._tell(told_of(card))
        self.facts.show_lines(list(comparison_facts(card, self._zone)))
        self.computed.hide()
        self._list(item_entries(card))

    def show_agreement(self, card: AgreementCard, *, is_computed: bool) -> None:
        self.card, self.agreement = None, card
        self.name.setText(_("How far reviewers agree"))
        self._tell("\n".join(agreement_lines(card.found)))
        self.facts.show_lines(list(agreement_facts(card)))
        self.computed.setVisible(is_computed)
        self.computed.show_lines(list(computed_lines(card)))
        self._list(agreement_entries(card))

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _list(self, entries: Sequence[Entry]) -> None:
        self.items.show_entries(entries)
        self.items.setVisible(bool(entries))
        self.show_place(CARD)

    def show_buttons(self) -> None:
        for button, action in zip(self.buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())

    def focus_page(self) -> None:
        if self.form is None:
            self.items.setFocus(Qt.FocusReason.OtherFocusReason)
