"""Changing the contact list of a survey: taken over whole, mended by hand, frozen once sent."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import delete

from csatdesk.domain.changes import Kind
from csatdesk.domain.contact_checks import check_rows
from csatdesk.domain.contact_lists import (
    ALWAYS_NEEDED,
    DEFAULT_MANDATORY,
    ContactAsked,
    Fault,
    ListColumn,
    ListContact,
    ListFrozen,
    NoColumnNeeded,
    address_key,
    row_of,
)
from csatdesk.domain.contacts import Segment
from csatdesk.domain.errors import ChangedByOther, NotFound, Refusal
from csatdesk.domain.identity import new_identity
from csatdesk.domain.list_recheck import ListChange, change_between
from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_setup import Area
from csatdesk.domain.surveys import Route, SurveyState, new_code
from csatdesk.operations.surveys.confirming import take_back
from csatdesk.operations.surveys.list_queries import (
    asked_ids,
    contact_in,
    counts,
    frozen,
    known_customers,
    list_of,
    of_list,
    rules_of,
    survey_of,
    without_customer,
)
from csatdesk.operations.surveys.recognising import KnownCustomer, customers_by_id, known_faults, recognise
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.base import batched
from csatdesk.store.entities.survey_lists import ContactList
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.store.rows import insert_rows
from csatdesk.wording.contact_lists import fault_reason

ROWS_MOST = 400  # in one statement
COLUMNS = (
    "uid",
    "centre_id",
    "survey_id",
    "office_id",
    "code",
    "route",
    "first_name",
    "last_name",
    "address",
    "company",
    "language",
    "phone",
    "extras",
    "customer_id",
    "segment",
    "reminders",
    "is_delivered",
    "disposition",
    "version",
)


class CellRefused(Refusal):
    """What the check of a list says of one cell, at the field of the same name."""

    text = N_("{reason}")


class AlreadyOnList(Refusal):
    text = N_("This address is on the list already.")


# the whole list


def replace_list(work: Work, survey: Survey, contacts: Sequence[ListContact]) -> ListChange:
    """What is on the list already stays itself, with its code; the rest comes and goes. Nobody was asked yet.

    As with every import, the audit tells of the file, not of each row that came or went with it.
    """
    require(work.actor, Right.LEAD_SURVEYS)
    check_open(work, survey, whole=True)
    before = {_key(one): one for one in work.db.execute(of_list(survey.id)).scalars()}
    after = {address_key(one.address) or one.phone or str(one.row): one for one in contacts}
    change = change_between({key: contact_in(one) for key, one in before.items()}, after)
    asked = asked_ids(work, survey.id)
    gone = [before[key] for key in before.keys() - after.keys()]
    for one in gone:
        check_untouched(one, asked)
    changed = [key for key in before.keys() & after.keys() if contact_in(before[key]) != after[key]]
    known = recognise(work, [after[key] for key in changed])
    for place, key in enumerate(changed):
        if _name(contact_in(before[key])) != _name(after[key]):
            _tie(before[key], known.get(place))
        _put(before[key], after[key])
    for some in batched([one.id for one in gone], ROWS_MOST):
        work.db.execute(delete(Invitation).where(Invitation.id.in_(some)))
    put_rows(work, _new_rows(work, survey, [after[key] for key in after if key not in before]))
    kept = kept_list(work, survey)
    kept.accepted_at, kept.accepted_by_id = work.at, work.actor.id
    if change.new:
        begin_anew(work, survey, kept)
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    return change


def count_refusal(work: Work, survey: Survey) -> None:
    """Of a list that was sent back nothing is kept but that there was one."""
    require(work.actor, Right.LEAD_SURVEYS)
    kept_list(work, survey).refused_count += 1
    work.changed.add(Kind.SURVEY)


def set_mandatory(work: Work, *, survey_id: int, columns: Collection[ListColumn]) -> Undoable[None]:
    """Which columns must be filled in; what is on the list already stays."""
    require(work.actor, Right.LEAD_SURVEYS)
    if ALWAYS_NEEDED - set(columns):
        raise NoColumnNeeded(field="mandatory")
    survey = survey_of(work, survey_id)
    check_open(work, survey)
    kept = kept_list(work, survey)
    before, kept.mandatory = kept.mandatory, _letters(columns)
    work.changed.add(Kind.SURVEY)
    back = partial(set_mandatory, survey_id=survey_id, columns=frozenset(map(ListColumn, before)))
    return Undoable(None, back, N_("What must be filled in was changed."))


# one row


def add_contact(work: Work, *, survey_id: int, new: ListContact) -> Undoable[int]:
    require(work.actor, Right.LEAD_SURVEYS)
    survey = survey_of(work, survey_id)
    check_open(work, survey)
    _check(work, survey, new)
    made = made_row(work, survey, new)
    _tie(made, recognise(work, [new]).get(0))
    work.db.add(made)
    begin_anew(work, survey, kept_list(work, survey))
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    return Undoable(made.id, partial(_drop, invitation_ids=(made.id,)), N_("{name} added."), {"name": _name(new)})


def change_contact(work: Work, *, invitation_id: int, new: ListContact, version: int) -> Undoable[int]:
    """The new version of the row. Another address has to be submitted anew."""
    require(work.actor, Right.LEAD_SURVEYS)
    one = _open_row(work, invitation_id)
    if one.version != version:
        raise ChangedByOther()
    survey = survey_of(work, one.survey_id)
    _check(work, survey, new, one)
    before, tied = contact_in(one), (one.customer_id, one.segment)
    if _reach(new) != _reach(before):
        _tie(one, recognise(work, [new]).get(0))
        begin_anew(work, survey, kept_list(work, survey))
    _put(one, new)
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    return Undoable(
        one.version,
        partial(_write_back, invitation_id=one.id, before=before, tied=tied),
        N_("{name} changed."),
        {"name": _name(new)},
    )


def remove_contacts(work: Work, *, invitation_ids: Iterable[int]) -> Undoable[int]:
    """Take them off the list. What was submitted for them is not given back."""
    require(work.actor, Right.LEAD_SURVEYS)
    rows = [_open_row(work, one) for one in invitation_ids]
    kept = [_Gone(one.survey_id, contact_in(one), one.customer_id, one.segment, one.route, one.code) for one in rows]
    for one in rows:
        check_untouched(one, asked_ids(work, one.survey_id, one.id))
        work.db.delete(one)
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    return Undoable(len(rows), partial(_bring_back, kept=kept), N_("{count} taken off the list."), {"count": len(rows)})


def link_known(work: Work, *, survey_id: int, invitation_ids: Collection[int] | None = None) -> Undoable[int]:
    """Say that these customers of the list are the known ones they seem to be; None: all of them."""
    require(work.actor, Right.LEAD_SURVEYS)
    survey_of(work, survey_id)
    rows = work.db.execute(without_customer(survey_id)).scalars().all()
    wanted = rows if invitation_ids is None else [one for one in rows if one.id in invitation_ids]
    known = known_customers(work, wanted)
    customers = customers_by_id(work, {customer_id for customer_id, _name in known.values()})
    for one in wanted:
        if one.id in known:
            _tie(one, customers[known[one.id][0]])
    work.changed.add(Kind.SURVEY)
    back = partial(_unlink, linked={one: customer_id for one, (customer_id, _name) in known.items()})
    return Undoable(len(known), back, N_("{count} linked to known customers."), {"count": len(known)})


def unlink_known(work: Work, *, invitation_ids: Collection[int]) -> Undoable[int]:
    """Say that these customers of the list are not the known ones they were taken for."""
    require(work.actor, Right.LEAD_SURVEYS)
    rows = [one for one in map(partial(_open_row, work), invitation_ids) if one.customer_id is not None]
    back = partial(_link_again, linked={one.id: (one.customer_id, one.segment) for one in rows})
    for one in rows:
        _tie(one, None)
    work.changed.add(Kind.SURVEY)
    return Undoable(len(rows), back, N_("{count} no longer linked."), {"count": len(rows)})


def check_open(work: Work, survey: Survey, *, whole: bool = False) -> None:
    """`whole`: the list is put in anew, which nobody on it may have been asked for."""
    sent = counts(work, survey.id)[1]
    if frozen(survey, sent) or (whole and sent):
        raise ListFrozen()


# parts


def kept_list(work: Work, survey: Survey) -> ContactList:
    kept = list_of(work, survey.id)
    if kept is None:
        kept = ContactList(centre_id=survey.centre_id, survey_id=survey.id, mandatory=_letters(DEFAULT_MANDATORY))
        kept.refused_count, kept.consent = 0, ""
        work.db.add(kept)
        work.db.flush()
    return kept


def _letters(columns: Collection[ListColumn]) -> str:
    return "".join(sorted(column.value for column in columns))


def begin_anew(work: Work, survey: Survey, kept: ContactList) -> None:
    """Somebody new is on the list: whoever confirmed and submitted it, or the profile, did not see them."""
    if survey.state is SurveyState.DRAFT:
        take_back(work, survey, {Area.PROFILE})
    kept.consent, kept.consent_at, kept.consent_by_id = "", None, None
    kept.submitted_at, kept.submitted_by_id = None, None


def _key(one: Invitation) -> str:
    return address_key(one.address) or one.phone or str(one.id)


def _name(contact: ListContact) -> str:
    return f"{contact.first_name} {contact.last_name}".strip() or contact.address


def _reach(contact: ListContact) -> str:
    return address_key(contact.address) or contact.phone


def _new_rows(work: Work, survey: Survey, contacts: Sequence[ListContact]) -> Iterator[Invitation]:
    """Who of them is certainly a known customer is tied to them."""
    known = recognise(work, contacts)
    for place, contact in enumerate(contacts):
        made = made_row(work, survey, contact)
        _tie(made, known.get(place))
        yield made


def put_rows(work: Work, rows: Iterable[Invitation]) -> None:
    values = [[getattr(one, name) for name in COLUMNS] for one in rows]
    insert_rows(work.db, Invitation, COLUMNS, values)


def _tie(one: Invitation, known: KnownCustomer | None) -> None:
    one.customer_id = None if known is None else known.id
    one.segment = None if known is None else known.segment


def made_row(work: Work, survey: Survey, contact: ListContact) -> Invitation:
    made = Invitation(
        uid=new_identity(work.at),
        centre_id=survey.centre_id,
        survey_id=survey.id,
        office_id=office_of(work, survey),
        code=new_code(),
        route=route_of(survey),
        reminders=0,
        is_delivered=True,
        disposition=Disposition.UNKNOWN,
        version=1,
    )
    _put(made, contact)
    return made


def office_of(work: Work, survey: Survey) -> int:
    return survey.office_id or work.actor.office_id


def route_of(survey: Survey) -> Route:
    routes = [Route(one) for one in survey.routes]
    return Route.EMAIL if Route.EMAIL in routes or not routes else routes[0]


def _put(one: Invitation, contact: ListContact) -> None:
    one.first_name, one.last_name, one.address = contact.first_name, contact.last_name, contact.address
    one.company, one.language, one.phone = contact.company, contact.language, contact.phone
    one.extras = [contact.extra_1, contact.extra_2, contact.extra_3]


def _open_row(work: Work, invitation_id: int) -> Invitation:
    one = work.db.get_one(Invitation, invitation_id)
    if one.centre_id != work.actor.centre_id or one.case_id is not None or one.channel is not None:
        raise NotFound()
    check_open(work, survey_of(work, one.survey_id))
    if one.sent_at is not None:
        raise ContactAsked(name=_name(contact_in(one)))
    return one


def check_untouched(one: Invitation, asked: Collection[int]) -> None:
    if one.id in asked:
        raise ContactAsked(name=_name(contact_in(one)))


def _check(work: Work, survey: Survey, new: ListContact, row: Invitation | None = None) -> None:
    """`row`: the one that is changed. Somebody the centre knows is held to what their way needs."""
    route = row.route if row is not None and row.customer_id is not None else Route.EMAIL
    faults, _warnings = check_rows([row_of(new, 2)], rules_of(work, survey, route))
    faults += known_faults(work, survey, [new])
    if faults:
        raise CellRefused(field=_field(faults[0]), reason=fault_reason(faults[0]))
    _check_new(work, survey, new, row.id if row is not None else None)


def _check_new(work: Work, survey: Survey, new: ListContact, but: int | None = None) -> None:
    others = of_list(survey.id).where(Invitation.id != (but or 0)).with_only_columns(Invitation.address)
    taken = {address_key(one) for one in work.db.execute(others).scalars()}
    if new.address and address_key(new.address) in taken:
        raise AlreadyOnList(field=ListColumn.ADDRESS.name.casefold())


def _field(fault: Fault) -> str:
    return ListColumn(fault.column).name.casefold()


def _drop(work: Work, *, invitation_ids: Sequence[int]) -> None:
    for one in invitation_ids:
        work.db.delete(_open_row(work, one))
    work.changed.add(Kind.SURVEY)


def _write_back(
    work: Work, *, invitation_id: int, before: ListContact, tied: tuple[int | None, Segment | None]
) -> None:
    one = _open_row(work, invitation_id)
    change_contact(work, invitation_id=invitation_id, new=before, version=one.version)
    one.customer_id, one.segment = tied


@dataclass(frozen=True, slots=True)
class _Gone:
    """A row that was taken off."""

    survey_id: int
    contact: ListContact
    customer_id: int | None
    segment: Segment | None
    route: Route
    code: str


def _bring_back(work: Work, *, kept: Sequence[_Gone]) -> None:
    for gone in kept:
        survey = survey_of(work, gone.survey_id)
        check_open(work, survey)
        _check_new(work, survey, gone.contact)  # a file taken over since may have brought them back already
        made = made_row(work, survey, gone.contact)
        made.customer_id, made.segment, made.route, made.code = gone.customer_id, gone.segment, gone.route, gone.code
        work.db.add(made)
    work.changed.add(Kind.SURVEY)


def _unlink(work: Work, *, linked: Mapping[int, int]) -> None:
    """Whoever has left the list since, or was linked otherwise, stays so."""
    for invitation_id, customer_id in linked.items():
        one = work.db.get(Invitation, invitation_id)
        if one is not None and one.customer_id == customer_id:
            _tie(one, None)
    work.changed.add(Kind.SURVEY)


def _link_again(work: Work, *, linked: Mapping[int, tuple[int | None, Segment | None]]) -> None:
    """The same the other way round."""
    for invitation_id, tied in linked.items():
        one = work.db.get(Invitation, invitation_id)
        if one is not None and one.customer_id is None:
            one.customer_id, one.segment = tied
    work.changed.add(Kind.SURVEY)
