"""The opening hours of an office as a value, read from and written to the plain mapping in which they are stored."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60
_KEYS = frozenset({"zone", "week", "holidays", "special_hours"})
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Interval = tuple[
    int, int
]  # minutes from local midnight of the day it belongs to; an end over 1440 lies in the next day


@dataclass(frozen=True, slots=True)
class SpecialHours:
    """Hours of one date in place of its weekday's; on a holiday only with `open_on_holiday`."""

    hours: tuple[Interval, ...]
    open_on_holiday: bool = False


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """`week`: seven days from Monday, intervals in order, none overlapping. Treat the mappings as read-only."""

    zone: ZoneInfo
    week: tuple[tuple[Interval, ...], ...]
    holidays: Mapping[date, str]
    special: Mapping[date, SpecialHours]

    def __hash__(self) -> int:
        return hash((self.zone.key, self.week, frozenset(self.holidays), frozenset(self.special)))

    def on(self, day: date) -> tuple[Interval, ...]:
        """The intervals that belong to `day`, that is, start on it; empty on a closed day."""
        special = self.special.get(day)
        if day in self.holidays and not (special is not None and special.open_on_holiday):
            return ()
        return self.week[day.weekday()] if special is None else special.hours

    @property
    def first_opening(self) -> date | None:
        """The first day with hours when only single dates have any; None when the week has always opened."""
        return None if any(self.week) else min(day for day in self.special if self.on(day))

    @property
    def last_opening(self) -> date | None:
        """The last day with hours when only single dates have any; None when the week opens again and again."""
        return None if any(self.week) else max(day for day in self.special if self.on(day))


def read(mapping: Mapping[str, object]) -> OpeningHours:
    """The hours that `mapping` tells; ValueError begins with the place of the first thing that is wrong."""
    _check_keys(mapping, _KEYS, "")
    hours = OpeningHours(
        zone=_zone(mapping.get("zone")),
        week=_week(mapping.get("week", {})),
        holidays=_holidays(mapping.get("holidays", ())),
        special=_special_hours(mapping.get("special_hours", {})),
    )
    if not any(hours.week) and not any(map(hours.on, hours.special)):
        raise ValueError("week: no hours at all; an office needs opening hours on at least one day")
    _check_neighbours(hours)
    return hours


def written(hours: OpeningHours) -> dict[str, object]:
    """What `read` makes equal hours of; plain lists and texts, ready for JSON."""
    return {
        "zone": hours.zone.key,
        "week": {day: _written(intervals) for day, intervals in zip(WEEKDAYS, hours.week, strict=True) if intervals},
        "holidays": {day.isoformat(): name for day, name in hours.holidays.items()},
        "special_hours": {
            day.isoformat(): {"hours": _written(special.hours), "open_on_holiday": special.open_on_holiday}
            for day, special in hours.special.items()
        },
    }


def _written(intervals: Iterable[Interval]) -> list[list[str]]:
    return [[_time(begin), _time(end if end <= DAY_MINUTES else end - DAY_MINUTES)] for begin, end in intervals]


def _time(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _check_keys(mapping: object, known: Iterable[str], place: str) -> None:
    if not isinstance(mapping, Mapping):
        raise ValueError(f"{place.rstrip('.') or 'calendar'}: must be a mapping")
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
    _check_keys(given, WEEKDAYS, "week.")
    assert isinstance(given, Mapping)  # checked with its keys
    places = [(day, _placed(given.get(day, ()), f"week.{day}")) for day in WEEKDAYS]
    chain = [
        (number * DAY_MINUTES + begin, number * DAY_MINUTES + end, place)
        for number, (_, placed) in enumerate(places)
        for begin, end, place in placed
    ]
    for begin, end, place in chain[:1]:  # Sunday night runs into Monday
        chain.append((begin + 7 * DAY_MINUTES, end + 7 * DAY_MINUTES, place))
    _check_apart(chain)
    return tuple(tuple((begin, end) for begin, end, _ in placed) for _, placed in places)


def _placed(given: object, place: str) -> list[tuple[int, int, str]]:
    """Intervals in order, each with the place where it was given."""
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise ValueError(f"{place}: must be a list of intervals")
    return sorted((*_interval(one, f"{place}[{number}]"), f"{place}[{number}]") for number, one in enumerate(given))


def _interval(given: object, place: str) -> Interval:
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) != 2:
        raise ValueError(f"{place}: must be a pair of times, [start, end]")
    begin, end = (_minutes(one, place) for one in given)
    if begin == DAY_MINUTES:
        raise ValueError(f"{place}: hours cannot start at 24:00; write 00:00 on the next day")
    return begin, end if end > begin else end + DAY_MINUTES


