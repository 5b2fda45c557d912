"""What is done with a case: register, take, hand over, note, classify, answer, close, reopen."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select, update

from csatdesk.domain.cases import (
    AlreadyClosed,
    Closing,
    Event,
    NewCase,
    NoAnswerReason,
    Outcome,
    Registered,
    ReplyBy,
    Status,
    TextMissing,
)
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.deadlines import Clock, Deadline
from csatdesk.domain.errors import ChangedByOther, Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.operations.cases.clocks import as_deadline, set_clock
from csatdesk.operations.cases.numbers import next_numbers
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.words import write_case_words
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import OPEN, Case, CaseDeadline, CaseEvent, CaseTopic
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.staff import Staff


class OwnerAway(Refusal):
    text = N_("{name} no longer works here. Choose somebody else.")


class TakenMeanwhile(Refusal):
    text = N_("{name} has taken case {number} meanwhile.")


class AnswerTextMissing(Refusal):
    text = N_("Write what the customer was answered.")


def register_case(work: Work, *, new: NewCase) -> Registered:
    """Log a contact and the case it begins. The same `uid` again changes nothing and returns the first."""
    require(work.actor, Right.REGISTER_CASE)
    known = work.db.execute(select(Case).where(Case.uid == new.uid)).scalar_one_or_none()
    if known is not None:
        return Registered(known.id, known.number, _shown(work, known))
    new.check(work.at)
    case = _case_from(work, new)
    work.db.add(case)
    work.db.flush()
    deadline = set_clock(work, case)
    _log(work, case, Event.RECEIVED, new.text, channel=new.channel.value)
    _first_contact(work, case, new)
    if new.topic_id is not None:
        suggested = new.topic_id in new.suggested_topic_ids
        work.db.add(CaseTopic(**_topic_row(work, case.id, new.topic_id), was_suggested=suggested))
    if new.solved_now:
        _solve_now(work, case, deadline)
    write_case_words(work, case)
    work.changed.add(Kind.CASE)
    return Registered(case.id, case.number, as_deadline(deadline))


def _case_from(work: Work, new: NewCase) -> Case:
    customer_id = new.customer_id
    if new.new_customer is not None and new.known is Known.CUSTOMER:
        customer_id = register_customer(work, new=new.new_customer)
    return Case(
        uid=new.uid,
        centre_id=work.actor.centre_id,
        office_id=work.actor.office_id,
        number=next_numbers(work, 1)[0],
        kind=new.kind,
        status=Status.REGISTERED,
        is_open=OPEN,
        channel=new.channel,
        known=new.known,
        customer_id=customer_id if new.known is Known.CUSTOMER else None,
        topic_id=new.topic_id,
        text=new.text.strip(),
        remedy=new.remedy.strip(),
        reply_by=new.reply_by,
        language=new.language,
        sender_reference=new.sender_reference,
        book_entry=new.book_entry,
        enclosures=new.enclosures,
        received_at=new.received_at,
        registered_at=work.at,
        taken_by_id=work.actor.id,
        next_due_at=FAR,
        repeats_id=new.repeats_case_id,
    )


def _first_contact(work: Work, case: Case, new: NewCase) -> None:
    seconds = int((work.at - new.started_at).total_seconds()) if new.started_at else None
    work.db.add(
        Contact(
            case_id=case.id,
            channel=new.channel,
            at=new.received_at,
            text=case.text,
            by_id=work.actor.id,
            seconds=seconds,
        )
    )


def _solve_now(work: Work, case: Case, deadline: CaseDeadline | None) -> None:
    """Answered and closed while the customer stands there."""
    outcome = Outcome.SETTLED if case.kind.needs_outcome else Outcome.ANSWERED
    case.owner_id = work.actor.id
    case.close(Closing(outcome, no_answer_reason=NoAnswerReason.ON_THE_SPOT), work.at)
    if deadline is not None:
        deadline.met_at = work.at
    case.show_clock(deadline)
    _log(work, case, Event.CLOSED, "", outcome=outcome.value)


def take_case(work: Work, *, case_id: int, if_free: bool = False) -> Undoable[None]:
    """Make the case one's own and start work on it. `if_free`: only while it is open and nobody has it."""
    case = _workable(work, case_id, Right.WORK_ON_CASE)
    if if_free:
        _check_is_free(work, case)
    owner_id, status = case.owner_id, case.status
    case.owner_id = work.actor.id
    if case.status is Status.REGISTERED:
        case.change_status(Status.IN_WORK)
    _log(work, case, Event.TAKEN, "")
    work.changed.add(Kind.CASE)
    undo = partial(_give_back, case_id=case_id, owner_id=owner_id, status=status)
    return Undoable(None, undo, N_("Took case {number}."), {"number": case.number})


