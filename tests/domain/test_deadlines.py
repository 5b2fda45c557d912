"""Due instants of service targets, the day that is shown, and how a deadline stands."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.deadlines import (
    Clock,
    Deadline,
    DeadlineState,
    ServiceTarget,
    Unit,
    WorkCalendar,
    days_overdue,
    due_at,
    is_late,
    shown_day,
    state,
    working_days_left,
)
from csatdesk.domain.local_text import LocalText

WARSAW = ZoneInfo("Europe/Warsaw")
SPLIT = [["08:00", "12:00"], ["13:00", "17:00"]]
WORKWEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), SPLIT)
OFFICE = WorkCalendar.from_dict(
    {"zone": "Europe/Warsaw", "week": WORKWEEK, "holidays": ["2026-11-11", "2026-12-24", "2026-12-25", "2026-12-26"]}
)
NIGHTS = WorkCalendar.from_dict(
    {"zone": "Europe/Warsaw", "week": {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def due(start: str, amount: int, unit: Unit, *, clock: Clock = Clock.HOUSE, roll: bool = False) -> str:
    target = ServiceTarget(amount, unit, roll_to_working_day=roll)
    found = due_at(at(start), target, OFFICE, clock)
    assert found.tzinfo is UTC
    return found.astimezone(WARSAW).strftime("%a %Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "amount", "unit", "wanted"),
    [
        ("2026-11-20T16:30", 2, Unit.WORKING_HOURS, "Mon 2026-11-23 09:30"),
        ("2026-11-20T16:30", 90, Unit.WORKING_MINUTES, "Mon 2026-11-23 09:00"),
        ("2026-11-16T08:00", 8, Unit.WORKING_HOURS, "Mon 2026-11-16 17:00"),
        ("2026-11-21T10:00", 0, Unit.WORKING_MINUTES, "Mon 2026-11-23 08:00"),
        ("2026-12-23T10:00", 3, Unit.WORKING_DAYS, "Wed 2026-12-30 17:00"),
        ("2026-11-19T11:42", 15, Unit.WORKING_DAYS, "Thu 2026-12-10 17:00"),
        ("2026-12-08T10:00", 14, Unit.CALENDAR_DAYS, "Wed 2026-12-23 00:00"),
        ("2026-11-19T10:00", 8, Unit.CALENDAR_WEEKS, "Fri 2027-01-15 00:00"),
        ("2026-11-19T10:00", 1, Unit.CALENDAR_MONTHS, "Sun 2026-12-20 00:00"),
        ("2026-01-31T10:00", 1, Unit.CALENDAR_MONTHS, "Sun 2026-03-01 00:00"),
        ("2028-01-31T10:00", 1, Unit.CALENDAR_MONTHS, "Wed 2028-03-01 00:00"),
        ("2026-08-31T10:00", 3, Unit.CALENDAR_MONTHS, "Tue 2026-12-01 00:00"),
        ("2026-11-30T10:00", 3, Unit.CALENDAR_MONTHS, "Mon 2027-03-01 00:00"),
        ("2026-12-31T23:30", 12, Unit.CALENDAR_MONTHS, "Sat 2028-01-01 00:00"),
        ("2026-11-19T10:00", 0, Unit.CALENDAR_DAYS, "Fri 2026-11-20 00:00"),
        ("2026-03-20T10:00", 9, Unit.CALENDAR_DAYS, "Mon 2026-03-30 00:00"),
    ],
)
def test_a_target_gives_a_due_instant(start: str, amount: int, unit: Unit, wanted: str) -> None:
    assert due(start, amount, unit) == wanted


@pytest.mark.parametrize(
    ("start", "wanted"),
    [
        ("2026-11-16T10:00", "Mon 2026-11-16 17:00"),
        ("2026-11-16T17:00", "Mon 2026-11-16 17:00"),
        ("2026-11-16T18:00", "Tue 2026-11-17 17:00"),
        ("2026-11-20T18:00", "Mon 2026-11-23 17:00"),
        ("2026-11-21T10:00", "Mon 2026-11-23 17:00"),
    ],
)
def test_the_same_working_day_is_the_next_one_for_what_comes_after_hours(start: str, wanted: str) -> None:
    assert due(start, 0, Unit.WORKING_DAYS) == wanted


def test_the_legal_clock_ends_working_days_at_midnight() -> None:
    assert due("2026-12-23T10:00", 3, Unit.WORKING_DAYS, clock=Clock.LEGAL) == "Thu 2026-12-31 00:00"


@pytest.mark.parametrize(
    ("start", "wanted"),
    [
        ("2026-12-11T10:00", "Tue 2026-12-29 00:00"),  # 25 December, a holiday before a week-end
        ("2026-12-05T10:00", "Sun 2026-12-20 00:00"),
        ("2026-12-08T10:00", "Wed 2026-12-23 00:00"),
    ],
)
def test_a_period_rolls_to_a_working_day_only_when_the_profile_says_so(start: str, wanted: str) -> None:
    plain = due(start, 14, Unit.CALENDAR_DAYS)
    rolled = due(start, 14, Unit.CALENDAR_DAYS, roll=True)
    assert plain != rolled or rolled == wanted
    assert rolled == ("Tue 2026-12-22 00:00" if "12-05" in start else wanted)


def test_a_period_counts_from_the_local_day() -> None:
    late = datetime(2026, 12, 7, 23, 30, tzinfo=UTC)  # Tuesday 00:30 in Warsaw
    assert due_at(late, ServiceTarget(14, Unit.CALENDAR_DAYS), OFFICE) == datetime(2026, 12, 22, 23, tzinfo=UTC)


def test_impossible_targets_are_refused() -> None:
    with pytest.raises(ValueError, match="amount: -1 is negative"):
        ServiceTarget(-1, Unit.WORKING_DAYS)
    for unit in Unit:
        with pytest.raises(ValueError, match=r"amount|^n|only 1800"):
            due_at(at("2026-11-16T10:00"), ServiceTarget(10**13, unit, roll_to_working_day=True), OFFICE)
    naive = datetime(2026, 11, 16, 9)  # noqa: DTZ001  that is the point
    for unit in Unit:
        with pytest.raises(ValueError, match="start: 2026-11-16T09:00:00 carries no zone"):
            due_at(naive, ServiceTarget(1, unit), OFFICE)


def test_a_target_has_a_name_in_every_language() -> None:
    target = ServiceTarget(15, Unit.WORKING_DAYS, LocalText({"en": "Answer", "pl": "Odpowiedź"}))
    assert target.name.in_language("pl") == "Odpowiedź"
    assert ServiceTarget(15, Unit.WORKING_DAYS).name == LocalText()


def test_a_midnight_is_shown_as_the_day_it_ends() -> None:
    start = at("2026-12-08T10:00")
    fortnight = due_at(start, ServiceTarget(14, Unit.CALENDAR_DAYS), OFFICE)
    assert shown_day(fortnight, Unit.CALENDAR_DAYS, OFFICE) == date(2026, 12, 22)
    legal = due_at(start, ServiceTarget(3, Unit.WORKING_DAYS), OFFICE, Clock.LEGAL)
    house = due_at(start, ServiceTarget(3, Unit.WORKING_DAYS), OFFICE)
    for instant in (legal, house):
        assert shown_day(instant, Unit.WORKING_DAYS, OFFICE) == date(2026, 12, 11)
    until_midnight = due_at(start, ServiceTarget(3, Unit.WORKING_DAYS), NIGHTS)
    assert shown_day(until_midnight, Unit.WORKING_DAYS, NIGHTS) == date(2026, 12, 11)
    assert shown_day(at("2026-12-09T00:00"), Unit.WORKING_HOURS, NIGHTS) == date(2026, 12, 9)


@given(st.integers(0, 400), st.integers(0, 800), st.sampled_from([unit for unit in Unit if unit.is_calendar]))
def test_the_shown_day_of_a_period_is_its_last_whole_day(offset: int, amount: int, unit: Unit) -> None:
    beirut = WorkCalendar.from_dict({"zone": "Asia/Beirut", "week": WORKWEEK})  # skips a midnight every March
    start = datetime(2021, 1, 1, 12, tzinfo=UTC) + timedelta(days=offset)
    ends = due_at(start, ServiceTarget(amount, unit), beirut)
    last = shown_day(ends, unit, beirut)
    assert beirut.local_day(ends) == last + timedelta(days=1)
    if unit is not Unit.CALENDAR_MONTHS:
        assert (last - start.date()).days == amount * (7 if unit is Unit.CALENDAR_WEEKS else 1)


# How a deadline stands. Now is Thursday 19 November 2026, 11:42, as in the pictures.

NOW = at("2026-11-19T11:42")


def house(instant: str, unit: Unit = Unit.WORKING_DAYS, *, met: str | None = None, paused: bool = False) -> Deadline:
    return Deadline(Clock.HOUSE, at("2026-11-09T14:30"), at(instant), unit, at(met) if met else None, paused)


@pytest.mark.parametrize(
    ("deadline", "stands"),
    [
        (None, DeadlineState.NONE),
        (house("2026-11-16T17:00"), DeadlineState.OVERDUE),
        (house("2026-11-19T11:41", Unit.WORKING_HOURS), DeadlineState.OVERDUE),
        (house("2026-11-19T11:42", Unit.WORKING_HOURS), DeadlineState.DUE_TODAY),
        (house("2026-11-19T15:15", Unit.WORKING_HOURS), DeadlineState.DUE_TODAY),
        (house("2026-11-19T17:00"), DeadlineState.DUE_TODAY),
        (house("2026-11-20T00:00", Unit.CALENDAR_DAYS), DeadlineState.DUE_TODAY),
        (house("2026-11-20T17:00"), DeadlineState.DUE_SOON),
        (house("2026-11-22T00:00", Unit.CALENDAR_DAYS), DeadlineState.DUE_SOON),
        (house("2026-11-23T17:00"), DeadlineState.DUE_SOON),
        (house("2026-11-24T00:00", Unit.CALENDAR_WEEKS), DeadlineState.DUE_SOON),
        (house("2026-11-24T17:00"), DeadlineState.ON_TRACK),
        (house("2026-11-25T00:00", Unit.CALENDAR_MONTHS), DeadlineState.ON_TRACK),
        (house("2026-11-16T17:00", paused=True), DeadlineState.PAUSED),
        (house("2026-11-23T17:00", paused=True), DeadlineState.PAUSED),
        (house("2026-11-16T17:00", met="2026-11-16T17:00"), DeadlineState.MET),
        (house("2026-11-16T17:00", met="2026-11-16T17:00:00.000001"), DeadlineState.MISSED),
        (house("2026-11-23T17:00", met="2026-11-16T12:00", paused=True), DeadlineState.MET),
        (house("2026-11-17T00:00", Unit.CALENDAR_DAYS, met="2026-11-16T23:59:59"), DeadlineState.MET),
        (house("2026-11-17T00:00", Unit.CALENDAR_DAYS, met="2026-11-17T00:00"), DeadlineState.MISSED),
    ],
)
def test_a_deadline_stands_as_the_clock_says(deadline: Deadline | None, stands: DeadlineState) -> None:
    assert state(deadline, NOW, OFFICE) is stands


def test_how_soon_is_soon_can_be_chosen() -> None:
    deadline = house("2026-11-24T17:00")
    assert state(deadline, NOW, OFFICE, soon_days=3) is DeadlineState.DUE_SOON
    assert state(house("2026-11-20T17:00"), NOW, OFFICE, soon_days=0) is DeadlineState.ON_TRACK


def test_late_is_strictly_after_hours_and_from_midnight_for_a_period() -> None:
    by_hours, by_day = house("2026-11-20T00:00", Unit.WORKING_HOURS), house("2026-11-20T00:00", Unit.CALENDAR_DAYS)
    midnight, moment = at("2026-11-20T00:00"), timedelta(microseconds=1)
    assert [is_late(by_hours, midnight + step * moment) for step in (-1, 0, 1)] == [False, False, True]
    assert [is_late(by_day, midnight + step * moment) for step in (-1, 0, 1)] == [False, True, True]


def test_legal_working_days_are_a_period_and_house_working_days_are_not() -> None:
    instant = at("2026-11-20T00:00")
    assert Deadline(Clock.LEGAL, NOW, instant, Unit.WORKING_DAYS).is_period
    assert not Deadline(Clock.HOUSE, NOW, instant, Unit.WORKING_DAYS).is_period
    assert not Deadline(Clock.LEGAL, NOW, instant, Unit.WORKING_HOURS).is_period
    assert Deadline(Clock.PROMISE, NOW, instant, Unit.CALENDAR_WEEKS).is_period


@pytest.mark.parametrize(
    ("instant", "unit", "left"),
    [
        ("2026-11-20T17:00", Unit.WORKING_DAYS, 1),
        ("2026-11-23T17:00", Unit.WORKING_DAYS, 2),
        ("2026-11-24T00:00", Unit.CALENDAR_DAYS, 2),
        ("2026-11-22T00:00", Unit.CALENDAR_DAYS, 1),
        ("2026-11-19T17:00", Unit.WORKING_DAYS, 0),
        ("2026-11-16T17:00", Unit.WORKING_DAYS, 0),
    ],
)
def test_working_days_left_end_with_the_due_day(instant: str, unit: Unit, left: int) -> None:
    assert working_days_left(house(instant, unit), NOW, OFFICE) == left


@pytest.mark.parametrize(
    ("instant", "unit", "days"),
    [
        ("2026-11-16T17:00", Unit.WORKING_DAYS, 3),
        ("2026-11-17T00:00", Unit.CALENDAR_DAYS, 3),
        ("2026-11-18T17:00", Unit.WORKING_DAYS, 1),
        ("2026-11-19T00:00", Unit.CALENDAR_DAYS, 1),
        ("2026-11-19T09:00", Unit.WORKING_HOURS, 0),
        ("2026-11-23T17:00", Unit.WORKING_DAYS, 0),
    ],
)
def test_days_overdue_are_the_days_on_the_wall_calendar(instant: str, unit: Unit, days: int) -> None:
    assert days_overdue(house(instant, unit), NOW, OFFICE) == days
