"""Counting in opening hours against an independent walk through time, minute by minute."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from csatdesk.domain.deadlines import WorkCalendar
from tests.domain.minute_walker import DAY_MINUTES, MINUTE, WEEKDAYS, ZONES, Walker, days_of_change

WINDOW = timedelta(days=4)
# Mostly quarters of an hour, so that openings, closing times and changes of the clock meet; any minute otherwise.
MINUTES_OF_WEEK = st.one_of(
    st.integers(0, 7 * 96 - 1).map(lambda n: n * 15),
    st.integers(0, 7 * 96 - 1).map(lambda n: n * 15),
    st.integers(0, 7 * DAY_MINUTES - 1),
)


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
    turn = draw(st.one_of(st.just(0), st.integers(0, DAY_MINUTES)))  # lets Sunday night run into Monday
    cuts = sorted(draw(st.lists(MINUTES_OF_WEEK, min_size=2, max_size=24)))
    week: dict[str, list[list[str]]] = {}
    for begin, end in intervals_of([cut + turn for cut in cuts if cut < 7 * 1440 - 1440 or cut == cuts[-1]]):
        week.setdefault(WEEKDAYS[begin // 1440 % 7], []).append([clock(begin), clock(end)])
    special: dict[str, object] = {}
    for one in draw(st.lists(st.sampled_from(around), max_size=2, unique=True)):
        edges = sorted(draw(st.lists(st.integers(0, 95).map(lambda n: n * 15), max_size=4, unique=True)))
        hours = [[clock(begin), clock(end)] for begin, end in zip(edges[::2], edges[1::2], strict=False)]
        special[one.isoformat()] = {"hours": hours, "open_on_holiday": draw(st.booleans())}
    holidays = draw(st.lists(st.sampled_from(around).map(date.isoformat), max_size=2))
    start = datetime.combine(day, time(), UTC) + draw(st.integers(0, 2 * DAY_MINUTES)) * MINUTE
    return Drawn({"zone": zone, "week": week, "holidays": holidays, "special_hours": special}, start)


def check(drawn: Drawn, minutes: int, share: float, n: int) -> None:
    try:
        counted = WorkCalendar.from_dict(drawn.mapping)
    except ValueError as error:
        assume("overlaps" not in str(error) and "no hours at all" not in str(error))
        raise
    start, walker = drawn.start, Walker(drawn.mapping, drawn.start.date(), WINDOW.days + 1)
    end = start + int(share * (WINDOW / MINUTE)) * MINUTE
    open_time = walker.between(start, end)
    assert counted.between(start, end) == open_time
    for amount in (timedelta(0), minutes * MINUTE, open_time):
        check_amount(counted, walker, start, amount)
        earlier = walker.latest_start(end, amount)
        assert earlier is None or counted.latest_start(end, amount) == earlier
    day = walker.add_days(start, n)
    assert day is None or counted.add_days(start, n) == day


def check_amount(counted: WorkCalendar, walker: Walker, start: datetime, amount: timedelta) -> None:
    due = walker.add(start, amount)
    if due is not None:
        assert counted.add(start, amount) == due
        assert counted.between(start, due) == amount


ASKED = (calendars(), st.integers(0, 3000), st.floats(0, 1), st.integers(0, 4))
SLOW_DRAWS = [HealthCheck.too_slow, HealthCheck.filter_too_much]


@given(*ASKED)
@settings(max_examples=60, suppress_health_check=SLOW_DRAWS)
def test_a_walk_through_time_counts_the_same(drawn: Drawn, minutes: int, share: float, n: int) -> None:
    check(drawn, minutes, share, n)


@pytest.mark.slow
@given(*ASKED)
@settings(max_examples=10_000, suppress_health_check=SLOW_DRAWS)
def test_a_walk_through_time_counts_the_same_ten_thousand_times(
    drawn: Drawn, minutes: int, share: float, n: int
) -> None:
    check(drawn, minutes, share, n)
