"""Legal deadlines moved with proof of notice, within what their rule allows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func, select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import CLOCK_SLACK, TextMissing
from csatdesk.domain.changes import Kind
from csatdesk.domain.deadlines import Clock, ServiceTarget, due_at, shown_day
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.operations.calendars import calendar_version
from csatdesk.operations.cases.clocks import renew_clocks
from csatdesk.operations.cases.life import log, workable
from csatdesk.operations.cases.rules import given
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.deadlines import RUNNING, CaseDeadline, DeadlineExtension


class NotExtendable(Refusal):
    text = N_("This deadline may not be extended: its rule does not allow it.")


class ExtendedTooOften(Refusal):
    text = N_("This deadline was already extended as often as its rule allows ({times} times).")


class ExtendedTooFar(Refusal):
    text = N_("Its rule allows {day} at the latest.")


class ExtendedBackwards(Refusal):
    text = N_("The new day lies before the present one.")


class ProofMissing(Refusal):
    text = N_("Say how the customer was told: the document, or a note.")


class NoticeInFuture(Refusal):
    text = N_("The notice cannot have been sent in the future. Correct the date.")


@dataclass(frozen=True, slots=True)
class NewExtension:
    """`due_at`: the midnight that ends the new last day. `proof`: how and with which document the customer was told."""

    due_at: datetime
    reason: str
    proof: str
    notice_sent_at: datetime
    attachment_id: int | None = None

    def check(self, now: datetime) -> None:
        if not self.reason.strip():
            raise TextMissing(field="reason")
        if not self.proof.strip() and self.attachment_id is None:
            raise ProofMissing(field="proof")
        if self.notice_sent_at > now + CLOCK_SLACK:
            raise NoticeInFuture(field="notice")


def latest_extension(reading: Reading, row: CaseDeadline) -> datetime | None:
    """The latest instant to which the clock may be moved; None: not at all, or not any more."""
    rule = given(row.clock, row.amount, row.unit, row.rule or {})
    allowed = rule.extension
    if row.clock is not Clock.LEGAL or not allowed.amount or _times(reading, row) >= allowed.times:
        return None
    assert row.calendar_id is not None
    calendar = calendar_version(reading, row.calendar_id)
    if allowed.is_total:
        return due_at(row.start_at, ServiceTarget(allowed.amount, allowed.unit), calendar, Clock.LEGAL)
    last_instant = row.due_at - timedelta(microseconds=1)
    return due_at(last_instant, ServiceTarget(allowed.amount, allowed.unit), calendar, Clock.LEGAL)


def _times(reading: Reading, row: CaseDeadline) -> int:
    query = select(func.count(DeadlineExtension.id)).where(
        DeadlineExtension.deadline_id == row.id, DeadlineExtension.undone_at.is_(None)
    )
    return reading.db.execute(query).scalar_one()


def extend_deadline(work: Work, *, deadline_id: int, new: NewExtension, version: int | None = None) -> Undoable[None]:
    """Move a legal last day within what its rule allows; the customer has been told."""
    new.check(work.at)
    row = work.db.get_one(CaseDeadline, deadline_id)
    case = workable(work, row.case_id, Right.EXTEND_DEADLINE, version)
    _check_allowed(work, row, new)
    before = row.due_at, row.extended_to
    extension = DeadlineExtension(
        deadline_id=row.id,
        before_at=row.due_at,
        after_at=new.due_at,
        reason=new.reason.strip(),
        proof=new.proof.strip(),
        attachment_id=new.attachment_id,
        notice_sent_at=new.notice_sent_at,
        by_id=work.actor.id,
        at=work.at,
    )
    work.db.add(extension)
    row.extended_to = new.due_at
    renew_clocks(work, case)
    days = {"before": _day(work, row, before[0]), "due": _day(work, row, row.due_at)}
    log(work, case, Event.EXTENDED, new.reason.strip(), **days)
    work.changed.add(Kind.CASE)
    undo = partial(_unextend, extension_id=extension.id, extended_to=before[1])
    return Undoable(None, undo, N_("Extended the legal deadline of case {number}."), {"number": case.number})


def _check_allowed(work: Work, row: CaseDeadline, new: NewExtension) -> None:
    rule = given(row.clock, row.amount, row.unit, row.rule or {})
    if row.clock is not Clock.LEGAL or not rule.extension.amount or row.is_running != RUNNING:
        raise NotExtendable()
    latest = latest_extension(work, row)
    if latest is None:
        raise ExtendedTooOften(times=rule.extension.times)
    if new.due_at <= row.due_at:
        raise ExtendedBackwards(field="due")
    if new.due_at > latest:
        raise ExtendedTooFar(field="due", day=_day(work, row, latest))


def _day(reading: Reading, row: CaseDeadline, due: datetime) -> str:
    assert row.calendar_id is not None
    return shown_day(due, row.unit, calendar_version(reading, row.calendar_id)).isoformat()


def _unextend(work: Work, *, extension_id: int, extended_to: datetime | None) -> None:
    extension = work.db.get_one(DeadlineExtension, extension_id)
    row = work.db.get_one(CaseDeadline, extension.deadline_id)
    case = workable(work, row.case_id, Right.EXTEND_DEADLINE)
    extension.undone_at, row.extended_to = work.at, extended_to
    renew_clocks(work, case)
    log(work, case, Event.UNDONE, "", undone=Event.EXTENDED.value)
    work.changed.add(Kind.CASE)
