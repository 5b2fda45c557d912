"""Daily counts of the queue machine and the telephone exchange, so that rates have true denominators (C24)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.contacts import Channel
from csatdesk.domain.day_counts import CountSource, DayCountRow
from csatdesk.domain.errors import NotFound
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.import_files import NO_CHOICES, opened_file
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.sheets.cells import SheetRow, sentence
from csatdesk.sheets.day_counts_in import CountsRead, read_counts
from csatdesk.store.entities.cases import GONE, Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.day_counts import DayCount
from csatdesk.system.clock import now

SHOWN_DAYS = 60
WRITTEN_BY = {
    CountSource.QUEUE: frozenset({Channel.HALL, Channel.VIP_HALL, Channel.RECEPTION}),
    CountSource.TELEPHONE: frozenset({Channel.PHONE}),
}


@dataclass(frozen=True, slots=True)
class CountsFile:
    """A file as it was read; `problems` are whole sentences that name row and column. Nothing of it is written yet."""

    name: str
    rows: tuple[DayCountRow, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountedDay:
    """What a machine counted, and how many of them were written down here."""

    id: int
    day: date
    office_name: str
    source: CountSource
    count: int
    written: int


def look_at_counts(store: Store, actor: Actor, progress: Progress, *, path: Path, source: CountSource) -> CountsFile:
    """A job: read a table of day, office and count in the capped child process."""
    require(actor, Right.IMPORT)
    with store.read(actor, now()) as reading:
        offices = _offices(reading)
    progress(0, 2)
    with opened_file(path, NO_CHOICES) as (table, rows):
        progress(1, 2)
        found: CountsRead = read_counts(tuple(_told(rows, progress)), table.headers, offices)
    progress(2, 2)
    good = tuple(DayCountRow(one.day, one.office_id, source, one.count) for one in found.good)
    return CountsFile(path.name, good, tuple(map(sentence, found.problems)))


def _told(rows: Iterable[SheetRow], progress: Progress) -> Iterator[SheetRow]:
    """So that a long file can be cancelled."""
    for place, row in enumerate(rows):
        if not place % 500:
            progress(1, 2)
        yield row


def _offices(reading: Reading) -> dict[int, str]:
    query = select(Office.id, Office.name).where(Office.centre_id == reading.actor.centre_id).order_by(Office.id)
    return {row.id: row.name for row in reading.db.execute(query)}


def save_day_counts(work: Work, *, rows: Sequence[DayCountRow]) -> Undoable[int]:
    """Write counts. One day of one machine of one office has one number: the same file again changes nothing, a
    corrected one takes its place.
    """
    require(work.actor, Right.IMPORT)
    if not {row.office_id for row in rows} <= _offices(work).keys():
        raise NotFound()
    known = _known(work, rows)
    before: list[DayCountRow] = []
    added: list[DayCountRow] = []
    for row in rows:
        held = known.get((row.day, row.office_id, row.source))
        if held is None:
            known[row.day, row.office_id, row.source] = _new(work, row)
            added.append(row)
        elif held.count != row.count:
            before.append(DayCountRow(row.day, row.office_id, row.source, held.count))
            held.count, held.imported_at, held.by_id = row.count, work.at, work.actor.id
    work.db.flush()
    work.changed.add(Kind.IMPORT)
    undo = partial(_put_back, rows=tuple(rows), before=tuple(before), added=tuple(added))
    written = len(before) + len(added)
    return Undoable(written, undo, N_("Imported counts of {count} days."), {"count": written})


def _known(work: Work, rows: Sequence[DayCountRow]) -> dict[tuple[date, int, CountSource], DayCount]:
    if not rows:
        return {}
    days = [row.day for row in rows]
    query = select(DayCount).where(
        DayCount.centre_id == work.actor.centre_id, DayCount.day >= min(days), DayCount.day <= max(days)
    )
    return {(one.day, one.office_id, one.source): one for one in work.db.execute(query).scalars()}


def _new(work: Work, row: DayCountRow) -> DayCount:
    made = DayCount(centre_id=work.actor.centre_id, office_id=row.office_id, day=row.day, source=row.source)
    made.count, made.imported_at, made.by_id = row.count, work.at, work.actor.id
    work.db.add(made)
    return made


def _put_back(
    work: Work, *, rows: Sequence[DayCountRow], before: Sequence[DayCountRow], added: Sequence[DayCountRow]
) -> None:
    """A number that somebody has corrected since stays as it is."""
    require(work.actor, Right.IMPORT)
    known = _known(work, rows)
    written = {(row.day, row.office_id, row.source): row.count for row in rows}

    def is_ours(row: DayCountRow) -> bool:
        key = (row.day, row.office_id, row.source)
        return key in known and known[key].count == written[key]

    save_day_counts(work, rows=[row for row in before if is_ours(row)])
    for row in filter(is_ours, added):
        work.db.delete(known[row.day, row.office_id, row.source])
    work.changed.add(Kind.IMPORT)


def list_counted_days(reading: Reading, *, limit: int = SHOWN_DAYS) -> tuple[CountedDay, ...]:
    """The newest counts of the centre, each beside how many contacts were written down there on that day."""
    require(reading.actor, Right.SEE_CASES)
    query = (
        select(DayCount.id, DayCount.day, DayCount.office_id, Office.name, DayCount.source, DayCount.count)
        .join(Office, Office.id == DayCount.office_id)
        .where(DayCount.centre_id == reading.actor.centre_id)
        .order_by(DayCount.day.desc(), DayCount.id.desc())
        .limit(limit)
    )
    return tuple(
        CountedDay(id_, day, name, source, count, _written(reading, day, office_id, source))
        for id_, day, office_id, name, source, count in reading.db.execute(query)
    )


def _written(reading: Reading, day: date, office_id: int, source: CountSource) -> int:
    calendar = calendar_of(reading, office_id)[1]
    midnight, next_midnight = calendar.midnight(day), calendar.midnight(day + timedelta(days=1))
    query = (
        select(func.count(Contact.id))
        .join(Case, Case.id == Contact.case_id)
        .where(
            Contact.at >= midnight,
            Contact.at < next_midnight,
            Contact.channel.in_(WRITTEN_BY[source]),
            Case.office_id == office_id,
            Case.is_open != GONE,
        )
    )
    return reading.db.execute(query).scalar_one()
