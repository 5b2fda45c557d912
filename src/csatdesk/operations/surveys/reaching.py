"""Whether somebody may be asked: where they are reached, whether they said no, whether they were asked lately.

One person may stand in the books several times: merged into another, with the same e-mail under another name, or only
in a contact list.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from csatdesk.domain.customers import TraceKind
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_sampling import DrawingRule, Fate
from csatdesk.domain.surveys import Route, SurveyState
from csatdesk.operations.work import Reading
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import Consent, CustomerTrace
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.system.mail import first_address


def fate_of(reading: Reading, rule: DrawingRule, customer: Customer, listed: Collection[str]) -> Fate:
    """Whether somebody who was drawn is to be asked, else why not. `listed`: see `listed_since`."""
    if not reach_of(customer, rule.route):
        return Fate.NO_ADDRESS
    if objects(reading, customer.id, needs_consent=rule.needs_consent):
        return Fate.NO_CONSENT
    if rule.gap_days:
        since = reading.at - timedelta(days=rule.gap_days)
        is_listed = first_address(customer.email).lower() in listed
        if is_listed or _asked_since(reading, _same_person(reading, customer), since):
            return Fate.ASKED_LATELY
    return Fate.ASKED


def reach_of(customer: Customer, route: Route) -> str:
    """Where this customer is reached that way; "" nowhere."""
    if route is Route.EMAIL:
        return first_address(customer.email)
    return (customer.phone if route is Route.PHONE else customer.address).strip()


def _same_person(reading: Reading, customer: Customer) -> set[int]:
    """Them, who was merged into them, and who has the same e-mail."""
    told = select(CustomerTrace.told).where(
        CustomerTrace.customer_id == customer.id, CustomerTrace.kind == TraceKind.EMAIL
    )
    alike = select(CustomerTrace.customer_id).where(
        CustomerTrace.centre_id == customer.centre_id,
        CustomerTrace.kind == TraceKind.EMAIL,
        CustomerTrace.told.in_(told),
    )
    return _with_merged(reading, {customer.id, *reading.db.execute(alike).scalars()})


def _with_merged(reading: Reading, customer_ids: set[int]) -> set[int]:
    found = level = customer_ids
    while level:
        merged = select(Customer.id).where(Customer.merged_into_id.in_(level))
        level = set(reading.db.execute(merged).scalars()) - found
        found = found | level
    return found


def objects(reading: Reading, customer_id: int, *, needs_consent: bool = False) -> bool:
    """No consent in force where one is needed; else one that was withdrawn, or a survey that was refused."""
    standing = reading.db.get_one(Customer, customer_id)
    while standing.merged_into_id is not None:
        standing = reading.db.get_one(Customer, standing.merged_into_id)
    same = _with_merged(reading, {standing.id})
    ends: Sequence[object] = (
        reading.db.execute(select(Consent.withdrawn_on).where(Consent.customer_id.in_(same))).scalars().all()
    )
    if not any(one is None for one in ends) and (needs_consent or ends):
        return True
    refused = select(Invitation.id).where(
        Invitation.customer_id.in_(same), Invitation.disposition == Disposition.REFUSED
    )
    return reading.db.execute(refused.limit(1)).first() is not None


def _asked_since(reading: Reading, customer_ids: Collection[int], since: datetime) -> bool:
    """By any survey."""
    query = (
        select(Invitation.id)
        .join(Survey, Survey.id == Invitation.survey_id)
        .where(Invitation.customer_id.in_(customer_ids), _counts_as_asked(since))
    )
    return reading.db.execute(query.limit(1)).first() is not None


def _counts_as_asked(since: datetime) -> ColumnElement[bool]:
    """Who is about to be asked by a survey that runs counts too."""
    return or_(Invitation.sent_at > since, and_(Invitation.sent_at.is_(None), Survey.state == SurveyState.RUNNING))


def listed_since(reading: Reading, customers: Iterable[Customer], since: datetime) -> frozenset[str]:
    """Of the e-mails of these customers those that a contact list asked of which nobody said whose they are, in small
    letters.
    """
    wanted = {first_address(one.email).lower() for one in customers} - {""}
    if not wanted:
        return frozenset()
    query = (
        select(func.lower(Invitation.address))
        .join(Survey, Survey.id == Invitation.survey_id)
        .where(Survey.centre_id == reading.actor.centre_id, Invitation.customer_id.is_(None))
        .where(_counts_as_asked(since), func.lower(Invitation.address).in_(sorted(wanted)))
    )
    return frozenset(reading.db.execute(query).scalars())
