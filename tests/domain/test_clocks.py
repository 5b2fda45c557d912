"""Clocks of a case: pauses by unit, extensions, alarms, against a walk through time that shares nothing with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatdesk.domain.clocks import Alarm, AlarmRule, ClockRule, Course, Pause, allowance
from csatdesk.domain.deadlines import Clock, ServiceTarget, Unit, WorkCalendar
from csatdesk.domain.statuses import WaitingFor
from tests.domain.minute_walker import MINUTE, Walker

WARSAW = ZoneInfo("Europe/Warsaw")
SPLIT = {day: [["08:00", "12:00"], ["13:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
NIGHT = {"mon": [["22:00", "06:00"]], "wed": [["22:00", "24:00"]], "thu": [["20:00", "04:00"]]}
ROUND = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
DAY = timedelta(days=1)


def spec(week: Mapping[str, Any] = SPLIT, zone: str = "Europe/Warsaw", **other: Any) -> dict[str, Any]:
    return {
        "zone": zone,
        "week": dict(week),
        "holidays": {"2026-11-11": "Independence Day"},
        "special_hours": {},
    } | other


CALENDAR = WorkCalendar.from_dict(spec())


def at(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime:
    """In 2026, by the clock on Warsaw's wall."""
    return datetime(2026, month, day, hour, minute, tzinfo=WARSAW).astimezone(UTC)


def pause(begin: datetime, end: datetime | None, reason: WaitingFor = WaitingFor.CUSTOMER) -> Pause:
    return Pause(begin, end, reason)


RECEIVED = at(9, 14, 30)


def course(
    amount: int,
    unit: Unit,
    *pauses: Pause,
    start: datetime = RECEIVED,
    clock: Clock = Clock.HOUSE,
    calendar: WorkCalendar = CALENDAR,
    roll: bool = False,
    **rule: Any,
) -> Course:
    target = ServiceTarget(amount, unit, roll_to_working_day=roll)
    return Course(clock, ClockRule(target, **rule), start, calendar, pauses)


LATER = at(1, month=12)


def due(made: Course, now: datetime = LATER) -> datetime:
    return made.run(now).due_at


# hours and minutes


def test_a_pause_gives_back_the_open_time_that_passed() -> None:
    made = course(32, Unit.WORKING_HOURS, pause(at(12, 10, 15), at(17, 11)))
    assert due(made) == at(19, 15, 15)
    assert due(replace(made, pauses=())) == at(16, 14, 30)


def test_pauses_that_overlap_or_touch_count_once() -> None:
    joined = course(8, Unit.WORKING_HOURS, pause(at(10, 9), at(10, 11)))
    apart = course(8, Unit.WORKING_HOURS, pause(at(10, 9), at(10, 10)), pause(at(10, 10), at(10, 11)))
    over = course(8, Unit.WORKING_HOURS, pause(at(10, 9, 30), at(10, 11)), pause(at(10, 9), at(10, 10)))
    inside = course(8, Unit.WORKING_HOURS, pause(at(10, 9), at(10, 11)), pause(at(10, 9, 30), at(10, 9, 40)))
    assert due(joined) == due(apart) == due(over) == due(inside) == at(10, 16, 30)
    assert [(span.from_at, span.to_at) for span in over.spans(LATER)] == [(at(10, 9), at(10, 11))]


def test_a_pause_before_the_start_or_after_due_changes_nothing() -> None:
    plain = course(4, Unit.WORKING_HOURS)
    before, after = pause(at(9, 8), at(9, 14)), pause(due(plain), at(12))
    assert due(course(4, Unit.WORKING_HOURS, before, after)) == due(plain) == at(10, 9, 30)


def test_a_pause_over_the_start_counts_from_the_start() -> None:
    assert due(course(1, Unit.WORKING_HOURS, pause(at(9, 12), at(9, 15)))) == at(9, 16)


def test_a_pause_outside_opening_hours_takes_nothing() -> None:
    assert due(course(4, Unit.WORKING_HOURS, pause(at(9, 17), at(10, 8)))) == at(10, 9, 30)


def test_a_pause_for_a_reason_the_rule_does_not_know_runs_on() -> None:
    waiting = pause(at(10, 8), at(13), WaitingFor.COLLEAGUE)
    known = frozenset({WaitingFor.CUSTOMER})
    assert due(course(4, Unit.WORKING_HOURS, waiting, pauses_for=known)) == at(10, 9, 30)


def test_while_paused_it_is_due_as_if_resumed_now() -> None:
    made = course(4, Unit.WORKING_HOURS, pause(at(9, 16), None))
    for now, expected in ((at(10, 9), at(10, 11, 30)), (at(13, 16), at(16, 9, 30))):
        run = made.run(now)
        assert run.is_paused
        assert run.due_at == expected


