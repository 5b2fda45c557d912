"""Many deadlines at once: exactly what the calendar says one by one."""

import random
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from csatdesk.analysis.deadline_table import DeadlineTable
from csatdesk.domain.deadlines import WorkCalendar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FIRST, LAST = 2024, 2030  # the years of the tables here
SPLIT = dict.fromkeys(WEEKDAYS[:5], (("08:00", "12:00"), ("13:00", "17:00")))
HOLIDAYS = [f"{year}-{day}" for year in range(FIRST, LAST + 1) for day in ("01-01", "05-01", "11-11", "12-25", "12-26")]

Integers = NDArray[np.int64]


def every_day(*hours: tuple[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    return dict.fromkeys(WEEKDAYS, hours)


def calendar(zone: str, week: Mapping[str, tuple[tuple[str, str], ...]], **more: Any) -> WorkCalendar:
    return WorkCalendar.from_dict({"zone": zone, "week": week, **more})


CALENDARS = {
    "office": calendar("Europe/Warsaw", SPLIT, holidays=HOLIDAYS),
    "nights": calendar("America/New_York", every_day(("22:00", "06:00"))),
    "around the clock": calendar("Australia/Lord_Howe", every_day(("00:00", "24:00"))),
    "three shifts": calendar("Asia/Kathmandu", every_day(("00:30", "08:00"), ("08:00", "15:15"), ("16:00", "23:59"))),
    "in the skipped hour": calendar("Europe/Warsaw", {"sun": (("02:00", "03:00"),), "mon": (("02:30", "03:30"),)}),
    "beginning at midnight": calendar("Asia/Beirut", every_day(("00:00", "00:45"), ("22:00", "24:00"))),
    "special days": calendar(
        "Africa/Cairo",
        SPLIT,
        holidays=["2026-05-01", "2026-05-03"],
        special_hours={"2026-05-01": {"hours": [("10:00", "11:00")], "open_on_holiday": True}, "2026-05-04": []},
    ),
    "a fair": calendar("Europe/Tallinn", {}, special_hours={"2026-11-20": [("10:00", "18:00")]}),
}
OFFICE = DeadlineTable.of(CALENDARS["office"], FIRST, LAST)


def micros(instants: Iterable[datetime]) -> Integers:
    return np.array([(one - EPOCH) // MICROSECOND for one in instants], np.int64)


def instants(found: Integers) -> list[datetime]:
    return [EPOCH + timedelta(microseconds=one) for one in found.tolist()]


def spans(amounts: Iterable[timedelta]) -> Integers:
    return np.array([one // MICROSECOND for one in amounts], np.int64)


def asked(name: str, until: int = LAST) -> list[datetime]:
    """Instants up to a year: anywhere, and at, just before and just after openings and closing times."""
    chance, table = random.Random(name), CALENDARS[name].table(FIRST, LAST)
    begin, end = (int(datetime(year, 1, 4, tzinfo=UTC).timestamp()) * 1_000_000 for year in (FIRST, until))
    edges = [edge for edge in (*table.starts, *table.ends) if begin < edge < end]
    anywhere = [chance.randrange(begin, end) for _ in range(200)]
    around = [chance.choice(edges) + chance.randrange(-1, 2) for _ in range(300)]
    return instants(np.array(anywhere + around, np.int64))


def amounts(name: str, starts: list[datetime]) -> list[timedelta]:
    """One for each start, up to some weeks: nothing, a moment, whole hours, anything, and until a closing time."""
    chance, office = random.Random(name), CALENDARS[name]
    most = office.between(starts[0], starts[0] + timedelta(days=40)) // MICROSECOND + 1
    return [
        chance.choice(
            (
                timedelta(0),
                MICROSECOND,
                timedelta(hours=chance.randrange(60)),
                chance.randrange(most) * MICROSECOND,
                office.between(start, start + timedelta(days=chance.randrange(30), hours=12)),
            )
        )
        for start in starts
    ]


each_calendar = pytest.mark.parametrize("name", [name for name in CALENDARS if name != "a fair"])


@each_calendar
def test_due_instants_are_those_of_the_calendar(name: str) -> None:
    office, starts = CALENDARS[name], asked(name, LAST - 1)
    wanted = amounts(name, starts)
    found = DeadlineTable.of(office, FIRST, LAST).add(micros(starts), spans(wanted))
    assert instants(found) == [office.add(start, amount) for start, amount in zip(starts, wanted, strict=True)]


@each_calendar
@pytest.mark.parametrize("amount", [timedelta(0), timedelta(hours=8), timedelta(hours=40), timedelta(microseconds=1)])
def test_one_amount_serves_all_starts(name: str, amount: timedelta) -> None:
    office, starts = CALENDARS[name], asked(name, LAST - 4)
    found = DeadlineTable.of(office, FIRST, LAST).add(micros(starts), amount)
    assert instants(found) == [office.add(start, amount) for start in starts]


@pytest.mark.parametrize("name", CALENDARS)
def test_open_time_is_that_of_the_calendar_and_nothing_when_reversed(name: str) -> None:
    office, starts = CALENDARS[name], asked(name)
    ends = random.Random(1).sample(starts, len(starts))
    found = DeadlineTable.of(office, FIRST, LAST).between(micros(starts), micros(ends))
    pairs = list(zip(starts, ends, strict=True))
    assert found.tolist() == [office.between(*pair) // MICROSECOND for pair in pairs]
    assert (found[[start >= end for start, end in pairs]] == 0).all()


@each_calendar
def test_working_days_are_those_of_the_calendar(name: str) -> None:
    office, starts, chance = CALENDARS[name], asked(name, LAST - 1), random.Random(name)
    counts = np.array([chance.choice((0, 1, 2, chance.randrange(30))) for _ in starts], np.int64)
    table = DeadlineTable.of(office, FIRST, LAST)
    expected = [office.add_days(start, n).toordinal() for start, n in zip(starts, counts.tolist(), strict=True)]
    assert table.add_days(micros(starts), counts).tolist() == expected
    assert table.add_days(micros(starts), 15).tolist() == [office.add_days(one, 15).toordinal() for one in starts]


# St John's put its clock back at one minute past midnight, into the day before; Apia left a day out.
@pytest.mark.parametrize(
    "zone",
    [
        "America/St_Johns",
        "Pacific/Apia",
        "America/Sao_Paulo",
        "America/Havana",
        "Africa/Casablanca",
        "Asia/Gaza",
        "Antarctica/Troll",
        "UTC",
    ],
)
def test_local_days_are_those_of_the_zone(zone: str) -> None:
    office = calendar(zone, SPLIT)
    table = DeadlineTable.of(office, 2009, 2019)
    edges = [edge + moment for edge in table.turns.tolist() for moment in (-60_000_000, -1, 0, 60_000_000)]
    at = np.array([*range(table.first_at, table.last_at, 7 * 3_600_000_000), *edges], np.int64)
    assert table.local_days(at).tolist() == [office.local_day(one).toordinal() for one in instants(at)]


def test_a_day_that_the_zone_left_out_is_no_working_day() -> None:
    table = DeadlineTable.of(calendar("Pacific/Apia", SPLIT), 2011, 2012)
    before = micros([datetime(2011, 12, 29, 20, tzinfo=UTC)])
    assert [date.fromordinal(one) for one in table.add_days(before, 1).tolist()] == [date(2012, 1, 2)]


def test_arrays_are_broadcast_and_may_be_empty() -> None:
    none = np.array([], np.int64)
    for answer in (
        OFFICE.add(none, none),
        OFFICE.between(none, none),
        OFFICE.add_days(none, 3),
        OFFICE.add_days(none, none),
    ):
        assert answer.shape == (0,)
    starts, hours = micros(asked("office", FIRST + 1)[:6]).reshape(2, 3), spans([timedelta(hours=8)] * 3)
    assert OFFICE.add(starts, hours).tolist() == OFFICE.add(starts, timedelta(hours=8)).tolist()
    assert OFFICE.between(starts, starts.max()).shape == (2, 3)


def test_a_table_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        OFFICE.starts[0] = 0
    with pytest.raises(AttributeError):
        OFFICE.starts = OFFICE.ends  # type: ignore[misc]  # that is the point


# What is refused


def test_instants_outside_the_table_are_refused_by_name() -> None:
    inside = micros([datetime(2026, 6, 1, tzinfo=UTC)])
    for outside in (np.array([OFFICE.first_at - 1]), np.array([OFFICE.last_at]), np.array([2**62]), -inside * 10**3):
        both = np.concatenate([inside, outside])
        for place, ask in (
            ("start", lambda at: OFFICE.add(at, timedelta(0))),
            ("start", lambda at: OFFICE.add_days(at, 1)),
            ("start", lambda at: OFFICE.between(at, inside)),
            ("end", lambda at: OFFICE.between(inside, at)),
            ("at", OFFICE.local_days),
        ):
            with pytest.raises(ValueError, match=rf"^{place}: .* reach beyond this table, which holds 20"):
                ask(both)
    assert OFFICE.local_days(np.array([OFFICE.first_at, OFFICE.last_at - 1])).size == 2


def test_an_answer_after_the_table_is_refused_rather_than_made_up() -> None:
    table = DeadlineTable.of(calendar("Europe/Warsaw", SPLIT), 2024, 2025)
    december = micros([datetime(table_end(table).year, 12, 20, tzinfo=UTC)])
    with pytest.raises(ValueError, match="amount: no opening hours are left before 20"):
        table.add(december, timedelta(hours=200))
    with pytest.raises(ValueError, match="n: no working days are left before 20"):
        table.add_days(december, 200)


def table_end(table: DeadlineTable) -> datetime:
    return instants(np.array([table.last_at]))[0]


def test_a_fair_that_is_over_opens_no_more() -> None:
    fair, office = DeadlineTable.of(CALENDARS["a fair"], FIRST, LAST), CALENDARS["a fair"]
    opening = datetime(2026, 11, 20, 8, tzinfo=UTC)
    start = micros([opening - timedelta(days=400), opening])
    eight = timedelta(hours=8)
    assert instants(fair.add(start, eight)) == [office.add(opening, eight)] * 2 == [opening + eight] * 2
    for late, amount in ((start, eight + MICROSECOND), (start + 8 * 3_600_000_000, timedelta(0))):
        with pytest.raises(ValueError, match="amount: no opening hours are left before 20"):
            fair.add(late, amount)
    with pytest.raises(ValueError, match="n: no working days are left"):
        fair.add_days(start, 1)


def test_a_table_without_any_opening_says_so() -> None:
    fair = DeadlineTable.of(
        calendar("Europe/Tallinn", {}, special_hours={"2046-11-20": [("10:00", "18:00")]}), 2024, 2025
    )
    start = micros([datetime(2025, 3, 1, tzinfo=UTC)])
    assert fair.between(start, start + 10**12).tolist() == [0]
    with pytest.raises(ValueError, match="amount: no opening hours are left"):
        fair.add(start, timedelta(0))


def test_amounts_that_cannot_be_are_refused_by_name() -> None:
    start = micros([datetime(2026, 6, 1, tzinfo=UTC)] * 2)
    with pytest.raises(ValueError, match=r"^amount: -1 is negative"):
        OFFICE.add(start, np.array([5, -1]))
    with pytest.raises(ValueError, match=r"^amount: -1 is negative"):
        OFFICE.add(start, -MICROSECOND)
    with pytest.raises(ValueError, match=r"^n: -2 is negative"):
        OFFICE.add_days(start, -2)
    with pytest.raises(ValueError, match=r"^amount: .* reaches too far"):
        OFFICE.add(start, np.array([1, 2**62]))
    with pytest.raises(ValueError, match=r"^n: .* reaches too far"):
        OFFICE.add_days(start, 2**40)


@pytest.mark.parametrize("other", [np.float64, np.int32, np.uint64, "datetime64[us]"])
def test_only_whole_microseconds_are_taken(other: Any) -> None:
    start = micros([datetime(2026, 6, 1, tzinfo=UTC)])
    with pytest.raises(ValueError, match=r"^start: must be int64, not"):
        OFFICE.add(start.astype(other), timedelta(hours=1))
    if other != "datetime64[us]":
        with pytest.raises(ValueError, match=r"^amount: must be int64, not"):
            OFFICE.add(start, np.array([5]).astype(other))
