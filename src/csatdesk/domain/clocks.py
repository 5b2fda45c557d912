"""Clocks of a case: the rule each was given, pauses as spans, extensions, warnings, and the due instant they make.

A clock is always derived from its rule, its start and the spans; nothing counts along.

A pause gives back what it took: of hours and minutes the open time that passed, of days every day (working days, when
working days are counted) at whose end the case was still paused. A day ends at midnight, a working day of the house at
closing time. So no clock is due before a pause that began in time has ended.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from csatdesk.domain.deadlines import Clock, ServiceTarget, Unit, WorkCalendar, day_end, last_day, rolled_day
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.statuses import WaitingFor

HOUR_UNITS = frozenset({Unit.WORKING_MINUTES, Unit.WORKING_HOURS})
EVERY_REASON = frozenset(WaitingFor)


class StartsAt(Enum):
    """The date from which a legal period counts."""

    RECEIVED = "received"
    REGISTERED = "registered"
    EVENT = "event"  # a named one, such as the end of a meter check


class Silence(Enum):
    """What follows by law when no answer comes in time."""

    NOTHING = "nothing"
    ACCEPTED = "accepted"
    COMMITTEE = "committee"  # the customer may turn to a committee
    OMBUDSMAN = "ombudsman"


class Alarm(Enum):
    """What a clock says once, on its way: two warnings to the owner, then who is told."""

    SHARE_USED = "share_used"
    TIME_LEFT = "time_left"
    OWNER = "owner"
    SUPERVISOR = "supervisor"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class AlarmRule:
    """When a clock speaks. `share` in percent of the allowance; `left` in working minutes before due; offsets from the
    due instant in working minutes, negative before it. None: never.
    """

    share: int | None = 75
    left: int | None = 8 * 60
    owner: int | None = None
    supervisor: int | None = 0
    head: int | None = 16 * 60

    def to_dict(self) -> dict[str, int | None]:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, int | None]) -> "AlarmRule":
        return cls(**values)


QUIET = AlarmRule(None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class Extension:
    """How far a legal period may be moved: at most `times`, at most `amount` of `unit` counted like the period itself.

    `amount` 0: it may not be extended. `is_total`: the amount is the whole period from its start, not what is added.
    """

    times: int = 0
    amount: int = 0
    unit: Unit = Unit.CALENDAR_DAYS
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A span during which the case waited; `to_at` None: it still does."""

    from_at: datetime
    to_at: datetime | None
    reason: WaitingFor
    note: str = ""
    by_name: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class ClockRule:
    """What a clock was given when it began; kept with it whatever becomes of the rule it came from."""

    target: ServiceTarget
    pauses_for: frozenset[WaitingFor] = EVERY_REASON
    alarms: AlarmRule = field(default_factory=AlarmRule)
    extension: Extension = field(default_factory=Extension)
    silence: Silence = Silence.NOTHING
    starts_at: StartsAt = StartsAt.RECEIVED
    event_name: LocalText = field(default_factory=LocalText)


