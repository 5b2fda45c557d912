"""The hours across a picture of days: which part of the day it shows, and where its labels stand.

Screen and paper draw the same axis. Minutes count from local midnight; the same hour twice stands in one place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from csatdesk.domain.day_lines import DayLine, Mark, Marker, Stretch

DAY_MINUTES = 24 * 60
HOUR = 60
STEPS = (60, 120, 180, 240, 360)
ROOM = 30  # minutes left free at either side


@dataclass(frozen=True, slots=True)
class Axis:
    """From `first` to `last` minute of the day; `edges`: minutes at which hours open or close on most days."""

    first: int
    last: int
    edges: tuple[int, ...]

    def share(self, minutes: float) -> float:
        """Where a minute stands between the ends, 0 to 1; beyond them, at the end."""
        return min(max((minutes - self.first) / (self.last - self.first), 0.0), 1.0)

    def labels(self, most: int) -> tuple[int, ...]:
        """Minutes to label: the edges, and whole hours between them where there is room for `most` labels."""
        step = next((one for one in STEPS if (self.last - self.first) / one <= most), STEPS[-1])
        found = list(self.edges)
        for hour in range(-(-self.first // HOUR) * HOUR, self.last + 1, HOUR):
            if all(abs(hour - one) >= step for one in found):
                found.append(hour)
        return tuple(sorted(found))


def axis_of(days: Iterable[DayLine], zone: ZoneInfo) -> Axis:
    """The part of the day in which anything of these days lies."""
    lines = list(days)
    parts = [ends(part, zone) for line in lines for part in line.parts]
    marks = [minute_of(mark.at, zone) for line in lines for mark in line.marks if mark.marker is not Marker.DUE]
    if not parts:
        return Axis(0, DAY_MINUTES, ())
    first = min(*(begin for begin, _end in parts), *marks, DAY_MINUTES)
    last = max(*(end for _begin, end in parts), *marks, 0)
    first, last = max((first - ROOM) // HOUR * HOUR, 0), min(-(-(last + ROOM) // HOUR) * HOUR, DAY_MINUTES)
    return Axis(first, last, _edges(lines, zone))


def _edges(lines: Sequence[DayLine], zone: ZoneInfo) -> tuple[int, ...]:
    """Opening and closing times that come on at least a third of the open days."""
    counts: dict[int, int] = {}
    open_days = [line for line in lines if line.parts]
    for line in open_days:
        for edge in _edges_of(line, zone):
            counts[edge] = counts.get(edge, 0) + 1
    least = max(len(open_days) / 3, 1)
    return tuple(sorted(edge for edge, count in counts.items() if count >= least))


def _edges_of(line: DayLine, zone: ZoneInfo) -> set[int]:
    """Where open time begins and ends, not where it only becomes something else."""
    begins = {part.from_at for part in line.parts}
    finishes = {part.to_at for part in line.parts}
    marked = {mark.at for mark in line.marks}
    begin = {minute_of(one, zone) for one in begins - finishes - marked}
    end = {minute_of(one, zone) or DAY_MINUTES for one in finishes - begins - marked}
    return begin | end


def ends(part: Stretch, zone: ZoneInfo) -> tuple[int, int]:
    """Minutes at which a stretch begins and ends; midnight at its end is the end of the day."""
    begin = minute_of(part.from_at, zone)
    end = minute_of(part.to_at, zone)
    if end <= begin and part.length > timedelta(0):
        same_day = part.to_at.astimezone(zone).date() == part.from_at.astimezone(zone).date()
        end = begin + part.length // timedelta(minutes=1) if same_day else DAY_MINUTES
    return begin, min(end, DAY_MINUTES)


def minute_of(at: datetime, zone: ZoneInfo) -> int:
    local = at.astimezone(zone)
    return local.hour * HOUR + local.minute


def minute_of_mark(mark: Mark, zone: ZoneInfo, *, is_period: bool) -> int:
    """Where a mark stands on its day: a period is due at the end of it."""
    minute = minute_of(mark.at, zone)
    return DAY_MINUTES if mark.marker is Marker.DUE and (is_period or minute == 0) else minute
