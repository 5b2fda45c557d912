"""Which cases the next pass looks at for repeats, and how many days back."""

from sqlalchemy import ColumnElement, select

from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Centre


def repeat_days(reading: Reading) -> int:
    """Within so many days a matter counts as a repeat in this centre."""
    query = select(Centre.repeat_days).where(Centre.id == reading.actor.centre_id)
    return reading.db.execute(query).scalar_one()


def look_again(work: Work, *wanted: ColumnElement[bool]) -> None:
    """The next pass looks at these cases. Nobody's open card is made old by it: their version stays."""
    there = (Case.topic_id.is_not(None), Case.customer_id.is_not(None), Case.erased_at.is_(None))
    query = Case.__table__.update().where(*there, *wanted)  # type: ignore[attr-defined]  # a table
    work.db.execute(query.values(repeat_check=Case.centre_id))
