"""Customers as lists, suggestions and pages show them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, tuple_

from csatdesk.domain import case_numbers
from csatdesk.domain.contacts import (
    EVERYBODY,
    ContactLine,
    CustomerCard,
    CustomerCount,
    CustomerFilter,
    CustomerRow,
)
from csatdesk.domain.customers import TraceKind
from csatdesk.domain.folding import fold
from csatdesk.domain.paging import COUNT_LIMIT, PAGE_SIZE, Key, Page
from csatdesk.operations.contacts.belonging import standing
from csatdesk.operations.contacts.lookup import look_up
from csatdesk.operations.contacts.representatives import list_representatives
from csatdesk.operations.contacts.ways import spaced
from csatdesk.operations.cuts import activity_key
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.contacts import Contact, Customer
from csatdesk.store.entities.customers import CustomerTrace
from csatdesk.store.search import CUSTOMERS, matching
from csatdesk.store.visible import visible_cases, visible_customers

YEAR = timedelta(days=365)
CLOSE_MOST = 20  # shown when nobody is spelt as typed


COLUMNS = (
    Customer.id,
    Customer.name,
    Customer.kind,
    Customer.segment,
    Customer.language,
    Customer.phone,
    Customer.email,
    Customer.account,
    Customer.meter_point,
    Customer.address,
    Customer.activity,
)  # in the order of CustomerRow


def told_of(customer: Customer) -> CustomerRow:
    return CustomerRow(*(getattr(customer, column.key) for column in COLUMNS))


def suggest_customers(reading: Reading, *, typed: str, limit: int = 8) -> tuple[CustomerRow, ...]:
    """Customers that name, phone, e-mail, account, meter point or case number may mean, the likeliest first."""
    hits = {hit.id: hit for hit in look_up(reading, typed, limit)}
    if not hits:
        return ()
    found = reading.db.execute(select(*COLUMNS).where(Customer.id.in_(hits))).tuples()
    rows = {row.id: row for row in counted(reading, [CustomerRow(*columns) for columns in found])}
    return tuple(
        replace(rows[hit.id], found_by=_found_by(rows[hit.id], typed), is_close=hit.is_close) for hit in hits.values()
    )


def counted(reading: Reading, rows: Sequence[CustomerRow]) -> tuple[CustomerRow, ...]:
    """The rows with their open cases."""
    counts = open_case_counts(reading, [row.id for row in rows])
    return tuple(replace(row, open_cases=counts[row.id]) if row.id in counts else row for row in rows)


def open_case_counts(reading: Reading, ids: Sequence[int]) -> dict[int, int]:
    """How many open cases these customers have; who has none is left out."""
    query = select(Case.customer_id, func.count(Case.id)).where(Case.customer_id.in_(ids), Case.is_open == OPEN)
    return {int(one or 0): count for one, count in reading.db.execute(query.group_by(Case.customer_id)).tuples()}


def _found_by(customer: CustomerRow, typed: str) -> str:
    """The value that matched, when it was not the name; the number of a case as it was typed."""
    if case_numbers.parse(typed) is not None:
        return typed.strip()
    folded = fold(typed)
    digits = "".join(letter for letter in typed if letter.isdigit())
    for value in (customer.phone, customer.account, customer.meter_point):
        if len(digits) > 2 and digits in "".join(letter for letter in value if letter.isdigit()):
            return value
    return customer.email if folded and folded in fold(customer.email) and folded not in fold(customer.name) else ""


def list_customers(
    reading: Reading,
    *,
    shown: CustomerFilter = EVERYBODY,
    after: Key | None = None,
    limit: int = PAGE_SIZE,
    backwards: bool = False,
) -> Page[CustomerRow]:
    """One page of customers by name; while searching, the newest first, or when nobody is spelt as typed the likeliest.

    `backwards`: the last page, and with `after` the page before it, in the order of the list.
    """
    is_search = bool(shown.text.strip())
    found = matching(reading.db, CUSTOMERS, shown.text) if is_search else None
    if is_search and found is None:
        return Page((), None)
    query = select(*COLUMNS, Customer.sort_key).where(*_conditions(reading, shown))
    columns: tuple[Any, ...] = (Customer.sort_key, Customer.id)
    if found is not None:
        query = query.join(found.words, found.id == Customer.id).where(found.condition)
        columns = (found.id,)
    falls = is_search != backwards
    if after is not None:
        here, there = tuple_(*columns), tuple_(*map(literal, after[-len(columns) :]))
        query = query.where(here < there if falls else here > there)
    query = query.order_by(*(column.desc() if falls else column.asc() for column in columns))
    customers = reading.db.execute(query.limit(limit)).tuples().all()
    if is_search and not customers and after is None:
        return Page(_close(reading, shown), None)
    key = (customers[-1][-1], customers[-1][0]) if len(customers) == limit else None
    in_order = reversed(customers) if backwards else customers
    return Page(counted(reading, [CustomerRow(*columns[:-1]) for columns in in_order]), key)


def _close(reading: Reading, shown: CustomerFilter) -> tuple[CustomerRow, ...]:
    """Who may be meant when nobody is spelt as typed."""
    rows = suggest_customers(reading, typed=shown.text, limit=CLOSE_MOST)
    return tuple(row for row in rows if shown.takes(row.segment, row.activity))


def _conditions(reading: Reading, shown: CustomerFilter) -> list[ColumnElement[bool]]:
    conditions = [visible_customers(reading.actor)]
    if shown.segment is not None:
        conditions.append(Customer.segment == shown.segment)
    if shown.activity:
        conditions.append(Customer.activity_key == activity_key(shown.activity))
    return conditions


def count_customers(reading: Reading, *, shown: CustomerFilter = EVERYBODY) -> CustomerCount:
    """How many `list_customers` shows, stopping at `COUNT_LIMIT`."""
    is_search = bool(shown.text.strip())
    found = matching(reading.db, CUSTOMERS, shown.text) if is_search else None
    if is_search and found is None:
        return CustomerCount(0)
    query = select(literal(1)).select_from(Customer).where(*_conditions(reading, shown))
    if found is not None:
        query = query.join(found.words, found.id == Customer.id).where(found.condition)
    count = reading.db.execute(select(func.count()).select_from(query.limit(COUNT_LIMIT).subquery())).scalar_one()
    if is_search and not count:
        return CustomerCount(len(_close(reading, shown)), is_close=True)
    return CustomerCount(count)


def load_customer(reading: Reading, *, customer_id: int) -> CustomerCard:
    """A customer's page without its lists; of one that became part of another, that one's."""
    customer_id = standing(reading, customer_id)
    query = select(Customer).where(Customer.id == customer_id, visible_customers(reading.actor))
    customer = reading.db.execute(query).scalar_one()
    year_ago = reading.at - YEAR
    theirs = Case.customer_id == customer_id
    contacts = select(func.count(Contact.id)).join(Case, Case.id == Contact.case_id)
    in_year = select(func.count(Case.id), func.count(Case.repeats_id)).where(theirs, visible_cases(reading.actor))
    seen = (theirs, visible_cases(reading.actor))
    last = select(func.max(Contact.at)).join(Case, Case.id == Contact.case_id).where(*seen)
    first = select(func.min(Case.received_at)).where(*seen)
    (row,) = counted(reading, [told_of(customer)])
    cases, repeats = reading.db.execute(in_year.where(Case.received_at >= year_ago)).tuples().one()
    return CustomerCard(
        row=row,
        note=customer.note,
        since=min(customer.created_at, reading.db.execute(first).scalar() or customer.created_at),
        version=customer.version,
        contacts_in_year=reading.db.execute(contacts.where(*seen, Contact.at >= year_ago)).scalar_one(),
        cases_in_year=cases,
        repeats_in_year=repeats,
        last_contact_at=reading.db.execute(last).scalar(),
        phones=_phones(reading, customer_id),
        speakers=tuple(one.name for one in list_representatives(reading, customer_id=customer_id) if not one.ended_on),
    )


def _phones(reading: Reading, customer_id: int) -> tuple[str, ...]:
    query = select(CustomerTrace.typed, CustomerTrace.e164).order_by(CustomerTrace.id)
    query = query.where(CustomerTrace.customer_id == customer_id, CustomerTrace.kind == TraceKind.PHONE)
    return tuple(spaced(typed, number) for typed, number in reading.db.execute(query).tuples())


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
