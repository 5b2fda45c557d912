"""The lists of My desk: my open cases, whom to call, the cases nobody has yet, and talks not saved yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QTableView

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.gui.cases import told
from csatdesk.gui.cases.case_cells import customer_cell, due_cell, due_width, matter_cell
from csatdesk.gui.cases.row_cells import Drawn, Icon, Words, elided
from csatdesk.gui.cases.rows import Layout, RowTable, Widths
from csatdesk.gui.desk.questions import FIRST_ROWS
from csatdesk.gui.icons import CHANNEL_ICONS
from csatdesk.gui.intake.talk import Talk
from csatdesk.gui.paged_model import RELOAD_MOST, Column, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

R = TypeVar("R")
ICON = 15
MATTER_LEAST = 170
FIRST_MOST = 0.57  # of the width of a list at the side


class DeskTable(RowTable):
    """Stands beside other lists: only the one that is `marked` shows which row the keyboard stands on."""

    came_in = Signal()  # the keyboard came into this list

    def __init__(self, model: PagedModel[Any], layout: Layout, widths: Widths, name: str) -> None:
        super().__init__(model, layout, widths)
        model.setParent(self)
        self.is_marked = False
        self.place = KeepsPlace(self, model)
        self.head.hide()
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setAccessibleName(name)
        self.copied = lambda row: [column.text(row) for column in model.columns]
        model.loaded.connect(self._choose)

    def set_marked(self, marked: bool) -> None:
        self.is_marked = marked
        self._choose()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came_in.emit()

    def ends_group(self, place: int) -> bool:
        """No hairline under the last row."""
        return place == self.rows.rowCount() - 1

    def _choose(self) -> None:
        """The keyboard always stands somewhere: where it stood before rows came or went, or on the first."""
        chosen = self.selectionModel()
        if not self.is_marked:
            chosen.clearSelection()
        elif self.rows.row_count and not chosen.hasSelection():
            self.select_place(max(self.currentIndex().row(), 0))
        self.repaint_rows()  # time went on: the same row may be told otherwise


@dataclass(frozen=True, slots=True)
class CaseColumn:
    """One column of a list of cases: its title (marked with N_), its words, and what is drawn in its cells."""

    title: str
    text: Callable[[CaseRow, CaseFacts], str]
    draw: Callable[[CaseRow, CaseFacts, QSize], Sequence[Drawn]]


class DeskCases(DeskTable):
    """Cases by what is due next; the first page comes with the answer that fills the whole desk."""

    def __init__(
        self, runner: Runner, shown: CaseFilter, columns: Sequence[CaseColumn], widths: Widths, name: str
    ) -> None:
        self.facts: CaseFacts | None = None
        self._columns = columns
        made = [Column[CaseRow](one.title, partial(self._text, one)) for one in columns]
        model = PagedModel[CaseRow](runner, made, partial(_cases, shown), owner=runner)
        super().__init__(model, self._laid_out, widths, name)
        self.cases = model

    @property
    def wanted_rows(self) -> int:
        """How many rows to read, so that none that is shown goes."""
        return min(max(self.cases.row_count, FIRST_ROWS), RELOAD_MOST)

    def show_page(self, page: Page[CaseRow], facts: CaseFacts) -> None:
        """`page` is the first one; a list that is read from its end stays there."""
        self.facts = facts
        if self.cases.is_from_end:
            self.cases.reload()
        else:
            self.cases.show_first(page)

    def _text(self, column: CaseColumn, row: CaseRow) -> str:
        return "" if self.facts is None else column.text(row, self.facts)

    def _laid_out(self, row: CaseRow, column: int, size: QSize) -> Sequence[Drawn]:
        if self.facts is None:
            return ()
        draw = self._columns[column].draw
        if column < len(self._columns) - 1:
            return draw(row, self.facts, size)
        return *draw(row, self.facts, _left_of_icon(size)), channel_icon(row.channel, size)


def _due_words(row: CaseRow, facts: CaseFacts) -> str:
    return told.due(row, facts).in_full


def _matter_words(row: CaseRow, facts: CaseFacts) -> str:
    return f"{told.topic_words(row.topic_id, facts.tree)}: {told.first_words(row.text)}"


def _customer_words(row: CaseRow, _facts: CaseFacts) -> str:
    return f"{told.customer(row)}, {row.number}, {word(row.channel)}"


def _call_words(row: CaseRow, facts: CaseFacts) -> str:
    return f"{told.customer(row)}, {told.topic_words(row.topic_id, facts.tree)}"


def _call_cell(row: CaseRow, facts: CaseFacts, size: QSize) -> Sequence[Drawn]:
    """Whom to call, and about what."""
    room = size.width() - S12
    about = told.matter(row.topic_id, facts.tree)[1]
    return (
        Words(0, 1, elided(told.customer(row), room, bold=True), bold=True),
        Words(0, 2, elided(about, room, "small"), "small", "ink2"),
    )


DUE = CaseColumn(N_("Due"), _due_words, lambda row, facts, size: due_cell(told.due(row, facts), size))
MATTER = CaseColumn(N_("Matter"), _matter_words, matter_cell)
CUSTOMER = CaseColumn(N_("Customer"), _customer_words, lambda row, _facts, size: customer_cell(row, size))
CALL = CaseColumn(N_("Customer"), _call_words, _call_cell)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A talk that was begun and is no case yet."""

    id: UUID
    talk: Talk


