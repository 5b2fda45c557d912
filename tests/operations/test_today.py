"""What Today asks: which decisions wait, in which order, and the numbers above them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from csatdesk.domain.cases import CaseFilter, CaseKind
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.operations.absences import save_absence
from csatdesk.operations.cases.commands import hand_over_cases
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.deadlines.queries import count_views
from csatdesk.operations.deadlines.views import DeadlineList, View
from csatdesk.operations.rules import add_profile
from csatdesk.operations.today import Today, load_today
from csatdesk.operations.today.commands import NothingLeft, hand_out
from csatdesk.operations.today.hand_out import suggest_hand_out
from csatdesk.operations.today.rows import CasesOfAway, LegalDay, PromisesOfAway, Surge, Unowned
from tests.cast import NOW, Stage

FIVE_PM = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)


def day(stage: Stage, at: datetime = NOW) -> Today:
    with stage.read(stage.marek, at) as reading:
        return load_today(reading)


def owned(stage: Stage, at: datetime, kind: CaseKind = CaseKind.COMPLAINT) -> int:
    """A case that Anna has."""
    registered = stage.register(at=at, kind=kind)
    with stage.work(at=at) as work:
        hand_over_cases(work, case_ids=[registered.case_id], to_staff_id=stage.anna.id)
    return registered.case_id


def away(stage: Stage, substitute_id: int | None) -> None:
    with stage.work(stage.marek) as work:
        save_absence(
            work,
            absence_id=None,
            staff_id=stage.anna.id,
            first_on=date(2026, 11, 19),
            last_on=date(2026, 11, 20),
            substitute_id=substitute_id,
        )


def test_a_clerk_does_not_see_everybodys_day(centre: Stage) -> None:
    with pytest.raises(NotAllowed), centre.read(centre.anna) as reading:
        load_today(reading)


def test_what_was_due_longest_ago_stands_first(centre: Stage) -> None:
    old = centre.register(at=NOW - timedelta(days=60))
    late = owned(centre, NOW - timedelta(days=50))
    away(centre, None)
    decisions = day(centre).decisions
    assert [type(one) for one in decisions] == [Unowned, CasesOfAway]
    assert isinstance(decisions[0], Unowned)
    assert decisions[0].cases[0].id == old.case_id
    assert isinstance(decisions[1], CasesOfAway)
    assert decisions[1].case_ids == (late,)


def test_a_promise_is_given_by_who_keeps_it_and_not_with_the_case(centre: Stage) -> None:
    case_id = owned(centre, NOW - timedelta(days=1))
    with centre.work(centre.marek, NOW - timedelta(hours=1)) as work:
        for owner in (centre.anna.id, None, centre.marek.id):
            make_promise(work, case_id=case_id, new=NewPromise(PromiseKind.CALL_BACK, "x", FIVE_PM, False, owner))
    away(centre, centre.marek.id)
    decisions = day(centre).decisions
    assert [type(one) for one in decisions] == [PromisesOfAway, PromisesOfAway]
    assert {one.person.stand_in_name for one in decisions if isinstance(one, PromisesOfAway)} == {"Marek Lis"}
    assert (day(centre).promised.open, day(centre).promised.total) == (3, 3)


def test_the_legal_day_is_told_today_and_tomorrow_with_how_far_it_may_move(centre: Stage) -> None:
    with centre.work(centre.ewa) as work:
        add_profile(work, key="pl_finance")
    case_id = owned(centre, datetime(2026, 11, 3, 9, tzinfo=UTC), kind=CaseKind.COMPLAINT)
    legal_at = datetime(2026, 12, 3, 23, tzinfo=UTC)  # the end of 3 December, 30 days later

    def told(at: datetime) -> list[LegalDay]:
        return [one for one in day(centre, at).decisions if isinstance(one, LegalDay)]

    assert told(legal_at - timedelta(days=2, hours=10)) == []
    assert [one.case.id for one in told(legal_at - timedelta(days=1, hours=10))] == [case_id]
    last = told(legal_at - timedelta(hours=10))
    assert [one.case.id for one in last] == [case_id]
    assert last[0].until == datetime(2027, 1, 2, 23, tzinfo=UTC), "60 days in all"


def test_five_contacts_within_four_hours_are_a_surge(centre: Stage) -> None:
    for minutes in (250, 30, 20, 10, 5):
        centre.register(at=NOW - timedelta(minutes=minutes))
    assert not [one for one in day(centre).decisions if isinstance(one, Surge)]
    centre.register(at=NOW - timedelta(minutes=1))
    (surge,) = [one for one in day(centre).decisions if isinstance(one, Surge)]
    assert (surge.contacts, len(surge.case_ids), surge.office_name) == (5, 5, "Sala główna")
    assert surge.since == NOW - timedelta(minutes=30)


def test_numbers_and_loads_add_up_to_the_lists(centre: Stage) -> None:
    for days in (60, 50, 21, 20, 3, 1, 0):
        owned(centre, NOW - timedelta(days=days))
    centre.register(at=NOW - timedelta(days=18))
    shown = day(centre)
    with centre.read(centre.marek) as reading:
        views = count_views(reading, shown=DeadlineList(cases=CaseFilter(is_open=True)))
    numbers = shown.numbers
    assert (numbers.overdue, numbers.today, numbers.week) == (views[View.OVERDUE], views[View.TODAY], views[View.WEEK])
    assert shown.workload.everything.total == 8
    assert shown.unowned == 1
    assert [(load.name, load.total) for load in shown.workload.loads if load.total] == [("Anna Nowak", 7)]


def test_the_usual_is_what_came_by_this_time_on_the_same_weekday(centre: Stage) -> None:
    for week, count in ((1, 2), (2, 4), (3, 3)):
        for place in range(count):
            centre.register(at=NOW - timedelta(weeks=week, minutes=place + 1))
        centre.register(at=NOW - timedelta(weeks=week) + timedelta(hours=2))  # later that day
        centre.register(at=NOW - timedelta(weeks=week, days=1))  # another weekday
    for _case in range(6):
        centre.register()
    shown = day(centre)
    assert (shown.numbers.came_in, shown.numbers.usual) == (6, 3)
    assert [(one.today, one.usual) for one in shown.topics] == [(6, 3)]


def test_the_first_day_has_no_usual(centre: Stage) -> None:
    centre.register()
    assert day(centre).numbers.usual is None


def test_who_is_away_gets_nothing_and_what_was_taken_meanwhile_stays(centre: Stage) -> None:
    cases = [centre.register(at=NOW - timedelta(hours=hour)).case_id for hour in (1, 2, 3)]
    away(centre, None)
    with centre.read(centre.marek) as reading:
        suggested = suggest_hand_out(reading)
    given = {share.case.id: share.staff_id for share in suggested.shares}
    assert set(given) == set(cases)
    assert centre.anna.id not in given.values()
    with centre.work(centre.marek) as work:
        hand_over_cases(work, case_ids=cases[:1], to_staff_id=centre.ewa.id)
    with centre.work(centre.marek) as work:
        assert hand_out(work, shares=dict.fromkeys(cases, centre.marek.id)).result == 2
    with pytest.raises(NothingLeft), centre.work(centre.marek) as work:
        hand_out(work, shares=dict.fromkeys(cases, centre.marek.id))
