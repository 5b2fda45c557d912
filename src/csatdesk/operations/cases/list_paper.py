"""A list of cases as it was seen: its rows with all that paper and spreadsheet say about them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import (
    CaseFilter,
    DueBand,
    Outcome,
    Sort,
)
from csatdesk.domain.changes import Progress
from csatdesk.domain.deadlines import WorkCalendar, shown_day, state
from csatdesk.domain.marks import N_
from csatdesk.domain.statuses import Status
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.bands import Bounds, bounds
from csatdesk.operations.cases.filter_words import filter_words
from csatdesk.operations.cases.queries import count_cases, list_cases
from csatdesk.operations.cases.receipt_paper import TIMED
from csatdesk.operations.paging import every_page
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.reports.case_list import CaseList, Cell, Column, Group
from csatdesk.reports.table import Row
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import Value
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Customer
from csatdesk.wording.formats import full_instant, listed_day, number, short_instant
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import deadline_words, word

ListColumns = Sequence[str]
DEFAULT_COLUMNS: ListColumns = ("due", "matter", "customer", "owner")
ALL_COLUMNS: ListColumns = (  # of a spreadsheet that can be imported elsewhere
    "number",
    "received",
    "channel",
    "kind",
    "topic",
    "text",
    "remedy",
    "customer_name",
    "phone",
    "email",
    "account",
    "address",
    "language",
    "status",
    "closed",
    "outcome",
    "owner",
    "due",
)
WIDE_FROM = 6  # columns from which the sheet is laid on its side


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the list. `more` is there only when the list goes into a spreadsheet."""

    row: CaseRow
    band: DueBand | None  # None: closed
    state: str  # value of DeadlineState
    stands: str  # "overdue 3 days"
    day: str  # "Mon 16 Nov"
    due: date | datetime | None  # the instant when hours are promised, else the day
    path: tuple[str, ...]
    more: "More | None"

    @property
    def text(self) -> str:
        return self.row.text if self.more is None else self.more.text


@dataclass(frozen=True, slots=True)
class More:
    """What a row on screen does not show of its case."""

    text: str  # the whole of it
    remedy: str
    language: str
    closed_at: datetime | None
    outcome: Outcome | None
    phone: str
    email: str
    account: str
    address: str


@dataclass(frozen=True, slots=True)
class SeenList:
    """All that was read for one export."""

    lines: tuple[Line, ...]
    centre: str
    office: str
    as_of: datetime
    zone: ZoneInfo
    filters: str
    totals: str
    is_grouped: bool


def read_list(
    reading: Reading,
    *,
    filter: CaseFilter,  # noqa: A002  (the field's word)
    sort: Sort,
    is_sheet: bool,
    progress: Progress,
) -> SeenList:
    """Every case the filter shows, in the order of the list."""
    counts = count_cases(reading, filter=filter)
    _calendar_id, calendar = calendar_of(reading, reading.actor.office_id)
    describe = _Describer(reading.at, calendar, bounds(reading), load_topic_tree(reading))
    lines: list[Line] = []
    for rows in every_page(lambda after: list_cases(reading, filter=filter, sort=sort, after=after)):
        more = _more(reading, rows) if is_sheet else {}
        lines += [describe.line(row, more.get(row.id)) for row in rows]
        progress(len(lines), max(counts.total, len(lines)))
    return SeenList(
        lines=tuple(lines),
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        as_of=reading.at,
        zone=ZoneInfo(reading.centre.zone),
        filters=filter_words(reading, filter),
        totals=_totals(len(lines), counts.overdue, counts.today),
        is_grouped=sort is Sort.DUE and not filter.text.strip(),
    )


