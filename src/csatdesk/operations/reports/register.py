"""The complaints register (C29, C33): every number that the desks gave out in some days, on paper or in a workbook."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import aliased

from csatdesk.domain.case_numbers import CaseNumber, parse
from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.cuts import WHOLE, Cut
from csatdesk.domain.register import Entry, Fate, RegisterLine, lines, without_gaps
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.cuts import cut_words, office_names, within
from csatdesk.operations.reports.days import instants
from csatdesk.operations.reports.register_paper import BlockLines, RegisterRead, as_paper, as_sheet
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import case_list
from csatdesk.sheets.tables_out import write_table
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Desk, NumberBlock, Office
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.void_numbers import VoidNumber
from csatdesk.system.clock import now
from csatdesk.wording.texts import _

NUMBERS_AT_ONCE = 500


def export_register(
    store: Store,
    actor: Actor,
    *,
    first: date,
    last: date,
    path: Path,
    cut: Cut = WHOLE,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> int:
    """Write the register of these local days, both included, by the day of registering; how many numbers it holds.

    `cut`: an extract with the complaints and claims of these offices, segments and lines of business alone. `path` ends
    in .pdf, else a workbook is written.
    """
    require(actor, Right.EXPORT)
    with store.read(actor, at or now()) as reading:
        blocks = load_register(reading, first=first, last=last, cut=cut, progress=progress)
        read = RegisterRead(
            blocks=blocks,
            first=first,
            last=last,
            centre=reading.centre.name,
            office=reading.db.get_one(Office, actor.office_id).name,
            zone=ZoneInfo(reading.centre.zone),
            at=reading.at,
            topics=load_topic_tree(reading),
            cut=cut_words(cut, office_names(reading)),
        )
    if path.suffix.casefold() == ".pdf":
        case_list.write(as_paper(read), path, progress)
    else:
        columns, rows = as_sheet(read)
        write_table(path, columns, rows, zone=read.zone, title=_("Register"), progress=progress)
    return sum(block.count for block in blocks)


def load_register(
    reading: Reading, *, first: date, last: date, cut: Cut = WHOLE, progress: Progress = no_progress
) -> tuple[BlockLines, ...]:
    """Block by block, in the order of the numbers."""
    require(reading.actor, Right.EXPORT)
    span = instants(reading, Days(first, last))
    found: list[BlockLines] = []
    counters = _counters(reading, first, last)
    for done, (counter, desk, office) in enumerate(counters, start=1):
        wanted = _wanted(reading, counter, span)
        if wanted is not None:
            told, count = _told(reading, counter, wanted, cut)
            if told:
                found.append(BlockLines(office, desk, counter.year, told, count))
        progress(done, len(counters))
    return tuple(found)


def _told(
    reading: Reading, counter: NumberBlock, wanted: tuple[int, int], cut: Cut
) -> tuple[tuple[RegisterLine, ...], int]:
    """The lines of one block, and how many numbers they tell; of a cut its complaints alone, one line each."""
    entries = _entries(reading, counter, wanted, cut)
    if cut != WHOLE:
        complaints = tuple(entry for entry in entries if entry.is_complaint)
        return complaints, len(complaints)
    every = list(without_gaps(counter.block, counter.year, wanted, entries))
    return tuple(lines(every)), len(every)


def _counters(reading: Reading, first: date, last: date) -> Sequence[tuple[NumberBlock, str, str]]:
    """The blocks of the centre's desks in these years."""
    years = range(first.year, last.year + 1)
    query = (
        select(NumberBlock, Desk.name, Office.name)
        .join(Desk, Desk.block == NumberBlock.block)
        .join(Office, Office.id == Desk.office_id)
        .where(Office.centre_id == reading.actor.centre_id, NumberBlock.year.in_([year % 100 for year in years]))
        .order_by(NumberBlock.year, NumberBlock.block)
    )
    return [(row[0], row[1], row[2]) for row in reading.db.execute(query)]


