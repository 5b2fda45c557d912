"""The scorecard of a visit: filled before the report, told of by its flags, and hidden until the wave is released."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.evaluations import AlreadySent, EvaluationState, Remarks
from csatdesk.domain.forms import NO, YES, Answer, Item, ScaleKind
from csatdesk.domain.mystery import Flag, ScorecardMissing, ScorecardOpen, VisitSettled
from csatdesk.operations.evaluations.commands import answer_items, remark, submit_evaluation, throw_away
from csatdesk.operations.evaluations.queries import list_evaluations, load_evaluation
from csatdesk.operations.mystery.queries import VisitRow
from csatdesk.operations.mystery.scorecards import open_scorecard
from csatdesk.operations.mystery.visits import accept_visit, return_visit, void_visit
from csatdesk.operations.mystery.waves import release_wave
from csatdesk.operations.standards.commands import publish
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.standards.starting import take_over_standards
from csatdesk.store.entities.deadlines import Notice
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.standards import StandardVersion
from tests.cast import NOW, Stage
from tests.operations.mystery.scene import Scene, planned


def with_scorecard(centre: Stage) -> Scene:
    with centre.work(centre.marek) as work:
        version_id = take_over_standards(work, keys=("office_visit",)).result[0]
        publish(work, version_id=version_id, version=1)
        standard_id = work.db.get_one(StandardVersion, version_id).standard_id
    return planned(centre, standard_id=standard_id)


def filled(scene: Scene, visit: VisitRow, comment: str = "Calm and clear.", **answers: Answer) -> int:
    """The whole scorecard, well done but for `answers`, sent by the visitor."""
    with scene.stage.work(scene.visitor(visit), visit.from_at) as work:
        evaluation_id = open_scorecard(work, visit_id=visit.id)
        row = work.db.get_one(Evaluation, evaluation_id)
        items = template_of(work, row.standard_version_id).form.items()
        good = {item.key: best(item) for item in items}
        answer_items(work, evaluation_id=evaluation_id, answers={**good, **answers})
        remark(work, evaluation_id=evaluation_id, remarks=Remarks(comment))
        submit_evaluation(work, evaluation_id=evaluation_id)
    return evaluation_id


def best(item: Item) -> Answer:
    match item.scale.kind:
        case ScaleKind.MEASURE:
            return item.scale.bands[0].bound
        case ScaleKind.POINTS:
            return item.scale.last
    return YES


def state_of(scene: Scene, evaluation_id: int) -> EvaluationState:
    with scene.stage.read() as reading:
        return reading.db.get_one(Evaluation, evaluation_id).state


def test_a_visit_is_reported_only_after_its_scorecard_was_sent(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    with pytest.raises(ScorecardOpen):
        scene.report(visit)
    with centre.work(scene.visitor(visit), visit.from_at) as work:
        first = open_scorecard(work, visit_id=visit.id)
        assert open_scorecard(work, visit_id=visit.id) == first
    with pytest.raises(ScorecardOpen):
        scene.report(visit)
    filled(scene, visit)
    scene.report(visit)
    assert scene.visits()[0].evaluation_id == first


def test_nobody_but_the_visitor_opens_it_and_not_after_the_report(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    stranger = centre.liis if scene.visitor(visit) is scene.jan else scene.jan
    with centre.work(stranger) as work, pytest.raises(Exception, match="No row"):
        open_scorecard(work, visit_id=visit.id)
    filled(scene, visit)
    scene.report(visit)
    with centre.work(scene.visitor(visit)) as work, pytest.raises(VisitSettled):
        open_scorecard(work, visit_id=visit.id)


def test_a_programme_without_a_published_scorecard_says_so(centre: Stage) -> None:
    scene = planned(centre)
    visit = scene.visits()[0]
    with centre.work(scene.visitor(visit)) as work, pytest.raises(ScorecardMissing):
        open_scorecard(work, visit_id=visit.id)


def test_what_is_odd_about_the_scorecard_is_flagged_for_the_owner(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    filled(scene, visit, comment="")
    assert {Flag.EVIDENCE_MISSING, Flag.NO_COMMENT} <= set(scene.report(visit))


def test_a_critical_fail_is_told_to_the_owner_at_once_and_to_nobody_else(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    filled(scene, visit, V20=NO)
    scene.report(visit)
    with centre.read() as reading:
        told = reading.db.execute(select(Notice.staff_id).where(Notice.what == "critical_visit")).scalars().all()
    assert told == [scene.owner.id]


def test_the_scorecard_goes_with_its_visit(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    evaluation_id = filled(scene, visit)
    scene.report(visit)
    with centre.work(scene.owner) as work:
        return_visit(work, visit_id=visit.id, reason="Who called you?", version=scene.visits()[0].version)
    assert state_of(scene, evaluation_id) is EvaluationState.RETURNED
    filled(scene, visit)
    flags = scene.report(visit)
    with centre.work(scene.visitor(visit)) as work, pytest.raises(AlreadySent):
        answer_items(work, evaluation_id=evaluation_id, answers={"V01": NO})
    with centre.work(scene.owner) as work:
        accept_visit(work, visit_id=visit.id, agreed=flags, version=scene.visits()[0].version)
    assert state_of(scene, evaluation_id) is EvaluationState.ACCEPTED


def test_the_office_sees_the_result_only_after_the_release(centre: Stage) -> None:
    scene = with_scorecard(centre)
    first, second = scene.visits()
    evaluation_id = filled(scene, first)
    flags = scene.report(first)
    with centre.work(scene.owner) as work:
        accept_visit(work, visit_id=first.id, agreed=flags, version=scene.visits()[0].version)
        void_visit(work, visit_id=second.id, reason="Not needed", version=second.version)
    clerk = replace(centre.anna, office_id=first.office_id)
    with centre.read(clerk) as reading, pytest.raises(Exception, match=r"longer there|No row"):
        load_evaluation(reading, evaluation_id=evaluation_id)
    with centre.work(scene.owner, NOW) as work:
        release_wave(work, wave_id=scene.wave_id, version=scene.card().row.version)
    with centre.read(clerk) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
        assert card.row.id == evaluation_id
        assert card.row.total is not None, "a result is what the release is for"
        assert card.result is not None
        assert card.row.reviewer_name == "", "the visitor stays unknown (rule 20)"
        (row,) = list_evaluations(reading).rows
        assert row.reviewer_name == ""
    with centre.read(scene.visitor(first)) as reading:
        own = load_evaluation(reading, evaluation_id=evaluation_id)
    assert (own.row.total, own.result) == (None, None)
    assert own.row.reviewer_name == scene.visitor(first).name


def test_a_visit_whose_scorecard_was_thrown_away_waits_for_another(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    with centre.work(scene.visitor(visit), visit.from_at) as work:
        thrown = open_scorecard(work, visit_id=visit.id)
        undo = throw_away(work, evaluation_id=thrown).undo
    with centre.work(scene.visitor(visit), visit.from_at) as work:
        undo(work)
        assert open_scorecard(work, visit_id=visit.id) == thrown
        throw_away(work, evaluation_id=thrown)
    evaluation_id = filled(scene, visit)
    assert evaluation_id != thrown
    with centre.work(scene.visitor(visit)) as work, pytest.raises(ChangedByOther):
        undo(work)
    scene.report(visit)
    assert scene.visits()[0].evaluation_id == evaluation_id
