"""Drawing whom a survey asks: a pass once a minute looks at the contacts and closings that came since the last one.

Each gets its place in the frame of the rule once, whatever desk makes the pass, since its key stands there but once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Channel, CustomerKind, Segment
from csatdesk.domain.folding import fold
from csatdesk.domain.identity import new_identity
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_sampling import DrawingRule, Fate, Moment, group_of, is_drawn, longer_digest
from csatdesk.domain.surveys import Route, SurveyState, new_code
from csatdesk.operations.absences import today
from csatdesk.operations.topics.trees import load_topic_tree
from csatdesk.operations.work import Reading, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Contact, Customer
from csatdesk.store.entities.customers import Consent
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_sending import SurveyFrame, SurveyRule
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.store.visible import standing_cases
from csatdesk.system.mail import first_address

BATCH = 100
LATE_CONTACTS = 500  # ids: another desk may have written a smaller one a moment later
LATE_CLOSINGS = timedelta(minutes=15)  # for the same reason
CLOSED_KINDS = {
    Moment.REQUEST_CLOSED: (CaseKind.REQUEST,),
    Moment.COMPLAINT_CLOSED: (CaseKind.COMPLAINT, CaseKind.CLAIM),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One that could be drawn. `key`: of the contact, or of the case that was closed."""

    key: int
    channel: Channel
    staff_id: int | None
    case_id: int
    office_id: int
    topic_id: int | None
    segment: Segment | None
    customer_id: int


def rule_of(row: SurveyRule) -> DrawingRule:
    return DrawingRule(
        moment=row.moment,
        every=row.every,
        channels=tuple(map(Channel, row.channels)),
        office_ids=tuple(row.office_ids),
        topic_ids=tuple(row.topic_ids),
        route=row.route,
        wait_days=row.wait_days,
        gap_days=row.gap_days,
        needs_consent=row.needs_consent,
        sends_at_once=row.sends_at_once,
    )


# whether anything came


def draws_are_due(reading: Reading) -> bool:
    """Whether a contact or a closing came since the rules last looked."""
    rows = [row for row, _survey in _at_work(reading)]
    return any(map(partial(_has_news, reading), rows))


def _at_work(reading: Reading) -> list[tuple[SurveyRule, Survey]]:
    """Rules in force, of surveys that ask now."""
    day = today(reading)
    query = (
        select(SurveyRule, Survey)
        .join(Survey, Survey.id == SurveyRule.survey_id)
        .where(SurveyRule.centre_id == reading.actor.centre_id, SurveyRule.ended_at == FAR)
        .where(Survey.state == SurveyState.RUNNING)
        .where(or_(Survey.begins_on.is_(None), Survey.begins_on <= day))
        .where(or_(Survey.answer_by.is_(None), Survey.answer_by >= day))
        .order_by(SurveyRule.id)
    )
    return list(reading.db.execute(query).tuples())


def _has_news(reading: Reading, row: SurveyRule) -> bool:
    if row.moment.is_closing:
        query = select(Case.id).where(_of_centre(row), Case.closed_at > row.last_closed_at)
    else:
        query = select(Contact.id).where(Contact.id > row.last_contact_id)
    return reading.db.execute(query.limit(1)).first() is not None


def _of_centre(row: SurveyRule) -> ColumnElement[bool]:
    """By its offices, for which closings are indexed."""
    return Case.office_id.in_(select(Office.id).where(Office.centre_id == row.centre_id))


# the pass


def draw_invitations(work: Work) -> bool:
    """Look at a batch of what came, for each rule; whether more waits."""
    left = [_pass(work, row, survey) for row, survey in _at_work(work) if _has_news(work, row)]
    return any(left)


def _pass(work: Work, row: SurveyRule, survey: Survey) -> bool:
    newest = work.db.execute(select(func.max(Contact.id))).scalar() or 0
    found = [Candidate(*one) for one in work.db.execute(_candidates(work, row, survey)).tuples()]
    staff = _staff_names(work)
    for one in found:
        customer = work.db.get_one(Customer, one.customer_id)
        if fold(customer.name) not in staff:
            _consider(work, row, survey, one, customer)
    is_full = len(found) == BATCH
    if row.moment.is_closing:
        closed_at = work.db.get_one(Case, found[-1].case_id).closed_at if is_full else None
        row.last_closed_at = max(row.last_closed_at, closed_at or work.at)
    else:
        row.last_contact_id = max(row.last_contact_id, found[-1].key if is_full else newest)
    return is_full


def _staff_names(reading: Reading) -> set[str]:
    """Those of us who are customers too are not asked about our own work."""
    query = select(Staff.name).where(Staff.centre_id == reading.actor.centre_id)
    return {fold(name) for name in reading.db.execute(query).scalars()}


def _candidates(reading: Reading, row: SurveyRule, survey: Survey) -> Select[Any]:
    """What came since, in its order, that has no place in the frame yet."""
    query = _closings(row) if row.moment.is_closing else _contacts(row)
    key = Case.id if row.moment.is_closing else Contact.id
    known = exists().where(SurveyFrame.rule_id == row.id, SurveyFrame.key == key)
    query = query.join(Customer, Customer.id == Case.customer_id).where(
        ~known,
        standing_cases(row.centre_id),
        Case.import_id.is_(None),
        Customer.merged_into_id.is_(None),
        Customer.erased_at.is_(None),
        *_wanted(reading, row, survey),
    )
    return query.limit(BATCH)


