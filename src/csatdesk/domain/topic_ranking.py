"""Topics by how often they are asked for: count, share, cumulative share, change of rank, share of remote contacts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import Remote, Segment
from csatdesk.domain.topic_history import Standing


class AsOf(Enum):
    """How the tree's changes are told: see `topic_history`."""

    THEN = "then"
    NOW = "now"


class Level(Enum):
    TOPICS = "topics"
    HEADINGS = "headings"


class PeriodKind(Enum):
    """A period of the calendar, or one with days of its own."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last day, both within."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class RankingAsked:
    """What is ranked. Empty tuples mean all."""

    days: Days
    before: Days  # the period compared with
    office_ids: tuple[int, ...] = ()
    kinds: tuple[CaseKind, ...] = ()
    as_of: AsOf = AsOf.THEN
    level: Level = Level.TOPICS
    segments: tuple[Segment, ...] = ()
    activities: tuple[str, ...] = ()  # lines of business


@dataclass(frozen=True, slots=True)
class Tally:
    """Cases, and those of them that came by a remote channel."""

    count: int = 0
    remote: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.count + other.count, self.remote + other.remote)

    @property
    def remote_share(self) -> float | None:
        return self.remote / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Marks:
    """Contacts in person, and those of them of which somebody said that they could have been done from home (C22)."""

    in_person: int = 0
    shown_how: int = 0
    not_offered: int = 0
    prefers_desk: int = 0

    def __add__(self, other: "Marks") -> "Marks":
        return Marks(
            self.in_person + other.in_person,
            self.shown_how + other.shown_how,
            self.not_offered + other.not_offered,
            self.prefers_desk + other.prefers_desk,
        )

    @classmethod
    def of(cls, remote: Remote | None, count: int) -> "Marks":
        """So many contacts in person with one mark, or with none."""
        return cls(count) if remote is None else cls(count, **{remote.value: count})

    @property
    def by_mark(self) -> tuple[tuple[Remote, int], ...]:
        return tuple((one, getattr(self, one.value)) for one in Remote)

    @property
    def marked(self) -> int:
        return self.shown_how + self.not_offered + self.prefers_desk


@dataclass(frozen=True, slots=True)
class RankedTopic:
    """One line. `topic_id` None: unclassified. `rank` and `rank_before`: None where it has none. Shares are 0 to 1.

    `filed_ids`: the topics of the cases behind it, as they were given.
    """

    topic_id: int | None
    path: tuple[str, ...]
    tally: Tally
    before: Tally
    filed_ids: tuple[int, ...]
    remote_target: int | None = None
    marks: Marks = Marks()
    rank: int | None = None
    rank_before: int | None = None
    share: float = 0.0
    cumulative: float = 0.0
    is_part: bool = False  # the topic had another name for some of the days, and a line of its own for each

    @property
    def climbed(self) -> int | None:
        """Places up since the period before; negative: down. None: new in the ranking."""
        return None if self.rank is None or self.rank_before is None else self.rank_before - self.rank

    @property
    def misses_target(self) -> bool:
        share = self.tally.remote_share
        return self.remote_target is not None and share is not None and share * 100 < self.remote_target


@dataclass(frozen=True, slots=True)
class Ranking:
    """The topics by size; the unclassified last, in shares but without rank. `total`: all cases of the period."""

    asked: RankingAsked
    rows: tuple[RankedTopic, ...]
    total: Tally
    total_before: Tally
    marks: Marks = Marks()  # of all cases of the period

    @property
    def leaders(self) -> tuple[RankedTopic, ...]:
        """The fewest topics that make up half of all cases, or more."""
        led: list[RankedTopic] = []
        for row in self.rows:
            if row.topic_id is None or (led and led[-1].cumulative >= 0.5):
                break
            led.append(row)
        return tuple(led)


@dataclass(slots=True)
class Counted:
    """What was counted under one standing of a topic, in both periods."""

    tally: Tally
    filed_ids: set[int]
    marks: Marks = Marks()


Place = Standing | None  # None: unclassified


def rank(
    asked: RankingAsked,
    now: Mapping[Place, Counted],
    before: Mapping[Place, Counted],
    targets: Mapping[int, int | None],
) -> Ranking:
    """Order and shares. `targets`: topic → percent. A topic is found again in the period before by its identity."""
    earlier: dict[int | None, Tally] = {}
    for place, counted in before.items():
        key = _key(place)
        earlier[key] = earlier.get(key, Tally()) + counted.tally
    ranks_before = {key: place for place, key in enumerate(_by_size(earlier), start=1)}
    total = sum((one.tally for one in now.values()), Tally())
    rows = [_row(place, counted, earlier, targets) for place, counted in now.items()]
    rows.sort(key=lambda row: (row.topic_id is None, -row.tally.count, row.path))
    marks = sum((one.marks for one in now.values()), Marks())
    return Ranking(asked, tuple(_shared(rows, ranks_before, total)), total, sum(earlier.values(), Tally()), marks)


def _key(place: Place) -> int | None:
    return None if place is None else place.topic_id


def _by_size(tallies: Mapping[int | None, Tally]) -> list[int]:
    named = [key for key in tallies if key is not None and tallies[key].count]
    return sorted(named, key=lambda key: (-tallies[key].count, key))


def _row(
    place: Place, counted: Counted, earlier: Mapping[int | None, Tally], targets: Mapping[int, int | None]
) -> RankedTopic:
    key, path = _key(place), () if place is None else place.path
    target = targets.get(key) if key is not None else None
    filed_ids, before = tuple(sorted(counted.filed_ids)), earlier.get(key, Tally())
    return RankedTopic(key, path, counted.tally, before, filed_ids, target, counted.marks)


def _shared(rows: Sequence[RankedTopic], ranks_before: Mapping[int, int], total: Tally) -> Iterable[RankedTopic]:
    names = Counter(row.topic_id for row in rows)
    done = 0
    for place, row in enumerate(rows, start=1):
        done += row.tally.count
        rank_now = place if row.topic_id is not None else None
        is_part = names[row.topic_id] > 1
        rank_then = ranks_before.get(row.topic_id) if row.topic_id is not None and not is_part else None
        part, sofar = row.tally.count / total.count, done / total.count
        yield replace(row, rank=rank_now, rank_before=rank_then, share=part, cumulative=sofar, is_part=is_part)


def period_of(kind: PeriodKind, day: date) -> Days:
    """The month, quarter or year in which `day` lies."""
    if kind is PeriodKind.YEAR:
        return Days(date(day.year, 1, 1), date(day.year, 12, 31))
    length = 3 if kind is PeriodKind.QUARTER else 1
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    after = first
    for _month in range(length):
        after = (after + timedelta(days=31)).replace(day=1)
    return Days(first, after - timedelta(days=1))


def period_before(kind: PeriodKind, days: Days) -> Days:
    """The period before: the month before a month; of days of one's own just as many days."""
    day = days.first - timedelta(days=1)
    return Days(day - timedelta(days=days.count - 1), day) if kind is PeriodKind.OWN else period_of(kind, day)


def so_far(days: Days, before: Days, today: date) -> tuple[Days, Days]:
    """A period that is not over yet, up to today, and as many days of the one before, so that both can be compared."""
    if not days.first <= today < days.last:
        return days, before
    short = Days(days.first, today)
    return short, Days(before.first, min(before.first + timedelta(days=short.count - 1), before.last))
