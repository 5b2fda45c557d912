"""The list of deadlines: when, what, whose customer, who acts; a case, a pause or a promise in each row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QWidget

from csatdesk.domain.cases import DueBand, Sort
from csatdesk.domain.deadlines import DeadlineState
from csatdesk.domain.paging import Page
from csatdesk.domain.saved_filters import ListLook
from csatdesk.gui.cases import told
from csatdesk.gui.cases.case_cells import customer_cell, due_cell_within, matter_cell
from csatdesk.gui.cases.laid_out import LaidOutTable
from csatdesk.gui.cases.list_columns import COLUMNS
from csatdesk.gui.cases.row_cells import Drawn, Person, Words, elided, moved
from csatdesk.gui.deadlines.due_columns import TITLES, chosen, widths
from csatdesk.gui.labels import initials
from csatdesk.gui.paged_model import Column, Group, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.deadlines.queries import list_deadlines
from csatdesk.operations.deadlines.told import waits_words
from csatdesk.operations.deadlines.views import DeadlineList, DeadlineRow, View
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence, word

COUNTED = {DueBand.OVERDUE: View.OVERDUE, DueBand.TODAY: View.TODAY, DueBand.SOON: View.SOON}


class DueModel(PagedModel[DeadlineRow]):
    """Rows of deadlines; their words follow from the facts that stand beside them."""

    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.facts: CaseFacts | None = None
        self.shown = DeadlineList()
        self.listed = chosen(ListLook())
        super().__init__(runner, self._columns(), self._question, owner=owner)

    def show_columns(self, look: ListLook) -> None:
        self.listed = chosen(look)
        self.set_columns(self._columns())

    def _columns(self) -> Sequence[Column[DeadlineRow]]:
        return tuple(Column[DeadlineRow](TITLES[key], partial(self._words, key)) for key in self.listed)

    def _words(self, key: str, row: DeadlineRow) -> str:
        if self.facts is None:
            return ""
        match key:
            case "due":
                return self.due(row).in_full
            case "matter":
                return self._matter_words(row, self.facts)
            case "customer":
                return f"{told.customer(row.case)}, {row.case.number}"
            case "keeper":
                return self.keeper_words(row)
        return COLUMNS[key].words(row.case, self.facts, Sort.DUE)

    def show(self, shown: DeadlineList, facts: CaseFacts) -> None:
        """Read another list from its start."""
        self.shown, self.facts = shown, facts
        self.group_of = self.band if shown.view is View.ALL and shown.due_on is None else None
        self.read()

    def renew(self, facts: CaseFacts) -> None:
        """Time went on: the same rows, perhaps in other groups."""
        self.facts = facts
        self.reload()

    @property
    def is_from_start(self) -> bool:
        """Whether the first row loaded is the first of the list."""
        return self._before is None

    def band(self, row: DeadlineRow) -> DueBand:
        assert self.facts is not None
        return self.facts.band(row.case)

    def due(self, row: DeadlineRow) -> told.Due:
        """How its deadline stands; of a pause how long it has lasted."""
        assert self.facts is not None
        if row.waits is None:
            return told.due(replace(row.case, due=row.due), self.facts)
        days = ngettext("paused {count} working day", "paused {count} working days", row.waits.days)
        since = told.day(self.facts.calendar.local_day(row.waits.since), self.facts)
        second = _("{who}, since {day}").format(who=in_sentence(word(row.waits.reason)), day=since)
        return told.Due(DeadlineState.PAUSED.value, days.format(count=row.waits.days), second)

    def second_line(self, row: DeadlineRow) -> str:
        """What was promised, or waited for; else the customer's words."""
        if row.promise_text:
            return _("Promised: {what}").format(what=row.promise_text)
        return row.waits.note if row.waits is not None and row.waits.note else row.case.text

    def keeper(self, row: DeadlineRow) -> tuple[str, Sequence[str]]:
        """Who acts; and beneath it, longest words first, that they are away, which team has it, or how far it is."""
        if self.facts is None:
            return "", ()
        away = self.facts.away.get(row.keeper_id) if row.keeper_id is not None else None
        if away is not None:
            return row.keeper_name, _away_words(away.stands_in)
        team = self.facts.team_name(row.case.team_id)
        return row.keeper_name or _("Nobody yet"), (team or in_sentence(word(row.case.status)),)

    def keeper_words(self, row: DeadlineRow) -> str:
        name, notes = self.keeper(row)
        return ", ".join((name, *notes[:1]))

    def _matter_words(self, row: DeadlineRow, facts: CaseFacts) -> str:
        return f"{told.topic_words(row.case.topic_id, facts.tree)}: {told.first_words(self.second_line(row))}"

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[DeadlineRow]]:
        return partial(list_deadlines, shown=self.shown, **wanted.values)


