"""Lengths of open time, and the instants of a clock, as its explanation tells them."""

from datetime import date, datetime, timedelta

from csatdesk.domain.clocks import StartsAt
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.explanation import Explanation
from csatdesk.wording.formats import clock_time, day_in_year, full_date, listed_day, number, short_date
from csatdesk.wording.speaking import _, language
from csatdesk.wording.words import amount_words

MINUTE = timedelta(minutes=1)


def time_words(length: timedelta) -> str:
    """Open time, in hours however many: "24 h 45 min", "4 h", "20 min"."""
    hours, minutes = divmod(length // MINUTE, 60)
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    if not minutes:
        return _("{hours} h").format(hours=number(hours))
    return _("{hours} h {minutes} min").format(hours=number(hours), minutes=minutes)


def short_time(length: timedelta) -> str:
    """The same where there is little room: "2 h 30"."""
    hours, minutes = divmod(length // MINUTE, 60)
    if hours and minutes:
        return _("{hours} h {minutes}").format(hours=number(hours), minutes=f"{minutes:02}")
    return time_words(length)


def days_words(count: int, unit: Unit) -> str:
    return amount_words(count, Unit.WORKING_DAYS if unit is Unit.WORKING_DAYS else Unit.CALENDAR_DAYS)


def day_words(day: date, today: date) -> str:
    """With its year only where that is another one: "Thu 19 November"."""
    return day_in_year(day) if day.year == today.year else full_date(day)


def moment(at: datetime, told: Explanation) -> str:
    """An instant in the zone of the clock: "Thu 19 November 15:15"."""
    local = at.astimezone(told.course.calendar.zone)
    return f"{day_words(local.date(), told.today)} {clock_time(local)}"


def short_moment(at: datetime, told: Explanation) -> str:
    """The same where there is little room: "Thu 19 Nov 15:15"."""
    local = at.astimezone(told.course.calendar.zone)
    return f"{_short_day(local.date(), told.today)} {clock_time(local)}"


def short_due(told: Explanation, at: datetime | None = None) -> str:
    due = at or told.run.due_at
    if told.deadline.is_period:
        return _short_day(told.course.calendar.local_day(due - MINUTE), told.today)
    return short_moment(due, told)


def _short_day(day: date, today: date) -> str:
    return listed_day(day) if day.year == today.year else short_date(day)


def due_words(told: Explanation, at: datetime | None = None) -> str:
    """When it is due, or would be: with its time, unless a day ends it."""
    if told.deadline.is_period:
        day = told.course.calendar.local_day((at or told.run.due_at) - MINUTE)
        return day_words(day, told.today)
    return moment(at or told.run.due_at, told)


def start_words(told: Explanation) -> str:
    """What the clock started from: "received", "promised", the named event."""
    if told.clock is Clock.PROMISE:
        return _("promised")
    rule = told.course.rule
    if rule.starts_at is StartsAt.EVENT:
        return rule.event_name.in_language(language()) or _("the named event")
    if told.facts.period > 1:
        return _("reopened")
    return _("registered") if rule.starts_at is StartsAt.REGISTERED else _("received")
