"""The scorecard of a visit: filled before the report, told of by its flags, and hidden until the wave is released."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from csatdesk.domain.attachments import NewAttachment
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.evaluations import AlreadySent, EvaluationState, ReviewedSelf
from csatdesk.domain.forms import NO
from csatdesk.domain.mystery import (
    Flag,
    ScorecardMissing,
    ScorecardOpen,
    VisitSettled,
    VisitState,
    VisitTimes,
    WaveGoesOn,
)
from csatdesk.domain.staff import Right, Role
from csatdesk.operations.evaluations.commands import answer_items, throw_away
from csatdesk.operations.evaluations.files import add_evidence, read_evidence
from csatdesk.operations.evaluations.papers import read_paper
from csatdesk.operations.evaluations.queries import list_evaluations, load_evaluation
from csatdesk.operations.mystery.queries import MyVisit, VisitRow, list_my_visits
from csatdesk.operations.mystery.scorecards import open_scorecard
from csatdesk.operations.mystery.visits import (
    accept_visit,
    change_visit,
    has_critical_news,
    note_critical,
    report_visit,
    return_visit,
    void_visit,
)
from csatdesk.operations.mystery.waves import plan_again, release_wave
from csatdesk.operations.reminders import count_reminders
from csatdesk.store.entities.deadlines import Notice
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.programmes import Visit
from csatdesk.wording.texts import set_language
from tests.cast import NOW, Stage
from tests.operations.mystery.scene import Scene, filled, planned, released, third_visitor, with_scorecard
from tests.sheets.test_pictures import photo


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


def test_after_the_release_the_office_reads_scores_and_never_who_the_visitor_was(centre: Stage) -> None:
    set_language("en")
    scene = with_scorecard(centre)
    visit, evaluation_id = released(scene)
    for watching in (centre.anna, centre.marek, centre.ewa):
        with centre.read(replace(watching, office_id=visit.office_id)) as reading:
            (row,) = list_evaluations(reading).rows
            card = load_evaluation(reading, evaluation_id=evaluation_id)
            paper = read_paper(reading, evaluation_id=evaluation_id)
        assert row.total is not None
        assert card.result is not None
        assert row.reviewer_name == card.row.reviewer_name == ""
        assert "Filled by" not in dict(paper.facts)
        assert visit.visitor_name not in repr((row, card, paper))
    for told in (scene.owner, scene.visitor(visit)):
        with centre.read(told) as reading:
            assert load_evaluation(reading, evaluation_id=evaluation_id).row.reviewer_name == visit.visitor_name


def test_the_owner_reads_the_scorecard_that_waits_for_a_decision_but_none_that_is_still_being_filled(
    centre: Stage,
) -> None:
    scene = with_scorecard(centre)
    owner = replace(scene.stage.liis, id=scene.owner.id, extra_rights=frozenset({Right.OWN_PROGRAMME}))
    visit = scene.visits()[0]
    with centre.work(scene.visitor(visit), visit.from_at) as work:
        open_scorecard(work, visit_id=visit.id)
    with centre.read(owner) as reading:
        assert list_evaluations(reading).rows == ()
    evaluation_id = filled(scene, visit)
    with centre.read(owner) as reading:
        assert [one.id for one in list_evaluations(reading).rows] == [evaluation_id]
        assert load_evaluation(reading, evaluation_id=evaluation_id).row.total is not None


def test_taking_back_that_a_visit_does_not_count_brings_its_scorecard_back(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    evaluation_id = filled(scene, visit)
    with centre.work(scene.owner) as work:
        undo = void_visit(work, visit_id=visit.id, reason="Ill", version=scene.visits()[0].version).undo
    assert state_of(scene, evaluation_id) is EvaluationState.VOID
    with centre.work(scene.owner) as work:
        undo(work)
    assert state_of(scene, evaluation_id) is EvaluationState.SUBMITTED
    scene.report(visit)


def test_taking_back_that_a_visit_does_not_count_keeps_why_it_was_sent_back(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    filled(scene, visit)
    scene.report(visit)
    with centre.work(scene.owner) as work:
        return_visit(work, visit_id=visit.id, reason="Who called you?", version=scene.visits()[0].version)
    with centre.work(scene.owner) as work:
        undo = void_visit(work, visit_id=visit.id, reason="Ill", version=scene.visits()[0].version).undo
    with centre.work(scene.owner) as work:
        undo(work)
    assert (scene.visits()[0].state, scene.visits()[0].note) == (VisitState.RETURNED, "Who called you?")


def test_sending_back_is_not_taken_back_once_the_visitor_has_gone_on(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    evaluation_id = filled(scene, visit)
    scene.report(visit)
    with centre.work(scene.owner) as work:
        undo = return_visit(work, visit_id=visit.id, reason="Look again", version=scene.visits()[0].version).undo
    with centre.work(scene.visitor(visit), visit.to_at) as work:
        answer_items(work, evaluation_id=evaluation_id, answers={"V01": NO})
    with pytest.raises(ChangedByOther), centre.work(scene.owner) as work:
        undo(work)
    assert state_of(scene, evaluation_id) is EvaluationState.RETURNED


def test_whoever_gets_a_visit_fills_a_scorecard_of_their_own(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = next(one for one in scene.visits() if one.office_id == centre.anna.office_id)
    with centre.work(scene.jan, visit.from_at) as work:
        begun = open_scorecard(work, visit_id=visit.id)
    new = replace(scene.jan, id=third_visitor(scene.stage))
    with centre.work(scene.owner) as work:
        undo = change_visit(work, visit_id=visit.id, from_at=visit.from_at, to_at=visit.to_at, visitor_id=new.id).undo
    assert state_of(scene, begun) is EvaluationState.VOID
    with centre.work(scene.owner) as work:
        undo(work)
    assert state_of(scene, begun) is EvaluationState.DRAFT
    with centre.work(scene.jan, visit.from_at) as work:
        assert open_scorecard(work, visit_id=visit.id) == begun
    with centre.work(scene.owner) as work:
        change_visit(work, visit_id=visit.id, from_at=visit.from_at, to_at=visit.to_at, visitor_id=new.id)
    with centre.work(new, visit.from_at) as work:
        assert open_scorecard(work, visit_id=visit.id) != begun


def test_a_wave_is_not_planned_anew_once_a_scorecard_is_begun(centre: Stage) -> None:
    scene = with_scorecard(centre)
    card, visit = scene.card(), scene.visits()[0]
    assert visit.is_untouched
    with centre.work(scene.visitor(visit), visit.from_at) as work:
        open_scorecard(work, visit_id=visit.id)
    assert not scene.visits()[0].is_untouched
    with pytest.raises(WaveGoesOn), centre.work(scene.owner) as work:
        plan_again(work, wave_id=scene.wave_id, new=card.asked, version=card.row.version)


def test_an_owner_does_not_accept_their_own_report(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    filled(scene, visit)
    flags = scene.report(visit)
    visitor = replace(scene.visitor(visit), extra_rights=frozenset({Right.OWN_PROGRAMME}))
    with pytest.raises(ReviewedSelf), centre.work(visitor) as work:
        accept_visit(work, visit_id=visit.id, agreed=flags, version=scene.visits()[0].version)
    with centre.work(scene.owner) as work:
        accept_visit(work, visit_id=visit.id, agreed=flags, version=scene.visits()[0].version)


def test_who_makes_visits_no_longer_neither_fills_nor_reports(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    clerk = replace(scene.visitor(visit), role=Role.CLERK)
    times = VisitTimes(visit.from_at, visit.to_at)
    with pytest.raises(NotAllowed), centre.work(clerk, visit.from_at) as work:
        open_scorecard(work, visit_id=visit.id)
    with pytest.raises(NotAllowed), centre.work(clerk, visit.to_at) as work:
        report_visit(work, visit_id=visit.id, times=times)


def test_the_comment_of_the_report_before_is_noticed(centre: Stage) -> None:
    scene = one_visitor_twice(with_scorecard(centre))
    first, second = scene.visits()
    filled(scene, first, comment="Calm and clear.")
    assert Flag.SAME_AS_BEFORE not in scene.report(first)
    filled(scene, second, comment=" Calm and clear. ", V01=NO)
    assert Flag.SAME_AS_BEFORE in scene.report(second)


def test_other_answers_and_words_than_before_are_not_the_same(centre: Stage) -> None:
    scene = one_visitor_twice(with_scorecard(centre))
    first, second = scene.visits()
    filled(scene, first, comment="Calm and clear.")
    scene.report(first)
    filled(scene, second, comment="Slow.", V01=NO)
    assert Flag.SAME_AS_BEFORE not in scene.report(second)


def one_visitor_twice(scene: Scene) -> Scene:
    """Both visits are made by somebody of neither office."""
    kati = third_visitor(scene.stage)
    for visit in scene.visits():
        with scene.stage.work(scene.owner) as work:
            work.db.get_one(Visit, visit.id).visitor_id = kati
    return replace(scene, jan=replace(scene.jan, id=kati))


def test_what_was_handed_in_before_the_visitor_came_was_made_outside_the_visit(centre: Stage) -> None:
    scene = with_scorecard(centre)
    first, second = scene.visits()
    for visit, minutes in ((first, -10), (second, 50)):
        at = visit.from_at + timedelta(minutes=minutes)
        with centre.work(scene.visitor(visit), at) as work:
            evaluation_id = open_scorecard(work, visit_id=visit.id)
            add_evidence(work, evaluation_id=evaluation_id, item_key="V01", files=[NewAttachment("a.txt", b"seen")])
        filled(scene, visit)
    assert Flag.EVIDENCE_OUTSIDE in scene.report(first)
    assert Flag.EVIDENCE_OUTSIDE not in scene.report(second)


def test_a_photo_taken_outside_the_visit_is_noticed_and_one_that_does_not_say_is_not(centre: Stage) -> None:
    scene = with_scorecard(centre)
    first, second = scene.visits()
    for visit, minutes in ((first, 300), (second, 40)):
        taken = (visit.from_at + timedelta(minutes=minutes, seconds=50)).astimezone(visit.zone)
        pictures = [
            NewAttachment("door.jpg", photo(taken=f"{taken:%Y:%m:%d %H:%M:%S}")),
            NewAttachment("b.jpg", photo()),
        ]
        with centre.work(scene.visitor(visit), visit.to_at + timedelta(hours=4)) as work:
            evaluation_id = open_scorecard(work, visit_id=visit.id)
            add_evidence(work, evaluation_id=evaluation_id, item_key="V01", files=pictures)
        filled(scene, visit)
    assert Flag.EVIDENCE_OUTSIDE in scene.report(first)
    assert Flag.EVIDENCE_OUTSIDE not in scene.report(second), "taken in the minute in which the visitor left"


def test_a_written_visit_stays_open_until_the_reply_has_come(centre: Stage) -> None:
    scene = with_scorecard(centre, channel="written")
    visit = scene.visits()[0]
    wrote, answered = visit.from_at + timedelta(minutes=10), visit.from_at + timedelta(days=4)
    with centre.work(scene.visitor(visit), wrote) as work:
        begun = open_scorecard(work, visit_id=visit.id)
    mine = my_visit(scene, visit, answered)
    assert mine.waits_for_reply
    assert mine.report_due_at is None, "nobody knows when the reply comes"
    with centre.work(scene.visitor(visit), answered) as work:
        assert open_scorecard(work, visit_id=visit.id) == begun
    filled(scene, visit)
    with centre.work(scene.visitor(visit), answered + timedelta(hours=1)) as work:
        flags = report_visit(work, visit_id=visit.id, times=VisitTimes(wrote, answered, answered))
    assert not set(flags) & {Flag.LATE, Flag.OTHER_DAY, Flag.OTHER_HOURS}
    assert not my_visit(scene, visit, answered).waits_for_reply


def test_a_visit_on_the_spot_is_due_by_its_plan(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    assert my_visit(scene, visit, visit.to_at).report_due_at == visit.to_at + timedelta(hours=24)


def my_visit(scene: Scene, visit: VisitRow, at: datetime) -> MyVisit:
    with scene.stage.read(scene.visitor(visit), at) as reading:
        return next(one for one in list_my_visits(reading) if one.visit.id == visit.id)


def test_the_owner_is_told_of_a_critical_item_that_failed_until_they_have_looked(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    filled(scene, visit, V23=NO)
    scene.report(visit)
    for actor, is_told in ((scene.owner, True), (centre.marek, False)):
        with centre.read(actor) as reading:
            assert has_critical_news(reading) is is_told
    with centre.read(scene.owner) as reading:
        assert count_reminders(reading).reports == 1
    with centre.read(centre.marek) as reading:
        assert count_reminders(reading).reports == 0
    with centre.work(scene.owner) as work:
        note_critical(work)
    with centre.read(scene.owner) as reading:
        assert not has_critical_news(reading)
        assert count_reminders(reading).unread == 0


def test_the_office_sees_evidence_without_what_would_say_who_the_visitor_was(centre: Stage) -> None:
    scene = with_scorecard(centre)
    visit = scene.visits()[0]
    taken = NewAttachment("Photo of Jan.JPG", photo(by="Jan"))
    with centre.work(scene.visitor(visit), visit.from_at) as work:
        evaluation_id = open_scorecard(work, visit_id=visit.id)
        add_evidence(work, evaluation_id=evaluation_id, item_key="V01", files=[taken])
    released(scene)
    with centre.read(replace(centre.anna, office_id=visit.office_id)) as reading:
        (shown,) = load_evaluation(reading, evaluation_id=evaluation_id).files
        seen = read_evidence(reading, file_id=shown.id)
    assert (shown.name, seen.name) == ("V01.jpg", "V01.jpg")
    assert b"Jan" not in seen.content
    with centre.read(scene.owner) as reading:
        assert read_evidence(reading, file_id=shown.id) == taken
