"""Lists of deadlines on paper and in spreadsheets: all rows of what is shown, in its order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.deadlines import WorkCalendar, shown_day, state
from csatdesk.domain.exported import Exported
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.absences import who_is_away
from csatdesk.operations.cases.exports import PRINTER_SCALE
from csatdesk.operations.cases.filter_words import filter_words
from csatdesk.operations.deadlines.forecast import load_forecast
from csatdesk.operations.deadlines.instants import own_calendar
from csatdesk.operations.deadlines.queries import count_deadlines, list_deadlines
from csatdesk.operations.deadlines.told import forecast_words, view_words, waits_words
from csatdesk.operations.deadlines.views import DeadlineList, DeadlineRow
from csatdesk.operations.deadlines.workload import Load, Workload, load_workload
from csatdesk.operations.paging import every_page
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import deadline_list, preview
from csatdesk.reports.deadline_list import Cell, Column, DeadlinePaper
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import Value, write_table
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_instant, listed_day, number
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import deadline_words, in_sentence, word

PEOPLE_MOST = 20  # lines of the workload on paper


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that was read for one export."""

    rows: tuple[DeadlineRow, ...]
    title: str
    filters: str
    forecast: str
    workload: Workload
    away: frozenset[int]
    centre: str
    office: str
    at: datetime
    calendar: WorkCalendar
    topics: TopicTree
    zone: ZoneInfo


