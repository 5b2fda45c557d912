"""The clocks of a case: which it gets, how they follow from the spans, when they stop, and which one lists show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select, update

from csatdesk.domain.cases import CaseKind, Priority, Promise
from csatdesk.domain.clocks import QUIET, AlarmRule, ClockRule, Course, Pause, StartsAt
from csatdesk.domain.contacts import Channel, Known, Segment
from csatdesk.domain.deadlines import Clock, Deadline, ServiceTarget, Unit, WorkCalendar, due_at, shown_day
from csatdesk.domain.rules import Asked, Chosen, Rule
from csatdesk.operations.calendars import calendar_of, calendar_version
from csatdesk.operations.cases.life import UndoTooLate
from csatdesk.operations.cases.rules import asked_of, given, kept, origin, rules_for
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.deadlines import (
    NOT_RUNNING,
    RUNNING,
    AlarmFired,
    CaseDeadline,
    CasePause,
    DeadlineExtension,
    LegalStart,
    Notice,
)
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.entities.staff import Staff
from csatdesk.wording.texts import language

ANSWER_CLOCKS = (Clock.HOUSE, Clock.LEGAL)
PROMISE_ALARMS = AlarmRule(share=None, left=None, owner=0, supervisor=8 * 60, head=None)
PROMISE_RULE = ClockRule(ServiceTarget(0, Unit.CALENDAR_DAYS), pauses_for=frozenset(), alarms=PROMISE_ALARMS)


def promise_for(
    reading: Reading,
    *,
    kind: CaseKind,
    received_at: datetime,
    office_id: int | None = None,
    channel: Channel = Channel.HALL,
    topic_id: int | None = None,
    priority: Priority = Priority.NORMAL,
    known: Known = Known.CUSTOMER,
    customer_id: int | None = None,
) -> Promise | None:
    """What would be promised to the customer if the case were saved now: the answer that is due first, by house target
    or, where somebody is to be answered, by law. An acknowledgement comes first only where nothing else would run.

    `customer_id` None with `known` CUSTOMER: somebody who becomes a customer with this case.
    """
    office_id = office_id or reading.actor.office_id
    topics = load_topic_tree(reading).above(topic_id)
    asked = Asked(kind, channel, office_id, priority, topics, _segment(reading, known, customer_id))
    found = list(_promises(reading, rules_for(reading, asked), asked, received_at, known))
    found.sort(key=lambda one: (one.clock not in ANSWER_CLOCKS, one.due_at))
    return replace(found[0], others=tuple(found[1:])) if found else None


def _segment(reading: Reading, known: Known, customer_id: int | None) -> Segment | None:
    if known is not Known.CUSTOMER:
        return None
    return reading.db.get_one(Customer, customer_id).segment if customer_id is not None else Segment.HOUSEHOLD


def _promises(reading: Reading, chosen: Chosen, asked: Asked, received_at: datetime, known: Known) -> Iterator[Promise]:
    """One for each clock that `start_clocks` would start."""
    _, calendar = calendar_of(reading, asked.office_id)
    for wanted in wanted_clocks(chosen, known):
        if wanted.rule.starts_at is not StartsAt.EVENT:
            start = reading.at if wanted.rule.starts_at is StartsAt.REGISTERED else received_at
            yield _promised(reading, wanted.clock, wanted.rule.target, start, calendar)


def _promised(
    reading: Reading, clock: Clock, target: ServiceTarget, start: datetime, calendar: WorkCalendar
) -> Promise:
    due = due_at(start, target, calendar, clock)
    day, name = shown_day(due, target.unit, calendar), target.name.in_language(language())
    return Promise(due, day, target.amount, target.unit, name, reading.centre.zone, clock)


# the clocks that a case gets


@dataclass(frozen=True, slots=True)
class Wanted:
    """A clock that the rules give a case. `source`: the rule that it comes from."""

    clock: Clock
    rule: ClockRule
    source: Rule


def wanted_clocks(chosen: Chosen, known: Known, period: int = 1) -> Iterator[Wanted]:
    """Nobody to answer: the house target alone, for the matter itself. What came in is acknowledged once."""
    is_owed = known is Known.CUSTOMER
    for clock, source in ((Clock.HOUSE, chosen.house), (Clock.LEGAL, chosen.legal if is_owed else None)):
        if source is not None and source.rule.target.amount:
            yield Wanted(clock, source.rule, source)
    if is_owed and period == 1 and chosen.acknowledge is not None:
        source, target = chosen.acknowledge
        rule = ClockRule(target, pauses_for=frozenset(), alarms=source.rule.alarms)
        yield Wanted(Clock.ACKNOWLEDGEMENT, rule, source)


def start_clocks(work: Work, case: Case, start: datetime | None = None) -> None:
    """Start the clocks of the case's present period.

    `start`: when the period began, for a reopened case; else each clock starts as its rule says.
    """
    chosen = rules_for(work, asked_of(work, case))
    for wanted in wanted_clocks(chosen, case.known, case.period):
        begin = start_of(work, case, wanted, start)
        if begin is not None:
            add_clock(work, case, wanted.clock, wanted.rule, begin, wanted.source)
    renew_clocks(work, case)


def start_of(reading: Reading, case: Case, wanted: Wanted, period_start: datetime | None) -> datetime | None:
    """When the clock begins to count; None while the named event has not happened."""
    if wanted.rule.starts_at is StartsAt.EVENT:
        query = select(LegalStart.at).where(LegalStart.case_id == case.id, LegalStart.target_id == wanted.source.id)
        return reading.db.execute(query.order_by(LegalStart.id.desc()).limit(1)).scalar()
    if period_start is not None:
        return period_start
    return case.registered_at if wanted.rule.starts_at is StartsAt.REGISTERED else case.received_at


def add_clock(  # noqa: PLR0917  (a clock is what these six make)
    work: Work, case: Case, clock: Clock, rule: ClockRule, start: datetime, source: Rule | None
) -> CaseDeadline:
    """A new clock by the calendar of the case's office; `renew_clocks` shows it."""
    calendar_id, calendar = calendar_of(work, case.office_id)
    row = CaseDeadline(
        centre_id=case.centre_id,
        case_id=case.id,
        period=case.period,
        clock=clock,
        start_at=start,
        due_at=due_at(start, rule.target, calendar, clock),
        amount=rule.target.amount,
        unit=rule.target.unit,
        rule=kept(rule) | origin(source),
        target_id=source.id if source is not None else None,
        calendar_id=calendar_id,
        is_running=RUNNING,
        is_paused=False,
        next_alarm_at=FAR,
    )
    work.db.add(row)
    return row