def _contacts(row: SurveyRule) -> Select[Any]:
    columns = (Contact.id, Contact.channel, Contact.by_id, *_of_case())
    floor = max(row.first_contact_id, row.last_contact_id - LATE_CONTACTS)
    query: Select[Any] = select(*columns).join(Case, Case.id == Contact.case_id)
    query = query.where(Contact.id > floor).order_by(Contact.id)
    if row.moment is Moment.FIRST_CONTACT:
        before, sooner = aliased(Case), aliased(Contact)
        is_known = exists().where(before.customer_id == Case.customer_id, before.id < Case.id)
        is_later = exists().where(sooner.case_id == Case.id, sooner.id < Contact.id)
        query = query.where(~is_known, ~is_later)
    return query


def _closings(row: SurveyRule) -> Select[Any]:
    columns = (Case.id, Case.channel, func.coalesce(Case.owner_id, Case.taken_by_id), *_of_case())
    since = max(row.begun_at, row.last_closed_at - LATE_CLOSINGS)
    query: Select[Any] = select(*columns).where(_of_centre(row), Case.closed_at > since)
    kinds = CLOSED_KINDS.get(row.moment)
    if kinds is not None:
        query = query.where(Case.kind.in_(kinds))
    return query.order_by(Case.closed_at, Case.id)


def _of_case() -> tuple[Any, ...]:
    return (Case.id, Case.office_id, Case.topic_id, Case.segment, Case.customer_id)


def _wanted(reading: Reading, row: SurveyRule, survey: Survey) -> Iterator[ColumnElement[bool]]:
    if row.channels:
        channels = tuple(map(Channel, row.channels))
        yield (Case.channel if row.moment.is_closing else Contact.channel).in_(channels)
    if row.office_ids:
        yield Case.office_id.in_(row.office_ids)
    if survey.office_id is not None:
        yield Case.office_id == survey.office_id
    if row.topic_ids:
        tree = load_topic_tree(reading)
        below = {one for topic_id in row.topic_ids if topic_id in tree.topics for one in tree.below(topic_id)}
        yield Case.topic_id.in_(sorted(below | set(row.topic_ids)))


def _consider(work: Work, row: SurveyRule, survey: Survey, one: Candidate, customer: Customer) -> None:
    """Give it its place in the frame, and ask when it is drawn."""
    group = group_of(one.channel, one.office_id, one.topic_id)
    last = select(func.max(SurveyFrame.place)).where(SurveyFrame.rule_id == row.id, SurveyFrame.grouped == group)
    before = work.db.execute(last).scalar()
    place = 0 if before is None else before + 1
    fate = Fate.PASSED
    if is_drawn(place, seed=int(row.seed), group=group, every=row.every):
        fate = fate_of(work, rule_of(row), customer)
        if fate is Fate.ASKED:
            work.db.add(_invitation(work, row, survey, one, customer))
            work.changed.add(Kind.SURVEY)
    work.db.add(SurveyFrame(rule_id=row.id, key=one.key, grouped=group, place=place, fate=fate))
    row.frame_size, row.frame_digest = row.frame_size + 1, longer_digest(row.frame_digest, one.key, group, place)
    work.db.flush()


# who is asked


def fate_of(reading: Reading, rule: DrawingRule, customer: Customer) -> Fate:
    """Whether somebody who was drawn is to be asked, else why not."""
    if not reach_of(customer, rule.route):
        return Fate.NO_ADDRESS
    if _objects(reading, rule, customer.id):
        return Fate.NO_CONSENT
    if rule.gap_days and _asked_since(reading, customer.id, reading.at - timedelta(days=rule.gap_days)):
        return Fate.ASKED_LATELY
    return Fate.ASKED


def reach_of(customer: Customer, route: Route) -> str:
    """Where this customer is reached that way; "" nowhere."""
    if route is Route.EMAIL:
        return first_address(customer.email)
    return (customer.phone if route is Route.PHONE else customer.address).strip()


def _objects(reading: Reading, rule: DrawingRule, customer_id: int) -> bool:
    """No consent in force where one is needed; else one that was withdrawn, or a survey that was refused."""
    ends: Sequence[object] = (
        reading.db.execute(select(Consent.withdrawn_on).where(Consent.customer_id == customer_id)).scalars().all()
    )
    if not any(one is None for one in ends) and (rule.needs_consent or ends):
        return True
    refused = select(Invitation.id).where(
        Invitation.customer_id == customer_id, Invitation.disposition == Disposition.REFUSED
    )
    return reading.db.execute(refused.limit(1)).first() is not None


def _asked_since(reading: Reading, customer_id: int, since: datetime) -> bool:
    """By any survey; who is about to be asked by one that runs counts as asked."""
    waits = and_(Invitation.sent_at.is_(None), Survey.state == SurveyState.RUNNING)
    query = (
        select(Invitation.id)
        .join(Survey, Survey.id == Invitation.survey_id)
        .where(Invitation.customer_id == customer_id, or_(Invitation.sent_at > since, waits))
    )
    return reading.db.execute(query.limit(1)).first() is not None


def _invitation(work: Work, row: SurveyRule, survey: Survey, one: Candidate, customer: Customer) -> Invitation:
    is_person = customer.kind is CustomerKind.PERSON
    first, _blank, last = customer.name.strip().rpartition(" ")
    return Invitation(
        uid=new_identity(work.at),
        centre_id=row.centre_id,
        survey_id=survey.id,
        office_id=one.office_id,
        code=new_code(),
        route=row.route,
        first_name=first if is_person else "",
        last_name=last if is_person else "",
        company="" if is_person else customer.name,
        address=reach_of(customer, Route.EMAIL if row.route is Route.EMAIL else Route.PAPER),
        language=customer.language or survey.language,
        phone=customer.phone,
        extras=[],
        customer_id=customer.id,
        case_id=one.case_id,
        staff_id=one.staff_id,
        channel=one.channel,
        segment=one.segment,
        topic_id=one.topic_id,
        send_on=today(work) + timedelta(days=row.wait_days),
    )
