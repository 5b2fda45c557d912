"""Opening hours of some years as instants with running totals, so that counting is bisection.

Instants are whole microseconds since 1970-01-01 00:00 UTC, days are ordinals as `date.toordinal` counts them.
"""

from __future__ import annotations  # array[int] is for the checker only before Python 3.12

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from csatdesk.domain.opening_hours import OpeningHours

MICROSECOND = timedelta(microseconds=1)
MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL = EPOCH.toordinal()


@dataclass(frozen=True, slots=True)
class Table:
    """The opening intervals of whole years, in order and apart; arrays of 64-bit integers.

    `starts[i]`, `ends[i]`: interval i. `before[i]`: open microseconds ahead of interval i; one entry more than
    intervals, the last is the total. `days`: ordinals of the working days, that is, of days on which hours begin.
    Every instant from `first_at` until before `last_at` can be answered from this table; many at once by
    `analysis.deadline_table`, which makes numpy's arrays of it.
    """

    starts: array[int]
    ends: array[int]
    before: array[int]
    days: array[int]
    first_year: int
    last_year: int
    first_at: int
    last_at: int

    def worked(self, at: int) -> int:
        """Open microseconds from the table's beginning until `at`."""
        place = bisect_right(self.starts, at) - 1
        if place < 0:
            return 0
        return self.before[place] + min(at, self.ends[place]) - self.starts[place]


def build(hours: OpeningHours, first_year: int, last_year: int) -> Table:
    """The table of these years, both inclusive: about 2 ms a year."""
    opened, closed = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
    single = {day.toordinal(): hours.on(day) for day in (*hours.holidays, *hours.special)}
    clock = WallClock(hours.zone)
    starts, ends, days = array("q"), array("q"), array("q")
    for ordinal in range(opened, closed + 1):
        intervals = single.get(ordinal)
        if intervals is None:
            intervals = hours.week[(ordinal - 1) % 7]
        count = len(starts)
        midnight = clock.steady_midnight(ordinal) if intervals else None
        for begin, end in intervals:
            if midnight is not None:
                first, last = midnight + begin * MINUTE, midnight + end * MINUTE
            else:
                first, last = clock.instant(ordinal, begin), clock.instant(ordinal, end)
            if first < last:  # hours that lie wholly in a skipped hour do not exist
                starts.append(first)
                ends.append(last)
        if len(starts) > count:
            days.append(ordinal)
    before = array("q", accumulate((end - start for start, end in zip(starts, ends, strict=True)), initial=0))
    # Two days to spare: a zone is at most 14 hours away, and hours of the day before may reach over midnight.
    margins = ((opened + 2 - EPOCH_ORDINAL) * DAY, (closed - 2 - EPOCH_ORDINAL) * DAY)
    return Table(starts, ends, before, days, first_year, last_year, *margins)


class WallClock:
    """Wall time of a zone as instants."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._midnights: dict[int, int | None] = {}

    def instant(self, ordinal: int, minutes: int) -> int:
        """`minutes` after midnight of a local day: the first of two such times, the first that exists when skipped."""
        wall = datetime.fromordinal(ordinal) + timedelta(minutes=minutes)
        local = (wall.replace(tzinfo=UTC) - EPOCH) // MICROSECOND
        early, late = self._offsets(wall)
        return local - early if late <= early else self._end_of_gap(local - late, local - early)

    def steady_midnight(self, ordinal: int) -> int | None:
        """The beginning of a local day from which wall time runs evenly for two days; None when the clock is put.

        It looks at midnights only: no zone has ever put its clock and back again between two of them.
        """
        offset = self._midnight_offset(ordinal)
        if offset is not None and offset == self._midnight_offset(ordinal + 1) == self._midnight_offset(ordinal + 2):
            return (ordinal - EPOCH_ORDINAL) * DAY - offset
        return None

    def _midnight_offset(self, ordinal: int) -> int | None:
        """The offset at midnight; None when this midnight is skipped or comes twice."""
        if ordinal not in self._midnights:
            early, late = self._offsets(datetime.fromordinal(ordinal))
            self._midnights[ordinal] = early if early == late else None
        return self._midnights[ordinal]

    def _offsets(self, wall: datetime) -> tuple[int, int]:
        return _offset(wall.replace(tzinfo=self._zone)), _offset(wall.replace(tzinfo=self._zone, fold=1))

    def _end_of_gap(self, low: int, high: int) -> int:
        """The instant in (low, high] at which the clock is put forward."""
        forward = self._offset_at(high)
        while high - low > 1:
            middle = (low + high) // 2
            if self._offset_at(middle) == forward:
                high = middle
            else:
                low = middle
        return high

    def _offset_at(self, at: int) -> int:
        return _offset(instant(at).astimezone(self._zone))


def instant(at: int) -> datetime:
    """Microseconds since 1970 as an aware datetime in UTC."""
    return EPOCH + timedelta(0, 0, at)  # named, it takes half as long again


def _offset(at: datetime) -> int:
    offset = at.utcoffset()
    assert offset is not None  # every datetime here carries a zone
    return offset // MICROSECOND
