"""Deadlines: units, service targets, due instants and the states that follow from them.

Counting in opening hours is `WorkCalendar`, given on from here. Instants are aware; due instants are in UTC.

A *period* (calendar days, weeks, months, and legal working days) ends at a local midnight that no longer belongs to it;
it is shown as the day that this midnight ends. Everything else is due at a time of day, which still belongs to it.
"""

import calendar as months
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from csatdesk.domain.calendars import WorkCalendar
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.opening_hours import SpecialHours
from csatdesk.domain.opening_table import MICROSECOND, Table

__all__ = [
    "Clock",
    "Deadline",
    "DeadlineState",
    "ServiceTarget",
    "SpecialHours",
    "Table",
    "Unit",
    "WorkCalendar",
    "day_end",
    "days_overdue",
    "due_at",
    "is_late",
    "last_day",
    "rolled_day",
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


_HOUR_UNITS = frozenset({Unit.WORKING_MINUTES, Unit.WORKING_HOURS})


@dataclass(frozen=True, slots=True)
class ServiceTarget:
    """What is promised: `amount`, 0 or more, of `unit`. A period may roll from a closed day to the next working one."""

    amount: int
    unit: Unit
    name: LocalText = field(default_factory=LocalText)
    roll_to_working_day: bool = False

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"amount: {self.amount} is negative")


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock of a case and the instant that follows from it; `met_at`: when what was promised was sent or done."""

    clock: Clock
    start_at: datetime
    due_at: datetime
    unit: Unit
    met_at: datetime | None = None
    is_paused: bool = False
    ended_at: datetime | None = None  # stopped without being kept: nothing was owed any more
    id: int = 0
    period: int = 1

    @property
    def is_period(self) -> bool:
        """True: due at a midnight that no longer belongs to it. False: due at a time of day."""
        return self.unit.is_calendar or (self.clock is Clock.LEGAL and self.unit is Unit.WORKING_DAYS)


def due_at(start: datetime, target: ServiceTarget, calendar: WorkCalendar, clock: Clock = Clock.HOUSE) -> datetime:
    """The instant by which `target` is to be kept when it begins at `start`.

    Working days end with the last hours of the last day; for the legal clock with the midnight after it.
    ValueError when that lies out of reach.
    """
    try:
        if target.unit in _HOUR_UNITS:
            unit = timedelta(hours=1) if target.unit is Unit.WORKING_HOURS else timedelta(minutes=1)
            return calendar.add(start, target.amount * unit)
        last = _last_day(start, target, calendar, clock)
        return day_end(rolled_day(last, target, calendar), target.unit, calendar, clock)
    except OverflowError as error:
        raise _too_far(target) from error


def last_day(start: datetime, target: ServiceTarget, calendar: WorkCalendar, clock: Clock = Clock.HOUSE) -> date:
    """The day that uses up a target of days, weeks or months, before it rolls; ValueError when out of reach."""
    try:
        return _last_day(start, target, calendar, clock)
    except OverflowError as error:
        raise _too_far(target) from error


def rolled_day(last: date, target: ServiceTarget, calendar: WorkCalendar) -> date:
    """Where a target that ends on `last` ends in the end: on the next working day when it rolls from closed ones."""
    return calendar.next_working_day(last) if target.roll_to_working_day else last


def day_end(day: date, unit: Unit, calendar: WorkCalendar, clock: Clock = Clock.HOUSE) -> datetime:
    """When `day` ends for a clock of days: for working days of the house at closing time, else at midnight."""
    if unit is Unit.WORKING_DAYS and clock is not Clock.LEGAL:
        return calendar.closing(day)
    return calendar.midnight(day + timedelta(days=1))


def _too_far(target: ServiceTarget) -> ValueError:
    return ValueError(f"amount: {target.amount} reaches too far")


def _last_day(start: datetime, target: ServiceTarget, calendar: WorkCalendar, clock: Clock) -> date:
    first = calendar.local_day(start, "start")
    match target.unit:
        case Unit.WORKING_DAYS:
            day = calendar.add_days(start, target.amount)
            # "the same day" for what comes after hours means the next working day
            is_over = clock is not Clock.LEGAL and calendar.closing(day) < start
            return calendar.add_days(start, 1) if is_over else day
        case Unit.CALENDAR_MONTHS:
            return _add_months(first, target.amount)
        case unit:
            return first + timedelta(days=target.amount * (7 if unit is Unit.CALENDAR_WEEKS else 1))


def _add_months(day: date, amount: int) -> date:
    """The same day number `amount` months later, else the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def shown_day(due: datetime, unit: Unit, calendar: WorkCalendar) -> date:
    """The day that people are told: a midnight counts to the day it ends, unless hours or minutes are promised."""
    return calendar.local_day(due if unit in _HOUR_UNITS else due - MICROSECOND)


def is_late(deadline: Deadline, at: datetime) -> bool:
    """Strictly after the due instant; for a period at its midnight already."""
    return at >= deadline.due_at if deadline.is_period else at > deadline.due_at


def state(
    deadline: Deadline | None, now: datetime, calendar: WorkCalendar, soon_days: int = SOON_DAYS
) -> DeadlineState:
    """How the deadline stands at `now`; "soon" is up to `soon_days` working days after today."""
    if deadline is None:
        return DeadlineState.NONE
    stopped_at = deadline.met_at or deadline.ended_at
    if stopped_at is not None:
        kept = DeadlineState.MET if deadline.met_at is not None else DeadlineState.NONE
        return DeadlineState.MISSED if is_late(deadline, stopped_at) else kept
    if deadline.is_paused:
        return DeadlineState.PAUSED
    if is_late(deadline, now):
        return DeadlineState.OVERDUE
    if _day(deadline, calendar) <= calendar.local_day(now, "now"):
        return DeadlineState.DUE_TODAY
    is_soon = working_days_left(deadline, now, calendar) <= soon_days
    return DeadlineState.DUE_SOON if is_soon else DeadlineState.ON_TRACK


def working_days_left(deadline: Deadline, now: datetime, calendar: WorkCalendar) -> int:
    """Working days after today up to and with the due day.

    0 when it is due today or earlier, or on closed days before the next working day.
    """
    return calendar.working_days_between(calendar.local_day(now, "now"), _day(deadline, calendar))


def days_overdue(deadline: Deadline, now: datetime, calendar: WorkCalendar) -> int:
    """Calendar days from the due day to today: due Mon, now Thu is 3; 0 when it became late today, or is not late."""
    return max((calendar.local_day(now, "now") - _day(deadline, calendar)).days, 0)


def _day(deadline: Deadline, calendar: WorkCalendar) -> date:
    return shown_day(deadline.due_at, deadline.unit, calendar)
