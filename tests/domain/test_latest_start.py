"""Counting back from an instant: when so much open time was still to come."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.deadlines import WorkCalendar

WARSAW = ZoneInfo("Europe/Warsaw")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPLIT = [["08:00", "12:00"], ["13:00", "17:00"]]
MICROSECOND = timedelta(microseconds=1)


def every_day(start: str, end: str) -> dict[str, list[list[str]]]:
    return {day: [[start, end]] for day in WEEKDAYS}


def calendar(**parts: Any) -> WorkCalendar:
    return WorkCalendar.from_dict({"zone": "Europe/Warsaw", **parts})


OFFICE = calendar(week=dict.fromkeys(WEEKDAYS[:5], SPLIT), holidays=["2026-12-24", "2026-12-25"])
NIGHTS = calendar(week=every_day("22:00", "06:00"))
ALWAYS = calendar(week=every_day("00:00", "24:00"))
MONDAYS = calendar(week={"mon": [["08:00", "09:00"]]})
FAIR = calendar(week={}, special_hours={"2026-11-20": [["10:00", "18:00"]], "2026-11-22": []})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def local(instant: datetime) -> str:
    assert instant.tzinfo is UTC
    return instant.astimezone(WARSAW).strftime("%a %Y-%m-%d %H:%M")


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@pytest.mark.parametrize(
    ("end", "amount", "start"),
    [
        ("2026-11-16T11:00", 2, "Mon 2026-11-16 09:00"),
        ("2026-11-16T14:00", 2, "Mon 2026-11-16 11:00"),
        ("2026-11-23T09:30", 2, "Fri 2026-11-20 16:30"),
        ("2026-12-28T09:00", 2, "Wed 2026-12-23 16:00"),
        ("2026-11-21T11:00", 1, "Fri 2026-11-20 16:00"),  # the end may lie outside hours
        ("2026-11-16T17:00", 8, "Mon 2026-11-16 08:00"),  # from an opening on, not from the closing before it
        ("2026-11-16T17:00", 4, "Mon 2026-11-16 13:00"),
        ("2026-11-23T08:00", 4, "Fri 2026-11-20 13:00"),
        ("2026-11-23T08:00", 40, "Mon 2026-11-16 08:00"),
    ],
)
def test_it_is_the_instant_from_which_so_much_open_time_is_still_to_come(end: str, amount: float, start: str) -> None:
    assert local(OFFICE.latest_start(at(end), hours(amount))) == start


@pytest.mark.parametrize("end", ["2026-11-16T10:00", "2026-11-16T12:30", "2026-11-16T08:00", "2026-11-21T11:00"])
def test_nothing_is_still_to_come_only_at_the_end_itself(end: str) -> None:
    assert OFFICE.latest_start(at(end), timedelta(0)) == at(end)


def test_a_microsecond_before_an_opening_lies_before_the_closing_time() -> None:
    opening = at("2026-11-16T13:00") + MICROSECOND
    assert OFFICE.latest_start(opening, MICROSECOND) == at("2026-11-16T13:00")
    assert OFFICE.latest_start(opening, 2 * MICROSECOND) == at("2026-11-16T12:00") - MICROSECOND


def test_counting_back_through_days_on_which_the_clock_is_put() -> None:
    assert local(ALWAYS.latest_start(at("2026-03-30T00:00"), hours(23))) == "Sun 2026-03-29 00:00"
    assert local(ALWAYS.latest_start(at("2026-10-26T00:00"), hours(25))) == "Sun 2026-10-25 00:00"
    assert local(NIGHTS.latest_start(at("2026-03-29T06:00"), hours(7))) == "Sat 2026-03-28 22:00"
    assert local(NIGHTS.latest_start(at("2026-10-25T06:00"), hours(9))) == "Sat 2026-10-24 22:00"
    repeated = ALWAYS.latest_start(at("2026-10-25T02:30").replace(fold=1), hours(1))
    assert repeated == at("2026-10-25T02:30").replace(fold=0).astimezone(UTC)


def test_counting_back_reaches_over_many_years() -> None:
    end = at("2026-11-16T09:00")
    start = MONDAYS.latest_start(end, hours(1000))
    assert MONDAYS.between(start, end) == hours(1000)
    assert local(start) == "Mon 2007-09-24 08:00"


def test_answers_do_not_depend_on_what_was_asked_before() -> None:
    asked = calendar(week=dict.fromkeys(WEEKDAYS[:5], SPLIT))
    for year in (2026, 2010, 2051, 1987, 2026):
        end = datetime(year, 1, 4, 9, tzinfo=WARSAW)
        fresh = calendar(week=dict.fromkeys(WEEKDAYS[:5], SPLIT))
        assert asked.latest_start(end, hours(300)) == fresh.latest_start(end, hours(300))


def test_a_calendar_of_single_dates_begins_with_the_first_one() -> None:
    assert local(FAIR.latest_start(at("2031-01-01T00:00"), hours(8))) == "Fri 2026-11-20 10:00"
    with pytest.raises(ValueError, match=r"^amount: there are no opening hours before 2026-11-20"):
        FAIR.latest_start(at("2026-12-01T00:00"), hours(8) + MICROSECOND)
    with pytest.raises(ValueError, match=r"^amount: there are no opening hours before"):
        FAIR.latest_start(at("2020-12-01T00:00"), MICROSECOND)


def test_what_cannot_be_counted_is_refused_by_name() -> None:
    naive = datetime(2026, 11, 16, 9)  # noqa: DTZ001  that is the point
    with pytest.raises(ValueError, match=r"^end: 2026-11-16T09:00:00 carries no zone"):
        OFFICE.latest_start(naive, hours(1))
    with pytest.raises(ValueError, match=r"^amount: .* is negative"):
        OFFICE.latest_start(at("2026-11-16T09:00"), -MICROSECOND)
    with pytest.raises(ValueError, match=r"^amount: .* reaches too far"):
        OFFICE.latest_start(at("2026-11-16T09:00"), timedelta(days=400_000))
    with pytest.raises(ValueError, match=r"^1500 to 1500: only 1800 to 2500"):
        OFFICE.latest_start(datetime(1500, 6, 1, tzinfo=UTC), hours(1))
    with pytest.raises(ValueError, match=r"^amount: there are no opening hours before 1799"):
        MONDAYS.latest_start(datetime(1801, 1, 1, tzinfo=UTC), hours(9000))


INSTANTS = st.datetimes(
    datetime(2005, 1, 1),  # noqa: DTZ001  the strategy adds the zone
    datetime(2040, 1, 1),  # noqa: DTZ001  the strategy adds the zone
    timezones=st.sampled_from([UTC, WARSAW]),
)
AMOUNTS = st.one_of(
    st.timedeltas(timedelta(0), timedelta(days=60)),
    st.integers(0, 400).map(hours),  # openings and closing times
)


@given(st.sampled_from([OFFICE, NIGHTS, ALWAYS, MONDAYS]), INSTANTS, AMOUNTS)
def test_there_is_no_later_one(office: WorkCalendar, end: datetime, amount: timedelta) -> None:
    start = office.latest_start(end, amount)
    assert start <= end
    assert office.between(start, end) == amount
    assert office.between(start + MICROSECOND, end) < amount or not amount


@given(st.sampled_from([OFFICE, NIGHTS, ALWAYS, MONDAYS]), INSTANTS, AMOUNTS)
def test_counting_on_from_it_leads_back(office: WorkCalendar, start: datetime, amount: timedelta) -> None:
    due = office.add(start, amount)
    back = office.latest_start(due, amount)
    assert back >= start
    assert office.add(back, amount) == due
    assert office.between(start, back) == timedelta(0)


def test_the_first_and_last_years_can_be_asked() -> None:
    last, first = (calendar(week=dict.fromkeys(WEEKDAYS[:5], SPLIT)) for _ in range(2))
    assert last.latest_start(datetime(2500, 12, 31, tzinfo=UTC), hours(8)).year == 2500
    start = first.latest_start(datetime(1800, 1, 3, tzinfo=UTC), hours(8))
    assert start.date() >= date(1799, 12, 30)
