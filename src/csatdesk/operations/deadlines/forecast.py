"""How many open cases will be late if answers go on as they went.

The method, told to people under "How was this computed?":

1. *Pace*: answers sent in the last 20 working days (today left out) by the people, office and topics that are shown,
   divided by 20. Cases closed without an answer do not count.
2. *Queue*: open cases whose clock runs, in the order in which they are due. What is paused, or owes no answer any
   more, is left out.
3. The k-th case of the queue is answered when k answers have been sent from now on at that pace, spread evenly over
   working time. It will be late when that is after its due instant; what is overdue already is late.

It says nothing of new cases, of holidays of people, or of cases that are answered out of turn: a forecast to plan
with, not a promise. Nothing is said from fewer than `LEAST_ANSWERS` answers or fewer than `LEAST_CASES` cases.
Cost: two ranges of an index, at most `QUEUE_MOST` cases of the queue.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, literal, select

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.domain.paging import COUNT_LIMIT
from csatdesk.domain.staff import Right, require
from csatdesk.operations.cases.filters import conditions
from csatdesk.operations.deadlines.instants import ONE_DAY, day_bounds, local_today, own_calendar, working_days
from csatdesk.operations.work import Reading
from csatdesk.store.base import PAUSED
from csatdesk.store.entities.cases import Case
from csatdesk.store.visible import visible_cases

PACE_DAYS = 20  # working days
LEAST_ANSWERS, LEAST_CASES = 10, 5
QUEUE_MOST = COUNT_LIMIT - 1
SHOWN_DAYS = 10  # working days in the working behind it


@dataclass(frozen=True, slots=True)
class ForecastDay:
    """By the end of `day`: so many of the queue are due, and so many answers will have been sent."""

    day: date
    due: int
    answered: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """`late` None: too little is known. `overdue` of the `queue` are late already; `is_capped`: there are more."""

    answers: int
    since: date
    queue: int
    overdue: int
    late: int | None
    days: tuple[ForecastDay, ...]
    is_capped: bool = False

    @property
    def pace(self) -> float:
        """Answers a working day."""
        return self.answers / PACE_DAYS


def load_forecast(reading: Reading, *, cases: CaseFilter) -> Forecast:
    """For the open cases that `cases` shows by owner, office and topic."""
    require(reading.actor, Right.SEE_DEADLINES)
    calendar, day = own_calendar(reading), local_today(reading)
    since = pace_since(calendar, day)
    answers = _answers(reading, cases, calendar.midnight(since), calendar.midnight(day))
    dues = _queue(reading, cases)
    queue = dues[:QUEUE_MOST]
    late: int | None = None
    days: tuple[ForecastDay, ...] = ()
    if answers >= LEAST_ANSWERS and len(queue) >= LEAST_CASES:
        pace = answers / PACE_DAYS
        left = {due: days_until(calendar, reading.at, due) for due in set(queue)}  # many share their closing time
        late = late_at_pace([left[due] for due in queue], pace)
        days = tuple(_days(calendar, reading.at, queue, pace))
    overdue = sum(due < reading.at for due in queue)
    return Forecast(answers, since, len(queue), overdue, late, days, is_capped=len(dues) > QUEUE_MOST)


def late_at_pace(days_left: Sequence[float], pace: float) -> int:
    """How many are late when they are answered in this order, `pace` a working day.

    `days_left`: working days from now until each is due, in order; less than nothing for what is overdue.
    """
    return sum(left < 0 or place > pace * left for place, left in enumerate(days_left, start=1))


def days_until(calendar: WorkCalendar, at: datetime, due: datetime) -> float:
    """Working days from `at` to `due`: whole ones, and the share of the day's hours at both ends; -1 when overdue."""
    if due < at:
        return -1.0
    first, last = calendar.local_day(at), calendar.local_day(due - timedelta(microseconds=1))
    rest = _share(calendar, first, at, day_bounds(calendar, first)[1])
    if last <= first:
        return _share(calendar, first, at, due)
    whole = calendar.working_days_between(first, last - ONE_DAY)
    return rest + whole + _share(calendar, last, calendar.midnight(last), due)


def _share(calendar: WorkCalendar, day: date, start: datetime, end: datetime) -> float:
    """Which share of a day's working time lies between two instants of it; 0 for a closed day."""
    whole = calendar.between(*day_bounds(calendar, day))
    return calendar.between(start, end) / whole if whole else 0.0


def pace_since(calendar: WorkCalendar, day: date) -> date:
    """The first of the `PACE_DAYS` working days before `day`."""
    first = day - timedelta(days=PACE_DAYS)
    while calendar.working_days_between(first - ONE_DAY, day - ONE_DAY) < PACE_DAYS:
        first -= ONE_DAY
    return first


def _answers(reading: Reading, cases: CaseFilter, since: datetime, until: datetime) -> int:
    shown = replace(cases, is_open=None, text="", due=())
    query = select(literal(1)).where(
        Case.centre_id == reading.actor.centre_id,  # of merged cases, too: those answers were sent
        Case.answer_sent_at >= since,
        Case.answer_sent_at < until,
        *conditions(reading, shown),
    )
    return reading.db.execute(select(func.count()).select_from(query.limit(COUNT_LIMIT * 10).subquery())).scalar_one()


def _queue(reading: Reading, cases: CaseFilter) -> list[datetime]:
    shown = replace(cases, is_open=True, text="", due=())
    query = select(Case.next_due_at).where(
        visible_cases(reading.actor), Case.next_due_at < PAUSED, *conditions(reading, shown)
    )
    found = reading.db.execute(query.order_by(Case.next_due_at, Case.id).limit(COUNT_LIMIT))
    return list(found.scalars())


def _days(calendar: WorkCalendar, at: datetime, queue: Sequence[datetime], pace: float) -> list[ForecastDay]:
    found = []
    for day in working_days(calendar, calendar.local_day(at), SHOWN_DAYS):
        end = day_bounds(calendar, day)[1]
        due = sum(one <= end for one in queue)
        found.append(ForecastDay(day, due, min(int(pace * days_until(calendar, at, end)), len(queue))))
    return found
