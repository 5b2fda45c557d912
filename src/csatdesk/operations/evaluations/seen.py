"""Who sees which evaluation: one condition, used by every query.

Whoever fills it; the person whose work it is, once it is accepted, and their supervisor; for the rest nobody. A visit
shows nothing to the office before its wave is released, so that it stays with whoever fills it and, once it is sent,
the owner of the programmes, who decides about it; from then on it is like the checklists of an office, which are no
secret in it. A contested one is also seen by who may decide it.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select

from csatdesk.domain.evaluations import EvaluationKind, EvaluationState, Ruling
from csatdesk.domain.paging import COUNT_LIMIT
from csatdesk.domain.staff import Actor, Right, Scope
from csatdesk.operations.evaluations.tasks import not_blinded
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR
from csatdesk.store.entities.evaluations import Evaluation, EvaluationDispute
from csatdesk.store.entities.programmes import Visit, Wave
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import led_by

LED_MOST = 60  # people, each with a part of their own


def visible_evaluations(actor: Actor) -> ColumnElement[bool]:
    """What this person may look at: for one that is asked for by its id, or among few."""
    parts = [filled_by(actor), Evaluation.employee_id == actor.id]
    if actor.may(Right.REVIEW_WORK):
        parts.append(is_led_by(actor))
    if actor.may(Right.RUN_CHECKLISTS):
        parts.append(_checks(actor))
    if actor.may(Right.DECIDE_DISPUTES):
        parts.append(has_open_dispute())
    mine, *others = parts
    seen = [mine, and_(_sent(actor), not_blinded(actor), or_(*others))]
    if actor.may(Right.OWN_PROGRAMME):
        seen.append(_sent_visits(actor))
    return and_((Evaluation.centre_id + 0) == actor.centre_id, or_(*seen))


def visible_parts(reading: Reading) -> tuple[ColumnElement[bool], ...]:
    """The same in parts, each of which has its own index: a list reads the newest of each, and never looks through
    what others wrote about others.
    """
    actor = reading.actor
    parts = [filled_by(actor), own_work(actor)]
    if actor.may(Right.REVIEW_WORK):
        led = reading.db.execute(select(Staff.id).where(led_by(actor))).scalars().all()
        people = [Evaluation.employee_id == one for one in led] if len(led) <= LED_MOST else []
        seen = and_(_sent(actor), not_blinded(actor))
        parts += [and_(one, seen) for one in people or [Evaluation.employee_id.in_(led)]]
    if actor.may(Right.RUN_CHECKLISTS):
        parts.append(and_(_checks(actor), _sent(actor)))
    if actor.may(Right.DECIDE_DISPUTES) and (contested := contested_ids(reading)):
        parts.append(and_(Evaluation.id.in_(contested), _sent(actor), not_blinded(actor)))
    if actor.may(Right.OWN_PROGRAMME):
        parts.append(_sent_visits(actor))
    return tuple(parts)


def _sent_visits(actor: Actor) -> ColumnElement[bool]:
    return and_(
        Evaluation.centre_id == actor.centre_id,
        Evaluation.kind == EvaluationKind.VISIT,
        Evaluation.state.in_((EvaluationState.SUBMITTED, EvaluationState.ACCEPTED)),
    )


def _sent(actor: Actor) -> ColumnElement[bool]:
    return and_(
        Evaluation.centre_id == actor.centre_id,
        Evaluation.state == EvaluationState.ACCEPTED,
        or_(Evaluation.kind != EvaluationKind.VISIT, is_released()),
    )


def is_released() -> ColumnElement[bool]:
    """Of a visit: everybody may know of it."""
    query = select(Visit.id).join(Wave, Wave.id == Visit.wave_id)
    of_visit = and_(Visit.id == Evaluation.visit_id, Visit.evaluation_id == Evaluation.id)  # found by the visit's id
    return query.where(of_visit, Wave.released_at != FAR).exists()


def own_work(actor: Actor) -> ColumnElement[bool]:
    return and_(Evaluation.employee_id == actor.id, _sent(actor))


def contested_ids(reading: Reading) -> Sequence[int]:
    """The evaluations with an open dispute: few, and looked up first, so that no database begins elsewhere."""
    query = select(EvaluationDispute.evaluation_id).where(EvaluationDispute.ruling == Ruling.OPEN).distinct()
    return reading.db.execute(query.limit(COUNT_LIMIT)).scalars().all()


def filled_by(actor: Actor) -> ColumnElement[bool]:
    return and_(Evaluation.reviewer_id == actor.id, Evaluation.state != EvaluationState.VOID)


def is_led_by(actor: Actor) -> ColumnElement[bool]:
    return Evaluation.employee_id.in_(select(Staff.id).where(led_by(actor)))


def _checks(actor: Actor) -> ColumnElement[bool]:
    kinds = (EvaluationKind.CHECKLIST, EvaluationKind.VISIT)
    of_nobody = and_(Evaluation.kind.in_(kinds), Evaluation.employee_id.is_(None))
    if actor.scope(Right.RUN_CHECKLISTS) is Scope.CENTRE:
        return of_nobody
    return and_(Evaluation.office_id == actor.office_id, of_nobody)


def has_open_dispute() -> ColumnElement[bool]:
    query = select(EvaluationDispute.id).where(
        EvaluationDispute.evaluation_id == Evaluation.id, EvaluationDispute.ruling == Ruling.OPEN
    )
    return query.exists()


def knows_reviewer(actor: Actor, row: Evaluation) -> bool:
    """Who made a visit is known to them and to the owner of the programmes alone, also after the release (rule 20)."""
    return row.kind is not EvaluationKind.VISIT or row.reviewer_id == actor.id or actor.may(Right.OWN_PROGRAMME)


def sees_scores(actor: Actor, kind: EvaluationKind) -> bool:
    """Whoever makes visits never sees a score of one; all others who see a visit see it released (rule 20 of SC-1)."""
    return kind is not EvaluationKind.VISIT or actor.may(Right.OWN_PROGRAMME) or not actor.may(Right.MAKE_VISITS)
