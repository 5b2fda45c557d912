"""The columns of a list of deadlines as a person chose and ordered them, on paper and in a spreadsheet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from csatdesk.domain.deadlines import WorkCalendar, shown_day, state
from csatdesk.domain.marks import N_
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.cases.list_paper import WIDE_FROM, ListColumns
from csatdesk.operations.deadlines.told import waits_words
from csatdesk.operations.deadlines.views import DeadlineRow
from csatdesk.reports.deadline_list import Cell, Column
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import Value
from csatdesk.wording.formats import listed_day, short_instant
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import deadline_words, in_sentence, word

__all__ = ["DEFAULT_COLUMNS", "WIDE_FROM", "Facts", "ListColumns", "as_table", "paper_heads", "paper_row"]

DEFAULT_COLUMNS: ListColumns = ("due", "matter", "customer", "keeper")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the cells of a row need to know beside it. `texts`: what happened, whole, by case; only for spreadsheets."""

    at: datetime
    calendar: WorkCalendar
    topics: TopicTree
    zone: ZoneInfo
    away: frozenset[int]
    texts: Mapping[int, str]


def _path(row: DeadlineRow, facts: Facts) -> tuple[str, ...]:
    return facts.topics.path(row.case.topic_id, language())


# paper


@dataclass(frozen=True, slots=True)
class _PaperColumn:
    title: str  # marked
    share: float
    cell: Callable[[DeadlineRow, Facts], Cell]


def paper_heads(columns: ListColumns) -> tuple[Column, ...]:
    return tuple(Column(_(_PAPER[key].title), _PAPER[key].share) for key in columns)


def paper_row(columns: ListColumns, row: DeadlineRow, facts: Facts) -> tuple[Cell, ...]:
    return tuple(_PAPER[key].cell(row, facts) for key in columns)


def _due_cell(row: DeadlineRow, facts: Facts) -> Cell:
    stands = state(row.due, facts.at, facts.calendar)
    clock = in_sentence(word(row.due.clock)) if row.due is not None else ""
    day = ", ".join(part for part in (_day(row, facts), clock) if part)
    return Cell(deadline_words(row.due, facts.at, facts.calendar), waits_words(row.waits) or day, state=stands.value)


def _day(row: DeadlineRow, facts: Facts) -> str:
    return listed_day(shown_day(row.due.due_at, row.due.unit, facts.calendar)) if row.due is not None else ""


def _matter_cell(row: DeadlineRow, facts: Facts) -> Cell:
    *above, topic = _path(row, facts) or (_("Unclassified"),)
    text = row.promise_text or " ".join(row.case.text.split())
    return Cell(topic, text, lead="".join(f"{name} › " for name in above), is_strong=True)


def _keeper_cell(row: DeadlineRow, facts: Facts) -> Cell:
    return Cell(row.keeper_name or _("Nobody yet"), _("away") if row.keeper_id in facts.away else "")


def _customer_cell(row: DeadlineRow, _facts: Facts) -> Cell:
    return Cell(row.case.customer_name or word(row.case.known), row.case.number)


def _received_cell(row: DeadlineRow, facts: Facts) -> Cell:
    return Cell(short_instant(row.case.received_at, facts.zone), word(row.case.channel))


_PAPER: Mapping[str, _PaperColumn] = {
    "due": _PaperColumn(N_("Due"), 150, _due_cell),
    "matter": _PaperColumn(N_("Matter"), 250, _matter_cell),
    "customer": _PaperColumn(N_("Customer"), 130, _customer_cell),
    "keeper": _PaperColumn(N_("Who acts"), 110, _keeper_cell),
    "received": _PaperColumn(N_("Received"), 100, _received_cell),
    "kind": _PaperColumn(N_("Kind"), 80, lambda row, _facts: Cell(word(row.case.kind), word(row.case.status))),
    "number": _PaperColumn(N_("Number"), 90, lambda row, _facts: Cell(row.case.number, word(row.case.priority))),
}


# spreadsheet


@dataclass(frozen=True, slots=True)
class _SheetColumn:
    title: str  # marked
    width: int
    value: Callable[[DeadlineRow, Facts], Value]


def as_table(
    columns: ListColumns, rows: Sequence[DeadlineRow], facts: Facts
) -> tuple[list[SheetColumn], Iterator[tuple[Value, ...]]]:
    """Columns and rows of the spreadsheet; a column that shows several things on screen becomes several."""
    keys = dict.fromkeys(key for column in columns for key in _PARTS[column])
    chosen = [_SHEET[key] for key in keys]
    heads = [SheetColumn(_(column.title), column.width) for column in chosen]
    return heads, (tuple(column.value(row, facts) for column in chosen) for row in rows)


_PARTS: Mapping[str, ListColumns] = {
    "due": ("due_at", "clock", "stands", "waits"),
    "matter": ("topic", "promised", "text"),
    "customer": ("customer", "number"),
    "keeper": ("keeper", "status"),
    "received": ("received", "channel"),
    "kind": ("kind", "status"),
    "number": ("number", "priority"),
}


def _due_value(row: DeadlineRow, facts: Facts) -> date | datetime | None:
    """The instant when a time of day is due, else the day."""
    if row.due is None:
        return None
    return shown_day(row.due.due_at, row.due.unit, facts.calendar) if row.due.is_period else row.due.due_at


_SHEET: Mapping[str, _SheetColumn] = {
    "number": _SheetColumn(N_("Number"), 16, lambda row, _facts: row.case.number),
    "due_at": _SheetColumn(N_("Deadline"), 18, _due_value),
    "clock": _SheetColumn(N_("Clock"), 18, lambda row, _facts: word(row.due.clock) if row.due is not None else ""),
    "stands": _SheetColumn(
        N_("How it stands"), 20, lambda row, facts: deadline_words(row.due, facts.at, facts.calendar)
    ),
    "waits": _SheetColumn(
        N_("Waits since"), 18, lambda row, _facts: row.waits.since if row.waits is not None else None
    ),
    "keeper": _SheetColumn(N_("Who acts"), 22, lambda row, _facts: row.keeper_name),
    "topic": _SheetColumn(N_("Topic"), 32, lambda row, facts: " › ".join(_path(row, facts))),
    "promised": _SheetColumn(N_("Promised"), 30, lambda row, _facts: row.promise_text),
    "text": _SheetColumn(N_("What happened"), 60, lambda row, facts: facts.texts.get(row.case.id, "")),
    "status": _SheetColumn(N_("Status"), 16, lambda row, _facts: word(row.case.status)),
    "kind": _SheetColumn(N_("Kind"), 14, lambda row, _facts: word(row.case.kind)),
    "received": _SheetColumn(N_("Received"), 18, lambda row, _facts: row.case.received_at),
    "channel": _SheetColumn(N_("Channel"), 16, lambda row, _facts: word(row.case.channel)),
    "priority": _SheetColumn(N_("Priority"), 10, lambda row, _facts: word(row.case.priority)),
    "customer": _SheetColumn(N_("Customer"), 28, lambda row, _facts: row.case.customer_name or word(row.case.known)),
}
