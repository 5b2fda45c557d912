"""Counting in opening hours: the rules, one by one."""

import pickle
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.deadlines import WorkCalendar

WARSAW = ZoneInfo("Europe/Warsaw")
SPLIT = [["08:00", "12:00"], ["13:00", "17:00"]]
WORKWEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), SPLIT)
EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHRISTMAS = {"2026-12-24": "Wigilia", "2026-12-25": "Boże Narodzenie", "2026-12-26": "Drugi dzień świąt"}


def every_day(start: str, end: str) -> dict[str, list[list[str]]]:
    return {day: [[start, end]] for day in EVERY_DAY}


OFFICE = WorkCalendar.from_dict({"zone": "Europe/Warsaw", "week": WORKWEEK, "holidays": CHRISTMAS})
NIGHTS = WorkCalendar.from_dict(
    {"zone": "Europe/Warsaw", "week": {"mon": [["22:00", "06:00"]], "thu": [["22:00", "06:00"]]}}
)
ALWAYS = WorkCalendar.from_dict({"zone": "Europe/Warsaw", "week": every_day("00:00", "24:00")})


def calendar(week: Mapping[str, object], zone: str = "Europe/Warsaw", **more: object) -> WorkCalendar:
    return WorkCalendar.from_dict({"zone": zone, "week": week, **more})


def at(text: str, zone: ZoneInfo = WARSAW) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def local(instant: datetime, zone: ZoneInfo = WARSAW) -> str:
    assert instant.tzinfo is UTC
    return instant.astimezone(zone).strftime("%a %Y-%m-%d %H:%M")


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("2026-11-20T16:30", 2, "Mon 2026-11-23 09:30"),
        ("2026-11-16T08:00", 8, "Mon 2026-11-16 17:00"),
        ("2026-11-21T11:00", 0, "Mon 2026-11-23 08:00"),
        ("2026-11-16T08:00", 4, "Mon 2026-11-16 12:00"),
        ("2026-11-16T12:30", 1, "Mon 2026-11-16 14:00"),
        ("2026-11-16T17:00", 1, "Tue 2026-11-17 09:00"),
        ("2026-11-16T05:00", 40, "Fri 2026-11-20 17:00"),
        ("2026-12-23T16:00", 2, "Mon 2026-12-28 09:00"),
    ],
)
def test_an_allowance_is_used_up_in_open_hours_only(start: str, amount: float, due: str) -> None:
    assert local(OFFICE.add(at(start), hours(amount))) == due


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-16T08:00", "Mon 2026-11-16 08:00"),
        ("2026-11-16T10:10", "Mon 2026-11-16 10:10"),
        ("2026-11-16T12:00", "Mon 2026-11-16 13:00"),
        ("2026-11-16T12:59", "Mon 2026-11-16 13:00"),
        ("2026-11-16T17:00", "Tue 2026-11-17 08:00"),
        ("2026-11-20T17:00", "Mon 2026-11-23 08:00"),
    ],
)
def test_a_zero_allowance_is_unchanged_inside_hours_and_the_next_opening_outside(start: str, due: str) -> None:
    assert local(OFFICE.add(at(start), timedelta(0))) == due


def test_adjoining_hours_are_one_stretch() -> None:
    joined = calendar({"mon": [["12:00", "24:00"]], "tue": [["00:00", "06:00"], ["06:00", "10:00"]]})
    assert local(joined.add(at("2026-11-16T12:00"), hours(12))) == "Tue 2026-11-17 00:00"
    assert local(joined.add(at("2026-11-16T12:00"), hours(18))) == "Tue 2026-11-17 06:00"
    assert local(joined.add(at("2026-11-16T12:00"), hours(22))) == "Tue 2026-11-17 10:00"
    assert local(joined.add(at("2026-11-17T00:00"), timedelta(0))) == "Tue 2026-11-17 00:00"
    assert local(joined.add(at("2026-11-17T10:00"), timedelta(0))) == "Mon 2026-11-23 12:00"
    assert joined.between(at("2026-11-16T00:00"), at("2026-11-18T00:00")) == hours(22)


def test_open_around_the_clock_counts_every_hour() -> None:
    assert ALWAYS.between(at("2026-11-02T00:00"), at("2026-11-09T00:00")) == hours(168)
    assert local(ALWAYS.add(at("2026-11-02T05:17"), hours(24))) == "Tue 2026-11-03 05:17"
    same = calendar(every_day("08:00", "08:00"))
    assert same.between(at("2026-11-02T00:00"), at("2026-11-09T00:00")) == hours(168)


