"""From a row, by one key: remind who has it, escalate it now. Both are told once, written down, and can be undone."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import delete, select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.operations.absences import stands_in
from csatdesk.operations.alarms import heads, supervisors
from csatdesk.operations.cases.life import log, staff_name, workable
from csatdesk.operations.notices import notify
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.deadlines import CaseDeadline, Notice
from csatdesk.store.entities.promises import CasePromise
from csatdesk.wording.formats import listing


class NobodyToRemind(Refusal):
    text = N_("Nobody has case {number} yet. Hand it over, then there is somebody to remind.")


class OwnReminder(Refusal):
    text = N_("Case {number} is your own: there is nobody else to remind.")


class NobodyAbove(Refusal):
    text = N_("Nobody stands above you who could be told of case {number}.")


def remind_keeper(work: Work, *, case_id: int, deadline_id: int | None = None) -> Undoable[str]:
    """Tell who has to act, or who stands in for them, that it is due; whom that was."""
    require(work.actor, Right.SEE_DEADLINES)
    case = workable(work, case_id, Right.WORK_ON_CASE)
    keeper = _keeper(work, case, deadline_id)
    if keeper is None:
        raise NobodyToRemind(number=case.number)
    told = stands_in(work, keeper)
    if told == work.actor.id:
        raise OwnReminder(number=case.number)
    undo = _tell(work, case, deadline_id, (told,), Event.REMINDED)
    values: dict[str, object] = {"number": case.number, "name": staff_name(work, told)}
    return Undoable(staff_name(work, told), undo, N_("Reminded {name} of case {number}."), values)


def escalate_case(work: Work, *, case_id: int, deadline_id: int | None = None) -> Undoable[str]:
    """Tell the supervisor now; when that is oneself, the head of the centre. Whom that was."""
    require(work.actor, Right.SEE_DEADLINES)
    case = workable(work, case_id, Right.WORK_ON_CASE)
    above = supervisors(work, case)
    if work.actor.id in above:
        above = heads(work)
    told = tuple(one for one in above if one != work.actor.id)
    if not told:
        raise NobodyAbove(number=case.number)
    names = listing([staff_name(work, one) for one in told])
    undo = _tell(work, case, deadline_id, told, Event.ESCALATED)
    values: dict[str, object] = {"number": case.number, "name": names}
    return Undoable(names, undo, N_("Told {name} of case {number}."), values)


def _keeper(work: Work, case: Case, deadline_id: int | None) -> int | None:
    """Of a promise who gave their word, else who has the case."""
    row = work.db.get_one(CaseDeadline, deadline_id) if deadline_id is not None else None
    if row is not None and row.promise_id is not None:
        return work.db.get_one(CasePromise, row.promise_id).owner_id or case.owner_id
    return case.owner_id


def _tell(work: Work, case: Case, deadline_id: int | None, told: Sequence[int], event: Event) -> partial[None]:
    what = event.value
    notify(work, staff_ids=told, what=what, case_id=case.id, deadline_id=deadline_id)
    work.db.flush()
    written = select(Notice.id).where(Notice.case_id == case.id, Notice.at == work.at, Notice.what == what)
    ids = tuple(work.db.execute(written).scalars())
    names = listing([staff_name(work, one) for one in told])
    about = {"to": names}
    if deadline_id is not None:
        about["clock"] = work.db.get_one(CaseDeadline, deadline_id).clock.value
    log(work, case, event, "", **about)
    work.changed.add(Kind.CASE)
    return partial(_take_back, case_id=case.id, notice_ids=ids, event=event)


def _take_back(work: Work, *, case_id: int, notice_ids: Sequence[int], event: Event) -> None:
    """Notices that nobody has read yet vanish; the history keeps both lines."""
    case = workable(work, case_id, Right.WORK_ON_CASE)
    work.db.execute(delete(Notice).where(Notice.id.in_(notice_ids), Notice.read_at == FAR))
    log(work, case, Event.UNDONE, "", undone=event.value)
    work.changed.update((Kind.CASE, Kind.NOTICE))
