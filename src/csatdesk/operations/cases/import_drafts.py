"""One checked row of a file as the rows it becomes: case, contact, topic, clock and history. No database here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import (
    OUTCOMES,
    CaseKind,
    Outcome,
    ReplyBy,
)
from csatdesk.domain.clocks import StartsAt
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.deadlines import Clock, WorkCalendar, due_at
from csatdesk.domain.folding import fold
from csatdesk.domain.identity import new_identity
from csatdesk.domain.rules import Asked, Rule, choose
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.cases.life import REASON
from csatdesk.operations.cases.rules import kept
from csatdesk.sheets.cases_in import ImportedCase, reference_of
from csatdesk.store.base import FAR, PAUSED
from csatdesk.store.entities.cases import ENDS, NOT_OPEN, OPEN
from csatdesk.store.entities.deadlines import NOT_RUNNING, RUNNING

Row = dict[str, object]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rules:
    """What every imported case needs to know of the centre; read once."""

    office_id: int
    calendar_id: int
    calendar: WorkCalendar
    rules: tuple[Rule, ...]  # for clocks, in the order in which they are tried
    tree: TopicTree
    owners: Mapping[str, int]  # folded name or sign-in name → person


@dataclass(frozen=True, slots=True)
class Given:
    """What the import adds to the row of the file."""

    actor: Actor
    at: datetime
    import_id: int
    file_name: str
    source_number: str
    number: str
    topic_id: int | None
    customer_id: int | None


@dataclass(frozen=True, slots=True)
class Draft:
    """Rows of all tables; those beside the case still lack its id."""

    case: Row
    contact: Row
    topic: Row | None
    clocks: tuple[Row, ...]
    pause: Row | None
    span: Row | None
    events: tuple[Row, ...]


def draft_of(case: ImportedCase, rules: Rules, given: Given) -> Draft:
    """How the case is written. What the file does not tell stays empty: no date of closing means no clock either."""
    status = UNTOLD.get(Status(case.status), Status(case.status))
    clocks = tuple(_clocks(case, status, rules, given))
    text = _text(case, has_customer=given.customer_id is not None)
    return Draft(
        case=_case(case, status, text, rules, given) | _shown(clocks, status),
        contact={"channel": Channel(case.channel), "at": case.received_at, "text": text, "by_id": None},
        topic=_topic(given),
        clocks=clocks,
        pause=_pause(status, given),
        span=_span(case, status, rules, given),
        events=tuple(_events(case, status, text, given)),
    )


UNTOLD = {Status.PROMISE_OPEN: Status.IN_WORK}  # what was promised the file does not tell


def _text(case: ImportedCase, *, has_customer: bool) -> str:
    """What happened; the topic where nothing more is said, and the place where no customer's address can hold it."""
    said = case.text or case.topic
    return said if has_customer or not case.address else f"{said}\n\n{case.address}"


def _case(case: ImportedCase, status: Status, text: str, rules: Rules, given: Given) -> Row:
    kind = CaseKind(case.kind)
    is_over = not status.is_open
    return {
        "uid": new_identity(given.at),
        "centre_id": given.actor.centre_id,
        "office_id": rules.office_id,
        "number": given.number,
        "kind": kind,
        "status": status,
        "is_open": OPEN if status.is_open else NOT_OPEN,
        "channel": Channel(case.channel),
        "known": _known(case, given),
        "customer_id": given.customer_id,
        "topic_id": given.topic_id,
        "text": text,
        "remedy": case.remedy,
        "reply_by": _reply_by(case),
        "language": case.language,
        "sender_reference": _reference(case, given),
        "received_at": case.received_at,
        "registered_at": given.at,
        "taken_by_id": None,
        "owner_id": rules.owners.get(fold(case.owner)) if case.owner else None,
        "closed_at": case.closed_at if is_over else None,
        "outcome": _outcome(kind, status, case.outcome) if is_over else None,
        "answer_sent_at": case.closed_at if status is Status.SENT else None,
        "source_number": given.source_number,
        "import_id": given.import_id,
        "version": 1,
    }


def _known(case: ImportedCase, given: Given) -> Known:
    """A phone number alone, which belongs to nobody we know, makes no customer."""
    if given.customer_id is not None:
        return Known.CUSTOMER
    return Known.ANONYMOUS if case.known == Known.ANONYMOUS.value else Known.UNKNOWN


def _reply_by(case: ImportedCase) -> ReplyBy:
    if case.customer_email:
        return ReplyBy.EMAIL
    return ReplyBy.PHONE if case.customer_phone else ReplyBy.NONE


def _reference(case: ImportedCase, given: Given) -> str:
    """How somebody without a name can be reached."""
    if given.customer_id is not None:
        return ""
    return reference_of(case.customer_phone, case.customer_email, case.account)


def _outcome(kind: CaseKind, status: Status, told: str) -> Outcome | None:
    """What the status says; else the file, where it fits the kind. A complaint's cannot be guessed; an inquiry was
    answered.
    """
    for outcome, end in ENDS.items():
        if status is end:
            return outcome
    if told and Outcome(told) in OUTCOMES[kind]:
        return Outcome(told)
    return None if kind.needs_outcome else Outcome.ANSWERED


