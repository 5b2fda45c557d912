"""Who sees which evaluation, page by page, and a person's own history."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from csatdesk.domain.errors import NotFound
from csatdesk.domain.evaluations import NewEvaluation
from csatdesk.domain.staff import Actor, Right, Role
from csatdesk.operations.evaluations.commands import begin_evaluation
from csatdesk.operations.evaluations.queries import (
    EvaluationFilter,
    count_evaluations,
    list_evaluations,
    load_evaluation,
    own_trend,
)
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.staff import Staff, Team
from csatdesk.store.visible import led_by as leads
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import CALL, GOOD, answer, begun, published, sent


def seen(stage: Stage, by: Actor, **shown: bool) -> list[int]:
    with stage.read(by) as reading:
        return [one.id for one in list_evaluations(reading, shown=EvaluationFilter(**shown)).rows]


def led_by(stage: Stage, leader_id: int) -> None:
    with stage.work(stage.ewa) as work:
        team_id = work.db.execute(select(Staff.team_id).where(Staff.id == stage.anna.id)).scalar_one()
        work.db.execute(update(Team).where(Team.id == team_id).values(leader_id=leader_id))


def olga(stage: Stage) -> Actor:
    with stage.read() as reading:
        olga_id = reading.db.execute(select(Staff.id).where(Staff.sign_in_folded == "olga")).scalar_one()
    return replace(stage.anna, id=olga_id, office_id=stage.other_office_id)


def test_a_person_sees_what_was_said_of_their_work_once_it_is_sent_and_colleagues_never(centre: Stage) -> None:
    draft, done = begun(centre), sent(centre)
    assert seen(centre, centre.anna) == seen(centre, centre.anna, mine=True) == [done]
    assert seen(centre, olga(centre)) == []
    assert seen(centre, centre.liis) == []
    assert set(seen(centre, centre.marek)) == {draft, done}
    assert seen(centre, centre.marek, to_fill=True) == [draft]


def test_the_leader_of_the_team_sees_it_and_other_supervisors_do_not(centre: Stage) -> None:
    done = sent(centre, by=centre.ewa)
    assert seen(centre, centre.marek) == [done], "no team has a leader: the supervisors of the office"
    led_by(centre, olga(centre).id)
    assert seen(centre, centre.marek) == []
    led_by(centre, centre.marek.id)
    assert seen(centre, centre.marek) == [done]
    assert seen(centre, replace(centre.marek, office_id=centre.other_office_id)) == [done]


def test_nobody_leads_who_is_no_supervisor_and_nobody_themselves(centre: Stage) -> None:
    done = sent(centre, by=centre.ewa)
    reviewer = replace(centre.liis, office_id=centre.anna.office_id, extra_rights=frozenset({Right.REVIEW_WORK}))
    assert seen(centre, reviewer) == [], "the right to review opens nothing that others wrote"
    with pytest.raises(NotFound), centre.read(reviewer) as reading:
        load_evaluation(reading, evaluation_id=done)
    led_by(centre, reviewer.id)
    assert seen(centre, reviewer) == [done]
    led_by(centre, centre.anna.id)
    with centre.read(replace(centre.anna, role=Role.SUPERVISOR)) as reading:
        assert centre.anna.id not in reading.db.execute(select(Staff.id).where(leads(reading.actor))).scalars().all()


def test_a_checklist_is_seen_in_its_office(centre: Stage) -> None:
    version_id = published(centre, kind="daily_checklist")
    done = begun(centre, version_id, centre.anna, employee_id=None)
    assert seen(centre, centre.marek) == [], "not before it is sent"
    answer(centre, done, centre.anna, **GOOD)
    finish(centre, done, centre.anna)
    assert seen(centre, centre.marek) == [done]
    assert seen(centre, olga(centre)) == []


def finish(stage: Stage, evaluation_id: int, by: Actor) -> None:
    from csatdesk.operations.evaluations.commands import submit_evaluation

    with stage.work(by) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)


def test_a_visit_shows_nothing_to_the_office_it_was_about(centre: Stage) -> None:
    visit = begun(centre, published(centre, kind="mystery_visit"), centre.liis)
    answer(centre, visit, centre.liis, **GOOD)
    finish(centre, visit, centre.liis)
    assert seen(centre, centre.liis) == [visit]
    assert seen(centre, centre.anna) == seen(centre, centre.marek) == seen(centre, centre.ewa) == []


def test_pages_go_on_by_key_in_both_directions(centre: Stage) -> None:
    version_id = published(centre)
    with centre.work(centre.marek) as work:
        ids = [
            begin_evaluation(
                work,
                new=NewEvaluation(
                    version_id, centre.anna.office_id, NOW + timedelta(hours=n // 2), employee_id=centre.anna.id
                ),
            )
            for n in range(5)
        ]
    with centre.read(centre.marek) as reading:
        first = list_evaluations(reading, limit=2)
        second = list_evaluations(reading, limit=2, after=first.next)
        last = list_evaluations(reading, limit=2, backwards=True)
        before = list_evaluations(reading, limit=2, backwards=True, after=last.next)
        assert count_evaluations(reading) == 5
    assert [one.id for one in (*first.rows, *second.rows)] == ids[:0:-1]
    assert [one.id for one in (*before.rows, *last.rows)] == ids[3::-1]


def test_ones_own_history_is_told_oldest_first_and_a_changed_scorecard_is_another_family(centre: Stage) -> None:
    heavier = CALL | {"sections": [CALL["sections"][0] | {"weight": 50}, CALL["sections"][1]]}
    same = published(centre)
    for hours, version_id, name in ((0, same, "yes"), (1, same, "no"), (2, published(centre, heavier), "yes")):
        evaluation_id = begun(centre, version_id, happened_at=NOW + timedelta(hours=hours))
        answer(centre, evaluation_id, **(GOOD | {"name": name}))
        finish(centre, evaluation_id, centre.marek)
    with centre.read(centre.anna) as reading:
        points = own_trend(reading)
    assert [one.total for one in points] == [Decimal(100), Decimal(80), Decimal(100)]
    assert points[0].family == points[1].family != points[2].family
    with centre.read(centre.marek) as reading:
        assert own_trend(reading) == ()


def test_a_review_of_a_case_carries_its_number_its_topic_and_its_segment(centre: Stage) -> None:
    case = centre.register()
    evaluation_id = begun(centre, case_id=case.case_id)
    with centre.read(centre.marek) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
        segment = reading.db.get_one(Evaluation, evaluation_id).segment
    assert (card.case_number, card.topic.in_language("en")) == (case.number, "Bill too high or wrong")
    assert segment == "household"
