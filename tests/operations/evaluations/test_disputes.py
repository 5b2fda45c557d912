"""Contested answers: in time, by whose work it is, decided by another than the author, both totals kept."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.domain.evaluations import (
    AnswerDoesNotFit,
    DecidedByAuthor,
    DisputeDaysWrong,
    DisputedBefore,
    DisputeDecided,
    DisputeOfAnother,
    DisputeReasonMissing,
    DisputeTooLate,
    Ruling,
    RulingReasonMissing,
    SameAnswer,
)
from csatdesk.domain.staff import Actor, Right, Role
from csatdesk.operations.evaluations.commands import submit_evaluation
from csatdesk.operations.evaluations.disputes import decide_dispute, dispute_days, raise_dispute, set_dispute_days
from csatdesk.operations.evaluations.queries import EvaluationFilter, list_evaluations, load_evaluation
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import GOOD, answer, begun, published, sent

WHY = "Powiedziałam swoje imię na początku."


def contested(stage: Stage, evaluation_id: int, by: Actor | None = None) -> int:
    with stage.work(by or stage.anna) as work:
        return raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason=WHY)


def test_an_upheld_dispute_changes_the_answer_and_keeps_both_totals(centre: Stage) -> None:
    evaluation_id = sent(centre, name="no")
    dispute_id = contested(centre, evaluation_id)
    with centre.work(centre.ewa) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="yes", reason="Słychać je na nagraniu.")
    with centre.read(centre.anna) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
    (told,) = card.disputes
    assert (told.ruling, told.total_before, told.total_after) == (Ruling.UPHELD, Decimal(80), Decimal(100))
    assert (told.answer_before, told.answer_after) == ("no", "yes")
    assert (told.reason, told.raised_by) == (WHY, "Anna Nowak")
    assert (told.ruling_reason, told.decided_by, told.decided_at) == ("Słychać je na nagraniu.", "Ewa Admin", NOW)
    assert (card.row.total, card.answers["name"]) == (Decimal(100), "yes")


def test_a_refused_dispute_changes_nothing_and_says_why(centre: Stage) -> None:
    evaluation_id = sent(centre, name="no")
    with centre.work(centre.ewa) as work:
        decide_dispute(work, dispute_id=contested(centre, evaluation_id), answer=None, reason="Nie słychać.")
    with centre.read(centre.anna) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
    assert (card.disputes[0].ruling, card.disputes[0].total_after, card.row.total) == (
        Ruling.REFUSED,
        Decimal(80),
        Decimal(80),
    )


def test_it_is_decided_by_somebody_else_than_the_author_who_may_and_says_why(centre: Stage) -> None:
    dispute_id = contested(centre, sent(centre, name="no"))
    with pytest.raises(DecidedByAuthor), centre.work(centre.marek) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="yes", reason="x")
    with pytest.raises(NotAllowed), centre.work(centre.anna) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="yes", reason="x")
    with pytest.raises(RulingReasonMissing), centre.work(centre.ewa) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="yes", reason=" ")
    with pytest.raises(SameAnswer), centre.work(centre.ewa) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="no", reason="x")
    with pytest.raises(AnswerDoesNotFit), centre.work(centre.ewa) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="partial", reason="x")


def test_a_dispute_is_decided_once(centre: Stage) -> None:
    evaluation_id = sent(centre, name="no")
    dispute_id = contested(centre, evaluation_id)
    contested_other(centre, evaluation_id)  # it stays open, so that the deciding person still sees both
    with centre.work(centre.ewa) as work:
        decide_dispute(work, dispute_id=dispute_id, answer=None, reason="x")
    with pytest.raises(DisputeDecided), centre.work(centre.ewa) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="yes", reason="x")


def test_each_decision_tells_the_total_that_it_found_and_the_one_that_it_left(centre: Stage) -> None:
    evaluation_id = sent(centre, name="no", answer="no")
    first = contested(centre, evaluation_id)
    with centre.work(centre.anna) as work:
        second = raise_dispute(work, evaluation_id=evaluation_id, item_key="answer", reason=WHY)
    with centre.work(centre.ewa) as work:
        decide_dispute(work, dispute_id=first, answer="yes", reason="Słychać.")
    with centre.work(centre.ewa) as work:
        decide_dispute(work, dispute_id=second, answer=None, reason="Nie słychać.")
    with centre.read(centre.anna) as reading:
        one, other = load_evaluation(reading, evaluation_id=evaluation_id).disputes
    assert one.total_after is not None
    assert one.total_before is not None
    assert one.total_after > one.total_before
    assert other.total_before == other.total_after == one.total_after, "a refusal changes no total"


def test_who_comes_late_to_decide_is_told_so_also_when_nothing_is_contested_any_more(centre: Stage) -> None:
    dispute_id = contested(centre, sent(centre, name="no"))
    other = replace(centre.marek, id=centre.liis.id, office_id=centre.other_office_id)
    with centre.work(centre.ewa) as work:
        decide_dispute(work, dispute_id=dispute_id, answer=None, reason="x")
    with pytest.raises(DisputeDecided), centre.work(other) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="yes", reason="x")


def contested_other(stage: Stage, evaluation_id: int) -> None:
    with stage.work(stage.anna) as work:
        raise_dispute(work, evaluation_id=evaluation_id, item_key="answer", reason=WHY)


def test_it_is_raised_with_a_reason_once_about_an_answer_that_was_given(centre: Stage) -> None:
    evaluation_id = sent(centre, name="no")
    with pytest.raises(DisputeReasonMissing), centre.work(centre.anna) as work:
        raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason=" ")
    with pytest.raises(AnswerDoesNotFit), centre.work(centre.anna) as work:
        raise_dispute(work, evaluation_id=evaluation_id, item_key="other", reason=WHY)
    contested(centre, evaluation_id)
    with pytest.raises(DisputedBefore):
        contested(centre, evaluation_id)


def test_only_whose_work_it_is_or_their_supervisor_contests(centre: Stage) -> None:
    evaluation_id = sent(centre, name="no")
    with pytest.raises(DisputeOfAnother), centre.work(centre.marek) as work:
        raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason=WHY)
    with pytest.raises(NotFound):
        contested(centre, evaluation_id, replace(centre.ewa, role=Role.CLERK, extra_rights=frozenset(Right)))
    contested(centre, evaluation_id, replace(centre.ewa, role=Role.SUPERVISOR))  # of an office whose teams have none


def test_what_is_about_an_office_is_contested_by_who_leads_there(centre: Stage) -> None:
    evaluation_id = begun(centre, published(centre, kind="daily_checklist"), centre.anna, employee_id=None)
    answer(centre, evaluation_id, centre.anna, **(GOOD | {"name": "no"}))
    with centre.work(centre.anna) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    for other in (centre.anna, replace(centre.anna, id=centre.liis.id)):
        with pytest.raises(DisputeOfAnother):
            contested(centre, evaluation_id, other)
    contested(centre, evaluation_id, centre.marek)


@pytest.mark.parametrize(("days", "is_late"), [(7, False), (8, True)])
def test_five_working_days_are_given(centre: Stage, days: int, *, is_late: bool) -> None:
    evaluation_id = sent(centre, name="no")  # on a Thursday: until the Thursday after, whose evening is day 7
    with centre.work(centre.anna, NOW + timedelta(days=days)) as work:
        if is_late:
            with pytest.raises(DisputeTooLate):
                raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason=WHY)
        else:
            raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason=WHY)


def test_what_is_contested_stands_in_the_list_of_who_may_decide(centre: Stage) -> None:
    evaluation_id = sent(centre, name="no")
    contested(centre, evaluation_id)
    with centre.read(centre.ewa) as reading:
        (row,) = list_evaluations(reading, shown=EvaluationFilter(disputed=True)).rows
        assert load_evaluation(reading, evaluation_id=row.id).may_decide
    assert (row.id, row.has_open_dispute) == (evaluation_id, True)


def test_nobody_else_reaches_it(centre: Stage) -> None:
    evaluation_id = sent(centre, name="no")
    with pytest.raises(NotFound), centre.read(centre.liis) as reading:
        load_evaluation(reading, evaluation_id=evaluation_id)


def test_the_days_are_set_by_who_may_change_the_centre_and_hold_at_once(centre: Stage) -> None:
    evaluation_id = sent(centre, name="no")
    with centre.work(centre.ewa) as work:
        set_dispute_days(work, days=1)
        assert dispute_days(work) == 1
    with centre.work(centre.anna, NOW + timedelta(days=2)) as work, pytest.raises(DisputeTooLate):
        raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason=WHY)
    with pytest.raises(NotAllowed), centre.work(centre.marek) as work:
        set_dispute_days(work, days=9)
    with pytest.raises(DisputeDaysWrong), centre.work(centre.ewa) as work:
        set_dispute_days(work, days=0)