class Drafts(DeskTable):
    """The talks this person began, the newest first. They are few, so all of them come at once."""

    def __init__(self, runner: Runner, zone: tzinfo, name: str) -> None:
        self._zone = zone
        self._at: datetime | None = None
        columns = (
            Column[DraftRow](N_("Kept"), lambda row: f"{word(row.talk.kind)}, {self._kept(row.talk)}"),
            Column[DraftRow](N_("Who"), lambda row: f"{who(row.talk)}: {first_words(row.talk)}"),
        )
        model = PagedModel[DraftRow](runner, columns, _no_more, owner=runner)
        super().__init__(model, self._laid_out, side_widths, name)
        self.drafts = model

    def show_talks(self, talks: Sequence[Talk], at: datetime) -> None:
        """`talks` as the journal gives them, oldest first."""
        self._at = at
        self.drafts.show_first(Page(tuple(DraftRow(talk.uid, talk) for talk in reversed(talks)), None))

    def _kept(self, talk: Talk) -> str:
        kept_at = talk.kept_at or talk.began_at
        return told.instant(kept_at, self._at or kept_at, self._zone)

    def _laid_out(self, row: DraftRow, column: int, size: QSize) -> Sequence[Drawn]:
        talk = row.talk
        if column == 0:
            left = theme().margin
            room = size.width() - left - S12
            return (
                Words(left, 1, elided(word(talk.kind), room), tone="ink2"),
                Words(left, 2, elided(self._kept(talk), room, "small"), "small", "ink2"),
            )
        room = _left_of_icon(size).width() - S12
        return (
            Words(0, 1, elided(who(talk), room, bold=True), bold=True),
            Words(0, 2, elided(first_words(talk), room, "small"), "small", "ink2"),
            channel_icon(talk.channel, size),
        )


def who(talk: Talk) -> str:
    if talk.known is not Known.CUSTOMER:
        return word(talk.known)
    return talk.customer_name or talk.typed or _("Nobody named yet")


def first_words(talk: Talk) -> str:
    return told.first_words(talk.text) or _("nothing written yet")


def channel_icon(channel: Channel, size: QSize) -> Icon:
    """At the right end of a row, in line with the page's margin."""
    side = theme().px(ICON)
    return Icon(size.width() - theme().margin - side, CHANNEL_ICONS[channel.value], side, size.height())


def own_widths(room: int) -> Sequence[int]:
    """Due, matter, customer; what is left goes to the matter, and in a narrow window the customer makes room for it."""
    due = theme().margin + due_width()
    customer = theme().margin + max(theme().px(130), min(theme().px(210), round(room * 0.24)))
    if room - due - customer < theme().px(MATTER_LEAST):
        customer = 0
    return due, max(room - due - customer, theme().px(80)), customer


def side_widths(room: int) -> Sequence[int]:
    """Two columns of the narrow lists; in a very narrow one the second has its part."""
    first = min(theme().margin + due_width(), round(room * FIRST_MOST))
    return first, max(room - first, theme().px(80))


def _left_of_icon(size: QSize) -> QSize:
    return QSize(size.width() - theme().margin - theme().px(ICON), size.height())


def _cases(shown: CaseFilter, wanted: Wanted) -> Any:
    return partial(list_cases, filter=shown, **wanted.values)


def _no_more(_wanted: Wanted) -> Any:
    return _nothing


def _nothing(_reading: Reading) -> Page[DraftRow]:
    return Page((), None)
