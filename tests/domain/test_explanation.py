"""A clock explained: spans and days add up to the allowance, exactly, and every day says why it counts or does not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from csatdesk.domain.clocks import Course, Pause, allowance
from csatdesk.domain.day_lines import COUNTS, ROWS_MOST, Closed, Fold, Marker, Part, folded
from csatdesk.domain.deadlines import Clock, DeadlineState, Unit, WorkCalendar
from csatdesk.domain.explanation import Explanation, Facts, explain
from csatdesk.domain.statuses import WaitingFor
from tests.domain.test_clocks import CALENDARS, DAY, MINUTES, NOW, ROUND, at, course, pause, pauses, spec

PHOTO = Pause(at(12, 10, 15), at(17, 11), WaitingFor.CUSTOMER, "Photo of the fuse box asked", "Jüri Kask", 1)
AT = at(19, 11, 42)
PICTURED = course(32, Unit.WORKING_HOURS, PHOTO)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def told(made: Course, now: datetime = AT, **facts: Any) -> Explanation:
    return explain(made, now, Facts(1, unit=made.rule.target.unit, **facts))


def day(made: Explanation, number: int, month: int = 11) -> Any:
    return next(line for line in made.days if line.day == date(2026, month, number))


def parts(made: Explanation, number: int) -> list[tuple[Part, timedelta]]:
    return [(one.part, one.length) for one in day(made, number).parts]


# the case of the picture


def test_the_pictured_case_is_told_as_in_the_picture() -> None:
    made = told(PICTURED)
    assert made.run.due_at == at(19, 15, 15)
    assert made.state is DeadlineState.DUE_TODAY
    assert parts(made, 12) == [(Part.COUNTED, 135 * MINUTE), (Part.PAUSED, 105 * MINUTE), (Part.PAUSED, 4 * HOUR)]
    assert parts(made, 19) == [(Part.COUNTED, 222 * MINUTE), (Part.TO_COME, 18 * MINUTE), (Part.TO_COME, 135 * MINUTE)]
    so_far = [str(line.so_far // MINUTE) for line in made.days]
    assert so_far == ["150", "630", "630", "765", "765", "765", "765", "765", "1065", "1545", "1767"]
    assert (day(made, 11).closed, day(made, 11).holiday) == (Closed.HOLIDAY, "Independence Day")
    assert day(made, 14).closed is Closed.WEEKDAY
    assert [mark.marker for mark in day(made, 9).marks] == [Marker.START]
    assert [mark.marker for mark in day(made, 19).marks] == [Marker.NOW, Marker.DUE]


def test_a_pause_says_how_much_it_moved_and_what_would_be_without_it() -> None:
    (effect,) = told(PICTURED).pauses
    assert effect.is_known
    assert effect.moved == 24 * HOUR + 45 * MINUTE
    assert effect.without_at == at(16, 14, 30)


def test_of_two_pauses_at_once_neither_alone_moved_anything() -> None:
    made = told(course(8, Unit.WORKING_HOURS, pause(at(10, 9), at(10, 11)), pause(at(10, 9), at(10, 11))))
    assert [one.moved for one in made.pauses] == [timedelta(0)] * 2
    assert made.run.due_at == at(10, 16, 30)


def test_a_pause_that_the_law_does_not_know_is_named_and_moves_nothing() -> None:
    made = told(course(14, Unit.CALENDAR_DAYS, PHOTO, clock=Clock.LEGAL, pauses_for=frozenset()))
    (effect,) = made.pauses
    assert not effect.is_known
    assert effect.moved_days == 0
    assert [line.part for line in made.days].count(Part.COUNTED) == 9
    assert day(made, 19).part is Part.TO_COME
    assert made.days_allowed == 14


def test_a_pause_while_a_used_up_period_only_rolls_counts_no_day_twice() -> None:
    """The 14 days are used up on Sunday 15; on Monday, where it rolled to, it waits until Wednesday."""
    made = told(course(14, Unit.CALENDAR_DAYS, pause(at(16), at(18)), start=at(1, 9), roll=True))
    assert made.count is not None
    assert (made.count.last, made.count.due_day) == (date(2026, 11, 15), date(2026, 11, 18))
    assert made.rolled_from == date(2026, 11, 15)
    assert [day(made, number).part for number in (15, 16, 17, 18)] == [
        Part.COUNTED,
        Part.PAUSED,
        Part.PAUSED,
        Part.ROLLED,
    ]
    assert made.days_allowed == 14


# states


def test_an_answered_clock_is_told_as_it_stood_then() -> None:
    later = pause(at(18, 15), at(25))
    made = told(course(32, Unit.WORKING_HOURS, PHOTO, later), at(27, 9), met_at=at(18, 14))
    assert made.state is DeadlineState.MET
    assert made.run.due_at == at(19, 15, 15)
    assert made.days[-1].day == date(2026, 11, 19)
    assert {one.part for one in day(made, 19).parts} == {Part.UNUSED}
    assert [mark.marker for mark in day(made, 18).marks] == [Marker.MET]


def test_an_overdue_clock_goes_on_to_now_and_says_by_how_much() -> None:
    made = told(course(4, Unit.WORKING_HOURS), at(12, 9))
    assert made.state is DeadlineState.OVERDUE
    assert made.late == 6 * HOUR + 30 * MINUTE + HOUR
    assert sum((line.length_of(Part.LATE) for line in made.days), timedelta(0)) == made.late
    assert made.counted == 4 * HOUR


def test_while_paused_everything_after_now_is_still_to_come() -> None:
    made = told(course(8, Unit.WORKING_HOURS, pause(at(10, 9), None)), at(12, 10))
    assert made.state is DeadlineState.PAUSED
    assert made.counted == 3 * HOUR + 30 * MINUTE
    assert parts(made, 12) == [(Part.PAUSED, 2 * HOUR), (Part.TO_COME, 2 * HOUR), (Part.TO_COME, 150 * MINUTE)]
    assert sum((line.length_of(Part.TO_COME) for line in made.days), timedelta(0)) == 4 * HOUR + 30 * MINUTE


def test_a_missed_clock_ends_where_the_answer_was_sent() -> None:
    made = told(course(4, Unit.WORKING_HOURS), at(30), met_at=at(12, 9))
    assert made.state is DeadlineState.MISSED
    assert made.days[-1].day == date(2026, 11, 12)


def test_a_last_day_that_is_closed_is_named_with_the_days_it_rolls_over() -> None:
    made = told(course(5, Unit.CALENDAR_DAYS, clock=Clock.LEGAL, roll=True), at(12, 9))
    assert made.rolled_from == date(2026, 11, 14)
    assert [day(made, number).part for number in (14, 15, 16)] == [Part.TO_COME, Part.ROLLED, Part.ROLLED]
    assert made.due_day == date(2026, 11, 16)


def test_closed_days_do_not_count_among_working_days() -> None:
    made = told(course(4, Unit.WORKING_DAYS), at(12, 9))
    assert [line.part for line in made.days] == [
        Part.START,
        Part.COUNTED,
        Part.CLOSED,
        Part.TO_COME,
        Part.TO_COME,
        Part.CLOSED,
        Part.CLOSED,
        Part.TO_COME,
    ]
    assert made.run.due_at == at(16, 17)


def test_an_extension_is_told_after_the_period_it_moved() -> None:
    made = told(replace(course(14, Unit.CALENDAR_DAYS, clock=Clock.LEGAL), extended_to=at(1, month=12)))
    assert made.base_at == at(24)
    assert made.run.due_at == at(1, month=12)
    assert day(made, 23).part is Part.TO_COME
    assert {day(made, number).part for number in range(24, 31)} == {Part.EXTENDED}


def test_a_promise_counts_the_days_up_to_what_was_promised() -> None:
    promised = replace(course(0, Unit.CALENDAR_DAYS, clock=Clock.PROMISE, start=at(17, 9)), extended_to=at(21))
    made = told(promised)
    assert [line.part for line in made.days] == [Part.START, Part.COUNTED, Part.TO_COME, Part.TO_COME]
    assert made.count is None


def test_the_day_on_which_the_clock_is_put_back_says_so() -> None:
    calendar = WorkCalendar.from_dict(spec(ROUND, holidays={}))
    made = told(course(30, Unit.WORKING_HOURS, start=at(24, 20, month=10), calendar=calendar), at(24, 21, month=10))
    line = day(made, 25, month=10)
    assert line.shift == -HOUR
    assert line.length_of(Part.TO_COME) == 25 * HOUR


def test_special_hours_and_days_closed_by_them_are_told() -> None:
    special = {
        "2026-11-10": {"hours": [["10:00", "12:00"]], "open_on_holiday": False},
        "2026-11-12": {"hours": [], "open_on_holiday": False},
        "2026-11-11": {"hours": [["09:00", "10:00"]], "open_on_holiday": True},
    }
    calendar = WorkCalendar.from_dict(spec(special_hours=special))
    made = told(course(8, Unit.WORKING_HOURS, calendar=calendar))
    assert day(made, 10).is_special
    assert (day(made, 11).closed, day(made, 11).holiday) == (None, "Independence Day")
    assert day(made, 12).closed is Closed.SPECIAL


# folding


def test_few_days_are_all_told() -> None:
    assert all(not isinstance(line, Fold) for line in told(PICTURED).lines)


def test_many_days_alike_are_told_in_one_line_but_never_one_on_which_something_happened() -> None:
    made = told(course(400, Unit.WORKING_HOURS, PHOTO), at(19, 11, 42))
    lines = made.lines
    assert len(lines) < ROWS_MOST
    folds = [line for line in lines if isinstance(line, Fold)]
    assert all(not one.marks and not one.holiday for fold in folds for one in fold.days)
    unfolded = [one for line in lines for one in (line.days if isinstance(line, Fold) else (line,))]
    assert tuple(unfolded) == made.days
    assert {fold.part for fold in folds} <= {Part.COUNTED, Part.PAUSED, Part.TO_COME}


def test_years_overdue_fold_into_a_few_lines() -> None:
    made = told(course(4, Unit.WORKING_HOURS, start=at(9, 14, 30).replace(year=2019)))
    assert len(made.days) > 2000
    assert len(made.lines) < ROWS_MOST


# that it adds up

HOURS = st.integers(1, 4000)


@given(CALENDARS, MINUTES, HOURS, pauses(), st.integers(0, 20 * 1440))
@settings(max_examples=150)
def test_counted_spans_add_up_to_the_allowance(
    mapping: dict[str, Any], start: datetime, minutes: int, waits: tuple[Pause, ...], later: int
) -> None:
    calendar = WorkCalendar.from_dict(mapping)
    made = course(minutes, Unit.WORKING_MINUTES, *waits, start=start, calendar=calendar)
    now = start + later * MINUTE
    why = explain(made, now, Facts(1, unit=Unit.WORKING_MINUTES))
    counted = sum((line.length_of(*COUNTS) for line in why.days), timedelta(0))
    assert counted == allowance(made.rule.target)
    assert why.run == why.course.run(now)
    every = sum((line.length_of(*Part) for line in why.days), timedelta(0))
    assert every == calendar.between(start, max(why.run.due_at, now if now > why.run.due_at else why.run.due_at))
    assert why.counted == min(why.course.counted(now, now), allowance(made.rule.target))
    for line in why.days:
        assert all(calendar.local_day(one.from_at) == line.day for one in line.parts)


@given(
    CALENDARS,
    MINUTES,
    st.integers(0, 30),
    st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.CALENDAR_WEEKS]),
    st.booleans(),
    pauses(),
    st.sampled_from([Clock.HOUSE, Clock.LEGAL]),
    st.integers(0, 20 * 1440),
)
@settings(max_examples=200)
def test_counted_days_add_up_to_the_allowance(  # noqa: PLR0917  (drawn one by one)
    mapping: dict[str, Any],
    start: datetime,
    amount: int,
    unit: Unit,
    roll: bool,
    waits: tuple[Pause, ...],
    clock: Clock,
    later: int,
) -> None:
    calendar = WorkCalendar.from_dict(mapping)
    made = course(amount, unit, *waits, start=start, clock=clock, roll=roll, calendar=calendar)
    why = explain(made, start + later * MINUTE, Facts(1, unit=unit))
    wanted = amount * 7 if unit is Unit.CALENDAR_WEEKS else amount
    assert why.days_allowed == wanted or (amount == 0 and why.days_allowed == 1)
    assert why.days[0].day == calendar.local_day(start)
    assert [line.day for line in why.days] == [why.days[0].day + place * DAY for place in range(len(why.days))]
    assert sum(mark.marker is Marker.DUE for line in why.days for mark in line.marks) == 1


@given(CALENDARS, MINUTES, HOURS, pauses())
@settings(max_examples=80)
def test_what_a_pause_moved_leads_from_the_instant_without_it_to_the_one_with_it(
    mapping: dict[str, Any], start: datetime, minutes: int, waits: tuple[Pause, ...]
) -> None:
    calendar = WorkCalendar.from_dict(mapping)
    made = course(minutes, Unit.WORKING_MINUTES, *waits, start=start, calendar=calendar)
    why = explain(made, NOW, Facts(1, unit=Unit.WORKING_MINUTES))
    for effect in why.pauses:
        assert effect.without_at <= why.base_at
        assert calendar.between(effect.without_at, why.base_at) == effect.moved


@given(CALENDARS, MINUTES, HOURS, pauses(), st.integers(1, 12))
@settings(max_examples=60)
def test_folding_loses_no_day(
    mapping: dict[str, Any], start: datetime, minutes: int, waits: tuple[Pause, ...], most: int
) -> None:
    made = course(minutes, Unit.WORKING_MINUTES, *waits, start=start, calendar=WorkCalendar.from_dict(mapping))
    why = explain(made, NOW, Facts(1, unit=Unit.WORKING_MINUTES))
    assume(len(why.days) > most)
    lines = folded(why.days, most)
    assert [one for line in lines for one in (line.days if isinstance(line, Fold) else (line,))] == list(why.days)


def test_decades_with_a_holiday_each_year_fold_these_too() -> None:
    holidays = {f"{year}-{month:02d}-01": "Day off" for year in range(2010, 2027) for month in range(1, 13)}
    calendar = WorkCalendar.from_dict(spec(holidays=holidays))
    made = told(course(4, Unit.WORKING_HOURS, start=at(9, 14, 30).replace(year=2010), calendar=calendar))
    fold = next(line for line in made.lines if isinstance(line, Fold))
    assert len(made.lines) < ROWS_MOST
    assert {one.holiday for one in fold.holidays} == {"Day off"}


def test_the_instant_of_a_zone_does_not_matter() -> None:
    elsewhere = replace(PICTURED, start=PICTURED.start.astimezone(UTC))
    assert told(elsewhere).days == told(PICTURED).days