def _more(reading: Reading, rows: Sequence[CaseRow]) -> Mapping[int, More]:
    of_case = (Case.id, Case.text, Case.remedy, Case.language, Case.closed_at, Case.outcome)
    of_customer = (Customer.phone, Customer.email, Customer.account, Customer.address)
    query = select(*of_case, *(func.coalesce(column, "") for column in of_customer))
    query = query.outerjoin(Customer, Customer.id == Case.customer_id).where(Case.id.in_([row.id for row in rows]))
    return {case_id: More(*more) for case_id, *more in reading.db.execute(query)}


def _totals(total: int, overdue: int, today: int) -> str:
    """One sentence: "47 cases, 3 overdue, 2 due today"."""
    parts = [ngettext("{count} case", "{count} cases", total).format(count=number(total))]
    if overdue:
        parts.append(_("{count} overdue").format(count=number(overdue)))
    if today:
        parts.append(_("{count} due today").format(count=number(today)))
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class _Describer:
    """Says of each row how its deadline stands."""

    now: datetime
    calendar: WorkCalendar
    limits: Bounds
    topics: TopicTree

    def line(self, row: CaseRow, more: More | None) -> Line:
        due = row.due
        shown = shown_day(due.due_at, due.unit, self.calendar) if due else None
        running = due.due_at if due and due.met_at is None else None
        return Line(
            row=row,
            band=None if not row.status.is_open else self.limits.band(running),
            state=state(due, self.now, self.calendar).value,
            stands=deadline_words(due, self.now, self.calendar),
            day=listed_day(shown) if shown else "",
            due=due.due_at if due and due.unit in TIMED else shown,
            path=self.topics.path(row.topic_id, language()),
            more=more,
        )


# paper


def as_paper(seen: SeenList, columns: ListColumns) -> CaseList:
    """The list for A4: groups by what is due where it is sorted so, and the filter in words."""
    chosen = [column for column in columns if column in _PAPER] or list(DEFAULT_COLUMNS)
    return CaseList(
        title=_("Cases"),
        centre=seen.centre,
        office=seen.office,
        as_of=_("As of {when}").format(when=full_instant(seen.as_of, seen.zone)),
        columns=tuple(Column(_(_PAPER[key].title), _PAPER[key].share) for key in chosen),
        rows=tuple(_paper_rows(seen, chosen)),
        filters=seen.filters,
        totals=(seen.totals,),
        is_wide=len(chosen) >= WIDE_FROM,
    )


def _paper_rows(seen: SeenList, columns: ListColumns) -> Iterator[Row]:
    counts: dict[DueBand | None, int] = {}
    for line in seen.lines:
        counts[line.band] = counts.get(line.band, 0) + 1
    before: object = "none yet"
    for line in seen.lines:
        if seen.is_grouped and line.band != before:
            before = line.band
            words = word(line.band) if line.band is not None else word(Status.CLOSED)
            yield Group(words, number(counts[line.band]))
        yield tuple(_PAPER[key].cell(line, seen.zone) for key in columns)


@dataclass(frozen=True, slots=True)
class _PaperColumn:
    title: str  # marked
    share: float
    cell: Callable[[Line, ZoneInfo], Cell]


def _due_cell(line: Line, _zone: ZoneInfo) -> Cell:
    return Cell(line.stands, line.day, state=line.state)


def _matter_cell(line: Line, _zone: ZoneInfo) -> Cell:
    *above, topic = line.path or (_("Unclassified"),)
    return Cell(topic, " ".join(line.row.text.split()), lead="".join(f"{name} › " for name in above), is_strong=True)


def _received_cell(line: Line, zone: ZoneInfo) -> Cell:
    return Cell(short_instant(line.row.received_at, zone), word(line.row.channel))


def _customer_cell(line: Line, _zone: ZoneInfo) -> Cell:
    return Cell(line.row.customer_name or word(line.row.known), line.row.number)


