"""Which days ask for a check, and how a check stands: holidays, clock changes, changed and ended schedules."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.calendars import WorkCalendar
from csatdesk.domain.centres import CalendarVersion
from csatdesk.domain.checklists import (
    DAY,
    CheckRow,
    CheckState,
    Rhythm,
    ScheduleDayGone,
    ScheduleDayWrong,
    ScheduleReversed,
    ScheduleTimeWrong,
    Terms,
    asks,
    counted,
    days_asked,
    hours_on,
    look_back,
    state_of,
)
from csatdesk.domain.local_text import LocalText

WEEK = {day: [["08:00", "16:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
HOLIDAYS = {"2026-12-24": "Wigilia", "2026-12-25": "Boże Narodzenie", "2026-01-01": "Nowy Rok"}
CALENDAR = WorkCalendar.from_dict({"zone": "Europe/Warsaw", "week": WEEK, "holidays": HOLIDAYS})
LONG_AGO = date(2020, 1, 1)


def is_open(day: date) -> bool:
    return bool(CALENDAR.hours_on(day))


def terms(rhythm: Rhythm = Rhythm.DAILY, **other: Any) -> Terms:
    values: dict[str, Any] = {"rhythm": rhythm, "until": 9 * 60, "first_on": LONG_AGO}
    return Terms(**values | other)


def asked(one: Terms, first: date, last: date) -> list[date]:
    return list(days_asked([one], is_open, first, last))


def test_a_daily_check_is_asked_for_on_working_days_only() -> None:
    days = asked(terms(), date(2026, 12, 21), date(2026, 12, 28))
    assert days == [date(2026, 12, day) for day in (21, 22, 23, 28)]


def test_a_weekly_check_moves_from_a_closed_day_to_the_next_open_one() -> None:
    thursdays = terms(Rhythm.WEEKLY, weekday=3)
    assert asked(thursdays, date(2026, 12, 14), date(2027, 1, 1)) == [
        date(2026, 12, 17),
        date(2026, 12, 28),  # Christmas Eve and Day, then a weekend
        date(2026, 12, 31),
    ]


def test_a_monthly_check_falls_on_its_day_on_the_last_of_a_short_month_or_on_the_next_open_day() -> None:
    days = asked(terms(Rhythm.MONTHLY, day=31), date(2026, 1, 1), date(2026, 5, 31))
    assert days == [date(2026, 2, 2), date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 30)]


def test_the_first_working_day_of_a_month_comes_after_new_year() -> None:
    days = asked(terms(Rhythm.MONTH_START), date(2026, 1, 1), date(2026, 3, 31))
    assert days == [date(2026, 1, 2), date(2026, 2, 2), date(2026, 3, 2)]


def test_nothing_is_asked_for_in_an_office_that_never_opens() -> None:
    assert not list(days_asked([terms(Rhythm.WEEKLY)], lambda _day: False, date(2026, 1, 1), date(2026, 12, 31)))


def test_after_a_closure_longer_than_a_month_the_checks_of_before_are_not_asked_for() -> None:
    opening = date(2026, 8, 10)
    days = days_asked([terms(Rhythm.MONTHLY, day=1)], lambda day: day >= opening, date(2026, 6, 1), date(2026, 9, 30))
    assert list(days) == [opening, date(2026, 9, 1)]  # that of August; those of June and July are gone
    late = days_asked([terms(Rhythm.MONTHLY, day=1)], lambda day: day >= date(2026, 9, 2), opening, date(2026, 9, 5))
    assert list(late) == [date(2026, 9, 2)]


def test_a_schedule_changed_later_leaves_what_was_asked_for_before() -> None:
    history = [
        terms(last_on=date(2026, 11, 17)),
        terms(Rhythm.WEEKLY, weekday=4, first_on=date(2026, 11, 18)),
    ]
    days = list(days_asked(history, is_open, date(2026, 11, 16), date(2026, 11, 30)))
    assert days == [date(2026, 11, day) for day in (16, 17, 20, 27)]


def test_an_ended_schedule_asks_for_nothing_more_and_keeps_its_days() -> None:
    ended = terms(last_on=date(2026, 11, 17))
    assert asked(ended, date(2026, 11, 16), date(2026, 11, 20)) == [date(2026, 11, 16), date(2026, 11, 17)]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"until": 0}, ScheduleTimeWrong),
        ({"until": 1441}, ScheduleTimeWrong),
        ({"day": 32}, ScheduleDayWrong),
        ({"first_on": date(2026, 11, 18)}, ScheduleDayGone),
        ({"first_on": date(2026, 11, 20), "last_on": date(2026, 11, 19)}, ScheduleReversed),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(wrong: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        terms(**({"first_on": date(2026, 11, 19)} | wrong)).check(date(2026, 11, 19))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_a_check_is_due_until_its_time_then_late_then_not_done() -> None:
    day = date(2026, 11, 19)
    due_at = CALENDAR.wall(day, 9 * 60)  # in Warsaw

    def stands(now: datetime) -> CheckState:
        return state_of(due_at, sent_at=None, is_excused=False, is_over=CALENDAR.local_day(now) > day, now=now)

    def sent(when: datetime) -> CheckState:
        return state_of(due_at, sent_at=when, is_excused=False, is_over=True, now=at(20, 9))

    assert stands(at(19, 8)) is CheckState.DUE
    assert stands(at(19, 8, 1)) is CheckState.OVERDUE
    assert stands(at(19, 22, 59)) is CheckState.OVERDUE
    assert stands(at(19, 23)) is CheckState.NOT_DONE
    assert (sent(at(19, 8)), sent(at(19, 9))) == (CheckState.DONE, CheckState.LATE)
    assert state_of(due_at, sent_at=None, is_excused=True, is_over=True, now=at(25, 9)) is CheckState.EXCUSED


def test_the_time_of_day_is_that_of_the_wall_when_clocks_are_put() -> None:
    sunday = WorkCalendar.from_dict({"zone": "Europe/Warsaw", "week": {"sun": [["00:00", "16:00"]]}})
    assert sunday.wall(date(2026, 3, 29), 150) == datetime(2026, 3, 29, 1, tzinfo=UTC)  # 2:30 does not exist
    assert sunday.wall(date(2026, 10, 25), 150) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # twice: the first counts
    assert sunday.wall(date(2026, 10, 26), 540) == datetime(2026, 10, 26, 8, tzinfo=UTC)
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        assert sunday.wall(day, 24 * 60) - sunday.midnight(day) == timedelta(hours=hours)


def test_one_looks_back_as_far_as_the_last_check_of_the_rhythm_can_lie() -> None:
    today = date(2026, 11, 19)
    monthly = terms(Rhythm.MONTHLY, last_on=today - 40 * DAY)
    assert look_back([terms()], today) == today - 14 * DAY
    assert look_back([monthly, terms(first_on=today)], today) == today - 62 * DAY
    assert look_back([], today) == today - 62 * DAY


def test_hours_changed_today_count_for_today_and_not_for_yesterday() -> None:
    saturdays = WorkCalendar.from_dict({"zone": "Europe/Warsaw", "week": {"sat": [["08:00", "12:00"]]}})
    versions = (CalendarVersion(2, at(19, 10), saturdays), CalendarVersion(1, at(1, 0, month=1), CALENDAR))
    assert hours_on(versions, date(2026, 11, 18)) is CALENDAR
    assert hours_on(versions, date(2026, 11, 19)) is saturdays
    assert hours_on(versions, date(2025, 1, 1)) is CALENDAR


def row(state: CheckState) -> CheckRow:
    return CheckRow(1, date(2026, 11, 19), 1, LocalText(), 1, "", "", at(19, 8), state, False, False, False)


def test_what_is_left_out_or_still_due_stands_in_no_share() -> None:
    states = [CheckState.DONE] * 6 + [CheckState.LATE, CheckState.NOT_DONE, CheckState.EXCUSED, CheckState.DUE]
    counts = counted([row(one) for one in states])
    assert (counts.asked, counts.percent, counts.due, counts.excused) == (8, 88, 1, 1)
    assert counted([row(CheckState.EXCUSED)]).percent is None


RHYTHMS = st.builds(
    terms,
    st.sampled_from(Rhythm),
    weekday=st.integers(0, 6),
    day=st.integers(1, 31),
    first_on=st.dates(date(2026, 1, 1), date(2026, 6, 30)),
    last_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
CLOSED = st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=60)
MIDDLE = st.dates(date(2026, 1, 2), date(2026, 12, 30))


@given(one=RHYTHMS, closed=CLOSED, middle=MIDDLE)
def test_every_asked_day_is_open_within_its_terms_and_a_list_in_two_halves_is_the_list(
    one: Terms, closed: set[date], middle: date
) -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)

    def opens(day: date) -> bool:
        return day.weekday() < 5 and day not in closed

    days = list(days_asked([one], opens, first, last))
    assert all(opens(day) and one.holds(day) for day in days)
    halves = [*days_asked([one], opens, first, middle), *days_asked([one], opens, middle + DAY, last)]
    assert days == halves
    if one.rhythm is Rhythm.DAILY:
        assert days == [day for day in (first + n * DAY for n in range(365)) if opens(day) and one.holds(day)]


@given(one=RHYTHMS, closed=CLOSED)
def test_no_own_day_asks_twice_and_a_moved_check_jumps_over_no_open_day(one: Terms, closed: set[date]) -> None:

    def opens(day: date) -> bool:
        return day.weekday() < 5 and day not in closed

    days = list(days_asked([one], opens, date(2026, 1, 1), date(2026, 12, 31)))
    if one.rhythm is Rhythm.DAILY:
        return
    own = [day for day in (date(2026, 1, 1) - 31 * DAY + n * DAY for n in range(396)) if asks_always(one, day)]
    assert len(days) <= len(own)
    for day in days:
        source = max(before for before in own if before <= day)
        between = [source + n * DAY for n in range((day - source).days)]
        assert not any(opens(one_day) for one_day in between)


def asks_always(one: Terms, day: date) -> bool:
    """Its own day, as in an office that never closes."""
    whole = terms(one.rhythm, weekday=one.weekday, day=one.day)
    return asks(whole, day, lambda _day: True)
