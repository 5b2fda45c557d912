"""Feedback both ways (M21): whose work it is reads and says something, their leader answers."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union
from sqlalchemy.orm import aliased

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import NotFound
from csatdesk.domain.evaluations import NOTE_MOST, EvaluationKind, EvaluationState
from csatdesk.domain.feedback import (
    NO_FEEDBACK,
    FeedbackKind,
    FeedbackMissing,
    FeedbackRow,
    FeedbackState,
    NotTheirFeedback,
)
from csatdesk.domain.identity import new_identity
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import COUNT_LIMIT
from csatdesk.domain.staff import Right
from csatdesk.operations.evaluations.seen import is_led_by, is_released, own_work, visible_evaluations
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.evaluations import Evaluation, EvaluationFeedback
from csatdesk.store.entities.promises import Organisation
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import led_by

FRESH_DAYS = 60  # what is older is no longer called new
BY, TO = aliased(Staff), aliased(Organisation)


# what is done


def mark_evaluation_read(work: Work, *, evaluation_id: int) -> None:
    """The person whose work it is has read it; once is enough."""
    row = seen_sent(work, evaluation_id)
    if row.employee_id != work.actor.id:
        raise NotTheirFeedback()
    note_read(work, row)


def say_to_evaluation(work: Work, *, evaluation_id: int, text: str) -> Undoable[int]:
    """What the person whose work it is says to it, or what who leads them answers. Saying something is reading it."""
    row = seen_sent(work, evaluation_id)
    if not text.strip():
        raise FeedbackMissing(field="text")
    if row.employee_id == work.actor.id:
        note_read(work, row)
        kind = FeedbackKind.SAID
    elif _may_answer(work, row):
        kind = FeedbackKind.ANSWERED
    else:
        raise NotTheirFeedback()
    made = add_feedback(work, row, kind, text)
    return Undoable(made.id, partial(take_back, feedback_id=made.id), N_("Said. The other side reads it."))


def note_read(work: Work, row: Evaluation) -> None:
    """By the person whose work it is; whoever says something to it, or contests an answer, has read it."""
    if row.employee_id == work.actor.id and not _is_read(work, row.id):
        add_feedback(work, row, FeedbackKind.READ, "")


def seen_sent(reading: Reading, evaluation_id: int) -> Evaluation:
    """An evaluation that was sent and that this person may see."""
    query = select(Evaluation).where(
        Evaluation.id == evaluation_id,
        Evaluation.state == EvaluationState.ACCEPTED,
        visible_evaluations(reading.actor),
    )
    row = reading.db.execute(query).scalar_one_or_none()
    if row is None:
        raise NotFound()
    return row


def add_feedback(
    work: Work, row: Evaluation, kind: FeedbackKind, text: str, organisation_id: int | None = None
) -> EvaluationFeedback:
    made = EvaluationFeedback(
        uid=new_identity(work.at),
        evaluation_id=row.id,
        kind=kind,
        by_id=work.actor.id,
        organisation_id=organisation_id,
        said_at=work.at,
        text=fitting(text, field="text", most=NOTE_MOST),
    )
    work.db.add(made)
    work.db.flush()
    work.changed.add(Kind.EVALUATION)
    return made


def take_back(work: Work, *, feedback_id: int) -> None:
    row = work.db.get_one(EvaluationFeedback, feedback_id)
    if row.by_id != work.actor.id:
        raise NotTheirFeedback()
    row.removed_at = work.at
    work.changed.add(Kind.EVALUATION)


# who may


def _is_read(reading: Reading, evaluation_id: int) -> bool:
    return reading.db.execute(select(is_read()).where(Evaluation.id == evaluation_id)).scalar_one()


def _may_answer(reading: Reading, row: Evaluation) -> bool:
    """Who leads the person, and who wrote it; not the person."""
    if row.employee_id is None or row.employee_id == reading.actor.id:
        return False
    if row.reviewer_id == reading.actor.id:
        return True
    led = select(Staff.id).where(Staff.id == row.employee_id, led_by(reading.actor))
    return reading.actor.may(Right.REVIEW_WORK) and reading.db.execute(led).scalar() is not None


def may_give(reading: Reading, row: Evaluation) -> bool:
    """What is about nobody's work; of a visit only what is released."""
    if row.employee_id is not None or not reading.actor.may(Right.EXPORT):
        return False
    released = select(Evaluation.id).where(Evaluation.id == row.id, is_released())
    return row.kind is not EvaluationKind.VISIT or reading.db.execute(released).scalar() is not None


# what is shown


