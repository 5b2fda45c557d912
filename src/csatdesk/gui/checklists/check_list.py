"""The list of checks: how each stands, what is checked where, by whom."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QWidget

from csatdesk.domain.checklists import CheckFilter, CheckRow, CheckState
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.gui.cases import told
from csatdesk.gui.cases.case_cells import due_cell, due_width, two_lines
from csatdesk.gui.cases.row_cells import Drawn
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.paged_model import Column, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.operations.checklists.queries import list_checks
from csatdesk.operations.work import Reading
from csatdesk.wording.checklists import day_words, due_words, mark_of, place_of, state_words, title_of, who_words
from csatdesk.wording.formats import short_instant
from csatdesk.wording.texts import _


class CheckModel(PagedModel[CheckRow]):
    """Nothing is read before `show_filter`."""

    def __init__(self, runner: Runner, zone: tzinfo, owner: QObject) -> None:
        self.filter: CheckFilter | None = None
        columns = (
            Column[CheckRow](N_("Due"), lambda row: f"{state_words(row.state)}, {day_words(row, zone)}"),
            Column[CheckRow](N_("Checklist"), lambda row: f"{title_of(row)}, {place_of(row)}"),
            Column[CheckRow](N_("Who"), lambda row: who_words(row, zone)),
        )
        super().__init__(runner, columns, self._question, owner=owner)

    def show_filter(self, shown: CheckFilter) -> None:
        self.filter = shown
        self.read()

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[CheckRow]]:
        assert self.filter is not None
        return partial(list_checks, shown=self.filter, **wanted.values)


class CheckList(RowTable):
    def __init__(self, runner: Runner, zone: tzinfo, parent: QWidget | None = None) -> None:
        self.checks = CheckModel(runner, zone, runner)
        super().__init__(self.checks, partial(_cell, zone), _widths, parent)
        self.checks.setParent(self)
        self.copied = lambda row: [column.text(row) for column in self.checks.columns]
        self.place = KeepsPlace(self, self.checks)
        self.setAccessibleName(_("Checklists"))


def _widths(room: int) -> Sequence[int]:
    due = due_width()
    who = max(theme().px(120), round((room - due) * 0.4))
    return due, max(room - due - who, theme().px(140)), who


def _cell(zone: tzinfo, row: CheckRow, column: int, size: QSize) -> Sequence[Drawn]:
    if column == 0:
        return due_cell(told.Due(mark_of(row.state), state_words(row.state), due_words(row, zone)), size)
    if column == 1:
        return two_lines(title_of(row), place_of(row), size)
    if row.state is CheckState.EXCUSED:
        return two_lines(row.excused_name, row.excuse, size)
    if row.sent_at is not None:
        return two_lines(row.done_name, short_instant(row.sent_at, zone), size)
    return two_lines(who_words(row, zone), "", size)
