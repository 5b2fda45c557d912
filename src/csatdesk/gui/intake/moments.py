"""The moment something was received, as a clerk reads and types it: "today 11:38", "12.11. 9:30", "yesterday"."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.wording.formats import clock_time, day_in_year, short_date
from csatdesk.wording.texts import _

_NOON = time(12)  # of a date without a time: within the working hours of any calendar
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})$")
_CLOCK = re.compile(r"\d{1,2}:\d{2}$")
_HOUR = re.compile(r"(\d{1,2})[:. ]?(\d{2})$")  # "9:05", "9.05", "905"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4})?)?$")


class ClockUnreadable(Refusal):
    text = N_("Write a time like {time}.")


class MomentUnreadable(Refusal):
    text = N_("Write a date like {date}, a time like {time}, or both.")


def shown(at: datetime, now: datetime, zone: tzinfo) -> str:
    """Inside a line of facts; the year only where it is another one."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    return f"{_day_words(local.date(), today)} {clock_time(local)}"


def _day_words(day: date, today: date) -> str:
    if day == today:
        return _("today")
    if day == today - timedelta(days=1):
        return _("yesterday")
    return day_in_year(day) if day.year == today.year else short_date(day)


def typed_form(at: datetime, zone: tzinfo) -> str:
    """What stands in the field to be changed; `read` understands it in every language."""
    return f"{at.astimezone(zone):%d.%m.%Y %H:%M}"


def read(typed: str, now: datetime, zone: tzinfo) -> datetime:
    """The instant (UTC) that was typed; raises MomentUnreadable.

    A day without a year is the latest that is not in the future, a time without a day is today's, a past day without
    a time counts from noon.
    """
    local = now.astimezone(zone)
    parts = typed.replace(",", " ").split()
    try:
        day, clock = _parts(parts, local.date())
        if clock is None:
            clock = local.time().replace(second=0, microsecond=0) if day == local.date() else _NOON
        return datetime.combine(day, clock, zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _unreadable(now, zone) from error


def read_clock(typed: str, near: datetime, zone: tzinfo) -> datetime:
    """The instant (UTC) of a time of day, on the day of `near`; raises ClockUnreadable."""
    local = near.astimezone(zone)
    found = _HOUR.match(typed.strip())
    try:
        clock = time(int(found[1]), int(found[2])) if found is not None else None
    except ValueError:
        clock = None
    if clock is None:
        raise ClockUnreadable(field="ticket", time=f"{local:%H:%M}")
    return datetime.combine(local.date(), clock, zone).astimezone(UTC)


def _parts(parts: list[str], today: date) -> tuple[date, time | None]:
    match parts:
        case [only]:
            day = None if _CLOCK.match(only) else _day(only, today)
            return (today, _time(only)) if day is None else (day, None)
        case [first, second]:
            day = _day(first, today)
            if day is None:
                raise ValueError(first)
            return day, _time(second)
        case _:
            raise ValueError(parts)


def _day(word: str, today: date) -> date | None:
    """The day a word names; None when it is no day but perhaps a time ("9.30")."""
    if word.casefold() == _("today").casefold():
        return today
    if word.casefold() == _("yesterday").casefold():
        return today - timedelta(days=1)
    iso = _ISO.match(word)
    if iso:
        return date(*map(int, iso.groups()))
    found = _DATE.match(word)
    if found is None:
        raise ValueError(word)
    day, month, year = found.groups()
    if int(month) > 12:
        return None
    return _dated(int(day), int(month), year, today)


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def _time(word: str) -> time:
    found = _TIME.match(word)
    if found is None:
        raise ValueError(word)
    return time(int(found[1]), int(found[2]))


def _unreadable(now: datetime, zone: tzinfo) -> MomentUnreadable:
    date_words, clock = typed_form(now, zone).split()
    return MomentUnreadable(field="received_at", date=date_words, time=clock)
