"""People and teams: who works here, with which role; passwords and PINs."""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from csatdesk.domain.centres import TeamRow
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import NameMissing, NewPerson, Right, Role, StaffRow, check_password, check_pin, require
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.staff import Staff, Team
from csatdesk.system.passwords import hash_password, hash_pin
from csatdesk.wording.sorting import sort_key


class SignInNameTaken(Refusal):
    text = N_("Somebody already signs in as “{name}”. Choose another name.")


class LastAdministrator(Refusal):
    text = N_("This is the last administrator. Give somebody else that role first.")


def list_staff(reading: Reading, *, only_active: bool = True) -> tuple[StaffRow, ...]:
    """The people of the centre by name."""
    columns = (
        Staff.id,
        Staff.name,
        Staff.sign_in_name,
        Staff.role,
        Staff.office_id,
        Office.name,
        Staff.team_id,
        func.coalesce(Team.name, ""),
        Staff.language,
        Staff.is_active,
        Staff.pin_hash != "",
        Staff.extra_rights,
    )
    query = (
        select(*columns)
        .select_from(Staff)
        .join(Office, Office.id == Staff.office_id)
        .outerjoin(Team, Team.id == Staff.team_id)
        .where(Staff.centre_id == reading.actor.centre_id)
        .order_by(Staff.sort_key, Staff.id)
    )
    if only_active:
        query = query.where(Staff.is_active.is_(True))
    head, owner = Right.HEAD_OF_CENTRE.value, Right.OWN_PROGRAMME.value
    return tuple(
        replace(StaffRow(*columns), is_head=head in (rights or ()), owns_programmes=owner in (rights or ()))
        for *columns, rights in reading.db.execute(query)
    )


def list_teams(reading: Reading) -> tuple[TeamRow, ...]:
    leader = aliased(Staff)
    query = (
        select(Team.id, Team.name, Team.leader_id, func.coalesce(leader.name, ""))
        .outerjoin(leader, leader.id == Team.leader_id)
        .where(Team.centre_id == reading.actor.centre_id)
        .order_by(Team.name, Team.id)
    )
    return tuple(TeamRow(*found) for found in reading.db.execute(query))


def add_person(work: Work, *, new: NewPerson) -> int:
    """Add somebody who signs in with the name and the first password that the administrator gives."""
    require(work.actor, Right.CHANGE_STAFF)
    new.check()
    _check_free(work, new.sign_in_name, None)
    person = Staff(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        office_id=new.office_id,
        team_id=new.team_id,
        name=" ".join(new.name.split()),
        sort_key=sort_key(new.name, work.centre.language),
        sign_in_name=new.sign_in_name.strip(),
        sign_in_folded=fold(new.sign_in_name.strip()),
        password_hash=hash_password(new.password),
        role=new.role,
        extra_rights=[],
        language=new.language,
        created_at=work.at,
    )
    work.db.add(person)
    work.db.flush()
    work.changed.add(Kind.STAFF)
    return person.id


def _check_free(work: Work, sign_in_name: str, person_id: int | None) -> None:
    query = select(Staff.id).where(Staff.sign_in_folded == fold(sign_in_name.strip()))
    found = work.db.execute(query).scalar()
    if found is not None and found != person_id:
        raise SignInNameTaken(field="sign_in_name", name=sign_in_name.strip())


def change_person(
    work: Work,
    *,
    person_id: int,
    name: str,
    role: Role,
    office_id: int,
    team_id: int | None,
    language: str,
    is_active: bool,
) -> None:
    """Change somebody's place; who leaves stays in the history but no longer signs in."""
    require(work.actor, Right.CHANGE_STAFF)
    if not name.strip():
        raise NameMissing(field="name")
    person = _colleague(work, person_id)
    if person.role is Role.ADMINISTRATOR and (role is not Role.ADMINISTRATOR or not is_active):
        _check_another_administrator(work, person_id)
    person.name = " ".join(name.split())
    person.sort_key = sort_key(person.name, work.centre.language)
    person.role, person.office_id, person.team_id = role, office_id, team_id
    person.language, person.is_active = language, is_active
    work.changed.add(Kind.STAFF)


def name_head(work: Work, *, person_id: int, is_head: bool) -> None:
    """Say whether the person is head of the centre: told last when something stays overdue."""
    _give(work, person_id, Right.HEAD_OF_CENTRE, is_head)


def name_programme_owner(work: Work, *, person_id: int, owns_programmes: bool) -> None:
    """Say whether the person plans mystery shopping, and so sees visits and visitors before a wave is released."""
    _give(work, person_id, Right.OWN_PROGRAMME, owns_programmes)


def _give(work: Work, person_id: int, right: Right, is_given: bool) -> None:
    require(work.actor, Right.CHANGE_STAFF)
    person = _colleague(work, person_id)
    others = [one for one in person.extra_rights or () if one != right.value]
    person.extra_rights = [*others, right.value] if is_given else others
    work.changed.add(Kind.STAFF)


def _colleague(work: Work, person_id: int) -> Staff:
    query = select(Staff).where(Staff.id == person_id, Staff.centre_id == work.actor.centre_id)
    return work.db.execute(query).scalar_one()


def _check_another_administrator(work: Work, person_id: int) -> None:
    query = select(func.count(Staff.id)).where(
        Staff.centre_id == work.actor.centre_id,
        Staff.role == Role.ADMINISTRATOR,
        Staff.is_active.is_(True),
        Staff.id != person_id,
    )
    if not work.db.execute(query).scalar_one():
        raise LastAdministrator()


def set_password(work: Work, *, person_id: int, password: str) -> None:
    """Give a new password: one's own, or as administrator anybody's. The PIN is taken back with it."""
    if person_id != work.actor.id:
        require(work.actor, Right.CHANGE_STAFF)
    check_password(password)
    person = _colleague(work, person_id)
    person.password_hash, person.pin_hash, person.wrong_pins = hash_password(password), "", 0
    work.changed.add(Kind.STAFF)


def set_own_pin(work: Work, *, pin: str) -> None:
    """Set the PIN for the fast switch; an empty one takes it away."""
    if pin:
        check_pin(pin)
    person = _colleague(work, work.actor.id)
    person.pin_hash, person.wrong_pins = hash_pin(pin) if pin else "", 0
    work.changed.add(Kind.STAFF)


def save_team(work: Work, *, team_id: int | None, name: str, leader_id: int | None) -> int:
    """Add or rename a team and say who leads it."""
    require(work.actor, Right.CHANGE_STAFF)
    if not name.strip():
        raise NameMissing(field="name")
    team = work.db.get_one(Team, team_id) if team_id is not None else Team(uid=new_identity(work.at))
    team.centre_id, team.name, team.leader_id = work.actor.centre_id, name.strip(), leader_id
    work.db.add(team)
    work.db.flush()
    work.changed.add(Kind.STAFF)
    return team.id