def add_promise_clock(work: Work, case: Case, promise: CasePromise) -> CaseDeadline:
    """The clock of an open promise: it ends when it was promised, whatever the case waits for."""
    assert promise.due_at is not None
    row = add_clock(work, case, Clock.PROMISE, PROMISE_RULE, work.at, None)
    row.promise_id, row.due_at, row.extended_to = promise.id, promise.due_at, promise.due_at
    row.unit = Unit.CALENDAR_DAYS if promise.is_day else Unit.WORKING_HOURS
    return row


def take_clock_back(work: Work, case: Case, row: CaseDeadline) -> None:
    """The clock never ran: what it has said meanwhile is said of the case alone."""
    extended = select(DeadlineExtension.id).where(DeadlineExtension.deadline_id == row.id).limit(1)
    if row.is_running != RUNNING or work.db.execute(extended).scalar() is not None:
        raise UndoTooLate(number=case.number)
    work.db.execute(delete(AlarmFired).where(AlarmFired.deadline_id == row.id))
    work.db.execute(update(Notice).where(Notice.deadline_id == row.id).values(deadline_id=None))
    work.db.delete(row)


# how they follow from the spans


def load_pauses(reading: Reading, case: Case, period: int | None = None) -> tuple[Pause, ...]:
    """The pauses of one period, of the present one when none is named."""
    query = (
        select(CasePause, Staff.name)
        .outerjoin(Staff, Staff.id == CasePause.by_id)
        .where(CasePause.case_id == case.id, CasePause.period == (period or case.period))
        .order_by(CasePause.from_at, CasePause.id)
    )
    return tuple(
        Pause(one.from_at, None if one.to_at == FAR else one.to_at, one.reason, one.note, name or "", one.id)
        for one, name in reading.db.execute(query)
    )


