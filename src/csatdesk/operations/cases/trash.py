"""The trash: cases logged by mistake, kept for 30 days; their numbers stay in the register with the reason."""

from functools import partial

from sqlalchemy import select, update

from csatdesk.domain.case_rows import Event
from csatdesk.domain.changes import Kind
from csatdesk.domain.erasure import CaseErased
from csatdesk.domain.links import IN_TRASH_FOR, TRASH_DAYS, MadeByVisitor, TrashReasonMissing, TrashRow, WordsErased
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.operations.cases.attachments import erase_removed
from csatdesk.operations.cases.erasing import erase_words
from csatdesk.operations.cases.life import log, workable
from csatdesk.operations.cases.links import come_back, leave
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import GONE, Case
from csatdesk.store.entities.programmes import Visit
from csatdesk.store.entities.staff import Staff


def throw_away(work: Work, *, case_id: int, reason: str, version: int | None = None) -> Undoable[None]:
    """Put a case into the trash. After 30 days its words are erased; its number and the reason stay."""
    if not reason.strip():
        raise TrashReasonMissing(field="reason")
    case = workable(work, case_id, Right.THROW_AWAY, version)
    put_into_trash(work, case, reason.strip())
    undo = partial(take_out, case_id=case_id)
    return Undoable(None, undo, N_("Threw case {number} away."), {"number": case.number})


def put_into_trash(work: Work, case: Case, reason: str) -> None:
    """For those who have asked already whether this person may."""
    case.thrown_at, case.thrown_by_id, case.thrown_why = work.at, work.actor.id, reason
    case.is_open, case.next_due_at = GONE, FAR
    leave(work, case)
    log(work, case, Event.THROWN_AWAY, reason)
    work.changed.add(Kind.CASE)


def take_out(work: Work, *, case_id: int) -> Undoable[None]:
    """Take a case out of the trash: it stands where it stood, with its clocks."""
    require(work.actor, Right.THROW_AWAY)
    query = select(Case).where(Case.id == case_id, Case.centre_id == work.actor.centre_id, Case.thrown_at.is_not(None))
    case = work.db.execute(query).scalar_one()
    if case.erased_at is not None:
        raise CaseErased(number=case.number)
    if case.thrown_at is not None and case.thrown_at <= work.at - IN_TRASH_FOR:
        raise WordsErased(number=case.number, days=TRASH_DAYS)
    if work.db.execute(select(Visit.id).where(Visit.test_case_id == case_id)).first() is not None:
        raise MadeByVisitor(number=case.number)
    reason = case.thrown_why
    come_back(work, case)
    log(work, case, Event.TAKEN_BACK)
    work.changed.add(Kind.CASE)
    again = partial(throw_away, case_id=case_id, reason=reason)
    return Undoable(None, again, N_("Took case {number} out of the trash."), {"number": case.number})


def list_trash(reading: Reading) -> tuple[TrashRow, ...]:
    """What lies in the trash and still has its words, newest first."""
    require(reading.actor, Right.THROW_AWAY)
    query = (
        select(Case.id, Case.number, Case.topic_id, Case.thrown_at, Staff.name, Case.thrown_why)
        .join(Staff, Staff.id == Case.thrown_by_id)
        .where(
            Case.centre_id == reading.actor.centre_id,
            Case.is_open == GONE,
            Case.thrown_at > reading.at - IN_TRASH_FOR,
            Case.erased_at.is_(None),
        )
        .order_by(Case.thrown_at.desc(), Case.id.desc())
    )
    return tuple(
        TrashRow(case_id, number, topic_id, thrown_at, by_name, reason, thrown_at + IN_TRASH_FOR)
        for case_id, number, topic_id, thrown_at, by_name, reason in reading.db.execute(query)
        if thrown_at is not None
    )


def empty_trash(work: Work) -> int:
    """Erase the words and files of what has lain in the trash for 30 days; the number of cases. For the daily job."""
    query = select(Case.id).where(
        Case.centre_id == work.actor.centre_id,
        Case.is_open == GONE,
        Case.thrown_at <= work.at - IN_TRASH_FOR,
        Case.text != "",
    )
    ids = work.db.execute(query).scalars().all()
    if ids:
        work.db.execute(update(Case).where(Case.id.in_(ids)).values(customer_id=None))
        erase_words(work, ids)
    erase_removed(work)
    return len(ids)
