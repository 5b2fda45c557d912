"""The picture of an explained clock as rows of bars, the same for the screen and for paper.

Places across are shares of the axis, 0 to 1. Clocks of hours have a row a day with the hours across; clocks of days a
row a week with the weekdays across.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from itertools import groupby
from typing import NamedTuple

from csatdesk.domain.day_lines import DayLine, Fold, Line, Mark, Marker, Part, Stretch
from csatdesk.domain.explanation import Explanation
from csatdesk.domain.hour_axis import Axis, axis_of, ends, minute_of_mark
from csatdesk.wording.clock_times import days_words, short_time
from csatdesk.wording.day_words import closed_words, fold_what, line_words, mark_words, reason_at, total_words
from csatdesk.wording.formats import clock_time, listed_day, month_and_year, short_day
from csatdesk.wording.speaking import _, ngettext
from csatdesk.wording.weekdays import short_weekday_names

WEEK = 7
HALF_A_DAY = timedelta(hours=12)
WEEKS_MOST = 12  # more, and weeks alike are told in one row
QUIET = frozenset({Part.PAUSED, Part.CLOSED, Part.UNUSED})


@dataclass(frozen=True, slots=True)
class Bar:
    """Part of a row. `words`: what may stand in it, the longest first; the first that fits is drawn."""

    begin: float
    end: float
    part: Part
    words: tuple[str, ...] = ()
    is_today: bool = False


class Tick(NamedTuple):
    """A line through the row with words beside or beneath it."""

    at: float
    marker: Marker
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """`band`: words over the whole row, hatched, when nothing is open. `spoken`: the row as a sentence."""

    label: str
    total: str
    spoken: str
    bars: tuple[Bar, ...] = ()
    ticks: tuple[Tick, ...] = ()
    band: str = ""
    is_band_loud: bool = False
    is_today: bool = False
    is_quiet: bool = False
    is_ahead: bool = False
    is_fold: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """`month`: over the labels; `lines`: upright hairlines; `foot`: under the last total ("of 32 h")."""

    month: str
    rows: tuple[Row, ...]
    labels: tuple[Label, ...]
    lines: tuple[float, ...]
    foot: str
    is_week: bool
    parts: frozenset[Part] = field(default=frozenset())
    has_closed: bool = False


def picture_of(told: Explanation, *, labels_most: int = 6, unfold: bool = False) -> Picture:
    """The rows of a clock; `unfold`: every day a row of its own."""
    return _hours(told, labels_most, unfold=unfold) if told.by_hours else _weeks(told, unfold=unfold)


# hours


def _hours(told: Explanation, labels_most: int, *, unfold: bool) -> Picture:
    zone = told.course.calendar.zone
    axis = axis_of(told.days, zone)
    lines: Sequence[Line] = told.days if unfold else told.lines
    labels = axis.labels(labels_most)
    return Picture(
        month=month_and_year(told.days[0].day),
        rows=tuple(_hour_rows(told, lines, axis)),
        labels=tuple(Label(axis.share(one), _clock(one)) for one in labels),
        lines=tuple(axis.share(one) for one in axis.edges),
        foot=_("of {total}").format(total=short_time(told.allowed)),
        is_week=False,
        parts=frozenset(part.part for day in told.days for part in day.parts),
        has_closed=any(day.closed for day in told.days),
    )


def _clock(minutes: int) -> str:
    if minutes == 24 * 60:
        return clock_time(time(0, 0)).replace("00", "24", 1)
    return clock_time(time(*divmod(minutes, 60)))


def _hour_rows(told: Explanation, lines: Sequence[Line], axis: Axis) -> Iterator[Row]:
    month = told.days[0].day.month
    for line in lines:
        if isinstance(line, Fold):
            yield _fold_row(line, told, axis)
            continue
        row = _hour_row(line, told, axis)
        if line.day.month != month:
            month = line.day.month
            row = replace(row, label=listed_day(line.day))
        yield row


def _hour_row(line: DayLine, told: Explanation, axis: Axis) -> Row:
    counted = [part for part in line.parts if part.part not in QUIET]
    return Row(
        label=short_day(line.day),
        total=total_words(line, told),
        spoken=line_words(line, told),
        bars=tuple(_bars(line, told, axis)),
        ticks=tuple(_ticks(line, told, axis)),
        band=closed_words(line) if not line.parts else "",
        is_band_loud=bool(line.holiday),
        is_today=line.day == told.today,
        is_quiet=not counted and line.day != told.today and not line.marks,
        is_ahead=line.is_ahead,
    )


def _bars(line: DayLine, told: Explanation, axis: Axis) -> Iterator[Bar]:
    zone = told.course.calendar.zone
    is_today = line.day == told.today
    for part in line.parts:
        begin, end = ends(part, zone)
        is_last = part is line.parts[-1]
        words = _bar_words(part, told, says_left=is_today and is_last)
        yield Bar(axis.share(begin), axis.share(end), part.part, words, is_today=is_today)


def _bar_words(part: Stretch, told: Explanation, *, says_left: bool) -> tuple[str, ...]:
    length = short_time(part.length)
    match part.part:
        case Part.PAUSED:
            reason = reason_at(told, part.from_at)
            began = any(part.from_at - effect.pause.from_at < HALF_A_DAY for effect in told.pauses_known)
            return (reason, _("paused")) if began and reason else (_("paused"),)
        case Part.TO_COME if says_left:
            return (_("{length} left").format(length=length), length)
        case Part.LATE:
            return (_("{length} late").format(length=length), length)
        case _:
            return (length,)


def _ticks(line: DayLine, told: Explanation, axis: Axis) -> Iterator[Tick]:
    zone, is_period = told.course.calendar.zone, told.deadline.is_period
    for mark in line.marks:
        yield Tick(axis.share(minute_of_mark(mark, zone, is_period=is_period)), mark.marker, mark_words(mark, told))


def _fold_row(fold: Fold, told: Explanation, axis: Axis) -> Row:
    alike = ngettext("{count} day like this", "{count} days like this", len(fold.days)).format(count=len(fold.days))
    long = _("{alike}, {what}").format(alike=alike, what=fold_what(fold, told))
    part = fold.part or Part.CLOSED
    begin, end = (axis.share(axis.edges[0]), axis.share(axis.edges[-1])) if axis.edges else (0.0, 1.0)
    return Row(
        label=_range(fold.days[0].day, fold.days[-1].day),
        total=total_words(fold, told),
        spoken=line_words(fold, told),
        bars=(Bar(begin, end, part, (long, alike)),),
        is_quiet=part in QUIET,
        is_ahead=fold.days[-1].is_ahead,
        is_fold=True,
    )


def _range(first: date, last: date) -> str:
    return f"{short_day(first)}–{short_day(last)}"


# weeks


def _weeks(told: Explanation, *, unfold: bool) -> Picture:
    weeks = [list(days) for _monday, days in groupby(told.days, key=lambda line: _monday_of(line.day))]
    names = short_weekday_names()
    return Picture(
        month=month_and_year(told.days[0].day),
        rows=tuple(_week_rows(weeks, told, unfold=unfold)),
        labels=tuple(Label((place + 0.5) / WEEK, name) for place, name in enumerate(names)),
        lines=(),
        foot=_("of {total}").format(total=days_words(told.days_allowed, told.target.unit)) if told.count else "",
        is_week=True,
        parts=frozenset(day.part for day in told.days if day.part is not None),
        has_closed=any(day.part is Part.CLOSED for day in told.days),
    )


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week_rows(weeks: Sequence[list[DayLine]], told: Explanation, *, unfold: bool) -> Iterator[Row]:
    if unfold or len(weeks) <= WEEKS_MOST:
        yield from (_week_row(week, told) for week in weeks)
        return
    for is_plain, run in groupby(weeks, key=_alike):
        same = list(run)
        if is_plain and len(same) > 1:
            yield _weeks_row(same, told, is_plain)
        else:
            yield from (_week_row(week, told) for week in same)


def _alike(week: Sequence[DayLine]) -> Part | None:
    """What a whole week is to the clock when nothing happens in it; else None."""
    parts = {day.part for day in week} - {Part.CLOSED}
    is_plain = len(parts) == 1 and len(week) == WEEK and not any(day.marks for day in week)
    return next(iter(parts)) if is_plain else None


def _weeks_row(weeks: Sequence[Sequence[DayLine]], told: Explanation, part: Part) -> Row:
    fold = Fold(tuple(day for week in weeks for day in week))
    alike = ngettext("{count} week like this", "{count} weeks like this", len(weeks)).format(count=len(weeks))
    long = _("{alike}, {what}").format(alike=alike, what=fold_what(fold, told))
    return Row(
        label=listed_day(fold.days[0].day),
        total=total_words(fold, told),
        spoken=line_words(fold, told),
        bars=(Bar(0.0, 1.0, part, (long, alike)),),
        is_ahead=fold.days[0].is_ahead,
        is_fold=True,
    )


def _week_row(week: Sequence[DayLine], told: Explanation) -> Row:
    last = week[-1]
    return Row(
        label=listed_day(week[0].day),
        total=total_words(last, told),
        spoken="\n".join(line_words(day, told) for day in week),
        bars=tuple(_day_bar(day, told) for day in week),
        ticks=tuple(_day_tick(day, mark, told) for day in week for mark in day.marks),
        is_today=any(day.day == told.today for day in week),
        is_ahead=week[0].is_ahead,
    )


def _day_bar(day: DayLine, told: Explanation) -> Bar:
    place = day.day.weekday()
    number = str(day.day.day)
    name = day.holiday if day.holiday else closed_words(day) if day.part in {Part.CLOSED, Part.ROLLED} else ""
    words = (_("{day} {name}").format(day=number, name=name), number) if name else (number,)
    return Bar(place / WEEK, (place + 1) / WEEK, day.part or Part.CLOSED, words, is_today=day.day == told.today)


def _day_tick(day: DayLine, mark: Mark, told: Explanation) -> Tick:
    """Beneath its day: what is due stands at the end of it, everything else at its beginning."""
    place = day.day.weekday() + (1 if mark.marker is Marker.DUE else 0)
    words = _("today") if mark.marker is Marker.NOW else mark_words(mark, told)
    return Tick(place / WEEK, mark.marker, words)