@dataclass(frozen=True, slots=True)
class Run:
    """A clock as it stands: while paused, `due_at` is what it would be if resumed now."""

    due_at: datetime
    is_paused: bool


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that the due instant of one clock follows from. `start`: when counting may begin."""

    clock: Clock
    rule: ClockRule
    start: datetime
    calendar: WorkCalendar
    pauses: tuple[Pause, ...] = ()
    extended_to: datetime | None = None

    def run(self, now: datetime) -> Run:
        """The due instant. An extension stands instead of the period it moved, and is not paused."""
        if self.extended_to is not None:
            return Run(self.extended_to, is_paused=False)
        if self.rule.target.unit in HOUR_UNITS:
            return self._used_up(allowance(self.rule.target), now)
        count = self.day_count(now)
        return Run(self.day_end(count.due_day), count.is_paused)

    def spans(self, now: datetime) -> list["Span"]:
        """The pauses that this clock knows: in order, overlaps joined; one that goes on ends now for the time being."""
        joined: list[Span] = []
        for pause in sorted(self.pauses, key=lambda one: one.from_at):
            if pause.reason not in self.rule.pauses_for:
                continue
            span = Span(pause.from_at, max(pause.to_at or now, pause.from_at), goes_on=pause.to_at is None)
            if joined and span.from_at <= joined[-1].to_at:
                before = joined.pop()
                span = Span(before.from_at, max(before.to_at, span.to_at), before.goes_on or span.goes_on)
            joined.append(span)
        return joined

    def counted(self, end: datetime, now: datetime) -> timedelta:
        """Open time from the start to `end` outside the pauses."""
        total = self.calendar.between(self.start, end)
        for span in self.spans(now):
            total -= self.calendar.between(max(span.from_at, self.start), min(span.to_at, end))
        return total

    def alarms(self, now: datetime) -> tuple[tuple[Alarm, datetime], ...]:
        """When the clock speaks, in order. The share is of the open time that counts between start and due."""
        wanted, due = self.rule.alarms, self.run(now).due_at
        found: list[tuple[Alarm, datetime]] = []
        if wanted.share is not None:
            used = self._used_up(self.counted(due, now) * wanted.share / 100, now).due_at
            found.append((Alarm.SHARE_USED, min(used, due)))
        if wanted.left is not None:
            found.append((Alarm.TIME_LEFT, max(self._offset(due, -wanted.left), self.start)))
        told = ((Alarm.OWNER, wanted.owner), (Alarm.SUPERVISOR, wanted.supervisor), (Alarm.HEAD, wanted.head))
        found.extend((alarm, self._offset(due, minutes)) for alarm, minutes in told if minutes is not None)
        return tuple(sorted(found, key=lambda one: one[1]))

    def _used_up(self, amount: timedelta, now: datetime) -> Run:
        """When `amount` of open time outside the pauses is used up."""
        at, left, is_paused = self.start, amount, False
        for span in self.spans(now):
            if self.calendar.add(at, left) <= span.from_at:
                break
            left -= self.calendar.between(at, span.from_at)
            at, is_paused = max(at, span.to_at), span.goes_on
        return Run(self.calendar.add(at, left), is_paused)

    def day_count(self, now: datetime) -> "DayCount":
        """Where a period of days ends, for units of days only."""
        last, is_paused = last_day(self.start, self.rule.target, self.calendar, self.clock), False
        due = self._rolled(last)
        # the days that may count come after the day of the start; of none, the last day itself
        before = self.calendar.local_day(self.start) if self.rule.target.amount else last - ONE_DAY
        for span in self.spans(now):
            if span.from_at >= self.day_end(due):
                break
            ended = self.last_ended(span.to_at)
            if span.from_at < self.day_end(last):
                last = self._days_on(last, self._days_in(max(before, self.last_ended(span.from_at)), ended))
                due = self._rolled(last)
            else:  # the days are used up; only the roll waits
                due = self._rolled(max(due, ended + ONE_DAY))
            is_paused = span.goes_on
        return DayCount(last, due, is_paused)

    def day_end(self, day: date) -> datetime:
        return day_end(day, self.rule.target.unit, self.calendar, self.clock)

    def last_ended(self, at: datetime) -> date:
        """The last day that has ended for this clock; a closed day ends with whatever day is open before it."""
        yesterday = self.calendar.local_day(at) - ONE_DAY
        if not self._ends_at_closing:
            return yesterday
        for day in (yesterday + ONE_DAY, yesterday):
            if self.calendar.hours_on(day) and self.calendar.closing(day) <= at:
                return day
        return yesterday if not self.calendar.hours_on(yesterday) else yesterday - ONE_DAY

    @property
    def _ends_at_closing(self) -> bool:
        return self.rule.target.unit is Unit.WORKING_DAYS and self.clock is not Clock.LEGAL

    def _rolled(self, last: date) -> date:
        return rolled_day(last, self.rule.target, self.calendar)

    def _days_in(self, before: date, last: date) -> int:
        """How many of the days after `before` up to `last` this clock counts."""
        if self.rule.target.unit is Unit.WORKING_DAYS:
            return self.calendar.working_days_between(before, last)
        return max((last - before).days, 0)

    def _days_on(self, day: date, amount: int) -> date:
        if self.rule.target.unit is Unit.WORKING_DAYS:
            return self.calendar.add_days(self.calendar.midnight(day), amount)
        return day + amount * ONE_DAY

    def _offset(self, due: datetime, minutes: int) -> datetime:
        """`minutes` of open time after `due`, before it when negative."""
        if minutes == 0:
            return due
        amount = timedelta(minutes=abs(minutes))
        return self.calendar.add(due, amount) if minutes > 0 else self.calendar.latest_start(due, amount)


ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayCount:
    """`last`: the day that uses up the period; `due_day`: where it ends, later when it rolls from closed days."""

    last: date
    due_day: date
    is_paused: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A pause as a clock counts it."""

    from_at: datetime
    to_at: datetime
    goes_on: bool


def allowance(target: ServiceTarget) -> timedelta:
    """The open time that a target of hours or minutes allows."""
    return target.amount * (timedelta(hours=1) if target.unit is Unit.WORKING_HOURS else timedelta(minutes=1))
