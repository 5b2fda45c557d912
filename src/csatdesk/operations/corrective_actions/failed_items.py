"""The items that failed in one evaluation: why (M26), and which measure answers them (M11)."""

from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.corrective_actions import (
    Cause,
    CauseMissing,
    CauseOfAnother,
    FailedItem,
    FailedItems,
    ItemMeasure,
    MeasureStatus,
    OwnMeasure,
    Stage,
)
from csatdesk.domain.errors import NotFound
from csatdesk.domain.evaluations import EvaluationState
from csatdesk.domain.marks import N_
from csatdesk.domain.scoring import evaluate
from csatdesk.domain.staff import Right
from csatdesk.operations.evaluations.commands import answers_of
from csatdesk.operations.evaluations.seen import sees_scores, visible_evaluations
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.corrective_actions import CorrectiveAction, CorrectiveActionItem
from csatdesk.store.entities.evaluations import Evaluation, EvaluationCause
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.visible import led_by, visible_measures


def load_failed_items(reading: Reading, *, evaluation_id: int) -> FailedItems:
    """Of one that counts and whose scores this person sees; of any other none."""
    row, standard_id, standard_key = _found(reading, evaluation_id)
    is_led = row.employee_id is None or _leads(reading, row.employee_id)
    may_begin = reading.actor.may(Right.LEAD_MEASURES) and is_led
    return FailedItems(
        evaluation_id=row.id,
        standard_key=standard_key,
        office_id=row.office_id,
        person_id=row.employee_id,
        may_say_why=_may_say_why(reading, row),
        may_begin=may_begin,
        items=_items(reading, row, standard_id),
    )


def say_why(work: Work, *, evaluation_id: int, item_key: str, cause: Cause | None) -> Undoable[None]:
    """Why one item failed: not of oneself, but by who reviewed it or leads."""
    row, _standard_id, _key = _found(work, evaluation_id)
    if row.employee_id == work.actor.id:
        raise OwnMeasure()
    if not _may_say_why(work, row):
        raise CauseOfAnother()
    if cause is None:
        raise CauseMissing(field="cause")
    if item_key not in _failed_keys(work, row):
        raise NotFound()
    before = _keep(work, row.id, item_key, cause)
    undo = partial(_put_back, evaluation_id=row.id, item_key=item_key, before=before)
    return Undoable(None, undo, N_("Why it failed is kept."))


def _keep(work: Work, evaluation_id: int, item_key: str, cause: Cause) -> Cause | None:
    """What was said before."""
    said = _said(work, evaluation_id, item_key)
    before = said.cause if said is not None else None
    if said is None:
        said = EvaluationCause(evaluation_id=evaluation_id, item_key=item_key)
        work.db.add(said)
    said.cause, said.by_id, said.at = cause, work.actor.id, work.at
    work.changed.add(Kind.EVALUATION)
    return before


def _put_back(work: Work, *, evaluation_id: int, item_key: str, before: Cause | None) -> None:
    said = _said(work, evaluation_id, item_key)
    if before is not None:
        _keep(work, evaluation_id, item_key, before)
    elif said is not None:
        work.db.delete(said)
        work.changed.add(Kind.EVALUATION)


def _said(reading: Reading, evaluation_id: int, item_key: str) -> EvaluationCause | None:
    query = select(EvaluationCause).where(
        EvaluationCause.evaluation_id == evaluation_id, EvaluationCause.item_key == item_key
    )
    return reading.db.execute(query).scalar_one_or_none()


def _found(reading: Reading, evaluation_id: int) -> tuple[Evaluation, int, str]:
    query = (
        select(Evaluation, Standard.id, Standard.key)
        .join(StandardVersion, StandardVersion.id == Evaluation.standard_version_id)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .where(Evaluation.id == evaluation_id, visible_evaluations(reading.actor))
    )
    found = reading.db.execute(query).one_or_none()
    if found is None:
        raise NotFound()
    row, standard_id, key = found
    return row, standard_id, key


def _leads(reading: Reading, person_id: int) -> bool:
    query = select(Staff.id).where(Staff.id == person_id, led_by(reading.actor))
    return reading.db.execute(query).first() is not None


def _may_say_why(reading: Reading, row: Evaluation) -> bool:
    if row.reviewer_id == reading.actor.id:
        return True
    if row.employee_id is None:
        return reading.actor.may(Right.LEAD_MEASURES)
    return reading.actor.may(Right.REVIEW_WORK) and _leads(reading, row.employee_id)


def _failed_keys(reading: Reading, row: Evaluation) -> tuple[str, ...]:
    """In the order of the template (SC-1, rule 18)."""
    if row.state is not EvaluationState.ACCEPTED or not sees_scores(reading.actor, row.kind):
        return ()
    result = evaluate(template_of(reading, row.standard_version_id), answers_of(reading, row.id))
    return tuple(one.item_key for one in result.items if one.is_nonconformity)


def _items(reading: Reading, row: Evaluation, standard_id: int) -> tuple[FailedItem, ...]:
    keys = _failed_keys(reading, row)
    if not keys:
        return ()
    query = (
        select(EvaluationCause.item_key, EvaluationCause.cause, Staff.name)
        .join(Staff, Staff.id == EvaluationCause.by_id)
        .where(EvaluationCause.evaluation_id == row.id)
    )
    causes = {key: (cause, name) for key, cause, name in reading.db.execute(query)}
    measures = _measures(reading, row, standard_id, keys)
    return tuple(FailedItem(key, *causes.get(key, (None, "")), measures.get(key)) for key in keys)


def _measures(reading: Reading, row: Evaluation, standard_id: int, keys: tuple[str, ...]) -> dict[str, ItemMeasure]:
    """Of each item the measure about it, here or everywhere: an open one before others, else the newest."""
    query = (
        select(CorrectiveActionItem.item_key, CorrectiveAction)
        .join(CorrectiveAction, CorrectiveAction.id == CorrectiveActionItem.action_id)
        .where(
            visible_measures(reading.actor),
            CorrectiveAction.standard_id == standard_id,
            CorrectiveActionItem.item_key.in_(keys),
            CorrectiveAction.status != MeasureStatus.DROPPED,
            or_(CorrectiveAction.office_id.is_(None), CorrectiveAction.office_id == row.office_id),
            or_(CorrectiveAction.person_id.is_(None), CorrectiveAction.person_id == row.employee_id),
        )
    )
    found = sorted(reading.db.execute(query).tuples(), key=lambda one: (one[1].stage != Stage.OPEN.value, -one[1].id))
    day = row.happened_at.astimezone(ZoneInfo(reading.centre.zone)).date()
    told: dict[str, ItemMeasure] = {}
    for key, action in found:
        again = action.done_on is not None and action.done_on < day
        told.setdefault(key, ItemMeasure(action.id, action.title, action.status, again))
    return told
