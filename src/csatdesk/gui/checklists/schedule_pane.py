"""Beside the list of schedules: one of them, what it asks for, and what it asked for before."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.checklists import ScheduleRow, TermsLine
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.fields import EmptyState, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.wording.checklists import days_words, rhythm_words, terms_words, until_words
from csatdesk.wording.formats import listed_day, short_instant
from csatdesk.wording.texts import _, language

PANE_LEAST = 340


class SchedulePane(FormPane):
    """`form` stands in the place of the card while it is there."""

    def __init__(self, actions: Sequence[QAction], empty: EmptyState, zone: tzinfo) -> None:
        super().__init__()
        self.row: ScheduleRow | None = None
        self._actions, self._zone = tuple(actions), zone
        self.name = Label("", "title", wrap=True)
        self.facts = FactLines()
        self.history = EntryList(_("What it asked for"))
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
        top.addWidget(FlowBox(*self.buttons, gap=S8))
        top.addWidget(self.facts)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, S4)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Hairline())
        column.addWidget(self.history, 1)
        return inside

    def show_row(self, row: ScheduleRow | None) -> None:
        self.row = row
        if row is not None:
            self.name.setText(row.titles.in_language(language()))
            self.facts.show_lines(_lines(row))
            newest_first = reversed(list(enumerate(row.history)))
            self.history.show_entries([_entry(place, line, self._zone) for place, line in newest_first])
        for button, action in zip(self.buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())
        self.show_place(NOTHING if row is None else CARD)

    def focus_page(self) -> None:
        if self.row is not None and self.form is None:
            self.history.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refit(self) -> None:
        self._top.setContentsMargins(theme().margin, S12, theme().margin, S12)


def _lines(row: ScheduleRow) -> list[Line]:
    latest = row.latest
    return [
        Line(_("Where"), ", ".join(filter(None, (row.office_name, latest.terms.place)))),
        Line(_("How often"), rhythm_words(latest.terms)),
        Line(_("When"), until_words(latest.terms)),
        Line(_("Who"), latest.asked_name or _("anybody there")),
        Line(_("Days"), days_words(latest.terms)),
        Line(_("Next"), next_words(row)),
    ]


def next_words(row: ScheduleRow) -> str:
    """When it asks next, or why it does not."""
    if row.next_on is not None:
        return listed_day(row.next_on)
    return _("ended") if row.is_valid else _("its standard is not published")


def _entry(place: int, line: TermsLine, zone: tzinfo) -> Entry:
    asked = line.asked_name or _("anybody there")
    words = ", ".join((terms_words(line.terms), asked))
    told = _("replaced before it began") if line.terms.is_void else days_words(line.terms)
    return Entry(
        place, words, f"{told}. {line.set_by}, {short_instant(line.set_at, zone)}", is_faint=line.terms.is_void
    )
