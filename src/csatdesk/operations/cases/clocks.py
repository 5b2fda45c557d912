"""The clock of a case: which target applies, which calendar counts, when the answer is due."""

from datetime import datetime

from csatdesk.domain.cases import CaseKind, Promise
from csatdesk.domain.deadlines import Clock, Deadline, due_at, shown_day
from csatdesk.operations.calendars import calendar_of, target_for
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.cases import Case, CaseDeadline
from csatdesk.wording.texts import language


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