def _minutes(given: object, place: str) -> int:
    if not isinstance(given, str) or not _TIME.fullmatch(given):
        raise ValueError(f"{place}: {given!r} is no time of day such as 08:30")
    return int(given[:2]) * 60 + int(given[3:])


def _check_apart(chain: Iterable[tuple[int, int, str]]) -> None:
    for (_, end, earlier), (begin, _, place) in pairwise(chain):
        if begin < end:
            raise ValueError(f"{place}: overlaps {earlier}")


def _check_neighbours(hours: OpeningHours) -> None:
    """Special hours may not meet hours that began the day before, nor run into the next day's."""
    for day in hours.special:
        for first in (day - timedelta(days=1), day):
            before, after = hours.on(first), hours.on(first + timedelta(days=1))
            if before and after and before[-1][1] - DAY_MINUTES > after[0][0]:
                other = first if first != day else first + timedelta(days=1)
                raise ValueError(f"special_hours.{day}: overlaps the hours of {other}")


def _days(given: Mapping[object, object], place: str) -> Iterator[tuple[date, object, str]]:
    seen = set()
    for key, value in given.items():
        day = _date(key, f"{place}.{key}")
        if day in seen:
            raise ValueError(f"{place}.{day}: given twice")
        seen.add(day)
        yield day, value, f"{place}.{day}"


def _date(given: object, place: str) -> date:
    day = given if isinstance(given, date) and not isinstance(given, datetime) else _parsed(given, place)
    if day in (date.min, date.max):  # a neighbour of either is no date any more
        raise ValueError(f"{place}: {day} is out of reach")
    return day


def _parsed(given: object, place: str) -> date:
    wrong = f"{place}: {given!r} is no date such as 2026-12-24"
    if not isinstance(given, str) or not _DATE.fullmatch(given):
        raise ValueError(wrong)
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise ValueError(wrong) from error


def _holidays(given: object) -> dict[date, str]:
    if isinstance(given, Mapping):
        return {day: _name(name, place) for day, name, place in _days(given, "holidays")}
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise ValueError("holidays: must be a list of dates, or map dates to names")
    return {_date(day, f"holidays[{number}]"): "" for number, day in enumerate(given)}


def _name(given: object, place: str) -> str:
    if not isinstance(given, str):
        raise ValueError(f"{place}: {given!r} is no name")
    return given


def _special_hours(given: object) -> dict[date, SpecialHours]:
    if not isinstance(given, Mapping):
        raise ValueError("special_hours: must map dates to intervals")
    return {day: _special(one, place) for day, one, place in _days(given, "special_hours")}


def _special(given: object, place: str) -> SpecialHours:
    if not isinstance(given, Mapping):
        return SpecialHours(_apart(given, place))
    _check_keys(given, ("hours", "open_on_holiday"), f"{place}.")
    is_open = given.get("open_on_holiday", False)
    if not isinstance(is_open, bool):
        raise ValueError(f"{place}.open_on_holiday: must be true or false")
    return SpecialHours(_apart(given.get("hours"), f"{place}.hours"), is_open)


def _apart(given: object, place: str) -> tuple[Interval, ...]:
    placed = _placed(given, place)
    _check_apart(placed)
    return tuple((begin, end) for begin, end, _ in placed)
