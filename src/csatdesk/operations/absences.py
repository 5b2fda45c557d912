"""Who is away, and who stands in for them."""

from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from csatdesk.domain.absences import AbsenceReversed, AbsenceRow, AbsencesOverlap, OwnSubstitute, SubstituteAway
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.absences import Absence
from csatdesk.store.entities.staff import Staff

CHAIN_MOST = 5  # substitutes of substitutes that are followed


def today(reading: Reading) -> date:
    """The local day of the centre."""
    return reading.at.astimezone(ZoneInfo(reading.centre.zone)).date()


def stands_in(reading: Reading, staff_id: int) -> int:
    """Who works for this person today: the substitute, or theirs, when away; else the person."""
    day, person = today(reading), staff_id
    for _step in range(CHAIN_MOST):
        query = select(Absence.substitute_id).where(
            Absence.staff_id == person,
            Absence.centre_id == reading.actor.centre_id,
            Absence.first_on <= day,
            Absence.last_on >= day,
        )
        found = reading.db.execute(query.limit(1)).first()
        if found is None:
            return person
        if found[0] is None or found[0] == staff_id:
            return staff_id
        person = found[0]
    return staff_id


def list_absences(reading: Reading, *, since: date | None = None) -> tuple[AbsenceRow, ...]:
    """Absences that last until `since` (today) or later, the next first."""
    substitute = aliased(Staff)
    query = (
        select(
            Absence.id,
            Absence.staff_id,
            Staff.name,
            Absence.first_on,
            Absence.last_on,
            Absence.substitute_id,
            func.coalesce(substitute.name, ""),
            Absence.note,
            Absence.version,
        )
        .join(Staff, Staff.id == Absence.staff_id)
        .outerjoin(substitute, substitute.id == Absence.substitute_id)
        .where(Absence.centre_id == reading.actor.centre_id, Absence.last_on >= (since or today(reading)))
        .order_by(Absence.first_on, Staff.sort_key, Absence.id)
    )
    return tuple(AbsenceRow(*found) for found in reading.db.execute(query))


def who_is_away(reading: Reading) -> dict[int, AbsenceRow]:
    """Who is away today, by person."""
    day = today(reading)
    return {row.staff_id: row for row in list_absences(reading) if row.first_on <= day}


def save_absence(
    work: Work,
    *,
    absence_id: int | None,
    staff_id: int,
    first_on: date,
    last_on: date,
    substitute_id: int | None,
    note: str = "",
    version: int = 0,
) -> Undoable[int]:
    """Enter or change an absence. One's own may be entered by anybody, others' by who plans the staff."""
    _check_may_plan(work, staff_id)
    if last_on < first_on:
        raise AbsenceReversed(field="last_on")
    if substitute_id == staff_id:
        raise OwnSubstitute(field="substitute")
    _check_free(work, staff_id, first_on, last_on, absence_id)
    if substitute_id is not None and _in_days(work, substitute_id, first_on, last_on):
        raise SubstituteAway(field="substitute", name=work.db.get_one(Staff, substitute_id).name)
    absence = _absence(work, absence_id, version)
    before = {name: getattr(absence, name) for name in FIELDS} if absence_id is not None else None
    absence.staff_id, absence.first_on, absence.last_on = staff_id, first_on, last_on
    absence.substitute_id, absence.note = substitute_id, note.strip()
    work.db.add(absence)
    work.db.flush()
    work.changed.add(Kind.STAFF)
    undo = partial(_put_back, absence_id=absence.id, before=before)
    return Undoable(absence.id, undo, N_("{name} is entered as away."), {"name": _name(work, staff_id)})


FIELDS = ("staff_id", "first_on", "last_on", "substitute_id", "note")


def remove_absence(work: Work, *, absence_id: int) -> Undoable[None]:
    absence = work.db.get_one(Absence, absence_id)
    _check_may_plan(work, absence.staff_id)
    values = {name: getattr(absence, name) for name in FIELDS}
    work.db.delete(absence)
    work.changed.add(Kind.STAFF)
    undo = partial(save_absence, absence_id=None, **values)
    return Undoable(None, undo, N_("{name} is no longer entered as away."), {"name": _name(work, absence.staff_id)})


def _put_back(work: Work, *, absence_id: int, before: dict[str, Any] | None) -> None:
    absence = work.db.get_one(Absence, absence_id)
    _check_may_plan(work, absence.staff_id)
    if before is None:
        work.db.delete(absence)
    else:
        for name, value in before.items():
            setattr(absence, name, value)
    work.changed.add(Kind.STAFF)


def _check_may_plan(work: Work, staff_id: int) -> None:
    if staff_id != work.actor.id:
        require(work.actor, Right.PLAN_STAFF)


def _check_free(work: Work, staff_id: int, first_on: date, last_on: date, absence_id: int | None) -> None:
    if any(found != absence_id for found in _in_days(work, staff_id, first_on, last_on)):
        raise AbsencesOverlap(field="first_on", name=_name(work, staff_id))


def _in_days(reading: Reading, staff_id: int, first_on: date, last_on: date) -> list[int]:
    """Absences of a person that touch these days."""
    query = select(Absence.id).where(
        Absence.centre_id == reading.actor.centre_id,
        Absence.staff_id == staff_id,
        Absence.first_on <= last_on,
        Absence.last_on >= first_on,
    )
    return list(reading.db.execute(query).scalars())


def _absence(work: Work, absence_id: int | None, version: int) -> Absence:
    if absence_id is None:
        return Absence(centre_id=work.actor.centre_id)
    query = select(Absence).where(Absence.id == absence_id, Absence.centre_id == work.actor.centre_id)
    found = work.db.execute(query).scalar_one()
    if found.version != version:
        raise ChangedByOther()
    return found


def _name(reading: Reading, staff_id: int) -> str:
    return reading.db.get_one(Staff, staff_id).name
