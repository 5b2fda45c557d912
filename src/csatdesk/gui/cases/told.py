"""How a case is told in lists: its deadline in two lines, its topic, its customer, who has it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from csatdesk.domain.case_rows import (
    CaseCounts,
    CaseRow,
)
from csatdesk.domain.cases import Sort
from csatdesk.domain.contacts import Known
from csatdesk.domain.deadlines import Clock, Deadline, DeadlineState, WorkCalendar, shown_day, state
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import COUNT_LIMIT
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.cases.screens import CaseFacts, ListCounts
from csatdesk.wording.formats import clock_time, listed_day, number, short_date, span
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import deadline_words, in_sentence, word

STEP = " › "
SHORT_CLOCKS = {
    Clock.ACKNOWLEDGEMENT: N_("first reply"),
    Clock.HOUSE: N_("house"),
    Clock.LEGAL: N_("legal"),
    Clock.PROMISE: N_("promise"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """`state` is a value of DeadlineState; `words` stand beside its mark, `second` beneath.

    `clock`: which one it is, with `short` where there is little room; both empty when no clock runs. `brief`: what is
    left of today in few letters, "" where `second` tells a day or a status.
    """

    state: str
    words: str
    second: str
    clock: str = ""
    short: str = ""
    brief: str = ""

    @property
    def is_house(self) -> bool:
        return self.short == _(SHORT_CLOCKS[Clock.HOUSE])

    @property
    def in_full(self) -> str:
        return ", ".join(part for part in (self.words, self.second, self.clock) if part)


def due(row: CaseRow, facts: CaseFacts, sort: Sort = Sort.DUE) -> Due:
    """A row's deadline; the second line is the day it is about, or what became of the case."""
    stands = state(row.due, facts.at, facts.calendar)
    words = deadline_words(row.due, facts.at, facts.calendar)
    if sort is not Sort.DUE:
        return Due(stands.value, words, instant(row.received_at, facts.at, facts.calendar.zone))
    second = _due_second(row, stands, facts)
    if row.due is None or row.due.met_at is not None or stands is DeadlineState.PAUSED or not row.status.is_open:
        return Due(stands.value, words, second)
    clock, short = in_sentence(word(row.due.clock)), _(SHORT_CLOCKS[row.due.clock])
    return Due(stands.value, words, second, clock, short, _left(row.due, stands, facts, is_brief=True))


def _due_second(row: CaseRow, stands: DeadlineState, facts: CaseFacts) -> str:
    if row.due is None or row.due.met_at is not None or not row.status.is_open:
        return in_sentence(word(row.status))
    if stands is DeadlineState.PAUSED:
        return in_sentence(word(row.status))
    return _left(row.due, stands, facts) or day(due_day(row.due, facts.calendar), facts)


def _left(deadline: Deadline, stands: DeadlineState, facts: CaseFacts, *, is_brief: bool = False) -> str:
    """How much of today is left for it; "" for what is not due at an hour of today."""
    if stands is not DeadlineState.DUE_TODAY or deadline.is_period:
        return ""
    return _("{time} left").format(time=span(deadline.due_at - facts.at, is_brief=is_brief))


def due_day(deadline: Deadline, calendar: WorkCalendar) -> date:
    return shown_day(deadline.due_at, deadline.unit, calendar)


def day(shown: date, facts: CaseFacts) -> str:
    """A day as lists write it; with its year where that is another one."""
    this_year = facts.calendar.local_day(facts.at).year
    return listed_day(shown) if shown.year == this_year else short_date(shown)


def instant(at: datetime, now: datetime, zone: tzinfo) -> str:
    """When something happened: "Today 09:00", "Tue 17 Nov 10:20", "02.03.2025 11:15"."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        told = _("Today")
    elif local.date() == today - timedelta(days=1):
        told = _("Yesterday")
    else:
        told = listed_day(local.date()) if local.year == today.year else short_date(local.date())
    return f"{told} {clock_time(local)}"


def matter(topic_id: int | None, tree: TopicTree) -> tuple[str, str]:
    """The path to a topic, and its name; without topic the name says so."""
    path = tree.path(topic_id, language())
    return (STEP.join(path[:-1]), path[-1]) if path else ("", _("Unclassified"))


def topic_words(topic_id: int | None, tree: TopicTree) -> str:
    path, name = matter(topic_id, tree)
    return f"{path}{STEP}{name}" if path else name


def customer(row: CaseRow) -> str:
    return (row.customer_name if row.known is Known.CUSTOMER else "") or word(row.known)


def first_words(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())


def owner(row: CaseRow, facts: CaseFacts | None = None) -> str:
    """The person, else the team that has it while nobody of it has taken it, else nobody."""
    team = facts.team_name(row.team_id) if facts is not None else ""
    return row.owner_name or team or _("nobody yet")


def capped(count: int) -> str:
    """A count as lists tell it: "214", "10 000+"."""
    return number(count) if count < COUNT_LIMIT else number(COUNT_LIMIT - 1) + "+"


def head(counts: ListCounts, *, only_open: bool, is_search: bool) -> str:
    """What a list shows, in words: "47 of 214 open cases: 3 overdue, 2 due today"."""
    parts = _parts(counts.shown)
    told = _total(counts, only_open=only_open, is_search=is_search)
    return f"{told}: {', '.join(parts)}" if parts else told


def _total(counts: ListCounts, *, only_open: bool, is_search: bool) -> str:
    total, every = counts.shown.total, counts.open_total
    if only_open and total < every:
        told = ngettext("{shown} of {count} open case", "{shown} of {count} open cases", every)
        return told.format(shown=capped(total), count=capped(every))
    if only_open:
        return ngettext("{count} open case", "{count} open cases", total).format(count=capped(total))
    if is_search:
        return ngettext("{count} case found", "{count} cases found", total).format(count=capped(total))
    return ngettext("{count} case", "{count} cases", total).format(count=capped(total))


def _parts(counts: CaseCounts) -> list[str]:
    parts = []
    if counts.overdue:
        told = ngettext("{count} overdue", "{count} overdue", counts.overdue)
        parts.append(told.format(count=capped(counts.overdue)))
    if counts.today:
        told = ngettext("{count} due today", "{count} due today", counts.today)
        parts.append(told.format(count=capped(counts.today)))
    return parts
