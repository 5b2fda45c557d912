"""Customers: register and change."""

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import MOST, NewCustomer
from csatdesk.domain.customers import several
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.identity import new_identity
from csatdesk.domain.staff import Right, require
from csatdesk.operations.contacts.traces import write_traces
from csatdesk.operations.contacts.ways import check_ways
from csatdesk.operations.cuts import activity_key
from csatdesk.operations.words import write_customer_words
from csatdesk.operations.work import Work
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.wording.sorting import sort_key

SORT_KEY_MOST = 2 * MOST["name"]


def register_customer(work: Work, *, new: NewCustomer) -> int:
    """Add a customer and return their id."""
    require(work.actor, Right.REGISTER_CASE)
    new.check()
    customer = Customer(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        created_at=work.at,
        **customer_columns(new, work.centre.language),
    )
    work.db.add(customer)
    write_customer_words(work, customer)
    write_traces(work, customer)
    work.changed.add(Kind.CUSTOMER)
    return customer.id


def customer_columns(new: NewCustomer, language: str) -> dict[str, object]:
    """`language`: the centre's, by which names are sorted."""
    name, activity = " ".join(new.name.split()), " ".join(new.activity.split())
    return {
        "name": name,
        "sort_key": sort_key(name, language)[:SORT_KEY_MOST],
        "kind": new.kind,
        "segment": new.segment,
        "language": new.language,
        "phone": new.phone.strip(),
        "email": new.email.strip(),
        "account": new.account.strip(),
        "meter_point": new.meter_point.strip(),
        "address": new.address.strip(),
        "note": new.note.strip(),
        "activity": activity,
        "activity_key": activity_key(activity),
    }


def tell_open_cases(work: Work, customer: Customer) -> None:
    """Cases still open go over to the customer's new segment; what is settled keeps that of its time."""
    query = select(Case).where(Case.customer_id == customer.id, Case.is_open == OPEN)
    for case in work.db.execute(query).scalars():
        case.segment = customer.segment


def change_customer(work: Work, *, customer_id: int, new: NewCustomer, version: int) -> None:
    """Save a customer's details over the `version` that the person saw."""
    require(work.actor, Right.CHANGE_CUSTOMERS)
    new.check()
    query = select(Customer).where(Customer.id == customer_id, Customer.centre_id == work.actor.centre_id)
    customer = work.db.execute(query).scalar_one()
    if customer.version != version:
        raise ChangedByOther()
    known = frozenset((*several(customer.phone), *several(customer.email)))
    check_ways(new, work.centre.country, known=known)
    name_before = customer.name
    for column, value in customer_columns(new, work.centre.language).items():
        setattr(customer, column, value)
    tell_open_cases(work, customer)
    write_customer_words(work, customer, name_before)
    write_traces(work, customer)
    work.changed.update({Kind.CUSTOMER, Kind.CASE})
