"""The forecast, and where time goes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from csatdesk.domain.cases import CaseFilter, Closing, Outcome, ReplyBy
from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.domain.spreads import Spread
from csatdesk.domain.statuses import Status, WaitingFor
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.links import merge_cases
from csatdesk.operations.cases.trash import throw_away
from csatdesk.operations.cases.waiting import wait
from csatdesk.operations.deadlines.forecast import days_until, late_at_pace, load_forecast, pace_since
from csatdesk.operations.deadlines.stays import load_stays
from csatdesk.operations.deadlines.times import By, load_times
from csatdesk.store.entities.cases import Case
from tests.cast import WEEK, Stage
from tests.operations.deadlines.hands import HOUR, OPEN, answered, at, give

# forecast

POLISH = WorkCalendar.from_dict({"zone": "Europe/Warsaw", "week": WEEK})


def test_cases_are_late_whose_turn_comes_after_their_day() -> None:
    assert late_at_pace([-1, 0.5, 1, 2, 3], 2) == 3, "the overdue one, and those answered after 1.0 and 1.5 days"
    assert late_at_pace([5, 5, 5], 10) == 0
    assert late_at_pace([], 1) == 0


def test_working_days_until_due_count_the_shares_of_both_days() -> None:
    noon = datetime(2026, 11, 19, 11, tzinfo=UTC)  # 12:00 in Warsaw, half of 8 to 16
    assert days_until(POLISH, noon, datetime(2026, 11, 19, 15, tzinfo=UTC)) == pytest.approx(0.5)
    assert days_until(POLISH, noon, datetime(2026, 11, 23, 15, tzinfo=UTC)) == pytest.approx(2.5)
    assert days_until(POLISH, noon, POLISH.midnight(date(2026, 11, 24))) == pytest.approx(2.5)
    assert days_until(POLISH, noon, noon - HOUR) < 0


def test_pace_is_taken_from_twenty_working_days_before_today() -> None:
    assert pace_since(POLISH, date(2026, 11, 19)) == date(2026, 10, 22)
    assert POLISH.working_days_between(date(2026, 10, 21), date(2026, 11, 18)) == 20


def test_the_forecast_says_how_many_will_be_late_and_shows_its_figures(centre: Stage, dated: dict[str, int]) -> None:
    answered(centre, 10)  # half an answer a working day
    with centre.read(centre.marek) as reading:
        forecast = load_forecast(reading, cases=OPEN)
    assert (forecast.answers, forecast.pace, forecast.queue, forecast.overdue) == (10, 0.5, 5, 2)
    assert forecast.late == 4, "two are overdue, two are due sooner than their turn; the fifth has fifteen days"
    assert forecast.days[0].due == 3
    assert forecast.days[1].due == 4


def test_nothing_is_forecast_from_too_little(centre: Stage, dated: dict[str, int]) -> None:
    answered(centre, 9)
    with centre.read(centre.marek) as reading:
        assert load_forecast(reading, cases=OPEN).late is None
        few = CaseFilter(is_open=True, office_ids=(centre.other_office_id,))
        assert load_forecast(reading, cases=few).queue == 0


# where time goes


def test_percentiles_are_exact_and_not_told_of_few() -> None:
    hours = [timedelta(hours=count) for count in range(1, 11)]
    assert Spread.of(hours) == Spread(10, timedelta(hours=5.5), timedelta(hours=9), timedelta(hours=10))
    assert Spread.of(hours[:5]) == Spread(5, timedelta(hours=3), timedelta(hours=5), timedelta(hours=5))
    assert Spread.of(hours[:4]) == Spread(4, None, None, timedelta(hours=4))
    assert Spread.of([]) == Spread(0, None, None, None)


def test_times_to_answer_and_solution_are_told_in_working_and_calendar_time(centre: Stage) -> None:
    for place in range(5):
        case_id = centre.register(f"case {place}", at=at(6, 14)).case_id  # Friday 15:00 in Warsaw
        when = at(9, 8)  # Monday 9:00: two working hours later
        with centre.work(at=when) as work:
            answer_case(work, case_id=case_id, text="Tak.", sent_at=when, reply_by=ReplyBy.PHONE)
        if place:
            continue
        with centre.work(at=when + HOUR) as work:
            version = work.db.get_one(Case, case_id).version
            close_case(work, case_id=case_id, closing=Closing(Outcome.SETTLED, answer_sent_at=when), version=version)
    with centre.read(centre.marek) as reading:
        times = load_times(reading, first=date(2026, 11, 1), last=date(2026, 11, 19), by=By.OFFICE)
        nothing = load_times(reading, first=date(2026, 11, 10), last=date(2026, 11, 19))
    every, office = times.rows
    assert office.name == "Sala główna"
    assert office.answer_working == every.answer_working
    assert every.answer_working == Spread(5, 2 * HOUR, 2 * HOUR, 2 * HOUR)
    assert every.answer_calendar.median == timedelta(days=2, hours=18)
    assert every.solution_working == Spread(1, None, None, 3 * HOUR)
    assert nothing.rows[0].answer_working.count == 0


def test_stays_tell_status_owner_hand_overs_and_waits(centre: Stage) -> None:
    case_id = centre.register(at=at(16, 7)).case_id  # Monday 8:00
    give(centre, case_id, centre.anna.id, at(16, 9))
    give(centre, case_id, centre.marek.id, at(17, 9))
    with centre.work(at=at(18, 9)) as work:
        wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note="photo")
    with centre.read(centre.marek, at(19, 9)) as reading:
        stays = load_stays(reading, first=date(2026, 11, 16), last=date(2026, 11, 19))
        later = load_stays(reading, first=date(2026, 11, 18), last=date(2026, 11, 19))
    assert {one.status: one.total for one in stays.statuses} == {
        Status.REGISTERED: 18 * HOUR,
        Status.WAITING_CUSTOMER: 8 * HOUR,
    }
    assert [(one.name, one.total, one.given) for one in stays.owners] == [
        ("Marek Lis", 16 * HOUR, 0),
        ("Anna Nowak", 8 * HOUR, 1),
        ("", 2 * HOUR, 0),
    ]
    assert (stays.hand_overs, stays.moved, stays.waits.count) == (1, 1, 1)
    assert sum((one.total for one in later.statuses), timedelta()) == 10 * HOUR, "only what lies in the period"


def test_stays_of_a_period_long_over_are_told_as_they_were_then(centre: Stage) -> None:
    """What ended after the period counts up to its end, and so does the hand-over into it."""
    case_id = centre.register(at=at(16, 7)).case_id  # Monday 8:00
    give(centre, case_id, centre.anna.id, at(16, 9))
    give(centre, case_id, centre.marek.id, at(16, 11))
    with centre.read(centre.marek, at(16, 23)) as reading:
        then = load_stays(reading, first=date(2026, 11, 16), last=date(2026, 11, 16))
    give(centre, case_id, centre.anna.id, at(18, 9))
    with centre.read(centre.marek, at(19, 9)) as reading:
        now = load_stays(reading, first=date(2026, 11, 16), last=date(2026, 11, 16))
    assert now == then
    assert (now.hand_overs, now.statuses[0].total) == (1, 8 * HOUR)


def test_a_case_in_the_trash_or_part_of_another_stands_nowhere(centre: Stage) -> None:
    thrown, part, whole = (centre.register(at=at(16, 7)).case_id for _case in range(3))
    for case_id in (thrown, part):
        give(centre, case_id, centre.anna.id, at(16, 9))
        give(centre, case_id, centre.marek.id, at(16, 11))
    with centre.work(centre.marek, at(16, 13)) as work:
        throw_away(work, case_id=thrown, reason="Pomyłka")
        merge_cases(work, case_id=part, into_id=whole)
    with centre.read(centre.marek, at(19, 9)) as reading:
        stays = load_stays(reading, first=date(2026, 11, 16), last=date(2026, 11, 19))
    assert (stays.hand_overs, stays.statuses[0].stays.count) == (0, 1)
