"""Logging a contact and the case it begins."""

from sqlalchemy import select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import CaseKind, Closing, NewCase, NoAnswerReason, Outcome, Registered, Solved
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Known
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.links import LinkKind
from csatdesk.domain.staff import Right, require
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.attendance import keep_attendance
from csatdesk.operations.cases.clocks import ANSWER_CLOCKS, all_clocks, as_deadline, meet, nearest, start_clocks
from csatdesk.operations.cases.life import give, keep_span, log
from csatdesk.operations.cases.numbers import next_numbers
from csatdesk.operations.cases.promises import promise_steps
from csatdesk.operations.cases.repeat_proposals import refused_at_intake
from csatdesk.operations.contacts.belonging import standing_customer
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.words import write_case_words
from csatdesk.operations.work import Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import OPEN, Case, CaseTopic
from csatdesk.store.entities.contacts import Contact, Customer
from csatdesk.store.entities.links import CaseLink


def register_case(work: Work, *, new: NewCase) -> Registered:
    """Log a contact and the case it begins. The same `uid` again changes nothing and returns the first."""
    require(work.actor, Right.REGISTER_CASE)
    known = work.db.execute(select(Case).where(Case.uid == new.uid)).scalar_one_or_none()
    if known is not None:
        return _registered(work, known)
    new.check(work.at)
    case = _case_from(work, new)
    work.db.add(case)
    work.db.flush()
    keep_span(work, case)
    start_clocks(work, case)
    log(work, case, Event.RECEIVED, new.text, channel=new.channel.value)
    if new.link_given:
        log(work, case, Event.NOTE, new.link_given)
    _add_beside(work, case, new)
    if new.solved_now:
        _solve_now(work, case)
    write_case_words(work, case)
    work.changed.add(Kind.CASE)
    return _registered(work, case)


def _registered(work: Work, case: Case) -> Registered:
    return Registered(case.id, case.number, as_deadline(nearest(all_clocks(work, case), case.period)))


def _case_from(work: Work, new: NewCase) -> Case:
    customer = _customer(work, new)
    is_request = new.kind is CaseKind.REQUEST
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
        segment=customer.segment if customer is not None else None,
        customer_id=customer.id if customer is not None else None,
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
        priority=new.priority,
        request_kind=new.request_kind if is_request else None,
        request_fields=dict(new.request_fields) if is_request else {},
        matter_id=new.matter_id,
    )


def _customer(work: Work, new: NewCase) -> Customer | None:
    """Whose case it is; a draft may name somebody who became part of another customer meanwhile."""
    if new.known is not Known.CUSTOMER:
        return None
    if new.new_customer is not None:
        return work.db.get_one(Customer, register_customer(work, new=new.new_customer))
    return standing_customer(work, new.customer_id) if new.customer_id is not None else None


def _add_beside(work: Work, case: Case, new: NewCase) -> None:
    """What belongs to the case: its first contact, its topic, its steps, the case that it repeats."""
    seconds = int((work.at - new.started_at).total_seconds()) if new.started_at else None
    contact = Contact(case_id=case.id, channel=new.channel, at=new.received_at, text=case.text, by_id=work.actor.id)
    contact.seconds, contact.remote = seconds, new.remote if new.channel.is_in_person else None
    keep_attendance(contact, new.attendance, work.at)
    work.db.add(contact)
    if new.topic_id is not None:
        suggested = new.topic_id in new.suggested_topic_ids
        work.db.add(CaseTopic(**topic_row(work, case.id, new.topic_id), was_suggested=suggested))
    if new.repeats_case_id is not None:
        link = CaseLink(case_id=case.id, other_id=new.repeats_case_id, kind=LinkKind.REPEAT)
        link.at, link.by_id = work.at, work.actor.id
        work.db.add(link)
    if new.refused_repeat_id is not None:
        refused_at_intake(work, case, new.refused_repeat_id)
    if case.request_kind is not None and not new.solved_now:
        promise_steps(work, case)


def topic_row(work: Work, case_id: int, topic_id: int) -> dict[str, object]:
    return {"case_id": case_id, "topic_id": topic_id, "is_main": True, "at": work.at, "by_id": work.actor.id}


def _solve_now(work: Work, case: Case) -> None:
    """Answered and closed while the customer stands there."""
    outcome = Outcome.SETTLED if case.kind.needs_outcome else Outcome.ANSWERED
    give(work, case, work.actor.id)
    closing = Closing(outcome, no_answer_reason=NoAnswerReason.ON_THE_SPOT, solved=Solved.NOW)
    case.close(closing, work.at)
    keep_span(work, case)
    _stop_all(work, case)
    log(work, case, Event.CLOSED, "", outcome=outcome.value)


def _stop_all(work: Work, case: Case) -> None:
    """Everything that was owed was given on the spot."""
    meet(work, case, (*ANSWER_CLOCKS, Clock.ACKNOWLEDGEMENT), work.at)
    case.show_clock(nearest(all_clocks(work, case), case.period))
