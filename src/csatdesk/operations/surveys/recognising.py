"""Who on a contact list is a customer the centre knows: the same name with the same e-mail or phone, and one alone.

Two people with one phone are two, so that a name alone, or a phone alone, ties nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from csatdesk.domain.contact_checks import shortened
from csatdesk.domain.contact_lists import Fault, FaultKind, ListColumn, ListContact
from csatdesk.domain.contacts import CustomerKind, Segment
from csatdesk.domain.customers import TraceKind
from csatdesk.domain.folding import fold
from csatdesk.domain.list_drawing import GAP_USUAL
from csatdesk.domain.marks import N_
from csatdesk.operations.surveys.list_queries import owners_of, told_of
from csatdesk.operations.surveys.reaching import asked_lately, objecting
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR, batched
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.survey_lists import ListDrawing
from csatdesk.store.entities.survey_sending import SurveyRule
from csatdesk.store.entities.surveys import Survey
from csatdesk.store.visible import visible_customers

OBJECTS = N_("{name} does not wish to be asked: a consent was withdrawn, or a survey refused. Take this customer out.")
ASKED_LATELY = N_("{name} was asked within the last {days} days, or is about to be. Take this customer out.")
ROWS_MOST = 400  # in one statement


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    id: int
    name: str
    segment: Segment
    kind: CustomerKind

    @property
    def folded(self) -> str:
        return fold(self.name)


def recognise(reading: Reading, contacts: Sequence[ListContact]) -> Mapping[int, KnownCustomer]:
    """Place among `contacts` → who it is, where that is certain."""
    mails = [told_of(reading, one, TraceKind.EMAIL) for one in contacts]
    phones = [told_of(reading, one, TraceKind.PHONE) for one in contacts]
    by_mail, by_phone = owners_of(reading, mails, TraceKind.EMAIL), owners_of(reading, phones, TraceKind.PHONE)
    known = customers_by_id(reading, set().union(*by_mail.values(), *by_phone.values()))
    found: dict[int, KnownCustomer] = {}
    for place, (one, mail, phone) in enumerate(zip(contacts, mails, phones, strict=True)):
        sharing = by_mail.get(mail, set()) | by_phone.get(phone, set())
        same = [known[customer_id] for customer_id in sharing if customer_id in known]
        named = [customer for customer in same if _is_named(customer, one)]
        if len(named) == 1:
            found[place] = named[0]
    return found


def known_faults(reading: Reading, survey: Survey, contacts: Sequence[ListContact]) -> tuple[Fault, ...]:
    """Who on the list must not be asked, at the cell of the address: who objected, and who was asked lately."""
    known = recognise(reading, contacts)
    ids = {one.id for one in known.values()}
    said_no, days = objecting(reading, ids), quiet_days(reading, survey.id)
    since = reading.at - timedelta(days=days)
    lately = asked_lately(reading, ids - said_no, since, but_survey_id=survey.id) if days else set()
    return tuple(
        _fault(contacts[place], one, days, objects=one.id in said_no)
        for place, one in sorted(known.items())
        if one.id in said_no or one.id in lately
    )


def quiet_days(reading: Reading, survey_id: int) -> int:
    """Within which nobody is asked again: as its list was drawn last, else as its rule says, else as is usual."""
    of_list = select(ListDrawing.gap_days).where(ListDrawing.survey_id == survey_id).order_by(ListDrawing.id.desc())
    of_rule = select(SurveyRule.gap_days).where(SurveyRule.survey_id == survey_id, SurveyRule.ended_at == FAR)
    for query in (of_list, of_rule):
        days = reading.db.execute(query.limit(1)).scalar()
        if days is not None:
            return days
    return GAP_USUAL


def _fault(contact: ListContact, known: KnownCustomer, days: int, *, objects: bool) -> Fault:
    kind = FaultKind.OBJECTS if objects else FaultKind.ASKED_LATELY
    values = {"name": shortened(known.name), "days": days}
    return Fault(
        contact.row,
        ListColumn.ADDRESS.value,
        kind,
        contact.address,
        OBJECTS if objects else ASKED_LATELY,
        values,
    )


def _is_named(customer: KnownCustomer, contact: ListContact) -> bool:
    """By the name of the person in either order; of an organisation by that of the company."""
    if customer.kind is CustomerKind.ORGANISATION:
        return bool(contact.company) and customer.folded == fold(contact.company)
    first, last = contact.first_name, contact.last_name
    return customer.folded in {fold(f"{first} {last}".strip()), fold(f"{last} {first}".strip())}


def customers_by_id(reading: Reading, customer_ids: set[int]) -> dict[int, KnownCustomer]:
    columns = (Customer.id, Customer.name, Customer.segment, Customer.kind)
    found: dict[int, KnownCustomer] = {}
    for some in batched(sorted(customer_ids), ROWS_MOST):
        query = select(*columns).where(Customer.id.in_(some), visible_customers(reading.actor))
        found |= {row[0]: KnownCustomer(*row) for row in reading.db.execute(query).tuples()}
    return found