class DueTable(LaidOutTable):
    """The table of deadlines."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        self.deadlines = DueModel(runner, runner)
        super().__init__(self.deadlines, self._laid_out, widths, parent)
        self.deadlines.setParent(self)
        self.counts: Mapping[View, int] = {}
        self.group_words = self._group_words
        self.copied = self._copied
        self.place = KeepsPlace(self, self.deadlines)
        self.setAccessibleName(_("Deadlines"))
        self._mark_sorted()

    @property
    def columns(self) -> tuple[str, ...]:
        return self.deadlines.listed

    def show_columns(self, look: ListLook) -> None:
        self.deadlines.show_columns(look)
        self._mark_sorted()

    def _mark_sorted(self) -> None:
        self.head.set_sorted(self.columns.index("due") if "due" in self.columns else -1, "sort-down")

    def show_counts(self, counts: Mapping[View, int]) -> None:
        self.counts = counts
        self.viewport().update()

    def place_of_row(self) -> int | None:
        """Which row the keyboard stands on, counted from the list's beginning; None when that is not known."""
        place = self.currentIndex().row()
        if self.row() is None or not self.deadlines.is_from_start:
            return None
        return place + 1 - sum(isinstance(self.deadlines.item(one), Group) for one in range(place))

    def _group_words(self, group: Group) -> tuple[str, str]:
        assert isinstance(group.of, DueBand)
        view = COUNTED.get(group.of)
        return word(group.of), told.capped(self.counts[view]) if view in self.counts and view is not None else ""

    def _copied(self, row: DeadlineRow) -> Sequence[str]:
        facts = self.deadlines.facts
        if facts is None:
            return ()
        due = self.deadlines.due(row)
        matter = told.topic_words(row.case.topic_id, facts.tree)
        shown = told.first_words(self.deadlines.second_line(row))
        who = self.deadlines.keeper_words(row)
        return row.case.number, due.in_full, waits_words(row.waits), matter, shown, told.customer(row.case), who

    def _laid_out(self, row: DeadlineRow, column: int, size: QSize) -> Sequence[Drawn]:
        facts = self.deadlines.facts
        if facts is None:
            return ()
        key, margin = self.columns[column], theme().margin
        if column:
            return self._cell(key, row, facts, size)
        return moved(self._cell(key, row, facts, QSize(size.width() - margin, size.height())), margin)

    def _cell(self, key: str, row: DeadlineRow, facts: CaseFacts, size: QSize) -> Sequence[Drawn]:
        match key:
            case "due":
                return due_cell_within(self.deadlines.due(row), size)
            case "matter":
                return matter_cell(replace(row.case, text=self.deadlines.second_line(row)), facts, size)
            case "customer":
                return customer_cell(row.case, size)
            case "keeper":
                return keeper_cell(*self.deadlines.keeper(row), size)
        return COLUMNS[key].cell(row.case, facts, Sort.DUE, size)


def _away_words(stands_in: str) -> tuple[str, ...]:
    if not stands_in:
        return _("away, nobody stands in"), _("away")
    return _("away, {name} stands in").format(name=stands_in), _("{name} stands in").format(name=stands_in)


def keeper_cell(name: str, notes: Sequence[str], size: QSize) -> Sequence[Drawn]:
    disc = theme().px(22)
    left, room = disc + S8, size.width() - disc - S8 - S12
    is_somebody = name != _("Nobody yet")
    drawn: list[Drawn] = [Person(0, initials(name) if is_somebody else "", disc, size.height())]
    if room < theme().px(40):
        return drawn
    drawn.append(Words(left, 1, elided(name, room), tone="ink" if is_somebody else "ink2"))
    wide = theme().metrics("small").horizontalAdvance
    fitting = next((note for note in notes if wide(note) <= room), notes[-1] if notes else "")
    drawn.append(Words(left, 2, elided(fitting, room, "small"), "small", "ink2"))
    return drawn