def test_parts_of_seconds_stay_exact() -> None:
    start = at("2026-11-16T16:59:59.999999")
    assert OFFICE.add(start, timedelta(microseconds=1)) == at("2026-11-16T17:00")
    assert OFFICE.add(start, timedelta(microseconds=2)) == at("2026-11-17T08:00:00.000001")
    assert OFFICE.between(start, at("2026-11-17T08:00:00.000001")) == timedelta(microseconds=2)


def test_between_is_zero_when_reversed_or_closed() -> None:
    assert OFFICE.between(at("2026-11-17T10:00"), at("2026-11-16T10:00")) == timedelta(0)
    assert OFFICE.between(at("2026-11-16T10:00"), at("2026-11-16T10:00")) == timedelta(0)
    assert OFFICE.between(at("2026-11-20T17:00"), at("2026-11-23T08:00")) == timedelta(0)
    assert OFFICE.between(at("2026-11-20T16:30"), at("2026-11-23T09:30")) == hours(2)


def test_instants_in_other_zones_are_the_same_instants() -> None:
    tokyo = at("2026-11-16T08:00").astimezone(ZoneInfo("Asia/Tokyo"))
    assert local(OFFICE.add(tokyo, hours(8))) == "Mon 2026-11-16 17:00"


# Hours over midnight


def test_hours_over_midnight_belong_to_the_day_they_start() -> None:
    assert local(NIGHTS.add(at("2026-11-16T22:00"), hours(8))) == "Tue 2026-11-17 06:00"
    assert local(NIGHTS.add(at("2026-11-17T02:00"), hours(5))) == "Thu 2026-11-19 23:00"
    assert NIGHTS.hours_on(date(2026, 11, 17)) == ()
    assert NIGHTS.add_days(at("2026-11-16T23:00"), 1) == date(2026, 11, 19)
    assert local(NIGHTS.closing(date(2026, 11, 16))) == "Tue 2026-11-17 06:00"


def test_a_holiday_takes_a_night_that_starts_on_it_and_leaves_the_one_before() -> None:
    nights = calendar(every_day("22:00", "06:00"), holidays=["2026-11-11"])
    assert nights.between(at("2026-11-10T12:00"), at("2026-11-12T12:00")) == hours(8)
    assert local(nights.add(at("2026-11-11T05:00"), hours(2))) == "Thu 2026-11-12 23:00"


def test_special_hours_leave_the_night_before_them_whole() -> None:
    nights = calendar(
        every_day("22:00", "06:00"),
        special_hours={"2026-11-11": [["10:00", "12:00"]], "2026-11-13": []},
    )
    assert nights.between(at("2026-11-11T00:00"), at("2026-11-12T00:00")) == hours(8 - 2 + 2)
    assert nights.between(at("2026-11-13T00:00"), at("2026-11-14T12:00")) == hours(6)


def test_sunday_night_runs_into_monday() -> None:
    week_end = calendar({"sun": [["20:00", "08:00"]], "mon": [["08:00", "10:00"]]})
    assert week_end.between(at("2026-11-15T00:00"), at("2026-11-17T00:00")) == hours(14)


# Holidays and special hours


def test_special_hours_replace_the_hours_of_the_weekday() -> None:
    short = calendar(WORKWEEK, special_hours={"2026-12-31": [["08:00", "11:00"]], "2026-11-21": [["09:00", "10:00"]]})
    assert local(short.add(at("2026-12-31T10:00"), hours(2))) == "Fri 2027-01-01 09:00"
    assert local(short.add(at("2026-11-20T17:00"), hours(1))) == "Sat 2026-11-21 10:00"


def test_a_holiday_wins_over_special_hours_unless_they_say_open() -> None:
    day, special = "2026-12-24", [["08:00", "10:00"]]
    closed = calendar(WORKWEEK, holidays=[day], special_hours={day: special})
    opened = calendar(WORKWEEK, holidays=[day], special_hours={day: {"hours": special, "open_on_holiday": True}})
    still = calendar(WORKWEEK, holidays=[day], special_hours={day: {"hours": special, "open_on_holiday": False}})
    start = at("2026-12-23T17:00")
    assert local(closed.add(start, hours(1))) == local(still.add(start, hours(1))) == "Fri 2026-12-25 09:00"
    assert local(opened.add(start, hours(1))) == "Thu 2026-12-24 09:00"


