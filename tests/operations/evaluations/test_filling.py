"""Filling an evaluation: kept at once, scored by its own version, sent only when nothing is open."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from csatdesk.domain.attachments import AlreadyAttached, AttachmentErased, FileEmpty, NewAttachment
from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.domain.evaluations import (
    AlreadySent,
    AnswerDoesNotFit,
    EmployeeMissing,
    EvaluationState,
    NotTheReviewer,
    QuestionsOpen,
    Remarks,
    ReviewedSelf,
    StandardNotPublished,
)
from csatdesk.domain.scorecards import Verdict
from csatdesk.domain.standards import VersionState
from csatdesk.operations.evaluations.commands import (
    answer_items,
    answer_section_absent,
    note_item,
    remark,
    submit_evaluation,
    throw_away,
)
from csatdesk.operations.evaluations.files import add_evidence, read_evidence, remove_evidence, save_evidence
from csatdesk.operations.evaluations.queries import list_evaluations, load_evaluation
from csatdesk.operations.evaluations.templates import usable_standards
from csatdesk.operations.jobs import run_jobs
from csatdesk.store.entities.centres import Centre, Office
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.standards import StandardVersion
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import CALL, GOOD, answer, begun, published, sent

PHOTO = NewAttachment("receipt.png", b"\x89PNG" + bytes(600_000))


def test_every_answer_is_kept_at_once_and_may_be_taken_back(centre: Stage) -> None:
    evaluation_id = begun(centre)
    answer(centre, evaluation_id, greets="yes", wait=4.5)
    answer(centre, evaluation_id, greets="no", name=None)
    with centre.read(centre.marek) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
    assert card.answers == {"greets": "no", "wait": Decimal("4.5")}
    assert [one.key for one in card.template.form.left(card.answers)] == ["name", "answer"]
    assert (card.may_fill, card.row.state, card.kept_at) == (True, EvaluationState.DRAFT, NOW)


def test_a_reviewer_sees_the_score_so_far_with_its_coverage(centre: Stage) -> None:
    evaluation_id = begun(centre)
    answer(centre, evaluation_id, greets="yes", name="no")
    with centre.read(centre.marek) as reading:
        result = load_evaluation(reading, evaluation_id=evaluation_id).result
    assert result is not None
    assert (result.total, result.coverage) == (Decimal(50), Decimal(40))


@pytest.mark.parametrize("answers", [{"greets": "partial"}, {"wait": "na"}, {"wait": -1}, {"other": "yes"}])
def test_an_answer_that_does_not_fit_is_refused_and_nothing_is_kept(centre: Stage, answers: dict[str, Any]) -> None:
    evaluation_id = begun(centre)
    with pytest.raises(AnswerDoesNotFit):
        answer(centre, evaluation_id, name="yes", **answers)
    with centre.read(centre.marek) as reading:
        assert load_evaluation(reading, evaluation_id=evaluation_id).answers == {}


def test_it_is_sent_only_when_nothing_is_open_and_the_open_items_are_named(centre: Stage) -> None:
    evaluation_id = begun(centre)
    answer(centre, evaluation_id, greets="yes", answer="yes")
    with pytest.raises(QuestionsOpen) as caught, centre.work(centre.marek) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    assert caught.value.first == "name"
    assert "Says the name" in str(caught.value)
    assert "What of wait" in str(caught.value)


def test_what_is_sent_is_accepted_scored_and_closed_for_changes(centre: Stage) -> None:
    evaluation_id = sent(centre, name="no", answer="partial")
    with centre.read(centre.marek) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
        row = reading.db.get_one(Evaluation, evaluation_id)
        assert (row.total_number, row.raw_total) == (57.5, "57.5")
    assert (card.row.state, card.row.total, card.row.coverage) == (
        EvaluationState.ACCEPTED,
        Decimal("57.5"),
        Decimal(100),
    )
    assert card.row.verdict is Verdict.FAIL
    with pytest.raises(AlreadySent):
        answer(centre, evaluation_id, name="yes")


def test_a_failed_critical_item_caps_the_total_and_the_raw_one_stays(centre: Stage) -> None:
    evaluation_id = sent(centre, greets="no")
    with centre.read(centre.marek) as reading:
        row = reading.db.get_one(Evaluation, evaluation_id)
        assert (row.total, row.raw_total, row.verdict) == ("50", "80", "fail")


def test_it_is_scored_by_the_version_it_was_made_with_also_when_that_is_retired(centre: Stage) -> None:
    version_id = published(centre)
    evaluation_id = begun(centre, version_id)
    with centre.work(centre.ewa) as work:
        retired = update(StandardVersion).where(StandardVersion.id == version_id)
        work.db.execute(retired.values(state=VersionState.RETIRED))
    answer(centre, evaluation_id, **GOOD)
    with centre.work(centre.marek) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    with pytest.raises(StandardNotPublished):
        begun(centre, version_id)


def test_a_section_that_is_not_here_is_answered_whole(centre: Stage) -> None:
    evaluation_id = begun(centre)
    with centre.work(centre.marek) as work:
        answer_section_absent(work, evaluation_id=evaluation_id, section_key="matter")
    with centre.read(centre.marek) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
    assert card.answers == {"answer": "na", "wait": "not_observed"}


def test_what_was_answered_stays_when_the_rest_of_its_section_is_not_here(centre: Stage) -> None:
    evaluation_id = begun(centre)
    answer(centre, evaluation_id, wait=4)
    with centre.work(centre.marek) as work:
        answer_section_absent(work, evaluation_id=evaluation_id, section_key="matter")
    with centre.read(centre.marek) as reading:
        assert load_evaluation(reading, evaluation_id=evaluation_id).answers == {"answer": "na", "wait": Decimal(4)}


def test_notes_and_remarks_are_kept(centre: Stage) -> None:
    evaluation_id = begun(centre)
    with centre.work(centre.marek) as work:
        note_item(work, evaluation_id=evaluation_id, item_key="name", note="Podała imię.")
        remark(work, evaluation_id=evaluation_id, remarks=Remarks("Spokojna rozmowa.", is_avoidable_repeat=True))
    with centre.read(centre.marek) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
    assert card.notes == {"name": "Podała imię."}
    assert (card.remarks.comment, card.remarks.is_avoidable_repeat) == ("Spokojna rozmowa.", True)
    assert card.answers == {}


def test_evidence_lies_with_its_item_and_is_taken_off_and_put_back(centre: Stage) -> None:
    evaluation_id = begun(centre)
    with centre.work(centre.marek) as work:
        (file_id,) = add_evidence(work, evaluation_id=evaluation_id, item_key="name", files=[PHOTO]).result
    with pytest.raises(AlreadyAttached), centre.work(centre.marek) as work:
        add_evidence(work, evaluation_id=evaluation_id, item_key="name", files=[PHOTO])
    with pytest.raises(FileEmpty), centre.work(centre.marek) as work:
        add_evidence(work, evaluation_id=evaluation_id, item_key="name", files=[NewAttachment("x.png", b"")])
    with centre.read(centre.marek) as reading:
        (file,) = load_evaluation(reading, evaluation_id=evaluation_id).files
        assert (file.item_key, file.name, file.media_type, file.size) == ("name", "receipt.png", "image/png", 600_004)
        assert read_evidence(reading, file_id=file_id) == PHOTO
    with centre.work(centre.marek) as work:
        undo = remove_evidence(work, file_id=file_id).undo
    with centre.read(centre.marek) as reading:
        assert load_evaluation(reading, evaluation_id=evaluation_id).files == ()
    with centre.work(centre.marek) as work:
        undo(work)
    path = save_evidence(centre.store, centre.marek, no_progress, file_id=file_id, path=centre.profile.dir / "copy.png")
    assert path.read_bytes() == PHOTO.content


def test_evidence_taken_off_is_erased_after_30_days_and_then_does_not_come_back(centre: Stage) -> None:
    evaluation_id = begun(centre)
    with centre.work(centre.marek) as work:
        (file_id,) = add_evidence(work, evaluation_id=evaluation_id, item_key="name", files=[PHOTO]).result
        put_back = remove_evidence(work, file_id=file_id).undo

    def go_by(days: int) -> None:
        with centre.work(centre.anna, NOW + timedelta(days=days)) as work:
            while run_jobs(work):
                pass

    go_by(29)
    with centre.work(centre.marek) as work:
        put_back(work)
        assert read_evidence(work, file_id=file_id) == PHOTO
        put_back = remove_evidence(work, file_id=file_id).undo
    go_by(31)
    with pytest.raises(AttachmentErased), centre.work(centre.marek) as work:
        put_back(work)


def test_only_who_began_it_fills_it(centre: Stage) -> None:
    evaluation_id = begun(centre)
    with pytest.raises(NotTheReviewer):
        answer(centre, evaluation_id, centre.ewa, greets="yes")


def test_who_may_begin_what(centre: Stage) -> None:
    review, visit = published(centre), published(centre, kind="mystery_visit")
    check = published(centre, kind="daily_checklist")
    for version_id, right, wrong in (
        (review, centre.marek, centre.liis),
        (visit, centre.liis, centre.marek),
        (check, centre.anna, centre.liis),
    ):
        nobody: dict[str, Any] = {} if version_id == review else {"employee_id": None}
        begun(centre, version_id, right, **nobody)
        with pytest.raises(NotAllowed):
            begun(centre, version_id, wrong, **nobody)


def test_what_is_begun_is_of_an_office_of_this_centre(centre: Stage) -> None:
    with centre.work(centre.ewa) as work:
        here = work.db.get_one(Centre, centre.anna.centre_id)
        names = {one.name for one in Centre.__table__.columns} - {"id", "uid"}
        far = Centre(uid=uuid4(), **{name: getattr(here, name) for name in names})
        work.db.add(far)
        work.db.flush()
        work.db.get_one(Office, centre.other_office_id).centre_id = far.id
    with pytest.raises(NotFound):
        begun(centre, office_id=centre.other_office_id)


def test_a_review_names_whose_work_it_is_and_nobody_reviews_their_own(centre: Stage) -> None:
    with pytest.raises(EmployeeMissing):
        begun(centre, employee_id=None)
    with pytest.raises(ReviewedSelf):
        begun(centre, employee_id=centre.marek.id)


def test_each_sees_the_published_standards_that_they_may_fill(centre: Stage) -> None:
    ids = {kind: published(centre, CALL | {"kind": kind}) for kind in ("call_review", "mystery_visit", "own_routine")}
    for actor, kinds in (
        (centre.anna, ["own_routine"]),
        (centre.marek, ["call_review", "own_routine"]),
        (centre.liis, ["mystery_visit"]),
    ):
        with centre.read(actor) as reading:
            assert {one.version_id for one in usable_standards(reading)} == {ids[kind] for kind in kinds}


def test_what_was_begun_is_thrown_away_and_taken_up_again(centre: Stage) -> None:
    evaluation_id = begun(centre)
    with centre.work(centre.marek) as work:
        undo = throw_away(work, evaluation_id=evaluation_id).undo
    with centre.read(centre.marek) as reading:
        assert list_evaluations(reading).rows == ()
    with centre.work(centre.marek) as work:
        undo(work)
    with centre.read(centre.marek) as reading:
        assert [one.id for one in list_evaluations(reading).rows] == [evaluation_id]
        states = reading.db.execute(select(Evaluation.state)).scalars().all()
    assert states == [EvaluationState.DRAFT]


def test_a_visit_shows_no_score_to_who_fills_it_and_waits_to_be_accepted(centre: Stage) -> None:
    evaluation_id = begun(centre, published(centre, kind="mystery_visit"), centre.liis, employee_id=None)
    answer(centre, evaluation_id, centre.liis, **GOOD)
    with centre.work(centre.liis) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    with centre.read(centre.liis) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
    assert (card.result, card.row.total, card.row.verdict, card.row.coverage) == (None, None, None, None)
    assert card.row.state is EvaluationState.SUBMITTED
    with centre.work(centre.liis) as work, pytest.raises(AlreadySent):
        answer_items(work, evaluation_id=evaluation_id, answers={"name": "no"})


def test_what_is_nothing_but_an_aid_is_not_offered_to_be_filled(centre: Stage) -> None:
    version_id = published(centre)
    aid = published(centre, CALL | {"kind": "job_aid"})
    with centre.read(centre.marek) as reading:
        offered = {one.version_id for one in usable_standards(reading)}
    assert version_id in offered
    assert aid not in offered
