"""Which words customers and cases are found by."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.spelling import name_words
from csatdesk.operations.work import Work
from csatdesk.store.entities.cases import Case, CaseEvent
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import Representative
from csatdesk.store.search import CASES, CUSTOMERS, forget_spellings, learn_spellings, write_words

CASES_AT_ONCE = 500  # in one statement
TOLD = (Event.NOTE, Event.CONTACT)


def write_case_words(work: Work, case: Case) -> None:
    """Put the case's words into the full text: number, customer, what happened, notes, answer."""
    work.db.flush()
    customer = work.db.get(Customer, case.customer_id) if case.customer_id is not None else None
    query = select(CaseEvent.text).where(CaseEvent.case_id == case.id, CaseEvent.event.in_(TOLD))
    notes = work.db.execute(query).scalars()
    write_words(work.db, CASES, {case.id: [*case_texts(case), *customer_texts(customer), *notes]})


def case_texts(case: Case) -> list[str]:
    source = (case.source_number or "").partition(":")[2]
    return [case.number, case.text, case.remedy, case.sender_reference, case.answer_text, source]


def customer_texts(customer: Customer | None) -> list[str]:
    """What a customer, and every case of theirs, is found by."""
    if customer is None:
        return []
    return [customer.name, customer.phone, customer.email, customer.account, customer.meter_point]


def _speaking_for(work: Work, customer: Customer) -> list[str]:
    """Name and phone of whoever speaks for the customer."""
    query = select(Representative.name, Representative.phone).where(
        Representative.customer_id == customer.id, Representative.ended_on.is_(None)
    )
    return [text for found in work.db.execute(query).tuples() for text in found]


def write_own_words(work: Work, customer: Customer) -> None:
    """Put the customer's words into the full text: their own, and of who speaks for them."""
    work.db.flush()
    write_words(work.db, CUSTOMERS, {customer.id: [*customer_texts(customer), *_speaking_for(work, customer)]})


def write_customer_words(work: Work, customer: Customer, name_before: str = "") -> None:
    """Put the customer's words into the full text, and those of their cases."""
    write_own_words(work, customer)
    learn_spellings(work.db, name_words(customer.name))
    forget_spellings(work.db, set(name_words(name_before)).difference(name_words(customer.name)))
    told = customer_texts(customer)
    ids = work.db.execute(select(Case.id).where(Case.customer_id == customer.id)).scalars().all()
    for start in range(0, len(ids), CASES_AT_ONCE):
        _write_many(work, ids[start : start + CASES_AT_ONCE], told)


def _write_many(work: Work, case_ids: Sequence[int], told: Sequence[str]) -> None:
    """The words of many cases of one customer, who is found by what is `told`."""
    notes: defaultdict[int, list[str]] = defaultdict(list)
    query = select(CaseEvent.case_id, CaseEvent.text)
    query = query.where(CaseEvent.case_id.in_(case_ids), CaseEvent.event.in_(TOLD))
    for case_id, text in work.db.execute(query).tuples():
        notes[case_id].append(text)
    cases = work.db.execute(select(Case).where(Case.id.in_(case_ids))).scalars()
    write_words(work.db, CASES, {one.id: [*case_texts(one), *told, *notes[one.id]] for one in cases})