def _wanted(reading: Reading, counter: NumberBlock, span: tuple[datetime, datetime]) -> tuple[int, int] | None:
    """The first and the last running number of the days: all before it were given out earlier, all after it later."""
    before = _last_before(reading, counter, span[0])
    after = _last_before(reading, counter, span[1])
    if span[1] > reading.at:  # nothing can have been given out later; the last ones may have no case
        after = counter.last
    return (before + 1, after) if after > before else None


def _last_before(reading: Reading, counter: NumberBlock, at: datetime) -> int:
    """The greatest running number that was given out before `at`."""
    low, high = 0, counter.last
    while low < high:  # numbers are given out in the order of time, so halving finds the limit
        middle = (low + high + 1) // 2
        if _first_from(reading, counter, middle, at):
            low = middle
        else:
            high = middle - 1
    return low


def _first_from(reading: Reading, counter: NumberBlock, running: int, at: datetime) -> bool:
    """Whether the first number from `running` on whose time is known was given out before `at`."""
    for begin in range(running, counter.last + 1, NUMBERS_AT_ONCE):
        numbers = _numbers(counter, begin, counter.last)
        known: list[tuple[int, datetime]] = []
        for rows in (Case, VoidNumber):
            query = select(rows.number, rows.registered_at).where(rows.number.in_(numbers))
            known += [(_number(row[0]).running, row[1]) for row in reading.db.execute(query)]
        if known:
            return min(known)[1] < at
    return False


def _numbers(counter: NumberBlock, begin: int, last: int) -> list[str]:
    """As they are written, from `begin` on, as many as one query takes. Longer ones do not sort as texts do."""
    end = min(begin + NUMBERS_AT_ONCE - 1, last)
    return [str(CaseNumber(counter.year, counter.block, running)) for running in range(begin, end + 1)]


def _entries(reading: Reading, counter: NumberBlock, wanted: tuple[int, int], cut: Cut) -> Iterator[Entry]:
    """Those of cases and those of imports taken back, in the order of the numbers, some at a time. What was taken back
    is of no office, segment or line of business.
    """
    for begin in range(wanted[0], wanted[1] + 1, NUMBERS_AT_ONCE):
        numbers = _numbers(counter, begin, wanted[1])
        void = _of_void(reading, numbers) if cut == WHOLE else ()
        found = [*_of_cases(reading, numbers, cut), *void]
        yield from sorted(found, key=lambda entry: entry.number.running)


def _of_cases(reading: Reading, numbers: Sequence[str], cut: Cut) -> Iterator[Entry]:
    whole = aliased(Case)
    columns = (Case.number, Case.registered_at, Case.kind, Case.channel, Case.received_at, Case.topic_id)
    more = (Customer.name, Case.closed_at, Case.answer_sent_at, Case.outcome, Case.thrown_why, whole.number)
    query = (
        select(*columns, *more, Case.thrown_at)
        .outerjoin(Customer, Customer.id == Case.customer_id)
        .outerjoin(whole, whole.id == Case.merged_into_id)
        .where(Case.centre_id == reading.actor.centre_id, Case.number.in_(numbers), *within(reading, cut))
    )
    for (
        typed,
        registered,
        kind,
        channel,
        received,
        topic,
        name,
        closed,
        answered,
        outcome,
        why,
        into,
        thrown,
    ) in reading.db.execute(query):
        fate = Fate.THROWN if thrown is not None else Fate.MERGED if into is not None else Fate.KEPT
        yield Entry(
            _number(typed),
            fate,
            registered_at=registered,
            kind=kind,
            channel=channel,
            received_at=received,
            topic_id=topic,
            customer=name or "",
            closed_at=closed,
            answered_at=answered,
            outcome=outcome,
            reason=why if fate is Fate.THROWN else "",
            into=into or "",
        )


def _of_void(reading: Reading, numbers: Sequence[str]) -> Iterator[Entry]:
    query = select(VoidNumber.number, VoidNumber.registered_at).where(
        VoidNumber.centre_id == reading.actor.centre_id, VoidNumber.number.in_(numbers)
    )
    for typed, registered_at in reading.db.execute(query):
        yield Entry(_number(typed), Fate.TAKEN_BACK, registered_at=registered_at)


def _number(typed: str) -> CaseNumber:
    found = parse(typed)
    assert found is not None
    return found