def _clocks(case: ImportedCase, status: Status, rules: Rules, given: Given) -> Iterator[Row]:
    """The house target, and while the case is open the legal period, too. Nobody is warned of what was late before."""
    is_over = _is_answered(status)
    if is_over and case.closed_at is None:
        return
    topics = rules.tree.above(given.topic_id)
    chosen = choose(rules.rules, Asked(CaseKind(case.kind), Channel(case.channel), rules.office_id, topics=topics))
    wanted = {Clock.HOUSE: chosen.house}
    if not is_over and given.customer_id is not None:
        wanted[Clock.LEGAL] = chosen.legal
    for clock, rule in wanted.items():
        if rule is not None and rule.rule.target.amount and rule.rule.starts_at is not StartsAt.EVENT:
            row = _clock(case, clock, rule, rules, given)
            yield _ended(row, case) if is_over else _paused(row, rule, status, given)


def _is_answered(status: Status) -> bool:
    return status is Status.SENT or not status.is_open


def _ended(row: Row, case: ImportedCase) -> Row:
    return row | {"met_at": case.closed_at, "is_running": NOT_RUNNING, "next_alarm_at": FAR}


def _paused(row: Row, rule: Rule, status: Status, given: Given) -> Row:
    """What waits stands still from now on, unless it was due before or its rule does not know the reason."""
    reason, due = REASON.get(status), row["due_at"]
    stands = reason in rule.rule.pauses_for and isinstance(due, datetime) and given.at < due
    return row | {"is_paused": True, "next_alarm_at": FAR} if stands else row


def _clock(case: ImportedCase, clock: Clock, rule: Rule, rules: Rules, given: Given) -> Row:
    """A running clock; the job works out when it speaks."""
    due = due_at(case.received_at, rule.rule.target, rules.calendar, clock)
    return {
        "centre_id": given.actor.centre_id,
        "period": 1,
        "clock": clock,
        "start_at": case.received_at,
        "due_at": due,
        "met_at": None,
        "is_paused": False,
        "is_running": RUNNING,
        "next_alarm_at": FAR if due <= given.at else given.at,
        "target_id": rule.id,
        "calendar_id": rules.calendar_id,
        "amount": rule.rule.target.amount,
        "unit": rule.rule.target.unit,
        "rule": kept(rule.rule),
    }


def _pause(status: Status, given: Given) -> Row | None:
    """For whom a case waits the file tells; since when it does not."""
    if not status.is_waiting:
        return None
    return {
        "centre_id": given.actor.centre_id,
        "period": 1,
        "from_at": given.at,
        "to_at": FAR,
        "reason": REASON[status],
        "note": "",
        "end_note": "",
        "by_id": None,
    }


def _span(case: ImportedCase, status: Status, rules: Rules, given: Given) -> Row | None:
    """Since when an open case stands as it does, as far as we know."""
    if not status.is_open:
        return None
    return {
        "centre_id": given.actor.centre_id,
        "status": status,
        "owner_id": rules.owners.get(fold(case.owner)) if case.owner else None,
        "office_id": rules.office_id,
        "from_at": given.at,
        "to_at": FAR,
    }


def _shown(clocks: Sequence[Row], status: Status) -> Row:
    """The nearest clock as `Case.show_clock` repeats it where lists read it."""
    clock = min(clocks, key=lambda one: (one["is_paused"], str(one["due_at"])), default=None)
    told = clock or {}
    running = clock is not None and clock["met_at"] is None and status.is_open
    stands = running and told["is_paused"]
    return {
        "next_due_at": PAUSED if stands else told["due_at"] if running else FAR,
        "clock_paused": stands,
        "clock": told.get("clock"),
        "clock_due_at": told.get("due_at"),
        "clock_met_at": told.get("met_at"),
        "clock_unit": told.get("unit"),
    }


def _topic(given: Given) -> Row | None:
    if given.topic_id is None:
        return None
    return {
        "topic_id": given.topic_id,
        "is_main": True,
        "at": given.at,
        "by_id": given.actor.id,
        "was_suggested": False,
    }


def _events(case: ImportedCase, status: Status, text: str, given: Given) -> list[Row]:
    """Received, closed when the file says so, imported."""
    events = [_event(Event.RECEIVED, case.received_at, text, channel=case.channel)]
    if not status.is_open and case.closed_at is not None:
        outcome = _outcome(CaseKind(case.kind), status, case.outcome)
        about = {"outcome": outcome.value} if outcome else {}
        events.append(_event(Event.CLOSED, max(case.closed_at, case.received_at), "", **about))
    events.append({**_event(Event.IMPORTED, given.at, "", file=given.file_name), "by_id": given.actor.id})
    return events


def _event(event: Event, at: datetime, text: str, **about: str) -> Row:
    return {"event": event, "at": at, "text": text, "by_id": None, "about": about}
