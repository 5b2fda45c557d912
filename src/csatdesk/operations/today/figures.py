"""The numbers of Today: what is due, what waits, what came in, who has how much, what people turn to us about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import Select, and_, func, literal, select, union_all

from csatdesk.domain.cases import CaseFilter, DueBand
from csatdesk.domain.deadlines import Clock, Deadline
from csatdesk.domain.paging import COUNT_LIMIT
from csatdesk.domain.promises import PromiseRow
from csatdesk.operations.absences import today
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.bands import Bounds, bounds
from csatdesk.operations.cases.promise_rows import PROMISE_ROWS
from csatdesk.operations.cases.queries import count_total, list_cases
from csatdesk.operations.deadlines.instants import paused_before
from csatdesk.operations.deadlines.views import PAUSED_DAYS
from csatdesk.operations.deadlines.workload import Workload
from csatdesk.operations.today.decisions import TO_APPROVE
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import NOT_OPEN, Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.deadlines import NOT_RUNNING, RUNNING, CaseDeadline, CasePause
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.visible import visible_cases

WEEKS = 8  # how far back the usual is taken from
TOPICS_SHOWN = 6
PROMISES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Numbers:
    """`week`: due by the end of Sunday and not overdue, `week_unowned` of them without owner.

    `usual`: how many cases came in by this time of day on the last of these weekdays; None: too few weeks are known.
    """

    overdue: int
    oldest: Deadline | None
    today: int
    next_today: Deadline | None
    week: int
    week_unowned: int
    to_approve: int
    paused: int
    paused_since: datetime | None
    came_in: int
    closed: int
    usual: float | None


@dataclass(frozen=True, slots=True)
class TopicToday:
    """Cases of a topic that came in today, and by this time of day on the last of these weekdays."""

    topic_id: int
    today: int
    usual: float


@dataclass(frozen=True, slots=True)
class Promised:
    """Promises due today: the open ones first; how many of all are open."""

    rows: tuple[PromiseRow, ...]
    open: int
    total: int


def load_numbers(reading: Reading, arrivals: "Arrivals", workload: Workload) -> Numbers:
    limits = bounds(reading)
    paused, paused_since = _paused(reading)
    return Numbers(
        overdue=workload.everything.overdue,
        oldest=_first_due(reading, DueBand.OVERDUE) if workload.everything.overdue else None,
        today=workload.everything.today,
        next_today=_first_due(reading, DueBand.TODAY) if workload.everything.today else None,
        week=workload.everything.week,
        week_unowned=workload.nobody.week,
        to_approve=count_total(reading, filter=TO_APPROVE),
        paused=paused,
        paused_since=paused_since,
        came_in=arrivals.today,
        closed=_closed(reading, limits),
        usual=arrivals.usual,
    )


def _first_due(reading: Reading, band: DueBand) -> Deadline | None:
    rows = list_cases(reading, filter=CaseFilter(is_open=True, due=(band,)), limit=1).rows
    return rows[0].due if rows else None


def _paused(reading: Reading) -> tuple[int, datetime | None]:
    """How many cases wait for too long, and since when the first of them does."""
    _, calendar = calendar_of(reading, reading.actor.office_id)
    query = (
        select(CasePause.from_at)
        .join(Case, Case.id == CasePause.case_id)
        .where(
            CasePause.centre_id == reading.actor.centre_id,
            CasePause.to_at == FAR,
            CasePause.from_at < paused_before(calendar, today(reading), PAUSED_DAYS),
            visible_cases(reading.actor),
        )
        .limit(COUNT_LIMIT)
        .subquery()
    )
    found = reading.db.execute(select(func.count(), func.min(query.c.from_at)).select_from(query)).one()
    return found[0], found[1]


def _closed(reading: Reading, limits: Bounds) -> int:
    offices = select(Office.id).where(Office.centre_id == reading.actor.centre_id)
    query = select(func.count(Case.id)).where(
        Case.office_id.in_(list(reading.db.execute(offices).scalars())),
        Case.closed_at >= limits.today_from,
        Case.is_open == NOT_OPEN,
    )
    return reading.db.execute(query).scalar_one()


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Cases that came in by this time of day: today, and on the same weekday of earlier weeks in which some did."""

    by_topic: dict[int, list[int]]
    days: list[int]  # today first, then week by week

    @property
    def today(self) -> int:
        return self.days[0]

    @property
    def usual(self) -> float | None:
        known = self._known()
        return median(self.days[place] for place in known) if known else None

    def topics(self) -> tuple[TopicToday, ...]:
        """The busiest topics of today."""
        known = self._known()
        told = [
            TopicToday(topic_id, days[0], median(days[place] for place in known) if known else 0)
            for topic_id, days in self.by_topic.items()
            if days[0]
        ]
        return tuple(sorted(told, key=lambda one: (-one.today, one.topic_id))[:TOPICS_SHOWN])

    def _known(self) -> list[int]:
        """Weeks in which the desk was open on this weekday."""
        return [place for place, count in enumerate(self.days) if place and count]


def load_arrivals(reading: Reading) -> Arrivals:
    tree = load_topic_tree(reading)
    by_topic: dict[int, list[int]] = {}
    days = [0] * (WEEKS + 1)
    parts = [_arrived(reading, place, *span) for place, span in enumerate(_spans(reading))]
    for place, topic_id, count in reading.db.execute(union_all(*parts)):
        days[place] += count
        if topic_id is not None:
            by_topic.setdefault(tree.now(topic_id), [0] * (WEEKS + 1))[place] += count
    return Arrivals(by_topic, days)


def _spans(reading: Reading) -> list[tuple[datetime, datetime]]:
    """From local midnight to this time of day: today, and on the same weekday of the weeks before."""
    _, calendar = calendar_of(reading, reading.actor.office_id)
    day, zone = today(reading), calendar.zone
    clock = reading.at.astimezone(zone).time()

    def until(then: date) -> datetime:
        return datetime.combine(then, clock, zone).astimezone(reading.at.tzinfo)

    earlier = [day - timedelta(weeks=week) for week in range(1, WEEKS + 1)]
    midnights = [(calendar.midnight(then), until(then)) for then in earlier]
    return [(calendar.midnight(day), calendar.midnight(day + timedelta(days=1))), *midnights]


def _arrived(reading: Reading, place: int, since: datetime, until: datetime) -> Select[Any]:
    return (
        select(literal(place), Case.topic_id, func.count())
        .where(visible_cases(reading.actor), Case.received_at >= since, Case.received_at < until)
        .group_by(Case.topic_id)
    )


def load_promised(reading: Reading) -> Promised:
    """What was promised for today."""
    limits = bounds(reading)
    due = and_(
        CaseDeadline.centre_id == reading.actor.centre_id,
        CaseDeadline.clock == Clock.PROMISE,
        CaseDeadline.due_at > limits.today_from,
        CaseDeadline.due_at <= limits.today_to,
    )
    runs = and_(due, CaseDeadline.is_running == RUNNING)
    done = and_(due, CaseDeadline.is_running == NOT_RUNNING, CaseDeadline.met_at.is_not(None))
    query = PROMISE_ROWS.join(CaseDeadline, CaseDeadline.promise_id == CasePromise.id).where(
        runs, visible_cases(reading.actor)
    )
    found = reading.db.execute(query.order_by(CaseDeadline.due_at, CasePromise.id).limit(PROMISES_SHOWN)).all()
    kept = reading.db.execute(select(func.count(CaseDeadline.id)).where(done)).scalar_one()
    return Promised(tuple(PromiseRow(*row) for row in found), len(found), len(found) + kept)
