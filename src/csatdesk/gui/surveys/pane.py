"""Beside the list of surveys: one of them, what it is for, and the ways to what can be done with it."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAction

from csatdesk.domain.surveys import SurveyRow
from csatdesk.gui.actions import plain
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.fields import EmptyState, ErrorBanner, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import DeedPane, deed_button
from csatdesk.gui.surveys.ways import WAYS, WayLinks
from csatdesk.gui.tokens import S8
from csatdesk.wording.formats import listed_day
from csatdesk.wording.surveys import rate_words, words
from csatdesk.wording.texts import _, language

PANE_LEAST = 340


class SurveyPane(DeedPane):
    """`form` stands in the place of the card while it is there."""

    def __init__(self, deeds: Sequence[QAction], ways: Mapping[str, QAction], empty: EmptyState) -> None:
        self.ways = WayLinks(ways)
        made = [deed_button(deed) for deed in deeds]
        opening = [ways[way.page] for way in WAYS if way.page in ways]
        super().__init__((*opening, *deeds), (*self.ways.links, *made))
        self.row: SurveyRow | None = None
        self.name = Label("", "title", wrap=True)
        self.goal = Label("", "body", wrap=True)
        self.facts = FactLines()
        self.banner = ErrorBanner()
        deeds_box = FlowBox(*made, gap=S8)
        parts = (self.name, self.goal, self.banner, self.ways, Hairline(), self.facts, Hairline(), deeds_box)
        self.put_column(parts, empty)
        self.setMinimumWidth(PANE_LEAST)

    def show_row(self, row: SurveyRow | None) -> None:
        before, self.row = self.row, row
        if before is None or row is None or before != row:
            self.banner.say("")
        if row is not None:
            self.name.setText(row.name)
            self.goal.setText(row.goal)
            self.facts.show_lines(_lines(row))
        self.show_deeds(is_chosen=row is not None)
        self.ways.show_open()


def _lines(row: SurveyRow) -> list[Line]:
    routes = ", ".join(words(route) for route in row.routes)
    names = _("Each may choose to be named") if row.offers_names else _("Nobody is named")
    lines = [
        Line(_("State"), words(row.state)),
        Line(_("Kind"), words(row.kind)),
        Line(_("Answers"), rate_words(row)),
        Line(_("Questionnaire"), row.questionnaire.in_language(language())),
        Line(plain(_("&Who is asked")), words(row.respondents)),
        Line(_("Where"), row.office_name or _("the whole centre")),
        Line(_("Ways to ask"), routes or _("none yet")),
        Line(_("Named or not"), names),
    ]
    if row.begins_on is not None:
        lines.append(Line(_("Begins"), listed_day(row.begins_on)))
    if row.answer_by is not None:
        lines.append(Line(_("Answer by"), listed_day(row.answer_by)))
    return lines
