"""Checks as lists, My desk and Today show them: worked out from the schedules and from what came of each day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from csatdesk.domain.checklists import (
    DAY,
    LOOK_BACK,
    PERIOD_MOST,
    CheckCounts,
    CheckFilter,
    CheckRow,
    CheckState,
    Rhythm,
    ScheduleRow,
    Which,
    counted,
    hours_on,
    look_back,
    state_of,
)
from csatdesk.domain.errors import NotFound
from csatdesk.domain.evaluations import ABOUT_PEOPLE, EvaluationState, kind_of
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.paging import PAGE_SIZE, Key, Page
from csatdesk.domain.staff import Right
from csatdesk.domain.standards import VersionState
from csatdesk.domain.surveys import QUESTIONNAIRE
from csatdesk.operations.absences import stands_in, who_is_away
from csatdesk.operations.checklists.schedules import Schedule, load_schedules
from csatdesk.operations.work import Reading
from csatdesk.store.base import batched
from csatdesk.store.entities.checklists import ChecklistDay
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion

FILLER, EXCUSER = aliased(Staff), aliased(Staff)
IDS_MOST = 400  # in one statement
BEFORE_MOST = 10  # last times beside one check


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of one day."""

    evaluation_id: int | None
    filler_id: int | None
    filler: str
    sent_at: Any
    excuse: str
    excuser: str


NOTHING = _Came(None, None, "", None, "", "")


@dataclass(frozen=True, slots=True)
class _People:
    """Who is asked today in the place of whom: names by person, and whoever stands in for them."""

    names: Mapping[int, str]
    stand_ins: Mapping[int, int]
    gone: frozenset[int]  # no longer working here

    def now(self, asked_id: int | None) -> int | None:
        """None: anybody."""
        if asked_id is None or asked_id in self.gone:
            return None
        return self.stand_ins.get(asked_id, asked_id)


def list_checks(
    reading: Reading,
    *,
    shown: CheckFilter,
    after: Key | None = None,
    limit: int = PAGE_SIZE,
    backwards: bool = False,
) -> Page[CheckRow]:
    """One page: of those that can be made now what is due first; of all others the latest day first."""
    rows = checks_shown(reading, shown)
    keys = [order_of(row, shown.which) for row in rows]
    if backwards:
        found = [row for row, key in zip(rows, keys, strict=True) if after is None or key < after][-limit:]
    else:
        found = [row for row, key in zip(rows, keys, strict=True) if after is None or key > after][:limit]
    last = (found[0] if backwards else found[-1]) if len(found) == limit else None
    return Page(tuple(found), None if last is None else order_of(last, shown.which))


def order_of(row: CheckRow, which: Which) -> tuple[Any, ...]:
    day = 0 if which is Which.OPEN else -row.day.toordinal()
    return (day, row.due_at, row.schedule_id, row.day)


def checks_shown(reading: Reading, shown: CheckFilter) -> list[CheckRow]:
    """All rows of a list, in its order. The days of a period are few, so that no page needs to be cut out of them."""
    if shown.which is Which.OPEN:
        schedules = load_schedules(reading, office_id=shown.office_id, standard_id=shown.standard_id)
        rows = [row for row in _recent(reading, schedules) if row.can_run]
    else:
        rows = checks_of_period(reading, shown)
    if shown.which is Which.NOT_DONE:
        rows = [row for row in rows if row.state is CheckState.NOT_DONE]
    return sorted(rows, key=lambda row: order_of(row, shown.which))


def checks_of_period(reading: Reading, shown: CheckFilter) -> list[CheckRow]:
    """Every check of its days, whichever of them are listed; those of each schedule by day."""
    schedules = load_schedules(reading, office_id=shown.office_id, standard_id=shown.standard_id)
    first = max(shown.first_on, shown.last_on - PERIOD_MOST * DAY)
    return list(_rows(reading, schedules, first, shown.last_on))


def count_checks(reading: Reading, *, shown: CheckFilter) -> CheckCounts:
    """Of the whole period."""
    return counted(checks_of_period(reading, shown))


def load_check(reading: Reading, *, schedule_id: int, day: date) -> CheckRow:
    rows = _rows(reading, load_schedules(reading, schedule_id=schedule_id), day, day)
    found = next(iter(rows), None)
    if found is None:
        raise NotFound()
    return found


