"""For how many years the centre has to keep complaints, and what was erased."""

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.erasure import KEEP_YEARS_MOST, ErasureRow, Keeping, KeepYearsWrong
from csatdesk.domain.staff import Right, require
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.centres import Centre
from csatdesk.store.entities.erasures import Erasure
from csatdesk.store.entities.staff import Staff

SHOWN_MOST = 200


def keep_years(reading: Reading) -> int:
    """0: nothing has to be kept for certain."""
    return reading.db.execute(select(Centre.keep_years).where(Centre.id == reading.actor.centre_id)).scalar_one()


def set_keep_years(work: Work, *, years: int) -> None:
    """From now on; what was erased before stays erased."""
    require(work.actor, Right.CHANGE_CENTRE)
    if not 0 <= years <= KEEP_YEARS_MOST:
        raise KeepYearsWrong(field="years", most=KEEP_YEARS_MOST)
    work.db.get_one(Centre, work.actor.centre_id).keep_years = years
    work.changed.add(Kind.CENTRE)


def load_keeping(reading: Reading) -> Keeping:
    """For whoever may erase."""
    require(reading.actor, Right.ERASE_CUSTOMERS)
    columns = (Erasure.id, Erasure.at, Staff.name, Erasure.reason, Erasure.cases, Erasure.letters, Erasure.files)
    query = select(*columns).join(Staff, Staff.id == Erasure.by_id)
    query = query.where(Erasure.centre_id == reading.actor.centre_id).order_by(Erasure.at.desc(), Erasure.id.desc())
    rows = tuple(ErasureRow(*found) for found in reading.db.execute(query.limit(SHOWN_MOST)).tuples())
    return Keeping(keep_years(reading), rows)
