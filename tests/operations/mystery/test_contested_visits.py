"""What a visit came to is contested like any other evaluation (SC-1, rule 16), once its office may read it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csatdesk.domain.errors import NotFound
from csatdesk.domain.evaluations import DisputeOfAnother, DisputeTooLate, Ruling
from csatdesk.domain.forms import NO
from csatdesk.domain.staff import Actor
from csatdesk.operations.evaluations.disputes import decide_dispute, raise_dispute
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.mystery.results import list_released_waves, load_wave_report
from tests.cast import NOW, Stage
from tests.operations.mystery.scene import filled, released, with_scorecard

ITEM = "V23"
WHY = "The receipt with the number was handed over; it lies in the case."
RELEASED = NOW + timedelta(days=32)  # a Monday, long after the visit was reported


def contested(stage: Stage, evaluation_id: int, by: Actor, days: int = 0) -> int:
    with stage.work(by, RELEASED + timedelta(days=days)) as work:
        return raise_dispute(work, evaluation_id=evaluation_id, item_key=ITEM, reason=WHY)


def test_who_leads_contests_an_answer_and_another_decides(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit, evaluation_id = released(scene, RELEASED, **{ITEM: NO})
    with centre.read(centre.marek, RELEASED) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
    assert card.dispute_until is not None
    dispute_id = contested(centre, evaluation_id, centre.marek)
    with centre.work(centre.ewa, RELEASED) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="yes", reason="It lies there.")
    with centre.read(centre.marek, RELEASED) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
        (wave,) = list_released_waves(reading)
        report = load_wave_report(reading, wave_id=wave.id)
    (told,) = card.disputes
    assert told.ruling is Ruling.UPHELD
    assert told.total_before is not None
    assert told.total_after is not None
    assert told.total_before < told.total_after == card.row.total == report.scores.rolled.mean
    assert visit.visitor_name not in repr(card), "who made the visit stays unknown (rule 20)"


@pytest.mark.parametrize(("days", "is_late"), [(9, False), (10, True)])
def test_the_working_days_count_from_the_release(centre: Stage, days: int, *, is_late: bool) -> None:
    """Two holidays lie in the five days after that Monday: until Wednesday of next week."""
    _visit, evaluation_id = released(with_scorecard(centre), RELEASED)
    if is_late:
        with pytest.raises(DisputeTooLate):
            contested(centre, evaluation_id, centre.marek, days)
    else:
        contested(centre, evaluation_id, centre.marek, days)


def test_before_the_release_there_is_nothing_to_contest(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    evaluation_id = filled(scene, visit)
    scene.report(visit)
    with pytest.raises(NotFound):
        contested(centre, evaluation_id, centre.marek)


def test_neither_visitor_nor_owner_nor_a_clerk_contests_it(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit, evaluation_id = released(scene, RELEASED)
    for other in (scene.owner, scene.visitor(visit), replace(centre.anna, office_id=visit.office_id)):
        with pytest.raises(DisputeOfAnother):
            contested(centre, evaluation_id, other)
