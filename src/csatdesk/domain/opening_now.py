"""What an office's hours mean at this moment: open until when, or when it opens, and which closed day comes next."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.domain.opening_table import EPOCH, MICROSECOND, instant

NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class OpeningNow:
    """`until`: in the office's zone, when it closes if it is open, else when it opens."""

    is_open: bool
    until: datetime


def opening_at(calendar: WorkCalendar, at: datetime) -> OpeningNow:
    """Whether the office is open at `at`, and until when that holds. `at` is aware."""
    opens = calendar.add(at, NO_TIME)
    if opens > at:
        return OpeningNow(False, opens.astimezone(calendar.zone))
    table = calendar.table(at.year, at.year + 1)
    place = bisect_right(table.ends, (at - EPOCH) // MICROSECOND)
    return OpeningNow(True, instant(table.ends[place]).astimezone(calendar.zone))


def next_closed_day(calendar: WorkCalendar, after: date) -> tuple[date, str] | None:
    """The first holiday after that day on which the office would be open otherwise: the day and its name."""
    hours = calendar.hours
    days = sorted(day for day in hours.holidays if day > after and hours.week[day.weekday()] and not hours.on(day))
    return (days[0], hours.holidays[days[0]]) if days else None


def hours_around(calendar: WorkCalendar, today: date, days: int) -> Mapping[str, object]:
    """The hours as `WorkCalendar.from_dict` reads them, single days only from yesterday until `days` from now."""
    first, last = (today - timedelta(days=1)).isoformat(), (today + timedelta(days=days)).isoformat()
    kept = calendar.to_dict()
    for name in ("holidays", "special_hours"):
        single = kept[name]
        assert isinstance(single, dict)
        kept[name] = {day: what for day, what in single.items() if first <= day <= last}
    return kept
