"""The clock of a case: which target applies, which calendar counts, when the answer is due."""

from datetime import datetime

from sqlalchemy import select

from csatdesk.domain.cases import CaseKind, Promise
from csatdesk.domain.deadlines import Clock, Deadline, ServiceTarget, WorkCalendar, due_at, shown_day
from csatdesk.domain.local_text import LocalText
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.cases import Case, CaseDeadline
from csatdesk.store.entities.centres import Calendar, Office, Target
from csatdesk.wording.texts import language


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


def promise_for(
    reading: Reading, *, kind: CaseKind, received_at: datetime, office_id: int | None = None
) -> Promise | None:
    """What would be promised to the customer if the case were saved now."""
    chosen = target_for(reading, kind)
    if chosen is None:
        return None
    _, target = chosen
    _, calendar = calendar_of(reading, office_id or reading.actor.office_id)
    due = due_at(received_at, target, calendar)
    day = shown_day(due, target.unit, calendar)
    name = target.name.in_language(language())
    return Promise(due, day, target.amount, target.unit, name, reading.centre.zone)


def set_clock(work: Work, case: Case, start: datetime | None = None) -> CaseDeadline | None:
    """Start the house clock of the case's present period, and show it where lists read it."""
    chosen = target_for(work, case.kind)
    if chosen is None:
        case.show_clock(None)
        return None
    target_id, target = chosen
    calendar_id, calendar = calendar_of(work, case.office_id)
    begin = start or case.received_at
    deadline = CaseDeadline(
        case_id=case.id,
        period=case.period,
        clock=Clock.HOUSE,
        start_at=begin,
        due_at=due_at(begin, target, calendar),
        unit=target.unit,
        target_id=target_id,
        calendar_id=calendar_id,
    )
    work.db.add(deadline)
    case.show_clock(deadline)
    return deadline


def as_deadline(found: CaseDeadline | None) -> Deadline | None:
    if found is None:
        return None
    return Deadline(
        clock=found.clock, start_at=found.start_at, due_at=found.due_at, unit=found.unit, met_at=found.met_at
    )
