"""Cases as lists, counts and cards show them: frozen rows, pages by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select, tuple_

from csatdesk.domain import case_numbers
from csatdesk.domain.case_rows import (
    CaseCard,
    CaseCounts,
    CaseRow,
    HistoryLine,
    TodayCounts,
)
from csatdesk.domain.cases import (
    CaseFilter,
    CaseKind,
    DueBand,
    Sort,
)
from csatdesk.domain.contacts import CustomerRow
from csatdesk.domain.deadlines import Deadline
from csatdesk.domain.paging import COUNT_LIMIT, PAGE_SIZE, Key, Page
from csatdesk.operations.cases.attendance import load_attendance
from csatdesk.operations.cases.bands import Bounds, bounds
from csatdesk.operations.cases.card_parts import count_links, load_all_pauses, load_clocks, load_extensions
from csatdesk.operations.cases.filters import conditions
from csatdesk.operations.cases.parts import parts_of, whole_of
from csatdesk.operations.cases.promise_rows import list_promises
from csatdesk.operations.contacts.queries import suggest_customers, told_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import NOT_OPEN, Case, CaseEvent
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.staff import Staff, Team
from csatdesk.store.search import CASES, Matching, matching
from csatdesk.store.visible import reachable_cases, visible_cases

COUNTED = (DueBand.OVERDUE, DueBand.TODAY, DueBand.SOON)
FIRST_WORDS = 160  # characters of the text that a list row may show

ROW_COLUMNS = (
    Case.id,
    Case.number,
    Case.kind,
    Case.status,
    Case.channel,
    Case.topic_id,
    func.substr(Case.text, 1, FIRST_WORDS),
    func.coalesce(Customer.name, ""),
    Case.known,
    Case.owner_id,
    func.coalesce(Staff.name, ""),
    Case.received_at,
    Case.clock,
    Case.clock_due_at,
    Case.clock_unit,
    Case.clock_met_at,
    Case.next_due_at,
    Case.clock_paused,
    Case.priority,
    Case.team_id,
)


_ID, _RECEIVED_AT, _NEXT_DUE_AT = 0, 11, 16  # places in ROW_COLUMNS that pages follow

ROWS: Select[Any] = (
    select(*ROW_COLUMNS)
    .select_from(Case)
    .outerjoin(Customer, Customer.id == Case.customer_id)
    .outerjoin(Staff, Staff.id == Case.owner_id)
)


def _case_row(found: Sequence[Any]) -> CaseRow:
    """`found` begins with ROW_COLUMNS, in the order of CaseRow's fields; one function, since it runs for every row."""
    id_, number, kind, status, channel, topic_id, text, customer, known, owner_id, owner, received_at = found[:12]
    clock, due_at, unit, met_at = found[12:16]
    due = None if clock is None else Deadline(clock, received_at, due_at, unit, met_at, found[17])
    who = customer, known, owner_id, owner
    return CaseRow(id_, number, kind, status, channel, topic_id, text, *who, received_at, due, found[18], found[19])


def list_cases(
    reading: Reading,
    *,
    filter: CaseFilter,  # noqa: A002  (the field's word)
    sort: Sort = Sort.DUE,
    after: Key | None = None,
    limit: int = PAGE_SIZE,
    backwards: bool = False,
) -> Page[CaseRow]:
    """One page of the cases that `filter` shows, after the key `after`.

    While text is searched, the newest registered come first, whatever `sort` says. `backwards`: the last page, and
    with `after` the page before it, in the order of the list.
    """
    found = matching(reading.db, CASES, filter.text) if filter.text.strip() else None
    order = _Order.of(sort, found)
    query = _filtered(reading, ROWS, filter, found)
    if after is not None:
        query = query.where(order.beyond(after, backwards=backwards))
    rows = reading.db.connection().execute(query.order_by(*order.by(backwards=backwards)).limit(limit)).all()
    key = tuple(rows[-1][place] for place in order.places) if len(rows) == limit else None
    cases = tuple(_case_row(row) for row in (reversed(rows) if backwards else rows))
    return Page(cases, key)


def cases_by_id(reading: Reading, *, case_ids: Sequence[int]) -> dict[int, CaseRow]:
    """The rows of these cases, as far as the person may see them."""
    query = ROWS.where(visible_cases(reading.actor), Case.id.in_(case_ids))
    rows = map(_case_row, reading.db.execute(query)) if case_ids else ()
    return {row.id: row for row in rows}


