"""Lists of deadlines on paper and in spreadsheets: all rows of what is shown, in its order."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.exported import Exported
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.absences import who_is_away
from csatdesk.operations.cases.exports import PRINTER_SCALE
from csatdesk.operations.cases.filter_words import filter_words
from csatdesk.operations.deadlines.forecast import load_forecast
from csatdesk.operations.deadlines.instants import own_calendar
from csatdesk.operations.deadlines.list_columns import (
    DEFAULT_COLUMNS,
    WIDE_FROM,
    Facts,
    ListColumns,
    as_table,
    paper_heads,
    paper_row,
)
from csatdesk.operations.deadlines.queries import count_deadlines, list_deadlines
from csatdesk.operations.deadlines.told import forecast_words, view_words
from csatdesk.operations.deadlines.views import DeadlineList, DeadlineRow
from csatdesk.operations.deadlines.workload import Load, Workload, load_workload
from csatdesk.operations.paging import every_page
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import deadline_list, preview
from csatdesk.reports.deadline_list import Cell, Column, DeadlinePaper
from csatdesk.sheets.tables_out import write_table
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_instant, number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence

PEOPLE_MOST = 20  # lines of the workload on paper


@dataclass(frozen=True, slots=True)
class _Seen(Facts):
    """All that was read for one export."""

    rows: tuple[DeadlineRow, ...]
    title: str
    filters: str
    forecast: str
    workload: Workload
    centre: str
    office: str


def export_deadlines(
    store: Store,
    actor: Actor,
    *,
    shown: DeadlineList,
    columns: ListColumns = DEFAULT_COLUMNS,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Exported:
    """Write the list that is shown, all of it, in these columns. `path` ends in .pdf, .xlsx or .csv."""
    require(actor, Right.EXPORT)

    def read_so_far(done: int, total: int) -> None:
        progress(done, 2 * max(total, done, 1))

    with store.read(actor, at or now()) as reading:
        seen = _read(reading, shown, read_so_far, is_sheet=path.suffix.casefold() != ".pdf")
    written = second_half(progress)
    if path.suffix.casefold() == ".pdf":
        deadline_list.write(_paper(seen, columns), path, written)
        return Exported(len(seen.rows))
    heads, rows = as_table(columns, seen.rows, seen)
    return write_table(path, heads, rows, zone=seen.zone, title=_("Deadlines"), progress=written, total=len(seen.rows))


def draw_deadlines(
    store: Store,
    actor: Actor,
    *,
    shown: DeadlineList,
    columns: ListColumns = DEFAULT_COLUMNS,
    scale: float = PRINTER_SCALE,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> tuple[bytes, ...]:
    """The list's pages as PNG pictures, made in memory: for the printer, with nothing left on the disk."""
    require(actor, Right.SEE_DEADLINES)
    with store.read(actor, at or now()) as reading:
        seen = _read(reading, shown, no_progress)
    progress(1, 2)
    pages = tuple(preview.page_images(deadline_list.as_bytes(_paper(seen, columns)), scale))
    progress(2, 2)
    return pages


def _read(reading: Reading, shown: DeadlineList, progress: Progress, *, is_sheet: bool = False) -> _Seen:
    total = count_deadlines(reading, shown=shown)
    rows: list[DeadlineRow] = []
    texts: dict[int, str] = {}
    for page in every_page(lambda after: list_deadlines(reading, shown=shown, after=after)):
        rows += page
        if is_sheet:
            whole = select(Case.id, Case.text).where(Case.id.in_({row.case.id for row in page}))
            texts.update(reading.db.execute(whole).tuples().all())
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
        texts=texts,
        zone=ZoneInfo(reading.centre.zone),
    )


# paper


def _paper(seen: _Seen, columns: ListColumns) -> DeadlinePaper:
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
        columns=paper_heads(columns),
        rows=tuple(paper_row(columns, row, seen) for row in seen.rows),
        is_wide=len(columns) >= WIDE_FROM,
    )


_LOADS = ((N_("Owner"), 220.0), (N_("Overdue"), 80.0), (N_("Due today"), 80.0), (N_("Later"), 80.0), (N_("All"), 80.0))


def _loads(workload: Workload) -> list[Load]:
    named = [load for load in workload.loads if load.total][:PEOPLE_MOST]
    return [*named, workload.nobody] if workload.nobody.total else named


def _load_line(load: Load) -> tuple[Cell, ...]:
    name = load.name or _("Nobody yet")
    who = _("{name}, away").format(name=name) if load.is_away else name
    return (Cell(who), *(Cell(number(count)) for count in (load.overdue, load.today, load.later, load.total)))
