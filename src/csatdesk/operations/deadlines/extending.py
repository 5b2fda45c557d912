"""What the form for an extension shows: the legal clock of a case, its last day, and how far it may be moved."""

from dataclasses import dataclass
from datetime import date, timedelta

from csatdesk.domain.deadlines import Deadline, shown_day
from csatdesk.operations.calendars import calendar_version
from csatdesk.operations.cases.clocks import as_deadline
from csatdesk.operations.cases.extensions import latest_extension
from csatdesk.operations.work import Reading
from csatdesk.store.entities.deadlines import CaseDeadline


@dataclass(frozen=True, slots=True)
class LegalClock:
    """`last_day`: as it stands. `latest`: the last day allowed; None: no extension is allowed, or none any more."""

    deadline: Deadline
    last_day: date
    latest: date | None


def load_legal_clock(reading: Reading, *, deadline_id: int) -> LegalClock:
    row = reading.db.get_one(CaseDeadline, deadline_id)
    deadline = as_deadline(row)
    assert deadline is not None
    assert row.calendar_id is not None
    calendar = calendar_version(reading, row.calendar_id)
    latest = latest_extension(reading, row)
    last_day = shown_day(row.due_at, row.unit, calendar)
    return LegalClock(
        deadline, last_day, (latest - timedelta(microseconds=1)).astimezone(calendar.zone).date() if latest else None
    )
