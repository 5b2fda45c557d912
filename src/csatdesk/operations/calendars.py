"""Which calendar counts for an office."""

from sqlalchemy import select

from csatdesk.domain.centres import CalendarVersion
from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Calendar, Office


def calendar_of(reading: Reading, office_id: int) -> tuple[int, WorkCalendar]:
    """The office's valid calendar version: its id and its value, built once."""
    query = select(Office.calendar_id).where(Office.id == office_id)
    calendar_id = reading.db.execute(query).scalar_one()
    return calendar_id, calendar_version(reading, calendar_id)


def own_calendar(reading: Reading) -> WorkCalendar:
    """The hours of the office of the person signed in."""
    return calendar_of(reading, reading.actor.office_id)[1]


def calendar_version(reading: Reading, calendar_id: int) -> WorkCalendar:
    def build() -> WorkCalendar:
        query = select(Calendar.spec).where(Calendar.id == calendar_id)
        return WorkCalendar.from_dict(reading.db.execute(query).scalar_one())

    return reading.store.kept(("calendar", calendar_id), build)


def calendar_versions(reading: Reading, calendar_id: int) -> tuple[CalendarVersion, ...]:
    """This version and all before it, newest first; the first one has number 1."""
    chain: list[Calendar] = []
    wanted: int | None = calendar_id
    while wanted is not None:
        chain.append(reading.db.get_one(Calendar, wanted))
        wanted = chain[-1].previous_id
    return tuple(
        CalendarVersion(number, one.created_at, calendar_version(reading, one.id))
        for number, one in zip(range(len(chain), 0, -1), chain, strict=True)
    )


def hours_of_offices(reading: Reading) -> dict[int, tuple[CalendarVersion, ...]]:
    """The versions of the hours of every office, by its id, the one that counts now first."""
    query = select(Office.id, Office.calendar_id).where(Office.centre_id == reading.actor.centre_id)
    return {row.id: calendar_versions(reading, row.calendar_id) for row in reading.db.execute(query)}
