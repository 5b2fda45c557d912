"""The days of an explained clock in words: what each is to the clock, why it is closed, what happened on it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from csatdesk.domain.day_lines import Closed, DayLine, Fold, Line, Mark, Marker, Part
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.explanation import Explanation, PauseEffect
from csatdesk.domain.marks import N_
from csatdesk.domain.statuses import WAITING
from csatdesk.wording.clock_times import day_words, days_words, short_time, start_words, time_words
from csatdesk.wording.formats import clock_time
from csatdesk.wording.speaking import _, ngettext
from csatdesk.wording.weekdays import weekday_names
from csatdesk.wording.words import in_sentence, word

PART_WORDS: Mapping[Part, str] = {
    Part.COUNTED: N_("counted {from}–{to} ({length})"),
    Part.TO_COME: N_("still to come {from}–{to} ({length})"),
    Part.UNUSED: N_("not needed any more {from}–{to} ({length})"),
    Part.PAUSED: N_("paused {from}–{to}, not counted"),
    Part.EXTENDED: N_("added by the extension {from}–{to} ({length})"),
    Part.LATE: N_("late {from}–{to} ({length})"),
}
DAY_WORDS: Mapping[Part, str] = {
    Part.START: N_("day of the start, does not count"),
    Part.COUNTED: N_("counted, day {number}"),
    Part.TO_COME: N_("still to come, day {number}"),
    Part.UNUSED: N_("not needed any more"),
    Part.PAUSED: N_("paused, not counted"),
    Part.CLOSED: N_("closed, not counted"),
    Part.ROLLED: N_("moved to the next working day"),
    Part.EXTENDED: N_("added by the extension"),
    Part.LATE: N_("late"),
}


def closed_words(line: DayLine) -> str:
    """Why the day is closed: "Independence Day, public holiday", "Saturday, closed"; "" for an open day."""
    match line.closed:
        case None:
            return ""
        case Closed.HOLIDAY:
            return _("{name}, public holiday").format(name=line.holiday) if line.holiday else _("Public holiday")
        case Closed.SPECIAL:
            return _("Closed by special hours")
        case Closed.WEEKDAY:
            return _("{weekday}, closed").format(weekday=weekday_names()[line.day.weekday()])


def mark_words(mark: Mark, told: Explanation) -> str:
    """ "received 14:30", "now 11:42", "due 15:15"."""
    time = clock_time(mark.at.astimezone(told.course.calendar.zone))
    match mark.marker:
        case Marker.START:
            started = _("{event} {time}").format(event=start_words(told), time=time)
            channel = told.facts.channel
            return (
                started
                if channel is None
                else _("{started}, {channel}").format(started=started, channel=in_sentence(word(channel)))
            )
        case Marker.NOW:
            return _("now {time}").format(time=time)
        case Marker.DUE:
            return _("due") if told.deadline.is_period else _("due {time}").format(time=time)
        case Marker.MET:
            done = _("done {time}") if told.clock is Clock.PROMISE else _("sent {time}")
            return done.format(time=time)
        case Marker.ENDED:
            return _("stopped {time}").format(time=time)


def reason_at(told: Explanation, at: datetime) -> str:
    """What the case waited for at that instant: "waiting for customer"; "" when for nothing that the clock knows."""
    for effect in told.pauses_known:
        if effect.pause.from_at <= at < (effect.pause.to_at or told.until):
            return reason_words(effect)
    return ""


def reason_words(effect: PauseEffect) -> str:
    return in_sentence(word(WAITING[effect.pause.reason]))


def total_words(line: Line, told: Explanation) -> str:
    """The running total at the end of a line."""
    last = line.days[-1] if isinstance(line, Fold) else line
    if told.by_hours:
        return short_time(last.so_far)
    return days_words(last.number, told.target.unit)


def line_words(line: Line, told: Explanation) -> str:
    """A whole line as a sentence, for screen readers and as text."""
    if isinstance(line, Fold):
        return fold_words(line, told)
    parts = [*_parts_of(line, told), *_notes_of(line)]
    parts += [mark_words(mark, told) for mark in line.marks]
    what = ", ".join(part for part in parts if part)
    day = day_words(line.day, told.today)
    so_far = total_words(line, told)
    if line.is_ahead:
        return _("{day}: {what}. By then {total}.").format(day=day, what=what, total=so_far)
    return _("{day}: {what}. So far {total}.").format(day=day, what=what, total=so_far)


def _parts_of(line: DayLine, told: Explanation) -> Iterator[str]:
    zone = told.course.calendar.zone
    closed = closed_words(line)
    if closed:
        yield closed
    if line.part is not None and not (closed and line.part is Part.CLOSED):
        yield _(DAY_WORDS[line.part]).format(number=line.number)
    if line.part is Part.PAUSED:
        yield reason_at(told, told.course.day_end(line.day) - timedelta.resolution)
    for part in line.parts:
        ends = {"from": clock_time(part.from_at.astimezone(zone)), "to": clock_time(part.to_at.astimezone(zone))}
        yield _(PART_WORDS[part.part]).format(**ends, length=time_words(part.length))
        if part.part is Part.PAUSED:
            yield reason_at(told, part.from_at)


def _notes_of(line: DayLine) -> Iterator[str]:
    if line.holiday and line.closed is None:
        yield _("open although {name}").format(name=line.holiday)
    if line.is_special:
        yield _("special hours")
    if line.shift:
        yield shift_words(line)


def shift_words(line: DayLine) -> str:
    if line.shift < timedelta(0):
        return _("clocks go back: the hour counts twice")
    return _("clocks go forward: the hour does not exist")


def fold_words(fold: Fold, told: Explanation) -> str:
    """ "10 Nov to 25 Nov: 16 days like this, 88 h counted"."""
    first, last = (day_words(day.day, told.today) for day in (fold.days[0], fold.days[-1]))
    alike = ngettext("{count} day like this", "{count} days like this", len(fold.days)).format(count=len(fold.days))
    told_of = [
        alike,
        fold_what(fold, told),
        *(f"{day_words(one.day, told.today)} {one.holiday}" for one in fold.holidays),
    ]
    return _("{first} to {last}: {what}.").format(first=first, last=last, what=", ".join(filter(None, told_of)))


def fold_what(fold: Fold, told: Explanation) -> str:
    """What the days of a fold are to the clock: "88 h counted", "paused"."""
    part = fold.part
    if part is None:
        return _("closed")
    names: Mapping[Part, str] = {
        Part.COUNTED: _("{length} counted"),
        Part.TO_COME: _("{length} still to come"),
        Part.UNUSED: _("not needed any more"),
        Part.PAUSED: _("paused, not counted"),
        Part.EXTENDED: _("added by the extension"),
        Part.LATE: _("{length} late"),
    }
    if told.by_hours:
        length = time_words(fold.length_of(part))
    else:
        length = days_words(sum(day.part is part for day in fold.days), told.target.unit)
    return names.get(part, "").format(length=length)