def test_what_was_due_before_the_pause_began_is_not_paused() -> None:
    run = course(4, Unit.WORKING_HOURS, pause(at(10, 9, 30), None)).run(at(12))
    assert not run.is_paused
    assert run.due_at == at(10, 9, 30)


def test_no_time_at_all_is_due_at_the_start_or_the_next_opening() -> None:
    assert due(course(0, Unit.WORKING_MINUTES)) == at(9, 14, 30)
    assert due(course(0, Unit.WORKING_MINUTES, start=at(7, 12))) == at(9, 8)
    assert due(course(0, Unit.WORKING_MINUTES, pause(at(9, 14), at(9, 15)))) == at(9, 15)


def test_used_up_at_closing_time_ends_there_although_the_case_then_waits() -> None:
    assert due(course(150, Unit.WORKING_MINUTES, pause(at(9, 17), at(12)))) == at(9, 17)


# days


def test_a_day_at_whose_end_the_case_waited_is_given_back() -> None:
    for unit, plain, moved in (
        (Unit.WORKING_DAYS, at(12, 17), at(16, 17)),  # 11 is a holiday; Thu and Fri
        (Unit.CALENDAR_DAYS, at(12), at(16)),
        (Unit.CALENDAR_WEEKS, at(17), at(21)),
        (Unit.CALENDAR_MONTHS, at(10, month=12), at(14, month=12)),
    ):
        amount = 1 if unit in (Unit.CALENDAR_WEEKS, Unit.CALENDAR_MONTHS) else 2
        wait = pause(at(10, 12), at(14, 12)) if unit is not Unit.WORKING_DAYS else pause(at(12, 12), at(14, 12))
        assert due(course(amount, unit)) == plain, unit
        assert due(course(amount, unit, wait)) == moved, unit


def test_a_pause_within_a_day_gives_none_back() -> None:
    assert due(course(2, Unit.WORKING_DAYS, pause(at(10, 9), at(10, 16)))) == at(12, 17)
    assert due(course(2, Unit.CALENDAR_DAYS, pause(at(10, 0), at(10, 23, 59)))) == at(12)


def test_a_working_day_ends_at_closing_time_for_the_house_and_at_midnight_for_the_law() -> None:
    waited_past_closing = pause(at(10, 10), at(12, 18))
    assert due(course(1, Unit.WORKING_DAYS, waited_past_closing)) == at(13, 17)
    assert due(course(1, Unit.WORKING_DAYS, waited_past_closing, clock=Clock.LEGAL)) == at(13)


def test_closed_days_in_a_pause_give_no_working_days_back() -> None:
    friday_to_monday = pause(at(13, 18), at(16, 9))
    assert due(course(4, Unit.WORKING_DAYS, friday_to_monday)) == due(course(4, Unit.WORKING_DAYS)) == at(16, 17)


def test_the_day_of_the_start_is_no_day_that_a_pause_could_take() -> None:
    assert due(course(1, Unit.CALENDAR_DAYS, pause(at(9, 15), at(10, 8)))) == at(11)
    assert due(course(1, Unit.CALENDAR_DAYS, pause(at(9, 15), at(12, 8)))) == at(13)


def test_of_no_days_the_last_day_is_waited_for() -> None:
    assert due(course(0, Unit.WORKING_DAYS)) == at(9, 17)
    assert due(course(0, Unit.WORKING_DAYS, pause(at(9, 16), at(12, 10)))) == at(12, 17)
    assert due(course(0, Unit.WORKING_DAYS, pause(at(9, 10), at(12, 10)), start=at(7, 12))) == at(12, 17)
    assert due(course(0, Unit.CALENDAR_DAYS, pause(at(9, 16), at(11, 10)))) == at(12)


def test_a_period_rolls_to_the_next_working_day_after_its_pauses() -> None:
    to_saturday = course(5, Unit.CALENDAR_DAYS, roll=True, clock=Clock.LEGAL)
    assert due(to_saturday) == at(17)
    count = to_saturday.day_count(LATER)
    assert (count.last, count.due_day) == (date(2026, 11, 14), date(2026, 11, 16))
    assert due(replace(to_saturday, pauses=(pause(at(10, 9), at(11, 9)),))) == at(17)  # ends on Sunday, rolls too
    assert due(replace(to_saturday, pauses=(pause(at(10, 9), at(13, 9)),))) == at(18)


