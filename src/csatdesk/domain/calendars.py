"""Working time: an office's week, holidays and special hours in its zone, and counting in it.

Everything is counted in whole microseconds of UTC over a table of opening intervals with running totals, built for the
years that are asked about; an answer is two bisections, never a walk over minutes or days.
"""

from __future__ import annotations  # array[int] is for the checker only before Python 3.12

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KEYS = frozenset({"zone", "week", "holidays", "special_hours"})
DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * DAY_MINUTES
MINUTE = 60_000_000  # microseconds
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
DAY = DAY_MINUTES * MINUTE
FIRST_YEAR, LAST_YEAR = 2, 9997  # a day before and after must still be a date
_TIME = re.compile(r"(\d\d):(\d\d)")

Interval = tuple[int, int]  # minutes from local midnight; an end beyond 1440 lies in the next day


@dataclass(frozen=True, slots=True)
class SpecialHours:
    """Hours of one date in place of its weekday's; on a holiday only with `open_on_holiday`."""

    hours: tuple[Interval, ...]
    open_on_holiday: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Opening intervals in order. `starts`, `ends`: microseconds since 1970 UTC; `before[i]`: open time before
    interval i; `days`: ordinals of working days; `opened`, `closed`: local ordinals covered, both inclusive."""

    starts: array[int]
    ends: array[int]
    before: array[int]
    after: array[int]
    days: array[int]
    opened: int
    closed: int

    def worked(self, at: int) -> int:
        """Open microseconds from the table's beginning until `at`."""
        place = bisect_right(self.starts, at) - 1
        if place < 0:
            return 0
        return self.before[place] + min(at, self.ends[place]) - self.starts[place]