def test_a_calendar_of_single_dates_ends_with_the_last_one() -> None:
    fair = calendar({}, special_hours={"2026-11-20": [["10:00", "18:00"]], "2026-11-22": []})
    assert local(fair.add(at("2026-11-01T00:00"), hours(8))) == "Fri 2026-11-20 18:00"
    assert local(fair.add(at("2018-11-01T00:00"), hours(8))) == "Fri 2026-11-20 18:00"
    assert fair.between(at("2026-11-01T00:00"), at("2199-01-01T00:00")) == hours(8)
    with pytest.raises(ValueError, match="no opening hours are left"):
        fair.add(at("2026-11-01T00:00"), hours(8.5))
    with pytest.raises(ValueError, match="no opening hours are left"):
        fair.add_days(at("2026-11-20T12:00"), 1)


# Daylight saving: Warsaw skips 2026-03-29 02:00-03:00 and repeats 2026-10-25 02:00-03:00


def test_a_skipped_hour_counts_nothing_and_a_repeated_hour_twice() -> None:
    assert ALWAYS.between(at("2026-03-29T00:00"), at("2026-03-30T00:00")) == hours(23)
    assert ALWAYS.between(at("2026-10-25T00:00"), at("2026-10-26T00:00")) == hours(25)
    assert local(ALWAYS.add(at("2026-03-29T01:30"), hours(1))) == "Sun 2026-03-29 03:30"
    assert ALWAYS.add(at("2026-10-25T01:30"), hours(1)).isoformat() == "2026-10-25T00:30:00+00:00"
    assert ALWAYS.add(at("2026-10-25T01:30"), hours(2)).isoformat() == "2026-10-25T01:30:00+00:00"


@pytest.mark.parametrize(
    ("interval", "opens", "counted"),
    [
        (["02:30", "05:00"], "2026-03-29 03:00", 2),  # begins in the skipped hour: at the first instant that exists
        (["02:00", "03:00"], None, 0),
        (["02:15", "02:45"], None, 0),
        (["01:00", "02:30"], "2026-03-29 01:00", 1),  # ends in it
        (["01:00", "02:00"], "2026-03-29 01:00", 1),
        (["03:00", "05:00"], "2026-03-29 03:00", 2),
        (["01:30", "03:30"], "2026-03-29 01:30", 1),
    ],
)
def test_hours_that_touch_a_skipped_hour(interval: list[str], opens: str | None, counted: float) -> None:
    sundays = calendar({"sun": [interval]})
    midnight = at("2026-03-29T00:00")
    assert sundays.between(midnight, midnight + timedelta(days=1)) == hours(counted)
    first = sundays.add(midnight, timedelta(0)).astimezone(WARSAW)
    assert first.strftime("%Y-%m-%d %H:%M") == (opens or f"2026-04-05 {interval[0]}")


def test_a_day_whose_hours_are_all_skipped_is_no_working_day() -> None:
    sundays = calendar({"sun": [["02:00", "03:00"]]})
    assert sundays.add_days(at("2026-03-22T12:00"), 1) == date(2026, 4, 5)


@pytest.mark.parametrize(
    ("interval", "counted"),
    [
        (["02:00", "03:00"], 2),
        (["01:00", "03:00"], 3),
        (["01:00", "02:00"], 1),
        (["01:00", "02:30"], 1.5),  # a time that comes twice is taken the first time, at both ends
        (["02:30", "04:00"], 2.5),
        (["03:00", "04:00"], 1),
        (["00:00", "24:00"], 25),
    ],
)
def test_hours_that_touch_a_repeated_hour(interval: list[str], counted: float) -> None:
    sundays = calendar({"sun": [interval]})
    midnight = at("2026-10-25T00:00")
    assert sundays.between(midnight, midnight.astimezone(UTC) + hours(25)) == hours(counted)


def test_the_second_of_two_equal_wall_times_is_an_hour_later() -> None:
    first, second = at("2026-10-25T02:30"), at("2026-10-25T02:30").replace(fold=1)
    assert ALWAYS.between(first, second) == hours(1)
    assert ALWAYS.add(second, hours(1)) == at("2026-10-25T03:30")


def test_a_day_that_begins_with_a_skipped_midnight_begins_later() -> None:
    beirut = ZoneInfo("Asia/Beirut")  # 2022-03-27 00:00 → 01:00
    always = calendar(every_day("00:00", "24:00"), "Asia/Beirut")
    assert local(always.midnight(date(2022, 3, 27)), beirut) == "Sun 2022-03-27 01:00"
    assert local(always.closing(date(2022, 3, 26)), beirut) == "Sun 2022-03-27 01:00"
    assert always.between(at("2022-03-26T00:00", beirut), at("2022-03-28T00:00", beirut)) == hours(47)


