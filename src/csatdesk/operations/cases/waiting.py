"""Waiting for a customer, a colleague or an organisation: a pause with its reason."""

from functools import partial

from csatdesk.domain.case_rows import Event
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.statuses import WAITING, Status, WaitingFor
from csatdesk.operations.cases.clocks import renew_clocks
from csatdesk.operations.cases.life import (
    Step,
    end_pause,
    keep_span,
    log,
    move,
    put_back,
    workable,
)
from csatdesk.operations.work import Undoable, Work


class WaitingNoteMissing(Refusal):
    text = N_("Write what you wait for; it is shown with the pause.")


class NotWaiting(Refusal):
    text = N_("Case {number} does not wait for anything.")


def wait(work: Work, *, case_id: int, reason: WaitingFor, note: str, version: int | None = None) -> Undoable[None]:
    """Begin to wait. Clocks whose rule allows the reason stand still from now on."""
    if not note.strip():
        raise WaitingNoteMissing(field="note")
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    before = case.status
    move(work, case, WAITING[reason], note.strip())
    renew_clocks(work, case)
    log(work, case, Event.WAITING, note.strip(), reason=reason.value)
    work.changed.add(Kind.CASE)
    undo = partial(_unwait, case_id=case_id, step=Step.since(work, case, before))
    return Undoable(None, undo, N_("Case {number} waits."), {"number": case.number})


def resume(work: Work, *, case_id: int, note: str = "", version: int | None = None) -> Undoable[None]:
    """What was waited for has come; the clocks go on."""
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    if not case.status.is_waiting:
        raise NotWaiting(number=case.number)
    before = case.status
    end_pause(work, case, work.at, note.strip())
    case.change_status(Status.IN_WORK)
    keep_span(work, case)
    renew_clocks(work, case)
    log(work, case, Event.RESUMED, note.strip())
    work.changed.add(Kind.CASE)
    undo = partial(_wait_on, case_id=case_id, step=Step.since(work, case, before))
    return Undoable(None, undo, N_("Case {number} goes on."), {"number": case.number})


def _unwait(work: Work, *, case_id: int, step: Step) -> None:
    case = workable(work, case_id, Right.WORK_ON_CASE)
    put_back(work, case, step)
    renew_clocks(work, case)
    log(work, case, Event.UNDONE, "", undone=Event.WAITING.value)
    work.changed.add(Kind.CASE)


def _wait_on(work: Work, *, case_id: int, step: Step) -> None:
    case = workable(work, case_id, Right.WORK_ON_CASE)
    put_back(work, case, step)
    renew_clocks(work, case)
    log(work, case, Event.UNDONE, "", undone=Event.RESUMED.value)
    work.changed.add(Kind.CASE)