class WorkCalendar:
    """An office's hours as an immutable value; safe to share between threads."""

    __slots__ = ("_table", "holidays", "special", "week", "zone")

    def __init__(
        self,
        zone: ZoneInfo,
        week: Sequence[tuple[Interval, ...]],
        holidays: Mapping[date, str],
        special: Mapping[date, SpecialHours],
    ) -> None:
        self.zone = zone
        self.week = tuple(week)
        self.holidays = dict(holidays)
        self.special = dict(special)
        self._table: Table | None = None
        _check_overlaps(self)

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> WorkCalendar:
        """Read `zone`, `week`, `holidays`, `special_hours` as deadlines.md describes them.

        ValueError names the place of the first thing that is wrong.
        """
        _known_keys(mapping, KEYS, "")
        zone = _zone(mapping.get("zone"))
        week = _week(mapping.get("week", {}))
        holidays = _holidays(mapping.get("holidays", ()))
        special = _special(mapping.get("special_hours", {}))
        if not any(week) and not any(hours.hours for hours in special.values()):
            raise ValueError("week: no hours at all; a calendar needs opening hours on at least one day")
        return cls(zone, week, holidays, special)

    def to_dict(self) -> dict[str, object]:
        """What `from_dict` reads back to an equal calendar."""
        return {
            "zone": self.zone.key,
            "week": {day: _written(hours) for day, hours in zip(WEEKDAYS, self.week, strict=True) if hours},
            "holidays": {day.isoformat(): name for day, name in self.holidays.items()},
            "special_hours": {
                day.isoformat(): {"hours": _written(one.hours), "open_on_holiday": one.open_on_holiday}
                for day, one in self.special.items()
            },
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkCalendar) and self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((self.zone.key, self.week))

    def hours_on(self, day: date) -> tuple[Interval, ...]:
        """The intervals that belong to `day` (they start on it); empty on a closed day."""
        special = self.special.get(day)
        if day in self.holidays and not (special is not None and special.open_on_holiday):
            return ()
        return self.week[day.weekday()] if special is None else special.hours

    def is_working_day(self, day: date) -> bool:
        return bool(self.hours_on(day))

    def add(self, start: datetime, allowance: timedelta) -> datetime:
        """The instant (UTC) at which `allowance` of open time is used up, counted from `start`.

        Used up at the end of an interval: that closing time. Zero: unchanged inside hours, else the next opening.
        """
        if allowance < timedelta(0):
            raise ValueError(f"allowance: {allowance} is negative")
        at, wanted = _microseconds(start), allowance // timedelta(microseconds=1)
        table = self._around(at)
        while True:
            place = bisect_right(table.ends, at)  # the interval that is open at `at`, else the next one
            if place < len(table.starts):
                begin = max(at, table.starts[place])
                target = table.before[place] + begin - table.starts[place] + wanted
                found = place if wanted == 0 else bisect_left(table.after, target, place)
                if found < len(table.starts):
                    return _instant(table.starts[found] + target - table.before[found])
            table = self._later(table)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Open time from `start` to `end`; zero when they are reversed."""
        first, last = _microseconds(start), _microseconds(end)
        if last <= first:
            return timedelta(0)
        table = self._around(first, last)
        return timedelta(microseconds=table.worked(last) - table.worked(first))

    def add_days(self, start: datetime, days: int) -> date:
        """The `days`-th working day after the local day of `start`, which is day 0 whether it is a working day or not.

        Zero days: the day itself when it is a working day, else the next one.
        """
        if days < 0:
            raise ValueError(f"days: {days} is negative")
        ordinal = self.local_day(start).toordinal()
        table = self._around(_microseconds(start))
        while True:
            first = bisect_left(table.days, ordinal) if days == 0 else bisect_right(table.days, ordinal)
            place = first + max(days - 1, 0)
            if place < len(table.days):
                return date.fromordinal(table.days[place])
            table = self._later(table)

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days d there are with after < d <= until."""
        if until <= after:
            return 0
        table = self._around(*(_midnight_utc(day) for day in (after, until)))
        return bisect_right(table.days, until.toordinal()) - bisect_right(table.days, after.toordinal())

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is a working day, else the next one."""
        table = self._around(_midnight_utc(day))
        while True:
            place = bisect_left(table.days, day.toordinal())
            if place < len(table.days):
                return date.fromordinal(table.days[place])
            table = self._later(table)

    def local_day(self, at: datetime) -> date:
        """The day on the wall calendar of the office at that instant."""
        _microseconds(at)
        return at.astimezone(self.zone).date()

    def closing(self, day: date) -> datetime:
        """The end of the day's last interval; ValueError on a closed day."""
        hours = self.hours_on(day)
        if not hours:
            raise ValueError(f"{day}: closed all day")
        return _instant(self._utc(day.toordinal(), hours[-1][1]))

    def midnight(self, day: date) -> datetime:
        """The instant at which `day` begins here; the first that exists when midnight is skipped."""
        return _instant(self._utc(day.toordinal(), 0))

    def table(self) -> Table:
        """The intervals built so far (at least 2015 to 2040), for counting many instants at once in `analysis`."""
        return self._around(_midnight_utc(date(2015, 1, 1)), _midnight_utc(date(2040, 12, 31)))

    def _around(self, first: int, last: int | None = None) -> Table:
        """A table that covers both instants with two days to spare."""
        opened = EPOCH_ORDINAL + first // DAY - 2
        closed = EPOCH_ORDINAL + (first if last is None else last) // DAY + 2
        table = self._table
        if table is not None and table.opened <= opened and closed <= table.closed:
            return table
        if table is not None:
            opened, closed = min(opened, table.opened), max(closed, table.closed)
        return self._build(_year_of(opened) - 1, _year_of(closed) + 3)

    def _later(self, table: Table) -> Table:
        """Twice as many years; ValueError when the calendar never opens again."""
        first, last = _year_of(table.opened), _year_of(table.closed)
        if last >= LAST_YEAR or not any(self.week):
            self._refuse_if_ended(last)
        return self._build(first, last + 2 * (last - first + 1))

    def _refuse_if_ended(self, last: int) -> None:
        if last >= LAST_YEAR or all(day.year <= last for day in self.special):
            raise ValueError("week: no opening hours are left after the last special hours")

    def _build(self, first_year: int, last_year: int) -> Table:
        first_year, last_year = max(first_year, FIRST_YEAR), min(last_year, LAST_YEAR)
        opened, closed = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
        starts, ends, days = array("q"), array("q"), array("q")
        for ordinal in range(opened, closed + 1):
            hours = self.hours_on(date.fromordinal(ordinal))
            if hours:
                days.append(ordinal)
                self._append(ordinal, hours, starts, ends)
        before, after = _running(starts, ends)
        self._table = Table(starts, ends, before, after, days, opened, closed)
        return self._table

    def _append(self, ordinal: int, hours: Iterable[Interval], starts: array[int], ends: array[int]) -> None:
        steady = self._steady_offset(ordinal)
        for begin, end in hours:
            if steady is None:
                first, last = self._utc(ordinal, begin), self._utc(ordinal, end)
            else:
                midnight = (ordinal - EPOCH_ORDINAL) * DAY - steady
                first, last = midnight + begin * MINUTE, midnight + end * MINUTE
            if first < last:  # hours inside a skipped hour do not exist
                starts.append(first)
                ends.append(last)

    def _steady_offset(self, ordinal: int) -> int | None:
        """The zone's offset when it is the same on this day and the next, else None."""
        before, after = (
            _offset(datetime.combine(date.fromordinal(day), time(), self.zone)) for day in (ordinal - 1, ordinal + 3)
        )
        return before if before == after else None

    def _utc(self, ordinal: int, minutes: int) -> int:
        """A local wall time as an instant: the first of two, the first that exists when it is skipped."""
        naive = datetime.combine(date.fromordinal(ordinal), time()) + timedelta(minutes=minutes)
        local = (naive - datetime(1970, 1, 1)) // timedelta(microseconds=1)  # noqa: DTZ001  (a wall time)
        early = _offset(naive.replace(tzinfo=self.zone))
        late = _offset(naive.replace(tzinfo=self.zone, fold=1))
        if late <= early:
            return local - early
        return self._gap_end(local - late, local - early)

    def _gap_end(self, low: int, high: int) -> int:
        """The instant in (low, high] at which the zone's offset grows."""
        grown = _offset(_instant(high).astimezone(self.zone))
        while high - low > 1:
            middle = (low + high) // 2
            if _offset(_instant(middle).astimezone(self.zone)) == grown:
                high = middle
            else:
                low = middle
        return high


