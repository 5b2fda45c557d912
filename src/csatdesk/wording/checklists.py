"""What is said of checks and their schedules, on screen and on paper."""

from collections.abc import Mapping
from datetime import tzinfo

from csatdesk.domain.checklists import CheckCounts, CheckRow, CheckState, Rhythm, Terms
from csatdesk.domain.deadlines import DeadlineState
from csatdesk.domain.marks import N_
from csatdesk.wording.formats import clock_time, listed_day, number, percent, short_instant
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.weekdays import weekday_names

STATES: Mapping[CheckState, str] = {
    CheckState.DONE: N_("done"),
    CheckState.LATE: N_("done late"),
    CheckState.DUE: N_("due today"),
    CheckState.OVERDUE: N_("overdue"),
    CheckState.NOT_DONE: N_("not done"),
    CheckState.EXCUSED: N_("left out"),
}
MARKS: Mapping[CheckState, DeadlineState] = {
    CheckState.DONE: DeadlineState.MET,
    CheckState.LATE: DeadlineState.MET,
    CheckState.DUE: DeadlineState.DUE_TODAY,
    CheckState.OVERDUE: DeadlineState.OVERDUE,
    CheckState.NOT_DONE: DeadlineState.MISSED,
    CheckState.EXCUSED: DeadlineState.PAUSED,
}
RHYTHMS: Mapping[Rhythm, str] = {
    Rhythm.DAILY: N_("Every working day"),
    Rhythm.WEEKLY: N_("Every week"),
    Rhythm.MONTHLY: N_("Every month"),
    Rhythm.MONTH_START: N_("First working day of the month"),
}


def state_words(state: CheckState) -> str:
    return _(STATES[state])


def mark_of(state: CheckState) -> str:
    """A value of DeadlineState."""
    return MARKS[state].value


def rhythm_words(terms: Terms) -> str:
    """ "Every week: Monday", "Every month: day 15"."""
    words = _(RHYTHMS[terms.rhythm])
    match terms.rhythm:
        case Rhythm.WEEKLY:
            return f"{words}: {weekday_names()[terms.weekday]}"
        case Rhythm.MONTHLY:
            return ": ".join((words, _("day {number}").format(number=terms.day)))
    return words


def terms_words(terms: Terms) -> str:
    """ "Every working day, until 09:00"."""
    return ", ".join((rhythm_words(terms), until_words(terms)))


def until_words(terms: Terms) -> str:
    return _("until {time}").format(time=minutes_words(terms.until))


def minutes_words(until: int) -> str:
    return f"{until // 60:02}:{until % 60:02}"


def days_words(terms: Terms) -> str:
    """From when to when it is asked for."""
    first = listed_day(terms.first_on)
    if terms.last_on is None:
        return _("since {date}").format(date=first)
    return f"{first} – {listed_day(terms.last_on)}"


def title_of(row: CheckRow) -> str:
    return row.titles.in_language(language())


def place_of(row: CheckRow) -> str:
    """ "Central hall, hall 2"."""
    return ", ".join(filter(None, (row.office_name, row.place)))


def day_words(row: CheckRow, zone: tzinfo) -> str:
    """ "Thu 19 Nov, until 09:00"."""
    until = _("until {time}").format(time=clock_time(row.due_at.astimezone(zone)))
    return ", ".join((listed_day(row.day), until))


def due_words(row: CheckRow, zone: tzinfo) -> str:
    """The same where there is little room: "Thu 19 Nov, 09:00"."""
    return f"{listed_day(row.day)}, {clock_time(row.due_at.astimezone(zone))}"


def who_words(row: CheckRow, zone: tzinfo) -> str:
    """Who did it and when, who left it out, who has begun, or who is asked."""
    if row.sent_at is not None:
        return f"{row.done_name}, {short_instant(row.sent_at, zone)}"
    if row.state is CheckState.EXCUSED:
        return f"{row.excused_name}: {row.excuse}"
    if row.is_begun:
        return _("begun by {name}").format(name=row.done_name)
    return row.asked_name or _("anybody there")


def counts_words(counts: CheckCounts) -> str:
    """ "18 of 20 done (90 %), 2 of them late, 2 not done, 1 left out". No share without its counts."""
    parts = []
    if counts.percent is not None:
        words = _("{done} of {count} done ({share})")
        share = percent(counts.percent / 100)
        parts.append(words.format(done=number(counts.done + counts.late), count=number(counts.asked), share=share))
    for count, told in (
        (counts.late, ngettext("{count} of them late", "{count} of them late", counts.late)),
        (counts.not_done, ngettext("{count} not done", "{count} not done", counts.not_done)),
        (counts.excused, ngettext("{count} left out", "{count} left out", counts.excused)),
        (counts.due, ngettext("{count} still due", "{count} still due", counts.due)),
    ):
        if count:
            parts.append(told.format(count=number(count)))
    return ", ".join(parts)
