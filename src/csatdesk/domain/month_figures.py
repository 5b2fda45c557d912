"""The figures of a month: what came, went and stayed, what was on time, solved at once or came again, and when.

A month is one of the centre's local time; an hour is one of the local time of the contact's office. Shares carry what
they were taken from, and none is told of fewer than `FEWEST`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from csatdesk.domain.cases import CaseKind, Outcome
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.cuts import WHOLE, Cut
from csatdesk.domain.links import RepeatCause
from csatdesk.domain.spreads import FEWEST
from csatdesk.domain.topic_ranking import Days, PeriodKind, period_before, period_of, so_far

WEEKDAYS, HOURS = 7, 24
JUSTIFIED = frozenset({Outcome.JUSTIFIED, Outcome.PARTLY})
JUDGED = JUSTIFIED | {Outcome.NOT_JUSTIFIED}


@dataclass(frozen=True, slots=True)
class MonthAsked:
    """The days counted, those of the month before and of the same month a year before, and what is cut out."""

    days: Days
    before: Days
    year_before: Days
    cut: Cut = WHOLE


def month_asked(day: date, today: date, cut: Cut = WHOLE) -> MonthAsked:
    """The month of `day`. One that is not over is counted up to today, and compared with as many days."""
    whole = period_of(PeriodKind.MONTH, day)
    year_before = period_of(PeriodKind.MONTH, whole.first.replace(year=whole.first.year - 1))
    days, before = so_far(whole, period_before(PeriodKind.MONTH, whole), today)
    return MonthAsked(days, before, so_far(whole, year_before, today)[1], cut)


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`."""

    count: int = 0
    of: int = 0

    @property
    def value(self) -> float | None:
        """0 to 1; None: of too few to be told."""
        return self.count / self.of if self.of >= FEWEST else None

    def __add__(self, other: "Share") -> "Share":
        return Share(self.count + other.count, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Balance:
    """Open cases: before, what made them more and fewer, after. `gone`: into the trash or part of another case.

    `moved`: more by cases that came from another office or segment than went there; of the whole centre none.
    """

    before: int
    came_in: int
    reopened: int
    closed: int
    gone: int
    moved: int
    after: int


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """Cases that came by one channel. `at_once`: solved while the customer was there, of all; `confirmed`: the customer
    said that it is solved, of those closed. `again`: repeats of a matter by this channel, `avoidable` of them.
    """

    channel: Channel
    received: int
    at_once: Share
    confirmed: Share
    again: Share
    avoidable: int


@dataclass(frozen=True, slots=True)
class Part:
    """How many cases of one kind, office (its id) or segment came; None: no segment is known."""

    key: CaseKind | int | Segment | None
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`received`: of these days, but those that were thrown away or became part of another since."""

    days: Days
    balance: Balance
    received: int
    remote: Share
    legal: Share
    house: Share
    justified: Share
    channels: tuple[ChannelFigures, ...]
    kinds: tuple[Part, ...]
    offices: tuple[Part, ...]
    segments: tuple[Part, ...]
    causes: tuple[tuple[RepeatCause | None, int], ...]

    @property
    def at_once(self) -> Share:
        return sum((one.at_once for one in self.channels), Share())

    @property
    def again(self) -> Share:
        return sum((one.again for one in self.channels), Share())

    @property
    def avoidable(self) -> Share:
        return Share(sum(one.avoidable for one in self.channels), self.again.count)


# when people come


@dataclass(frozen=True, slots=True)
class Bucket:
    """Contacts of a quarter of an hour: no zone's hours begin within one."""

    at: datetime
    zone: ZoneInfo
    is_in_person: bool
    count: int


@dataclass(frozen=True, slots=True)
class DayCount:
    day: date
    in_person: int
    remote: int

    @property
    def count(self) -> int:
        return self.in_person + self.remote


Grid = tuple[tuple[int, ...], ...]  # weekday (Monday first) → hour → contacts


@dataclass(frozen=True, slots=True)
class Activity:
    """Contacts by weekday and hour, in person apart from remote, and by day."""

    in_person: Grid
    remote: Grid
    days: tuple[DayCount, ...]

    @property
    def together(self) -> Grid:
        pairs = zip(self.in_person, self.remote, strict=True)
        return tuple(tuple(a + b for a, b in zip(*rows, strict=True)) for rows in pairs)

    @property
    def hours(self) -> range:
        """From the first hour with a contact to the last one."""
        used = [hour for hour in range(HOURS) if any(row[hour] for row in self.together)]
        return range(used[0], used[-1] + 1) if used else range(0)

    @property
    def busiest(self) -> tuple[int, int] | None:
        """Weekday and hour with the most contacts."""
        cells = [(day, hour) for day in range(WEEKDAYS) for hour in range(HOURS)]
        grid = self.together
        best = max(cells, key=lambda cell: grid[cell[0]][cell[1]])
        return best if grid[best[0]][best[1]] else None


def activity(days: Days, buckets: Iterable[Bucket]) -> Activity:
    """Each contact at the hour that the clock on its office's wall showed, in summer time and out of it."""
    grids: dict[bool, list[list[int]]] = {way: [[0] * HOURS for _day in range(WEEKDAYS)] for way in (True, False)}
    daily = {days.first + timedelta(days=place): [0, 0] for place in range(days.count)}
    for bucket in buckets:
        local = bucket.at.astimezone(bucket.zone)
        grids[bucket.is_in_person][local.weekday()][local.hour] += bucket.count
        day = min(max(local.date(), days.first), days.last)  # an office east or west of the centre
        daily[day][not bucket.is_in_person] += bucket.count
    counts = tuple(DayCount(day, *pair) for day, pair in daily.items())
    return Activity(_grid(grids[True]), _grid(grids[False]), counts)


def _grid(rows: Sequence[Sequence[int]]) -> Grid:
    return tuple(tuple(row) for row in rows)
