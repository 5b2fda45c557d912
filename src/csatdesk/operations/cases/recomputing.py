"""Clocks recomputed after a change of rule, calendar or priority: only when asked to, and shown before."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.clocks import Course, Pause
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.clocks import (
    ANSWER_CLOCKS,
    Wanted,
    add_clock,
    all_clocks,
    course_of,
    end_clocks,
    load_pauses,
    renew_clocks,
    start_of,
    take_clock_back,
    wanted_clocks,
)
from csatdesk.operations.cases.life import UndoTooLate, log, workable
from csatdesk.operations.cases.rules import asked_of, kept, origin, rules_for
from csatdesk.operations.small_writes import in_small_writes
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.store.entities.cases import OPEN, Case, CaseEvent
from csatdesk.store.entities.deadlines import RUNNING, CaseDeadline
from csatdesk.system.clock import now

RULED = (*ANSWER_CLOCKS, Clock.ACKNOWLEDGEMENT)  # promises end when they were promised, whatever the rules say


@dataclass(frozen=True, slots=True)
class Moved:
    """One clock that a recomputation would move, begin (`before_at` None) or end (`after_at` None)."""

    case_id: int
    number: str
    clock: Clock
    before_at: datetime | None
    after_at: datetime | None


def preview_recompute(reading: Reading, *, case_ids: Sequence[int]) -> tuple[Moved, ...]:
    """What a recomputation by the rules and calendars of today would change."""
    cases = [reading.db.get_one(Case, case_id) for case_id in case_ids]
    return tuple(moved for case in cases for moved in _moves(reading, case, _touched(reading, case)))


Touched = tuple[Clock, CaseDeadline | None, Wanted | None]


def _moves(reading: Reading, case: Case, touched: Iterable[Touched]) -> Iterable[Moved]:
    pauses = load_pauses(reading, case)
    for clock, row, wanted in touched:
        before = course_of(reading, row, pauses).run(reading.at).due_at if row is not None else None
        after = _due_by(reading, case, wanted, row, pauses) if wanted is not None else None
        if before != after:
            yield Moved(case.id, case.number, clock, before, after)


def _touched(reading: Reading, case: Case) -> Iterable[Touched]:
    """The clocks of the present period that run or could begin, each with what the rules of today want."""
    rows = {row.clock: row for row in all_clocks(reading, case) if row.period == case.period}
    chosen = rules_for(reading, asked_of(reading, case))
    wanted = {one.clock: one for one in wanted_clocks(chosen, case.known, case.period)}
    for clock in RULED:
        row = rows.get(clock)
        goes_on = row.is_running == RUNNING if row is not None else not _is_past(reading, case, clock)
        if goes_on:
            yield clock, row, wanted.get(clock)


def _is_past(reading: Reading, case: Case, clock: Clock) -> bool:
    """What the clock would wait for has happened, so it does not begin any more."""
    is_acknowledged = clock is Clock.ACKNOWLEDGEMENT and _last_at(reading, case, Event.ACKNOWLEDGED) is not None
    return case.is_answered or is_acknowledged


def _last_at(reading: Reading, case: Case, event: Event) -> datetime | None:
    query = select(CaseEvent.at).where(CaseEvent.case_id == case.id, CaseEvent.event == event)
    return reading.db.execute(query.order_by(CaseEvent.at.desc(), CaseEvent.id.desc()).limit(1)).scalar()


def _due_by(
    reading: Reading, case: Case, wanted: Wanted, row: CaseDeadline | None, pauses: tuple[Pause, ...]
) -> datetime | None:
    """While paused what it would be if resumed now, as that of the rule it has."""
    start = row.start_at if row is not None else _start(reading, case, wanted)
    if start is None:
        return None
    _, calendar = calendar_of(reading, case.office_id)
    extended = row.extended_to if row is not None else None
    return Course(wanted.clock, wanted.rule, start, calendar, pauses, extended).run(reading.at).due_at


def _start(reading: Reading, case: Case, wanted: Wanted) -> datetime | None:
    """When a clock that does not run yet would have begun: with the case, or with the reopening."""
    return start_of(reading, case, wanted, _last_at(reading, case, Event.REOPENED) if case.period > 1 else None)


def recompute_clocks(work: Work, *, case_ids: Sequence[int]) -> Undoable[int]:
    """Give running clocks the rules and calendars of today; the number of cases that moved."""
    return _undoable(_recompute_some(work, case_ids))


def recompute_many(store: Store, actor: Actor, progress: Progress, *, case_ids: Sequence[int]) -> Undoable[int]:
    """The same for thousands, in small writes. Cancelled or failed, it puts back what it has moved."""
    moved: list[Kept] = []

    def move_some(some: Sequence[int]) -> None:
        with store.write(actor, now()) as work:
            found = _recompute_some(work, some)
        moved.extend(found)

    def take_back() -> None:
        for one in moved:
            with suppress(Refusal), store.write(actor, now()) as work:  # what went on since keeps its new day
                _put_rules_back(work, kept=(one,))

    in_small_writes(case_ids, move_some, progress=progress, take_back=take_back)
    return _undoable(moved)


def _undoable(moved: Sequence["Kept"]) -> Undoable[int]:
    undo = partial(_put_rules_back, kept=tuple(moved))
    return Undoable(len(moved), undo, N_("Recomputed the deadlines of {count} cases."), {"count": len(moved)})


def _recompute_some(work: Work, case_ids: Sequence[int]) -> list["Kept"]:
    """What was merged or thrown away since it was looked at is left alone."""
    is_open = select(Case.id).where(Case.id.in_(case_ids), Case.is_open == OPEN).order_by(Case.id)
    moved: list[Kept] = []
    for case_id in work.db.execute(is_open).scalars().all():
        case = workable(work, case_id, Right.EXTEND_DEADLINE)
        touched = tuple(_touched(work, case))
        moves = tuple(_moves(work, case, touched))
        if moves:
            moved.append(_recompute(work, case, touched))
            for one in moves:
                log(work, case, Event.RECOMPUTED, "", clock=one.clock.value, **_told(one))
    work.changed.add(Kind.CASE)
    return moved


def _told(moved: Moved) -> dict[str, str]:
    before, after = moved.before_at, moved.after_at
    return {"before": before.isoformat() if before else "", "due": after.isoformat() if after else ""}


RULE = ("amount", "unit", "rule", "calendar_id", "target_id", "ended_at", "is_running")


@dataclass(frozen=True, slots=True)
class Kept:
    """The clocks of a case before a recomputation, by identity, and which it left running."""

    case_id: int
    rows: Mapping[int, Mapping[str, object]]
    running: frozenset[int]


def _recompute(work: Work, case: Case, touched: Iterable[Touched]) -> Kept:
    rows = {row.id: {name: getattr(row, name) for name in RULE} for row in _ruled(work, case)}
    calendar_id, _ = calendar_of(work, case.office_id)
    for clock, row, wanted in touched:
        if wanted is None:
            end_clocks(work, case, (clock,))
        elif row is not None:
            _give_rule(row, wanted, calendar_id)
        elif (start := _start(work, case, wanted)) is not None:
            add_clock(work, case, clock, wanted.rule, start, wanted.source)
    renew_clocks(work, case)
    return Kept(case.id, rows, _running(work, case))


def _ruled(reading: Reading, case: Case) -> Iterable[CaseDeadline]:
    return (row for row in all_clocks(reading, case) if row.clock in RULED)


def _running(reading: Reading, case: Case) -> frozenset[int]:
    return frozenset(row.id for row in _ruled(reading, case) if row.is_running == RUNNING)


def _give_rule(row: CaseDeadline, wanted: Wanted, calendar_id: int | None) -> None:
    target, source = wanted.rule.target, wanted.source
    row.amount, row.unit, row.rule = target.amount, target.unit, kept(wanted.rule) | origin(source)
    row.calendar_id, row.target_id = calendar_id, source.id


def _put_rules_back(work: Work, *, kept: Sequence[Kept]) -> None:
    for before in kept:
        case = workable(work, before.case_id, Right.EXTEND_DEADLINE)
        if not before.running <= _running(work, case):  # answered, or acknowledged, since
            raise UndoTooLate(number=case.number)
        for row in _ruled(work, case):
            if row.id not in before.rows:
                take_clock_back(work, case, row)
                continue
            for name, value in before.rows[row.id].items():
                setattr(row, name, value)
        renew_clocks(work, case)
        log(work, case, Event.UNDONE, "", undone=Event.RECOMPUTED.value)
    work.changed.add(Kind.CASE)
