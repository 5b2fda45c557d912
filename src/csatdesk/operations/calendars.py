"""Which calendar counts for an office."""

from sqlalchemy import select

from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Calendar, Office


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
