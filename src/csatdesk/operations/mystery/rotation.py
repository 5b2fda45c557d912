"""Who may go to which office: the people, where they work or worked, and where they have been (rule 20 of SC-1)."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from csatdesk.domain.mystery import PastVisit, Rotation, VisitState
from csatdesk.domain.staff import Right, Role, require
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.work import Reading
from csatdesk.store.audit import AuditRow
from csatdesk.store.entities.programmes import Visit
from csatdesk.store.entities.staff import Staff


def list_visitors(reading: Reading) -> tuple[tuple[int, str], ...]:
    """The people who make visits, by name."""
    require(reading.actor, Right.OWN_PROGRAMME)
    query = (
        select(Staff.id, Staff.name)
        .where(Staff.centre_id == reading.actor.centre_id, Staff.role == Role.AUDITOR, Staff.is_active.is_(True))
        .order_by(Staff.sort_key, Staff.id)
    )
    return tuple((found.id, found.name) for found in reading.db.execute(query))


def offices_worked_in(reading: Reading, staff_ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """Where each of them works, and where they worked before, as the records of changes know it."""
    worked = {
        found.id: {found.office_id}
        for found in reading.db.execute(select(Staff.id, Staff.office_id).where(Staff.id.in_(staff_ids)))
    }
    query = select(AuditRow.row_id, AuditRow.changes).where(AuditRow.what == "staff", AuditRow.row_id.in_(staff_ids))
    for row_id, changes in reading.db.execute(query):
        moved = changes["plain"].get("office_id", ())
        worked.setdefault(row_id, set()).update(office_id for office_id in moved if office_id is not None)
    return {staff_id: frozenset(offices) for staff_id, offices in worked.items()}


def rotation_of(reading: Reading, visitor_ids: Sequence[int], gap_days: int, *, but_of_wave: int | None) -> Rotation:
    """`but_of_wave`: whose visits are about to be planned anew."""
    query = select(Visit.visitor_id, Visit.office_id, Visit.from_at, Visit.arrived_at).where(
        Visit.centre_id == reading.actor.centre_id,
        Visit.visitor_id.in_(visitor_ids),
        Visit.state != VisitState.VOID,
        Visit.wave_id != (but_of_wave or 0),
        Visit.from_at > reading.at - timedelta(days=gap_days + 366),
    )
    past = tuple(
        PastVisit(visitor_id, office_id, calendar_of(reading, office_id)[1].local_day(arrived_at or from_at))
        for visitor_id, office_id, from_at, arrived_at in reading.db.execute(query)
    )
    return Rotation(gap_days, offices_worked_in(reading, visitor_ids), past)
