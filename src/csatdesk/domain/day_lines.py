"""The days of a clock as lines: what each is to the clock, what happened on it, and those that are alike in one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

NO_TIME = timedelta(0)
ROWS_MOST = 16  # more lines than this, and days that are alike are told in one
ALIKE_LEAST = 3  # days worth folding


class Part(Enum):
    """What a span of open time, or a day, is to the clock."""

    START = "start"  # the day of the start, before which nothing counts
    COUNTED = "counted"
    TO_COME = "to_come"
    UNUSED = "unused"  # the clock was stopped before
    PAUSED = "paused"
    CLOSED = "closed"  # a closed day where only working days count
    ROLLED = "rolled"  # from a last day that is closed to the next working day
    EXTENDED = "extended"
    LATE = "late"


COUNTS = frozenset({Part.COUNTED, Part.TO_COME, Part.UNUSED})  # what the allowance is made of


class Marker(Enum):
    START = "start"
    NOW = "now"
    DUE = "due"
    MET = "met"  # sent or done
    ENDED = "ended"  # stopped: nothing was owed any more


class Closed(Enum):
    """Why a day has no hours."""

    HOLIDAY = "holiday"
    WEEKDAY = "weekday"
    SPECIAL = "special"  # closed by special hours


@dataclass(frozen=True, slots=True)
class Stretch:
    """Open time within one local day that is one thing to the clock."""

    from_at: datetime
    to_at: datetime
    part: Part

    @property
    def length(self) -> timedelta:
        return self.to_at - self.from_at


@dataclass(frozen=True, slots=True)
class Mark:
    marker: Marker
    at: datetime


@dataclass(frozen=True, slots=True)
class DayLine:
    """One local day. `parts`: its open time, for clocks of hours; `part`: what the day is, for clocks of days.

    `so_far` and `number`: open time and days counted with this day, up to now; for days ahead what it will be then.
    `shift`: how far the clock on the wall was put within the open time, positive when forward.
    """

    day: date
    parts: tuple[Stretch, ...] = ()
    part: Part | None = None
    closed: Closed | None = None
    holiday: str = ""  # its name, also when the office is open although holiday
    is_special: bool = False  # special hours in place of the weekday's
    shift: timedelta = NO_TIME
    marks: tuple[Mark, ...] = ()
    so_far: timedelta = NO_TIME
    number: int = 0
    is_ahead: bool = False

    def length_of(self, *parts: Part) -> timedelta:
        return sum((one.length for one in self.parts if one.part in parts), NO_TIME)


@dataclass(frozen=True, slots=True)
class Fold:
    """Days like one another, told in one line."""

    days: tuple[DayLine, ...]

    @property
    def part(self) -> Part | None:
        """What their open time, or the days themselves, are to the clock; None: all closed."""
        return next((part for part in map(_kind, self.days) if part is not None and part is not Part.CLOSED), None)

    @property
    def open_days(self) -> int:
        return sum(not day.closed for day in self.days)

    @property
    def holidays(self) -> tuple[DayLine, ...]:
        return tuple(day for day in self.days if day.holiday)

    def length_of(self, *parts: Part) -> timedelta:
        return sum((day.length_of(*parts) for day in self.days), NO_TIME)


Line = DayLine | Fold


def folded(days: Sequence[DayLine], most: int = ROWS_MOST) -> tuple[Line, ...]:
    """The days, with those that are alike told in one line where there are more than `most`.

    Holidays keep lines of their own, unless years of them would stand there.
    """
    if len(days) <= most:
        return tuple(days)
    lines = tuple(_folded(days, with_holidays=False))
    return lines if len(lines) <= 2 * most else tuple(_folded(days, with_holidays=True))


def _folded(days: Sequence[DayLine], *, with_holidays: bool) -> Iterator[Line]:
    for run in _runs_alike(days, with_holidays=with_holidays):
        if len(run) >= ALIKE_LEAST:
            yield Fold(tuple(run))
        else:
            yield from run


def _runs_alike(days: Sequence[DayLine], *, with_holidays: bool) -> Iterator[list[DayLine]]:
    """Neighbours that are the same to the clock; a closed weekday goes with those around it, whatever they are."""
    run: list[DayLine] = []
    part: Part | None = None
    was_plain = False
    for day in days:
        kind, is_plain = _kind(day), _is_plain(day) and (with_holidays or not day.holiday)
        if run and not (is_plain and was_plain and (part is None or kind is None or kind is part)):
            yield run
            run, part = [], None
        run.append(day)
        part, was_plain = kind or part, is_plain
    if run:
        yield run


def _kind(day: DayLine) -> Part | None:
    """What the whole day is to the clock; None when it is a closed day."""
    if day.part is not None:
        return None if day.part is Part.CLOSED else day.part
    return day.parts[0].part if day.parts else None


def _is_plain(day: DayLine) -> bool:
    """Nothing happens on it that a person would look for, but perhaps a holiday."""
    return (
        not day.marks
        and not day.shift
        and not day.is_special
        and day.closed is not Closed.SPECIAL
        and len({one.part for one in day.parts}) <= 1
        and day.part not in {Part.START, Part.ROLLED}
    )
