"""The list of measures: how each stands, what it is about, who sees to it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QWidget

from csatdesk.domain.corrective_actions import MeasureFilter, MeasureRow, Stage
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.domain.staff import initials
from csatdesk.gui.cases import told
from csatdesk.gui.cases.case_cells import due_cell, due_width
from csatdesk.gui.cases.row_cells import Drawn, Person, Words, elided, row_height
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.paged_model import Column, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.corrective_actions.queries import list_measures
from csatdesk.operations.work import Reading
from csatdesk.wording.corrective_actions import state_of, status_words
from csatdesk.wording.formats import day_in_year
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import word

OWNER_WIDE, AVATAR = 64, 22


class MeasureList(RowTable):
    """Nothing is read before `show_filter`."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        self.facts: CaseFacts | None = None
        self.filter = MeasureFilter()
        self.measures = _model(runner, runner, self)
        super().__init__(self.measures, self._cell, _widths, parent)
        self.measures.setParent(self)
        self.copied = lambda row: [column.text(row) for column in self.measures.columns]
        self.place = KeepsPlace(self, self.measures)
        self.head.set_sorted(0, "sort-up")
        self.setAccessibleName(_("Measures"))

    def show_filter(self, shown: MeasureFilter, facts: CaseFacts) -> None:
        self.filter = shown
        self.renew(facts)
        self.head.set_sorted(0, "sort-down" if shown.stage is Stage.ENDED else "sort-up")
        self.measures.read()

    def renew(self, facts: CaseFacts) -> None:
        """Days, topics and people as they are now."""
        self.facts = facts
        self.repaint_rows()

    def question(self, wanted: Wanted) -> Callable[[Reading], Page[MeasureRow]]:
        return partial(list_measures, shown=self.filter, **wanted.values)

    def stands(self, row: MeasureRow) -> told.Due:
        """Mark, words, and the day beneath them."""
        assert self.facts is not None
        state, words = state_of(row, self.facts.calendar.local_day(self.facts.at), self.facts.calendar)
        return told.Due(state, words, day_in_year(_day(row)))

    def about(self, row: MeasureRow) -> str:
        """What stands under its name: how often it was reopened, and its standard or topic."""
        about = self._about(row)
        return f"{status_words(row)}, {about}" if row.reopened else about

    def _about(self, row: MeasureRow) -> str:
        assert self.facts is not None
        if row.standard is not None:
            return row.standard.in_language(language())
        return told.topic_words(row.topic_id, self.facts.tree) if row.topic_id is not None else word(row.kind)

    def _cell(self, row: MeasureRow, column: int, size: QSize) -> Sequence[Drawn]:
        room = size.width() - S12
        if column == 0:
            return due_cell(self.stands(row), size)
        if column == 1:
            return (
                Words(0, 1, elided(row.title, room, bold=True), bold=True),
                Words(0, 2, elided(self.about(row), room, "small"), "small", "ink2"),
            )
        side = theme().px(AVATAR)
        return (Person(0, initials(row.owner_name), side, row_height() - 1),)


def _day(row: MeasureRow) -> date:
    return row.ended_on or row.done_on or row.due_on


def _model(runner: Runner, owner: QObject, table: MeasureList) -> PagedModel[MeasureRow]:
    columns = (
        Column[MeasureRow](N_("Due"), lambda row: f"{table.stands(row).words}, {table.stands(row).second}"),
        Column[MeasureRow](N_("Measure"), lambda row: f"{row.title}, {table.about(row)}"),
        Column[MeasureRow](N_("Owner"), lambda row: row.owner_name),
    )
    return PagedModel(runner, columns, table.question, owner=owner)


def _widths(room: int) -> Sequence[int]:
    """The name takes what mark and initials leave."""
    due, owner = due_width(), theme().px(OWNER_WIDE)
    return due, max(room - due - owner, theme().px(120)), owner
