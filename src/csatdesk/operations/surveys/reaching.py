"""Whether somebody may be asked: where they are reached, whether they said no, whether they were asked lately.

One person may stand in the books several times: merged into another, with the same e-mail under another name, or only
in a contact list.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from csatdesk.domain.customers import TraceKind
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_sampling import DrawingRule, Fate
from csatdesk.domain.surveys import Route, SurveyState
from csatdesk.operations.work import Reading
from csatdesk.store.base import batched
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import Consent, CustomerTrace
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.system.mail import first_address

ROWS_MOST = 400  # in one statement


def fate_of(reading: Reading, rule: DrawingRule, customer: Customer, listed: Collection[str]) -> Fate:
    """Whether somebody who was drawn is to be asked, else why not. `listed`: see `listed_since`."""
    if not reach_of(customer, rule.route):
        return Fate.NO_ADDRESS
    if objects(reading, customer.id, needs_consent=rule.needs_consent):
        return Fate.NO_CONSENT
    if rule.gap_days:
        since = reading.at - timedelta(days=rule.gap_days)
        is_listed = first_address(customer.email).lower() in listed
        if is_listed or asked_lately(reading, [customer.id], since):
            return Fate.ASKED_LATELY
    return Fate.ASKED


def reach_of(customer: Customer, route: Route) -> str:
    """Where this customer is reached that way; "" nowhere."""
    if route is Route.EMAIL:
        return first_address(customer.email)
    return (customer.phone if route is Route.PHONE else customer.address).strip()


def objects(reading: Reading, customer_id: int, *, needs_consent: bool = False) -> bool:
    """As `objecting`, of one, who may be part of another by now."""
    standing = reading.db.get_one(Customer, customer_id)
    while standing.merged_into_id is not None:
        standing = reading.db.get_one(Customer, standing.merged_into_id)
    return bool(objecting(reading, [standing.id], needs_consent=needs_consent))


def objecting(reading: Reading, customer_ids: Collection[int], *, needs_consent: bool = False) -> set[int]:
    """Those without a consent in force where one is needed; else those with one that was withdrawn. And those who
    refused a survey.
    """
    owners = with_merged(reading, customer_ids)
    refused = select(Invitation.customer_id).where(Invitation.disposition == Disposition.REFUSED)
    said_no: set[int] = set()
    ends: dict[int, set[object]] = {one: set() for one in customer_ids}
    for some in batched(owners, ROWS_MOST):
        of_these = select(Consent.customer_id, Consent.withdrawn_on).where(Consent.customer_id.in_(some))
        for of, withdrawn_on in reading.db.execute(of_these).tuples():
            ends[owners[of]].add(withdrawn_on)
        of_refused = reading.db.execute(refused.where(Invitation.customer_id.in_(some))).scalars()
        said_no |= {owners[one] for one in of_refused if one is not None}
    return said_no | {one for one, of in ends.items() if None not in of and (needs_consent or of)}


def asked_lately(
    reading: Reading, customer_ids: Collection[int], since: datetime, *, but_survey_id: int | None = None
) -> set[int]:
    """Those whom a survey asked, or is about to ask, under whatever name they stand in the books: also who was merged
    into them, or has the same e-mail.
    """
    owners = _alike(reading, customer_ids)
    query = (
        select(Invitation.customer_id)
        .join(Survey, Survey.id == Invitation.survey_id)
        .where(_counts_as_asked(since), Invitation.survey_id != (but_survey_id or 0))
    )
    found: set[int] = set()
    for some in batched(owners, ROWS_MOST):
        for one in reading.db.execute(query.where(Invitation.customer_id.in_(some))).scalars():
            found |= owners[one] if one is not None else set()
    return found


def _alike(reading: Reading, customer_ids: Collection[int]) -> dict[int, set[int]]:
    """Everybody who is the same person as one of these → whom of these."""
    alike: dict[int, set[int]] = {one: {one} for one in customer_ids}
    bearers: dict[tuple[int, str], set[int]] = {}
    mails = select(CustomerTrace.customer_id, CustomerTrace.centre_id, CustomerTrace.told)
    mails = mails.where(CustomerTrace.kind == TraceKind.EMAIL)
    for some in batched(customer_ids, ROWS_MOST):
        for one, centre_id, told in reading.db.execute(mails.where(CustomerTrace.customer_id.in_(some))).tuples():
            bearers.setdefault((centre_id, told), set()).add(one)
    for keys in batched(bearers, ROWS_MOST):
        centres, told_by = {centre_id for centre_id, _told in keys}, [told for _centre_id, told in keys]
        same = mails.where(CustomerTrace.centre_id.in_(centres), CustomerTrace.told.in_(told_by))
        for one, centre_id, told in reading.db.execute(same).tuples():
            alike[one] = alike.get(one, set()) | bearers.get((centre_id, told), set())
    level = list(alike)
    while level:
        parts = _merged_into(reading, level)
        for one, into in parts:
            alike[one] = alike.get(one, set()) | alike[into]
        level = [one for one, _into in parts]
    return alike


def with_merged(reading: Reading, customer_ids: Collection[int]) -> dict[int, int]:
    """These and all who were merged into them → into whom of these."""
    found = {one: one for one in customer_ids}
    level = list(found)
    while level:
        parts = _merged_into(reading, level)
        found |= {one: found[into] for one, into in parts}
        level = [one for one, _into in parts]
    return found


def _merged_into(reading: Reading, customer_ids: Collection[int]) -> list[tuple[int, int]]:
    """Who became part of one of these, and of whom."""
    parts: list[tuple[int, int]] = []
    for some in batched(customer_ids, ROWS_MOST):
        query = select(Customer.id, Customer.merged_into_id).where(Customer.merged_into_id.in_(some))
        parts += [(one, into) for one, into in reading.db.execute(query).tuples() if into is not None]
    return parts


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
    query = _listed(reading, since).where(func.lower(Invitation.address).in_(sorted(wanted)))
    return frozenset(reading.db.execute(query).scalars())


def all_listed_since(reading: Reading, since: datetime) -> frozenset[str]:
    """The same of everybody, for many customers."""
    return frozenset(reading.db.execute(_listed(reading, since).where(Invitation.address != "")).scalars())


def _listed(reading: Reading, since: datetime) -> Select[tuple[str]]:
    return (
        select(func.lower(Invitation.address))
        .join(Survey, Survey.id == Invitation.survey_id)
        .where(Survey.centre_id == reading.actor.centre_id, Invitation.customer_id.is_(None))
        .where(_counts_as_asked(since))
    )
