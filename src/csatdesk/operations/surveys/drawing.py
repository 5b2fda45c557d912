"""Drawing whom a survey asks: a pass once a minute looks at the contacts and closings that came since the last one.

Each gets its place in the frame of the rule once, whatever desk makes the pass, since its key stands there but once.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Channel, CustomerKind, Segment
from csatdesk.domain.folding import fold
from csatdesk.domain.identity import new_identity
from csatdesk.domain.survey_sampling import DrawingRule, Fate, Moment, group_of, is_drawn, longer_digest
from csatdesk.domain.surveys import Route, SurveyState, new_code
from csatdesk.operations.absences import today
from csatdesk.operations.surveys.reaching import fate_of, listed_since, reach_of
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.topics.trees import load_topic_tree
from csatdesk.operations.work import Reading, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Contact, Customer
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_sending import SurveyFrame, SurveyRule
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.store.visible import standing_cases

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


def begin_rules(work: Work, survey_id: int) -> None:
    """A survey that starts asks about what comes from now on, however long its rule has stood."""
    rows = work.db.execute(select(SurveyRule).where(SurveyRule.survey_id == survey_id, SurveyRule.ended_at == FAR))
    for row in rows.scalars():
        row.begun_at = row.last_closed_at = work.at
        row.first_contact_id = row.last_contact_id = newest_contact(work)


def newest_contact(reading: Reading) -> int:
    return reading.db.execute(select(func.max(Contact.id))).scalar() or 0


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
    """Those that came late stand apart, so that however many of them are never asked, what is new has its turn."""
    newest = newest_contact(work)
    query = _candidates(work, row, survey)
    is_new = Case.closed_at > row.last_closed_at if row.moment.is_closing else Contact.id > row.last_contact_id
    late = [Candidate(*one) for one in work.db.execute(query.where(~is_new)).tuples()]
    new = [Candidate(*one) for one in work.db.execute(query.where(is_new).limit(BATCH)).tuples()]
    _consider_all(work, row, survey, [*late, *new])
    is_full = len(new) == BATCH
    if row.moment.is_closing:
        closed_at = work.db.get_one(Case, new[-1].case_id).closed_at if is_full else None
        row.last_closed_at = max(row.last_closed_at, closed_at or work.at)
    else:
        row.last_contact_id = max(row.last_contact_id, new[-1].key if is_full else newest)
    return is_full


def _consider_all(work: Work, row: SurveyRule, survey: Survey, found: Sequence[Candidate]) -> None:
    ids, staff = {one.customer_id for one in found}, staff_names(work)
    query = select(Customer).where(Customer.id.in_(ids))
    customers = {one.id: one for one in work.db.execute(query).scalars()}
    since = work.at - timedelta(days=row.gap_days)
    listed = listed_since(work, customers.values(), since) if row.gap_days else frozenset()
    for one in found:
        customer = customers[one.customer_id]
        if fold(customer.name) not in staff:
            _consider(work, row, survey, one, customer, listed=listed)


def staff_names(reading: Reading) -> set[str]:
    """Those of us who are customers too are not asked about our own work."""
    query = select(Staff.name).where(Staff.centre_id == reading.actor.centre_id)
    return {fold(name) for name in reading.db.execute(query).scalars()}


def _candidates(reading: Reading, row: SurveyRule, survey: Survey) -> Select[Any]:
    """What came since, in its order, that has no place in the frame yet."""
    query = _closings(row) if row.moment.is_closing else _contacts(row)
    key = Case.id if row.moment.is_closing else Contact.id
    known = exists().where(SurveyFrame.rule_id == row.id, SurveyFrame.key == key)
    return query.join(Customer, Customer.id == Case.customer_id).where(
        ~known,
        standing_cases(row.centre_id),
        Case.import_id.is_(None),
        Customer.merged_into_id.is_(None),
        Customer.erased_at.is_(None),
        *_wanted(reading, row, survey),
    )


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
    if survey.begins_on is not None:
        begins_at = midnight(survey.begins_on, ZoneInfo(reading.centre.zone))
        yield (Case.closed_at if row.moment.is_closing else Contact.at) >= begins_at
    if survey.office_id is not None:
        yield Case.office_id == survey.office_id
    if row.topic_ids:
        yield Case.topic_id.in_(with_below(reading, row.topic_ids))


def with_below(reading: Reading, topic_ids: Collection[int]) -> list[int]:
    tree = load_topic_tree(reading)
    below = {one for topic_id in topic_ids if topic_id in tree.topics for one in tree.below(topic_id)}
    return sorted(below | set(topic_ids))


def _consider(
    work: Work, row: SurveyRule, survey: Survey, one: Candidate, customer: Customer, *, listed: frozenset[str]
) -> None:
    """Give it its place in the frame, and ask when it is drawn."""
    group = group_of(one.channel, one.office_id, one.topic_id)
    last = select(func.max(SurveyFrame.place)).where(SurveyFrame.rule_id == row.id, SurveyFrame.grouped == group)
    before = work.db.execute(last).scalar()
    place = 0 if before is None else before + 1
    fate = Fate.PASSED
    if is_drawn(place, seed=int(row.seed), group=group, every=row.every):
        fate = fate_of(work, rule_of(row), customer, listed)
        if fate is Fate.ASKED:
            work.db.add(_invitation(work, row, survey, one, customer))
            work.changed.add(Kind.SURVEY)
    work.db.add(SurveyFrame(rule_id=row.id, key=one.key, grouped=group, place=place, fate=fate))
    row.frame_size, row.frame_digest = row.frame_size + 1, longer_digest(row.frame_digest, one.key, group, place)
    work.db.flush()


# who is asked


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
