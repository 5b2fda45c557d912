"""What somebody was to score, and the evaluation that came of it: sent, given up, taken up again.

Whoever scores what another scores too sees nothing of the other's until their own is sent (SC-1, rule 15).
"""

from sqlalchemy import ColumnElement, or_, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.evaluations import EvaluationState
from csatdesk.domain.reviews import TaskKind, TaskState
from csatdesk.domain.staff import Actor
from csatdesk.operations.work import Work
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.reviews import ReviewTask

COUNTING = frozenset({TaskKind.DRAWN, TaskKind.FIRST})  # of these the evaluation counts as soon as it is sent


def task_of(work: Work, evaluation_id: int) -> ReviewTask | None:
    query = select(ReviewTask).where(ReviewTask.evaluation_id == evaluation_id)
    return work.db.execute(query).scalar()


def state_when_sent(task: ReviewTask | None) -> EvaluationState:
    counts = task is None or task.kind in COUNTING
    return EvaluationState.ACCEPTED if counts else EvaluationState.COMPARED


def note_sent(work: Work, task: ReviewTask) -> None:
    task.state, task.settled_at = TaskState.DONE, work.at
    work.changed.add(Kind.REVIEW)


def leave_task(work: Work, evaluation: Evaluation) -> None:
    """What was begun is given up; the contact waits to be scored."""
    task = task_of(work, evaluation.id)
    if task is not None:
        task.evaluation_id = None
        work.changed.add(Kind.REVIEW)


def waits_for(work: Work, evaluation: Evaluation, task_id: int | None) -> None:
    """Tie what is taken up again to its task; refused when another evaluation of it has begun meanwhile."""
    if task_id is None:
        return
    task = work.db.get_one(ReviewTask, task_id)
    if task.evaluation_id is not None or task.state is not TaskState.OPEN:
        raise ChangedByOther()
    task.evaluation_id = evaluation.id
    work.changed.add(Kind.REVIEW)


def not_blinded(actor: Actor) -> ColumnElement[bool]:
    """Of evaluations: none of the others' while this person is still to score the same."""
    mine = select(ReviewTask.comparison_id).where(
        ReviewTask.reviewer_id == actor.id,
        ReviewTask.state == TaskState.OPEN,
        ReviewTask.comparison_id.is_not(None),
    )
    theirs = select(ReviewTask.evaluation_id).where(
        ReviewTask.comparison_id.in_(mine), ReviewTask.evaluation_id.is_not(None)
    )
    return or_(Evaluation.reviewer_id == actor.id, Evaluation.id.not_in(theirs))
