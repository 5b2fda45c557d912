"""Double scoring and calibration (SC-1, rule 15): several score the same, none sees another's; in the end one counts.

Everybody's scoring and total stays. What is adopted becomes an evaluation of its own, made item by item of what they
said and scored by the same version, so that it can be contested like any other; never a mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.comparisons import (
    RATERS_LEAST,
    RATERS_MOST,
    AdoptedBefore,
    AdoptedByRater,
    AdoptReasonMissing,
    ComparedBefore,
    ComparisonKind,
    DisputeOpen,
    NotAllSent,
    NotToCompare,
    RatersTooFew,
    ScoredBySame,
)
from csatdesk.domain.deadlines import ServiceTarget, Unit, due_at
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.evaluations import (
    ABOUT_PEOPLE,
    AnswerDoesNotFit,
    EmployeeMissing,
    EvaluationState,
    QuestionsOpen,
    ReviewedSelf,
    Ruling,
    answer_to_json,
)
from csatdesk.domain.forms import Answer
from csatdesk.domain.identity import new_identity
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_
from csatdesk.domain.reviews import DUE_DAYS, NAME_MOST, REASON_MOST, TaskKind, TaskState
from csatdesk.domain.scoring import evaluate
from csatdesk.domain.staff import Right, require
from csatdesk.operations.calendars import own_calendar
from csatdesk.operations.evaluations.commands import answers_in, case_typed, keep_result
from csatdesk.operations.evaluations.follow_ups import note_bad_result
from csatdesk.operations.evaluations.seen import visible_evaluations
from csatdesk.operations.notices import notify
from csatdesk.operations.reviews.drawing import TOLD
from csatdesk.operations.reviews.rules import list_reviewers, published_version
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.evaluations import Evaluation, EvaluationAnswer, EvaluationDispute
from csatdesk.store.entities.reviews import Comparison, FollowUp, ReviewTask
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import StandardVersion
from csatdesk.store.visible import visible_cases
from csatdesk.wording.formats import listing
from csatdesk.wording.reviews import item_name


@dataclass(frozen=True, slots=True)
class NewCalibration:
    """What several are to score. `case_number` "": without one."""

    title: str
    standard_id: int
    employee_id: int | None
    happened_at: datetime
    rater_ids: tuple[int, ...]
    case_number: str = ""


def begin_second(work: Work, *, evaluation_id: int, reviewer_id: int) -> Undoable[int]:
    """Have a review that was sent scored once more by somebody who does not see it."""
    require(work.actor, Right.DECIDE_DISPUTES)
    query = select(Evaluation).where(Evaluation.id == evaluation_id, visible_evaluations(work.actor))
    row = work.db.execute(query).scalar_one()
    if row.kind not in ABOUT_PEOPLE or row.state is not EvaluationState.ACCEPTED or row.employee_id is None:
        raise NotToCompare()
    _check_rater(work, reviewer_id, row.employee_id)
    if reviewer_id == row.reviewer_id:
        raise ScoredBySame(field="reviewer")
    task = work.db.execute(select(ReviewTask).where(ReviewTask.evaluation_id == row.id)).scalar()
    if task is not None and task.comparison_id is not None:
        raise ComparedBefore()
    made = _comparison(work, row, row.employee_id)
    first = task or _first_task(work, made, row)
    first.comparison_id = made.id
    _task(work, made, TaskKind.SECOND, reviewer_id)
    work.db.flush()
    notify(work, staff_ids=[reviewer_id], what=TOLD)
    undo = partial(_call_off, comparison_id=made.id)
    return Undoable(made.id, undo, N_("It is scored a second time."))


def _check_rater(work: Work, reviewer_id: int, employee_id: int) -> None:
    if reviewer_id not in dict(list_reviewers(work)):
        raise NotFound()
    if reviewer_id == employee_id:
        raise ReviewedSelf(field="reviewer")


def _comparison(work: Work, row: Evaluation, employee_id: int) -> Comparison:
    made = Comparison(uid=new_identity(work.at), centre_id=work.actor.centre_id, kind=ComparisonKind.DOUBLE)
    made.standard_version_id, made.office_id, made.employee_id = row.standard_version_id, row.office_id, employee_id
    made.case_id, made.happened_at = row.case_id, row.happened_at
    return _begun(work, made)


def _begun(work: Work, made: Comparison) -> Comparison:
    made.begun_by_id, made.begun_at, made.ended_at = work.actor.id, work.at, FAR
    work.db.add(made)
    work.db.flush()
    work.changed.add(Kind.REVIEW)
    return made


def _first_task(work: Work, made: Comparison, row: Evaluation) -> ReviewTask:
    """What was scored without having been drawn stands beside the second from now on."""
    task = _task(work, made, TaskKind.FIRST, row.reviewer_id)
    task.state, task.evaluation_id, task.settled_at = TaskState.DONE, row.id, row.submitted_at
    return task


def _task(work: Work, made: Comparison, kind: TaskKind, reviewer_id: int) -> ReviewTask:
    task = ReviewTask(uid=new_identity(work.at), centre_id=made.centre_id, kind=kind, state=TaskState.OPEN)
    task.comparison_id, task.reviewer_id, task.employee_id = made.id, reviewer_id, made.employee_id
    task.standard_id = work.db.get_one(StandardVersion, made.standard_version_id).standard_id
    task.office_id, task.case_id, task.happened_at = made.office_id, made.case_id, made.happened_at
    task.due_at = due_at(work.at, ServiceTarget(DUE_DAYS, Unit.WORKING_DAYS), own_calendar(work))
    work.db.add(task)
    return task


def begin_calibration(work: Work, *, new: NewCalibration) -> Undoable[int]:
    """Several people score the same contact, each alone; then they compare and adopt one."""
    require(work.actor, Right.DECIDE_DISPUTES)
    raters = tuple(dict.fromkeys(new.rater_ids))
    if not RATERS_LEAST <= len(raters) <= RATERS_MOST:
        raise RatersTooFew(field="raters", least=RATERS_LEAST, most=RATERS_MOST)
    if new.employee_id is None:
        raise EmployeeMissing(field="employee")
    for one in raters:
        _check_rater(work, one, new.employee_id)
    query = select(Staff.office_id).where(Staff.id == new.employee_id, Staff.centre_id == work.actor.centre_id)
    made = Comparison(uid=new_identity(work.at), centre_id=work.actor.centre_id, kind=ComparisonKind.CALIBRATION)
    made.title, made.employee_id = fitting(new.title, field="title", most=NAME_MOST), new.employee_id
    made.standard_version_id = published_version(work, new.standard_id)
    made.office_id, made.happened_at = work.db.execute(query).scalar_one(), new.happened_at
    made.case_id = _case(work, new.case_number)
    _begun(work, made)
    for one in raters:
        _task(work, made, TaskKind.CALIBRATION, one)
    work.db.flush()
    notify(work, staff_ids=raters, what=TOLD)
    undo = partial(_call_off, comparison_id=made.id)
    return Undoable(made.id, undo, N_("The calibration has begun."))


def _case(work: Work, typed: str) -> int | None:
    case_id = case_typed(work, typed)
    if case_id is None:
        return None
    query = select(Case.id).where(Case.id == case_id, visible_cases(work.actor))
    return work.db.execute(query).scalar_one()


def _call_off(work: Work, *, comparison_id: int) -> None:
    """Nobody has begun yet, so that nothing is lost."""
    made = own_comparison(work, comparison_id)
    tasks = tasks_of(work, made)
    waiting = [one for one in tasks if one.kind in {TaskKind.SECOND, TaskKind.CALIBRATION}]
    if any(one.evaluation_id is not None for one in waiting):
        raise ChangedByOther()
    for one in tasks:
        if one.kind is TaskKind.DRAWN:
            one.comparison_id = None
        else:
            work.db.delete(one)
    work.db.flush()
    work.db.delete(made)
    work.changed.add(Kind.REVIEW)


def own_comparison(work: Work, comparison_id: int) -> Comparison:
    query = select(Comparison).where(Comparison.id == comparison_id, Comparison.centre_id == work.actor.centre_id)
    return work.db.execute(query).scalar_one()


def tasks_of(work: Reading, made: Comparison) -> Sequence[ReviewTask]:
    """In the order in which they were asked: the first scoring first."""
    query = select(ReviewTask).where(ReviewTask.comparison_id == made.id, ReviewTask.state != TaskState.SET_ASIDE)
    found = work.db.execute(query.order_by(ReviewTask.id)).scalars().all()
    return sorted(found, key=lambda one: one.kind is TaskKind.SECOND)


# what counts


def adopt(work: Work, *, comparison_id: int, answers: Mapping[str, Answer], reason: str, version: int) -> int:
    """Make the evaluation that counts: what all agree on, and of the rest `answers`. Its id."""
    require(work.actor, Right.DECIDE_DISPUTES)
    made = own_comparison(work, comparison_id)
    if made.ended_at != FAR or made.version != version:
        raise AdoptedBefore()
    tasks = tasks_of(work, made)
    if len(tasks) < RATERS_LEAST or any(one.state is not TaskState.DONE for one in tasks):
        raise NotAllSent()
    _check_decider(work, made, tasks)
    if not reason.strip():
        raise AdoptReasonMissing(field="reason")
    rows = [work.db.get_one(Evaluation, one.evaluation_id) for one in tasks]
    row = _adopted(work, made, rows[0], _agreed(work, made, rows, answers))
    for one in rows:
        one.state = EvaluationState.COMPARED
    made.adopted_id, made.adopted_by_id, made.ended_at = row.id, work.actor.id, work.at
    made.reason = fitting(reason, field="reason", most=REASON_MOST)
    if not _was_told(work, rows):
        note_bad_result(work, row)
    work.changed.update((Kind.REVIEW, Kind.EVALUATION))
    return row.id


def _check_decider(work: Work, made: Comparison, tasks: Sequence[ReviewTask]) -> None:
    """Of a double scoring somebody else; in a calibration those who scored sit together. Never whose work it is."""
    if work.actor.id == made.employee_id:
        raise ReviewedSelf()
    if made.kind is ComparisonKind.DOUBLE and work.actor.id in {one.reviewer_id for one in tasks}:
        raise AdoptedByRater()
    contested = select(EvaluationDispute.id).where(
        EvaluationDispute.evaluation_id.in_([one.evaluation_id for one in tasks]),
        EvaluationDispute.ruling == Ruling.OPEN,
    )
    if work.db.execute(contested).first() is not None:
        raise DisputeOpen()


def _agreed(
    work: Work, made: Comparison, rows: Sequence[Evaluation], chosen: Mapping[str, Answer]
) -> dict[str, Answer]:
    """All that holds in the end; refused with the first item named that nobody has said anything about."""
    form = template_of(work, made.standard_version_id).form
    said = [answers_in(work.db, one.id) for one in rows]
    for key, answer in chosen.items():
        item = form.item(key)
        if item is None or not item.accepts(answer):
            raise AnswerDoesNotFit(field=key)
    whole: dict[str, Answer] = {}
    for item in form.items():
        given = [one[item.key] for one in (chosen, *said) if item.key in one]
        if given:
            whole[item.key] = given[0]
    asked = {item.key for _section, items in form.asked(whole) for item in items}
    whole = {key: answer for key, answer in whole.items() if key in asked}
    left = form.left(whole)
    if left:
        raise QuestionsOpen(left[0].key, listing([item_name(item) for item in left]))
    return whole


def _adopted(work: Work, made: Comparison, first: Evaluation, answers: Mapping[str, Answer]) -> Evaluation:
    row = Evaluation(uid=new_identity(work.at), centre_id=made.centre_id, kind=first.kind)
    row.state, row.standard_version_id = EvaluationState.ACCEPTED, made.standard_version_id
    row.office_id = made.office_id
    row.channel, row.segment, row.topic_id, row.case_id = first.channel, first.segment, first.topic_id, first.case_id
    row.employee_id, row.reviewer_id, row.happened_at = made.employee_id, work.actor.id, made.happened_at
    row.begun_at = row.kept_at = row.submitted_at = work.at
    row.is_avoidable_repeat = first.is_avoidable_repeat
    work.db.add(row)
    work.db.flush()
    for key, answer in answers.items():
        work.db.add(EvaluationAnswer(evaluation_id=row.id, item_key=key, answer=answer_to_json(answer), note=""))
    template = template_of(work, made.standard_version_id)
    keep_result(row, template, evaluate(template, answers))
    work.db.flush()
    return row


def _was_told(work: Work, rows: Sequence[Evaluation]) -> bool:
    """Whether a bad result of this contact has reached the leader before."""
    query = select(FollowUp.id).where(FollowUp.evaluation_id.in_([one.id for one in rows]))
    return work.db.execute(query).first() is not None
