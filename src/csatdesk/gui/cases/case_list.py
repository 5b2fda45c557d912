"""The list of cases: its columns, groups and the words in its cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import (
    CaseFilter,
    DueBand,
    Priority,
    Sort,
)
from csatdesk.domain.contacts import Known
from csatdesk.domain.deadlines import DeadlineState
from csatdesk.domain.mark_shapes import LOUD
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.gui.cases import told
from csatdesk.gui.cases.row_cells import Drawn, Icon, Person, Words, elided, line_places, path_words, state_words
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.icons import CHANNEL_ICONS
from csatdesk.gui.labels import initials
from csatdesk.gui.marks import WORD_AFTER
from csatdesk.gui.paged_model import Column, Group, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.cases.screens import CaseFacts, ListCounts
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import _
from csatdesk.wording.words import state_words as state_words_of
from csatdesk.wording.words import word

DUE, MATTER, CUSTOMER, OWNER = range(4)
MATTER_LEAST = 150
_LATE = datetime(2000, 1, 1, 20, 44, tzinfo=UTC)  # a time of day as wide as any
DISPLAY = int(Qt.ItemDataRole.DisplayRole)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list shows, and in which order. Found words come newest first, whatever `sort` says."""

    filter: CaseFilter
    sort: Sort = Sort.DUE

    @property
    def order(self) -> Sort:
        return Sort.REGISTERED if self.filter.text.strip() else self.sort


class CaseModel(PagedModel[CaseRow]):
    """Rows of cases; their words follow from the facts that stand beside them."""

    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.facts: CaseFacts | None = None
        self.shown = Shown(CaseFilter(is_open=True))
        columns = (
            Column[CaseRow](N_("Due"), self._due_words),
            Column[CaseRow](N_("Matter"), self._matter_words),
            Column[CaseRow](N_("Customer"), lambda row: f"{told.customer(row)}, {row.number}"),
            Column[CaseRow](N_("Owner"), lambda row: f"{told.owner(row, self.facts)}, {word(row.channel)}"),
        )
        super().__init__(runner, columns, self._question, owner=owner)

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
        if section == DUE and role == DISPLAY and self.shown.order is not Sort.DUE:
            return _("Received")
        return super().headerData(section, orientation, role)

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[CaseRow]]:
        return partial(list_cases, filter=self.shown.filter, sort=self.shown.sort, **wanted.values)

    def _due_words(self, row: CaseRow) -> str:
        if self.facts is None:
            return ""
        return told.due(row, self.facts, self.shown.order).in_full

    def _matter_words(self, row: CaseRow) -> str:
        if self.facts is None:
            return ""
        matter = f"{told.topic_words(row.topic_id, self.facts.tree)}: {told.first_words(row.text)}"
        return f"{word(row.priority)}, {matter}" if row.priority is Priority.URGENT else matter


class CaseList(RowTable):
    """The table of cases. `stepped`: the first column's title was pressed, sort otherwise."""

    stepped = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        self.cases = CaseModel(runner, runner)
        super().__init__(self.cases, self._laid_out, widths, parent)
        self.cases.setParent(self)
        self.counts: ListCounts | None = None
        self.group_words = self._group_words
        self.copied = self._copied
        self.place = KeepsPlace(self, self.cases)
        self.setAccessibleName(_("Cases"))
        self.head.sectionClicked.connect(lambda section: self.stepped.emit() if section == DUE else None)

    def show_counts(self, counts: ListCounts) -> None:
        self.counts = counts
        self.viewport().update()

    def row_number(self) -> int | None:
        """Which row the keyboard stands on, counted from the list's beginning; None when that is not known."""
        row, place = self.row(), self.currentIndex().row()
        if row is None or not self.cases.is_from_start:
            return None
        return place + 1 - self._groups_until(row)

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
        match column:
            case 0:
                return due_cell(told.due(row, facts, self.cases.shown.order), size)
            case 1:
                return matter_cell(row, facts, size)
            case 2:
                return customer_cell(row, size)
        return owner_cell(row, facts, size)


def widths(room: int) -> Sequence[int]:
    """Due, matter, customer, owner; what is left goes to the matter. In a narrow list the last ones give way."""
    due = theme().margin + due_width()
    owner = theme().px(60 if theme().compact else 66)
    customer = max(theme().px(120), min(theme().px(200), round(room * 0.205)))
    if room - due - customer - owner < theme().px(MATTER_LEAST):
        owner = 0
    if room - due - customer - owner < theme().px(MATTER_LEAST):
        customer = 0
    return due, max(room - due - customer - owner, theme().px(80)), customer, owner


def due_width() -> int:
    """Room for a mark and any state's words, which must not be shortened; dates beneath are never longer."""
    wide = 0
    for stands in (DeadlineState.OVERDUE, DeadlineState.DUE_TODAY, DeadlineState.DUE_SOON):
        words = state_words_of(stands, days_left=2, days_over=22, due_local=_LATE)
        wide = max(wide, theme().metrics("small", stands.value in LOUD).horizontalAdvance(words))
    needed = round(WORD_AFTER * theme().scale) + wide + S12 + 2
    return min(max(needed, theme().px(150 if theme().compact else 176)), theme().px(220))


def due_cell(due: told.Due, size: QSize) -> Sequence[Drawn]:
    left = theme().margin
    second = left + WORD_AFTER * theme().scale
    room = size.width() - S12
    return (
        state_words(left, due.state, due.words, room - left),
        Words(second, 2, elided(_second_line(due, room - second), room - second, "small"), "small", "ink2"),
    )


def _second_line(due: told.Due, room: float) -> str:
    """The day and which clock it is, as long as there is room. The house target goes without saying."""
    if not due.clock:
        return due.second
    metrics = theme().metrics("small")
    for words in (f"{due.second}, {due.clock}", f"{due.second}, {due.short}"):
        if metrics.horizontalAdvance(words) <= room:
            return words
    return due.second if due.is_house else f"{due.short}, {due.second}"


def matter_cell(row: CaseRow, facts: CaseFacts, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    path, name = told.matter(row.topic_id, facts.tree)
    text = Words(0, 2, elided(told.first_words(row.text), room, "small"), "small", "ink2")
    mark, left = _urgent_mark(row)
    if not path and row.topic_id is None:
        return *mark, Words(left, 1, elided(name, room - left), tone="ink2"), text
    named = path_words(path, name, room - left)
    return *mark, *(replace(words, x=words.x + left) for words in named), text


def _urgent_mark(row: CaseRow) -> tuple[tuple[Icon, ...], float]:
    """Two arrows up before the topic of an urgent case, and the room they take."""
    if row.priority is not Priority.URGENT:
        return (), 0
    side = theme().px(14)
    middle = line_places()[0] - theme().metrics("body").capHeight() / 2
    return (Icon(0, "urgent", side, 2 * middle, "ink"),), side + theme().px(4)


def customer_cell(row: CaseRow, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    tone = "ink" if row.known is Known.CUSTOMER else "ink2"
    return (
        Words(0, 1, elided(told.customer(row), room), tone=tone),
        Words(0, 2, elided(row.number, room, "small"), "small", "ink2"),
    )


def owner_cell(row: CaseRow, facts: CaseFacts, size: QSize) -> Sequence[Drawn]:
    disc, side = theme().px(22), theme().px(15)
    return (
        Person(0, initials(row.owner_name or facts.team_name(row.team_id)), disc, size.height()),
        Icon(disc + theme().px(6), CHANNEL_ICONS[row.channel.value], side, size.height()),
    )
