"""Beside the list: one evaluation with its score, its facts, and every question with its answer."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.corrective_actions import FailedItems
from csatdesk.domain.evaluations import EvaluationCard
from csatdesk.gui.administration.lists import EntryList
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.evaluations.item_delegate import ItemDelegate
from csatdesk.gui.evaluations.item_lines import dispute_lines, entries_of, failed_keys
from csatdesk.gui.evaluations.words import coverage_words, fact_lines, feedback_lines, result_words, title_of
from csatdesk.gui.fields import EmptyState, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.wording.evaluations import score_words
from csatdesk.wording.texts import _

PANE_LEAST = 340


class EvaluationPane(FormPane):
    """`form` stands in the place of the card while it is there."""

    def __init__(self, actions: Sequence[QAction], empty: EmptyState, zone: tzinfo) -> None:
        super().__init__()
        self.card: EvaluationCard | None = None
        self.failed: FailedItems | None = None
        self._actions, self._zone = tuple(actions), zone
        self.name = Label("", "title", wrap=True)
        self.score = Label("", "number")
        self.beside_score = Label("", "small", "ink2", wrap=True)
        self.facts = FactLines()
        self.disputes, self.feedback = Label("", wrap=True), Label("", wrap=True)
        self.items = EntryList(_("Questions and answers"))
        self.items.setItemDelegate(ItemDelegate(self.items))
        self.buttons = [deed_button(action) for action in actions]
        self.put_in(self._laid_out(), empty)
        self.setMinimumWidth(PANE_LEAST)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        self._top.setContentsMargins(theme().margin, S12, theme().margin, S12)

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        head = QHBoxLayout()
        head.setSpacing(S12)
        head.addWidget(self.score)
        head.addWidget(self.beside_score, 1)
        top = self._top = QVBoxLayout()
        top.setSpacing(S8)
        top.addWidget(self.name)
        top.addLayout(head)
        top.addWidget(FlowBox(*self.buttons, gap=S8))
        top.addWidget(self.facts)
        top.addWidget(self.disputes)
        top.addWidget(self.feedback)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, S4)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Hairline())
        column.addWidget(self.items, 1)
        return inside

    @property
    def item_key(self) -> str:
        """The question on which one stands in the list of answers, "" on none."""
        return self.items.current if isinstance(self.items.current, str) else ""

    def show_card(self, card: EvaluationCard | None) -> None:
        is_other = card is None or self.card is None or card.row.id != self.card.row.id
        self.card = card
        if card is not None:
            self._show(card, is_other=is_other)
        self.show_place(NOTHING if card is None else CARD)

    def _show(self, card: EvaluationCard, *, is_other: bool) -> None:
        self.name.setText(title_of(card.row))
        mark = card.template.scoring.pass_mark
        has_score = card.row.total is not None
        self.score.setText(score_words(card.row.total, mark) if card.row.total is not None else "")
        self.score.setVisible(has_score)
        words = result_words(card.row)
        if card.row.total is not None:
            words = words.partition(", ")[2]
        self.beside_score.setText(", ".join(filter(None, (words, coverage_words(card.row)))))
        self.facts.show_lines(fact_lines(card, self._zone))
        told = [line for one in card.disputes for line in dispute_lines(card, one)]
        self.disputes.setText("\n".join(told))
        self.disputes.setVisible(bool(told))
        said = feedback_lines(card, self._zone)
        self.feedback.setText("\n".join(said))
        self.feedback.setVisible(bool(said))
        self.items.show_entries(entries_of(card, None if is_other else self.failed))
        if is_other and card.answers:
            self.items.choose(next(iter((*failed_keys(card), *card.answers))))
        self.show_buttons()

    def show_failed(self, failed: FailedItems | None) -> None:
        """Why items failed, and what is done about them; it takes a moment longer than the rest."""
        self.failed = failed
        if self.card is not None and failed is not None:
            self.items.show_entries(entries_of(self.card, failed))

    def show_buttons(self) -> None:
        """Only what can be done now."""
        for button, action in zip(self.buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())

    def focus_page(self) -> None:
        if self.card is not None and self.form is None:
            self.items.setFocus(Qt.FocusReason.OtherFocusReason)
