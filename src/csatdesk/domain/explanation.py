"""Why a clock is due when it is: its course told day by day, so that a person or an inspector can count along.

Pure: made from a `Course`, the present instant and what is known besides. Hours and minutes are told as spans of open
time, everything else as a strip of days. All that counts adds up to the allowance, exactly.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import Enum

from csatdesk.domain.clocks import Course, DayCount, Pause, Run, allowance
from csatdesk.domain.contacts import Channel
from csatdesk.domain.day_lines import COUNTS, NO_TIME, DayLine, Line, Marker, Part, folded
from csatdesk.domain.day_teller import Teller, is_by_hours
from csatdesk.domain.deadlines import Clock, Deadline, DeadlineState, ServiceTarget, Unit, shown_day, state
from csatdesk.domain.rules import Rule


@dataclass(frozen=True, slots=True)
class PauseEffect:
    """A pause and what it did to this clock. `without_at`: when it would be due had this pause not been.

    `moved`: open time, for clocks of hours; `moved_days`: days that this clock counts, for the others.
    """

    pause: Pause
    is_known: bool  # False: the clock does not stop for this reason
    without_at: datetime
    moved: timedelta = NO_TIME
    moved_days: int = 0


@dataclass(frozen=True, slots=True)
class Extended:
    """A legal period moved once, with its proof."""

    before_at: datetime
    after_at: datetime
    reason: str
    proof: str
    notice_sent_at: datetime
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a clock besides its course. `text`: what was promised; `channel`: how the matter came."""

    id: int
    period: int = 1
    unit: Unit = Unit.WORKING_HOURS
    met_at: datetime | None = None
    ended_at: datetime | None = None
    text: str = ""
    rule_position: int | None = None
    rule_since: datetime | None = None
    rule_source: str = ""
    calendar_id: int = 0
    calendar_version: int = 1
    office: str = ""
    channel: Channel | None = None
    extensions: tuple[Extended, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """One clock that runs or ran. `base_at`: due before any extension."""

    course: Course
    facts: Facts
    now: datetime
    run: Run
    base_at: datetime
    state: DeadlineState
    days: tuple[DayLine, ...]
    pauses: tuple[PauseEffect, ...]
    count: DayCount | None = None  # for clocks of days that have a period
    late: timedelta = field(default=NO_TIME)  # open time since due

    @property
    def clock(self) -> Clock:
        return self.course.clock

    @property
    def target(self) -> ServiceTarget:
        return self.course.rule.target

    @property
    def zone_key(self) -> str:
        return self.course.calendar.zone.key

    @property
    def by_hours(self) -> bool:
        return is_by_hours(self.course)

    @property
    def deadline(self) -> Deadline:
        return deadline_of(self.course, self.facts, self.run)

    @property
    def until(self) -> datetime:
        """Up to when it is told: the instant it stopped, else now."""
        return stopped_at(self.facts) or self.now

    @property
    def allowed(self) -> timedelta:
        return allowance(self.target) if self.by_hours else NO_TIME

    @property
    def counted(self) -> timedelta:
        return sum((day.length_of(Part.COUNTED) for day in self.days), NO_TIME)

    @property
    def days_counted(self) -> int:
        return sum(day.part is Part.COUNTED for day in self.days)

    @property
    def days_allowed(self) -> int:
        return sum(day.part in COUNTS for day in self.days)

    @property
    def due_day(self) -> date:
        return shown_day(self.run.due_at, self.facts.unit, self.course.calendar)

    @property
    def today(self) -> date:
        return self.course.calendar.local_day(self.now)

    @property
    def pauses_known(self) -> tuple[PauseEffect, ...]:
        return tuple(one for one in self.pauses if one.is_known)

    @property
    def rolled_from(self) -> date | None:
        """The closed last day from which the period rolled on; None when it did not."""
        return self.count.last if self.count is not None and self.count.due_day != self.count.last else None

    @property
    def lines(self) -> tuple[Line, ...]:
        return folded(self.days)


class Absent(Enum):
    """Why a clock does not run."""

    NOT_HAPPENED = "not_happened"  # the named event from which it counts
    NO_TERM = "no_term"  # the rule names no fixed term


@dataclass(frozen=True, slots=True)
class NoClock:
    """A rule that applies to the case and starts no clock, and why."""

    clock: Clock
    why: Absent
    rule: Rule


def stopped_at(facts: Facts) -> datetime | None:
    return facts.met_at or facts.ended_at


def deadline_of(course: Course, facts: Facts, run: Run) -> Deadline:
    return Deadline(
        clock=course.clock,
        start_at=course.start,
        due_at=run.due_at,
        unit=facts.unit,
        met_at=facts.met_at,
        is_paused=run.is_paused and stopped_at(facts) is None,
        ended_at=facts.ended_at,
        id=facts.id,
        period=facts.period,
    )


def explain(course: Course, now: datetime, facts: Facts) -> Explanation:
    """The clock told day by day; one that was stopped, as it stood then."""
    at = stopped_at(facts) or now
    course = replace(course, pauses=_pauses_until(course.pauses, at))
    run = course.run(at)
    without = replace(course, extended_to=None)
    is_counted = course.clock is not Clock.PROMISE
    base_at = without.run(at).due_at if is_counted else run.due_at
    count = without.day_count(at) if is_counted and not is_by_hours(course) else None
    teller = Teller(course, facts.unit, at, _stop(facts), run.due_at, base_at, count)
    return Explanation(
        course=course,
        facts=facts,
        now=now,
        run=run,
        base_at=base_at,
        state=state(deadline_of(course, facts, run), now, course.calendar),
        days=tuple(teller.days()),
        pauses=tuple(_effects(course, at, base_at)),
        count=count,
        late=course.calendar.between(run.due_at, at),
    )


def _stop(facts: Facts) -> Marker:
    if facts.met_at is not None:
        return Marker.MET
    return Marker.NOW if facts.ended_at is None else Marker.ENDED


def _pauses_until(pauses: Iterable[Pause], at: datetime) -> tuple[Pause, ...]:
    """The pauses as they stood at that instant: those to come left out, one that still went on without its end."""
    begun = (one for one in pauses if one.from_at <= at)
    return tuple(replace(one, to_at=None) if one.to_at is not None and one.to_at > at else one for one in begun)


def _effects(course: Course, at: datetime, base_at: datetime) -> Iterator[PauseEffect]:
    """Each pause with what the due instant would be without it."""
    plain = replace(course, extended_to=None)
    for pause in sorted(course.pauses, key=lambda one: one.from_at):
        is_known = pause.reason in course.rule.pauses_for and course.clock is not Clock.PROMISE
        if not is_known:
            yield PauseEffect(pause, is_known=False, without_at=base_at)
            continue
        others = tuple(one for one in course.pauses if one is not pause)
        without_at = replace(plain, pauses=others).run(at).due_at
        yield _effect(course, pause, without_at, base_at)


def _effect(course: Course, pause: Pause, without_at: datetime, base_at: datetime) -> PauseEffect:
    calendar = course.calendar
    if is_by_hours(course):
        return PauseEffect(pause, is_known=True, without_at=without_at, moved=calendar.between(without_at, base_at))
    unit = course.rule.target.unit
    first, last = (shown_day(at, unit, calendar) for at in (without_at, base_at))
    days = calendar.working_days_between(first, last) if unit is Unit.WORKING_DAYS else (last - first).days
    return PauseEffect(pause, is_known=True, without_at=without_at, moved_days=days)


ClockTold = Explanation | NoClock


@dataclass(frozen=True, slots=True)
class CaseExplained:
    """All clocks of one case; `chosen`: the place of the one that was asked about. `topic`: the path to it."""

    case_id: int
    number: str
    topic: tuple[str, ...]
    channel: Channel
    received_at: datetime
    centre: str
    office: str
    asked_by: str
    at: datetime
    clocks: tuple[ClockTold, ...]
    chosen: int = 0
