"""Contested answers (SC-1, rule 16): raised item by item, decided by another than the author, both totals kept."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.evaluations import (
    DISPUTE_DAYS_MOST,
    NOTE_MOST,
    AnswerDoesNotFit,
    DecidedByAuthor,
    DisputeDaysWrong,
    DisputedBefore,
    DisputeDecided,
    DisputeOfAnother,
    DisputeReasonMissing,
    DisputeTooLate,
    EvaluationKind,
    EvaluationState,
    Ruling,
    RulingReasonMissing,
    SameAnswer,
    answer_to_json,
)
from csatdesk.domain.forms import Answer
from csatdesk.domain.identity import new_identity
from csatdesk.domain.lengths import fitting
from csatdesk.domain.staff import Right, require
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.evaluations.commands import answers_of, keep_result, rescored
from csatdesk.operations.evaluations.feedback import note_read
from csatdesk.operations.evaluations.seen import visible_evaluations
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.centres import Centre
from csatdesk.store.entities.evaluations import Evaluation, EvaluationAnswer, EvaluationDispute
from csatdesk.store.entities.programmes import Visit, Wave
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import led_by


def raise_dispute(work: Work, *, evaluation_id: int, item_key: str, reason: str) -> int:
    """Contest one answer; the id of the dispute."""
    row = _seen(work, evaluation_id)
    if not may_contest(work, row):
        raise DisputeOfAnother()
    if not reason.strip():
        raise DisputeReasonMissing(field="reason")
    until = contest_until(work, row)
    if until is None or work.at >= until:
        last = (until or work.at) - timedelta(microseconds=1)
        raise DisputeTooLate(day=last.astimezone(ZoneInfo(work.centre.zone)).date())
    answer = answers_of(work, row.id).get(item_key)
    if answer is None:
        raise AnswerDoesNotFit(field=item_key)
    same = select(EvaluationDispute.id).where(
        EvaluationDispute.evaluation_id == row.id, EvaluationDispute.item_key == item_key
    )
    if work.db.execute(same).scalar() is not None:
        raise DisputedBefore()
    dispute = EvaluationDispute(
        uid=new_identity(work.at),
        evaluation_id=row.id,
        item_key=item_key,
        ruling=Ruling.OPEN,
        reason=fitting(reason, field="reason", most=NOTE_MOST),
        raised_by_id=work.actor.id,
        raised_at=work.at,
        answer_before=answer_to_json(answer),
        total_before=row.total,
    )
    work.db.add(dispute)
    work.db.flush()
    note_read(work, row)
    work.changed.add(Kind.EVALUATION)
    return dispute.id


def decide_dispute(work: Work, *, dispute_id: int, answer: Answer | None, reason: str) -> None:
    """Decide: the `answer` that holds from now on, or None to refuse. Scored anew by the same version."""
    require(work.actor, Right.DECIDE_DISPUTES)
    dispute = work.db.get_one(EvaluationDispute, dispute_id)
    if dispute.ruling is not Ruling.OPEN:
        raise DisputeDecided()  # said before one looks for what may be no longer theirs to see
    row = _seen(work, dispute.evaluation_id)
    if work.actor.id in {row.reviewer_id, dispute.raised_by_id, row.employee_id}:
        raise DecidedByAuthor()
    if not reason.strip():
        raise RulingReasonMissing(field="reason")
    dispute.total_before = row.total  # another one, decided meanwhile, may have moved it
    if answer is not None:
        _change(work, row, dispute, answer)
    dispute.ruling = Ruling.REFUSED if answer is None else Ruling.UPHELD
    dispute.total_after = row.total
    dispute.ruling_reason = fitting(reason, field="reason", most=NOTE_MOST)
    dispute.decided_by_id, dispute.decided_at = work.actor.id, work.at
    work.changed.add(Kind.EVALUATION)


def _change(work: Work, row: Evaluation, dispute: EvaluationDispute, answer: Answer) -> None:
    template = template_of(work, row.standard_version_id)
    item = template.form.item(dispute.item_key)
    if item is None or not item.accepts(answer):
        raise AnswerDoesNotFit(field="answer")
    if answer_to_json(answer) == dispute.answer_before:
        raise SameAnswer(field="answer")
    result = rescored(template, answers_of(work, row.id), dispute.item_key, answer)
    query = select(EvaluationAnswer).where(
        EvaluationAnswer.evaluation_id == row.id, EvaluationAnswer.item_key == dispute.item_key
    )
    work.db.execute(query).scalar_one().answer = dispute.answer_after = answer_to_json(answer)
    keep_result(row, template, result)


def _seen(work: Work, evaluation_id: int) -> Evaluation:
    query = select(Evaluation).where(Evaluation.id == evaluation_id, visible_evaluations(work.actor))
    return work.db.execute(query).scalar_one()


def may_contest(reading: Reading, row: Evaluation) -> bool:
    """Whose work it is, and their supervisor; what is about an office and nobody by name, any supervisor. Neither the
    author nor, of a visit, who accepted it.
    """
    actor = reading.actor
    if row.state is not EvaluationState.ACCEPTED or row.reviewer_id == actor.id:
        return False
    if row.employee_id == actor.id:
        return True
    if not actor.may(Right.REVIEW_WORK):
        return False
    if row.employee_id is None:
        return row.kind is not EvaluationKind.VISIT or not actor.may(Right.OWN_PROGRAMME)
    led = select(Staff.id).where(Staff.id == row.employee_id, led_by(actor))
    return reading.db.execute(led).scalar() is not None


def contest_until(reading: Reading, row: Evaluation) -> datetime | None:
    """The instant after which nothing can be contested: the end of the last of the working days that a centre gives."""
    since = _readable_since(reading, row)
    if since is None:
        return None
    _calendar_id, calendar = calendar_of(reading, row.office_id)
    return calendar.midnight(calendar.add_days(since, dispute_days(reading)) + timedelta(days=1))


def _readable_since(reading: Reading, row: Evaluation) -> datetime | None:
    """Since when those it is about may read it: a visit from the release of its wave on."""
    if row.kind is not EvaluationKind.VISIT:
        return row.submitted_at
    query = select(Wave.released_at).join(Visit, Visit.wave_id == Wave.id)
    released = query.where(Visit.id == row.visit_id, Visit.evaluation_id == row.id, Wave.released_at != FAR)
    return reading.db.execute(released).scalar()


def dispute_days(reading: Reading) -> int:
    """How many working days an answer may be contested in this centre."""
    query = select(Centre.dispute_days).where(Centre.id == reading.actor.centre_id)
    return reading.db.execute(query).scalar_one()


def set_dispute_days(work: Work, *, days: int) -> None:
    """From now on, also for what was sent before."""
    require(work.actor, Right.CHANGE_CENTRE)
    if not 1 <= days <= DISPUTE_DAYS_MOST:
        raise DisputeDaysWrong(field="days", most=DISPUTE_DAYS_MOST)
    work.db.get_one(Centre, work.actor.centre_id).dispute_days = days
    work.changed.update((Kind.CENTRE, Kind.EVALUATION))
