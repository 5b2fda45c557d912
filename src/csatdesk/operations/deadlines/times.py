"""Where time goes (C8, C16): how long answers and solutions take, and in whose hands and which status cases stand.

Both in working time, by the hours of each case's office, and in calendar time. Of a period the newest `CASES_MOST`
answers, solutions and ended spans are read, no more: `is_capped` says when there were. With 1,000,000 cases that is
under a second, whatever the period.
How the figures are taken from the lengths: `domain.spreads`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import func, select

from csatdesk.domain.cuts import WHOLE, Cut
from csatdesk.domain.deadlines import Clock, WorkCalendar
from csatdesk.domain.spreads import Spread
from csatdesk.domain.staff import Right, require
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cuts import within
from csatdesk.operations.deadlines.instants import ONE_DAY, own_calendar
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import NOT_OPEN, Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.deadlines import CaseDeadline
from csatdesk.store.visible import visible_cases

CASES_MOST = 20_000


class By(Enum):
    """What the table of times is parted by."""

    KIND = "kind"
    OFFICE = "office"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class TimesRow:
    """`key`: a kind, an office's id or a channel; None: all of them together."""

    key: object
    name: str
    answer_working: Spread
    answer_calendar: Spread
    solution_working: Spread
    solution_calendar: Spread


@dataclass(frozen=True, slots=True)
class Times:
    """Of a period of local days, both included."""

    first: date
    last: date
    rows: tuple[TimesRow, ...]
    is_capped: bool


@dataclass(frozen=True, slots=True)
class _Taken:
    """One answer or solution, and how long it took."""

    kind: object
    office_id: int
    channel: object
    working: timedelta
    calendar: timedelta


def load_times(reading: Reading, *, first: date, last: date, by: By = By.KIND, cut: Cut = WHOLE) -> Times:
    """Time to the first answer of what was answered in the period, and to the solution of what was closed in it."""
    require(reading.actor, Right.SEE_DEADLINES)
    calendar = own_calendar(reading)
    span = calendar.midnight(first), calendar.midnight(last + ONE_DAY)
    rows, is_capped = times_between(reading, *span, by=by, cut=cut)
    return Times(first, last, rows, is_capped)


def times_between(
    reading: Reading, since: datetime, until: datetime, *, by: By | None = None, cut: Cut = WHOLE
) -> tuple[tuple[TimesRow, ...], bool]:
    """All of them together, then parted; and whether there were more than are read."""
    clock = _Stopwatch(reading)
    answers, solutions = _answered(reading, clock, since, until, cut), _solved(reading, clock, since, until, cut)
    rows = [_row(None, "", answers, solutions)]
    if by is not None:
        rows += _parts(reading, by, answers, solutions)
    return tuple(rows), CASES_MOST in {len(answers), len(solutions)}


def _parts(reading: Reading, by: By, answers: Sequence[_Taken], solutions: Sequence[_Taken]) -> Iterator[TimesRow]:
    part: Callable[[_Taken], object] = {By.KIND: _kind, By.OFFICE: _office, By.CHANNEL: _channel}[by]
    names = _office_names(reading)
    for key in sorted({part(one) for one in (*answers, *solutions)}, key=str):
        name = names.get(key, "") if isinstance(key, int) else ""
        own = [one for one in answers if part(one) == key], [one for one in solutions if part(one) == key]
        yield _row(key, name, *own)


def _kind(one: _Taken) -> object:
    return one.kind


def _office(one: _Taken) -> object:
    return one.office_id


def _channel(one: _Taken) -> object:
    return one.channel


class _Stopwatch:
    """Measures spans by the clock, and by the hours that an office has now."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._calendars: dict[int, WorkCalendar] = {}

    def taken(self, row: Any, done_at: datetime) -> _Taken:
        calendar = self._calendars.get(row.office_id)
        if calendar is None:
            calendar = self._calendars[row.office_id] = calendar_of(self._reading, row.office_id)[1]
        working = calendar.between(row.received_at, done_at)
        return _Taken(row.kind, row.office_id, row.channel, working, max(done_at - row.received_at, timedelta()))


def _row(key: object, name: str, answers: Sequence[_Taken], solutions: Sequence[_Taken]) -> TimesRow:
    return TimesRow(key, name, *_spreads(answers), *_spreads(solutions))


def _spreads(found: Sequence[_Taken]) -> tuple[Spread, Spread]:
    return Spread.of(one.working for one in found), Spread.of(one.calendar for one in found)


COLUMNS = (Case.kind, Case.office_id, Case.channel, Case.received_at)


def _answered(reading: Reading, clock: _Stopwatch, since: datetime, until: datetime, cut: Cut) -> list[_Taken]:
    """Of a reopened case the answer of its first period counts; it is kept with that period's clocks."""
    query = select(*COLUMNS, Case.answer_sent_at, Case.id, Case.period).where(
        visible_cases(reading.actor), Case.answer_sent_at >= since, Case.answer_sent_at < until, *within(reading, cut)
    )
    found = reading.db.execute(query.order_by(Case.answer_sent_at.desc(), Case.id.desc()).limit(CASES_MOST)).all()
    earlier = _first_answers(reading, [row.id for row in found if row.period > 1])
    return [clock.taken(row, earlier.get(row.id, row.answer_sent_at)) for row in found]


def _first_answers(reading: Reading, case_ids: Sequence[int]) -> dict[int, datetime]:
    query = (
        select(CaseDeadline.case_id, func.min(CaseDeadline.met_at))
        .where(CaseDeadline.case_id.in_(case_ids), CaseDeadline.clock.in_((Clock.HOUSE, Clock.LEGAL)))
        .where(CaseDeadline.met_at.is_not(None))
        .group_by(CaseDeadline.case_id)
    )
    found = reading.db.execute(query) if case_ids else ()
    return {row[0]: row[1] for row in found}


def _solved(reading: Reading, clock: _Stopwatch, since: datetime, until: datetime, cut: Cut) -> list[_Taken]:
    query: Any = select(*COLUMNS, Case.closed_at).where(
        visible_cases(reading.actor),
        Case.is_open + 0 == NOT_OPEN,
        Case.office_id.in_(tuple(_office_names(reading))),
        Case.closed_at >= since,
        Case.closed_at < until,
        *within(reading, cut),
    )
    found = reading.db.execute(query.order_by(Case.closed_at.desc()).limit(CASES_MOST))
    return [clock.taken(row, row.closed_at) for row in found]


def _office_names(reading: Reading) -> dict[object, str]:
    query = select(Office.id, Office.name).where(Office.centre_id == reading.actor.centre_id)
    return {row.id: row.name for row in reading.db.execute(query)}
