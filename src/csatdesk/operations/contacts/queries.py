"""Customers as lists, suggestions and pages show them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, literal, select, tuple_

from csatdesk.domain import case_numbers
from csatdesk.domain.contacts import ContactLine, CustomerCard, CustomerRow
from csatdesk.domain.folding import fold
from csatdesk.domain.paging import COUNT_LIMIT, PAGE_SIZE, Key, Page
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.contacts import Contact, Customer
from csatdesk.store.search import CUSTOMERS, Matching, matching
from csatdesk.store.visible import visible_cases, visible_customers

YEAR = timedelta(days=365)


def customer_row(customer: Customer, open_cases: int = 0, found_by: str = "") -> CustomerRow:
    return CustomerRow(
        id=customer.id,
        name=customer.name,
        kind=customer.kind,
        segment=customer.segment,
        language=customer.language,
        phone=customer.phone,
        email=customer.email,
        account=customer.account,
        meter_point=customer.meter_point,
        address=customer.address,
        open_cases=open_cases,
        found_by=found_by,
    )


def suggest_customers(reading: Reading, *, typed: str, limit: int = 8) -> tuple[CustomerRow, ...]:
    """Customers whose name, phone, e-mail, account or meter point begins with every typed word.

    A case number finds the customer of that case.
    """
    by_case = _customer_of_case(reading, typed)
    if by_case is not None:
        return (customer_row(by_case, _open_cases(reading, by_case.id), typed.strip()),)
    found = matching(reading.db, CUSTOMERS, typed)
    if found is None:
        return ()
    query = _matched(reading, found).order_by(found.id.desc()).limit(limit)
    customers = sorted(reading.db.execute(query).scalars(), key=lambda one: one.sort_key)
    return tuple(customer_row(one, _open_cases(reading, one.id), _found_by(one, typed)) for one in customers)


def _matched(reading: Reading, found: Matching) -> Any:
    return (
        select(Customer)
        .join(found.words, found.id == Customer.id)
        .where(found.condition, visible_customers(reading.actor))
    )


def _customer_of_case(reading: Reading, typed: str) -> Customer | None:
    number = case_numbers.parse(typed)
    if number is None:
        return None
    query = select(Customer).join(Case, Case.customer_id == Customer.id)
    return reading.db.execute(
        query.where(Case.number == str(number), visible_cases(reading.actor))
    ).scalar_one_or_none()


def _open_cases(reading: Reading, customer_id: int) -> int:
    query = select(func.count(Case.id)).where(Case.customer_id == customer_id, Case.is_open == OPEN)
    return reading.db.execute(query).scalar_one()


def _all_open_cases(reading: Reading, customers: Sequence[Customer]) -> dict[int, int]:
    """How many open cases each of a page of customers has; who has none is left out."""
    query = select(Case.customer_id, func.count(Case.id)).where(Case.is_open == OPEN)
    query = query.where(Case.customer_id.in_([one.id for one in customers])).group_by(Case.customer_id)
    return {customer_id: count for customer_id, count in reading.db.execute(query) if customer_id is not None}


def _found_by(customer: Customer, typed: str) -> str:
    """The value that matched, when it was not the name."""
    folded = fold(typed)
    digits = "".join(letter for letter in typed if letter.isdigit())
    for value in (customer.phone, customer.account, customer.meter_point):
        if len(digits) > 2 and digits in "".join(letter for letter in value if letter.isdigit()):
            return value
    return customer.email if folded and folded in fold(customer.email) and folded not in fold(customer.name) else ""


def list_customers(
    reading: Reading, *, text: str = "", after: Key | None = None, limit: int = PAGE_SIZE, backwards: bool = False
) -> Page[CustomerRow]:
    """One page of customers by name; while searching, the newest first.

    `backwards`: the last page, and with `after` the page before it, in the order of the list.
    """
    found = matching(reading.db, CUSTOMERS, text) if text.strip() else None
    if text.strip() and found is None:
        return Page((), None)
    if found is None:
        query = select(Customer).where(visible_customers(reading.actor))
        columns: tuple[Any, ...] = (Customer.sort_key, Customer.id)
    else:
        query = _matched(reading, found)
        columns = (found.id,)
    falls = (found is not None) != backwards
    if after is not None:
        here, there = tuple_(*columns), tuple_(*map(literal, after[-len(columns) :]))
        query = query.where(here < there if falls else here > there)
    query = query.order_by(*(column.desc() if falls else column.asc() for column in columns))
    customers = reading.db.execute(query.limit(limit)).scalars().all()
    key = (customers[-1].sort_key, customers[-1].id) if len(customers) == limit else None
    in_order = reversed(customers) if backwards else customers
    opened = _all_open_cases(reading, customers)
    return Page(tuple(customer_row(one, opened.get(one.id, 0)) for one in in_order), key)


def count_customers(reading: Reading, *, text: str = "") -> int:
    """How many `list_customers` shows, stopping at `COUNT_LIMIT`."""
    found = matching(reading.db, CUSTOMERS, text) if text.strip() else None
    if text.strip() and found is None:
        return 0
    query = select(literal(1)).select_from(Customer).where(visible_customers(reading.actor))
    if found is not None:
        query = query.join(found.words, found.id == Customer.id).where(found.condition)
    return reading.db.execute(select(func.count()).select_from(query.limit(COUNT_LIMIT).subquery())).scalar_one()


def load_customer(reading: Reading, *, customer_id: int) -> CustomerCard:
    """A customer's page without its lists."""
    query = select(Customer).where(Customer.id == customer_id, visible_customers(reading.actor))
    customer = reading.db.execute(query).scalar_one()
    contacts = (
        select(func.count(Contact.id))
        .join(Case, Case.id == Contact.case_id)
        .where(Case.customer_id == customer_id, Contact.at >= reading.at - YEAR)
    )
    first = select(func.min(Case.received_at)).where(Case.customer_id == customer_id)
    return CustomerCard(
        row=customer_row(customer, _open_cases(reading, customer_id)),
        note=customer.note,
        since=min(customer.created_at, reading.db.execute(first).scalar() or customer.created_at),
        version=customer.version,
        contacts_in_year=reading.db.execute(contacts).scalar_one(),
    )


def list_contact_lines(reading: Reading, *, customer_id: int, limit: int = 5) -> tuple[ContactLine, ...]:
    """The customer's last contacts, newest first."""
    columns = (
        Case.id,
        Case.number,
        Contact.at,
        Contact.channel,
        Case.topic_id,
        Case.is_open,
        Case.clock_due_at,
        Case.clock_met_at,
    )
    query = (
        select(*columns)
        .join(Contact, Contact.case_id == Case.id)
        .where(Case.customer_id == customer_id, visible_cases(reading.actor))
        .order_by(Contact.at.desc(), Contact.id.desc())
        .limit(limit)
    )
    return tuple(
        ContactLine(case_id, number, at, channel, topic_id, is_open == OPEN, due_at, _met(due_at, met_at))
        for case_id, number, at, channel, topic_id, is_open, due_at, met_at in reading.db.execute(query)
    )


def _met(due_at: Any, met_at: Any) -> bool | None:
    return None if due_at is None or met_at is None else met_at <= due_at
