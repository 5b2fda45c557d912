"""The columns that the list of cases can show: what stands in each, by what it is sorted, how wide it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import Priority, Sort
from csatdesk.domain.marks import N_
from csatdesk.domain.saved_filters import ListLook
from csatdesk.gui.cases import told
from csatdesk.gui.cases.case_cells import customer_cell, due_cell_within, due_width, matter_cell, owner_cell, two_lines
from csatdesk.gui.cases.laid_out import shared_widths
from csatdesk.gui.cases.row_cells import Drawn
from csatdesk.gui.theme import theme
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.words import word

USUAL = ("due", "matter", "customer", "owner")
TAKES_REST = "matter"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """`title` is marked with N_. `cell` draws from x 0. `room`: of the list's width, what the column takes by itself;
    `sorts`: the orders that its title leads to, one after the other, as far as an index carries them.
    """

    key: str
    title: str
    words: Callable[[CaseRow, CaseFacts, Sort], str]
    cell: Callable[[CaseRow, CaseFacts, Sort, QSize], Sequence[Drawn]]
    room: Callable[[int], int]
    sorts: tuple[Sort, ...] = ()


def _due_cell(row: CaseRow, facts: CaseFacts, sort: Sort, size: QSize) -> Sequence[Drawn]:
    return due_cell_within(told.due(row, facts, sort), size)


def _matter_words(row: CaseRow, facts: CaseFacts, _sort: Sort) -> str:
    matter = f"{told.topic_words(row.topic_id, facts.tree)}: {told.first_words(row.text)}"
    return f"{word(row.priority)}, {matter}" if row.priority is Priority.URGENT else matter


def _received(row: CaseRow, facts: CaseFacts) -> str:
    return told.instant(row.received_at, facts.at, facts.calendar.zone)


def share(least: int, most: int, share: float) -> Callable[[int], int]:
    return lambda room: max(theme().px(least), min(theme().px(most), round(room * share)))


_LISTED = (
    ListColumn(
        "due",
        N_("Due"),
        lambda row, facts, sort: told.due(row, facts, sort).in_full,
        _due_cell,
        lambda _room: due_width(),
        (Sort.DUE,),
    ),
    ListColumn(
        "matter",
        N_("Matter"),
        _matter_words,
        lambda row, facts, _sort, size: matter_cell(row, facts, size),
        share(200, 400, 0.4),
    ),
    ListColumn(
        "customer",
        N_("Customer"),
        lambda row, _facts, _sort: f"{told.customer(row)}, {row.number}",
        lambda row, _facts, _sort, size: customer_cell(row, size),
        share(120, 200, 0.205),
    ),
    ListColumn(
        "owner",
        N_("Owner"),
        lambda row, facts, _sort: f"{told.owner(row, facts)}, {word(row.channel)}",
        lambda row, facts, _sort, size: owner_cell(row, facts, size),
        lambda _room: theme().px(60 if theme().compact else 66),
    ),
    ListColumn(
        "received",
        N_("Received"),
        lambda row, facts, _sort: f"{_received(row, facts)}, {word(row.channel)}",
        lambda row, facts, _sort, size: two_lines(_received(row, facts), word(row.channel), size),
        share(136, 160, 0.18),
        (Sort.RECEIVED, Sort.OLDEST),
    ),
    ListColumn(
        "kind",
        N_("Kind"),
        lambda row, _facts, _sort: f"{word(row.kind)}, {word(row.status)}",
        lambda row, _facts, _sort, size: two_lines(word(row.kind), word(row.status), size),
        share(100, 140, 0.14),
    ),
    ListColumn(
        "number",
        N_("Number"),
        lambda row, _facts, _sort: f"{row.number}, {word(row.priority)}",
        lambda row, _facts, _sort, size: two_lines(row.number, word(row.priority), size),
        share(110, 130, 0.14),
        (Sort.REGISTERED,),
    ),
)
COLUMNS: Mapping[str, ListColumn] = {one.key: one for one in _LISTED}


def chosen(look: ListLook) -> tuple[ListColumn, ...]:
    """The columns of a look as far as this version has them; the usual ones when it names none."""
    return tuple(COLUMNS[key] for key in look.columns if key in COLUMNS) or tuple(COLUMNS[key] for key in USUAL)


def widths(look: ListLook, room: int) -> Sequence[int]:
    return shared_widths(look, [(one.key, one.room) for one in chosen(look)], TAKES_REST, room)
