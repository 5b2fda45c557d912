"""Working time for many cases at once: the answers of `WorkCalendar`, array by array.

Instants and spans are int64 arrays of microseconds (instants since 1970-01-01 00:00 UTC), days are int64 arrays of
ordinals as `date.toordinal` counts them. Arrays given together are broadcast as numpy does it.
"""

from __future__ import annotations  # numpy's types are for the checker only

from bisect import bisect_left
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from csatdesk.domain.calendars import MOST_DAYS, WorkCalendar
from csatdesk.domain.opening_table import DAY, EPOCH_ORDINAL, MICROSECOND, instant

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class DeadlineTable:
    """An office's opening intervals of some years as read-only arrays; make it once and ask it as often as you like.

    `starts`, `ends`, `before`, `days`: as in `csatdesk.domain.opening_table.Table`, `starts` with `last_at` behind the
    last. `turns`, `offsets`: until `turns[i]` the office's wall clock is `offsets[i]` ahead of UTC, then
    `offsets[i + 1]`. ValueError, naming the argument: an array of anything but int64; an instant before `first_at` or
    not before `last_at`; an answer that lies after the table; a negative amount.
    """

    starts: Integers
    ends: Integers
    before: Integers
    days: Integers
    turns: Integers
    offsets: Integers
    first_at: int
    last_at: int

    @classmethod
    def of(cls, calendar: WorkCalendar, first_year: int = 2015, last_year: int = 2040) -> Self:
        """The table of at least these years; about 3 ms a year."""
        table = calendar.table(first_year, last_year)
        turns, offsets = _turns(calendar.zone, table.first_at, table.last_at)
        return cls(
            starts=_column((*table.starts, table.last_at)),
            ends=_column(table.ends),
            before=_column(table.before),
            days=_column(table.days),
            turns=_column(turns),
            offsets=_column(offsets),
            first_at=table.first_at,
            last_at=table.last_at,
        )

    def add(self, start: Integers, amount: Integers | timedelta) -> Integers:
        """The instants at which `amount` of open time after `start` is used up, as `WorkCalendar.add` counts."""
        import numpy as np

        at, wanted = self._instants(start, "start"), _amounts(amount)
        place = np.searchsorted(self.ends, at, side="right")  # the interval that is open then, else the next one
        opening = self.starts[place]
        target = self.before[place] + np.maximum(at, opening) - opening + wanted
        # Nothing at all, from an opening on, would be found at the closing time before it.
        last = np.maximum(np.searchsorted(self.before, target, side="left") - 1, place)
        if last.max(initial=-1) >= len(self.ends):
            raise ValueError(f"amount: no opening hours are left before {self._end}, where this table ends")
        due: Integers = self.starts[last] + target - self.before[last]
        return due

    def between(self, start: Integers, end: Integers) -> Integers:
        """Open time from `start` to `end`; 0 where they are reversed."""
        import numpy as np

        first, last = self._instants(start, "start"), self._instants(end, "end")
        counted: Integers = np.maximum(self._worked(last) - self._worked(first), 0)
        return counted

    def add_days(self, start: Integers, n: Integers | int) -> Integers:
        """The n-th working days after the local days of `start`; for 0 that day, or the next when it is closed."""
        import numpy as np

        wanted = _checked(np.asarray(n), "n", MOST_DAYS)
        after = self._local_days(self._instants(start, "start")) + (wanted > 0)
        place = np.searchsorted(self.days, after) + np.maximum(wanted - 1, 0)
        if place.max(initial=-1) >= len(self.days):
            raise ValueError(f"n: no working days are left before {self._end}, where this table ends")
        return self.days[place]

    def local_days(self, at: Integers) -> Integers:
        """The days on the office's wall calendar at those instants."""
        return self._local_days(self._instants(at, "at"))

    def _local_days(self, at: Integers) -> Integers:
        import numpy as np

        offset = self.offsets[np.searchsorted(self.turns, at, side="right")]
        return (at + offset) // DAY + EPOCH_ORDINAL

    def _worked(self, at: Integers) -> Integers:
        """Open microseconds from the table's beginning until `at`."""
        import numpy as np

        place = np.searchsorted(self.ends, at, side="right")
        worked: Integers = self.before[place] + np.maximum(at - self.starts[place], 0)
        return worked

    def _instants(self, given: Integers, place: str) -> Integers:
        """`given`, when this table answers for all of it."""
        at = _whole(given, place)
        if at.size and not (self.first_at <= at.min() and at.max() < self.last_at):
            first = instant(self.first_at).date()
            raise ValueError(
                f"{place}: {at.min()} to {at.max()} microseconds since 1970 reach beyond this table, "
                f"which holds {first} to {self._end}"
            )
        return at

    @property
    def _end(self) -> str:
        return f"{instant(self.last_at).date()}"


def _amounts(given: Integers | timedelta) -> Integers:
    import numpy as np

    amount = np.asarray(given // MICROSECOND if isinstance(given, timedelta) else given)
    return _checked(amount, "amount", MOST_DAYS * DAY)


def _checked(given: Integers, place: str, most: int) -> Integers:
    """`given` when it is whole and from 0 to `most`."""
    amount = _whole(given, place)
    if amount.min(initial=0) < 0:
        raise ValueError(f"{place}: {amount.min()} is negative")
    if amount.max(initial=0) > most:
        raise ValueError(f"{place}: {amount.max()} reaches too far")
    return amount


def _whole(given: Integers, place: str) -> Integers:
    import numpy as np

    values = np.asarray(given)
    if values.dtype != np.int64:  # also a float that became one unseen, and datetime64, whose unit may be another
        raise ValueError(f"{place}: must be int64, not {values.dtype}")
    return values


def _turns(zone: ZoneInfo, first: int, last: int) -> tuple[list[int], list[int]]:
    """The instants at which the zone's clock is put, and the offsets before, between and after them.

    It looks once a day: no zone has ever put its clock twice in a day.
    """
    turns, offsets = [], [_offset(zone, first)]
    for day in range(first, last, DAY):
        offset = _offset(zone, day + DAY)
        if offset != offsets[-1]:
            turns.append(_turn(zone, day, offset))
            offsets.append(offset)
    return turns, offsets


def _turn(zone: ZoneInfo, day: int, offset: int) -> int:
    """The instant, within a day from `day`, from which `offset` holds."""
    return day + bisect_left(range(day, day + DAY), True, key=lambda at: _offset(zone, at) == offset)


def _offset(zone: ZoneInfo, at: int) -> int:
    offset = instant(at).astimezone(zone).utcoffset()
    assert offset is not None  # it carries a zone
    return offset // MICROSECOND


def _column(values: Sequence[int]) -> Integers:
    import numpy as np

    column = np.array(values, np.int64)
    column.flags.writeable = False
    return column
