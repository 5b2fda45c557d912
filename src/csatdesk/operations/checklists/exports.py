"""The list of checks as it is seen, on paper and in spreadsheets; on paper with what was done of what was asked for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.checklists import CheckFilter, CheckRow, CheckState, Which, counted
from csatdesk.domain.exported import Exported
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.checklists.queries import checks_of_period, checks_shown
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import checks as paper
from csatdesk.reports.checks import Cell, Column
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import Value, write_table
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.standards import Standard
from csatdesk.system.clock import now
from csatdesk.wording.checklists import (
    counts_words,
    day_words,
    mark_of,
    place_of,
    state_words,
    title_of,
    who_words,
)
from csatdesk.wording.formats import full_instant, number, percent, short_date, short_instant
from csatdesk.wording.texts import _, language


def export_checks(
    store: Store,
    actor: Actor,
    *,
    shown: CheckFilter,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Exported:
    """Write the list that is shown, all of it. `path` ends in .pdf, .xlsx or .csv."""
    require(actor, Right.EXPORT)
    with store.read(actor, at or now()) as reading:
        seen = _read(reading, shown)
    progress(1, 2)
    written = second_half(progress)
    if path.suffix.casefold() == ".pdf":
        paper.write(_paper(seen), path, written)
        return Exported(len(seen.rows))
    heads = [SheetColumn(name, width) for name, width in _sheet_columns()]
    rows = (_sheet_line(row) for row in seen.rows)
    return write_table(path, heads, rows, zone=seen.zone, title=_("Checklists"), progress=written, total=len(seen.rows))


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that was read for one export. `period`: every check of its days, listed or not."""

    rows: Sequence[CheckRow]
    period: Sequence[CheckRow]
    filters: str
    centre: str
    office: str
    as_of: str
    zone: ZoneInfo


def _read(reading: Reading, shown: CheckFilter) -> _Seen:
    zone = ZoneInfo(reading.centre.zone)
    return _Seen(
        rows=checks_shown(reading, shown),
        period=checks_of_period(reading, shown),
        filters=_filter_words(reading, shown),
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        as_of=_("As of {when}").format(when=full_instant(reading.at, zone)),
        zone=zone,
    )


def _filter_words(reading: Reading, shown: CheckFilter) -> str:
    which = {Which.OPEN: _("To do now"), Which.NOT_DONE: _("Not done"), Which.ALL: _("All")}
    days = "" if shown.which is Which.OPEN else f"{short_date(shown.first_on)} – {short_date(shown.last_on)}"
    parts = [which[shown.which], days]
    if shown.office_id is not None:
        parts.append(reading.db.get_one(Office, shown.office_id).name)
    if shown.standard_id is not None:
        titles = LocalText(reading.db.get_one(Standard, shown.standard_id).titles)
        parts.append(titles.in_language(language()))
    return " · ".join(filter(None, parts))


def _paper(seen: _Seen) -> paper.CheckPaper:
    return paper.CheckPaper(
        title=_("Checklists"),
        centre=seen.centre,
        office=seen.office,
        as_of=seen.as_of,
        filters=seen.filters,
        totals=counts_words(counted(seen.period)),
        share_columns=[
            Column(_("Checklist"), 9),
            Column(_("Done"), 3, is_right=True),
            Column(_("Late"), 2, is_right=True),
            Column(_("Not done"), 2, is_right=True),
            Column(_("Left out"), 2, is_right=True),
        ],
        shares=list(_shares(seen.period)),
        list_title=_("List of checks"),
        columns=[Column(_("Due"), 4), Column(_("Checklist"), 7), Column(_("Who"), 5)],
        rows=[_paper_line(row, seen.zone) for row in seen.rows],
    )


def _shares(period: Sequence[CheckRow]) -> Iterator[Sequence[Cell]]:
    """A line for each schedule; nothing for one of which nothing was owed yet."""
    groups: dict[int, list[CheckRow]] = defaultdict(list)
    for row in period:
        groups[row.schedule_id].append(row)
    for rows in groups.values():
        counts = counted(rows)
        if counts.percent is None and not counts.excused:
            continue
        done = _("{done} of {count}").format(done=number(counts.done + counts.late), count=number(counts.asked))
        share = "" if counts.percent is None else percent(counts.percent / 100)
        yield (
            Cell(title_of(rows[-1]), second=place_of(rows[-1]), is_strong=True),
            Cell(done, second=share),
            Cell(number(counts.late)),
            Cell(number(counts.not_done)),
            Cell(number(counts.excused)),
        )


def _paper_line(row: CheckRow, zone: ZoneInfo) -> Sequence[Cell]:
    return (
        Cell(state_words(row.state), second=day_words(row, zone), state=mark_of(row.state)),
        Cell(title_of(row), second=place_of(row), is_strong=True),
        _paper_who(row, zone),
    )


def _paper_who(row: CheckRow, zone: ZoneInfo) -> Cell:
    if row.sent_at is not None:
        return Cell(row.done_name, second=short_instant(row.sent_at, zone))
    if row.state is CheckState.EXCUSED:
        return Cell(row.excused_name, second=row.excuse)
    return Cell(who_words(row, zone))


def _sheet_columns() -> Sequence[tuple[str, int]]:
    return (
        (_("Day"), 14),
        (_("Due"), 18),
        (_("Checklist"), 44),
        (_("Office"), 24),
        (_("Hall or room"), 18),
        (_("Status"), 16),
        (_("Who is asked"), 24),
        (_("Done by"), 24),
        (_("Done on"), 18),
        (_("Reason"), 40),
    )


def _sheet_line(row: CheckRow) -> Sequence[Value]:
    return (
        row.day,
        row.due_at,
        title_of(row),
        row.office_name,
        row.place,
        state_words(row.state),
        row.asked_name,
        row.done_name,
        row.sent_at,
        row.excuse,
    )