def test_a_pause_on_the_days_it_rolls_over_keeps_it_open_until_it_goes_on() -> None:
    waits = course(5, Unit.CALENDAR_DAYS, pause(at(15, 9), at(18, 10)), roll=True, clock=Clock.LEGAL)
    assert due(waits) == at(19)
    over_weekend = course(5, Unit.CALENDAR_DAYS, pause(at(15, 9), at(16, 10)), roll=True, clock=Clock.LEGAL)
    assert due(over_weekend) == at(17)


def test_days_are_days_of_the_wall_when_the_clock_is_put() -> None:
    start = at(24, 12, month=10)
    wait = pause(at(24, 13, month=10), at(26, 9, month=10))
    assert due(course(3, Unit.CALENDAR_DAYS, start=start)) == at(28, month=10)
    assert due(course(3, Unit.CALENDAR_DAYS, wait, start=start)) == at(29, month=10)


def test_hours_are_real_hours_when_the_clock_is_put() -> None:
    round_the_clock = WorkCalendar.from_dict(spec(ROUND, holidays={}))
    made = course(6, Unit.WORKING_HOURS, start=at(25, 0, month=10), calendar=round_the_clock)
    assert due(made) == at(25, 5, month=10)  # two o'clock comes twice
    waits = replace(made, pauses=(pause(at(25, 1, month=10), at(25, 4, month=10)),))  # four hours
    assert due(waits) - due(made) == timedelta(hours=4)


# extensions


def test_an_extension_stands_instead_of_the_period_and_is_not_paused() -> None:
    made = course(14, Unit.CALENDAR_DAYS, pause(at(10), None), clock=Clock.LEGAL)
    run = replace(made, extended_to=at(24, month=12)).run(at(20))
    assert run.due_at == at(24, month=12)
    assert not run.is_paused


# alarms

EVERY = AlarmRule(share=75, left=120, owner=-60, supervisor=0, head=480)


def test_alarms_come_in_order_at_share_and_time_left_and_offsets() -> None:
    made = course(8, Unit.WORKING_HOURS, alarms=EVERY)
    assert made.alarms(LATER) == (
        (Alarm.SHARE_USED, at(10, 11, 30)),
        (Alarm.TIME_LEFT, at(10, 11, 30)),
        (Alarm.OWNER, at(10, 13, 30)),
        (Alarm.SUPERVISOR, at(10, 14, 30)),
        (Alarm.HEAD, at(12, 14, 30)),
    )


def test_pauses_move_every_alarm_that_is_still_to_come() -> None:
    plain = course(8, Unit.WORKING_HOURS, alarms=EVERY)
    waits = replace(plain, pauses=(pause(at(10, 8), at(10, 17)),))
    before, after = dict(plain.alarms(LATER)), dict(waits.alarms(LATER))
    for alarm in Alarm:
        assert CALENDAR.between(before[alarm], after[alarm]) == timedelta(hours=8)


def test_time_left_never_comes_before_the_start() -> None:
    made = course(1, Unit.WORKING_HOURS, alarms=AlarmRule(share=None, left=480, supervisor=None, head=None))
    assert made.alarms(LATER) == ((Alarm.TIME_LEFT, made.start),)


# against an independent walk

MONDAY = date(2026, 10, 19)  # the clock is put back on Sunday 25
FIRST = datetime.combine(MONDAY, time(), UTC)
WEEKS = st.sampled_from([SPLIT, NIGHT, ROUND, {"tue": [["09:00", "09:45"]], "sun": [["00:30", "05:15"]]}])
MINUTES = st.integers(0, 9 * 96).map(lambda n: FIRST + n * 15 * MINUTE) | st.integers(0, 9 * 1440).map(
    lambda n: FIRST + n * MINUTE
)
NOW = FIRST + timedelta(days=12)


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    made = []
    for _place in range(draw(st.integers(0, 4))):
        begin, length = draw(MINUTES), draw(st.integers(0, 4 * 1440))
        made.append(pause(begin, begin + length * MINUTE, draw(st.sampled_from(WaitingFor))))
    if draw(st.booleans()):
        made.append(pause(draw(MINUTES), None))
    return tuple(made)


CALENDARS = st.builds(
    spec,
    WEEKS,
    st.sampled_from(["Europe/Warsaw", "America/New_York", "Asia/Kathmandu"]),
    holidays=st.just({"2026-10-22": "Day off"}),
)


def waits_at(made: Course, moment: datetime, now: datetime) -> bool:
    return any(one.from_at <= moment < (one.to_at or now) for one in made.pauses if one.reason in made.rule.pauses_for)