def export_deadlines(
    store: Store,
    actor: Actor,
    *,
    shown: DeadlineList,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Exported:
    """Write the list that is shown, all of it. `path` ends in .pdf, .xlsx or .csv."""
    require(actor, Right.EXPORT)

    def read_so_far(done: int, total: int) -> None:
        progress(done, 2 * max(total, done, 1))

    with store.read(actor, at or now()) as reading:
        seen = _read(reading, shown, read_so_far)
    written = second_half(progress)
    if path.suffix.casefold() == ".pdf":
        deadline_list.write(_paper(seen), path, written)
        return Exported(len(seen.rows))
    heads = [SheetColumn(_(column.title), column.width) for column in _SHEET]
    rows = (tuple(column.value(row, seen) for column in _SHEET) for row in seen.rows)
    return write_table(path, heads, rows, zone=seen.zone, title=_("Deadlines"), progress=written, total=len(seen.rows))


def draw_deadlines(
    store: Store,
    actor: Actor,
    *,
    shown: DeadlineList,
    scale: float = PRINTER_SCALE,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> tuple[bytes, ...]:
    """The list's pages as PNG pictures, made in memory: for the printer, with nothing left on the disk."""
    require(actor, Right.SEE_DEADLINES)
    with store.read(actor, at or now()) as reading:
        seen = _read(reading, shown, no_progress)
    progress(1, 2)
    pages = tuple(preview.page_images(deadline_list.as_bytes(_paper(seen)), scale))
    progress(2, 2)
    return pages


def _read(reading: Reading, shown: DeadlineList, progress: Progress) -> _Seen:
    total = count_deadlines(reading, shown=shown)
    rows: list[DeadlineRow] = []
    for page in every_page(lambda after: list_deadlines(reading, shown=shown, after=after)):
        rows += page
        progress(len(rows), total)
    return _Seen(
        rows=tuple(rows),
        title=view_words(shown.view),
        filters=filter_words(reading, replace(shown.cases, is_open=None)),
        forecast=forecast_words(load_forecast(reading, cases=shown.cases)),
        workload=load_workload(reading, cases=shown.cases),
        away=frozenset(who_is_away(reading)),
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        at=reading.at,
        calendar=own_calendar(reading),
        topics=load_topic_tree(reading),
        zone=ZoneInfo(reading.centre.zone),
    )


# paper


def _paper(seen: _Seen) -> DeadlinePaper:
    count = len(seen.rows)
    return DeadlinePaper(
        title=_("Deadlines: {what}").format(what=in_sentence(seen.title)),
        centre=seen.centre,
        office=seen.office,
        as_of=_("As of {when}").format(when=full_instant(seen.at, seen.zone)),
        filters=seen.filters,
        totals=(ngettext("{count} case", "{count} cases", count).format(count=number(count)), seen.forecast),
        load_columns=tuple(Column(_(title), share, is_right=place > 0) for place, (title, share) in enumerate(_LOADS)),
        loads=tuple(_load_line(load) for load in _loads(seen.workload)),
        columns=tuple(Column(_(title), share) for title, share in _PAPER),
        rows=tuple(_paper_row(row, seen) for row in seen.rows),
    )


_LOADS = ((N_("Owner"), 220.0), (N_("Overdue"), 80.0), (N_("Due today"), 80.0), (N_("Later"), 80.0), (N_("All"), 80.0))
_PAPER = ((N_("Due"), 150.0), (N_("Matter"), 250.0), (N_("Customer"), 130.0), (N_("Who acts"), 110.0))


def _loads(workload: Workload) -> list[Load]:
    named = [load for load in workload.loads if load.total][:PEOPLE_MOST]
    return [*named, workload.nobody] if workload.nobody.total else named


def _load_line(load: Load) -> tuple[Cell, ...]:
    name = load.name or _("Nobody yet")
    who = _("{name}, away").format(name=name) if load.is_away else name
    return (Cell(who), *(Cell(number(count)) for count in (load.overdue, load.today, load.later, load.total)))


def _paper_row(row: DeadlineRow, seen: _Seen) -> tuple[Cell, ...]:
    path = _path(row, seen)
    *above, topic = path or (_("Unclassified"),)
    stands = state(row.due, seen.at, seen.calendar)
    clock = in_sentence(word(row.due.clock)) if row.due is not None else ""
    day = ", ".join(part for part in (_day(row, seen), clock) if part)
    text = row.promise_text or " ".join(row.case.text.split())
    lead = "".join(f"{name} › " for name in above)
    return (
        Cell(deadline_words(row.due, seen.at, seen.calendar), waits_words(row.waits) or day, state=stands.value),
        Cell(topic, text, lead=lead, is_strong=True),
        Cell(row.case.customer_name or word(row.case.known), row.case.number),
        Cell(row.keeper_name or _("Nobody yet"), _("away") if row.keeper_id in seen.away else ""),
    )


def _path(row: DeadlineRow, seen: _Seen) -> tuple[str, ...]:
    return seen.topics.path(row.case.topic_id, language())


def _day(row: DeadlineRow, seen: _Seen) -> str:
    return listed_day(shown_day(row.due.due_at, row.due.unit, seen.calendar)) if row.due is not None else ""


# spreadsheet


@dataclass(frozen=True, slots=True)
class _SheetColumn:
    title: str  # marked
    width: int
    value: Callable[[DeadlineRow, _Seen], Value]


def _due_value(row: DeadlineRow, seen: _Seen) -> date | datetime | None:
    """The instant when a time of day is due, else the day."""
    if row.due is None:
        return None
    return shown_day(row.due.due_at, row.due.unit, seen.calendar) if row.due.is_period else row.due.due_at


_SHEET = (
    _SheetColumn(N_("Number"), 16, lambda row, _seen: row.case.number),
    _SheetColumn(N_("Deadline"), 18, _due_value),
    _SheetColumn(N_("Clock"), 18, lambda row, _seen: word(row.due.clock) if row.due is not None else ""),
    _SheetColumn(N_("How it stands"), 20, lambda row, seen: deadline_words(row.due, seen.at, seen.calendar)),
    _SheetColumn(N_("Who acts"), 22, lambda row, _seen: row.keeper_name),
    _SheetColumn(N_("Owner"), 22, lambda row, _seen: row.case.owner_name),
    _SheetColumn(N_("Topic"), 32, lambda row, seen: " › ".join(_path(row, seen))),
    _SheetColumn(N_("Promised"), 30, lambda row, _seen: row.promise_text),
    _SheetColumn(N_("Waits since"), 18, lambda row, _seen: row.waits.since if row.waits is not None else None),
    _SheetColumn(N_("Status"), 16, lambda row, _seen: word(row.case.status)),
    _SheetColumn(N_("Kind"), 14, lambda row, _seen: word(row.case.kind)),
    _SheetColumn(N_("Received"), 18, lambda row, _seen: row.case.received_at),
    _SheetColumn(N_("Customer"), 28, lambda row, _seen: row.case.customer_name),
)
