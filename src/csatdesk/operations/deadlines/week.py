"""The next working days as columns: every clock due each day, by person, and the first of each day one by one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import case, distinct, func, select

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.staff import Right, require
from csatdesk.operations.absences import who_is_away
from csatdesk.operations.deadlines.instants import ONE_DAY, local_today, own_calendar, working_days
from csatdesk.operations.deadlines.queries import list_deadlines, running_clocks
from csatdesk.operations.deadlines.views import DeadlineList, DeadlineRow, View
from csatdesk.operations.staff import list_staff
from csatdesk.operations.work import Reading
from csatdesk.store.entities.deadlines import CaseDeadline

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
    """What one person has to keep, column by column. `staff_id` None: nobody yet."""

    staff_id: int | None
    name: str
    is_away: bool
    clocks: tuple[Mapping[Clock, int], ...]

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(sum(column.values()) for column in self.clocks)


@dataclass(frozen=True, slots=True)
class Week:
    columns: tuple[DayOfWeek, ...]
    people: tuple[PersonWeek, ...]
    clocks: Mapping[Clock, int]  # of all columns
    cases: int  # that these clocks belong to


def load_week(reading: Reading, *, cases: CaseFilter) -> Week:
    """What is overdue, and what is due on each of the next `DAYS` working days."""
    require(reading.actor, Right.SEE_DEADLINES)
    calendar = own_calendar(reading)
    days = working_days(calendar, local_today(reading), DAYS + 1)
    spans = [(reading.at, calendar.midnight(days[1]))]
    spans += [(calendar.midnight(day), calendar.midnight(after)) for day, after in pairwise(days[1:])]
    counts = _counts(reading, cases, spans)
    totals = [sum(row[place].total() for row in counts.values()) for place in range(DAYS + 1)]
    clocks = sum((one for row in counts.values() for one in row), Counter[Clock]())
    columns = _columns(reading, cases, days[:DAYS], totals)
    return Week(columns, _people(reading, counts), clocks, _count_cases(reading, cases, spans[-1][1]))


def _counts(
    reading: Reading, cases: CaseFilter, spans: Sequence[tuple[datetime, datetime]]
) -> dict[int | None, list[Counter[Clock]]]:
    """By who keeps them: overdue, then day by day, how many of each clock."""
    place = _place(reading, spans)
    running = running_clocks(reading, cases, is_whole=True)
    query = running.narrow(select(running.keeper.label("keeper"), place, CaseDeadline.clock, func.count()))
    query = query.where(CaseDeadline.due_at <= spans[-1][1]).group_by("keeper", "place", CaseDeadline.clock)
    counts: dict[int | None, list[Counter[Clock]]] = {}
    for keeper, column, clock, count in reading.db.execute(query):
        counts.setdefault(keeper, [Counter() for _column in range(DAYS + 1)])[column][clock] += count
    return counts


def _place(reading: Reading, spans: Sequence[tuple[datetime, datetime]]) -> Any:
    """The column of a clock: 0 overdue, then the spans in their order."""
    due = CaseDeadline.due_at
    return case(
        (due < reading.at, 0), *((due <= until, place) for place, (_after, until) in enumerate(spans, 1)), else_=DAYS
    ).label("place")


def _count_cases(reading: Reading, cases: CaseFilter, until: datetime) -> int:
    query = running_clocks(reading, cases, is_whole=True).narrow(select(func.count(distinct(CaseDeadline.case_id))))
    count: int = reading.db.execute(query.where(CaseDeadline.due_at <= until)).scalar_one()
    return count


def _columns(reading: Reading, cases: CaseFilter, days: Sequence[date], totals: Sequence[int]) -> tuple[DayOfWeek, ...]:
    asked = [DeadlineList(View.OVERDUE, cases, each_clock=True)]
    asked += [
        DeadlineList(View.ALL, cases, due_on=day, due_until=end, each_clock=True) for day, end in _ends(reading, days)
    ]
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


def _people(reading: Reading, counts: Mapping[int | None, Sequence[Counter[Clock]]]) -> tuple[PersonWeek, ...]:
    away = who_is_away(reading)
    names = {one.id: one.name for one in list_staff(reading, only_active=False)}
    found = [PersonWeek(one, names.get(one or 0, ""), one in away, tuple(row)) for one, row in counts.items()]
    return tuple(sorted(found, key=lambda one: (one.staff_id is None, -sum(one.counts), one.name)))
