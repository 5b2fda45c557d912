"""Beside the list: one company, where its figures come from, and what they are."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.benchmarks import BenchmarkRow, Misfit, fitted
from csatdesk.domain.forms import Item
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.fields import EmptyState, ErrorBanner, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.surveys.findings.words import question_words
from csatdesk.wording.benchmarks import base_words, fact_words, lost_words, misfit_words, told_figure
from csatdesk.wording.texts import _

PANE_LEAST = 340


class BenchmarkPane(FormPane):
    def __init__(self, deeds: Sequence[QAction]) -> None:
        super().__init__()
        self._actions, self.buttons = tuple(deeds), [deed_button(action) for action in deeds]
        self.name = Label("", "title", wrap=True)
        self.banner = ErrorBanner()
        self.facts, self.figures = FactLines(), FactLines()
        self.others = Label("", "small", "ink2", wrap=True)
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(S12)
        boxes = (self.name, self.banner, FlowBox(*self.buttons, gap=S8), self.facts, Hairline(), self.figures)
        for part in (*boxes, self.others):
            column.addWidget(part)
        column.addStretch(1)
        empty = EmptyState(_("What you choose stands here."), _("Arrows move through the list."))
        self.put_in(upright_scroll(inside), empty)
        self.setMinimumWidth(PANE_LEAST)
        theme().changed.connect(self._refit)
        self._refit()

    def show_row(self, row: BenchmarkRow | None, items: Sequence[Item]) -> None:
        if row is not None:
            self.name.setText(row.new.name)
            self.facts.show_lines(list(_facts(row)))
            self.figures.show_lines(list(_figures(row, items)))
            keys = {item.key for item in items}
            others = sum(one.item_key not in keys for one in row.new.figures)
            self.others.setText(lost_words(others))
            self.others.setVisible(bool(others))
        for button, action in zip(self.buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())
        self.show_place(NOTHING if row is None else CARD)

    def focus_page(self) -> None:
        shown = next((button for button in self.buttons if button.isVisible()), None)
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refit(self) -> None:
        self._column.setContentsMargins(theme().margin, S12, theme().margin, S12)


def _facts(row: BenchmarkRow) -> Iterator[Line]:
    for name in ("industry", "period", "publisher", "published"):
        yield Line(fact_words(name), getattr(row.new, name))
    yield Line(fact_words("n"), base_words(row.new.n))


def _figures(row: BenchmarkRow, items: Sequence[Item]) -> Iterator[Line]:
    """With the reason where one is not compared."""
    for item in items:
        one = row.new.figure(item.key)
        if one is not None:
            told, fits = told_figure(one), fitted(item, one)
            if isinstance(fits, Misfit):
                told = f"{told}; {misfit_words(fits)}"
            yield Line(question_words(item), told)