def course_of(reading: Reading, row: CaseDeadline, pauses: Iterable[Pause]) -> Course:
    """Everything the due instant of one clock follows from."""
    assert row.calendar_id is not None
    return Course(
        clock=row.clock,
        rule=given(row.clock, row.amount, row.unit, row.rule or {}),
        start=row.start_at,
        calendar=calendar_version(reading, row.calendar_id),
        pauses=tuple(pauses),
        extended_to=row.extended_to,
    )


def renew_clocks(work: Work, case: Case) -> None:
    """Derive all running clocks of the case anew, and show the nearest where lists read it."""
    work.db.flush()
    rows = all_clocks(work, case)
    pauses = load_pauses(work, case)
    for row in rows:
        if row.is_running == RUNNING:
            _renew(work, row, course_of(work, row, pauses))
    case.show_clock(nearest(rows, case.period))


def _renew(work: Work, row: CaseDeadline, course: Course) -> None:
    run = course.run(work.at)
    row.due_at, row.is_paused = run.due_at, run.is_paused
    row.next_alarm_at = FAR if run.is_paused else next_alarm(work, row, course)


def next_alarm(work: Work, row: CaseDeadline, course: Course) -> datetime:
    """When the clock speaks next: the first alarm that it has not given yet."""
    if course.rule.alarms == QUIET:
        return FAR
    given_before = set(work.db.execute(select(AlarmFired.alarm).where(AlarmFired.deadline_id == row.id)).scalars())
    return min((at for alarm, at in course.alarms(work.at) if alarm not in given_before), default=FAR)


def all_clocks(reading: Reading, case: Case) -> list[CaseDeadline]:
    query = select(CaseDeadline).where(CaseDeadline.case_id == case.id)
    return list(reading.db.execute(query.order_by(CaseDeadline.period, CaseDeadline.id)).scalars())


def nearest(rows: Iterable[CaseDeadline], period: int) -> CaseDeadline | None:
    """The running clock that is due first; else a paused one; else how the house target of this period ended."""
    clocks = list(rows)
    running = [row for row in clocks if row.is_running == RUNNING]
    counting = [row for row in running if not row.is_paused]
    if counting or running:
        return min(counting or running, key=lambda row: (row.due_at, row.id))
    ended = [row for row in clocks if row.period == period and row.clock in ANSWER_CLOCKS]
    return max(ended, key=lambda row: (row.clock is Clock.HOUSE, row.id), default=None)


# when they stop


def meet(work: Work, case: Case, clocks: Iterable[Clock], at: datetime) -> tuple[int, ...]:
    """Stop these clocks of the present period as kept at `at`; the ids of those that were running."""
    wanted, stopped = frozenset(clocks), []
    for row in all_clocks(work, case):
        if row.clock in wanted and row.period == case.period and row.is_running == RUNNING:
            row.met_at, row.is_running, row.is_paused, row.next_alarm_at = at, NOT_RUNNING, False, FAR
            stopped.append(row.id)
    return tuple(stopped)


def end_clocks(work: Work, case: Case, clocks: Iterable[Clock]) -> tuple[int, ...]:
    """Stop these clocks without their being kept: nothing is owed any more; the ids of those that were running."""
    wanted, stopped = frozenset(clocks), []
    for row in all_clocks(work, case):
        if row.clock in wanted and row.is_running == RUNNING:
            row.ended_at, row.is_running, row.is_paused, row.next_alarm_at = work.at, NOT_RUNNING, False, FAR
            stopped.append(row.id)
    return tuple(stopped)


def start_again(work: Work, case: Case, ids: Iterable[int]) -> None:
    """Take back that these clocks were stopped."""
    wanted = set(ids)
    for row in all_clocks(work, case):
        if row.id in wanted:
            row.met_at = row.ended_at = None
            row.is_running = RUNNING


def as_deadline(found: CaseDeadline | None) -> Deadline | None:
    if found is None:
        return None
    return Deadline(
        clock=found.clock,
        start_at=found.start_at,
        due_at=found.due_at,
        unit=found.unit,
        met_at=found.met_at,
        is_paused=found.is_paused,
        ended_at=found.ended_at,
        id=found.id,
        period=found.period,
    )
