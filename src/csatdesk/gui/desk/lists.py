"""The lists of My desk: my open cases, the cases nobody has yet, and talks not saved yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTableView

from csatdesk.domain.cases import CaseFilter, CaseRow
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.gui.cases import told
from csatdesk.gui.cases.case_list import customer_cell, due_cell, matter_cell
from csatdesk.gui.cases.rows import Drawn, Icon, Layout, RowTable, Widths, Words, elided
from csatdesk.gui.icons import CHANNEL_ICONS
from csatdesk.gui.intake.talk import Talk
from csatdesk.gui.paged_model import Column, PagedModel, Wanted
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


class DeskTable(RowTable):
    """One row is always chosen, so that the keyboard stands somewhere; there is no head."""

    def __init__(self, model: PagedModel[Any], layout: Layout, widths: Widths, name: str) -> None:
        super().__init__(model, layout, widths)
        model.setParent(self)
        self.place = KeepsPlace(self, model)
        self.head.hide()
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setAccessibleName(name)
        model.loaded.connect(self._choose)

    def _choose(self) -> None:
        """After rows came or went: the row on which the keyboard stands, or the first."""
        if not self.selectionModel().hasSelection() and self.rows.row_count:
            self.select_place(max(self.currentIndex().row(), 0))
        self.repaint_rows()  # time went on: the same row may be told otherwise


class DeskCases(DeskTable):
    """Cases by what is due next; the first page comes with the answer that fills the whole desk."""

    def __init__(self, runner: Runner, shown: CaseFilter, columns: Sequence[str], widths: Widths, name: str) -> None:
        self.facts: CaseFacts | None = None
        texts = {
            N_("Due"): self._due_words,
            N_("Matter"): self._matter_words,
            N_("Customer"): lambda row: f"{told.customer(row)}, {row.number}, {word(row.channel)}",
        }
        made = [Column[CaseRow](title, texts[title]) for title in columns]
        model = PagedModel[CaseRow](runner, made, partial(_cases, shown), owner=runner)
        super().__init__(model, self._laid_out, widths, name)
        self.cases = model

    def show_page(self, page: Page[CaseRow], facts: CaseFacts) -> None:
        self.facts = facts
        self.cases.show_first(page)

    def _due_words(self, row: CaseRow) -> str:
        due = told.due(row, self._facts)
        return f"{due.words}, {due.second}"

    def _matter_words(self, row: CaseRow) -> str:
        return f"{told.topic_words(row.topic_id, self._facts.tree)}: {told.first_words(row.text)}"

    @property
    def _facts(self) -> CaseFacts:
        assert self.facts is not None  # rows never come without them
        return self.facts

    def _laid_out(self, row: CaseRow, column: int, size: QSize) -> Sequence[Drawn]:
        match column:
            case 0:
                return due_cell(told.due(row, self._facts), size)
            case 1 if column == self.cases.columnCount() - 1:
                return *matter_cell(row, self._facts, _left_of_icon(size)), channel_icon(row.channel, size)
            case 1:
                return matter_cell(row, self._facts, size)
        return *customer_cell(row, _left_of_icon(size)), channel_icon(row.channel, size)


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
    """Due, matter, customer; what is left goes to the matter."""
    due = theme().margin + theme().px(144 if theme().compact else 156)
    customer = theme().margin + max(theme().px(130), min(theme().px(210), round(room * 0.24)))
    return due, max(room - due - customer, theme().px(80)), customer


def side_widths(room: int) -> Sequence[int]:
    """Two columns of the narrow lists."""
    first = theme().margin + theme().px(138 if theme().compact else 150)
    return first, max(room - first, theme().px(80))


def _left_of_icon(size: QSize) -> QSize:
    return QSize(size.width() - theme().margin - theme().px(ICON), size.height())


def _cases(shown: CaseFilter, wanted: Wanted) -> Any:
    return partial(list_cases, filter=shown, **wanted.values)


def _no_more(_wanted: Wanted) -> Any:
    return _nothing


def _nothing(_reading: Reading) -> Page[DraftRow]:
    return Page((), None)