def checks_before(reading: Reading, *, schedule_id: int, day: date) -> tuple[CheckRow, ...]:
    """The last times of its schedule, the latest first."""
    schedules = load_schedules(reading, schedule_id=schedule_id)
    return tuple(list(_rows(reading, schedules, day - LOOK_BACK, day - DAY))[: -BEFORE_MOST - 1 : -1])


@dataclass(frozen=True, slots=True)
class DueChecks:
    """`mine`: that can be made now by the person who asks, what is due first at the top; `missed`: not done on the
    last day of their schedule before today, the latest first; of an ended schedule nobody is asked any more.
    """

    mine: tuple[CheckRow, ...]
    missed: tuple[CheckRow, ...]


NO_CHECKS = DueChecks((), ())


def due_checks(reading: Reading) -> DueChecks:
    """For My desk, Today and the number on the rail; of nobody who does not run checks."""
    if not reading.actor.may(Right.RUN_CHECKLISTS):
        return NO_CHECKS
    schedules = load_schedules(reading)
    rows = _recent(reading, schedules)
    mine = [row for row in rows if row.can_run and row.for_me]
    asking = {one.id for one in schedules if one.goes_on}
    over = [row for row in _last_before_today(rows) if row.schedule_id in asking]
    missed = [row for row in over if row.state is CheckState.NOT_DONE]
    return DueChecks(
        tuple(sorted(mine, key=lambda row: order_of(row, Which.OPEN))),
        tuple(sorted(missed, key=lambda row: order_of(row, Which.NOT_DONE))),
    )


def count_due_checks(reading: Reading) -> int:
    """The number on the rail."""
    due = due_checks(reading)
    missed = due.missed if reading.actor.may(Right.PLAN_CHECKS) else ()
    return len({row.id for row in (*due.mine, *missed)})


def _last_before_today(rows: Sequence[CheckRow]) -> Iterator[CheckRow]:
    """Of each schedule the latest check of a day before today. `rows`: those of each schedule by day."""
    latest = {row.schedule_id: row for row in rows if not row.is_of_today}
    yield from latest.values()


def _recent(reading: Reading, schedules: Sequence[Schedule]) -> list[CheckRow]:
    """Back to the last check of any rhythm; those of each schedule by day."""
    if not schedules:
        return []
    groups: dict[tuple[date, date], list[Schedule]] = defaultdict(list)
    for one in schedules:
        groups[look_back(one.history, one.today), one.today].append(one)
    return [row for days, some in groups.items() for row in _rows(reading, some, *days)]


def _rows(reading: Reading, schedules: Sequence[Schedule], first: date, last: date) -> Iterator[CheckRow]:
    """What was asked for, and what was done all the same; nothing of the days to come."""
    came = _came(reading, schedules, first, last)
    people = _people(reading, schedules)
    for schedule in schedules:
        until = min(last, schedule.today)
        asked = list(schedule.asked(first, until))
        done = {day for one, day in came if one == schedule.id and day <= until}
        latest = asked[-1] if asked and _is_last(schedule, asked[-1]) else None
        for day in sorted(done.union(asked)):
            found = came.get((schedule.id, day), NOTHING)
            yield _row(reading, schedule, day, found, people, is_latest=day == latest)


def _is_last(schedule: Schedule, day: date) -> bool:
    """It has asked for none since; of an ended schedule only today's can be made."""
    if day < schedule.today and not schedule.goes_on:
        return False
    is_recent = day >= schedule.today - LOOK_BACK
    return is_recent and next(schedule.asked(day + DAY, schedule.today), None) is None


def _row(reading: Reading, schedule: Schedule, day: date, came: _Came, people: _People, *, is_latest: bool) -> CheckRow:
    terms = schedule.terms(day)
    due_at = hours_on(schedule.hours, day).wall(day, terms.until)
    state = state_of(
        due_at,
        sent_at=came.sent_at,
        is_excused=bool(came.excuse),
        is_over=day < schedule.today,
        now=reading.at,
    )
    can_be_made = is_latest and (terms.rhythm is not Rhythm.DAILY or day == schedule.today)
    asked_id = people.now(terms.asked_id) if state.is_open else terms.asked_id
    actor = reading.actor
    return CheckRow(
        schedule_id=schedule.id,
        day=day,
        standard_id=schedule.standard_id,
        titles=schedule.titles,
        office_id=schedule.office_id,
        office_name=schedule.office_name,
        place=terms.place,
        due_at=due_at,
        state=state,
        can_run=state.is_open and (can_be_made or came.evaluation_id is not None),
        for_me=asked_id == actor.id or (asked_id is None and schedule.office_id == actor.office_id),
        is_of_today=day == schedule.today,
        asked_name=people.names.get(asked_id, "") if asked_id is not None else "",
        evaluation_id=came.evaluation_id,
        done_by_id=came.filler_id,
        done_name=came.filler,
        sent_at=came.sent_at,
        excuse=came.excuse,
        excused_name=came.excuser,
    )