def walked_due(made: Course, walker: Walker, now: datetime) -> datetime | None:
    """The end of the minute that uses the allowance up; None when the walk ends too early."""
    left = allowance(made.rule.target) // MINUTE
    for step in range((made.start - walker.first) // MINUTE, len(walker.is_open) - 2 * 1440):
        if walker.is_open[step] and not waits_at(made, walker.first + step * MINUTE, now):
            left -= 1
            if left == 0:
                return walker.first + (step + 1) * MINUTE
    return None


@given(CALENDARS, MINUTES, st.integers(1, 3000), pauses(), st.sets(st.sampled_from(WaitingFor)))
@settings(max_examples=150)
def test_a_walk_through_time_ends_at_the_same_minute(
    mapping: dict[str, Any], start: datetime, minutes: int, waits: tuple[Pause, ...], known: set[WaitingFor]
) -> None:
    made = course(
        minutes,
        Unit.WORKING_MINUTES,
        *waits,
        start=start,
        calendar=WorkCalendar.from_dict(mapping),
        pauses_for=frozenset(known),
    )
    expected = walked_due(made, Walker(mapping, MONDAY, 21), NOW)
    if expected is not None:
        assert due(made, NOW) == expected
        assert made.counted(expected, NOW) == minutes * MINUTE


def walked_day(made: Course, ends: Sequence[tuple[date, datetime]], now: datetime) -> date | None:
    """The n-th counting day at whose end the case does not wait."""
    known = [one for one in made.pauses if one.reason in made.rule.pauses_for]
    left = made.rule.target.amount
    for day, end in ends:
        left -= not any(one.from_at < end <= (one.to_at or now) for one in known)
        if left == 0:
            return day
    return None


def ends_of(made: Course, days: Iterable[date]) -> list[tuple[date, datetime]]:
    """When each day after the day of the start ends, by the clock on the wall."""
    unit, calendar = made.rule.target.unit, made.calendar
    first = made.start.astimezone(calendar.zone).date()
    later = [day for day in days if day > first]
    if unit is Unit.CALENDAR_DAYS:
        return [(day, datetime.combine(day + DAY, time(), calendar.zone).astimezone(UTC)) for day in later]
    return [(day, calendar.closing(day)) for day in later if calendar.hours_on(day)]


@given(
    CALENDARS,
    MINUTES,
    st.integers(1, 8),
    st.sampled_from([Unit.CALENDAR_DAYS, Unit.WORKING_DAYS]),
    pauses(),
)
@settings(max_examples=200)
def test_counting_days_one_by_one_ends_on_the_same_day(
    mapping: dict[str, Any], start: datetime, amount: int, unit: Unit, waits: tuple[Pause, ...]
) -> None:
    made = course(amount, unit, *waits, start=start, calendar=WorkCalendar.from_dict(mapping))
    day = walked_day(made, ends_of(made, [MONDAY + n * DAY for n in range(90)]), NOW)
    assert day is not None
    assert made.day_count(NOW).last == day


@given(CALENDARS, MINUTES, st.integers(0, 20), st.sampled_from(Unit), st.booleans(), pauses(), st.sampled_from(Clock))
@settings(max_examples=250)
def test_nothing_is_due_before_a_pause_that_began_in_time_is_over(  # noqa: PLR0917  (drawn one by one)
    mapping: dict[str, Any],
    start: datetime,
    amount: int,
    unit: Unit,
    roll: bool,
    waits: tuple[Pause, ...],
    clock: Clock,
) -> None:
    made = course(amount, unit, *waits, start=start, clock=clock, roll=roll, calendar=WorkCalendar.from_dict(mapping))
    ends = due(made, NOW)
    assert ends >= start
    for span in made.spans(NOW):
        assert not span.from_at < ends < span.to_at
    assert ends >= due(replace(made, pauses=()), NOW)


@given(CALENDARS, MINUTES, st.integers(1, 20), st.sampled_from(Unit), pauses())
@settings(max_examples=100)
def test_alarms_are_in_order_and_none_comes_before_the_start_but_by_an_offset(
    mapping: dict[str, Any], start: datetime, amount: int, unit: Unit, waits: tuple[Pause, ...]
) -> None:
    made = course(amount, unit, *waits, start=start, calendar=WorkCalendar.from_dict(mapping), alarms=EVERY)
    found = made.alarms(NOW)
    assert [when for _alarm, when in found] == sorted(when for _alarm, when in found)
    said = dict(found)
    assert set(said) == set(Alarm)
    assert start <= said[Alarm.SHARE_USED] <= due(made, NOW)
    assert start <= said[Alarm.TIME_LEFT] <= due(made, NOW)
    assert said[Alarm.SUPERVISOR] == due(made, NOW)


def test_a_target_may_not_be_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        ServiceTarget(-1, Unit.WORKING_DAYS)
