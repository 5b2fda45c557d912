"""Legal periods that count from a named event: when it happened, and the clock that begins then."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import CLOCK_SLACK
from csatdesk.domain.changes import Kind
from csatdesk.domain.clocks import StartsAt
from csatdesk.domain.contacts import Known
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.errors import Refusal
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.rules import Rule
from csatdesk.domain.staff import Right
from csatdesk.operations.cases.clocks import add_clock, all_clocks, renew_clocks, take_clock_back
from csatdesk.operations.cases.life import log, workable
from csatdesk.operations.cases.rules import asked_of, given, list_rules, rules_for
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.deadlines import RUNNING, CaseDeadline, LegalStart


class NoNamedEvent(Refusal):
    text = N_("No legal period of case {number} counts from an event.")


class EventInFuture(Refusal):
    text = N_("The event cannot lie in the future. Correct the date.")


class PeriodOver(Refusal):
    text = N_("The legal period of case {number} has ended already.")


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """The event that a case's legal period counts from. `at`: when it happened, None while nobody has said so."""

    target_id: int
    name: LocalText
    at: datetime | None


def named_event(reading: Reading, case: Case) -> NamedEvent | None:
    """The event that the case waits for, or whose date can still be corrected; None: there is none."""
    if not case.status.is_open or case.known is not Known.CUSTOMER:
        return None
    row = _clock(reading, case)
    if row is not None:
        rule = given(row.clock, row.amount, row.unit, row.rule or {})
        corrects = row.is_running == RUNNING and rule.starts_at is StartsAt.EVENT and row.target_id is not None
        return NamedEvent(row.target_id, rule.event_name, row.start_at) if corrects and row.target_id else None
    legal = None if case.is_answered else rules_for(reading, asked_of(reading, case)).legal
    if legal is None or legal.rule.starts_at is not StartsAt.EVENT or not legal.rule.target.amount:
        return None
    return NamedEvent(legal.id, legal.rule.event_name, None)


def _clock(reading: Reading, case: Case) -> CaseDeadline | None:
    """The legal clock of the present period."""
    rows = all_clocks(reading, case)
    return next((row for row in rows if row.clock is Clock.LEGAL and row.period == case.period), None)


def set_legal_start(
    work: Work, *, case_id: int, target_id: int, at: datetime, version: int | None = None
) -> Undoable[None]:
    """Enter when the named event happened: the legal clock counts from then. Again: the date is corrected."""
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    if at > work.at + CLOCK_SLACK:
        raise EventInFuture(field="at")
    row = _clock(work, case)
    if case.is_answered or (row is not None and (row.is_running != RUNNING or row.target_id != target_id)):
        raise PeriodOver(number=case.number)
    start = LegalStart(case_id=case.id, target_id=target_id, at=at, by_id=work.actor.id)
    work.db.add(start)
    before = row.start_at if row is not None else None
    if row is not None:
        row.start_at = at
    else:
        rule = _rule(work, case, target_id)
        row = add_clock(work, case, Clock.LEGAL, rule.rule, at, rule)
    renew_clocks(work, case)
    log(work, case, Event.LEGAL_STARTED, "", event_at=at.isoformat(), due=row.due_at.isoformat())
    work.changed.add(Kind.CASE)
    undo = partial(_take_back, case_id=case.id, start_id=start.id, deadline_id=row.id, before=before)
    return Undoable(None, undo, N_("The legal period of case {number} runs."), {"number": case.number})


def _rule(work: Work, case: Case, target_id: int) -> Rule:
    found = next((rule for rule in list_rules(work) if rule.id == target_id), None)
    if found is None or found.rule.starts_at is not StartsAt.EVENT or case.known is not Known.CUSTOMER:
        raise NoNamedEvent(number=case.number)
    return found


def _take_back(work: Work, *, case_id: int, start_id: int, deadline_id: int, before: datetime | None) -> None:
    case = workable(work, case_id, Right.WORK_ON_CASE)
    work.db.delete(work.db.get_one(LegalStart, start_id))
    row = work.db.get_one(CaseDeadline, deadline_id)
    if before is None:
        take_clock_back(work, case, row)
    else:
        row.start_at = before
    renew_clocks(work, case)
    log(work, case, Event.UNDONE, "", undone=Event.LEGAL_STARTED.value)
    work.changed.add(Kind.CASE)