def _came(reading: Reading, schedules: Sequence[Schedule], first: date, last: date) -> Mapping[tuple[int, date], _Came]:
    """By schedule and day: what was begun or sent, and what was left out."""
    columns = (
        ChecklistDay.schedule_id,
        ChecklistDay.day,
        Evaluation.id,
        FILLER.id,
        FILLER.name,
        Evaluation.submitted_at,
        ChecklistDay.excuse,
        EXCUSER.name,
    )
    standing = and_(Evaluation.id == ChecklistDay.evaluation_id, Evaluation.state != EvaluationState.VOID)
    query = (
        select(*columns)
        .outerjoin(Evaluation, standing)
        .outerjoin(FILLER, FILLER.id == Evaluation.reviewer_id)
        .outerjoin(EXCUSER, EXCUSER.id == ChecklistDay.excused_by_id)
        .where(ChecklistDay.day >= first, ChecklistDay.day <= last)
    )
    found = {}
    for some in batched([one.id for one in schedules], IDS_MOST):
        for row in reading.db.execute(query.where(ChecklistDay.schedule_id.in_(some))):
            schedule_id, day, evaluation_id, filler_id, filler, sent_at, excuse, excuser = row
            if evaluation_id is not None or excuse:
                came = _Came(evaluation_id, filler_id, filler or "", sent_at, excuse, excuser or "")
                found[schedule_id, day] = came
    return found


def _people(reading: Reading, schedules: Sequence[Schedule]) -> _People:
    asked = {one.asked_id for schedule in schedules for one in schedule.history if one.asked_id is not None}
    if not asked:
        return _People({}, {}, frozenset())
    stand_ins = {one: stands_in(reading, one) for one in asked.intersection(who_is_away(reading))}
    query = select(Staff.id, Staff.name, Staff.is_active).where(Staff.id.in_(asked.union(stand_ins.values())))
    rows = reading.db.execute(query).all()
    gone = frozenset(row.id for row in rows if not row.is_active)
    return _People({row.id: row.name for row in rows}, stand_ins, gone)


# schedules


def list_schedules(reading: Reading) -> tuple[ScheduleRow, ...]:
    """Those that ask for something first, by what they ask next; then those that have ended."""
    rows = [_schedule_row(one) for one in load_schedules(reading)]
    return tuple(sorted(rows, key=lambda row: (row.next_on is None, row.next_on or date.max, row.office_name, row.id)))


def _schedule_row(one: Schedule) -> ScheduleRow:
    return ScheduleRow(
        id=one.id,
        standard_id=one.standard_id,
        titles=one.titles,
        office_id=one.office_id,
        office_name=one.office_name,
        history=one.lines,
        next_on=one.next_on(),
        is_valid=one.version_on(one.today) is not None,
        version=one.version,
    )


@dataclass(frozen=True, slots=True)
class CheckableStandard:
    id: int
    titles: LocalText


def checkable_standards(reading: Reading) -> tuple[CheckableStandard, ...]:
    """The published ones that look at a place and not at a person's work. What visitors fill serves as well: staff go
    through it as a checklist then (M20).
    """
    query = (
        select(Standard.id, Standard.titles, Standard.kind)
        .join(StandardVersion, StandardVersion.standard_id == Standard.id)
        .where(StandardVersion.centre_id == reading.actor.centre_id, StandardVersion.state == VersionState.PUBLISHED)
        .where(Standard.kind != QUESTIONNAIRE)
        .order_by(Standard.key)
    )
    return tuple(
        CheckableStandard(standard_id, LocalText(titles))
        for standard_id, titles, kind in reading.db.execute(query)
        if kind_of(kind) not in ABOUT_PEOPLE
    )