_PAPER: Mapping[str, _PaperColumn] = {
    "due": _PaperColumn(N_("Due"), 150, _due_cell),
    "matter": _PaperColumn(N_("Matter"), 270, _matter_cell),
    "customer": _PaperColumn(N_("Customer"), 130, _customer_cell),
    "owner": _PaperColumn(N_("Owner"), 106, lambda line, _zone: Cell(line.row.owner_name or "–")),
    "number": _PaperColumn(N_("Number"), 90, lambda line, _zone: Cell(line.row.number, word(line.row.priority))),
    "kind": _PaperColumn(N_("Kind"), 80, lambda line, _zone: Cell(word(line.row.kind), word(line.row.status))),
    "received": _PaperColumn(N_("Received"), 100, _received_cell),
}


# spreadsheet


def as_table(seen: SeenList, columns: ListColumns) -> tuple[list[SheetColumn], Iterator[tuple[Value, ...]]]:
    """Columns and rows of the spreadsheet; a column that shows two things on screen becomes two."""
    keys = dict.fromkeys(key for column in columns for key in _PARTS.get(column, (column,)))
    chosen = [_SHEET[key] for key in keys if key in _SHEET]
    heads = [SheetColumn(_(column.title), column.width) for column in chosen]
    return heads, (tuple(column.value(line) for column in chosen) for line in seen.lines)


_PARTS: Mapping[str, ListColumns] = {
    "due": ("due_at", "stands"),
    "matter": ("topic", "text"),
    "customer": ("customer_name", "number"),
    "received": ("received", "channel"),
    "kind": ("kind", "status"),
    "number": ("number", "priority"),
}


@dataclass(frozen=True, slots=True)
class _SheetColumn:
    title: str  # marked
    width: int
    value: Callable[[Line], Value]


def _of_more(value: Callable[[More], Value]) -> Callable[[Line], Value]:
    return lambda line: None if line.more is None else value(line.more)


def _customer_value(line: Line) -> str:
    """The name; of who is none, that they wished to stay anonymous or are not known."""
    return line.row.customer_name or word(line.row.known)


_SHEET: Mapping[str, _SheetColumn] = {
    "number": _SheetColumn(N_("Number"), 16, lambda line: line.row.number),
    "received": _SheetColumn(N_("Received"), 18, lambda line: line.row.received_at),
    "kind": _SheetColumn(N_("Kind"), 14, lambda line: word(line.row.kind)),
    "status": _SheetColumn(N_("Status"), 14, lambda line: word(line.row.status)),
    "channel": _SheetColumn(N_("Channel"), 16, lambda line: word(line.row.channel)),
    "topic": _SheetColumn(N_("Topic"), 32, lambda line: " › ".join(line.path)),
    "text": _SheetColumn(N_("What happened"), 60, lambda line: line.text),
    "remedy": _SheetColumn(N_("Remedy asked"), 30, _of_more(lambda more: more.remedy)),
    "customer_name": _SheetColumn(N_("Customer"), 28, _customer_value),
    "phone": _SheetColumn(N_("Customer's phone"), 20, _of_more(lambda more: more.phone)),
    "email": _SheetColumn(N_("Customer's e-mail"), 26, _of_more(lambda more: more.email)),
    "account": _SheetColumn(N_("Account number"), 18, _of_more(lambda more: more.account)),
    "address": _SheetColumn(N_("Address or place"), 30, _of_more(lambda more: more.address)),
    "language": _SheetColumn(N_("Language"), 10, _of_more(lambda more: more.language)),
    "closed": _SheetColumn(N_("Closed"), 18, _of_more(lambda more: more.closed_at)),
    "outcome": _SheetColumn(N_("Outcome"), 18, _of_more(lambda more: word(more.outcome) if more.outcome else "")),
    "priority": _SheetColumn(N_("Priority"), 10, lambda line: word(line.row.priority)),
    "owner": _SheetColumn(N_("Owner"), 22, lambda line: line.row.owner_name),
    "due_at": _SheetColumn(N_("Deadline"), 18, lambda line: line.due),
    "stands": _SheetColumn(N_("How it stands"), 20, lambda line: line.stands),
}