def load_feedback(reading: Reading, *, evaluation_id: int) -> FeedbackState:
    """What came back about an evaluation this person may see, and what they can add to it."""
    query = select(Evaluation).where(Evaluation.id == evaluation_id, visible_evaluations(reading.actor))
    row = reading.db.execute(query).scalar_one_or_none()
    if row is None or row.state is not EvaluationState.ACCEPTED:
        return NO_FEEDBACK
    return FeedbackState(
        rows=_rows(reading, row.id),
        may_say=row.employee_id == reading.actor.id,
        may_answer=_may_answer(reading, row),
        may_give=may_give(reading, row),
        given_to=given_to(reading, row.id),
    )


def _rows(reading: Reading, evaluation_id: int) -> tuple[FeedbackRow, ...]:
    query = (
        select(
            EvaluationFeedback.id,
            EvaluationFeedback.kind,
            BY.name,
            func.coalesce(TO.name, ""),
            EvaluationFeedback.said_at,
            EvaluationFeedback.text,
        )
        .join(BY, BY.id == EvaluationFeedback.by_id)
        .outerjoin(TO, TO.id == EvaluationFeedback.organisation_id)
        .where(EvaluationFeedback.evaluation_id == evaluation_id, EvaluationFeedback.removed_at.is_(None))
        .order_by(EvaluationFeedback.id)
    )
    return tuple(FeedbackRow(*found) for found in reading.db.execute(query))


def given_to(reading: Reading, evaluation_id: int) -> tuple[tuple[int, str], ...]:
    query = (
        select(Organisation.id, Organisation.name)
        .join(EvaluationFeedback, EvaluationFeedback.organisation_id == Organisation.id)
        .where(
            EvaluationFeedback.evaluation_id == evaluation_id,
            EvaluationFeedback.kind == FeedbackKind.GIVEN,
            EvaluationFeedback.removed_at.is_(None),
        )
        .order_by(EvaluationFeedback.id)
    )
    return tuple(dict(reading.db.execute(query).tuples().all()).items())


# in lists


def is_read() -> ColumnElement[bool]:
    """Whose work it is has read it."""
    return _of(FeedbackKind.READ).exists()


def newest(kind: FeedbackKind) -> ColumnElement[int]:
    """The place of the newest one of a kind, 0 for none."""
    query = _of(kind).with_only_columns(func.coalesce(func.max(EvaluationFeedback.id), 0))
    return query.correlate(Evaluation).scalar_subquery()


def _of(kind: FeedbackKind) -> Select[tuple[int]]:
    return select(EvaluationFeedback.id).where(
        EvaluationFeedback.evaluation_id == Evaluation.id,
        EvaluationFeedback.kind == kind,
        EvaluationFeedback.removed_at.is_(None),
    )


def fresh_parts(reading: Reading) -> Sequence[ColumnElement[bool]]:
    """What is new to this person, each part by its own index: lately said of their work and not read yet; and what
    people they lead lately said that nobody answered."""
    since = reading.at - timedelta(days=FRESH_DAYS)
    parts = [and_(own_work(reading.actor), Evaluation.submitted_at >= since, ~is_read())]
    waiting = _waiting_ids(reading)
    if waiting:
        others = Evaluation.reviewer_id == reading.actor.id
        if reading.actor.may(Right.REVIEW_WORK):
            others = or_(others, is_led_by(reading.actor))
        parts.append(and_(Evaluation.id.in_(waiting), Evaluation.employee_id != reading.actor.id, others))
    return parts


def _waiting_ids(reading: Reading) -> Sequence[int]:
    """What was lately said and not answered since: few, and looked up first."""
    since = reading.at - timedelta(days=FRESH_DAYS)
    later = aliased(EvaluationFeedback)
    answered = select(later.id).where(
        later.evaluation_id == EvaluationFeedback.evaluation_id,
        later.kind == FeedbackKind.ANSWERED,
        later.removed_at.is_(None),
        later.id > EvaluationFeedback.id,
    )
    query = select(EvaluationFeedback.evaluation_id).where(
        EvaluationFeedback.kind == FeedbackKind.SAID,
        EvaluationFeedback.said_at >= since,
        EvaluationFeedback.removed_at.is_(None),
        ~answered.exists(),
    )
    return reading.db.execute(query.distinct().limit(COUNT_LIMIT)).scalars().all()


def count_fresh(reading: Reading) -> int:
    """How many evaluations are new to this person."""
    parts = [select(Evaluation.id).where(part).limit(COUNT_LIMIT).subquery() for part in fresh_parts(reading)]
    found = union(*(select(part.c.id) for part in parts)).subquery()
    return reading.db.execute(select(func.count()).select_from(found)).scalar_one()
