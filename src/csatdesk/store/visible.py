"""What a person may see: one condition per entity, used by every query."""

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session, aliased

from csatdesk.domain.staff import Actor, Right, Role
from csatdesk.store.entities.cases import GONE, Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.corrective_actions import CorrectiveAction
from csatdesk.store.entities.field import FieldPackage
from csatdesk.store.entities.programmes import Visit, Wave
from csatdesk.store.entities.staff import Staff, Team


def visible_cases(actor: Actor) -> ColumnElement[bool]:
    """Cases of the centre but those that are part of another or in the trash."""
    if not actor.may(Right.SEE_CASES):
        return false()
    return standing_cases(actor.centre_id)


def standing_cases(centre_id: int) -> ColumnElement[bool]:
    """The same for what the program does by itself, whoever's desk it runs at."""
    return and_(Case.centre_id == centre_id, Case.is_open + 0 < GONE)  # + 0: no index is to be chosen for this


def reachable_cases(actor: Actor) -> ColumnElement[bool]:
    """Cases of the centre, gone or not: what is found by its number or id."""
    return Case.centre_id == actor.centre_id if actor.may(Right.SEE_CASES) else false()


def visible_customers(actor: Actor) -> ColumnElement[bool]:
    """Customers of the centre but those that are part of another, and those that were erased."""
    if not actor.may(Right.SEE_CUSTOMERS):
        return false()
    of_none = (Customer.merged_into_id + 0).is_(None)  # + 0: as above
    return and_(Customer.centre_id == actor.centre_id, of_none, Customer.erased_at.is_(None))


def visible_measures(actor: Actor) -> ColumnElement[bool]:
    """What one owns, and what is about oneself; for who leads the measures everything of the centre, but of those about
    a person's work only those about people they lead.
    """
    own = or_(CorrectiveAction.owner_id == actor.id, CorrectiveAction.person_id == actor.id)
    if actor.may(Right.LEAD_MEASURES):
        of_theirs = CorrectiveAction.person_id.in_(select(Staff.id).where(led_by(actor)))
        own = or_(CorrectiveAction.person_id.is_(None), own, of_theirs)
    return and_(CorrectiveAction.centre_id == actor.centre_id, own)


def visible_waves(actor: Actor) -> ColumnElement[bool]:
    """Waves with their plan: whoever owns the programmes sees all, everybody else none (rule 20 of SC-1)."""
    return Wave.centre_id == actor.centre_id if actor.may(Right.OWN_PROGRAMME) else false()


def visible_visits(actor: Actor) -> ColumnElement[bool]:
    """Visits with their visitor: all of them for who owns the programmes, for anybody else those they make."""
    here = Visit.centre_id == actor.centre_id
    return here if actor.may(Right.OWN_PROGRAMME) else and_(here, Visit.visitor_id == actor.id)


def visible_packages(actor: Actor) -> ColumnElement[bool]:
    """Packages of field work: only who took one along knows of it, so that no visit comes out."""
    return and_(FieldPackage.centre_id == actor.centre_id, FieldPackage.holder_id == actor.id)


def led_by(actor: Actor) -> ColumnElement[bool]:
    """Staff whom this person leads: their team; for people whose team has no leader, and for those without a team,
    every supervisor of their office. Nobody leads themselves.
    """
    own_team = select(Team.id).where(Team.leader_id == actor.id, Team.centre_id == actor.centre_id)
    led: ColumnElement[bool] = Staff.team_id.in_(own_team)
    if actor.role is Role.SUPERVISOR:
        has_leader = select(Team.id).where(Team.leader_id.is_not(None))
        free = or_(Staff.team_id.is_(None), Staff.team_id.not_in(has_leader))
        led = or_(led, and_(free, Staff.office_id == actor.office_id))
    return and_(led, Staff.centre_id == actor.centre_id, Staff.id != actor.id)


def leaders_of(db: Session, staff_id: int) -> tuple[int, ...]:
    """Who leads this person: the same as `led_by`, asked from the other end."""
    person, team = aliased(Staff), aliased(Team)
    of_team = and_(Staff.id == team.leader_id, team.leader_id != person.id)
    of_office = and_(
        Staff.role == Role.SUPERVISOR,
        Staff.office_id == person.office_id,
        or_(person.team_id.is_(None), team.leader_id.is_(None)),
    )
    query = (
        select(Staff.id)
        .select_from(person)
        .outerjoin(team, team.id == person.team_id)
        .join(Staff, and_(Staff.centre_id == person.centre_id, or_(of_team, of_office)))
        .where(person.id == staff_id, Staff.id != staff_id, Staff.is_active.is_(True))
        .order_by(Staff.id)
    )
    return tuple(db.execute(query).scalars())
