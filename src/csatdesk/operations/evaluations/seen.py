"""Who sees which evaluation: one condition, used by every query.

Whoever fills it; the person whose work it is, once it is accepted, and their supervisor; for the rest nobody. A visit
shows nothing to the office before its wave is released, so that it stays with whoever fills it. Checklists of an
office are no secret in it. A contested one is also seen by who may decide it.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import aliased

from csatdesk.domain.evaluations import EvaluationKind, EvaluationState, Ruling
from csatdesk.domain.staff import Actor, Right, Scope
from csatdesk.store.entities.evaluations import Evaluation, EvaluationDispute
from csatdesk.store.entities.staff import Staff, Team

ABOUT = aliased(Staff)  # the person whose work it is, in queries that join them


def visible_evaluations(actor: Actor) -> ColumnElement[bool]:
    """What this person may look at."""
    sent = and_(Evaluation.state == EvaluationState.ACCEPTED, Evaluation.kind != EvaluationKind.VISIT)
    shown = or_(
        Evaluation.reviewer_id == actor.id,
        and_(sent, or_(Evaluation.employee_id == actor.id, _is_mine_to_lead(actor), _checks(actor), _to_decide(actor))),
    )
    return and_(Evaluation.centre_id == actor.centre_id, Evaluation.state != EvaluationState.VOID, shown)


def _is_mine_to_lead(actor: Actor) -> ColumnElement[bool]:
    return Evaluation.employee_id.in_(led_by(actor)) if actor.may(Right.REVIEW_WORK) else false()


def led_by(actor: Actor) -> Any:
    """The ids of those whose supervisor this is: the leader of their team, else the supervisors of their office."""
    leaderless = or_(Staff.team_id.is_(None), Team.leader_id.is_(None))
    here = and_(leaderless, Staff.office_id == actor.office_id)
    query = select(Staff.id).outerjoin(Team, Team.id == Staff.team_id)
    return query.where(Staff.centre_id == actor.centre_id, or_(Team.leader_id == actor.id, here))


def _checks(actor: Actor) -> ColumnElement[bool]:
    scope = actor.scope(Right.RUN_CHECKLISTS)
    if scope is None:
        return false()
    where = true() if scope is Scope.CENTRE else Evaluation.office_id == actor.office_id
    return and_(Evaluation.kind == EvaluationKind.CHECKLIST, Evaluation.employee_id.is_(None), where)


def _to_decide(actor: Actor) -> ColumnElement[bool]:
    return has_open_dispute() if actor.may(Right.DECIDE_DISPUTES) else false()


def has_open_dispute() -> ColumnElement[bool]:
    query = select(EvaluationDispute.id).where(
        EvaluationDispute.evaluation_id == Evaluation.id, EvaluationDispute.ruling == Ruling.OPEN
    )
    return query.exists()


def sees_scores(actor: Actor, kind: EvaluationKind) -> bool:
    """A field auditor never sees a score; whoever fills a review or a checklist does."""
    return kind is not EvaluationKind.VISIT or actor.may(Right.OWN_PROGRAMME)
