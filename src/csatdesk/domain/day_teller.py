"""Goes through the days from the start of a clock to its end, and says what each of them is to it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from csatdesk.domain.clocks import HOUR_UNITS, ONE_DAY, Course, DayCount, Span
from csatdesk.domain.day_lines import COUNTS, NO_TIME, Closed, DayLine, Mark, Marker, Part, Stretch
from csatdesk.domain.deadlines import Clock, Unit, WorkCalendar, shown_day
from csatdesk.domain.opening_table import EPOCH, MICROSECOND, instant


def is_by_hours(course: Course) -> bool:
    return course.rule.target.unit in HOUR_UNITS and course.clock is not Clock.PROMISE


@dataclass(frozen=True, slots=True)
class Teller:
    """Goes through the days of one clock.

    `at`: when it stopped, else now; `mark` says which. `unit` is that of the due instant, `count` where its days end.
    """

    course: Course
    unit: Unit
    at: datetime
    mark: Marker
    due_at: datetime
    base_at: datetime
    count: DayCount | None

    @property
    def calendar(self) -> WorkCalendar:
        return self.course.calendar

    def days(self) -> Iterator[DayLine]:
        first = self.calendar.local_day(self.course.start)
        last = max(first, self.due_day, self.calendar.local_day(self.at) if self._is_late else first)
        stretches, marks = self._stretches_by_day(), self._marks_by_day()
        so_far, number = NO_TIME, 0
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            line = self._line(day, stretches.get(day, ()), marks.get(day, ()))
            so_far += line.length_of(Part.COUNTED, *(() if line.day == self.today else (Part.TO_COME,)))
            number += line.part in COUNTS
            yield replace(line, so_far=so_far, number=number)
            if line.day == self.today:
                so_far += line.length_of(Part.TO_COME)

    @property
    def due_day(self) -> date:
        return shown_day(self.due_at, self.unit, self.calendar)

    @property
    def today(self) -> date:
        return self.calendar.local_day(self.at)

    @property
    def _is_late(self) -> bool:
        return self.at > self.due_at

    def _line(self, day: date, parts: Sequence[Stretch], marks: Sequence[Mark]) -> DayLine:
        hours = self.calendar.hours
        is_open, special = bool(hours.on(day)), day in hours.special
        closed = None if is_open else _why_closed(self.calendar, day)
        return DayLine(
            day=day,
            parts=tuple(parts),
            part=None if is_by_hours(self.course) else self._part_of_day(day, is_open=is_open),
            closed=closed,
            holiday=hours.holidays.get(day, ""),
            is_special=special and is_open,
            shift=sum((_shift(one, self.calendar) for one in parts), NO_TIME),
            marks=tuple(marks),
            is_ahead=day > self.today,
        )

    # days that count as a whole

    def _part_of_day(self, day: date, *, is_open: bool) -> Part:
        if day == self.calendar.local_day(self.course.start) and not self._counts_at_once(day):
            return Part.START
        if self.count is not None and day > self.count.last:
            return self._part_after(day, self.count)
        if day > self.due_day:
            return Part.LATE
        return (self._uncounted(day, is_open=is_open) if self.count is not None else None) or self._counted(day)

    def _part_after(self, day: date, count: DayCount) -> Part:
        """Of a day after the one that used up the period."""
        if day <= count.due_day:
            return Part.PAUSED if self._is_paused(day) else Part.ROLLED
        return Part.EXTENDED if day <= self.due_day else Part.LATE

    def _uncounted(self, day: date, *, is_open: bool) -> Part | None:
        if self.course.rule.target.unit is Unit.WORKING_DAYS and not is_open:
            return Part.CLOSED
        return Part.PAUSED if self._is_paused(day) else None

    def _is_paused(self, day: date) -> bool:
        end = self._end(day)
        return any(span.from_at < end <= span.to_at for span in self.course.spans(self.at))

    def _counted(self, day: date) -> Part:
        if self._end(day) <= self.at:
            return Part.COUNTED
        return Part.TO_COME if self._runs else Part.UNUSED

    @property
    def _runs(self) -> bool:
        return self.mark is Marker.NOW

    def _counts_at_once(self, day: date) -> bool:
        """Of a period of no days, the day of the start is the last."""
        return self.count is not None and not self.course.rule.target.amount and day == self.count.last

    def _end(self, day: date) -> datetime:
        return self.course.day_end(day) if self.count is not None else self.calendar.midnight(day + ONE_DAY)

    # open time

    def _stretches_by_day(self) -> dict[date, list[Stretch]]:
        found: dict[date, list[Stretch]] = {}
        if is_by_hours(self.course):
            end = max(self.due_at, self.at if self._is_late else self.due_at)
            for from_at, to_at in open_spans(self.calendar, self.course.start, end):
                for stretch in self._cut(from_at, to_at):
                    found.setdefault(self.calendar.local_day(stretch.from_at), []).append(stretch)
        return found

    def _cut(self, from_at: datetime, to_at: datetime) -> list[Stretch]:
        """Open time cut wherever it becomes something else to the clock, and at midnight."""
        spans = self.course.spans(self.at)
        edges = {self.at, self.base_at, self.due_at, *_edges(spans)}
        edges.add(self.calendar.midnight(self.calendar.local_day(from_at) + ONE_DAY))
        edges.add(self.calendar.midnight(self.calendar.local_day(to_at)))
        places = [from_at, *sorted(edge for edge in edges if from_at < edge < to_at), to_at]
        found: list[Stretch] = []
        for begin, end in pairwise(places):
            part = self._part_of_time(begin, spans)
            same_day = found and self.calendar.local_day(found[-1].from_at) == self.calendar.local_day(begin)
            if same_day and found[-1].part is part:
                found[-1] = replace(found[-1], to_at=end)
            else:
                found.append(Stretch(begin, end, part))
        return found

    def _part_of_time(self, begin: datetime, spans: Sequence[Span]) -> Part:
        if begin >= self.due_at:
            return Part.LATE
        if begin >= self.base_at:
            return Part.EXTENDED
        if any(span.from_at <= begin < span.to_at for span in spans):
            return Part.PAUSED
        if begin < self.at:
            return Part.COUNTED
        return Part.TO_COME if self._runs else Part.UNUSED

    # marks

    def _marks_by_day(self) -> dict[date, list[Mark]]:
        found: dict[date, list[Mark]] = {}
        for mark in sorted(self._marks(), key=lambda one: one.at):
            day = self.due_day if mark.marker is Marker.DUE else self.calendar.local_day(mark.at)
            found.setdefault(day, []).append(mark)
        return found

    def _marks(self) -> Iterator[Mark]:
        yield Mark(Marker.START, self.course.start)
        yield Mark(Marker.DUE, self.due_at)
        yield Mark(self.mark, self.at)


def _edges(spans: Iterable[Span]) -> Iterator[datetime]:
    for span in spans:
        yield span.from_at
        yield span.to_at


def open_spans(calendar: WorkCalendar, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The opening intervals between two instants, cut to them, in UTC."""
    if end <= start:
        return
    table = calendar.table(start.year - 1, end.year + 1)
    first, last = (start - EPOCH) // MICROSECOND, (end - EPOCH) // MICROSECOND
    place = bisect_right(table.ends, first)
    while place < len(table.starts) and table.starts[place] < last:
        yield instant(max(table.starts[place], first)), instant(min(table.ends[place], last))
        place += 1


def _why_closed(calendar: WorkCalendar, day: date) -> Closed:
    hours = calendar.hours
    if day in hours.holidays:
        return Closed.HOLIDAY
    return Closed.SPECIAL if day in hours.special and hours.week[day.weekday()] else Closed.WEEKDAY


def _shift(stretch: Stretch, calendar: WorkCalendar) -> timedelta:
    """How far the clock on the wall was put meanwhile."""
    begin, end = (one.astimezone(calendar.zone).replace(tzinfo=None) for one in (stretch.from_at, stretch.to_at))
    return end - begin - stretch.length
