"""The contact list of a survey to read: where it stands, its customers page by page, and who of them is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Select, func, or_, select

from csatdesk.domain.contact_lists import (
    DEFAULT_MANDATORY,
    ContactRow,
    LeftOut,
    ListColumn,
    ListContact,
    ListDraw,
    ListRules,
    ListState,
    is_frozen,
)
from csatdesk.domain.customers import TraceKind, traces
from csatdesk.domain.errors import NotFound
from csatdesk.domain.paging import PAGE_SIZE, Key, Page
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.staff import Right, require
from csatdesk.domain.surveys import Route, Sender, SurveyState
from csatdesk.operations.contacts.ways import is_email, quick_e164
from csatdesk.operations.surveys.list_counts import year_count
from csatdesk.operations.work import Reading
from csatdesk.store.base import batched
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import CustomerTrace
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_lists import ContactList, ListDrawing
from csatdesk.store.entities.survey_sending import SurveyAttempt, SurveyMessage
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.store.visible import visible_customers
from csatdesk.wording.contact_lists import known_headers, known_language_names

EXTRAS = 3


def load_list(reading: Reading, *, survey_id: int) -> ListState:
    """A survey without a list yet has an empty one."""
    require(reading.actor, Right.LEAD_SURVEYS)
    survey = survey_of(reading, survey_id)
    kept = list_of(reading, survey_id)
    count, sent = counts(reading, survey_id)
    addresses = [] if kept is not None and kept.submitted_at else stored_addresses(reading, survey_id)
    office = survey.office_id and reading.db.get_one(Office, survey.office_id).name
    return ListState(
        survey_id=survey_id,
        survey_name=survey.name,
        office_name=office or "",
        is_central=survey.sender is Sender.CENTRAL,
        mandatory=mandatory_of(kept),
        customer_count=count,
        sent_count=sent,
        refused_count=kept.refused_count if kept else 0,
        accepted_at=kept.accepted_at if kept else None,
        accepted_by=_name(reading, kept.accepted_by_id if kept else None),
        consent=kept.consent if kept else "",
        consent_at=kept.consent_at if kept else None,
        consent_by=_name(reading, kept.consent_by_id if kept else None),
        submitted_at=kept.submitted_at if kept else None,
        submitted_by=_name(reading, kept.submitted_by_id if kept else None),
        year=year_count(reading, survey, addresses),
        is_frozen=frozen(survey, sent),
        draws=_draws(reading, survey_id),
    )


def list_contacts(
    reading: Reading, *, survey_id: int, after: Key | None = None, limit: int = PAGE_SIZE, backwards: bool = False
) -> Page[ContactRow]:
    """In the order of the list."""
    require(reading.actor, Right.LEAD_SURVEYS)
    query = of_list(survey_id).where(Invitation.centre_id == reading.actor.centre_id)
    if after is not None:
        query = query.where(Invitation.id < after[0] if backwards else Invitation.id > after[0])
    query = query.order_by(Invitation.id.desc() if backwards else Invitation.id).limit(limit)
    found = reading.db.execute(query).scalars().all()
    known = known_customers(reading, found)
    rows = [_row(one, known.get(one.id)) for one in found]
    key = (found[-1].id,) if len(found) == limit else None
    return Page(tuple(reversed(rows) if backwards else rows), key)


def known_customers(reading: Reading, asked: Sequence[Invitation]) -> Mapping[int, tuple[int, str]]:
    """Invitation → the customer it belongs to, else the only one who has its e-mail, else its phone: a proposal."""
    linked = {one.id: one.customer_id for one in asked if one.customer_id is not None}
    free = [one for one in asked if one.customer_id is None]
    proposed = _by_traces(reading, free, TraceKind.PHONE) | _by_traces(reading, free, TraceKind.EMAIL)
    wanted = linked | proposed
    names = _names(reading, set(wanted.values()))
    return {one: (customer_id, names[customer_id]) for one, customer_id in wanted.items() if customer_id in names}


def _by_traces(reading: Reading, asked: Sequence[Invitation], kind: TraceKind) -> dict[int, int]:
    told = {one.id: told_of(reading, one, kind) for one in asked}
    owners = owners_of(reading, told.values(), kind)
    return {one: next(iter(owners[text])) for one, text in told.items() if len(owners.get(text, ())) == 1}


def owners_of(reading: Reading, told: Iterable[str], kind: TraceKind) -> dict[str, set[int]]:
    """E-mails, or phones as the world dials them → the customers who have them."""
    wanted = {_spelt(text, kind): text for text in told if text}
    owners: dict[str, set[int]] = {}
    for some in batched(sorted(wanted), 400):
        query = (
            select(CustomerTrace.told, CustomerTrace.e164, CustomerTrace.customer_id)
            .join(Customer, Customer.id == CustomerTrace.customer_id)
            .where(CustomerTrace.centre_id == reading.actor.centre_id, CustomerTrace.kind == kind)
            .where(CustomerTrace.told.in_(some), visible_customers(reading.actor))
        )
        for said, dialled, customer_id in reading.db.execute(query).tuples():
            text = said if kind is TraceKind.EMAIL else dialled
            if text:
                owners.setdefault(text, set()).add(customer_id)
    return owners


def _spelt(text: str, kind: TraceKind) -> str:
    """As traces are looked up: a phone without the country that it is dialled in, by which it is told afterwards."""
    return text if kind is TraceKind.EMAIL else next((one.told for one in traces("", phone=text)), "")


def told_of(reading: Reading, one: Invitation | ListContact, kind: TraceKind) -> str:
    if kind is TraceKind.PHONE:
        return quick_e164(one.phone, reading.centre.country) if one.phone else ""
    return next((trace.told for trace in traces("", email=one.address)), "")


def _names(reading: Reading, customer_ids: set[int]) -> dict[int, str]:
    names: dict[int, str] = {}
    for some in batched(sorted(customer_ids), 400):
        query = select(Customer.id, Customer.name).where(Customer.id.in_(some), visible_customers(reading.actor))
        names |= dict(reading.db.execute(query).tuples().all())
    return names


def _draws(reading: Reading, survey_id: int) -> tuple[ListDraw, ...]:
    """What was put onto the list from the known customers, the newest first."""
    query = (
        select(ListDrawing, Staff.name)
        .join(Staff, Staff.id == ListDrawing.by_id)
        .where(ListDrawing.survey_id == survey_id, ListDrawing.centre_id == reading.actor.centre_id)
        .order_by(ListDrawing.id.desc())
    )
    return tuple(told_draw(one, by) for one, by in reading.db.execute(query).tuples())


def told_draw(drawing: ListDrawing, by: str) -> ListDraw:
    left_out = {LeftOut(reason): count for reason, count in drawing.left_out.items()}
    return ListDraw(drawing.at, by, int(drawing.seed), drawing.matched, drawing.taken, left_out)


# parts that the commands use, too


def survey_of(reading: Reading, survey_id: int) -> Survey:
    survey = reading.db.get(Survey, survey_id)
    if survey is None or survey.centre_id != reading.actor.centre_id:
        raise NotFound()
    return survey


def list_of(reading: Reading, survey_id: int) -> ContactList | None:
    query = select(ContactList).where(
        ContactList.survey_id == survey_id, ContactList.centre_id == reading.actor.centre_id
    )
    return reading.db.execute(query).scalars().first()


def mandatory_of(kept: ContactList | None) -> frozenset[ListColumn]:
    return DEFAULT_MANDATORY if kept is None else frozenset(map(ListColumn, kept.mandatory))


def rules_of(reading: Reading, survey: Survey, route: Route = Route.EMAIL) -> ListRules:
    """What a file is held to, or a row of somebody the centre knows, who may be asked by post or phone."""
    rules = cell_rules(reading, survey, route)
    return replace(rules, headers=known_headers(), language_names=known_language_names())


def cell_rules(reading: Reading, survey: Survey, route: Route) -> ListRules:
    """The same without what columns and languages are called."""
    mandatory = mandatory_of(list_of(reading, survey.id))
    if route is Route.PHONE:
        mandatory = mandatory - {ListColumn.ADDRESS} | {ListColumn.PHONE}
    is_address = _is_any_address if route is Route.PAPER else is_email
    central = survey.sender is Sender.CENTRAL
    return ListRules({}, is_address, mandatory=mandatory, is_central=central)


def _is_any_address(text: str) -> bool:
    """Of e-mail, or of the post."""
    return is_email(text) if "@" in text else any(map(str.isalpha, text))


def of_list(survey_id: int) -> Select[tuple[Invitation]]:
    """The invitations that stand for rows of the list; those drawn from contacts have a case and its channel."""
    return select(Invitation).where(
        Invitation.survey_id == survey_id, Invitation.case_id.is_(None), Invitation.channel.is_(None)
    )


def counts(reading: Reading, survey_id: int) -> tuple[int, int]:
    """Customers on the list, and those among them who were asked."""
    counted = of_list(survey_id).with_only_columns(func.count(), func.count(Invitation.sent_at))
    count, sent = reading.db.execute(counted).one()
    return count, sent


def asked_ids(reading: Reading, survey_id: int, invitation_id: int | None = None) -> set[int]:
    """Those on the list whom a message, a call or an answer belongs to, also where none was sent."""
    rows = of_list(survey_id) if invitation_id is None else of_list(survey_id).where(Invitation.id == invitation_id)
    of_these = rows.with_only_columns(Invitation.id)
    answered = of_these.where(Invitation.disposition != Disposition.UNKNOWN)
    found = set(reading.db.execute(answered).scalars())
    for column in (SurveyMessage.invitation_id, SurveyAttempt.invitation_id):
        found |= set(reading.db.execute(select(column).where(column.in_(of_these))).scalars())
    return found


def stored_addresses(reading: Reading, survey_id: int) -> list[str]:
    """Where each is reached: of who is only called the phone."""
    found = of_list(survey_id).with_only_columns(Invitation.address, Invitation.phone)
    return [address or phone for address, phone in reading.db.execute(found).tuples()]


def frozen(survey: Survey, sent_count: int) -> bool:
    ended = survey.state is SurveyState.ENDED
    return is_frozen(is_central=survey.sender is Sender.CENTRAL, is_ended=ended, sent_count=sent_count)


def contact_in(one: Invitation) -> ListContact:
    first, second, third = [*one.extras, *([""] * EXTRAS)][:EXTRAS]
    return ListContact(
        one.first_name,
        one.last_name,
        one.address,
        one.company,
        one.language,
        one.phone,
        first,
        second,
        third,
        row=one.id,
    )


def _row(one: Invitation, known: tuple[int, str] | None) -> ContactRow:
    known_id, name = known or (None, "")
    return ContactRow(
        one.id, contact_in(one), one.sent_at is not None, known_id, name, one.customer_id is not None, one.version
    )


def _name(reading: Reading, staff_id: int | None) -> str:
    return "" if not staff_id else reading.db.execute(select(Staff.name).where(Staff.id == staff_id)).scalar_one()


def without_customer(survey_id: int) -> Select[tuple[Invitation]]:
    told = or_(Invitation.address != "", Invitation.phone != "")
    return of_list(survey_id).where(Invitation.customer_id.is_(None), told).order_by(Invitation.id)
