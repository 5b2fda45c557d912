"""Beside the list of stacks: one of them, how far it is, and what is to be done next."""

from collections.abc import Sequence

from PySide6.QtGui import QAction

from csatdesk.domain.survey_batches import BatchRow, BatchState
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.fields import EmptyState, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import DeedPane
from csatdesk.gui.tokens import S8
from csatdesk.wording.formats import number, percent
from csatdesk.wording.survey_entry import batch_title, words
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word

PANE_LEAST = 340


class BatchPane(DeedPane):
    """`form` stands in the place of the card while it is there."""

    def __init__(self, deeds: Sequence[QAction], empty: EmptyState) -> None:
        super().__init__(deeds)
        self.name, self.next = Label("", "title", wrap=True), Label("", "body", wrap=True)
        self.facts = FactLines()
        self.put_column((self.name, self.next, FlowBox(*self.buttons, gap=S8), self.facts), empty)
        self.setMinimumWidth(PANE_LEAST)

    def show_row(self, row: BatchRow | None, *, is_mine: bool) -> None:
        if row is not None:
            self.name.setText(batch_title(row))
            self.next.setText(_next(row, is_mine=is_mine))
            self.facts.show_lines(_lines(row))
        self.show_deeds(is_chosen=row is not None)


def _next(row: BatchRow, *, is_mine: bool) -> str:
    """What is to be done now, and by whom."""
    match row.state:
        case BatchState.FIRST if is_mine:
            return _("Key the forms, then say that all are keyed.")
        case BatchState.FIRST:
            return _("{name} is keying these forms.").format(name=row.by_name)
        case BatchState.SECOND if is_mine:
            return _("Another person keys these forms again, without seeing what you keyed.")
        case BatchState.SECOND:
            left = row.forms - row.again
            told = ngettext("{count} form is to be keyed again.", "{count} forms are to be keyed again.", left)
            return told.format(count=number(left))
        case BatchState.SETTLING:
            return _("Look at the paper where the two differ, then let the stack count.")
    return _("These forms count. What was keyed is gone; only these figures are left.")


def _lines(row: BatchRow) -> list[Line]:
    lines = [
        Line(_("State"), words(row.state)),
        Line(_("Forms"), number(row.forms)),
        Line(_("Where"), row.office_name),
        Line(_("Channel"), word(row.channel) if row.channel is not None else _("Not known")),
        Line(_("Keyed by"), row.by_name),
    ]
    if row.second_name:
        lines.append(Line(_("Keyed again by"), row.second_name))
    share = row.agreement
    if share is not None:
        told = ngettext("{share} alike, {count} differed", "{share} alike, {count} differed", row.differing)
        lines.append(Line(_("Answers"), told.format(share=percent(share, 1), count=number(row.differing))))
    if row.left_out:
        told = ngettext("{count} form, answered otherwise", "{count} forms, answered otherwise", row.left_out)
        lines.append(Line(_("Left out"), told.format(count=number(row.left_out))))
    return lines