@dataclass(frozen=True, slots=True)
class _Order:
    """The columns of a list's order, ending in the id; all in one direction, so that one index serves."""

    columns: tuple[Any, ...]
    places: tuple[int, ...]
    is_falling: bool

    @classmethod
    def of(cls, sort: Sort, found: Matching | None) -> "_Order":
        if found is not None:
            return cls((found.id,), (_ID,), is_falling=True)
        if sort is Sort.DUE:
            return cls((Case.next_due_at, Case.id), (_NEXT_DUE_AT, _ID), is_falling=False)
        if sort in {Sort.RECEIVED, Sort.OLDEST}:
            return cls((Case.received_at, Case.id), (_RECEIVED_AT, _ID), is_falling=sort is Sort.RECEIVED)
        return cls((Case.id,), (_ID,), is_falling=True)

    def by(self, *, backwards: bool) -> list[Any]:
        falling = self.is_falling != backwards
        return [column.desc() if falling else column.asc() for column in self.columns]

    def beyond(self, key: Key, *, backwards: bool) -> ColumnElement[bool]:
        typed = [literal(value, column.type) for value, column in zip(key, self.columns, strict=True)]
        here = tuple_(*self.columns) if len(typed) > 1 else self.columns[0]
        there = tuple_(*typed) if len(typed) > 1 else typed[0]
        beyond: ColumnElement[bool] = here < there if self.is_falling != backwards else here > there
        return beyond


def _filtered(reading: Reading, query: Select[Any], wanted: CaseFilter, found: Matching | None) -> Select[Any]:
    if found is not None:
        query = query.join(found.words, found.id == Case.id).where(found.condition)
    elif wanted.text.strip():
        query = query.where(literal(value=False))
    return query.where(visible_cases(reading.actor), *conditions(reading, wanted))


def count_cases(reading: Reading, *, filter: CaseFilter) -> CaseCounts:  # noqa: A002  (the field's word)
    """How many cases `filter` shows, and how many of them are overdue, due today, due soon."""
    limits = bounds(reading)
    if filter.text.strip():
        return _count_in_one_pass(reading, filter, limits)
    total = _count(reading, filter, None)
    if not total:
        return CaseCounts(0, 0, 0, 0)
    return CaseCounts(total, *(_count(reading, filter, limits.condition(band)) for band in COUNTED))


def _count_in_one_pass(reading: Reading, wanted: CaseFilter, limits: Bounds) -> CaseCounts:
    """For a search, whose rows no index of due instants can find: bands within the first `COUNT_LIMIT` of them."""
    found = matching(reading.db, CASES, wanted.text)
    marks = [case((limits.condition(band), 1), else_=0).label(band.value) for band in COUNTED]
    rows = _filtered(reading, select(*marks).select_from(Case), wanted, found).limit(COUNT_LIMIT).subquery()
    sums = [func.coalesce(func.sum(rows.c[band.value]), 0) for band in COUNTED]
    return CaseCounts(*reading.db.execute(select(func.count(), *sums).select_from(rows)).one())


def count_total(reading: Reading, *, filter: CaseFilter) -> int:  # noqa: A002  (the field's word)
    """How many cases `filter` shows, stopping at `COUNT_LIMIT`."""
    return _count(reading, filter, None)


def _count(reading: Reading, wanted: CaseFilter, more: ColumnElement[bool] | None) -> int:
    found = matching(reading.db, CASES, wanted.text) if wanted.text.strip() else None
    query = _filtered(reading, select(literal(1)).select_from(Case), wanted, found)
    if more is not None:
        query = query.where(more)
    capped = query.limit(COUNT_LIMIT).subquery()
    return reading.db.execute(select(func.count()).select_from(capped)).scalar_one()


def due_bands(reading: Reading) -> Bounds:
    """The instants that part overdue, today, soon and later, for the groups of a list."""
    return bounds(reading)


def case_by_number(reading: Reading, *, typed: str) -> int | None:
    """The case whose number was typed, with or without dashes, or the whole it is part of; None when there is none."""
    number = case_numbers.parse(typed)
    if number is None:
        return None
    query = select(Case.id).where(Case.number == str(number), reachable_cases(reading.actor))
    found = reading.db.execute(query).scalar_one_or_none()
    return None if found is None else whole_of(reading, found)


def load_case(reading: Reading, *, case_id: int) -> CaseCard:
    """Everything the card of one case shows, even when it is part of another or in the trash."""
    query = ROWS.add_columns(Case).where(Case.id == case_id, reachable_cases(reading.actor))
    found = reading.db.execute(query).one()
    entity: Case = found[-1]
    customer = reading.db.get(Customer, entity.customer_id) if entity.customer_id is not None else None
    is_known = customer is not None and customer.erased_at is None
    return _card(reading, _case_row(found), entity, told_of(customer) if customer and is_known else None)