def test_a_day_that_never_was_is_no_working_day() -> None:
    apia = ZoneInfo("Pacific/Apia")  # Friday 2011-12-30 was left out
    office = calendar(WORKWEEK, "Pacific/Apia")
    assert office.add_days(at("2011-12-29T10:00", apia), 1) == date(2012, 1, 2)
    assert local(office.add(at("2011-12-29T16:00", apia), hours(2)), apia) == "Mon 2012-01-02 09:00"
    nights = calendar({"thu": [["22:00", "06:00"]]}, "Pacific/Apia")
    assert nights.between(at("2011-12-29T00:00", apia), at("2012-01-01T00:00", apia)) == hours(2)


@pytest.mark.parametrize(
    ("zone", "day", "counted"),
    [
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("America/Havana", "2026-11-01", 25),
        ("Europe/Dublin", "2026-10-25", 25),
        ("Antarctica/Troll", "2026-03-29", 22),
        ("America/Sao_Paulo", "2018-02-17", 25),
        ("Asia/Kathmandu", "2026-03-29", 24),
        ("UTC", "2026-03-29", 24),
    ],
)
def test_days_have_their_true_length_in_every_zone(zone: str, day: str, counted: float) -> None:
    always = calendar(every_day("00:00", "24:00"), zone)
    first = date.fromisoformat(day)
    begin, end = always.midnight(first), always.midnight(first + timedelta(days=1))
    assert always.between(begin, end) == hours(counted)
    assert end - begin == hours(counted)


# Working days


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        ("2026-12-23T09:00", 3, "2026-12-30"),
        ("2026-12-23T23:59", 3, "2026-12-30"),
        ("2026-12-23T09:00", 1, "2026-12-28"),
        ("2026-12-23T09:00", 0, "2026-12-23"),
        ("2026-12-24T09:00", 0, "2026-12-28"),
        ("2026-12-24T09:00", 1, "2026-12-28"),
        ("2026-12-26T09:00", 1, "2026-12-28"),
        ("2026-11-19T11:42", 15, "2026-12-10"),
    ],
)
def test_working_days_are_counted_after_the_day_of_the_start(start: str, count: int, day: str) -> None:
    assert OFFICE.add_days(at(start), count) == date.fromisoformat(day)


def test_the_day_of_the_start_is_the_local_one() -> None:
    assert OFFICE.add_days(datetime(2026, 11, 15, 23, 30, tzinfo=UTC), 1) == date(2026, 11, 17)


def test_working_days_between_two_days_leave_out_the_first_and_keep_the_last() -> None:
    assert OFFICE.working_days_between(date(2026, 12, 23), date(2026, 12, 30)) == 3
    assert OFFICE.working_days_between(date(2026, 12, 24), date(2026, 12, 27)) == 0
    assert OFFICE.working_days_between(date(2026, 12, 30), date(2026, 12, 23)) == 0


def test_the_next_working_day_may_be_the_day_itself() -> None:
    assert OFFICE.next_working_day(date(2026, 12, 23)) == date(2026, 12, 23)
    assert OFFICE.next_working_day(date(2026, 12, 24)) == date(2026, 12, 28)


def test_a_closed_day_has_no_closing_time() -> None:
    with pytest.raises(ValueError, match="2026-12-24 is closed"):
        OFFICE.closing(date(2026, 12, 24))


# What is refused


def test_an_instant_without_a_zone_is_refused_by_name() -> None:
    naive = datetime(2026, 11, 16, 9)  # noqa: DTZ001  that is the point
    for call, place in (
        (lambda: OFFICE.add(naive, hours(1)), "start"),
        (lambda: OFFICE.add_days(naive, 1), "start"),
        (lambda: OFFICE.between(naive, at("2026-11-16T10:00")), "start"),
        (lambda: OFFICE.between(at("2026-11-16T10:00"), naive), "end"),
    ):
        with pytest.raises(ValueError, match=f"^{place}: 2026-11-16T09:00:00 carries no zone"):
            call()


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^amount: .* is negative"):
        OFFICE.add(at("2026-11-16T09:00"), timedelta(microseconds=-1))
    with pytest.raises(ValueError, match=r"^n: -1 is negative"):
        OFFICE.add_days(at("2026-11-16T09:00"), -1)


