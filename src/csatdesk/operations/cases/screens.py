"""What the pages of cases and customers are painted with: asked once, so that painting asks nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select

from csatdesk.domain.case_rows import (
    CaseCard,
    CaseCounts,
    CaseRow,
)
from csatdesk.domain.cases import (
    CaseFilter,
    DueBand,
    Sort,
)
from csatdesk.domain.changes import Progress
from csatdesk.domain.contacts import ContactLine, CustomerCard
from csatdesk.domain.customers import ConsentRow, PairRow, PartRow, RepresentativeRow
from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.domain.letters import TemplateRow
from csatdesk.domain.paging import COUNT_LIMIT
from csatdesk.domain.staff import Actor, Right, StaffRow, require
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.absences import stands_in, today
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.bands import Bounds, bounds
from csatdesk.operations.cases.belongings import Belongings, load_belongings
from csatdesk.operations.cases.file_paper import read_case_file
from csatdesk.operations.cases.queries import count_cases, count_total, list_cases, load_case
from csatdesk.operations.centres import load_centre_settings
from csatdesk.operations.contacts.belonging import standing
from csatdesk.operations.contacts.consents import list_consents
from csatdesk.operations.contacts.merging import list_parts
from csatdesk.operations.contacts.pairs import list_pairs
from csatdesk.operations.contacts.queries import list_contact_lines, load_customer
from csatdesk.operations.contacts.representatives import list_representatives
from csatdesk.operations.cuts import list_activities
from csatdesk.operations.letter_templates import list_templates
from csatdesk.operations.staff import list_staff
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import case_file, preview
from csatdesk.store.entities.absences import Absence
from csatdesk.store.entities.matters import KnownMatter
from csatdesk.store.entities.staff import Staff, Team
from csatdesk.system.clock import now

THEIRS_MOST = 12  # cases and contacts on a customer's page
PREVIEW_SCALE = 1.5  # 108 dots an inch


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away until `last_on`, that day included; `stands_in`: who works for them, "" for nobody."""

    last_on: date
    stands_in: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """`at`: when this was true. `staff` holds those who left too; `calendar` is that of the person's office.

    `away`: by the id of a person, who is away today.
    """

    at: datetime
    calendar: WorkCalendar
    limits: Bounds
    tree: TopicTree
    staff: tuple[StaffRow, ...]
    offices: tuple[tuple[int, str], ...]
    country: str
    teams: tuple[tuple[int, str], ...] = ()
    away: Mapping[int, Away] = field(default_factory=dict)
    matters: tuple[tuple[int, str], ...] = ()  # known matters with their titles, the newest first
    templates: tuple[TemplateRow, ...] = ()  # of letters, with snippets
    activities: tuple[str, ...] = ()  # lines of business of the centre's customers

    def team_name(self, team_id: int | None) -> str:
        return next((name for one, name in self.teams if one == team_id), "")

    def band(self, row: CaseRow) -> DueBand:
        """The group of a row while a list is sorted by what is due next."""
        runs = row.due is not None and row.due.met_at is None and row.status.is_open
        if row.due is None or not runs:
            return DueBand.NONE
        return self.limits.band(row.due.due_at, is_paused=row.due.is_paused)


def load_case_facts(reading: Reading) -> CaseFacts:
    settings = load_centre_settings(reading)
    return CaseFacts(
        at=reading.at,
        calendar=calendar_of(reading, reading.actor.office_id)[1],
        limits=bounds(reading),
        tree=load_topic_tree(reading),
        staff=list_staff(reading, only_active=False),
        offices=tuple((office.id, office.name) for office in settings.offices),
        country=reading.centre.country,
        teams=_teams(reading),
        away=_away(reading),
        matters=_matters(reading),
        templates=list_templates(reading),
        activities=list_activities(reading),
    )


def _matters(reading: Reading) -> tuple[tuple[int, str], ...]:
    query = select(KnownMatter.id, KnownMatter.title).where(KnownMatter.centre_id == reading.actor.centre_id)
    return tuple((row.id, row.title) for row in reading.db.execute(query.order_by(KnownMatter.id.desc())))


def _teams(reading: Reading) -> tuple[tuple[int, str], ...]:
    query = select(Team.id, Team.name).where(Team.centre_id == reading.actor.centre_id).order_by(Team.name)
    return tuple((row.id, row.name) for row in reading.db.execute(query))


