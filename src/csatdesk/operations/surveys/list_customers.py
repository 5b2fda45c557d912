"""Customers the centre knows, for a contact list: who is chosen, and who of them can be asked, some at a time."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, func, select

from csatdesk.domain.changes import Progress
from csatdesk.domain.contact_checks import check_rows
from csatdesk.domain.contact_lists import (
    COLUMNS,
    FaultKind,
    LeftOut,
    ListColumn,
    ListContact,
    ListRow,
    ListRules,
    address_key,
    contact_of,
    row_of,
)
from csatdesk.domain.contacts import CustomerKind
from csatdesk.domain.customers import several
from csatdesk.domain.folding import fold
from csatdesk.domain.list_drawing import CustomerChoice, WeighedCustomer
from csatdesk.domain.surveys import Route
from csatdesk.operations.absences import today
from csatdesk.operations.contacts.ways import quick_e164
from csatdesk.operations.cuts import activity_key
from csatdesk.operations.surveys.drawing import staff_names, with_below
from csatdesk.operations.surveys.list_queries import cell_rules, of_list
from csatdesk.operations.surveys.reaching import all_listed_since, asked_lately, objecting, reach_of
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import GONE, Case
from csatdesk.store.entities.contacts import Contact, Customer
from csatdesk.store.entities.customers import Representative
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.store.visible import visible_customers
from csatdesk.system.mail import first_address

Read = Callable[[], AbstractContextManager[Reading]]
WINDOW = 5_000  # ids looked through at a time, in some hundredths of a second


# who is chosen


def matching_ids(read: Read, choice: CustomerChoice, progress: Progress) -> list[int]:
    """All who fit, in the order of their ids. `progress` hears how many ids are behind us."""
    with read() as reading:
        last = reading.db.execute(select(func.max(Customer.id))).scalar() or 0
    found: list[int] = []
    for low in range(0, last, WINDOW):
        progress(low, 2 * last)  # as much again is to come
        with read() as reading:
            query = select(Customer.id).where(*_fitting(reading, choice))
            query = query.where(Customer.id > low, Customer.id <= low + WINDOW).order_by(Customer.id)
            found += reading.db.execute(query).scalars()
    return found


def _fitting(reading: Reading, choice: CustomerChoice) -> Iterator[ColumnElement[bool]]:
    yield visible_customers(reading.actor)
    if choice.segments:
        yield Customer.segment.in_(choice.segments)
    if choice.kind is not None:
        yield Customer.kind == choice.kind
    if choice.languages:
        yield Customer.language.in_(choice.languages)
    if choice.activity:
        yield Customer.activity_key == activity_key(choice.activity)
    if choice.asks_contact:
        yield exists().where(Case.customer_id == Customer.id, *_of_contact(reading, choice))


def _of_contact(reading: Reading, choice: CustomerChoice) -> Iterator[ColumnElement[bool]]:
    """Of one contact all of it."""
    yield Contact.case_id == Case.id
    yield Case.is_open + 0 < GONE  # + 0: each customer's own cases are gone through, by no other index
    first, last = _days(choice, today(reading))
    zone = ZoneInfo(reading.centre.zone)
    if first is not None:
        yield Contact.at >= midnight(first, zone)
    if last is not None:
        yield Contact.at < midnight(last + timedelta(days=1), zone)
    if choice.channels:
        yield Contact.channel.in_(choice.channels)
    if choice.office_ids:
        yield Case.office_id.in_(choice.office_ids)
    if choice.topic_ids:
        yield Case.topic_id.in_(with_below(reading, choice.topic_ids))


def _days(choice: CustomerChoice, day: date) -> tuple[date | None, date | None]:
    if choice.days is not None:
        return day - timedelta(days=choice.days), None
    return choice.first_on, choice.last_on


# who of them can be asked


@dataclass(slots=True)
class Weigher:
    """What holds for all of a choice, read once; `reached`: where somebody is reached already."""

    survey_id: int
    choice: CustomerChoice
    rules: ListRules
    country: str
    since: datetime
    ours: set[str]
    listed: frozenset[str]
    on_list: set[int]
    reached: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, reading: Reading, survey: Survey, choice: CustomerChoice) -> "Weigher":
        since = reading.at - timedelta(days=choice.gap_days)
        rows = of_list(survey.id).with_only_columns(Invitation.customer_id, Invitation.address, Invitation.phone)
        listed = reading.db.execute(rows).tuples().all()
        made = cls(
            survey_id=survey.id,
            choice=choice,
            rules=cell_rules(reading, survey, choice.route),
            country=reading.centre.country,
            since=since,
            ours=staff_names(reading),
            listed=all_listed_since(reading, since) if choice.gap_days else frozenset(),
            on_list={customer_id for customer_id, _address, _phone in listed if customer_id is not None},
        )
        made.reached = {made._key(address, phone) for _id, address, phone in listed} - {""}
        return made

    def weigh(self, reading: Reading, customer_ids: Sequence[int]) -> Iterator[WeighedCustomer]:
        """In this order, of at most as many as fit into one statement."""
        query = select(Customer).where(Customer.id.in_(customer_ids), visible_customers(reading.actor))
        found = {one.id: one for one in reading.db.execute(query).scalars()}
        customers = [found[one] for one in customer_ids if one in found]
        speakers = _speakers(reading, [one.id for one in customers if one.kind is CustomerKind.ORGANISATION])
        said_no = objecting(reading, found.keys(), needs_consent=self.choice.needs_consent)
        lately = asked_lately(reading, found.keys() - said_no, self.since) if self.choice.gap_days else set()
        for one in customers:
            mail = first_address(one.email)  # worked out once: it takes longer than all else
            contact = self._contact(one, mail, speakers.get(one.id, ""))
            weighed = WeighedCustomer(one.id, one.name, contact, one.segment)
            reason = self._reason(one, mail, said_no, lately)
            yield replace(weighed, reason=reason) if reason is not None else self._checked(weighed)

    def _reason(self, one: Customer, mail: str, said_no: set[int], lately: set[int]) -> LeftOut | None:
        if fold(one.name) in self.ours:
            return LeftOut.OURS
        if one.id in self.on_list:
            return LeftOut.ON_LIST
        if not (mail if self.choice.route is Route.EMAIL else reach_of(one, self.choice.route)):
            return LeftOut.NO_WAY
        if one.id in said_no:
            return LeftOut.NO_CONSENT
        if one.id in lately or mail.lower() in self.listed:
            return LeftOut.ASKED_LATELY
        return None

    def _checked(self, weighed: WeighedCustomer) -> WeighedCustomer:
        """As a row of a file is. What nobody asks for and is wrong stays empty."""
        faults, _warnings = check_rows([row_of(weighed.contact, weighed.id)], self.rules)
        asked = [one for one in faults if self._is_asked(ListColumn(one.column))]
        if asked:
            lacks = any(one.kind is FaultKind.MISSING for one in asked)
            return replace(weighed, reason=LeftOut.LACKING if lacks else LeftOut.FAULTY, faults=tuple(asked))
        contact = _without(weighed.contact, {one.column for one in faults})
        key = self._key(contact.address, contact.phone)
        if key in self.reached:
            return replace(weighed, reason=LeftOut.TWICE)
        self.reached.add(key)
        return replace(weighed, contact=contact)

    def _is_asked(self, column: ListColumn) -> bool:
        way = ListColumn.PHONE if self.choice.route is Route.PHONE else ListColumn.ADDRESS
        return column in self.rules.mandatory or column is way

    def _key(self, address: str, phone: str) -> str:
        """Where somebody is reached, in one spelling."""
        if self.choice.route is Route.PHONE:
            return quick_e164(phone, self.country) or "".join(filter(str.isdigit, phone))
        return address_key(address) if self.choice.route is Route.EMAIL else " ".join(fold(address).split())

    def _contact(self, one: Customer, mail: str, speaker: str) -> ListContact:
        """An organisation is asked by way of the one who speaks for it."""
        is_person = one.kind is CustomerKind.PERSON
        first, _blank, last = (one.name if is_person else speaker).strip().rpartition(" ")
        by_post = self.choice.route is Route.PAPER
        cells = {
            ListColumn.FIRST_NAME: first,
            ListColumn.LAST_NAME: last,
            ListColumn.ADDRESS: one.address if by_post else mail,
            ListColumn.COMPANY: "" if is_person else one.name,
            ListColumn.LANGUAGE: one.language,
            ListColumn.PHONE: next(iter(several(one.phone)), ""),
            ListColumn.EXTRA_3: one.account,
        }
        return contact_of(ListRow(one.id, tuple(" ".join(cells.get(column, "").split()) for column in COLUMNS)))


def _without(contact: ListContact, columns: Collection[str]) -> ListContact:
    row = row_of(contact, contact.row)
    cells = (text if column.value not in columns else "" for column, text in zip(COLUMNS, row.cells, strict=True))
    return contact_of(ListRow(contact.row, tuple(cells)))


def _speakers(reading: Reading, customer_ids: Sequence[int]) -> Mapping[int, str]:
    """Who speaks for each now, where it is one alone."""
    query = select(Representative.customer_id, Representative.name).where(
        Representative.customer_id.in_(customer_ids), Representative.ended_on.is_(None)
    )
    names: dict[int, set[str]] = {}
    for customer_id, name in reading.db.execute(query).tuples():
        names.setdefault(customer_id, set()).add(name)
    return {customer_id: next(iter(of)) for customer_id, of in names.items() if len(of) == 1}
