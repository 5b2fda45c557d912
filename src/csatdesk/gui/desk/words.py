"""The numbers of My desk in words: what stands beneath each, and the line beside the page's title."""

from collections.abc import Sequence
from dataclasses import dataclass

from csatdesk.domain.case_rows import (
    CaseCounts,
    CaseRow,
    TodayCounts,
)
from csatdesk.domain.deadlines import DeadlineState, days_overdue, state
from csatdesk.domain.paging import Page
from csatdesk.gui.cases.told import capped, head
from csatdesk.gui.desk.questions import Desk
from csatdesk.operations.cases.screens import CaseFacts, ListCounts
from csatdesk.wording.formats import clock_time, day_in_year, number
from csatdesk.wording.texts import _, ngettext


@dataclass(frozen=True, slots=True)
class Figure:
    """A count and the line beneath its word."""

    count: int
    second: str


def figures(desk: Desk) -> dict[str, Figure]:
    """By the keys of `tiles.NUMBERS`."""
    counts, rows, facts = desk.own.counts, desk.own.open_cases.rows, desk.facts
    return {
        "overdue": Figure(counts.overdue, _oldest(rows, facts) if counts.overdue else _("nothing is late")),
        "due_today": Figure(counts.today, _next_today(rows, facts) if counts.today else _("nothing for today")),
        "due_soon": Figure(counts.soon, _("in 2 working days")),
        "mine": Figure(counts.total, _later(counts)),
        "nobodys": Figure(desk.own.unowned, _("in your office")),
        "today": Figure(desk.own.today.cases, _came_in(desk.own.today)),
    }


def summary(desk: Desk) -> str:
    """ "Thu 19 November. 6 open cases: 1 overdue, 2 due today" """
    counts = desk.own.counts
    day = day_in_year(desk.facts.calendar.local_day(desk.facts.at))
    cases = head(ListCounts(counts, 0, 0, counts.total), only_open=True, is_search=False)
    return _("{day}. {cases}").format(day=day, cases=cases)


def so_many(page: Page[CaseRow]) -> str:
    """How many rows a list has, as far as its first page tells: "13", "50+"."""
    return number(len(page.rows)) + ("+" if page.next is not None else "")


def _oldest(rows: Sequence[CaseRow], facts: CaseFacts) -> str:
    """Rows come by what is due next, so the first is late the longest."""
    days = days_overdue(rows[0].due, facts.at, facts.calendar) if rows and rows[0].due is not None else 0
    return ngettext("oldest {count} day", "oldest {count} days", days).format(count=days) if days else _("since today")


def _next_today(rows: Sequence[CaseRow], facts: CaseFacts) -> str:
    for row in rows:
        if row.due is not None and state(row.due, facts.at, facts.calendar) is DeadlineState.DUE_TODAY:
            if row.due.is_period:
                break
            return _("next at {time}").format(time=clock_time(row.due.due_at.astimezone(facts.calendar.zone)))
    return _("by the end of the day")


def _later(counts: CaseCounts) -> str:
    later = counts.total - counts.overdue - counts.today - counts.soon
    if not later:
        return _("none due later")
    return ngettext("{count} due later", "{count} due later", later).format(count=capped(later))


def _came_in(today: TodayCounts) -> str:
    complaints = ngettext("{count} complaint", "{count} complaints", today.complaints)
    closed = ngettext("{count} closed", "{count} closed", today.closed)
    told = complaints.format(count=capped(today.complaints)), closed.format(count=capped(today.closed))
    return _("{complaints}, {closed}").format(complaints=told[0], closed=told[1])
