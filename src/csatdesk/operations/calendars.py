"""Which calendar counts for an office, and which service target for a kind of case."""

from sqlalchemy import select

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.deadlines import ServiceTarget, WorkCalendar
from csatdesk.domain.local_text import LocalText
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Calendar, Office, Target


def calendar_of(reading: Reading, office_id: int) -> tuple[int, WorkCalendar]:
    """The office's valid calendar version: its id and its value, built once."""
    query = select(Office.calendar_id).where(Office.id == office_id)
    calendar_id = reading.db.execute(query).scalar_one()
    return calendar_id, calendar_version(reading, calendar_id)


def calendar_version(reading: Reading, calendar_id: int) -> WorkCalendar:
    def build() -> WorkCalendar:
        query = select(Calendar.spec).where(Calendar.id == calendar_id)
        return WorkCalendar.from_dict(reading.db.execute(query).scalar_one())

    return reading.store.kept(("calendar", calendar_id), build)


def target_for(reading: Reading, kind: CaseKind) -> tuple[int, ServiceTarget] | None:
    """The target of this kind, else the one for all kinds, else none: no clock runs."""
    query = select(Target).where(
        Target.centre_id == reading.actor.centre_id,
        Target.is_retired.is_(False),
        (Target.kind == kind) | Target.kind.is_(None),
    )
    found = sorted(reading.db.execute(query).scalars(), key=lambda target: (target.kind is None, target.id))
    return (found[0].id, as_target(found[0])) if found else None


def as_target(target: Target) -> ServiceTarget:
    return ServiceTarget(
        amount=target.amount,
        unit=target.unit,
        name=LocalText(target.names),
        roll_to_working_day=target.roll_to_working_day,
    )
