"""How many answers a group must have to be shown: of the centre, for every figure, list, paper and file of a survey."""

from functools import partial

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.domain.suppression import check_floor
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.centres import Centre

KEPT = "survey_floor"


def floor_of(reading: Reading) -> int:
    """Read once in a transaction that only reads; another desk may have changed it since the last one."""
    if isinstance(reading, Work):
        return _read(reading)
    if KEPT not in reading.db.info:
        reading.db.info[KEPT] = _read(reading)
    found: int = reading.db.info[KEPT]
    return found


def _read(reading: Reading) -> int:
    query = select(Centre.survey_floor).where(Centre.id == reading.actor.centre_id)
    return reading.db.execute(query).scalar_one()


def set_floor(work: Work, *, floor: int) -> Undoable[None]:
    """From now on, for what was answered before as well."""
    require(work.actor, Right.CHANGE_CENTRE)
    check_floor(floor)
    centre = work.db.get_one(Centre, work.actor.centre_id)
    before, centre.survey_floor = centre.survey_floor, floor
    work.changed.update((Kind.CENTRE, Kind.SURVEY))
    return Undoable(None, partial(set_floor, floor=before), N_("Smallest group shown: {n}"), {"n": floor})
