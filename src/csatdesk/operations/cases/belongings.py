"""What belongs to a case beside itself: where it went, links, parts, files, and what its deeds need to offer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from csatdesk.domain.attachments import AttachmentRow
from csatdesk.domain.case_rows import CaseRow, PossibleRepeat
from csatdesk.domain.cases import CaseFilter, Sort
from csatdesk.domain.contacts import Remote
from csatdesk.domain.letters import CaseLetters
from csatdesk.domain.links import IN_TRASH_FOR, ChainRow, LinkRow, MergeRow
from csatdesk.domain.promises import OrganisationRow
from csatdesk.operations.cases.attachments import list_attachments
from csatdesk.operations.cases.legal_starts import NamedEvent, named_event
from csatdesk.operations.cases.letter_rows import load_letters
from csatdesk.operations.cases.links import list_links, list_merged
from csatdesk.operations.cases.parts import CASES, made_in
from csatdesk.operations.cases.queries import find_anything, list_cases
from csatdesk.operations.cases.repeat_proposals import load_chain, possible_repeat
from csatdesk.operations.organisations import list_organisations
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.links import Merge
from csatdesk.store.entities.matters import KnownMatter
from csatdesk.store.entities.staff import Staff

MATTERS_MOST = 50
THEIRS_MOST = 20  # cases of the customer that are offered for a link


@dataclass(frozen=True, slots=True)
class PartOf:
    """The whole that a case became part of."""

    merge_id: int
    case_id: int
    number: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class Thrown:
    """A case in the trash; `erased_at`: when its words are, or were, erased."""

    at: datetime
    by_name: str
    reason: str
    erased_at: datetime


@dataclass(frozen=True, slots=True)
class OtherCase:
    """A case that may be linked."""

    id: int
    number: str
    topic_id: int | None
    received_at: datetime
    is_open: bool
    customer_name: str


@dataclass(frozen=True, slots=True)
class TiedMatter:
    """A known matter, as the card names it."""

    id: int
    title: str
    begins_at: datetime


@dataclass(frozen=True, slots=True)
class Belongings:
    """`made_in`: promise → number of the part it was made in. `remote`: the mark of the newest contact in person;
    `was_in_person`: there is one.
    """

    part_of: PartOf | None = None
    thrown: Thrown | None = None
    links: tuple[LinkRow, ...] = ()
    parts: tuple[MergeRow, ...] = ()
    files: tuple[AttachmentRow, ...] = ()
    made_in: tuple[tuple[int, str], ...] = ()
    organisations: tuple[OrganisationRow, ...] = ()
    theirs: tuple[OtherCase, ...] = ()
    remote: Remote | None = None
    was_in_person: bool = False
    named_event: NamedEvent | None = None  # from which the legal period counts
    matter: TiedMatter | None = None  # going on or ended
    matters: tuple[TiedMatter, ...] = ()  # those going on
    letters: CaseLetters = field(default_factory=CaseLetters)
    possible: PossibleRepeat | None = None  # waits to be confirmed or refused
    chain: tuple[ChainRow, ...] = ()  # all cases of the matter, where it came more than once

    @property
    def is_gone(self) -> bool:
        return self.part_of is not None or self.thrown is not None


def load_belongings(reading: Reading, *, case_id: int) -> Belongings:
    """For the card of a case that the person may see."""
    case = reading.db.get_one(Case, case_id)
    in_person = _newest_in_person(reading, case_id)
    return Belongings(
        part_of=_part_of(reading, case),
        thrown=_thrown(reading, case),
        links=list_links(reading, case_id=case_id),
        parts=list_merged(reading, case_id=case_id),
        files=list_attachments(reading, case_id),
        made_in=tuple(made_in(reading, case_id).items()),
        organisations=list_organisations(reading),
        theirs=_theirs(reading, case),
        remote=in_person.remote if in_person is not None else None,
        was_in_person=in_person is not None,
        named_event=named_event(reading, case),
        matter=next(iter(_matters(reading, KnownMatter.id == case.matter_id)), None),
        matters=_matters(reading, KnownMatter.ended_at == FAR),
        letters=load_letters(reading, case),
        possible=possible_repeat(reading, case_id),
        chain=load_chain(reading, case),
    )


def _matters(reading: Reading, wanted: ColumnElement[bool]) -> tuple[TiedMatter, ...]:
    query = select(KnownMatter.id, KnownMatter.title, KnownMatter.begins_at).where(
        KnownMatter.centre_id == reading.actor.centre_id, wanted
    )
    found = reading.db.execute(query.order_by(KnownMatter.begins_at, KnownMatter.id).limit(MATTERS_MOST))
    return tuple(TiedMatter(*row) for row in found)


def _part_of(reading: Reading, case: Case) -> PartOf | None:
    if case.merged_into_id is None:
        return None
    whole = aliased(Case)
    query = (
        select(Merge.id, whole.id, whole.number, Merge.at, Staff.name)
        .join(whole, whole.id == Merge.winner_id)
        .join(Staff, Staff.id == Merge.by_id)
        .where(
            Merge.what == CASES,
            Merge.winner_id == case.merged_into_id,
            Merge.loser_id == case.id,
            Merge.undone_at.is_(None),
        )
    )
    return PartOf(*reading.db.execute(query).one())


def _thrown(reading: Reading, case: Case) -> Thrown | None:
    if case.thrown_at is None:
        return None
    by = reading.db.get(Staff, case.thrown_by_id) if case.thrown_by_id is not None else None
    return Thrown(case.thrown_at, by.name if by else "", case.thrown_why, case.thrown_at + IN_TRASH_FOR)


def _newest_in_person(reading: Reading, case_id: int) -> Contact | None:
    query = select(Contact).where(Contact.case_id == case_id).order_by(Contact.at.desc(), Contact.id.desc())
    return next((one for one in reading.db.execute(query).scalars() if one.channel.is_in_person), None)


def _theirs(reading: Reading, case: Case) -> tuple[OtherCase, ...]:
    """Other cases of the same customer, the newest first."""
    if case.customer_id is None:
        return ()
    shown = CaseFilter(customer_id=case.customer_id)
    rows = list_cases(reading, filter=shown, sort=Sort.RECEIVED, limit=THEIRS_MOST + 1).rows
    return _others(rows, case.id)[:THEIRS_MOST]


def find_other(reading: Reading, *, typed: str, case_id: int) -> tuple[OtherCase, ...]:
    """Cases found by number or words, but for the one that is to be linked."""
    return _others(find_anything(reading, typed=typed).cases, case_id)


def _others(rows: Sequence[CaseRow], case_id: int) -> tuple[OtherCase, ...]:
    return tuple(
        OtherCase(row.id, row.number, row.topic_id, row.received_at, row.status.is_open, row.customer_name)
        for row in rows
        if row.id != case_id
    )