def _offset(at: datetime) -> int:
    offset = at.utcoffset()
    assert offset is not None  # every datetime here carries a zone
    return offset // timedelta(microseconds=1)


def _microseconds(at: datetime) -> int:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()}: an instant needs its zone")
    delta = at - EPOCH
    return delta.days * DAY + delta.seconds * 1_000_000 + delta.microseconds


def _instant(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)


def _midnight_utc(day: date) -> int:
    return (day.toordinal() - EPOCH_ORDINAL) * DAY


def _year_of(ordinal: int) -> int:
    return date.fromordinal(min(max(ordinal, 400), date.max.toordinal() - 400)).year


def _running(starts: array[int], ends: array[int]) -> tuple[array[int], array[int]]:
    before, after, total = array("q"), array("q"), 0
    for start, end in zip(starts, ends, strict=True):
        before.append(total)
        total += end - start
        after.append(total)
    return before, after


def _known_keys(mapping: Mapping[str, object], known: frozenset[str], place: str) -> None:
    for key in mapping:
        if key not in known:
            raise ValueError(f"{place}{key}: unknown key; known are {', '.join(sorted(known))}")


def _zone(named: object) -> ZoneInfo:
    if not isinstance(named, str) or not named:
        raise ValueError("zone: the name of an IANA time zone is missing")
    try:
        return ZoneInfo(named)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"zone: {named!r} is no IANA time zone") from error


