"""Promises and steps (C21): make, do, move, drop; a case handed to another organisation (C18)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import CLOCK_SLACK, TextMissing
from csatdesk.domain.changes import Kind
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.errors import ChangedByOther, Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.promises import (
    STEPS,
    DoneInFuture,
    NewPromise,
    PromiseAlreadyDone,
    PromiseInPast,
    PromiseKind,
)
from csatdesk.domain.staff import Right
from csatdesk.domain.statuses import Status
from csatdesk.operations.absences import stands_in
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.clocks import add_promise_clock, renew_clocks, take_clock_back
from csatdesk.operations.cases.life import (
    Step,
    UndoTooLate,
    keep_span,
    log,
    move,
    put_back,
    staff_name,
    workable,
)
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.deadlines import NOT_RUNNING, RUNNING, CaseDeadline
from csatdesk.store.entities.promises import CasePromise, Organisation
from csatdesk.wording.texts import _, speaking

NOT_OPEN, OPEN = 0, 1


class OrganisationMissing(Refusal):
    text = N_("Choose the organisation.")


def end_of(reading: Reading, day: date) -> datetime:
    """The midnight that ends a local day of the centre: how a promise "by Thursday" is stored."""
    zone = ZoneInfo(reading.centre.zone)
    return datetime.combine(day + timedelta(days=1), time(), zone)


def make_promise(work: Work, *, case_id: int, new: NewPromise) -> Undoable[int]:
    """Promise something to the customer; its clock runs until it is done."""
    new.check(work.at)
    case = workable(work, case_id, Right.WORK_ON_CASE)
    promise = _add(work, case, new)
    renew_clocks(work, case)
    log(work, case, Event.PROMISED, promise.text, kind=new.kind.value, due=promise_day(work, promise))
    work.changed.add(Kind.CASE)
    undo = partial(drop_promise, promise_id=promise.id, version=None)
    return Undoable(promise.id, undo, N_("Promised in case {number}."), {"number": case.number})


def _add(work: Work, case: Case, new: NewPromise) -> CasePromise:
    last = select(func.coalesce(func.max(CasePromise.position), 0)).where(CasePromise.case_id == case.id)
    owner_id = new.owner_id if new.organisation_id is not None else new.owner_id or case.owner_id or work.actor.id
    promise = CasePromise(
        case_id=case.id,
        kind=new.kind,
        text=new.text.strip(),
        position=work.db.execute(last).scalar_one() + 1,
        owner_id=stands_in(work, owner_id) if owner_id is not None else None,
        organisation_id=new.organisation_id,
        is_open=OPEN,
        is_day=new.is_day,
        due_at=new.due_at,
        made_at=work.at,
        made_by_id=work.actor.id,
    )
    work.db.add(promise)
    work.db.flush()
    add_promise_clock(work, case, promise)
    return promise


def promise_day(reading: Reading, promise: CasePromise) -> str:
    """The local day (ISO) a promise is due, for the history."""
    if promise.due_at is None:
        return ""
    last = promise.due_at - timedelta(microseconds=1) if promise.is_day else promise.due_at
    return last.astimezone(ZoneInfo(reading.centre.zone)).date().isoformat()


def promise_steps(work: Work, case: Case) -> None:
    """The steps that a kind of request brings; only the first has its turn now."""
    steps = STEPS.get(case.request_kind.value, ()) if case.request_kind is not None else ()
    for position, step in enumerate(steps, start=1):
        with speaking(work.centre.language):
            words = _(step.words)
        work.db.add(
            CasePromise(
                case_id=case.id,
                kind=PromiseKind.STEP,
                text=words,
                position=position,
                days=step.days,
                is_open=OPEN,
                is_day=True,
                made_at=work.at,
                made_by_id=work.actor.id,
            )
        )
    work.db.flush()
    next_step(work, case)
    renew_clocks(work, case)


def next_step(work: Work, case: Case) -> None:
    """Start the clock of the first step that waits for its turn, when no step's clock runs; so for each of the cases
    that are one now.
    """
    steps = [one for one in load_promises(work, case) if one.kind is PromiseKind.STEP and one.is_open]
    for made_in in dict.fromkeys(one.from_case_id for one in steps):
        _next_of(work, case, [one for one in steps if one.from_case_id == made_in])


def _next_of(work: Work, case: Case, steps: Sequence[CasePromise]) -> None:
    waiting = next((one for one in steps if one.due_at is None), None)
    if waiting is None or any(one.due_at is not None for one in steps):
        return
    _, calendar = calendar_of(work, case.office_id)
    waiting.due_at = calendar.midnight(calendar.add_days(work.at, waiting.days or 0) + timedelta(days=1))
    work.db.flush()
    add_promise_clock(work, case, waiting)


def load_promises(reading: Reading, case: Case) -> list[CasePromise]:
    query = select(CasePromise).where(CasePromise.case_id == case.id)
    return list(reading.db.execute(query.order_by(CasePromise.position, CasePromise.id)).scalars())


def do_promise(
    work: Work, *, promise_id: int, done_at: datetime, note: str = "", version: int | None = None
) -> Undoable[None]:
    """What was promised is done. The last one closes a case that was settled but for it."""
    promise, case = _open_promise(work, promise_id, version)
    if done_at > work.at + CLOCK_SLACK:
        raise DoneInFuture(field="done")
    status = case.status
    promise.done_at, promise.done_by_id, promise.done_note = done_at, work.actor.id, note.strip()
    promise.is_open = NOT_OPEN
    _stop(work, promise, done_at)
    started = after_promise(work, case)
    log(work, case, Event.PROMISE_DONE, note.strip(), what=promise.text)
    work.changed.add(Kind.CASE)
    undo = partial(_undo_done, promise_id=promise_id, step=Step.since(work, case, status), started=started)
    return Undoable(None, undo, N_("Done: {what}."), {"what": promise.text.removesuffix(".")})


def _stop(work: Work, promise: CasePromise, met_at: datetime | None) -> None:
    for row in _clocks(work, promise):
        row.met_at, row.ended_at = met_at, work.at if met_at is None else None
        row.is_running, row.next_alarm_at = NOT_RUNNING, FAR


def _clocks(work: Work, promise: CasePromise) -> list[CaseDeadline]:
    query = select(CaseDeadline).where(CaseDeadline.promise_id == promise.id, CaseDeadline.clock == Clock.PROMISE)
    return list(work.db.execute(query).scalars())


def after_promise(work: Work, case: Case) -> tuple[int, ...]:
    """What follows the end of a promise: the next step's turn, or the end of the case. The steps that began."""
    before = {one.id for one in load_promises(work, case) if one.due_at is not None}
    next_step(work, case)
    if case.status is Status.PROMISE_OPEN and not has_open_promises(work, case):
        case.end_promises(work.at)
        keep_span(work, case)
    renew_clocks(work, case)
    return tuple(one.id for one in load_promises(work, case) if one.due_at is not None and one.id not in before)


