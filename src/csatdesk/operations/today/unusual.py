"""Topics, offices and channels by which unusually much came in the last seven whole days (C15)."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from csatdesk.domain.contacts import Channel
from csatdesk.domain.topic_ranking import Days
from csatdesk.domain.topics import TopicTree
from csatdesk.domain.unusual import WEEKS_BEFORE, Weeks, unusual_ones
from csatdesk.operations.absences import today
from csatdesk.operations.today.rows import By, Unusual
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.topics.ranking import midnight, part_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.visible import visible_cases

WEEK = timedelta(days=7)
MOST = 5  # that stand before the supervisor at once

Group = tuple[By, int | Channel]


def list_unusual(reading: Reading) -> Iterator[Unusual]:
    """The clearest first; of a topic and what stands above it only the topic. Nothing without eight weeks before."""
    end = today(reading)
    firsts = [end - WEEK * back for back in range(WEEKS_BEFORE + 1, -1, -1)]
    zone = ZoneInfo(reading.centre.zone)
    rows = _counted(reading, [midnight(day, zone) for day in firsts])
    if not any(row.week == 0 for row in rows):
        return
    tree = load_topic_tree(reading)
    found = {group: Weeks(counts[-1], tuple(counts[:-1])) for group, counts in _groups(rows, tree).items()}
    clear = unusual_ones(found)
    days = Days(firsts[-2], end - timedelta(days=1))
    for by, key in [one for one in clear if not _is_above(tree, one, clear)][:MOST]:
        yield Unusual(by, key, found[by, key], days, midnight(end, zone))


def _counted(reading: Reading, limits: Sequence[datetime]) -> Sequence[Any]:
    """(week, topic, office, channel, cases): answered from an index alone."""
    week = part_of(limits[1:-1]).label("week")
    topic, office = (Case.topic_id + 0).label("topic"), (Case.office_id + 0).label("office")
    query = select(week, topic, office, Case.channel, func.count().label("cases")).where(
        visible_cases(reading.actor), Case.received_at >= limits[0], Case.received_at < limits[-1]
    )
    return reading.db.execute(query.group_by("week", "topic", "office", Case.channel)).all()


def _groups(rows: Sequence[Any], tree: TopicTree) -> Mapping[Group, list[int]]:
    """Each case counts for its office, for its channel, and for its topic with all above it."""
    topics: Counter[tuple[int | None, int]] = Counter()
    others: Counter[tuple[Group, int]] = Counter()
    for week, topic_id, office_id, channel, cases in rows:
        topics[topic_id, week] += cases
        others[(By.OFFICE, office_id), week] += cases
        others[(By.CHANNEL, channel), week] += cases
    for (topic_id, week), cases in topics.items():
        for one in tree.upwards(topic_id):
            others[(By.TOPIC, one.id), week] += cases
    found: dict[Group, list[int]] = {}
    for (group, week), cases in others.items():
        found.setdefault(group, [0] * (WEEKS_BEFORE + 1))[week] = cases
    return found


def _is_above(tree: TopicTree, one: Group, several: Collection[Group]) -> bool:
    """A topic of which one below it stands there, too."""
    by, key = one
    if by is not By.TOPIC or not isinstance(key, int):
        return False
    below = tree.below(key) - {key}
    return any(other_by is By.TOPIC and other in below for other_by, other in several)
