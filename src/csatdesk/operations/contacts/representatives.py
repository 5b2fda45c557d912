"""Who speaks for a customer: written down, changed, no longer; with the authority that was seen (C26)."""

from functools import partial

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import NewCustomer
from csatdesk.domain.customers import NewRepresentative, RepresentativeRow, several
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.operations.absences import today
from csatdesk.operations.contacts.belonging import customer_of
from csatdesk.operations.contacts.ways import check_ways
from csatdesk.operations.words import write_own_words
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.audit import forget_values
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import Representative
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import visible_customers


def add_representative(work: Work, *, customer_id: int, new: NewRepresentative) -> Undoable[int]:
    """Write down who speaks for a customer; the id."""
    require(work.actor, Right.CHANGE_CUSTOMERS)
    new.check()
    check_ways(NewCustomer(new.name, phone=new.phone), work.centre.country)
    customer = customer_of(work, customer_id)
    one = Representative(customer_id=customer.id)
    _put(work, one, new)
    work.db.add(one)
    _told(work, customer)
    undo = partial(_take_out, representative_id=one.id, version=one.version)
    return Undoable(one.id, undo, N_("{name} speaks for {customer}"), {"name": one.name, "customer": customer.name})


def _take_out(work: Work, *, representative_id: int, version: int) -> None:
    require(work.actor, Right.CHANGE_CUSTOMERS)
    one, customer = _found(work, representative_id)
    if one.version != version:
        raise ChangedByOther()
    forget_values(work.db, "representatives", [one.id])
    work.db.delete(one)
    _told(work, customer)


def change_representative(work: Work, *, representative_id: int, new: NewRepresentative, version: int) -> None:
    """Save over the `version` that the person saw. An authority seen before stays seen by whom it was."""
    require(work.actor, Right.CHANGE_CUSTOMERS)
    new.check()
    one, customer = _found(work, representative_id)
    if one.version != version:
        raise ChangedByOther()
    check_ways(NewCustomer(new.name, phone=new.phone), work.centre.country, known=frozenset(several(one.phone)))
    _put(work, one, new)
    _told(work, customer)


def end_representative(work: Work, *, representative_id: int) -> Undoable[None]:
    """They speak for the customer no longer, from today."""
    require(work.actor, Right.CHANGE_CUSTOMERS)
    one, customer = _found(work, representative_id)
    if one.ended_on is not None:  # on the day that somebody else has taken down
        raise ChangedByOther()
    one.ended_on = today(work)
    _told(work, customer)
    text = N_("{name} speaks for {customer} no longer")
    return Undoable(
        None,
        partial(_begin_again, representative_id=representative_id),
        text,
        {"name": one.name, "customer": customer.name},
    )


def _begin_again(work: Work, *, representative_id: int) -> None:
    require(work.actor, Right.CHANGE_CUSTOMERS)
    one, customer = _found(work, representative_id)
    one.ended_on = None
    _told(work, customer)


def _put(work: Work, one: Representative, new: NewRepresentative) -> None:
    authority = new.authority.strip()
    if not new.is_seen:
        one.seen_on = one.seen_by_id = None
    elif one.seen_on is None or one.authority != authority:
        one.seen_on, one.seen_by_id = today(work), work.actor.id
    one.name, one.relation, one.phone = " ".join(new.name.split()), new.relation, new.phone.strip()
    one.authority = authority


def _told(work: Work, customer: Customer) -> None:
    """Customers are found by who speaks for them."""
    write_own_words(work, customer)
    work.changed.add(Kind.CUSTOMER)


def _found(work: Work, representative_id: int) -> tuple[Representative, Customer]:
    query = select(Representative, Customer).join(Customer, Customer.id == Representative.customer_id)
    query = query.where(Representative.id == representative_id, visible_customers(work.actor))
    one, customer = work.db.execute(query).tuples().one()
    return one, customer


def list_representatives(reading: Reading, *, customer_id: int) -> tuple[RepresentativeRow, ...]:
    """Who speaks for the customer now first, then who did."""
    query = (
        select(Representative, Staff.name)
        .join(Customer, Customer.id == Representative.customer_id)
        .outerjoin(Staff, Staff.id == Representative.seen_by_id)
        .where(Representative.customer_id == customer_id, visible_customers(reading.actor))
        .order_by(Representative.id)
    )
    rows = [
        RepresentativeRow(
            one.id, one.name, one.relation, one.phone, one.authority, one.seen_on, by or "", one.ended_on, one.version
        )
        for one, by in reading.db.execute(query).tuples()
    ]
    return tuple(sorted(rows, key=lambda row: row.ended_on is not None))
