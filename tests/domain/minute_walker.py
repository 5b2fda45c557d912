"""Open minutes found the slow way: by walking through time minute by minute and looking at the clock on the wall.

It shares nothing with csatdesk but the mapping that `WorkCalendar.from_dict` reads; holidays are texts here.
"""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate, pairwise
from typing import Any
from zoneinfo import ZoneInfo

ZONES = (
    "Europe/Warsaw",
    "Europe/Helsinki",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Havana",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Antarctica/Troll",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "UTC",
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE = timedelta(minutes=1)
DAY_MINUTES = 24 * 60
AHEAD = timedelta(days=2)  # walked before the first day asked about: hours over midnight, and the clock being put


@cache
def days_of_change(zone: str) -> tuple[date, ...]:
    """Days around which the clock is put, found by looking at every noon since 1995; some day where it never is."""
    noons = [datetime(1995, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(40 * 365)]
    offsets = [noon.astimezone(ZoneInfo(zone)).utcoffset() for noon in noons]
    found = tuple(
        noon.date() for noon, (before, after) in zip(noons[1:], pairwise(offsets), strict=True) if before != after
    )
    return found or (date(2026, 3, 29),)


class Walker:
    """Every minute of some days from `day` on; all instants asked about must be whole minutes in UTC."""

    def __init__(self, mapping: Mapping[str, Any], day: date, days: int) -> None:
        self.mapping, self.zone = mapping, ZoneInfo(mapping["zone"])
        self.first = datetime.combine(day, time(), UTC) - AHEAD
        count = (AHEAD.days + days + 2) * DAY_MINUTES
        # Instants of one zone compare by what the clock on the wall shows.
        walls = [(self.first + n * MINUTE).astimezone(self.zone) for n in range(count)]
        self.latest = list(accumulate(walls, max))  # the farthest that the clock on the wall has shown
        self.is_open = [False] * count
        dates = [self.first.date() + timedelta(days=n) for n in range(count // DAY_MINUTES + 1)]
        self.working_days = [one for one in dates if self._opens_on(one)]

    def _opens_on(self, day: date) -> bool:
        """Mark the open minutes that belong to a day; whether there are any."""
        opened = False
        for opens, closes in self._hours(day):
            begin, end = self._wall(day, opens), self._wall(day, closes)
            if end <= begin:
                end += timedelta(days=1)
            for step in range(bisect_left(self.latest, begin), bisect_left(self.latest, end)):
                self.is_open[step] = opened = True
        return opened

    def _hours(self, day: date) -> Any:
        special = self.mapping.get("special_hours", {}).get(day.isoformat())
        if day.isoformat() in self.mapping.get("holidays", ()) and not (special and special["open_on_holiday"]):
            return []
        return special["hours"] if special else self.mapping["week"].get(WEEKDAYS[day.weekday()], [])

    def between(self, start: datetime, end: datetime) -> timedelta:
        return sum(self.is_open[self._step(start) : self._step(end)]) * MINUTE

    def add(self, start: datetime, amount: timedelta) -> datetime | None:
        """None when the walk ends too early."""
        left = amount // MINUTE
        for step in range(self._step(start), len(self.is_open) - 2 * DAY_MINUTES):
            if self.is_open[step]:
                if left <= 1:
                    return self.first + (step + left) * MINUTE
                left -= 1
        return None

    def latest_start(self, end: datetime, amount: timedelta) -> datetime | None:
        """None when the walk begins too late."""
        step, left = self._step(end), amount // MINUTE
        while left and step > DAY_MINUTES + DAY_MINUTES // 2:
            step -= 1
            left -= self.is_open[step]
        return None if left else self.first + step * MINUTE

    def add_days(self, start: datetime, n: int) -> date | None:
        """None when the walk ends too early."""
        today = start.astimezone(self.zone).date()
        later = [day for day in self.working_days if day > today or (day == today and n == 0)]
        return later[max(n - 1, 0)] if max(n, 1) < len(later) - 1 else None

    def _step(self, at: datetime) -> int:
        return (at - self.first) // MINUTE

    def _wall(self, day: date, at: str) -> datetime:
        midnight = datetime.combine(day, time(), self.zone)  # wall time, as sums with it are
        return midnight + timedelta(hours=int(at[:2]), minutes=int(at[3:]))
