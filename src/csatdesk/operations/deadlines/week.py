"""The next working days as columns: what is due each day, by person, and the first cases of each day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import and_, case, func, select

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.staff import Right, require
from csatdesk.operations.absences import who_is_away
from csatdesk.operations.cases.filters import conditions
from csatdesk.operations.deadlines.instants import ONE_DAY, local_today, own_calendar, working_days
from csatdesk.operations.deadlines.queries import list_deadlines
from csatdesk.operations.deadlines.views import DeadlineList, DeadlineRow, View
from csatdesk.operations.staff import list_staff
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.visible import visible_cases

DAYS = 7  # working days
CASES_MOST = 25  # of each day that stand there one by one


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """One column. `day` None: everything overdue. What is due on closed days stands with the working day before."""

    day: date | None
    total: int
    rows: tuple[DeadlineRow, ...]
    shown: DeadlineList  # the list of all of them


@dataclass(frozen=True, slots=True)
class PersonWeek:
    """What one person has due, column by column. `staff_id` None: nobody yet."""

    staff_id: int | None
    name: str
    is_away: bool
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Week:
    columns: tuple[DayOfWeek, ...]
    people: tuple[PersonWeek, ...]


def load_week(reading: Reading, *, cases: CaseFilter) -> Week:
    """What is overdue, and what is due on each of the next `DAYS` working days."""
    require(reading.actor, Right.SEE_DEADLINES)
    calendar = own_calendar(reading)
    days = working_days(calendar, local_today(reading), DAYS + 1)
    spans = [(reading.at, calendar.midnight(days[1]))]
    spans += [(calendar.midnight(day), calendar.midnight(after)) for day, after in pairwise(days[1:])]
    counts = _counts(reading, cases, spans)
    totals = [sum(row[place] for row in counts.values()) for place in range(DAYS + 1)]
    return Week(_columns(reading, cases, days[:DAYS], totals), _people(reading, counts))


def _counts(
    reading: Reading, cases: CaseFilter, spans: Sequence[tuple[datetime, datetime]]
) -> dict[int | None, tuple[int, ...]]:
    """By owner: overdue, then day by day."""
    due = Case.next_due_at
    late: Any = func.sum(case((due < reading.at, 1), else_=0))
    daily = [func.sum(case((and_(due >= spans[0][0], due <= spans[0][1]), 1), else_=0))]
    daily += [func.sum(case((and_(due > after, due <= until), 1), else_=0)) for after, until in spans[1:]]
    query = (
        select(Case.owner_id, late, *daily)
        .where(
            visible_cases(reading.actor),
            *conditions(reading, replace(cases, is_open=True, text="", due=())),
            due <= spans[-1][1],
        )
        .group_by(Case.owner_id)
    )
    return {found[0]: tuple(int(count) for count in found[1:]) for found in reading.db.execute(query)}


def _columns(reading: Reading, cases: CaseFilter, days: Sequence[date], totals: Sequence[int]) -> tuple[DayOfWeek, ...]:
    asked = [DeadlineList(View.OVERDUE, cases)]
    asked += [DeadlineList(View.ALL, cases, due_on=day, due_until=end) for day, end in _ends(reading, days)]
    return tuple(
        DayOfWeek(day, total, list_deadlines(reading, shown=shown, limit=CASES_MOST).rows if total else (), shown)
        for day, shown, total in zip((None, *days), asked, totals, strict=True)
    )


def _ends(reading: Reading, days: Sequence[date]) -> list[tuple[date, date]]:
    """Each working day with the last of the closed days that follow it; the first column begins today."""
    calendar = own_calendar(reading)
    starts = (local_today(reading), *days[1:])
    return [
        (start, calendar.next_working_day(day + ONE_DAY) - ONE_DAY) for start, day in zip(starts, days, strict=True)
    ]


def _people(reading: Reading, counts: dict[int | None, tuple[int, ...]]) -> tuple[PersonWeek, ...]:
    away = who_is_away(reading)
    names = {one.id: one.name for one in list_staff(reading, only_active=False)}
    found = [PersonWeek(one, names.get(one or 0, ""), one in away, row) for one, row in counts.items()]
    return tuple(sorted(found, key=lambda one: (one.staff_id is None, -sum(one.counts), one.name)))
