"""The ranking of topics (C14): one grouped query a period, answered from an index alone."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from csatdesk.domain.contacts import IN_PERSON
from csatdesk.domain.topic_history import Standing, TopicHistory
from csatdesk.domain.topic_ranking import AsOf, Counted, Days, Level, Place, Ranking, RankingAsked, Tally, rank
from csatdesk.operations.topics.trees import load_topic_history
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.visible import visible_cases
from csatdesk.wording.texts import language

TREND_MONTHS = 12


def rank_topics(reading: Reading, *, asked: RankingAsked) -> Ranking:
    """The ranking of a period, compared with the one before."""
    history = load_topic_history(reading)
    now = _count(reading, history, asked, asked.days)
    before = _count(reading, history, asked, asked.before)
    targets = {topic.id: topic.remote_target for topic in history.tree.topics.values()}
    return rank(asked, now, before, targets)


def remote_trend(reading: Reading, *, asked: RankingAsked, topic_id: int) -> tuple[tuple[date, Tally], ...]:
    """A topic's cases, with all below it, in each of the last months up to the ranked period, the oldest first."""
    firsts = _months(asked.days.last, TREND_MONTHS)
    zone = ZoneInfo(reading.centre.zone)
    starts = [midnight(first, zone) for first in firsts]
    end = midnight(asked.days.last + timedelta(days=1), zone)
    ids = sorted(load_topic_history(reading).tree.below(topic_id))
    query = _grouped(_part_of(starts[1:]), reading, asked, starts[0], end).where(Case.topic_id.in_(ids))
    found: dict[int, Tally] = {}
    for part, _topic, count, remote in reading.db.execute(query):
        found[part] = found.get(part, Tally()) + Tally(count, remote)
    return tuple((first, found.get(place, Tally())) for place, first in enumerate(firsts))


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _months(last: date, count: int) -> list[date]:
    firsts = [last.replace(day=1)]
    while len(firsts) < count:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    return firsts[::-1]


def _count(reading: Reading, history: TopicHistory, asked: RankingAsked, days: Days) -> Mapping[Place, Counted]:
    zone = ZoneInfo(reading.centre.zone)
    start, end = midnight(days.first, zone), midnight(days.last + timedelta(days=1), zone)
    changes = history.changes(start, end) if asked.as_of is AsOf.THEN else ()
    moments = (start, *changes)
    counted: dict[Place, Counted] = {}
    for part, topic_id, count, remote in reading.db.execute(_grouped(_part_of(changes), reading, asked, start, end)):
        place = None if topic_id is None else _standing(history, asked, topic_id, moments[part])
        known = counted.setdefault(place, Counted(Tally(), set()))
        known.tally += Tally(count, remote)
        if topic_id is not None:
            known.filed_ids.add(topic_id)
    return counted


def _standing(history: TopicHistory, asked: RankingAsked, topic_id: int, at: datetime) -> Standing:
    spoken = language()
    if asked.as_of is AsOf.THEN:
        found = history.then if asked.level is Level.TOPICS else history.top_then
        return found(topic_id, at, spoken)
    return history.now(topic_id, spoken) if asked.level is Level.TOPICS else history.top_now(topic_id, spoken)


def _part_of(limits: Sequence[datetime]) -> ColumnElement[int]:
    """Between which of the instants a case was received: 0 before the first of them."""
    if not limits:
        return literal(0)
    parts = [(Case.received_at < limit, place) for place, limit in enumerate(limits)]
    return case(*parts, else_=len(limits))


def _grouped(
    part: ColumnElement[int], reading: Reading, asked: RankingAsked, start: datetime, end: datetime
) -> Select[Any]:
    """(part, topic, cases, cases by a remote channel)."""
    remote = case((Case.channel.in_(sorted(IN_PERSON, key=lambda one: one.value)), 0), else_=1)
    named = part.label("part")
    topic = (Case.topic_id + 0).label("topic")  # + 0: the index is to be chosen by the days, not by the groups
    query = select(named, topic, func.count(), func.sum(remote)).where(
        visible_cases(reading.actor), Case.received_at >= start, Case.received_at < end
    )
    if asked.office_ids:
        query = query.where(Case.office_id.in_(asked.office_ids))
    if asked.kinds:
        query = query.where(Case.kind.in_(asked.kinds))
    return query.group_by("part", "topic")
