"""What a customer agreed to: written down with its wording, withdrawn, both with who, how and when."""

from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import aliased

from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Channel
from csatdesk.domain.customers import AlreadyWithdrawn, ConsentRow, DayAhead, NewConsent, WithdrawnBefore
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.operations.absences import today
from csatdesk.operations.contacts.belonging import customer_of
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import Consent
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import visible_customers


def add_consent(work: Work, *, customer_id: int, new: NewConsent) -> Undoable[int]:
    """Write down what a customer agreed to; its id."""
    require(work.actor, Right.CHANGE_CUSTOMERS)
    new.check(today(work))
    customer = customer_of(work, customer_id)
    consent = Consent(
        customer_id=customer.id,
        wording=new.wording.strip(),
        given_on=new.given_on,
        how=new.how,
        by_id=work.actor.id,
        at=work.at,
    )
    work.db.add(consent)
    work.db.flush()
    work.changed.add(Kind.CUSTOMER)
    return Undoable(
        consent.id, partial(_take_out, consent_id=consent.id), N_("Consent of {name}"), {"name": customer.name}
    )


def _take_out(work: Work, *, consent_id: int) -> None:
    require(work.actor, Right.CHANGE_CUSTOMERS)
    consent = _of_the_centre(work, consent_id)
    if consent.withdrawn_on is not None:  # what somebody took down since is not lost with it
        raise AlreadyWithdrawn()
    work.db.delete(consent)
    work.changed.add(Kind.CUSTOMER)


def withdraw_consent(work: Work, *, consent_id: int, on: date, how: Channel) -> Undoable[None]:
    """The customer agrees no more, from `on` on; the wording stays."""
    require(work.actor, Right.CHANGE_CUSTOMERS)
    consent = _of_the_centre(work, consent_id)
    if consent.withdrawn_on is not None:
        raise AlreadyWithdrawn()
    if on > today(work):
        raise DayAhead(field="withdrawn_on")
    if on < consent.given_on:
        raise WithdrawnBefore(field="withdrawn_on")
    consent.withdrawn_on, consent.withdrawn_how, consent.withdrawn_by_id = on, how, work.actor.id
    work.changed.add(Kind.CUSTOMER)
    name = work.db.get_one(Customer, consent.customer_id).name
    return Undoable(
        None, partial(_give_again, consent_id=consent_id), N_("Withdrawn consent of {name}"), {"name": name}
    )


def _give_again(work: Work, *, consent_id: int) -> None:
    require(work.actor, Right.CHANGE_CUSTOMERS)
    consent = _of_the_centre(work, consent_id)
    consent.withdrawn_on = consent.withdrawn_how = consent.withdrawn_by_id = None
    work.changed.add(Kind.CUSTOMER)


def _of_the_centre(work: Work, consent_id: int) -> Consent:
    query = select(Consent).join(Customer, Customer.id == Consent.customer_id)
    return work.db.execute(query.where(Consent.id == consent_id, visible_customers(work.actor))).scalar_one()


def list_consents(reading: Reading, *, customer_id: int) -> tuple[ConsentRow, ...]:
    """Those in force first, each the newest first."""
    taker, ender = aliased(Staff), aliased(Staff)
    query = (
        select(Consent, taker.name, ender.name)
        .join(Customer, Customer.id == Consent.customer_id)
        .join(taker, taker.id == Consent.by_id)
        .outerjoin(ender, ender.id == Consent.withdrawn_by_id)
        .where(Consent.customer_id == customer_id, visible_customers(reading.actor))
        .order_by(Consent.given_on.desc(), Consent.id.desc())
    )
    rows = [
        ConsentRow(
            one.id, one.wording, one.given_on, one.how, by, one.withdrawn_on, one.withdrawn_how, withdrawn_by or ""
        )
        for one, by, withdrawn_by in reading.db.execute(query).tuples()
    ]
    return tuple(sorted(rows, key=lambda row: row.withdrawn_on is not None))
