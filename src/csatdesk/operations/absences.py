"""Who is away, and who stands in for them."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.operations.work import Reading
from csatdesk.store.entities.absences import Absence

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
