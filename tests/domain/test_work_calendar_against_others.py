"""Counting in opening hours against a slow walk through time, and against two other packages."""

import random
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import import_module
from itertools import accumulate, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import businesstimedelta
import pytest
import workclock
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from csatdesk.domain.deadlines import WorkCalendar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STEP = timedelta(minutes=5)  # all drawn times are multiples of it, and so are all offsets from UTC since 1995
WINDOW = timedelta(days=4)
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


@cache
def days_of_change(zone: str) -> tuple[date, ...]:
    """Days around which the clock is put, found by looking at every noon."""
    noons = [datetime(1995, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(40 * 365)]
    offsets = [noon.astimezone(ZoneInfo(zone)).utcoffset() for noon in noons]
    found = tuple(
        noon.date() for noon, (before, after) in zip(noons[1:], pairwise(offsets), strict=True) if before != after
    )
    return found or (date(2026, 3, 29),)


@dataclass(frozen=True)
class Drawn:
    """A calendar, and an instant around which it is asked."""

    mapping: Mapping[str, Any]
    start: datetime


def clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def intervals_of(cuts: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of cuts through the week, none longer than a day: open from the first to the second."""
    for begin, end in zip(cuts[::2], cuts[1::2], strict=False):
        if begin < end <= begin + 24 * 60:
            yield begin, end


@st.composite
def calendars(draw: st.DrawFn) -> Drawn:
    zone = draw(st.sampled_from(ZONES))
    day = draw(st.sampled_from(days_of_change(zone))) + timedelta(days=draw(st.integers(-4, 2)))
    around = [day + timedelta(days=n) for n in range(-1, 7)]
    turn = 5 * draw(st.integers(0, 288))  # lets Sunday night run into Monday
    cuts = sorted(draw(st.lists(st.integers(0, 7 * 96).map(lambda n: n * 15), min_size=2, max_size=24)))
    week: dict[str, list[list[str]]] = {}
    for begin, end in intervals_of([cut + turn for cut in cuts if cut < 7 * 1440 - 1440 or cut == cuts[-1]]):
        week.setdefault(WEEKDAYS[begin // 1440 % 7], []).append([clock(begin), clock(end)])
    special: dict[str, object] = {}
    for one in draw(st.lists(st.sampled_from(around), max_size=2, unique=True)):
        edges = sorted(draw(st.lists(st.integers(0, 95).map(lambda n: n * 15), max_size=4, unique=True)))
        hours = [[clock(begin), clock(end)] for begin, end in zip(edges[::2], edges[1::2], strict=False)]
        special[one.isoformat()] = {"hours": hours, "open_on_holiday": draw(st.booleans())}
    holidays = draw(st.lists(st.sampled_from(around).map(date.isoformat), max_size=2))
    start = datetime.combine(day, time(), UTC) + draw(st.integers(0, 2 * 288)) * STEP
    return Drawn({"zone": zone, "week": week, "holidays": holidays, "special_hours": special}, start)


class Walker:
    """Open steps of a few days, found by walking through UTC step by step and looking at the clock on the wall."""

    def __init__(self, mapping: Mapping[str, Any], start: datetime) -> None:
        self.first = start.replace(hour=0, minute=0) - timedelta(days=2)
        count = (WINDOW + timedelta(days=5)) // STEP
        zone = ZoneInfo(mapping["zone"])
        walls = [(self.first + n * STEP).astimezone(zone).replace(tzinfo=None) for n in range(count)]
        self.latest = list(accumulate(walls, max))  # the farthest that the clock on the wall has shown
        self.is_open = [False] * count
        for n in range(count // 288 + 1):
            self._open(mapping, (self.first + timedelta(days=n)).date())

    def _open(self, mapping: Mapping[str, Any], day: date) -> None:
        special = mapping["special_hours"].get(day.isoformat())
        if day.isoformat() in mapping["holidays"] and not (special and special["open_on_holiday"]):
            return
        hours = special["hours"] if special else mapping["week"].get(WEEKDAYS[day.weekday()], [])
        for opens, closes in hours:
            begin, end = (datetime.combine(day, time.fromisoformat(one)) for one in (opens, closes))
            if closes <= opens:
                end += timedelta(days=1)
            for step in range(bisect_left(self.latest, begin), bisect_left(self.latest, end)):
                self.is_open[step] = True

    def between(self, start: datetime, end: datetime) -> timedelta:
        return sum(self.is_open[(start - self.first) // STEP : (end - self.first) // STEP]) * STEP

    def add(self, start: datetime, amount: timedelta) -> datetime | None:
        """None when the window ends too early."""
        left = amount // STEP
        for step in range((start - self.first) // STEP, len(self.is_open) - 2 * 288):
            if self.is_open[step]:
                left -= 1
                if left <= 0:
                    return self.first + (step + left + 1) * STEP
        return None


def check(drawn: Drawn, steps: int, share: float) -> None:
    try:
        counted = WorkCalendar.from_dict(drawn.mapping)
    except ValueError as error:
        assume("overlaps" not in str(error) and "no hours at all" not in str(error))
        raise
    walker = Walker(drawn.mapping, drawn.start)
    end = drawn.start + int(share * WINDOW / STEP) * STEP
    assert counted.between(drawn.start, end) == walker.between(drawn.start, end)
    for amount in (timedelta(0), steps * STEP, walker.between(drawn.start, end)):
        due = walker.add(drawn.start, amount)
        if due is not None:
            assert counted.add(drawn.start, amount) == due
            assert counted.between(drawn.start, due) == amount


ASKED = (calendars(), st.integers(0, 600), st.floats(0, 1))
SLOW_DRAWS = [HealthCheck.too_slow, HealthCheck.filter_too_much]


@given(*ASKED)
@settings(max_examples=300, suppress_health_check=SLOW_DRAWS)
def test_a_walk_through_time_counts_the_same(drawn: Drawn, steps: int, share: float) -> None:
    check(drawn, steps, share)


@pytest.mark.slow
@given(*ASKED)
@settings(max_examples=10_000, suppress_health_check=SLOW_DRAWS)
def test_a_walk_through_time_counts_the_same_ten_thousand_times(drawn: Drawn, steps: int, share: float) -> None:
    check(drawn, steps, share)


# Two other packages, where they count by the same rules: by day, no hours over midnight, none in a skipped hour.


def office(zone: str, hours: list[list[str]], holidays: list[date]) -> WorkCalendar:
    return WorkCalendar.from_dict({"zone": zone, "week": dict.fromkeys(WEEKDAYS[:5], hours), "holidays": holidays})


@pytest.mark.parametrize("zone", ["Europe/Warsaw", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])
def test_workclock_counts_the_same(zone: str) -> None:
    chance = random.Random(zone)
    holidays = [date(2026, 1, 1) + timedelta(days=chance.randrange(700)) for _ in range(40)]
    shifts = [(time(8), time(12)), (time(13), time(17, 30)), (time(18, 45), time(22))]
    ours = office(zone, [[f"{begin:%H:%M}", f"{end:%H:%M}"] for begin, end in shifts], holidays)
    rules = [workclock.WorkDay(begin, end, range(5)) for begin, end in shifts]
    theirs = workclock.Schedule([*rules, workclock.Holidays(holidays)], time_zone=zone)
    for _ in range(300):
        start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(600 * 86400))
        amount = timedelta(seconds=chance.randrange(1, 200 * 3600))
        end = start + amount
        assert ours.add(start, amount) == theirs.add(start, amount)
        assert ours.between(start, end) == theirs.between(start, end)


def test_workclock_counts_nights_and_the_clock_being_put_the_same() -> None:
    ours = WorkCalendar.from_dict({"zone": "Europe/Warsaw", "week": {day: [["22:00", "06:00"]] for day in WEEKDAYS}})
    theirs = workclock.Schedule([workclock.WorkDay(time(22), time(6), range(7))], time_zone="Europe/Warsaw")
    chance = random.Random(2026)
    for _ in range(300):
        start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(600 * 86400))
        amount = timedelta(seconds=chance.randrange(1, 500 * 3600))
        assert ours.add(start, amount) == theirs.add(start, amount)
        assert ours.between(start, start + amount) == theirs.between(start, start + amount)


def test_businesstimedelta_counts_the_same() -> None:
    zone, holidays = "Europe/Warsaw", [date(2026, 5, 1), date(2026, 5, 3), date(2026, 6, 4), date(2030, 1, 1)]
    ours = office(zone, [["08:00", "12:00"], ["13:00", "17:00"]], holidays)
    tz = import_module("pytz").timezone(zone)  # businesstimedelta takes no other zones
    theirs = businesstimedelta.Rules(
        [
            businesstimedelta.WorkDayRule(time(8), time(17), [0, 1, 2, 3, 4], tz=tz),
            businesstimedelta.LunchTimeRule(time(12), time(13), [0, 1, 2, 3, 4], tz=tz),
            businesstimedelta.HolidayRule(holidays, tz=tz),
        ]
    )
    chance = random.Random(5)
    for _ in range(40):
        start = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(120 * 1440))
        amount = timedelta(minutes=chance.randrange(1, 40 * 60))
        assert ours.add(start, amount) == start + businesstimedelta.BusinessTimeDelta(theirs, timedelta=amount)
        counted = theirs.difference(start, start + amount)
        assert ours.between(start, start + amount) == timedelta(hours=counted.hours, seconds=counted.seconds)
