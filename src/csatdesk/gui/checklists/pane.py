"""Beside the list of checks: one of them, what can be done with it, and what was found."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.checklists import CheckRow
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.checklists.questions import CheckCard
from csatdesk.gui.evaluations.item_delegate import ItemDelegate
from csatdesk.gui.evaluations.item_lines import entries_of
from csatdesk.gui.evaluations.words import coverage_words, result_words
from csatdesk.gui.fields import EmptyState, Hairline, Label, StateLabel
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.wording.checklists import day_words, mark_of, place_of, state_words, title_of, who_words
from csatdesk.wording.formats import listed_day
from csatdesk.wording.texts import _

PANE_LEAST = 340


class CheckPane(FormPane):
    """`form` stands in the place of the card while it is there."""

    def __init__(self, actions: Sequence[QAction], empty: EmptyState, zone: tzinfo) -> None:
        super().__init__()
        self.card: CheckCard | None = None
        self._actions, self._zone = tuple(actions), zone
        self.name = Label("", "title", wrap=True)
        self.state = StateLabel()
        self.facts = FactLines()
        self.items = EntryList(_("Questions and answers"))
        self.items.setItemDelegate(ItemDelegate(self.items))
        self.before = EntryList(_("The last times"))
        self._before_head = QWidget()
        self._head_row = QVBoxLayout(self._before_head)
        self._head_row.addWidget(Label(_("The last times"), "small", "ink2", bold=True))
        self.buttons = [deed_button(action) for action in actions]
        self.put_in(self._laid_out(), empty)
        self.setMinimumWidth(PANE_LEAST)
        theme().changed.connect(self._refit)
        self._refit()

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        top = self._top = QVBoxLayout()
        top.setSpacing(S8)
        top.addWidget(self.name)
        top.addWidget(self.state)
        top.addWidget(FlowBox(*self.buttons, gap=S8))
        top.addWidget(self.facts)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, S4)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Hairline())
        column.addWidget(self.items, 1)
        column.addWidget(self._before_head)
        column.addWidget(self.before, 1)
        return inside

    def show_card(self, card: CheckCard | None) -> None:
        self.card = card
        if card is not None:
            self._show(card)
        self.show_place(NOTHING if card is None else CARD)

    def _show(self, card: CheckCard) -> None:
        row = card.row
        self.name.setText(title_of(row))
        self.state.show_state(mark_of(row.state), state_words(row.state))
        self.facts.show_lines(list(self._lines(card)))
        has_answers = card.evaluation is not None
        self.items.show_entries(entries_of(card.evaluation, None) if card.evaluation is not None else [])
        self.items.setVisible(has_answers)
        self.before.show_entries([_entry(one, self._zone) for one in card.before])
        for widget in (self._before_head, self.before):
            widget.setVisible(not has_answers)
        self.show_buttons()

    def _lines(self, card: CheckCard) -> Sequence[Line]:
        row = card.row
        lines = [
            Line(_("Where"), place_of(row)),
            Line(_("When"), day_words(row, self._zone)),
            Line(_("Who"), who_words(row, self._zone)),
        ]
        if card.evaluation is not None and row.sent_at is not None:
            told = card.evaluation.row
            words = ", ".join(filter(None, (result_words(told), coverage_words(told))))
            if told.total is not None:
                lines.append(Line(_("Result"), words))
            if card.evaluation.remarks.comment:
                lines.append(Line(_("Comment"), card.evaluation.remarks.comment))
        return lines

    def show_buttons(self) -> None:
        for button, action in zip(self.buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())

    def focus_page(self) -> None:
        if self.card is not None and self.form is None:
            shown = self.items if self.items.isVisible() else self.before
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refit(self) -> None:
        self._top.setContentsMargins(theme().margin, S12, theme().margin, S12)
        self._head_row.setContentsMargins(theme().margin, S8, theme().margin, S4)


def _entry(row: CheckRow, zone: tzinfo) -> Entry:
    return Entry(row.id, f"{listed_day(row.day)}: {state_words(row.state)}", who_words(row, zone))
