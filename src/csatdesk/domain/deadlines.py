"""Deadlines: units, service targets, due instants and the states that follow from them.

Rules 2 to 5 of the deadline rules; the counting itself is `calendars.WorkCalendar`.
"""

import calendar as months
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from csatdesk.domain.calendars import SpecialHours, Table, WorkCalendar
from csatdesk.domain.local_text import LocalText

__all__ = [
    "Clock",
    "Deadline",
    "DeadlineState",
    "ServiceTarget",
    "SpecialHours",
    "Table",
    "Unit",
    "WorkCalendar",
    "days_overdue",
    "due_at",
    "is_late",
    "shown_day",
    "state",
    "working_days_left",
]

SOON_DAYS = 2  # working days


class Unit(Enum):
    WORKING_MINUTES = "working_minutes"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    CALENDAR_WEEKS = "calendar_weeks"
    CALENDAR_MONTHS = "calendar_months"

    @property
    def is_calendar(self) -> bool:
        return self in _CALENDAR_UNITS


_CALENDAR_UNITS = frozenset({Unit.CALENDAR_DAYS, Unit.CALENDAR_WEEKS, Unit.CALENDAR_MONTHS})


class Clock(Enum):
    ACKNOWLEDGEMENT = "acknowledgement"
    HOUSE = "house"
    LEGAL = "legal"
    PROMISE = "promise"


class DeadlineState(Enum):
    NONE = "none"
    ON_TRACK = "on_track"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class ServiceTarget:
    """What is promised: `amount` of `unit`. A calendar period that ends on a closed day may roll to a working day."""

    amount: int
    unit: Unit
    name: LocalText = field(default_factory=LocalText)
    roll_to_working_day: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock of a case and the instant that follows from it."""

    clock: Clock
    start_at: datetime
    due_at: datetime
    unit: Unit
    met_at: datetime | None = None
    is_paused: bool = False

    @property
    def is_period(self) -> bool:
        """A legal or calendar period ends at a midnight, which no longer belongs to it."""
        return _is_period(self.unit, self.clock)


def _is_period(unit: Unit, clock: Clock) -> bool:
    return unit.is_calendar or (clock is Clock.LEGAL and unit is Unit.WORKING_DAYS)


def due_at(start: datetime, target: ServiceTarget, calendar: WorkCalendar, clock: Clock = Clock.HOUSE) -> datetime:
    """The instant (UTC) by which `target` is to be kept when it begins at `start`."""
    if target.amount < 0:
        raise ValueError(f"amount: {target.amount} is negative")
    if target.unit is Unit.WORKING_MINUTES:
        return calendar.add(start, timedelta(minutes=target.amount))
    if target.unit is Unit.WORKING_HOURS:
        return calendar.add(start, timedelta(hours=target.amount))
    if target.unit is Unit.WORKING_DAYS:
        last = calendar.add_days(start, target.amount)
        return calendar.midnight(last + timedelta(days=1)) if clock is Clock.LEGAL else calendar.closing(last)
    last = _last_day(calendar.local_day(start), target)
    if target.roll_to_working_day:
        last = calendar.next_working_day(last)
    return calendar.midnight(last + timedelta(days=1))


def _last_day(first: date, target: ServiceTarget) -> date:
    if target.unit is Unit.CALENDAR_MONTHS:
        return add_months(first, target.amount)
    return first + timedelta(days=target.amount * (7 if target.unit is Unit.CALENDAR_WEEKS else 1))


def add_months(day: date, amount: int) -> date:
    """The same day number `amount` months later, else the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def shown_day(due: datetime, unit: Unit, calendar: WorkCalendar, clock: Clock = Clock.HOUSE) -> date:
    """The day that people are told: a period's midnight is the end of the day before."""
    day = calendar.local_day(due)
    return day - timedelta(days=1) if _is_period(unit, clock) else day


def is_late(deadline: Deadline, at: datetime) -> bool:
    """Strictly after the due instant; for a period at its midnight already."""
    return at >= deadline.due_at if deadline.is_period else at > deadline.due_at


def state(
    deadline: Deadline | None, now: datetime, calendar: WorkCalendar, soon_days: int = SOON_DAYS
) -> DeadlineState:
    """How the deadline stands at `now`."""
    if deadline is None:
        return DeadlineState.NONE
    if deadline.met_at is not None:
        return DeadlineState.MISSED if is_late(deadline, deadline.met_at) else DeadlineState.MET
    if deadline.is_paused:
        return DeadlineState.PAUSED
    if is_late(deadline, now):
        return DeadlineState.OVERDUE
    if _day(deadline, calendar) == calendar.local_day(now):
        return DeadlineState.DUE_TODAY
    soon = working_days_left(deadline, now, calendar) <= soon_days
    return DeadlineState.DUE_SOON if soon else DeadlineState.ON_TRACK


def working_days_left(deadline: Deadline, now: datetime, calendar: WorkCalendar) -> int:
    """Working days after today up to and with the due day; 0 when it is due today or earlier."""
    return calendar.working_days_between(calendar.local_day(now), _day(deadline, calendar))


def days_overdue(deadline: Deadline, now: datetime, calendar: WorkCalendar) -> int:
    """Calendar days from the due day to today; 0 when it became late today."""
    return max((calendar.local_day(now) - _day(deadline, calendar)).days, 0)


def _day(deadline: Deadline, calendar: WorkCalendar) -> date:
    return shown_day(deadline.due_at, deadline.unit, calendar, deadline.clock)
