"""The list of cases: its columns, groups and the words in its cells."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import CaseFilter, DueBand, Sort
from csatdesk.domain.paging import COUNT_LIMIT, Page
from csatdesk.domain.saved_filters import ListLook, Shown
from csatdesk.gui.cases import told
from csatdesk.gui.cases.laid_out import LaidOutTable
from csatdesk.gui.cases.list_columns import ListColumn, chosen, widths
from csatdesk.gui.cases.row_cells import Drawn, moved
from csatdesk.gui.paged_model import Column, Group, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.cases.screens import CaseFacts, ListCounts
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word

DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class CaseModel(PagedModel[CaseRow]):
    """Rows of cases; their words follow from the facts that stand beside them."""

    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.facts: CaseFacts | None = None
        self.shown = Shown(CaseFilter(is_open=True))
        self.listed = chosen(ListLook())
        super().__init__(runner, self._columns(), self._question, owner=owner)

    def show_columns(self, look: ListLook) -> None:
        self.listed = chosen(look)
        self.set_columns(self._columns())

    @property
    def told_sort(self) -> Sort:
        """What the column of the deadline tells beneath it: the receipt, where no column of its own does."""
        has_own = any(one.key == "received" for one in self.listed)
        return Sort.DUE if has_own else self.shown.order

    def _columns(self) -> Sequence[Column[CaseRow]]:
        return tuple(Column[CaseRow](one.title, partial(self._words, one)) for one in self.listed)

    def _words(self, column: ListColumn, row: CaseRow) -> str:
        return "" if self.facts is None else column.words(row, self.facts, self.told_sort)

    def show(self, shown: Shown, facts: CaseFacts) -> None:
        """Read another list from its start."""
        self.shown, self.facts = shown, facts
        self.group_of = facts.band if shown.order is Sort.DUE else None
        self.read()

    def renew(self, facts: CaseFacts) -> None:
        """Time went on: the same rows, perhaps in other groups."""
        self.facts = facts
        if self.group_of is not None:
            self.group_of = facts.band
        self.reload()

    @property
    def is_from_start(self) -> bool:
        """Whether the first row loaded is the first of the list."""
        return self._before is None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        is_due = 0 <= section < len(self.listed) and self.listed[section].key == "due"
        if is_due and role == DISPLAY and self.told_sort is not Sort.DUE:
            return _("Received")
        return super().headerData(section, orientation, role)

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[CaseRow]]:
        return partial(list_cases, filter=self.shown.filter, sort=self.shown.sort, **wanted.values)


class CaseList(LaidOutTable):
    """The table of cases. `sort_wanted`: the title of a column by which it can be sorted was pressed."""

    sort_wanted = Signal(object)  # Sort

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        self.cases = CaseModel(runner, runner)
        super().__init__(self.cases, self._laid_out, widths, parent)
        self.cases.setParent(self)
        self.counts: ListCounts | None = None
        self.group_words = self._group_words
        self.copied = self._copied
        self.place = KeepsPlace(self, self.cases)
        self.setAccessibleName(_("Cases"))
        self.head.sectionClicked.connect(self._pressed)
        self.mark_sorted()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.cases.listed)

    def show_columns(self, look: ListLook) -> None:
        self.cases.show_columns(look)
        self.mark_sorted()

    def mark_sorted(self) -> None:
        """An arrow beside the title by which the list is sorted; where no column says it, at the deadline's."""
        sort = self.cases.shown.order
        place = next((place for place, one in enumerate(self.cases.listed) if sort in one.sorts), None)
        if place is None:
            place = next((place for place, one in enumerate(self.cases.listed) if one.key == "due"), -1)
        self.head.set_sorted(place, "sort-up" if sort is Sort.OLDEST else "sort-down")

    def _pressed(self, section: int) -> None:
        sorts = self.cases.listed[section].sorts
        now = self.cases.shown.sort
        if sorts == (now,) and now is Sort.DUE and "received" not in self.columns:
            sorts = (Sort.DUE, Sort.RECEIVED)
        if sorts:
            self.sort_wanted.emit(sorts[(sorts.index(now) + 1) % len(sorts)] if now in sorts else sorts[0])

    def show_counts(self, counts: ListCounts) -> None:
        self.counts = counts
        self.viewport().update()

    def row_number(self) -> int | None:
        """Which row the keyboard stands on, counted from the list's beginning; None when that is not known."""
        row, place = self.row(), self.currentIndex().row()
        if row is None or not self.cases.is_from_start:
            return None
        return place + 1 - self._groups_until(row)

    def place_words(self) -> str:
        """ "Row 1 of 47"; several selected rows are counted instead."""
        selected = len(self.selectionModel().selectedRows())
        if selected > 1:
            return ngettext("{count} case selected", "{count} cases selected", selected).format(count=number(selected))
        place = self.row_number()
        if place is None or self.counts is None:
            return ""
        total = min(self.counts.shown.total, COUNT_LIMIT)
        return _("Row {row} of {count}").format(row=number(place), count=told.capped(total))

    def _groups_until(self, row: CaseRow) -> int:
        """Lines of groups up to that of a row: those of the bands in which there are cases."""
        facts = self.cases.facts
        if facts is None or self.counts is None or self.cases.group_of is None:
            return 0
        bands = list(DueBand)
        own = bands.index(facts.band(row))
        return 1 + sum(bool(self.counts.of(band)) for band in bands[:own])

    def _group_words(self, group: Group) -> tuple[str, str]:
        assert isinstance(group.of, DueBand)
        count = self.counts.of(group.of) if self.counts is not None else None
        return word(group.of), "" if count is None else told.capped(count)

    def _copied(self, row: CaseRow) -> Sequence[str]:
        facts = self.cases.facts
        if facts is None:
            return ()
        due = told.due(row, facts)
        return (
            row.number,
            due.words,
            ", ".join(part for part in (due.second, due.clock) if part),
            told.topic_words(row.topic_id, facts.tree),
            told.first_words(row.text),
            told.customer(row),
            row.owner_name or facts.team_name(row.team_id),
            word(row.channel),
        )

    def _laid_out(self, row: CaseRow, column: int, size: QSize) -> Sequence[Drawn]:
        facts = self.cases.facts
        if facts is None:
            return ()
        cell, sort, margin = self.cases.listed[column].cell, self.cases.told_sort, theme().margin
        if column:
            return cell(row, facts, sort, size)
        return moved(cell(row, facts, sort, QSize(size.width() - margin, size.height())), margin)
