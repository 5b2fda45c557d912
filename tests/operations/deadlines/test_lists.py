"""Lists, counts, workload and the week, on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from csatdesk.domain.cases import CaseFilter, ReplyBy
from csatdesk.domain.contacts import NewCustomer, Segment
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.paging import Key
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.promises import do_promise, make_promise
from csatdesk.operations.cases.waiting import resume, wait
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.deadlines.queries import count_deadlines, count_views, list_deadlines
from csatdesk.operations.deadlines.views import DeadlineList, View
from csatdesk.operations.deadlines.week import load_week
from csatdesk.operations.deadlines.workload import Dimension, load_workload
from tests.cast import NOW, Stage
from tests.operations.deadlines.hands import HOUR, OPEN, at, away, give, listed, promise, texts

# lists


def test_each_view_shows_its_cases_in_the_order_in_which_they_are_due(centre: Stage, dated: dict[str, int]) -> None:
    assert texts(listed(centre, View.ALL)) == ["late", "just late", "today", "soon", "later", "thanks"]
    assert texts(listed(centre, View.OVERDUE)) == ["late", "just late"]
    assert texts(listed(centre, View.TODAY)) == ["today"]
    assert texts(listed(centre, View.SOON)) == ["soon"]
    assert texts(listed(centre, View.WEEK)) == ["today", "soon"]
    assert texts(listed(centre, View.WITHOUT)) == ["thanks"]


def test_counts_are_those_of_the_lists(centre: Stage, dated: dict[str, int]) -> None:
    promise(centre, dated["later"], NOW + 2 * HOUR)
    with centre.read(centre.marek) as reading:
        counts = count_views(reading, shown=DeadlineList())
    assert counts == {view: len(listed(centre, view)) for view in View}
    assert counts[View.PROMISES] == 1


def test_a_row_names_its_nearest_clock_so_that_it_can_be_explained(centre: Stage, dated: dict[str, int]) -> None:
    promised = promise(centre, dated["later"], NOW + 2 * HOUR, centre.marek.id)
    row = next(row for row in listed(centre, View.TODAY) if row.case.text == "later")
    assert row.due is not None
    assert row.due.clock is Clock.PROMISE
    assert row.due.id > 0
    assert (row.promise_id, row.promise_text, row.keeper_name) == (promised, "Oddzwonić", "Marek Lis")


def test_what_was_answered_is_not_without_target(centre: Stage, dated: dict[str, int]) -> None:
    with centre.work() as work:
        answer_case(work, case_id=dated["today"], text="Tak.", sent_at=NOW, reply_by=ReplyBy.PHONE)
    assert texts(listed(centre, View.WITHOUT)) == ["thanks"]


def test_a_pause_is_too_long_after_more_working_days_than_allowed(centre: Stage, dated: dict[str, int]) -> None:
    for name, since in (("later", at(19, 9)), ("soon", at(18))):
        with centre.work(at=since) as work:
            wait(work, case_id=dated[name], reason=WaitingFor.CUSTOMER, note=f"photo {name}")
    with centre.work(at=at(11)) as work:  # Wed 11 to Thu 19: six working days
        wait(work, case_id=dated["late"], reason=WaitingFor.CUSTOMER, note="photo")
    found = listed(centre, View.PAUSED)
    assert texts(found) == ["late"]
    assert found[0].waits is not None
    assert (found[0].waits.days, found[0].waits.note) == (6, "photo")
    assert texts(listed(centre, View.PAUSED, paused_days=6)) == []
    assert texts(listed(centre, View.PAUSED, paused_days=0)) == ["late", "soon"]
    with centre.work() as work:
        resume(work, case_id=dated["late"], note="came")
    assert texts(listed(centre, View.PAUSED)) == []


def test_promises_stand_by_their_day_each_for_itself_until_they_are_done(centre: Stage, dated: dict[str, int]) -> None:
    second = promise(centre, dated["late"], NOW + 5 * HOUR)
    first = promise(centre, dated["late"], NOW - 5 * HOUR)
    assert [row.promise_id for row in listed(centre, View.PROMISES)] == [first, second]
    with centre.work() as work:
        do_promise(work, promise_id=first, done_at=NOW)
    assert [row.promise_id for row in listed(centre, View.PROMISES)] == [second]


def test_what_is_due_before_its_owner_is_back_names_who_stands_in(centre: Stage, dated: dict[str, int]) -> None:
    for name in ("late", "today", "soon", "later"):
        give(centre, dated[name], centre.anna.id, at(17))
    away(centre, centre.anna.id, date(2026, 11, 19), centre.marek.id)
    assert texts(listed(centre, View.AWAY)) == ["late", "today"]
    promise(centre, dated["just late"], NOW + HOUR, None)
    with centre.work() as work:
        kept = NewPromise(PromiseKind.VISIT, "Wizyta", NOW + HOUR, is_day=False, owner_id=centre.ewa.id)
        make_promise(work, case_id=dated["soon"], new=kept)
    away(centre, centre.ewa.id, date(2026, 11, 20), None)
    assert texts(listed(centre, View.AWAY)) == ["late", "soon", "today"]


def test_lists_are_narrowed_by_owner_office_and_topic(centre: Stage, dated: dict[str, int]) -> None:
    give(centre, dated["late"], centre.anna.id)
    own = CaseFilter(is_open=True, owner_ids=(centre.anna.id,))
    assert texts(listed(centre, View.ALL, own)) == ["late"]
    assert texts(listed(centre, View.OVERDUE, CaseFilter(is_open=True, without_owner=True))) == ["just late"]
    elsewhere = CaseFilter(is_open=True, office_ids=(centre.other_office_id,))
    assert texts(listed(centre, View.ALL, elsewhere)) == []
    topic = CaseFilter(is_open=True, topic_ids=(centre.topic_ids["bill_too_high"],))
    assert len(listed(centre, View.ALL, topic)) == len(dated)
    for view in (View.PROMISES, View.PAUSED, View.AWAY):
        assert texts(listed(centre, view, elsewhere)) == []


def test_every_view_and_all_beside_it_is_cut_by_segment_and_line_of_business(
    centre: Stage, dated: dict[str, int]
) -> None:
    hotel = NewCustomer("Hotel Pod Różą", segment=Segment.VIP, activity="Hotel")
    with centre.work(at=at(26, month=10)) as work:
        hotel_id = register_customer(work, new=hotel)
    guest = centre.register("guest", at=at(26, month=10), customer_id=hotel_id).case_id
    promise(centre, guest, NOW + 2 * HOUR)
    promise(centre, dated["late"], NOW + 2 * HOUR)
    for cases in (CaseFilter(segments=(Segment.VIP,)), CaseFilter(activities=("hotel",))):
        assert texts(listed(centre, View.ALL, cases)) == ["guest"]
        assert texts(listed(centre, View.OVERDUE, cases)) == ["guest"]
        assert len(listed(centre, View.PROMISES, cases)) == 1
        with centre.read(centre.marek) as reading:
            counts = count_views(reading, shown=DeadlineList(cases=cases))
            workload = load_workload(reading, cases=cases, dimension=Dimension.OWNER)
            week = load_week(reading, cases=cases)
        assert (counts[View.ALL], counts[View.PROMISES], counts[View.TODAY]) == (1, 1, 0)
        assert workload.total == 1
        assert week.cases == 1
    households = CaseFilter(segments=(Segment.HOUSEHOLD,))
    assert len(listed(centre, View.ALL, households)) == len(dated)


def test_promises_are_narrowed_by_who_keeps_them(centre: Stage, dated: dict[str, int]) -> None:
    give(centre, dated["late"], centre.anna.id)
    promise(centre, dated["late"], NOW + HOUR, centre.marek.id)
    kept = CaseFilter(is_open=True, owner_ids=(centre.marek.id,))
    assert len(listed(centre, View.PROMISES, kept)) == 1
    assert listed(centre, View.PROMISES, CaseFilter(is_open=True, owner_ids=(centre.anna.id,))) == []


@pytest.mark.parametrize("view", [View.ALL, View.PROMISES, View.PAUSED])
def test_pages_follow_each_other_in_both_directions(centre: Stage, view: View) -> None:
    for place in range(7):
        case_id = centre.register(f"case {place}", at=at(2 + place)).case_id
        promise(centre, case_id, NOW + place * HOUR + HOUR)
        if view is View.PAUSED:
            with centre.work(at=at(3 + place)) as work:
                wait(work, case_id=case_id, reason=WaitingFor.COLLEAGUE, note="x")
    shown = DeadlineList(view, OPEN, 0)
    with centre.read(centre.marek) as reading:
        whole = [row.id for row in list_deadlines(reading, shown=shown).rows]
        assert len(whole) == 7
        for backwards in (False, True):
            key: Key | None = None
            seen: list[str] = []
            while True:
                page = list_deadlines(reading, shown=shown, after=key, limit=3, backwards=backwards)
                ids = [row.id for row in page.rows]
                seen = ids + seen if backwards else seen + ids
                key = page.next
                if key is None:
                    break
            assert seen == whole


def test_only_who_watches_over_deadlines_may_ask(centre: Stage) -> None:
    with pytest.raises(NotAllowed), centre.read(centre.anna) as reading:
        list_deadlines(reading, shown=DeadlineList())


# workload and week


def test_workload_counts_overdue_today_and_later_and_says_who_is_away(centre: Stage, dated: dict[str, int]) -> None:
    for name in ("late", "today", "later", "thanks"):
        give(centre, dated[name], centre.anna.id, at(19))
    away(centre, centre.anna.id, date(2026, 11, 19), None)
    with centre.read(centre.marek) as reading:
        own = CaseFilter(is_open=True, owner_ids=(centre.anna.id,))
        workload = load_workload(reading, cases=own)
        offices = load_workload(reading, cases=own, dimension=Dimension.OFFICE)
        topics = load_workload(reading, cases=OPEN, dimension=Dimension.TOPIC)
    anna = workload.loads[0]
    assert (anna.name, anna.overdue, anna.today, anna.later, anna.is_away) == ("Anna Nowak", 1, 1, 2, True)
    assert workload.nobody.total == 2, "everybody's bars stay beside the one that is chosen"
    assert {load.name for load in workload.loads} == {"Anna Nowak", "Olga Petrova"}
    assert [load.total for load in offices.loads] == [4]
    assert topics.loads[0].total == 6
    assert workload.usual == 2


def test_the_week_shows_overdue_and_seven_working_days(centre: Stage, dated: dict[str, int]) -> None:
    give(centre, dated["late"], centre.anna.id)
    with centre.read(centre.marek) as reading:
        week = load_week(reading, cases=OPEN)
    days = [column.day for column in week.columns]
    assert days[:4] == [None, date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)]
    assert [column.total for column in week.columns] == [2, 1, 1, 0, 0, 0, 0, 0]
    assert [texts(list(column.rows)) for column in week.columns[:3]] == [["late", "just late"], ["today"], ["soon"]]
    assert [(one.name, one.counts[:3]) for one in week.people] == [("Anna Nowak", (1, 0, 0)), ("", (1, 1, 1))]
    for column in week.columns[:3]:
        with centre.read(centre.marek) as reading:
            assert list_deadlines(reading, shown=column.shown).rows == column.rows


def test_the_week_counts_every_clock_of_a_case_on_its_day_with_who_keeps_it(
    centre: Stage, dated: dict[str, int]
) -> None:
    give(centre, dated["late"], centre.anna.id)
    promise(centre, dated["late"], at(20, 12), centre.ewa.id)  # overdue already, and something is promised for Friday
    promise(centre, dated["today"], at(20, 13))
    with centre.read(centre.marek) as reading:
        week = load_week(reading, cases=OPEN)
    assert [column.total for column in week.columns] == [2, 1, 3, 0, 0, 0, 0, 0]
    assert (week.clocks, week.cases) == ({Clock.HOUSE: 4, Clock.PROMISE: 2}, 4)
    friday = [(row.case.id, row.due.clock if row.due else None) for row in week.columns[2].rows]
    assert sorted(friday, key=str) == sorted(
        [
            (dated["late"], Clock.PROMISE),
            (dated["today"], Clock.PROMISE),
            (dated["soon"], Clock.HOUSE),
        ],
        key=str,
    )
    kept = {one.staff_id: one.clocks[2] for one in week.people}
    assert kept[centre.ewa.id] == {Clock.PROMISE: 1}
    assert kept[centre.anna.id] == {Clock.PROMISE: 1}, "she has the late case, too, but there Ewa gave her word"
    shown = replace(week.columns[2].shown, cases=replace(OPEN, owner_ids=(centre.ewa.id,)))
    with centre.read(centre.marek) as reading:
        first = list_deadlines(reading, shown=week.columns[2].shown, limit=2)
        second = list_deadlines(reading, shown=week.columns[2].shown, after=first.next)
        assert (*first.rows, *second.rows) == week.columns[2].rows
        assert [row.keeper_name for row in list_deadlines(reading, shown=shown).rows] == ["Ewa Admin"]
        assert count_deadlines(reading, shown=shown) == 1
        assert load_week(reading, cases=replace(OPEN, owner_ids=(centre.ewa.id,))).cases == 1


def test_a_clock_that_stands_still_is_due_on_no_day_of_the_week(centre: Stage, dated: dict[str, int]) -> None:
    with centre.work(at=at(18, 10)) as work:
        wait(work, case_id=dated["soon"], reason=WaitingFor.CUSTOMER, note="photo")
    with centre.read(centre.marek) as reading:
        week = load_week(reading, cases=OPEN)
    assert (week.columns[2].total, week.cases) == (0, 3)


def test_on_a_closed_day_the_week_begins_with_the_next_working_day_and_loses_nothing(centre: Stage) -> None:
    case_id = centre.register(at=at(20)).case_id
    promise(centre, case_id, at(22, 10))  # Sunday
    with centre.store.read(centre.marek, at(21)) as reading:  # Saturday
        week = load_week(reading, cases=OPEN)
    assert week.columns[1].day == date(2026, 11, 23)
    assert [column.total for column in week.columns[:2]] == [0, 1]
    assert len(week.columns[1].rows) == 1
