"""The ranking of topics (C14): one grouped query a period, answered from an index alone; beside it the marks (C22)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from csatdesk.domain.contacts import IN_PERSON
from csatdesk.domain.cuts import Cut
from csatdesk.domain.topic_history import Standing, TopicHistory
from csatdesk.domain.topic_ranking import (
    AsOf,
    Counted,
    Days,
    Level,
    Marks,
    Place,
    Ranking,
    RankingAsked,
    Tally,
    rank,
)
from csatdesk.operations.cuts import within
from csatdesk.operations.topics.trees import load_topic_history
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.visible import visible_cases
from csatdesk.wording.texts import language

TREND_MONTHS = 12
_IN_PERSON = sorted(IN_PERSON, key=lambda one: one.value)
_TOPIC = (Case.topic_id + 0).label("topic")  # + 0: the index is to be chosen by the days, not by the groups


def rank_topics(reading: Reading, *, asked: RankingAsked) -> Ranking:
    """The ranking of a period, compared with the one before."""
    history = load_topic_history(reading)
    now = _count(reading, history, asked, asked.days)
    _add_marks(reading, history, asked, now)
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
    query = _grouped(part_of(starts[1:]), reading, asked, starts[0], end).where(Case.topic_id.in_(ids))
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


def _count(reading: Reading, history: TopicHistory, asked: RankingAsked, days: Days) -> dict[Place, Counted]:
    cut = _cut(reading, history, asked, days)
    counted: dict[Place, Counted] = {}
    query = _grouped(part_of(cut.changes), reading, asked, cut.start, cut.end)
    for part, topic_id, count, remote in reading.db.execute(query):
        known = counted.setdefault(cut.place(part, topic_id), Counted(Tally(), set()))
        known.tally += Tally(count, remote)
        if topic_id is not None:
            known.filed_ids.add(topic_id)
    return counted


def _add_marks(reading: Reading, history: TopicHistory, asked: RankingAsked, counted: Mapping[Place, Counted]) -> None:
    """What was said of the contacts in person of the cases counted."""
    cut = _cut(reading, history, asked, asked.days)
    query = _of_cases(
        select(part_of(cut.changes).label("part"), _TOPIC, Contact.remote.label("remote"), func.count())
        .join(Contact, Contact.case_id == Case.id)
        .where(Contact.channel.in_(_IN_PERSON)),
        reading, asked, cut.start, cut.end,
    ).group_by("part", "topic", "remote")  # fmt: skip
    for part, topic_id, remote, count in reading.db.execute(query):
        counted[cut.place(part, topic_id)].marks += Marks.of(remote, count)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A period, cut where the tree was changed when it is told as then."""

    history: TopicHistory
    asked: RankingAsked
    start: datetime
    end: datetime
    changes: tuple[datetime, ...]

    def place(self, part: int, topic_id: int | None) -> Place:
        at = (self.start, *self.changes)[part]
        return None if topic_id is None else _standing(self.history, self.asked, topic_id, at)


def _cut(reading: Reading, history: TopicHistory, asked: RankingAsked, days: Days) -> _Cut:
    zone = ZoneInfo(reading.centre.zone)
    start, end = midnight(days.first, zone), midnight(days.last + timedelta(days=1), zone)
    changes = tuple(history.changes(start, end)) if asked.as_of is AsOf.THEN else ()
    return _Cut(history, asked, start, end, changes)


def _standing(history: TopicHistory, asked: RankingAsked, topic_id: int, at: datetime) -> Standing:
    spoken = language()
    if asked.as_of is AsOf.THEN:
        found = history.then if asked.level is Level.TOPICS else history.top_then
        return found(topic_id, at, spoken)
    return history.now(topic_id, spoken) if asked.level is Level.TOPICS else history.top_now(topic_id, spoken)


def part_of(limits: Sequence[datetime]) -> ColumnElement[int]:
    """Between which of the instants a case was received: 0 before the first of them."""
    if not limits:
        return literal(0)
    parts = [(Case.received_at < limit, place) for place, limit in enumerate(limits)]
    return case(*parts, else_=len(limits))


def _grouped(
    part: ColumnElement[int], reading: Reading, asked: RankingAsked, start: datetime, end: datetime
) -> Select[Any]:
    """(part, topic, cases, cases by a remote channel)."""
    remote = case((Case.channel.in_(_IN_PERSON), 0), else_=1)
    query = select(part.label("part"), _TOPIC, func.count(), func.sum(remote))
    return _of_cases(query, reading, asked, start, end).group_by("part", "topic")


def _of_cases(query: Select[Any], reading: Reading, asked: RankingAsked, start: datetime, end: datetime) -> Select[Any]:
    query = query.where(visible_cases(reading.actor), Case.received_at >= start, Case.received_at < end)
    query = query.where(*within(reading, Cut(asked.office_ids, asked.segments, asked.activities)))
    if asked.kinds:
        query = query.where(Case.kind.in_(asked.kinds))
    return query
