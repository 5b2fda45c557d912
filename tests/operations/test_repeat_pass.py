"""The pass over cases nobody decided on: what it proposes, what it leaves alone, and what people say of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from csatdesk.domain.case_rows import PossibleRepeat
from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.cuts import Cut
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.links import LinkKind, RepeatCause, RepeatDaysWrong, RepeatSettled
from csatdesk.domain.staff import Actor
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.cases.belongings import load_belongings
from csatdesk.operations.cases.commands import classify_case
from csatdesk.operations.cases.links import link_cases, merge_cases, unlink_cases
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.cases.repeat_pass import repeats_are_due
from csatdesk.operations.cases.repeat_proposals import count_possible_repeats, refuse_repeat
from csatdesk.operations.cases.repeats import likely_repeat, set_repeat_days
from csatdesk.operations.cases.trash import throw_away
from csatdesk.operations.jobs import is_due, run_jobs
from csatdesk.operations.reports.figures import load_figures
from csatdesk.operations.work import Undoable
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.links import RepeatProposal
from tests.cast import NOW, Stage
from tests.operations.test_repeats import OTHER_TOPIC, TOPIC, customer

SWITCHBOARD = "58 300 11 00"


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def case(centre: Stage, days: float, **other: Any) -> int:
    return centre.register(at=days_ago(days), **other).case_id


def run(centre: Stage) -> None:
    with centre.work(centre.marek) as work:
        while run_jobs(work):
            pass


def possible(centre: Stage, case_id: int) -> PossibleRepeat | None:
    with centre.read() as reading:
        return load_belongings(reading, case_id=case_id).possible


def earlier_of(centre: Stage, case_id: int) -> int | None:
    found = possible(centre, case_id)
    return found.earlier.case_id if found is not None else None


def refuse(centre: Stage, case_id: int, who: Actor | None = None) -> Undoable[None]:
    """What is proposed for the case is none."""
    other_id = earlier_of(centre, case_id)
    assert other_id is not None
    with centre.work(who) as work:
        return refuse_repeat(work, case_id=case_id, other_id=other_id)


# what is proposed


def test_a_case_is_proposed_with_the_newest_before_it_and_the_chain_link_by_link(centre: Stage) -> None:
    first, second, third = (case(centre, days) for days in (60, 30, 1))
    run(centre)
    assert [earlier_of(centre, one) for one in (first, second, third)] == [None, first, second]


def test_the_same_phone_under_another_name_is_proposed_with_the_name(centre: Stage) -> None:
    jan, ewa = (customer(centre, name, phone="605 700 100") for name in ("Jan Kowalski", "Ewa Kowalska"))
    first, second = case(centre, 9, customer_id=jan), case(centre, 2, customer_id=ewa)
    run(centre)
    assert earlier_of(centre, second) == first
    found = possible(centre, second)
    assert found is not None
    assert found.earlier.of_other == "Jan Kowalski"


@pytest.mark.parametrize("phone", ["", "112", "brak"])
def test_empty_and_short_numbers_propose_nothing(centre: Stage, phone: str) -> None:
    for name in ("Jan Kowalski", "Ewa Kowalska"):
        case(centre, 3, customer_id=customer(centre, name, phone=phone))
    run(centre)
    with centre.read() as reading:
        assert count_possible_repeats(reading) == 0


@pytest.mark.parametrize(("flats", "is_proposed"), [(4, True), (5, False)])
def test_a_number_of_five_customers_proposes_nothing(centre: Stage, flats: int, is_proposed: bool) -> None:
    for place in range(flats):
        case(centre, flats - place, customer_id=customer(centre, f"Flat {place}", phone=SWITCHBOARD))
    run(centre)
    with centre.read() as reading:
        assert (count_possible_repeats(reading) > 0) is is_proposed


def test_a_topic_given_later_makes_a_proposal_and_taken_back_unmakes_it(centre: Stage) -> None:
    first = case(centre, 8)
    second = case(centre, 2, topic_id=None)
    run(centre)
    assert earlier_of(centre, second) is None
    with centre.work() as work:
        done = classify_case(work, case_id=second, topic_id=centre.topic_ids[TOPIC])
    run(centre)
    assert earlier_of(centre, second) == first
    with centre.work() as work:
        done.undo(work)
    run(centre)
    assert earlier_of(centre, second) is None


def test_a_case_that_arrives_late_takes_its_place_between_two(centre: Stage) -> None:
    first, third = case(centre, 50), case(centre, 2)
    run(centre)
    with centre.work() as work:
        classify_case(work, case_id=first, topic_id=centre.topic_ids[OTHER_TOPIC])
    run(centre)
    assert earlier_of(centre, third) is None
    second = case(centre, 20)
    run(centre)
    assert earlier_of(centre, third) == second


def test_what_is_part_of_another_case_or_linked_already_is_not_proposed(centre: Stage) -> None:
    first, second, third = (case(centre, days) for days in (9, 6, 3))
    with centre.work() as work:
        link_cases(work, case_id=second, other_id=first, kind=LinkKind.REPEAT)
        merge_cases(work, case_id=third, into_id=second)
    run(centre)
    with centre.read() as reading:
        assert count_possible_repeats(reading) == 0


def test_when_the_case_between_goes_the_one_before_it_is_proposed_until_it_comes_back(centre: Stage) -> None:
    first, second, third = (case(centre, days) for days in (9, 6, 3))
    run(centre)
    with centre.work(centre.marek) as work:
        thrown = throw_away(work, case_id=second, reason="Omyłka")
    run(centre)
    assert earlier_of(centre, third) == first
    with centre.work(centre.marek) as work:
        thrown.undo(work)
    run(centre)
    assert earlier_of(centre, third) == second
    with centre.work() as work:
        merged = merge_cases(work, case_id=second, into_id=first)
    run(centre)
    assert earlier_of(centre, third) == first
    with centre.work() as work:
        merged.undo(work)
    run(centre)
    assert earlier_of(centre, third) == second
    assert earlier_of(centre, second) == first


def test_a_pass_reads_only_what_changed_and_makes_no_open_card_old(centre: Stage) -> None:
    second = (case(centre, 9), case(centre, 2))[1]
    with centre.read() as reading:
        version = reading.db.get_one(Case, second).version
        assert repeats_are_due(reading)
        assert is_due(reading)
    run(centre)
    with centre.read() as reading:
        assert reading.db.get_one(Case, second).version == version
        assert not repeats_are_due(reading)
        before = reading.db.execute(select(RepeatProposal.id)).scalars().all()
    run(centre)
    with centre.read() as reading:
        assert reading.db.execute(select(RepeatProposal.id)).scalars().all() == before


# what people say


def test_confirmed_with_its_cause_it_is_linked_and_undone_proposed_again(centre: Stage) -> None:
    first, second = case(centre, 9), case(centre, 2)
    run(centre)
    with centre.work() as work:
        done = link_cases(
            work, case_id=second, other_id=first, kind=LinkKind.REPEAT, cause=RepeatCause.NOT_FULLY_ANSWERED
        )
    assert possible(centre, second) is None
    with centre.work() as work:
        done.undo(work)
    assert earlier_of(centre, second) == first


def test_a_removed_link_is_not_proposed_again(centre: Stage) -> None:
    first, second = case(centre, 9), case(centre, 2)
    with centre.work() as work:
        link_id = link_cases(work, case_id=second, other_id=first, kind=LinkKind.REPEAT).result
    with centre.work() as work:
        unlink_cases(work, link_id=link_id)
        work.db.get_one(Case, second).look_for_repeats()
    run(centre)
    assert possible(centre, second) is None


def test_refused_once_it_is_never_proposed_again_and_undo_brings_it_back(centre: Stage) -> None:
    first, second = case(centre, 9), case(centre, 2)
    run(centre)
    done = refuse(centre, second)
    with centre.work() as work:
        work.db.get_one(Case, second).look_for_repeats()
    run(centre)
    assert possible(centre, second) is None
    with pytest.raises(RepeatSettled), centre.work() as work:
        refuse_repeat(work, case_id=second, other_id=first)
    with centre.work() as work:
        done.undo(work)
    assert earlier_of(centre, second) == first


def test_a_refusal_is_not_taken_back_once_somebody_linked_the_case_as_a_repeat(centre: Stage) -> None:
    first, second = case(centre, 9), case(centre, 2)
    run(centre)
    done = refuse(centre, second)
    with centre.work(centre.marek) as work:
        link_cases(work, case_id=second, other_id=first, kind=LinkKind.REPEAT, cause=RepeatCause.NOT_FULLY_ANSWERED)
    with pytest.raises(RepeatSettled), centre.work() as work:
        done.undo(work)
    assert possible(centre, second) is None


def test_a_proposal_that_was_withdrawn_meanwhile_settles_no_other_one(centre: Stage) -> None:
    first, second = case(centre, 9), case(centre, 2)
    run(centre)
    with centre.work() as work:
        work.db.get_one(Case, first).topic_id = centre.topic_ids[OTHER_TOPIC]
        work.db.get_one(Case, first).look_for_repeats()
    third = case(centre, 1)
    run(centre)
    assert earlier_of(centre, third) == second
    with pytest.raises(RepeatSettled), centre.work() as work:
        refuse_repeat(work, case_id=second, other_id=first)
    assert earlier_of(centre, third) == second


def test_refused_while_logging_it_is_not_proposed_by_the_pass(centre: Stage) -> None:
    first = case(centre, 9)
    second = case(centre, 2, refused_repeat_id=first)
    run(centre)
    assert possible(centre, second) is None


def test_two_customers_told_apart_are_not_warned_of_at_intake_any_more(centre: Stage) -> None:
    jan, ewa = (customer(centre, name, phone="605 700 100") for name in ("Jan Kowalski", "Ewa Kowalska"))
    case(centre, 9, customer_id=jan)
    refused = case(centre, 5, customer_id=ewa)
    run(centre)
    asked = {"customer_id": ewa, "topic_id": centre.topic_ids[TOPIC]}
    refuse(centre, refused)
    with centre.work() as work:
        classify_case(work, case_id=refused, topic_id=centre.topic_ids[OTHER_TOPIC])
    with centre.read() as reading:
        assert likely_repeat(reading, **asked) is None


def test_who_only_reads_settles_nothing(centre: Stage) -> None:
    case(centre, 9)
    second = case(centre, 2)
    run(centre)
    with pytest.raises(NotAllowed):
        refuse(centre, second, centre.liis)


def test_the_list_and_the_number_of_possible_repeats_agree(centre: Stage) -> None:
    first, second, third = (case(centre, days) for days in (60, 30, 1))
    run(centre)
    with centre.read() as reading:
        rows = list_cases(reading, filter=CaseFilter(possible_repeat=True)).rows
        assert {row.id for row in rows} == {second, third}
        assert count_possible_repeats(reading) == 2
    with centre.work() as work:
        merge_cases(work, case_id=first, into_id=second)
    with centre.read() as reading:
        assert count_possible_repeats(reading) == 1


# the days of the centre


def test_the_days_of_the_centre_hold_for_intake_proposals_and_reports_alike(centre: Stage) -> None:
    first, second = case(centre, 80), case(centre, 2)
    with centre.work() as work:
        link_cases(work, case_id=second, other_id=first, kind=LinkKind.REPEAT)
    asked = {"customer_id": centre.customer_id, "topic_id": centre.topic_ids[TOPIC]}
    week = Days(days_ago(7).date(), NOW.date())
    for days, count in ((90, 1), (60, 0)):
        with centre.work(centre.ewa) as work:
            set_repeat_days(work, days=days)
        with centre.read() as reading:
            assert sum(one.again.count for one in load_figures(reading, week, Cut()).channels) == count
    with centre.work(centre.ewa) as work:
        set_repeat_days(work, days=1)
    with centre.read() as reading:
        assert likely_repeat(reading, **asked) is None


@pytest.mark.parametrize("ago", [2, 200])
def test_fewer_days_withdraw_what_was_proposed(centre: Stage, ago: int) -> None:
    case(centre, ago + 78)
    second = case(centre, ago)
    run(centre)
    assert possible(centre, second) is not None
    with centre.work(centre.ewa) as work:
        set_repeat_days(work, days=30)
    run(centre)
    assert possible(centre, second) is None


def test_days_that_make_no_sense_or_without_the_right_are_refused(centre: Stage) -> None:
    with pytest.raises(RepeatDaysWrong), centre.work(centre.ewa) as work:
        set_repeat_days(work, days=0)
    with pytest.raises(NotAllowed), centre.work() as work:
        set_repeat_days(work, days=30)


# the chain


def test_the_chain_of_a_matter_tells_all_its_cases_in_order_from_each_of_them(centre: Stage) -> None:
    ids = [case(centre, days) for days in (60, 30, 1)]
    with centre.work() as work:
        for before, after in ((0, 1), (1, 2)):
            cause = RepeatCause.NOT_DONE_AS_PROMISED if after == 2 else None
            link_cases(work, case_id=ids[after], other_id=ids[before], kind=LinkKind.REPEAT, cause=cause)
    with centre.read() as reading:
        for place, one in enumerate(ids):
            chain = load_belongings(reading, case_id=one).chain
            assert [row.case_id for row in chain] == ids
            assert [row.is_this for row in chain] == [at == place for at in range(3)]
            assert chain[2].cause is RepeatCause.NOT_DONE_AS_PROMISED
            assert all(row.is_open for row in chain)
        assert [row.link_id is not None for row in load_belongings(reading, case_id=ids[0]).chain] == [
            False,
            True,
            False,
        ]


def test_a_matter_that_came_once_has_no_chain(centre: Stage) -> None:
    only = case(centre, 3)
    with centre.read() as reading:
        assert load_belongings(reading, case_id=only).chain == ()
