"""Erasing what is known of a customer, at their wish (GDPR, article 17). It cannot be undone.

Everything that tells who they are goes, from their cases too; what is counted stays (`operations.cases.erasing`).
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import CaseKind
from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.contacts import CustomerKind
from csatdesk.domain.erasure import (
    ComplaintsKept,
    Erased,
    ErasurePreview,
    LettersOnTheWay,
    Name,
    OpenCases,
    OpenPromises,
    check_name,
    check_reason,
    kept_until,
    listed,
)
from csatdesk.domain.errors import Cancelled, ChangedByOther, Refusal
from csatdesk.domain.folding import query_words, words
from csatdesk.domain.letters import LetterKind, LetterState
from csatdesk.domain.links import ProposalState
from csatdesk.domain.spelling import name_words
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.statuses import Status
from csatdesk.operations.absences import today
from csatdesk.operations.cases.erasing import empty, erase_words, sweep
from csatdesk.operations.cases.life import log
from csatdesk.operations.cases.parts import CASES, whole_of
from csatdesk.operations.contacts.belonging import customer_of
from csatdesk.operations.contacts.keeping import keep_years
from csatdesk.operations.contacts.merging import CUSTOMER
from csatdesk.operations.erasure_about import erase_about
from csatdesk.operations.surveys.erasing import claim_listed, erase_from_surveys, unsubscribe_erased
from csatdesk.operations.words import customer_texts
from csatdesk.operations.work import Reading, Store, Work
from csatdesk.store.audit import forget_values
from csatdesk.store.entities.absences import ShiftNote
from csatdesk.store.entities.attachments import Attachment
from csatdesk.store.entities.cases import NOT_OPEN, OPEN, Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import Consent, CustomerPair, CustomerTrace, Representative
from csatdesk.store.entities.erasures import Erasure
from csatdesk.store.entities.letters import Letter
from csatdesk.store.entities.links import Merge, RepeatProposal
from csatdesk.store.entities.lists import SavedFilter
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.search import CUSTOMERS, forget_spellings, matching, remove_words
from csatdesk.store.visible import visible_customers
from csatdesk.system.clock import now

KEPT_KINDS = (CaseKind.COMPLAINT, CaseKind.CLAIM)
NOBODY = dict.fromkeys(("name", "sort_key", "phone", "email", "account", "meter_point", "address", "note"), "")
UNSEEN = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Reach:
    """The customer and those who became part of them, with their names and who speaks for them; their cases, and cases
    of nobody that are part of these.
    """

    customer_ids: tuple[int, ...]
    names: tuple[Name, ...]
    speaker_ids: tuple[int, ...]
    case_ids: tuple[int, ...]


def preview_erasure(reading: Reading, *, customer_id: int) -> ErasurePreview:
    """What would go, counted, and what stands against it."""
    require(reading.actor, Right.ERASE_CUSTOMERS)
    query = select(Customer).where(Customer.id == customer_id, visible_customers(reading.actor))
    customer = reading.db.execute(query).scalar_one()
    reach = _reach(reading, customer.id)
    counts = _counts(reading, reach)
    return ErasurePreview(customer.id, customer.name, customer.version, *counts, _against(reading, reach))


def erase_customer(work: Work, *, customer_id: int, version: int, reason: str, typed_name: str) -> Erased:
    """Erase it all. `version`: of the customer as the person saw it; `typed_name` is the deliberate step."""
    require(work.actor, Right.ERASE_CUSTOMERS)
    customer = _held(work, customer_id)
    check_reason(reason, _name(customer.name, customer.kind))
    check_name(typed_name, customer.name)
    if customer.version != version:
        raise ChangedByOther()
    reach = _reach(work, customer.id)
    for refusal in _against(work, reach):
        raise refusal
    cases, letters, files = _counts(work, reach)
    told = {"at": work.at, "by_id": work.actor.id, "reason": reason.strip()}
    work.db.add(Erasure(centre_id=work.actor.centre_id, cases=cases, letters=letters, files=files, **told))
    claim_listed(work, reach.customer_ids)
    unsubscribe_erased(work, reach.customer_ids)
    _erase_person(work, reach)
    erase_words(work, reach.case_ids)
    erase_about(work, reach.case_ids, reach.names)
    erase_from_surveys(work, reach.customer_ids, reach.case_ids)
    work.db.execute(update(Case).where(Case.id.in_(reach.case_ids)).values(erased_at=work.at, thrown_why=""))
    work.db.expire_all()
    for case in work.db.execute(select(Case).where(Case.id.in_(reach.case_ids))).scalars().all():
        log(work, case, Event.ERASED, reason.strip())
    work.changed.update((Kind.CUSTOMER, Kind.CASE, Kind.LIST))
    return Erased(reach.customer_ids, reach.speaker_ids, reach.case_ids)


def erase_for_good(
    store: Store, actor: Actor, progress: Progress, *, customer_id: int, version: int, reason: str, typed_name: str
) -> Erased:
    """A job: erase, then take what was erased out of the index and the journal of the store at once.

    Should it be cancelled or the program end in between, the job of every minute goes on with the index.
    """
    with store.write(actor, now()) as work:
        erased = erase_customer(work, customer_id=customer_id, version=version, reason=reason, typed_name=typed_name)
    with suppress(Cancelled):
        _sweep_all(store, actor, progress)
    return erased


def _sweep_all(store: Store, actor: Actor, progress: Progress) -> None:
    done, is_more = 0, True
    while is_more:
        with store.write(actor, now()) as work:
            is_more = sweep(work)
        done += 1
        progress(done, done + is_more)
    store.sweep()


def _held(work: Work, customer_id: int) -> Customer:
    """On a server nobody logs a case for them or merges them until this is saved."""
    work.db.execute(select(Customer.id).where(Customer.id == customer_id).with_for_update()).all()
    return customer_of(work, customer_id)


# what it reaches


def _reach(reading: Reading, customer_id: int) -> Reach:
    customer_ids, level = [customer_id], [customer_id]
    while level:
        query = select(Customer.id).where(Customer.merged_into_id.in_(level))
        level = list(reading.db.execute(query.order_by(Customer.id)).scalars())
        customer_ids += level
    named = select(Customer.name, Customer.kind).where(Customer.id.in_(customer_ids)).order_by(Customer.id)
    names = tuple(_name(*found) for found in reading.db.execute(named).tuples())
    speakers = select(Representative.id).where(Representative.customer_id.in_(customer_ids))
    speaker_ids = tuple(reading.db.execute(speakers.order_by(Representative.id)).scalars())
    own = select(Case.id).where(Case.customer_id.in_(customer_ids))
    case_ids = list(reading.db.execute(own.order_by(Case.id)).scalars())
    level = case_ids
    while level:
        parts = select(Case.id).join(Merge, Merge.loser_id == Case.id).where(Case.customer_id.is_(None))
        parts = parts.where(Merge.what == CASES, Merge.winner_id.in_(level), Merge.undone_at.is_(None))
        level = [one for one in reading.db.execute(parts.order_by(Case.id)).scalars() if one not in case_ids]
        case_ids = case_ids + level
    return Reach(tuple(customer_ids), names, speaker_ids, tuple(case_ids))


def _name(text: str, kind: CustomerKind) -> Name:
    return Name(text, is_person=kind is CustomerKind.PERSON)


def _counts(reading: Reading, reach: Reach) -> tuple[int, int, int]:
    letters = select(func.count(Letter.id)).where(Letter.case_id.in_(reach.case_ids))
    files = select(func.count(Attachment.id)).where(Attachment.case_id.in_(reach.case_ids), Attachment.name != "")
    counted = (reading.db.execute(query).scalar_one() for query in (letters, files))
    return (len(reach.case_ids), *counted)  # type: ignore[return-value]  # of two


# what stands against it


def _against(reading: Reading, reach: Reach) -> tuple[Refusal, ...]:
    ids = {*reach.case_ids, *_wholes(reading, reach)}
    standing_open = select(Case.number).where(Case.id.in_(ids), Case.is_open == OPEN)
    letters = select(Case.number).join(Letter, Letter.case_id == Case.id)
    queries: tuple[tuple[type[Refusal], Select[tuple[str]]], ...] = (
        (OpenCases, standing_open.where(Case.status != Status.PROMISE_OPEN)),
        (OpenPromises, standing_open.where(Case.status == Status.PROMISE_OPEN)),
        (LettersOnTheWay, letters.where(Letter.case_id.in_(reach.case_ids), _is_on_its_way())),
    )
    found: list[Refusal] = []
    for refusal, query in queries:
        numbers = list(reading.db.execute(query.distinct().order_by(Case.number)).scalars())
        if numbers:
            found.append(refusal(numbers=listed(numbers)))
    return (*found, *_kept(reading, ids))


def _is_on_its_way() -> ColumnElement[bool]:
    """A printed one only while it can be said that it was sent: `confirm_sent` refuses the others, now and ever."""
    of_open = or_(Case.is_open == OPEN, and_(Case.is_open == NOT_OPEN, Letter.kind != LetterKind.ANSWER))
    printed = and_(Letter.state == LetterState.PRINTED, Letter.period == Case.period, of_open)
    return or_(Letter.state == LetterState.OUTGOING, printed)


def _wholes(reading: Reading, reach: Reach) -> set[int]:
    """Cases of others that cases of theirs are part of by now: while these are open, so is the matter."""
    query = select(Case.id).where(Case.id.in_(reach.case_ids), Case.merged_into_id.is_not(None))
    return {whole_of(reading, one) for one in reading.db.execute(query).scalars()}


def _kept(reading: Reading, case_ids: set[int]) -> tuple[Refusal, ...]:
    years = keep_years(reading)
    if not years:
        return ()
    query = select(func.max(Case.closed_at)).where(Case.id.in_(case_ids), Case.kind.in_(KEPT_KINDS))
    ended: datetime | None = reading.db.execute(query).scalar()
    if ended is None:
        return ()
    until = kept_until(ended.astimezone(ZoneInfo(reading.centre.zone)).date(), years)
    return (ComplaintsKept(day=until),) if today(reading) < until else ()


# what goes


def _erase_person(work: Work, reach: Reach) -> None:
    ids, names = reach.customer_ids, [one.text for one in reach.names]
    work.db.flush()
    customers = work.db.execute(select(Customer).where(Customer.id.in_(ids))).scalars()
    told = [text for customer in customers for text in customer_texts(customer)]
    gone = update(Customer).where(Customer.id.in_(ids))
    gone = gone.values(**NOBODY, source_number=None, erased_at=work.at, version=Customer.version + 1)
    work.db.execute(gone, execution_options=UNSEEN)
    _erase_business(work, ids)
    forget_values(work.db, "customers", ids)
    work.db.execute(delete(CustomerTrace).where(CustomerTrace.customer_id.in_(ids)), execution_options=UNSEEN)
    paired = or_(CustomerPair.first_id.in_(ids), CustomerPair.second_id.in_(ids))
    work.db.execute(delete(CustomerPair).where(paired), execution_options=UNSEEN)
    forget_values(work.db, "representatives", reach.speaker_ids)
    work.db.execute(delete(Representative).where(Representative.customer_id.in_(ids)), execution_options=UNSEEN)
    empty(work, Consent, Consent.customer_id.in_(ids), {"wording": ""})
    _erase_merges(work, ids)
    _erase_proposals(work, reach.case_ids)
    remove_words(work.db, CUSTOMERS, ids)
    _erase_filters(work, ids, names, told)
    _erase_shift_notes(work, reach.case_ids)
    forget_spellings(work.db, {word for name in names for word in name_words(name)})


def _erase_business(work: Work, ids: Sequence[int]) -> None:
    """A line of business that others have tells nobody, and figures are cut by it; one of their own alone goes."""
    here, key = Customer.centre_id == work.actor.centre_id, Customer.activity_key
    own = select(key).where(Customer.id.in_(ids), key > "").distinct()
    others = select(Customer.id).where(here, Customer.id.not_in(ids)).limit(1)
    for one in work.db.execute(own).scalars().all():
        if work.db.execute(others.where(key == one)).first() is None:
            gone = update(Customer).where(Customer.id.in_(ids), key == one).values(activity="", activity_key="")
            work.db.execute(gone, execution_options=UNSEEN)


def _erase_merges(work: Work, ids: Sequence[int]) -> None:
    """The log tells what both had before; that they became one stays."""
    theirs = select(Merge.id).where(Merge.what == CUSTOMER, or_(Merge.winner_id.in_(ids), Merge.loser_id.in_(ids)))
    merges = work.db.execute(theirs).scalars().all()
    work.db.execute(update(Merge).where(Merge.id.in_(merges)).values(moved={}), execution_options=UNSEEN)
    forget_values(work.db, "merges", merges)


def _erase_proposals(work: Work, case_ids: Sequence[int]) -> None:
    """What is proposed goes; of what a person has settled only by what the two were found."""
    theirs = or_(RepeatProposal.case_id.in_(case_ids), RepeatProposal.other_id.in_(case_ids))
    still_open = delete(RepeatProposal).where(theirs, RepeatProposal.state == ProposalState.OPEN)
    work.db.execute(still_open, execution_options=UNSEEN)
    work.db.execute(update(RepeatProposal).where(theirs).values(by_trace=None), execution_options=UNSEEN)


def _erase_filters(work: Work, ids: Sequence[int], names: Sequence[str], told: Sequence[str]) -> None:
    """Saved filters that show their cases alone, or search for their name; and, where nobody else is found by it, for a
    part of the name, a number or an address. `told`: what they were found by until now.
    """
    whole = [set(name_words(name)) for name in names if name_words(name)]
    own = {word for text in told for word in words(text)}
    query = select(SavedFilter).where(SavedFilter.centre_id == work.actor.centre_id)
    for one in work.db.execute(query).scalars().all():
        text = str(one.shown.get("text") or "")
        said = set(name_words(f"{one.name} {text}"))
        is_named = any(name <= said for name in whole)
        if one.shown.get("customer_id") in ids or is_named or _finds_nobody_else(work, text, own):
            forget_values(work.db, "saved_filters", [one.id])
            work.db.delete(one)
            work.db.flush()
            forget_values(work.db, "saved_filters", [one.id])


def _finds_nobody_else(work: Work, text: str, own: set[str]) -> bool:
    """Whether it looked for somebody with these `own` words; they are found no longer."""
    sought = query_words(text)
    if not sought or not all(any(word.startswith(one) for word in own) for one in sought):
        return False
    others = matching(work.db, CUSTOMERS, text)
    assert others is not None  # there are words to look for
    return work.db.execute(select(others.id).where(others.condition).limit(1)).first() is None


def _erase_shift_notes(work: Work, case_ids: Sequence[int]) -> None:
    """Words with which promises of theirs were handed over."""
    made = or_(CasePromise.case_id.in_(case_ids), CasePromise.from_case_id.in_(case_ids))
    promises = set(work.db.execute(select(CasePromise.id).where(made)).scalars())
    query = select(ShiftNote.id, ShiftNote.promise_ids).where(ShiftNote.centre_id == work.actor.centre_id)
    notes = [one for one, told in work.db.execute(query).tuples() if promises.intersection(told)] if promises else []
    work.db.execute(update(ShiftNote).where(ShiftNote.id.in_(notes)).values(note=""), execution_options=UNSEEN)
    forget_values(work.db, "shift_notes", notes)