def _check_is_free(work: Work, case: Case) -> None:
    if case.owner_id is not None:
        raise TakenMeanwhile(name=_name(work, case.owner_id), number=case.number)
    if case.is_open != OPEN:
        raise AlreadyClosed(number=case.number)


def _give_back(work: Work, *, case_id: int, owner_id: int | None, status: Status) -> None:
    case = _workable(work, case_id, Right.WORK_ON_CASE)
    case.owner_id = owner_id
    if case.status is not status:
        case.change_status(status)
    _log(work, case, Event.HANDED_OVER, "", to=_name(work, owner_id))
    work.changed.add(Kind.CASE)


def hand_over_cases(work: Work, *, case_ids: Sequence[int], to_staff_id: int | None, note: str = "") -> Undoable[int]:
    """Give open cases to a person, or to nobody (None)."""
    before: dict[int, int | None] = {}
    if to_staff_id is not None:
        _check_works_here(work, to_staff_id)
    for case_id in case_ids:
        case = _workable(work, case_id, Right.HAND_OVER_CASE)
        before[case_id] = case.owner_id
        case.owner_id = to_staff_id
        _log(work, case, Event.HANDED_OVER, note, to=_name(work, to_staff_id))
    work.changed.add(Kind.CASE)
    text = N_("Handed over {count} cases.") if len(before) != 1 else N_("Handed over the case.")
    return Undoable(len(before), partial(_return, before=before), text, {"count": len(before)})


def _return(work: Work, *, before: dict[int, int | None]) -> None:
    for case_id, owner_id in before.items():
        case = _workable(work, case_id, Right.HAND_OVER_CASE)
        case.owner_id = owner_id
        _log(work, case, Event.HANDED_OVER, "", to=_name(work, owner_id))
    work.changed.add(Kind.CASE)


def _check_works_here(work: Work, staff_id: int) -> None:
    person = work.db.get_one(Staff, staff_id)
    if not person.is_active or person.centre_id != work.actor.centre_id:
        raise OwnerAway(name=person.name)


def add_note(work: Work, *, case_id: int, text: str) -> None:
    """Write an internal note into the history."""
    if not text.strip():
        raise TextMissing(field="note")
    case = _workable(work, case_id, Right.WORK_ON_CASE)
    _log(work, case, Event.NOTE, text.strip())
    write_case_words(work, case)
    work.changed.add(Kind.CASE)


def add_contact(work: Work, *, case_id: int, channel: Channel, text: str) -> None:
    """The customer came or called again about an open case: one more contact of it, no new case."""
    if not text.strip():
        raise TextMissing(field="text")
    case = _workable(work, case_id, Right.REGISTER_CASE)
    work.db.add(Contact(case_id=case.id, channel=channel, at=work.at, text=text.strip(), by_id=work.actor.id))
    _log(work, case, Event.CONTACT, text.strip(), channel=channel.value)
    write_case_words(work, case)
    work.changed.add(Kind.CASE)


def classify_case(work: Work, *, case_id: int, topic_id: int | None) -> Undoable[None]:
    """Give the case its main topic, or none."""
    case = _workable(work, case_id, Right.WORK_ON_CASE)
    before = case.topic_id
    case.topic_id = topic_id
    work.db.execute(update(CaseTopic).where(CaseTopic.case_id == case_id).values(is_main=False))
    if topic_id is not None:
        _make_main(work, case_id, topic_id)
    _log(work, case, Event.CLASSIFIED, "", topic=str(topic_id or ""), before=str(before or ""))
    work.changed.add(Kind.CASE)
    undo = partial(classify_case, case_id=case_id, topic_id=before)
    return Undoable(None, undo, N_("Changed the topic of case {number}."), {"number": case.number})


def _make_main(work: Work, case_id: int, topic_id: int) -> None:
    query = select(CaseTopic).where(CaseTopic.case_id == case_id, CaseTopic.topic_id == topic_id)
    found = work.db.execute(query).scalar_one_or_none()
    if found is None:
        work.db.add(CaseTopic(**_topic_row(work, case_id, topic_id)))
    else:
        work.db.refresh(found)
        found.is_main, found.at, found.by_id = True, work.at, work.actor.id


def _topic_row(work: Work, case_id: int, topic_id: int) -> dict[str, object]:
    return {"case_id": case_id, "topic_id": topic_id, "is_main": True, "at": work.at, "by_id": work.actor.id}