def _card(reading: Reading, row: CaseRow, entity: Case, customer: CustomerRow | None) -> CaseCard:
    return CaseCard(
        row=row,
        version=entity.version,
        text=entity.text,
        remedy=entity.remedy,
        reply_by=entity.reply_by,
        language=entity.language,
        office_id=entity.office_id,
        office_name=reading.db.get_one(Office, entity.office_id).name,
        team_name=_team_name(reading, entity.owner_id),
        registered_at=entity.registered_at,
        taken_by=_staff_name(reading, entity.taken_by_id),
        sender_reference=entity.sender_reference,
        book_entry=entity.book_entry,
        enclosures=entity.enclosures,
        customer=customer,
        clocks=load_clocks(reading, entity),
        history=_history(reading, entity.id),
        closed_at=entity.closed_at,
        outcome=entity.outcome,
        root_cause=entity.root_cause,
        answer_sent_at=entity.answer_sent_at,
        answer_text=entity.answer_text,
        no_answer_reason=entity.no_answer_reason,
        redress=entity.redress,
        currency=entity.currency,
        reopened=entity.period - 1,
        source_number=(entity.source_number or "").partition(":")[2],
        zone=reading.centre.zone,
        appeal_text=entity.appeal_text,
        solved=entity.solved,
        prepared_by_id=entity.prepared_by_id,
        prepared_by=_staff_name(reading, entity.prepared_by_id),
        approved_by=_staff_name(reading, entity.approved_by_id),
        promises=list_promises(reading, entity.id),
        pauses=load_all_pauses(reading, entity),
        extensions=load_extensions(reading, entity.id),
        links=count_links(reading, entity.id),
        request_kind=entity.request_kind,
        request_fields=entity.request_fields or {},
        team=reading.db.get_one(Team, entity.team_id).name if entity.team_id is not None else "",
        attendance=load_attendance(reading, entity.id),
    )


def _staff_name(reading: Reading, staff_id: int | None) -> str:
    return "" if staff_id is None else reading.db.get_one(Staff, staff_id).name


def _team_name(reading: Reading, staff_id: int | None) -> str:
    query = select(Team.name).join(Staff, Staff.team_id == Team.id).where(Staff.id == staff_id)
    return reading.db.execute(query).scalar() or ""


def _history(reading: Reading, case_id: int) -> tuple[HistoryLine, ...]:
    """Newest first, with what happened to the cases that are part of this one."""
    columns = (
        CaseEvent.id,
        CaseEvent.at,
        CaseEvent.event,
        CaseEvent.by_id,
        func.coalesce(Staff.name, ""),
        CaseEvent.text,
        CaseEvent.about,
        case((CaseEvent.case_id == case_id, ""), else_=Case.number),
    )
    query = select(*columns).join(Case, Case.id == CaseEvent.case_id).outerjoin(Staff, Staff.id == CaseEvent.by_id)
    query = query.where(CaseEvent.case_id.in_((case_id, *parts_of(reading, case_id))))
    found = reading.db.execute(query.order_by(CaseEvent.at.desc(), CaseEvent.id.desc()))
    return tuple(HistoryLine(*line) for line in found)


@dataclass(frozen=True, slots=True)
class MyDesk:
    """A clerk's first screen."""

    open_cases: Page[CaseRow]
    counts: CaseCounts
    today: TodayCounts
    unowned: int  # open cases of the office that nobody has


def load_my_desk(reading: Reading, *, limit: int = PAGE_SIZE) -> MyDesk:
    """The person's open cases by what is due next, and what their office did today."""
    mine = CaseFilter(is_open=True, owner_ids=(reading.actor.id,))
    unowned = CaseFilter(is_open=True, without_owner=True, office_ids=(reading.actor.office_id,))
    return MyDesk(
        open_cases=list_cases(reading, filter=mine, limit=limit),
        counts=count_cases(reading, filter=mine),
        today=count_today(reading),
        unowned=_count(reading, unowned, None),
    )


def count_today(reading: Reading) -> TodayCounts:
    """Cases, complaints among them, and closings of the person's office since local midnight."""
    since = bounds(reading).today_from
    here = and_(visible_cases(reading.actor), Case.office_id == reading.actor.office_id)
    cases = select(func.count(Case.id)).where(here, Case.received_at >= since)
    complaints = cases.where(Case.kind == CaseKind.COMPLAINT)
    closed = select(func.count(Case.id)).where(here, Case.is_open == NOT_OPEN, Case.closed_at >= since)
    return TodayCounts(*(reading.db.execute(query).scalar_one() for query in (cases, complaints, closed)))


@dataclass(frozen=True, slots=True)
class Found:
    """What the header's box found."""

    cases: Sequence[CaseRow]
    customers: Sequence[CustomerRow]


def find_anything(reading: Reading, *, typed: str, limit: int = 6) -> Found:
    """Cases and customers for what was typed: a case number goes before everything else."""
    case_id = case_by_number(reading, typed=typed)
    if case_id is not None:
        query = ROWS.where(Case.id == case_id)
        return Found((_case_row(reading.db.execute(query).one()),), ())
    cases = list_cases(reading, filter=CaseFilter(text=typed), limit=limit).rows if typed.strip() else ()
    return Found(cases, suggest_customers(reading, typed=typed, limit=limit))


def newest_change(reading: Reading) -> datetime | None:
    """When a case was last registered; for "as of" lines."""
    query = select(func.max(Case.registered_at)).where(visible_cases(reading.actor))
    return reading.db.execute(query).scalar()
