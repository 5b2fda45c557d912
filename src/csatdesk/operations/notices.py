"""The notices that a person has not read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from csatdesk.domain.changes import Kind
from csatdesk.operations.work import Reading, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.deadlines import CaseDeadline, Notice
from csatdesk.store.entities.staff import Staff

SHOWN_MOST = 100


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice. `what`: an `Alarm`, or "reminded", "escalated", "handed_over" by `by_name`."""

    id: int
    what: str
    case_id: int | None
    case_number: str
    deadline_id: int | None
    due_at: datetime | None
    by_name: str
    at: datetime


def list_notices(reading: Reading) -> tuple[NoticeRow, ...]:
    """The person's unread notices, newest first."""
    query = (
        select(
            Notice.id,
            Notice.what,
            Notice.case_id,
            func.coalesce(Case.number, ""),
            Notice.deadline_id,
            CaseDeadline.due_at,
            func.coalesce(Staff.name, ""),
            Notice.at,
        )
        .outerjoin(Case, Case.id == Notice.case_id)
        .outerjoin(CaseDeadline, CaseDeadline.id == Notice.deadline_id)
        .outerjoin(Staff, Staff.id == Notice.by_id)
        .where(Notice.staff_id == reading.actor.id, Notice.read_at == FAR)
        .order_by(Notice.id.desc())
        .limit(SHOWN_MOST)
    )
    return tuple(NoticeRow(*found) for found in reading.db.execute(query))


def read_notices(work: Work, *, notice_ids: Sequence[int]) -> None:
    """The person has seen these."""
    mine = Notice.staff_id == work.actor.id
    work.db.execute(update(Notice).where(mine, Notice.id.in_(notice_ids)).values(read_at=work.at))
    work.changed.add(Kind.NOTICE)


def notify(
    work: Work, *, staff_ids: Sequence[int], what: str, case_id: int | None = None, deadline_id: int | None = None
) -> None:
    """Tell people something once; nobody is told of what they did themselves."""
    for staff_id in staff_ids:
        if staff_id != work.actor.id:
            notice = Notice(staff_id=staff_id, case_id=case_id, deadline_id=deadline_id, what=what, by_id=work.actor.id)
            notice.at, notice.read_at = work.at, FAR
            work.db.add(notice)
    work.changed.add(Kind.NOTICE)