def _week(given: object) -> tuple[tuple[Interval, ...], ...]:
    if not isinstance(given, Mapping):
        raise ValueError("week: must map weekdays to intervals")
    _known_keys(given, frozenset(WEEKDAYS), "week.")
    return tuple(_intervals(given.get(day, ()), f"week.{day}") for day in WEEKDAYS)


def _intervals(given: object, place: str) -> tuple[Interval, ...]:
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise ValueError(f"{place}: must be a list of intervals")
    return tuple(sorted(_interval(one, f"{place}[{number}]") for number, one in enumerate(given)))


def _interval(given: object, place: str) -> Interval:
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) != 2:
        raise ValueError(f"{place}: must be [start, end]")
    begin, end = (_minutes(one, place) for one in given)
    if begin == DAY_MINUTES:
        raise ValueError(f"{place}: an interval cannot start at 24:00")
    return begin, end if end > begin else end + DAY_MINUTES


def _minutes(given: object, place: str) -> int:
    match = _TIME.fullmatch(given) if isinstance(given, str) else None
    hours, minutes = (int(part) for part in match.groups()) if match else (99, 99)
    if minutes > 59 or hours * 60 + minutes > DAY_MINUTES:
        raise ValueError(f"{place}: {given!r} is no time of day like 08:30")
    return hours * 60 + minutes


def _date(given: object, place: str) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    try:
        return date.fromisoformat(given) if isinstance(given, str) else _no_date(given)
    except ValueError as error:
        raise ValueError(f"{place}: {given!r} is no date like 2026-12-24") from error


def _no_date(given: object) -> date:
    raise ValueError(given)


def _holidays(given: object) -> dict[date, str]:
    if isinstance(given, Mapping):
        return {_date(day, f"holidays.{day}"): str(name) for day, name in given.items()}
    if not isinstance(given, Iterable) or isinstance(given, str):
        raise ValueError("holidays: must be a list of dates, or map dates to names")
    return {_date(day, f"holidays[{number}]"): "" for number, day in enumerate(given)}


def _special(given: object) -> dict[date, SpecialHours]:
    if not isinstance(given, Mapping):
        raise ValueError("special_hours: must map dates to intervals")
    return {_date(day, f"special_hours.{day}"): _special_day(one, f"special_hours.{day}") for day, one in given.items()}


def _special_day(given: object, place: str) -> SpecialHours:
    if not isinstance(given, Mapping):
        return SpecialHours(_intervals(given, place))
    _known_keys(given, frozenset({"hours", "open_on_holiday"}), f"{place}.")
    is_open = given.get("open_on_holiday", False)
    if not isinstance(is_open, bool):
        raise ValueError(f"{place}.open_on_holiday: must be true or false")
    return SpecialHours(_intervals(given.get("hours", ()), f"{place}.hours"), is_open)


def _check_overlaps(calendar: WorkCalendar) -> None:
    round_week = [
        (day * DAY_MINUTES + begin, day * DAY_MINUTES + end, f"week.{WEEKDAYS[day]}")
        for day, hours in enumerate(calendar.week)
        for begin, end in hours
    ]
    if round_week:
        begin, end, place = round_week[0]
        _check_apart([*round_week, (begin + WEEK_MINUTES, end + WEEK_MINUTES, place)])
    for day in calendar.special:
        _check_apart(
            [
                (offset * DAY_MINUTES + begin, offset * DAY_MINUTES + end, f"special_hours.{day}")
                for offset in (-1, 0, 1)
                for begin, end in calendar.hours_on(day + timedelta(days=offset))
            ]
        )


def _check_apart(intervals: Sequence[tuple[int, int, str]]) -> None:
    for (_, end, _), (begin, _, place) in pairwise(intervals):
        if begin < end:
            raise ValueError(f"{place}: these hours overlap the hours before them")


def _written(hours: Iterable[Interval]) -> list[list[str]]:
    return [[_clock(begin), _clock(end if end <= DAY_MINUTES else end - DAY_MINUTES)] for begin, end in hours]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
