"""Legal deadlines moved with proof of notice, and clocks recomputed after a change of rule, calendar or priority."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func, select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import CLOCK_SLACK, TextMissing
from csatdesk.domain.changes import Kind
from csatdesk.domain.clocks import Course
from csatdesk.domain.contacts import Known
from csatdesk.domain.deadlines import Clock, ServiceTarget, due_at, shown_day
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.rules import Rule
from csatdesk.domain.staff import Right
from csatdesk.operations.calendars import calendar_of, calendar_version
from csatdesk.operations.cases.clocks import (
    ANSWER_CLOCKS,
    add_clock,
    all_clocks,
    course_of,
    end_clocks,
    load_pauses,
    renew_clocks,
    start_of,
)
from csatdesk.operations.cases.life import log, workable
from csatdesk.operations.cases.rules import asked_of, given, kept, origin, rules_for
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.cases import Case
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


# recomputing


@dataclass(frozen=True, slots=True)
class Moved:
    """One clock that a recomputation would move, begin (`before_at` None) or end (`after_at` None)."""

    case_id: int
    number: str
    clock: Clock
    before_at: datetime | None
    after_at: datetime | None


def preview_recompute(reading: Reading, *, case_ids: Sequence[int]) -> tuple[Moved, ...]:
    """What a recomputation by the rules and calendars of today would change."""
    return tuple(moved for case_id in case_ids for moved in _moves(reading, reading.db.get_one(Case, case_id)))


def _moves(reading: Reading, case: Case) -> Iterable[Moved]:
    rows = {row.clock: row for row in all_clocks(reading, case) if row.period == case.period}
    for clock, rule in _wanted(reading, case):
        row = rows.get(clock)
        if (row is not None and row.is_running != RUNNING) or not case.status.is_open:
            continue
        before = _due_now(reading, case, row) if row is not None else None
        after = _due_by(reading, case, clock, rule, row) if rule is not None else None
        if before != after:
            yield Moved(case.id, case.number, clock, before, after)


def _due_now(reading: Reading, case: Case, row: CaseDeadline) -> datetime:
    """By the rule it has; of a paused clock what it would be if resumed now, as the new one is told, too."""
    return course_of(reading, row, load_pauses(reading, case)).run(reading.at).due_at


def _wanted(reading: Reading, case: Case) -> tuple[tuple[Clock, Rule | None], ...]:
    chosen = rules_for(reading, asked_of(reading, case))
    with_term = [rule if rule is not None and rule.rule.target.amount else None for rule in chosen.both]
    if case.known is not Known.CUSTOMER:
        with_term[ANSWER_CLOCKS.index(Clock.LEGAL)] = None  # nobody to answer
    return tuple(zip(ANSWER_CLOCKS, with_term, strict=True))


def _due_by(reading: Reading, case: Case, clock: Clock, rule: Rule, row: CaseDeadline | None) -> datetime | None:
    start = row.start_at if row is not None else start_of(reading, case, rule, None)
    if start is None:
        return None
    _, calendar = calendar_of(reading, case.office_id)
    extended = row.extended_to if row is not None else None
    return Course(clock, rule.rule, start, calendar, load_pauses(reading, case), extended).run(reading.at).due_at


def recompute_clocks(work: Work, *, case_ids: Sequence[int]) -> Undoable[int]:
    """Give running clocks the rules and calendars of today; the number of cases that moved."""
    undone: list[Kept] = []
    for case_id in case_ids:
        case = workable(work, case_id, Right.EXTEND_DEADLINE)
        moves = tuple(_moves(work, case))
        if moves:
            undone.append(Kept.of(work, case))
            _recompute(work, case)
            for moved in moves:
                log(work, case, Event.RECOMPUTED, "", clock=moved.clock.value, **_told(moved))
    work.changed.add(Kind.CASE)
    undo = partial(_put_rules_back, kept=tuple(undone))
    return Undoable(len(undone), undo, N_("Recomputed the deadlines of {count} cases."), {"count": len(undone)})


def _told(moved: Moved) -> dict[str, str]:
    before, after = moved.before_at, moved.after_at
    return {"before": before.isoformat() if before else "", "due": after.isoformat() if after else ""}


def _recompute(work: Work, case: Case) -> None:
    calendar_id, _ = calendar_of(work, case.office_id)
    rows = {row.clock: row for row in all_clocks(work, case) if row.period == case.period}
    for clock, rule in _wanted(work, case):
        row = rows.get(clock)
        if row is not None and row.is_running == RUNNING and rule is not None:
            _give_rule(row, rule, calendar_id)
        elif row is None and rule is not None:
            start = start_of(work, case, rule, None)
            if start is not None:
                add_clock(work, case, clock, rule.rule, start, rule)
        elif row is not None and row.is_running == RUNNING:
            end_clocks(work, case, (clock,))
    renew_clocks(work, case)


def _give_rule(row: CaseDeadline, rule: Rule, calendar_id: int | None) -> None:
    target = rule.rule.target
    row.amount, row.unit, row.rule = target.amount, target.unit, kept(rule.rule) | origin(rule)
    row.calendar_id, row.target_id = calendar_id, rule.id


@dataclass(frozen=True, slots=True)
class Kept:
    """The rules of a case's clocks before a recomputation, by clock."""

    case_id: int
    rows: Mapping[int, Mapping[str, object]]

    @classmethod
    def of(cls, reading: Reading, case: Case) -> "Kept":
        return cls(case.id, {row.id: {name: getattr(row, name) for name in RULE} for row in all_clocks(reading, case)})


RULE = ("amount", "unit", "rule", "calendar_id", "target_id", "ended_at", "is_running")


def _put_rules_back(work: Work, *, kept: Sequence[Kept]) -> None:
    for before in kept:
        case = workable(work, before.case_id, Right.EXTEND_DEADLINE)
        for row in all_clocks(work, case):
            if row.id not in before.rows:
                work.db.delete(row)
                continue
            for name, value in before.rows[row.id].items():
                setattr(row, name, value)
        renew_clocks(work, case)
        log(work, case, Event.UNDONE, "", undone=Event.RECOMPUTED.value)
    work.changed.add(Kind.CASE)