def test_what_lies_too_far_away_is_refused() -> None:
    for year in (1500, 2600):
        with pytest.raises(ValueError, match=f"{year} to {year}: only 1800 to 2500"):
            OFFICE.add(datetime(year, 6, 1, tzinfo=UTC), hours(1))
        with pytest.raises(ValueError, match="only 1800 to 2500"):
            OFFICE.next_working_day(date(year, 6, 1))
    with pytest.raises(ValueError, match="no opening hours are left after 2501"):
        calendar({"mon": [["08:00", "08:01"]]}).add(datetime(2499, 1, 1, tzinfo=UTC), hours(9000))


# The table


@pytest.mark.parametrize("year", [1900, 1939, 1970, 2026, 2100, 2199])
def test_any_year_from_1900_to_2200_can_be_counted(year: int) -> None:
    office = calendar(WORKWEEK)
    monday = next(day for day in (date(year, 6, n) for n in range(1, 8)) if day.weekday() == 0)
    start = datetime(year, 6, monday.day, 8, tzinfo=WARSAW)
    assert office.add(start, hours(8)) == start + hours(9)
    assert office.between(start, start + timedelta(days=7)) == hours(40)


def test_answers_do_not_depend_on_what_was_asked_before() -> None:
    asked = calendar(WORKWEEK, holidays=CHRISTMAS)
    for year in (2026, 2010, 2051, 1987, 2026, 2100):
        start = datetime(year, 12, 20, 9, tzinfo=WARSAW)
        fresh = calendar(WORKWEEK, holidays=CHRISTMAS)
        assert asked.add(start, hours(50)) == fresh.add(start, hours(50))
        assert asked.add_days(start, 700) == fresh.add_days(start, 700)
        assert asked.between(start, start + timedelta(days=4000)) == fresh.between(start, start + timedelta(days=4000))


def test_a_long_allowance_reaches_over_many_years() -> None:
    assert (
        local(calendar({"mon": [["08:00", "09:00"]]}).add(at("2026-11-16T08:00"), hours(1000)))
        == "Mon 2046-01-08 09:00"
    )


def test_threads_share_one_calendar() -> None:
    shared = calendar(WORKWEEK)
    starts = [datetime(year, 3, 1, 12, tzinfo=WARSAW) for year in range(1990, 2070, 4)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda start: shared.add(start, hours(9)), starts))
    assert found == [calendar(WORKWEEK).add(start, hours(9)) for start in starts]


def test_the_table_gives_the_same_due_instants() -> None:
    table = OFFICE.table(2020, 2030)
    assert (table.first_year, table.last_year) <= (2020, 2030) <= (table.last_year, table.last_year)
    assert len(table.before) == len(table.starts) + 1 == len(table.ends) + 1
    for days in range(60):
        start = at("2026-11-20T16:30:00.25") + timedelta(days=days, hours=days)
        moment, amount = round(start.timestamp() * 1_000_000), 40 * 3_600_000_000
        i = bisect_right(table.ends, moment)
        target = table.before[i] + max(moment, table.starts[i]) - table.starts[i] + amount
        j = bisect_left(table.before, target) - 1
        due = table.starts[j] + target - table.before[j]
        assert OFFICE.add(start, hours(40)) == datetime.fromtimestamp(0, UTC) + timedelta(microseconds=due)


def test_open_time_before_a_tables_first_hours_is_none() -> None:
    late = calendar({}, special_hours={"2026-11-20": [["10:00", "18:00"]]})
    assert late.between(at("2026-01-01T00:00"), at("2026-11-20T11:00")) == hours(1)


def test_calendars_are_values() -> None:
    twin = WorkCalendar.from_dict(OFFICE.to_dict())
    assert twin == OFFICE
    assert hash(twin) == hash(OFFICE)
    assert pickle.loads(pickle.dumps(OFFICE)) == OFFICE
    assert twin != NIGHTS
    assert twin.zone.key == "Europe/Warsaw"
    with pytest.raises(AttributeError):
        twin.hours = NIGHTS.hours  # type: ignore[misc]  # that is the point


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(WARSAW)),  # noqa: DTZ001  the strategy adds the zone
    st.timedeltas(timedelta(0), timedelta(days=60)),
    st.timedeltas(timedelta(0), timedelta(days=60)),
)
def test_counting_there_and_back_and_in_two_steps_agrees(start: datetime, one: timedelta, other: timedelta) -> None:
    due = OFFICE.add(start, one)
    assert OFFICE.between(start, due) == one
    assert due >= start
    assert OFFICE.add(due, other) == OFFICE.add(start, one + other) or not other
