"""The week's rows and columns: by person with counts, or case by case, and the list behind each cell."""

from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from csatdesk.gui.cases import told
from csatdesk.gui.deadlines.week_words import clocks_words, person_name
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.deadlines.views import DeadlineList, DeadlineRow
from csatdesk.operations.deadlines.week import PersonWeek, Week
from csatdesk.wording.formats import listed_day, number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence, word

Index = QModelIndex | QPersistentModelIndex
PEOPLE, CASES = "people", "cases"
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
SAID = {DISPLAY, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}


class WeekModel(QAbstractTableModel):
    """By person: a row each, after the names a column for each day. Case by case: the days alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.week: Week | None = None
        self.facts: CaseFacts | None = None
        self.mode = PEOPLE

    def show(self, week: Week | None, facts: CaseFacts | None, mode: str) -> None:
        self.beginResetModel()
        self.week, self.facts, self.mode = week, facts, mode
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        if parent.isValid() or self.week is None:
            return 0
        if self.mode == PEOPLE:
            return len(self.week.people)
        return max((len(column.rows) + (column.total > len(column.rows)) for column in self.week.columns), default=0)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() or self.week is None else len(self.week.columns) + self.names

    def colour_of(self, column: int) -> str | None:
        """The token of overdue or due today; None for later days and names."""
        if self.week is None or self.facts is None or column < self.names:
            return None
        day = self.week.columns[column - self.names].day
        if day is None:
            return "overdue"
        return "today" if day == self.facts.calendar.local_day(self.facts.at) else None

    @property
    def names(self) -> int:
        """1 when names stand in the first column."""
        return int(self.mode == PEOPLE)

    def person(self, index: Index) -> PersonWeek | None:
        if self.week is None or self.mode != PEOPLE or not index.isValid():
            return None
        return self.week.people[index.row()]

    def count(self, index: Index) -> int:
        """What this person has due on this day."""
        person = self.person(index)
        return person.counts[index.column() - 1] if person is not None and index.column() else 0

    def row(self, index: Index) -> DeadlineRow | None:
        """The case in this cell, where the week stands case by case."""
        if self.week is None or self.mode != CASES or not index.isValid():
            return None
        rows = self.week.columns[index.column()].rows
        return rows[index.row()] if index.row() < len(rows) else None

    def more(self, index: Index) -> int:
        """How many of this day did not find room; only in the cell beneath the last that did."""
        if self.week is None or self.mode != CASES:
            return 0
        column = self.week.columns[index.column()]
        return column.total - len(column.rows) if index.row() == len(column.rows) else 0

    def shown(self, index: Index) -> DeadlineList | None:
        """The list behind a cell."""
        if self.week is None or not index.isValid() or index.column() < self.names:
            return None
        shown = self.week.columns[index.column() - self.names].shown
        person = self.person(index)
        if person is None:
            return shown
        owners = () if person.staff_id is None else (person.staff_id,)
        return replace(
            shown, cases=replace(shown.cases, owner_ids=owners, without_owner=person.staff_id is None, team_ids=())
        )

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role not in SAID or not index.isValid():
            return None
        person, row = self.person(index), self.row(index)
        if person is not None:
            return person_name(person) if not index.column() else self._count_words(person, index, role)
        if row is not None and self.facts is not None:
            which = in_sentence(word(row.due.clock)) if row.due is not None else ""
            return f"{row.case.number}, {which}, {told.topic_words(row.case.topic_id, self.facts.tree)}"
        more = self.more(index)
        return ngettext("and {count} more", "and {count} more", more).format(count=number(more)) if more else ""

    def _count_words(self, person: PersonWeek, index: Index, role: int) -> str:
        """The number; read aloud and in the tip with the clocks it is made of."""
        count = number(self.count(index))
        clocks = person.clocks[index.column() - 1]
        return count if role == DISPLAY or not clocks else f"{count}: {clocks_words(clocks)}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        if role != DISPLAY or orientation != Qt.Orientation.Horizontal or self.week is None:
            return None
        if section < self.names:
            return _("Owner")
        column = self.week.columns[section - self.names]
        day = _("Overdue") if column.day is None else listed_day(column.day)
        return f"{day}  {number(column.total)}"