def has_open_promises(reading: Reading, case: Case) -> bool:
    query = select(CasePromise.id).where(CasePromise.case_id == case.id, CasePromise.is_open == OPEN)
    return reading.db.execute(query.limit(1)).first() is not None


def _undo_done(work: Work, *, promise_id: int, step: Step, started: tuple[int, ...]) -> None:
    promise = work.db.get_one(CasePromise, promise_id)
    case = workable(work, promise.case_id, Right.WORK_ON_CASE)
    _take_back_steps(work, case, started)
    promise.done_at = promise.done_by_id = promise.dropped_at = None
    promise.done_note, promise.is_open = "", OPEN
    for row in _clocks(work, promise):
        row.met_at = row.ended_at = None
        row.is_running = RUNNING
    if step.before is not step.after:
        put_back(work, case, step)
        case.closed_at = None
    renew_clocks(work, case)
    log(work, case, Event.UNDONE, promise.text, undone=Event.PROMISE_DONE.value)
    work.changed.add(Kind.CASE)


def _take_back_steps(work: Work, case: Case, started: tuple[int, ...]) -> None:
    for step in load_promises(work, case):
        if step.id in started:
            if not step.is_open:
                raise UndoTooLate(number=case.number)
            for row in _clocks(work, step):
                take_clock_back(work, case, row)
            step.due_at = None


def move_promise(
    work: Work, *, promise_id: int, due_at: datetime, is_day: bool, reason: str, version: int | None = None
) -> Undoable[None]:
    """Promise another day; the customer was told why."""
    promise, case = _open_promise(work, promise_id, version)
    if not reason.strip():
        raise TextMissing(field="reason")
    if due_at <= work.at:
        raise PromiseInPast(field="due")
    before = promise.due_at, promise.is_day, promise_day(work, promise)
    _set_due(work, promise, case, due_at, is_day=is_day)
    log(work, case, Event.PROMISE_MOVED, reason.strip(), before=before[2], due=promise_day(work, promise))
    undo = partial(_move_back, promise_id=promise_id, due_at=before[0] or due_at, is_day=before[1])
    return Undoable(None, undo, N_("Moved: {what}."), {"what": promise.text.removesuffix(".")})


def _set_due(work: Work, promise: CasePromise, case: Case, due_at: datetime, *, is_day: bool) -> None:
    promise.due_at, promise.is_day = due_at, is_day
    rows = _clocks(work, promise)
    for row in rows:
        row.due_at = row.extended_to = due_at
    if not rows:
        add_promise_clock(work, case, promise)
    renew_clocks(work, case)
    work.changed.add(Kind.CASE)


def _move_back(work: Work, *, promise_id: int, due_at: datetime, is_day: bool) -> None:
    promise, case = _open_promise(work, promise_id, None)
    _set_due(work, promise, case, due_at, is_day=is_day)
    log(work, case, Event.UNDONE, promise.text, undone=Event.PROMISE_MOVED.value)