def _away(reading: Reading) -> dict[int, Away]:
    day = today(reading)
    query = select(Absence.staff_id, Absence.last_on).where(
        Absence.centre_id == reading.actor.centre_id, Absence.first_on <= day, Absence.last_on >= day
    )
    return {row.staff_id: Away(row.last_on, _stands_in(reading, row.staff_id)) for row in reading.db.execute(query)}


def _stands_in(reading: Reading, staff_id: int) -> str:
    other = stands_in(reading, staff_id)
    return "" if other == staff_id else reading.db.get_one(Staff, other).name


@dataclass(frozen=True, slots=True)
class ListCounts:
    """How many cases a list shows, and how many cases are open in all; each stops at `COUNT_LIMIT`."""

    shown: CaseCounts
    later: int
    paused: int
    open_total: int

    def of(self, band: DueBand) -> int | None:
        """How many rows stand in a group; None where only the rest of a capped total could tell."""
        shown = self.shown
        known = {
            DueBand.OVERDUE: shown.overdue,
            DueBand.TODAY: shown.today,
            DueBand.SOON: shown.soon,
            DueBand.LATER: self.later,
            DueBand.PAUSED: self.paused,
        }
        if band in known:
            return known[band]
        return None if shown.total >= COUNT_LIMIT else shown.total - sum(known.values())


def count_for_list(reading: Reading, *, filter: CaseFilter) -> ListCounts:  # noqa: A002  (the field's word)
    """Counts for the head of a list and for its groups."""
    every_open = CaseFilter(is_open=True)
    shown = count_cases(reading, filter=filter)
    later, paused = (_of_band(reading, filter, band) for band in (DueBand.LATER, DueBand.PAUSED))
    return ListCounts(
        shown=shown,
        later=later,
        paused=paused,
        open_total=shown.total if filter == every_open else count_total(reading, filter=every_open),
    )


def _of_band(reading: Reading, shown: CaseFilter, band: DueBand) -> int:
    if shown.due and band not in shown.due:
        return 0
    return count_total(reading, filter=replace(shown, due=(band,)))


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case as its card shows it, and how often its customer turned to us in twelve months."""

    card: CaseCard
    contacts_in_year: int
    belongings: Belongings


def load_case_page(reading: Reading, *, case_id: int) -> CasePage:
    card = load_case(reading, case_id=case_id)
    contacts = load_customer(reading, customer_id=card.customer.id).contacts_in_year if card.customer else 0
    return CasePage(card, contacts, load_belongings(reading, case_id=case_id))


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """A customer with their newest cases and contacts, who speaks for them and what they agreed to."""

    card: CustomerCard
    cases: tuple[CaseRow, ...]
    contacts: tuple[ContactLine, ...]
    representatives: tuple[RepresentativeRow, ...]
    consents: tuple[ConsentRow, ...]
    pairs: tuple[PairRow, ...]
    parts: tuple[PartRow, ...]


def load_customer_page(reading: Reading, *, customer_id: int) -> CustomerPage:
    customer_id = standing(reading, customer_id)
    theirs = CaseFilter(customer_id=customer_id)
    return CustomerPage(
        load_customer(reading, customer_id=customer_id),
        list_cases(reading, filter=theirs, sort=Sort.RECEIVED, limit=THEIRS_MOST).rows,
        list_contact_lines(reading, customer_id=customer_id, limit=THEIRS_MOST),
        list_representatives(reading, customer_id=customer_id),
        list_consents(reading, customer_id=customer_id),
        list_pairs(reading, customer_id=customer_id),
        list_parts(reading, customer_id=customer_id),
    )


def customer_name(reading: Reading, *, customer_id: int) -> str:
    """For the chip of a list that shows one customer's cases."""
    return load_customer(reading, customer_id=customer_id).row.name


def draw_case_file(
    store: Store, actor: Actor, progress: Progress, *, case_id: int, scale: float = PREVIEW_SCALE
) -> tuple[bytes, ...]:
    """The pages of a case file as PNG pictures, made in memory: nothing of it is left on the disk."""
    return draw_case_files(store, actor, progress, case_ids=(case_id,), scale=scale)


def draw_case_files(
    store: Store, actor: Actor, progress: Progress, *, case_ids: Sequence[int], scale: float
) -> tuple[bytes, ...]:
    """The pages of several case files, one after the other."""
    require(actor, Right.SEE_CASES)
    pages: list[bytes] = []
    for done, case_id in enumerate(case_ids):
        progress(done, len(case_ids))
        with store.read(actor, now()) as reading:
            paper = read_case_file(reading, case_id=case_id)
        pages += preview.page_images(case_file.as_bytes(paper), scale)
    progress(len(case_ids), len(case_ids))
    return tuple(pages)
