"""Counting in opening hours as two other packages do it, around the days on which the clock is put.

Where one of them differs, the walk through time minute by minute has to side with us, and the office has to be one for
which a difference is known; the tests named after the differences show them one by one.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import businesstimedelta
import pytest
import workclock

from csatdesk.domain.deadlines import WorkCalendar
from tests.domain.minute_walker import DAY_MINUTES, MINUTE, WEEKDAYS, ZONES, Walker, days_of_change

DAYS_ASKED = 4  # starts lie within so many days
DAYS_WALKED = 16

Shift = tuple[time, time]


@dataclass(frozen=True)
class Office:
    """Hours that are the same on some weekdays, as each of the three can be told them."""

    zone: str
    day: date  # the first of the days asked about
    shifts: tuple[Shift, ...]
    weekdays: tuple[int, ...]
    holidays: tuple[date, ...]

    @property
    def mapping(self) -> dict[str, Any]:
        hours = [[f"{begin:%H:%M}", f"{end:%H:%M}"] for begin, end in self.shifts]
        week = {WEEKDAYS[number]: hours for number in self.weekdays}
        return {"zone": self.zone, "week": week, "holidays": [one.isoformat() for one in self.holidays]}

    @property
    def has_nights(self) -> bool:
        return any(end <= begin for begin, end in self.shifts)

    @cached_property
    def meets_a_change_of_the_clock(self) -> bool:
        """Whether an opening or closing time of the days around is skipped or comes twice."""
        days = [self.day + timedelta(days=number) for number in range(-2, DAYS_WALKED)]
        zone, edges = ZoneInfo(self.zone), {edge for shift in self.shifts for edge in shift}
        walls = [datetime.combine(day, edge, zone) for day in days for edge in edges]
        return any(wall.utcoffset() != wall.replace(fold=1).utcoffset() for wall in walls)

    @cached_property
    def ours(self) -> WorkCalendar:
        return WorkCalendar.from_dict(self.mapping)

    @cached_property
    def walker(self) -> Walker:
        return Walker(self.mapping, self.day, DAYS_WALKED)

    def workclock(self) -> workclock.Schedule:
        rules = [workclock.WorkDay(begin, end, self.weekdays) for begin, end in self.shifts]
        return workclock.Schedule([*rules, workclock.Holidays(self.holidays)], time_zone=self.zone)

    def businesstimedelta(self) -> businesstimedelta.Rules:
        zone, days = import_module("pytz").timezone(self.zone), list(self.weekdays)  # it takes no other zones
        rules = [businesstimedelta.WorkDayRule(begin, end, days, tz=zone) for begin, end in self.shifts]
        later = self.day + timedelta(days=400)  # it fails when no holiday is left
        return businesstimedelta.Rules([*rules, businesstimedelta.HolidayRule([*self.holidays, later], tz=zone)])


def drawn(zone: str, with_nights: bool) -> Iterator[tuple[Office, list[tuple[datetime, timedelta]]]]:
    """Some offices of a zone, each with starts and amounts to ask about; the same every time."""
    chance = random.Random(zone)
    for number in range(4):
        day = chance.choice(days_of_change(zone)) - timedelta(days=chance.randrange(4))
        edges = sorted(chance.sample(range(96), 2 * chance.randrange(1, 4)))
        times = [time(edge // 4, edge % 4 * 15) for edge in edges]
        if with_nights and number % 2:
            times = [*times[1:], times[0]]  # the last shift runs over midnight
        office = Office(
            zone,
            day,
            tuple(zip(times[::2], times[1::2], strict=True)),
            tuple(sorted(chance.sample(range(7), chance.randrange(3, 8)))),
            tuple(day + timedelta(days=chance.randrange(8)) for _ in range(chance.randrange(3))),
        )
        yield office, [asked(office, chance) for _ in range(7)]


def asked(office: Office, chance: random.Random) -> tuple[datetime, timedelta]:
    """A start and an amount of at least a minute, every other one used up exactly at a closing time or in the night."""
    start = datetime.combine(office.day, time(), UTC) + chance.randrange(DAYS_ASKED * DAY_MINUTES) * MINUTE
    open_time = office.ours.between(start, start + timedelta(days=chance.randrange(1, 5)))
    return start, chance.choice([open_time, timedelta(hours=chance.randrange(1, 20))]) or MINUTE


def answers(counted: WorkCalendar | Walker, start: datetime, amount: timedelta, due: datetime) -> tuple[Any, ...]:
    return counted.add(start, amount), counted.between(start, start + amount), counted.latest_start(due, amount)


@pytest.mark.parametrize("zone", ZONES)
def test_workclock_counts_the_same(zone: str) -> None:
    for office, questions in drawn(zone, with_nights=True):
        theirs = office.workclock()
        for start, amount in questions:
            due = office.ours.add(start, amount)
            ours = answers(office.ours, start, amount, due)
            if ours != (theirs.add(start, amount), theirs.between(start, start + amount), theirs.sub(due, amount)):
                assert office.meets_a_change_of_the_clock or (office.has_nights and office.holidays)
                assert ours == answers(office.walker, start, amount, due)


@pytest.mark.parametrize("zone", ZONES)
def test_businesstimedelta_counts_the_same(zone: str) -> None:
    for office, questions in drawn(zone, with_nights=False):
        if set(office.holidays) & set(days_of_change(zone)):
            continue  # it takes a holiday for 24 hours, and never comes to an end with one that has 25
        theirs = office.businesstimedelta()
        for start, amount in questions:
            due = office.ours.add(start, amount)
            ours = answers(office.ours, start, amount, due)
            if ours[:2] != (_due(theirs, start, amount), _difference(theirs, start, start + amount)):
                assert office.meets_a_change_of_the_clock
                assert ours == answers(office.walker, start, amount, due)


def _due(rules: businesstimedelta.Rules, start: datetime, amount: timedelta) -> Any:
    return start + businesstimedelta.BusinessTimeDelta(rules, timedelta=amount)


def _difference(rules: businesstimedelta.Rules, start: datetime, end: datetime) -> timedelta:
    counted = rules.difference(start, end)
    return timedelta(hours=counted.hours, seconds=counted.seconds)


# Where they differ: each time the walker counts as we do.

EVERY_DAY = tuple(range(7))
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_hours_that_begin_in_a_skipped_hour_begin_later_for_both() -> None:
    """At 02:00 by our rule; they put 01:15, which is skipped, to 02:15."""
    office = Office("Europe/London", date(2026, 3, 28), ((time(1, 15), time(7)),), EVERY_DAY, ())
    midnight = at("2026-03-29T00:00")
    assert office.ours.add(midnight, HOUR) == office.walker.add(midnight, HOUR) == at("2026-03-29T02:00")
    assert office.workclock().add(midnight, HOUR) == at("2026-03-29T02:15")
    assert _due(office.businesstimedelta(), midnight, HOUR) == at("2026-03-29T02:15")


def test_hours_that_begin_in_a_repeated_hour_begin_the_second_time_for_businesstimedelta() -> None:
    """An hour of work is lost: a fault, since an office that opens at 01:15 does so when it is 01:15 first."""
    office = Office("Europe/London", date(2026, 10, 24), ((time(1, 15), time(7)),), EVERY_DAY, ())
    midnight = at("2026-10-24T23:00")
    assert office.ours.add(midnight, HOUR) == office.walker.add(midnight, HOUR) == at("2026-10-25T01:15")
    assert office.workclock().add(midnight, HOUR) == at("2026-10-25T01:15")
    assert _due(office.businesstimedelta(), midnight, HOUR) == at("2026-10-25T02:15")


def test_a_night_is_cut_at_the_midnight_of_a_holiday_by_workclock() -> None:
    """By our rule hours over midnight belong to the day they start; workclock closes from midnight to midnight."""
    office = Office("UTC", date(2026, 3, 2), ((time(22), time(6)),), EVERY_DAY, (date(2026, 3, 3),))
    evening = at("2026-03-02T22:00")
    assert office.ours.add(evening, 4 * HOUR) == office.walker.add(evening, 4 * HOUR) == at("2026-03-03T02:00")
    assert office.workclock().add(evening, 4 * HOUR) == at("2026-03-04T02:00")


def test_the_rest_of_a_night_is_lost_to_businesstimedelta() -> None:
    """A fault: asked at 02:00, it waits for the next evening."""
    office = Office("UTC", date(2026, 3, 2), ((time(22), time(6)),), EVERY_DAY, ())
    night = at("2026-03-03T02:00")
    assert office.ours.add(night, HOUR) == office.walker.add(night, HOUR) == at("2026-03-03T03:00")
    assert office.workclock().add(night, HOUR) == at("2026-03-03T03:00")
    assert _due(office.businesstimedelta(), night, HOUR) == at("2026-03-03T23:00")


def test_a_holiday_has_24_hours_for_businesstimedelta_even_when_one_is_skipped() -> None:
    """A fault: the first hour after a holiday of 23 hours is lost."""
    office = Office("Europe/Warsaw", date(2026, 3, 28), ((time(0), time(3, 30)),), EVERY_DAY, (date(2026, 3, 29),))
    morning = at("2026-03-29T00:00")
    assert office.ours.add(morning, HOUR) == office.walker.add(morning, HOUR) == at("2026-03-29T23:00")
    assert office.workclock().add(morning, HOUR) == at("2026-03-29T23:00")
    assert _due(office.businesstimedelta(), morning, HOUR) == at("2026-03-30T00:00")
