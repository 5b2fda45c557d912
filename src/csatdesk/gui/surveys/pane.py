"""Beside the list of surveys: one of them, what it is for, and the ways to what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.surveys import SurveyRow
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.fields import EmptyState, ErrorBanner, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.wording.formats import listed_day
from csatdesk.wording.surveys import rate_words, words
from csatdesk.wording.texts import _, language

PANE_LEAST = 340


class SurveyPane(FormPane):
    """`form` stands in the place of the card while it is there."""

    def __init__(self, deeds: Sequence[QAction], ways: Sequence[QAction], empty: EmptyState) -> None:
        super().__init__()
        self.row: SurveyRow | None = None
        self._actions = (*ways, *deeds)
        self.name = Label("", "title", wrap=True)
        self.goal = Label("", "body", wrap=True)
        self.facts = FactLines()
        self.banner = ErrorBanner()
        self.buttons = [deed_button(action) for action in self._actions]
        ways_box = FlowBox(*self.buttons[: len(ways)], gap=S8)
        self.put_in(self._laid_out(ways_box, FlowBox(*self.buttons[len(ways) :], gap=S8)), empty)
        self.setMinimumWidth(PANE_LEAST)
        theme().changed.connect(self._refit)
        self._refit()

    def _laid_out(self, ways: FlowBox, deeds: FlowBox) -> QWidget:
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(S12)
        for part in (self.name, self.goal, self.banner, ways, Hairline(), self.facts, Hairline(), deeds):
            column.addWidget(part)
        column.addStretch(1)
        return inside

    def show_row(self, row: SurveyRow | None) -> None:
        before, self.row = self.row, row
        if before is None or row is None or before != row:
            self.banner.say("")
        if row is not None:
            self.name.setText(row.name)
            self.goal.setText(row.goal)
            self.facts.show_lines(_lines(row))
        for button, action in zip(self.buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())
        self.show_place(NOTHING if row is None else CARD)

    def focus_page(self) -> None:
        shown = next((button for button in self.buttons if button.isVisible()), None)
        if self.form is None and shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refit(self) -> None:
        self._column.setContentsMargins(theme().margin, S12, theme().margin, S12)


def _lines(row: SurveyRow) -> list[Line]:
    routes = ", ".join(words(route) for route in row.routes)
    names = _("Each may choose to be named") if row.offers_names else _("Nobody is named")
    lines = [
        Line(_("State"), words(row.state)),
        Line(_("Kind"), words(row.kind)),
        Line(_("Answers"), rate_words(row)),
        Line(_("Questionnaire"), row.questionnaire.in_language(language())),
        Line(_("Who is asked"), words(row.respondents)),
        Line(_("Where"), row.office_name or _("the whole centre")),
        Line(_("Ways to ask"), routes or _("none yet")),
        Line(_("Names"), names),
    ]
    if row.begins_on is not None:
        lines.append(Line(_("Begins"), listed_day(row.begins_on)))
    if row.answer_by is not None:
        lines.append(Line(_("Answer by"), listed_day(row.answer_by)))
    return lines
