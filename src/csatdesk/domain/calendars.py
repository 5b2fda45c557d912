"""WorkCalendar: counting in an office's opening hours.

Everything is counted in whole microseconds over a table of opening intervals with running totals, built for the years
that are asked about; an answer is two bisections, never a walk over minutes or days.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from csatdesk.domain import opening_hours
from csatdesk.domain.opening_hours import Interval, OpeningHours
from csatdesk.domain.opening_table import DAY, EPOCH, EPOCH_ORDINAL, MICROSECOND, Table, WallClock, build, instant

FIRST_YEAR, LAST_YEAR = 1800, 2500  # what can be asked about; a table reaches one year farther
MARGIN = 3 * DAY  # a table answers for its years but the first and last two days
NO_TIME = timedelta(0)
MOST_DAYS = 366 * (LAST_YEAR - FIRST_YEAR)  # more is refused before any table is built


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """An office's hours as an unchangeable value; may be shared between threads.

    All instants given must be aware, between the years 1800 and 2500; all given back are in UTC. ValueError otherwise.
    """

    hours: OpeningHours
    # The largest table built so far, or nothing. Tables never change and are put here in one step, so that threads
    # that build at the same time only do work twice.
    _tables: list[Table] = field(default_factory=list, init=False, compare=False, repr=False)

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> Self:
        """Read `zone`, `week`, `holidays` and `special_hours` as deadlines.md describes them.

        ValueError begins with the place of the first thing that is wrong: "week.mon[1]: overlaps week.mon[0]".
        """
        return cls(opening_hours.read(mapping))

    def to_dict(self) -> dict[str, object]:
        """What `from_dict` reads back to an equal calendar; plain lists and texts, ready for JSON."""
        return opening_hours.written(self.hours)

    @property
    def zone(self) -> ZoneInfo:
        return self.hours.zone

    def hours_on(self, day: date) -> tuple[Interval, ...]:
        """The intervals that start on `day`, in minutes from its midnight; empty on a closed day."""
        return self.hours.on(day)

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The instant at which `amount` of open time after `start` is used up.

        Used up at the end of an interval: that closing time. Zero: `start` inside hours, else the next opening.
        """
        at, wanted = _microseconds(start, "start"), _amount(amount)
        table = self._covering(at)
        while True:
            starts, before = table.starts, table.before
            place = bisect_right(table.ends, at)  # the interval that is open at `start`, else the next one
            if place < len(starts):
                opening = starts[place]
                begin = at if at > opening else opening
                if not wanted:
                    return instant(begin)
                target = before[place] + begin - opening + wanted
                found = bisect_left(before, target, place) - 1
                if found < len(starts):
                    return instant(starts[found] + target - before[found])
            table = self._longer(table)

    def latest_start(self, end: datetime, amount: timedelta) -> datetime:
        """The latest instant at or before `end` at which `amount` of open time is still to come until `end`.

        Zero: `end` itself. What is left since an opening: that opening, not the closing time before it.
        """
        at, wanted = _microseconds(end, "end"), _amount(amount)
        table = self._covering(at)
        if not wanted:
            return instant(at)
        while True:
            target = table.worked(at) - wanted
            if target >= 0:
                place = bisect_right(table.before, target) - 1
                return instant(table.starts[place] + target - table.before[place])
            table = self._earlier(table)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Open time from `start` to `end`; zero when they are reversed."""
        first, last = _microseconds(start, "start"), _microseconds(end, "end")
        if last <= first:
            return NO_TIME
        table = self._covering(first, last)
        return timedelta(microseconds=table.worked(last) - table.worked(first))

    def add_days(self, start: datetime, n: int) -> date:
        """The n-th working day (a day with hours) after the local day of `start`, which is day 0 working or not.

        Zero: the day of `start` when it is a working day, else the next one.
        """
        if not 0 <= n <= MOST_DAYS:
            raise ValueError(f"n: {n} {'is negative' if n < 0 else 'reaches too far'}")
        day = self.local_day(start, "start")
        return self.next_working_day(day) if n == 0 else self._working_day(day.toordinal() + 1, n)

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is a working day, else the next one."""
        return self._working_day(day.toordinal(), 1)

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days d there are with after < d <= until; 0 when they are reversed."""
        if until <= after:
            return 0
        table = self._covering(_noon(after), _noon(until))
        return bisect_right(table.days, until.toordinal()) - bisect_right(table.days, after.toordinal())

    def local_day(self, at: datetime, place: str = "at") -> date:
        """The day on the office's wall calendar at that instant; `place` names it in an error."""
        _microseconds(at, place)
        return at.astimezone(self.zone).date()

    def closing(self, day: date) -> datetime:
        """The end of the day's last interval; ValueError on a closed day."""
        hours = self.hours.on(day)
        if not hours:
            raise ValueError(f"day: {day} is closed")
        return self.wall(day, hours[-1][1])

    def midnight(self, day: date) -> datetime:
        """The instant at which `day` begins here."""
        return self.wall(day, 0)

    def table(self, first_year: int = 2015, last_year: int = 2040) -> Table:
        """The opening intervals of at least these years, for counting many instants at once; see `Table`."""
        return self._covering(_noon(date(first_year, 1, 1)), _noon(date(last_year, 12, 31)))

    def wall(self, day: date, minutes: int) -> datetime:
        """The instant `minutes` after midnight of a day here: the first of two, and the next that exists of a skipped
        hour.
        """
        return instant(WallClock(self.zone).instant(day.toordinal(), minutes))

    def _working_day(self, ordinal: int, n: int) -> date:
        """The n-th working day (from 1) among `ordinal` and the days after it."""
        table = self._covering(_noon(date.fromordinal(ordinal)))
        while True:
            place = bisect_left(table.days, ordinal) + n - 1
            if place < len(table.days):
                return date.fromordinal(table.days[place])
            table = self._longer(table)

    def _covering(self, first: int, last: int | None = None) -> Table:
        """A table that answers for both instants."""
        last = first if last is None else last
        table = self._tables[0] if self._tables else None
        if table is not None and table.first_at <= first and last < table.last_at:
            return table
        if first < _FIRST_AT or last >= _END_AT:
            asked = f"{instant(first).year} to {instant(last).year}"
            raise ValueError(f"{asked}: only {FIRST_YEAR} to {LAST_YEAR} can be counted")
        first_year, last_year = instant(first - MARGIN).year, instant(last + MARGIN).year
        return self._grown(table, first_year, last_year) if table else self._built(first_year, last_year + 1)

    def _grown(self, table: Table, first_year: int, last_year: int) -> Table:
        """At least the years asked for, and twice as many as there were on each side that had too few."""
        years = table.last_year - table.first_year + 1
        if first_year < table.first_year:
            first_year = min(first_year, table.first_year - years)
        if last_year > table.last_year:
            last_year = max(last_year, table.last_year + years)
        return self._built(min(first_year, table.first_year), max(last_year, table.last_year))

    def _longer(self, table: Table) -> Table:
        """A table that reaches farther; ValueError when nothing opens any more."""
        last_day = self.hours.last_opening
        if table.last_year > LAST_YEAR or (last_day is not None and last_day.year <= table.last_year):
            raise ValueError(f"amount: no opening hours are left after {table.last_year}")
        return self._grown(table, table.first_year, table.last_year + 1)

    def _earlier(self, table: Table) -> Table:
        """A table that reaches farther back; ValueError when nothing was open before."""
        first_day = self.hours.first_opening
        if table.first_year < FIRST_YEAR or (first_day is not None and first_day.year >= table.first_year):
            raise ValueError(f"amount: there are no opening hours before {first_day or table.first_year}")
        return self._grown(table, table.first_year - 1, table.last_year)

    def _built(self, first_year: int, last_year: int) -> Table:
        table = build(self.hours, max(first_year, FIRST_YEAR - 1), min(last_year, LAST_YEAR + 1))
        self._tables[:] = [table]
        return table


def _microseconds(at: datetime, place: str) -> int:
    try:
        delta = at - EPOCH
    except TypeError as error:
        raise ValueError(f"{place}: {at.isoformat()} carries no zone") from error
    return delta.days * DAY + delta.seconds * 1_000_000 + delta.microseconds


def _amount(amount: timedelta) -> int:
    wanted = amount // MICROSECOND
    if not 0 <= wanted <= MOST_DAYS * DAY:
        raise ValueError(f"amount: {amount} {'is negative' if wanted < 0 else 'reaches too far'}")
    return wanted


def _noon(day: date) -> int:
    return (day.toordinal() - EPOCH_ORDINAL) * DAY + DAY // 2


_FIRST_AT = (date(FIRST_YEAR, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY
_END_AT = (date(LAST_YEAR + 1, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY
