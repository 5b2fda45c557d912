"""A bad result of a review of a real contact reaches whoever leads the person at once; mystery results never do so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from csatdesk.domain.errors import NotFound
from csatdesk.domain.follow_ups import FollowUpNoteMissing, FollowUpOutcome, FollowUpSettled
from csatdesk.domain.staff import Actor, Right
from csatdesk.operations.evaluations.commands import submit_evaluation
from csatdesk.operations.evaluations.follow_ups import (
    FollowUpRow,
    called_back,
    list_follow_ups,
    settle_follow_up,
)
from csatdesk.operations.notices import list_notices
from csatdesk.operations.today import load_today
from csatdesk.operations.today.rows import BadReview
from csatdesk.store.entities.reviews import FollowUp
from tests.cast import Stage
from tests.operations.evaluations.scorecards import answer, begun, published, sent
from tests.operations.evaluations.test_seen import led_by, olga


def open_ones(stage: Stage, by: Actor) -> tuple[FollowUpRow, ...]:
    with stage.read(by) as reading:
        return list_follow_ups(reading)


def test_a_critical_failure_stands_on_the_leaders_today_at_once_with_a_working_day_to_call_back(centre: Stage) -> None:
    evaluation_id = sent(centre, by=centre.ewa, greets="no")
    (row,) = open_ones(centre, centre.marek)
    assert (row.evaluation_id, row.employee_name) == (evaluation_id, "Anna Nowak")
    assert row.due.due_at - row.made_at < timedelta(days=2)
    with centre.read(centre.marek) as reading:
        (told,) = [one for one in load_today(reading).decisions if isinstance(one, BadReview)]
        assert [one.what for one in list_notices(reading)] == ["bad_review"]
    assert told.row == row


def test_a_total_under_the_limit_is_bad_and_a_good_one_or_a_thin_one_is_not(centre: Stage) -> None:
    sent(centre, by=centre.ewa)
    assert open_ones(centre, centre.marek) == ()
    sent(centre, by=centre.ewa, answer="no")  # below the pass mark, nothing critical
    assert len(open_ones(centre, centre.marek)) == 1
    sent(centre, by=centre.ewa, greets="not_observed", name="na", answer="na", wait="not_observed")
    assert len(open_ones(centre, centre.marek)) == 1


def test_another_supervisor_and_the_person_are_not_shown_it(centre: Stage) -> None:
    led_by(centre, centre.marek.id)
    sent(centre, by=centre.ewa, greets="no")
    for actor in (centre.anna, centre.ewa, centre.liis, olga(centre)):
        assert open_ones(centre, actor) == ()
    (row,) = open_ones(centre, centre.marek)
    with pytest.raises(NotFound), centre.work(centre.ewa) as work:
        settle_follow_up(work, follow_up_id=row.id, outcome=FollowUpOutcome.SETTLED, note="")


def test_where_nobody_leads_the_person_it_falls_to_whoever_reviewed(centre: Stage) -> None:
    led_by(centre, centre.anna.id)  # nobody leads the leader
    sent(centre, greets="no")
    assert len(open_ones(centre, centre.marek)) == 1
    assert open_ones(centre, centre.ewa) == ()


def test_what_came_of_the_call_is_recorded_once_and_can_be_undone(centre: Stage) -> None:
    evaluation_id = sent(centre, by=centre.ewa, greets="no")
    (row,) = open_ones(centre, centre.marek)
    with pytest.raises(FollowUpNoteMissing), centre.work(centre.marek) as work:
        settle_follow_up(work, follow_up_id=row.id, outcome=FollowUpOutcome.NOT_REACHED, note="")
    with centre.work(centre.marek) as work:
        done = settle_follow_up(work, follow_up_id=row.id, outcome=FollowUpOutcome.NOT_REACHED, note="Rang twice.")
    assert open_ones(centre, centre.marek) == ()
    with centre.read(centre.marek) as reading:
        told = called_back(reading, evaluation_id)
        assert told is not None
        assert (told.outcome, told.note, told.by_name) == (FollowUpOutcome.NOT_REACHED, "Rang twice.", "Marek Lis")
        assert list_notices(reading) == ()
    with pytest.raises(FollowUpSettled), centre.work(centre.marek) as work:
        settle_follow_up(work, follow_up_id=row.id, outcome=FollowUpOutcome.SETTLED, note="")
    with centre.work(centre.marek) as work:
        done.undo(work)
    assert len(open_ones(centre, centre.marek)) == 1


def test_a_checklist_or_a_visit_that_went_badly_makes_nothing(centre: Stage) -> None:
    for kind, actor in (("checklist", centre.marek), ("mystery_visit", centre.liis)):
        made = begun(centre, published(centre, kind=kind), by=actor, employee_id=None)
        answer(centre, made, actor, greets="no", name="no", answer="no", wait=9)
        with centre.work(replace(actor, extra_rights=frozenset({Right.MAKE_VISITS}))) as work:
            submit_evaluation(work, evaluation_id=made)
    with centre.read(centre.ewa) as reading:
        assert reading.db.execute(select(FollowUp.id)).first() is None