def drop_promise(work: Work, *, promise_id: int, version: int | None = None, reason: str = "") -> Undoable[None]:
    """Nothing comes of the promise; it stays readable."""
    promise, case = _open_promise(work, promise_id, version)
    status = case.status
    promise.dropped_at, promise.is_open, promise.done_note = work.at, NOT_OPEN, reason.strip()
    _stop(work, promise, None)
    started = after_promise(work, case)
    log(work, case, Event.PROMISE_DROPPED, reason.strip(), what=promise.text)
    work.changed.add(Kind.CASE)
    undo = partial(_undo_done, promise_id=promise_id, step=Step.since(work, case, status), started=started)
    return Undoable(None, undo, N_("Dropped: {what}."), {"what": promise.text.removesuffix(".")})


def give_promise(work: Work, *, promise_id: int, to_staff_id: int, version: int | None = None) -> Undoable[None]:
    """Somebody else keeps the promise; who stands in for them while they are away."""
    promise, case = _open_promise(work, promise_id, version)
    before, promise.owner_id = promise.owner_id, stands_in(work, to_staff_id)
    log(work, case, Event.HANDED_OVER, promise.text, to=staff_name(work, promise.owner_id))
    work.changed.add(Kind.CASE)
    undo = partial(_give_back, promise_id=promise_id, owner_id=before)
    return Undoable(None, undo, N_("Handed over: {what}."), {"what": promise.text.removesuffix(".")})


def _give_back(work: Work, *, promise_id: int, owner_id: int | None) -> None:
    promise, case = _open_promise(work, promise_id, None)
    promise.owner_id = owner_id
    log(work, case, Event.HANDED_OVER, promise.text, to=staff_name(work, owner_id))
    work.changed.add(Kind.CASE)


def _open_promise(work: Work, promise_id: int, version: int | None) -> tuple[CasePromise, Case]:
    promise = work.db.get_one(CasePromise, promise_id)
    case = workable(work, promise.case_id, Right.WORK_ON_CASE)
    if version is not None and promise.version != version:
        raise ChangedByOther()
    if not promise.is_open:
        raise PromiseAlreadyDone()
    return promise, case


# other organisations


def refer_case(
    work: Work, *, case_id: int, organisation_id: int | None, note: str, version: int | None = None
) -> Undoable[int]:
    """Hand the matter to an outside organisation and wait for its answer, by the day it usually takes."""
    if organisation_id is None:
        raise OrganisationMissing(field="organisation")
    if not note.strip():
        raise TextMissing(field="note")
    case = workable(work, case_id, Right.HAND_OVER_CASE, version)
    organisation = work.db.get_one(Organisation, organisation_id)
    _, calendar = calendar_of(work, case.office_id)
    due_at = calendar.midnight(calendar.add_days(work.at, organisation.days) + timedelta(days=1))
    before = case.status
    move(work, case, Status.WAITING_ORGANISATION, organisation.name)
    promise = _add(work, case, NewPromise(PromiseKind.REFERRAL, note, due_at, organisation_id=organisation_id))
    renew_clocks(work, case)
    log(work, case, Event.PASSED_ON, note.strip(), organisation=organisation.name, due=promise_day(work, promise))
    work.changed.add(Kind.CASE)
    undo = partial(_unrefer, promise_id=promise.id, step=Step.since(work, case, before))
    return Undoable(promise.id, undo, N_("Handed case {number} on."), {"number": case.number})


def _unrefer(work: Work, *, promise_id: int, step: Step) -> None:
    promise, case = _open_promise(work, promise_id, None)
    put_back(work, case, step)
    drop_promise(work, promise_id=promise.id)


def organisation_answered(
    work: Work, *, promise_id: int, text: str, done_at: datetime, version: int | None = None
) -> Undoable[None]:
    """The organisation has answered us; the case goes on."""
    if not text.strip():
        raise TextMissing(field="text")
    promise, case = _open_promise(work, promise_id, version)
    organisation = work.db.get_one(Organisation, promise.organisation_id).name if promise.organisation_id else ""
    log(work, case, Event.ORGANISATION_ANSWERED, text.strip(), organisation=organisation)
    done = do_promise(work, promise_id=promise_id, done_at=done_at, note=text, version=None)
    if case.status is not Status.WAITING_ORGANISATION:
        return done
    move(work, case, Status.IN_WORK)
    renew_clocks(work, case)
    undo = partial(_wait_for_organisation, done=done, case_id=case.id, ended_at=work.at)
    return Undoable(None, undo, done.text, done.values)


def _wait_for_organisation(work: Work, *, done: Undoable[None], case_id: int, ended_at: datetime) -> None:
    case = workable(work, case_id, Right.WORK_ON_CASE)
    put_back(work, case, Step(Status.WAITING_ORGANISATION, Status.IN_WORK, ended_at))
    done.undo(work)
