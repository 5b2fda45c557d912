"""What is wanted for a segment is written, changed, and put back as it was."""

from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Segment
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.segments import NewStrategy
from csatdesk.domain.staff import Right, require
from csatdesk.operations.absences import today
from csatdesk.operations.cases.life import check_works_here
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.segments import SegmentStrategy
from csatdesk.wording.words import word

WRITTEN = ("aim", "channels", "main_channel", "promises", "responsible_id", "reviewed_on", "next_review_on")


def save_strategy(work: Work, *, new: NewStrategy, version: int) -> Undoable[None]:
    """`version`: of what was read before, 0 where nothing was written yet."""
    require(work.actor, Right.LEAD_SURVEYS)
    new.check(today(work))
    found = _of(work, new.segment, version)
    if new.responsible_id is not None and (found is None or found.responsible_id != new.responsible_id):
        check_works_here(work, new.responsible_id)
    before: dict[str, Any] | None = None
    if found is None:
        found = SegmentStrategy(uid=new_identity(work.at), centre_id=work.actor.centre_id, segment=new.segment)
    else:
        before = {name: getattr(found, name) for name in WRITTEN}
    _write(found, new)
    work.db.add(found)
    try:
        work.db.flush()
    except IntegrityError as error:  # on a shared server two may write first at once; the index lets in one
        raise ChangedByOther() from error
    work.changed.add(Kind.SEGMENT)
    undo = partial(_put_back, segment=new.segment, before=before, version=found.version)
    return Undoable(None, undo, N_("Changed the page of the segment {name}."), {"name": word(new.segment)})


def _of(work: Work, segment: Segment, version: int) -> SegmentStrategy | None:
    query = select(SegmentStrategy).where(
        SegmentStrategy.centre_id == work.actor.centre_id, SegmentStrategy.segment == segment
    )
    found = work.db.execute(query).scalar_one_or_none()
    if (found.version if found is not None else 0) != version:
        raise ChangedByOther()
    return found


def _write(row: SegmentStrategy, new: NewStrategy) -> None:
    row.aim, row.promises = new.aim.strip(), new.promises.strip()
    row.channels, row.main_channel = [one.value for one in new.ordered], new.main
    row.responsible_id = new.responsible_id
    row.reviewed_on, row.next_review_on = new.reviewed_on, new.next_review_on


def _put_back(work: Work, *, segment: Segment, before: dict[str, Any] | None, version: int) -> None:
    require(work.actor, Right.LEAD_SURVEYS)
    found = _of(work, segment, version)
    assert found is not None
    if before is None:
        work.db.delete(found)
    else:
        for name, value in before.items():
            setattr(found, name, value)
    work.changed.add(Kind.SEGMENT)
