"""Lists of deadlines, page by page: which rows in which order from an index, then what stands in those rows.

No list is read from its start, and no page or count depends on how many closed cases there are: `ix_cases_due` holds
everything that open cases are narrowed and ordered by, `ix_pauses_open` and `ix_deadlines_due` do so for the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, literal, null, or_, select, tuple_

from csatdesk.domain.cases import CaseFilter, DueBand
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.paging import COUNT_LIMIT, PAGE_SIZE, Key, Page
from csatdesk.domain.staff import Right, require
from csatdesk.operations.cases.bands import bounds
from csatdesk.operations.cases.filters import conditions
from csatdesk.operations.deadlines.instants import (
    back_at,
    day_bounds,
    local_today,
    own_calendar,
    paused_before,
    week_end,
)
from csatdesk.operations.deadlines.row_facts import Found, made_rows
from csatdesk.operations.deadlines.views import DeadlineList, DeadlineRow, View
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR, PAUSED
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.deadlines import RUNNING, CaseDeadline, CasePause
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.visible import visible_cases

PROMISE_OPEN = 1


def list_deadlines(
    reading: Reading,
    *,
    shown: DeadlineList,
    after: Key | None = None,
    limit: int = PAGE_SIZE,
    backwards: bool = False,
) -> Page[DeadlineRow]:
    """One page of a list, after the key `after`. `backwards`: the last page, and with `after` the page before it."""
    require(reading.actor, Right.SEE_DEADLINES)
    source = _source(reading, shown)
    query = source.query
    if after is not None:
        query = query.where(source.beyond(after, backwards=backwards))
    order = [column.desc() if backwards else column.asc() for column in source.order]
    found = [Found(*row) for row in reading.db.execute(query.order_by(*order).limit(limit))]
    key = (found[-1].order_at, found[-1].id) if len(found) == limit else None
    return Page(made_rows(reading, shown.view, found[::-1] if backwards else found), key)


def count_views(reading: Reading, *, shown: DeadlineList) -> dict[View, int]:
    """How many rows each view has with these filters; each number stops at `COUNT_LIMIT`."""
    require(reading.actor, Right.SEE_DEADLINES)
    return {
        view: count_deadlines(reading, shown=replace(shown, view=view, due_on=None, due_until=None, each_clock=False))
        for view in View
    }


def count_deadlines(reading: Reading, *, shown: DeadlineList) -> int:
    query = _source(reading, shown, counts=True).query.with_only_columns(literal(1))
    return reading.db.execute(select(func.count()).select_from(query.limit(COUNT_LIMIT).subquery())).scalar_one()


@dataclass(frozen=True, slots=True)
class _Source:
    """A query for the columns of `Found`, and the two columns it is ordered by."""

    query: Select[Any]
    order: tuple[Any, Any]

    def beyond(self, key: Key, *, backwards: bool) -> ColumnElement[bool]:
        there = tuple_(*(literal(value, column.type) for value, column in zip(key, self.order, strict=True)))
        beyond: ColumnElement[bool] = tuple_(*self.order) < there if backwards else tuple_(*self.order) > there
        return beyond


def _source(reading: Reading, shown: DeadlineList, *, counts: bool = False) -> _Source:
    """`counts`: every row will be walked over."""
    if shown.view is View.PAUSED:
        return _pauses(reading, shown, is_whole=counts)
    if shown.view is View.PROMISES:
        return _promises(reading, shown, is_whole=counts)
    if shown.each_clock:
        return _clocks(reading, shown, is_whole=counts)
    query = select(Case.id, Case.next_due_at, Case.id.label("case_id"), null(), null(), null())
    query = query.where(*_narrowed(reading, shown.cases), *_due(reading, shown))
    return _Source(query, (Case.next_due_at, Case.id))


def _narrowed(reading: Reading, cases: CaseFilter) -> list[ColumnElement[bool]]:
    return [visible_cases(reading.actor), *conditions(reading, replace(cases, is_open=True, text=""))]


def _due(reading: Reading, shown: DeadlineList) -> Iterator[ColumnElement[bool]]:
    limits, due = bounds(reading), Case.next_due_at
    match shown.view:
        case View.OVERDUE:
            yield limits.condition(DueBand.OVERDUE)
        case View.TODAY:
            yield limits.condition(DueBand.TODAY)
        case View.SOON:
            yield limits.condition(DueBand.SOON)
        case View.WEEK:
            yield and_(due >= limits.now, due <= week_end(own_calendar(reading), local_today(reading)))
        case View.AWAY:
            yield _due_while_away(reading)
        case View.WITHOUT:
            yield and_(due == FAR, Case.clock.is_(None))
    if shown.due_on is not None:
        yield from _on_days(reading, shown.due_on, shown.due_until or shown.due_on, due)


def _on_days(reading: Reading, first: date, last: date, due: Any) -> Iterator[ColumnElement[bool]]:
    calendar = own_calendar(reading)
    after, until = day_bounds(calendar, first)[0], day_bounds(calendar, last)[1]
    yield due <= until
    yield due > after if after > reading.at else due >= reading.at


def _due_while_away(reading: Reading) -> ColumnElement[bool]:
    """Cases and promises that are due before who has them is back."""
    back = back_at(reading, own_calendar(reading))
    if not back:
        return literal(value=False)
    theirs = [and_(Case.owner_id == staff_id, Case.next_due_at <= until) for staff_id, until in back.items()]
    kept = [
        and_(CasePromise.owner_id == staff_id, CasePromise.is_open == PROMISE_OPEN, CasePromise.due_at <= until)
        for staff_id, until in back.items()
    ]
    promised = select(CasePromise.case_id).where(or_(*kept))
    return and_(Case.next_due_at < PAUSED, or_(*theirs, Case.id.in_(promised)))


def _pauses(reading: Reading, shown: DeadlineList, *, is_whole: bool) -> _Source:
    calendar = own_calendar(reading)
    before = paused_before(calendar, local_today(reading), shown.paused_days)
    columns = (CasePause.id, CasePause.from_at, CasePause.case_id, null(), CasePause.reason, CasePause.note)
    query = select(*columns).where(
        CasePause.centre_id == reading.actor.centre_id, CasePause.to_at == FAR, CasePause.from_at < before
    )
    query = _of_cases(reading, query, CasePause.case_id, shown.cases, is_whole=is_whole)
    return _Source(query, (CasePause.from_at, CasePause.id))


def _promises(reading: Reading, shown: DeadlineList, *, is_whole: bool) -> _Source:
    columns = (CaseDeadline.id, CaseDeadline.due_at, CaseDeadline.case_id, CaseDeadline.promise_id, null(), null())
    query = select(*columns).where(
        CaseDeadline.centre_id == reading.actor.centre_id,
        CaseDeadline.clock == Clock.PROMISE,
        CaseDeadline.is_running == RUNNING,
    )
    cases = replace(shown.cases, owner_ids=(), without_owner=False, team_ids=())
    query = _of_cases(reading, query, CaseDeadline.case_id, cases, is_whole=is_whole)
    kept = _kept_by(shown.cases, CasePromise.owner_id)
    if kept:
        query = query.join(CasePromise, CasePromise.id == CaseDeadline.promise_id).where(or_(*kept))
    return _Source(query, (CaseDeadline.due_at, CaseDeadline.id))


def _clocks(reading: Reading, shown: DeadlineList, *, is_whole: bool) -> _Source:
    due = CaseDeadline.due_at
    days = [due < reading.at]
    if shown.due_on is not None:
        days = list(_on_days(reading, shown.due_on, shown.due_until or shown.due_on, due))
    columns = (CaseDeadline.id, due, CaseDeadline.case_id, CaseDeadline.promise_id, null(), null(), CaseDeadline.id)
    clocks = running_clocks(reading, shown.cases, is_whole=is_whole)
    return _Source(clocks.narrow(select(*columns)).where(*days), (due, CaseDeadline.id))


@dataclass(frozen=True, slots=True)
class RunningClocks:
    """Clocks that run, of cases that fit a filter. `keeper`: who gave their word, else who has the case."""

    cases: FromClause
    keeper: ColumnElement[Any]
    conditions: Sequence[ColumnElement[bool]]

    def narrow(self, query: Select[Any]) -> Select[Any]:
        return (
            query.join(self.cases, self.cases.c.id == CaseDeadline.case_id + 0)  # + 0: clocks are found by their day
            .outerjoin(CasePromise, CasePromise.id == CaseDeadline.promise_id)
            .where(*self.conditions)
        )


def running_clocks(reading: Reading, cases: CaseFilter, *, is_whole: bool) -> RunningClocks:
    """`is_whole` as in `_of_cases`: the cases are found once, in their index, and the clocks matched with them."""
    of_cases, found = replace(cases, owner_ids=(), without_owner=False, team_ids=()), select(Case.id, Case.owner_id)
    theirs: FromClause
    if is_whole or replace(of_cases, is_open=True) != CaseFilter(is_open=True):
        theirs = found.where(*_narrowed(reading, of_cases)).cte("theirs").prefix_with("MATERIALIZED")
    else:
        theirs = found.where(visible_cases(reading.actor), Case.is_open + 0 == OPEN).subquery("theirs")
    keeper = func.coalesce(CasePromise.owner_id, theirs.c.owner_id)
    conditions = [
        CaseDeadline.centre_id == reading.actor.centre_id,
        CaseDeadline.is_running == RUNNING,
        CaseDeadline.is_paused.is_(False),
    ]
    kept = _kept_by(cases, keeper)
    return RunningClocks(theirs, keeper, [*conditions, or_(*kept)] if kept else conditions)


def _of_cases(reading: Reading, query: Select[Any], case_id: Any, cases: CaseFilter, *, is_whole: bool) -> Select[Any]:
    """Rows of open cases that fit the filter.

    Where many rows are passed over, the cases are gone through first, in their index; the first rows of all are looked
    up one by one.
    """
    if is_whole or replace(cases, is_open=True) != CaseFilter(is_open=True):
        return query.where(case_id.in_(select(Case.id).where(*_narrowed(reading, cases))))
    return query.join(Case, Case.id == case_id).where(visible_cases(reading.actor), Case.is_open + 0 == OPEN)


def _kept_by(cases: CaseFilter, keeper: Any) -> Sequence[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if cases.owner_ids:
        asked.append(keeper.in_(cases.owner_ids))
    if cases.without_owner:
        asked.append(keeper.is_(None))
    return asked


def away_until(reading: Reading) -> Mapping[int, datetime]:
    """When everybody who is away today is back."""
    return back_at(reading, own_calendar(reading))