def answer_case(work: Work, *, case_id: int, text: str, sent_at: datetime, reply_by: ReplyBy) -> None:
    """Record that the answer was sent; this meets the answer clock. What was sent cannot be undone."""
    if not text.strip():
        raise AnswerTextMissing(field="answer")
    case = _workable(work, case_id, Right.WORK_ON_CASE)
    case.answer(text.strip(), sent_at)
    if case.owner_id is None:
        case.owner_id = work.actor.id
    _meet(work, case, sent_at)
    _log(work, case, Event.ANSWERED, text.strip(), reply_by=reply_by.value)
    write_case_words(work, case)
    work.changed.add(Kind.CASE)


def close_case(work: Work, *, case_id: int, closing: Closing, version: int) -> Undoable[None]:
    """End the case with its outcome. `version` is the one the person saw."""
    case = _workable(work, case_id, Right.WORK_ON_CASE)
    if case.version != version:
        raise ChangedByOther()
    before = case.status, case.answer_sent_at
    case.close(closing, work.at)
    met_now = _meet(work, case, closing.answer_sent_at or work.at)
    _log(work, case, Event.CLOSED, closing.note.strip(), outcome=closing.outcome.value if closing.outcome else "")
    write_case_words(work, case)
    work.changed.add(Kind.CASE)
    undo = partial(_unclose, case_id=case_id, before=before, met_now=met_now)
    return Undoable(None, undo, N_("Closed case {number}."), {"number": case.number})


def _unclose(work: Work, *, case_id: int, before: tuple[Status, datetime | None], met_now: bool) -> None:
    """Take a closing back as if it had not been; its line stays in the history."""
    case = _workable(work, case_id, Right.WORK_ON_CASE)
    text, period = case.answer_text, case.period
    case.reopen()
    case.status, case.answer_sent_at = before
    case.answer_text, case.period = text, period
    clock = _answer_clock(work, case)
    if clock is not None and met_now:
        clock.met_at = None
    case.show_clock(clock)
    _log(work, case, Event.CHANGED, "", undone="closed")
    work.changed.add(Kind.CASE)


def reopen_case(work: Work, *, case_id: int, reason: str) -> Undoable[None]:
    """Start a second handling period with its own clock; the first outcome stays in the history."""
    if not reason.strip():
        raise TextMissing(field="reason")
    case = _workable(work, case_id, Right.WORK_ON_CASE)
    closing = Closing(
        case.outcome, case.root_cause, case.answer_sent_at, case.no_answer_reason, case.redress, case.currency
    )
    case.reopen()
    set_clock(work, case, start=work.at)
    _log(work, case, Event.REOPENED, reason.strip())
    work.changed.add(Kind.CASE)
    undo = partial(_close_again, case_id=case_id, closing=closing)
    return Undoable(None, undo, N_("Reopened case {number}."), {"number": case.number})


def _close_again(work: Work, *, case_id: int, closing: Closing) -> None:
    case = work.db.get_one(Case, case_id)
    close_case(work, case_id=case_id, closing=closing, version=case.version)


def _meet(work: Work, case: Case, at: datetime) -> bool:
    """Stop the answer clock at `at`, unless it has stopped already; True when it stopped now."""
    clock = _answer_clock(work, case)
    met_now = clock is not None and clock.met_at is None
    if clock is not None and met_now:
        clock.met_at = at
    case.show_clock(clock)
    return met_now


def _answer_clock(work: Work, case: Case) -> CaseDeadline | None:
    query = select(CaseDeadline).where(
        CaseDeadline.case_id == case.id, CaseDeadline.period == case.period, CaseDeadline.clock == Clock.HOUSE
    )
    return work.db.execute(query).scalar_one_or_none()


def _shown(work: Work, case: Case) -> Deadline | None:
    return as_deadline(_answer_clock(work, case))


def _workable(work: Work, case_id: int, right: Right) -> Case:
    """The case, when it lies within the person's centre and the reach of `right`."""
    case = work.db.execute(select(Case).where(Case.id == case_id, Case.centre_id == work.actor.centre_id)).scalar_one()
    require(work.actor, right, office_id=case.office_id)
    return case


def _log(work: Work, case: Case, event: Event, text: str, **about: str) -> None:
    work.db.add(CaseEvent(case_id=case.id, at=work.at, event=event, by_id=work.actor.id, text=text, about=about))


def _name(work: Work, staff_id: int | None) -> str:
    return "" if staff_id is None else work.db.get_one(Staff, staff_id).name
