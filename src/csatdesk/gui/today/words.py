"""The numbers of Today in words, the line beside its title, and what the pictures at the right find."""

from collections.abc import Sequence

from csatdesk.domain.deadlines import Deadline, days_overdue
from csatdesk.gui.cases import told
from csatdesk.gui.cases.told import capped
from csatdesk.gui.desk.words import Figure
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.today import Today
from csatdesk.operations.today.figures import Numbers, TopicToday
from csatdesk.wording.formats import clock_time, day_in_year, listing, number
from csatdesk.wording.texts import _, ngettext

VERDICT_LEAST = 5  # cases; fewer say nothing about a topic or a person
TIMES_LEAST = 1.5  # of the usual, for a topic to be told


def summary(shown: Today) -> str:
    """ "Thu 19 November. Central hall and Call centre" """
    facts = shown.facts
    day = day_in_year(facts.calendar.local_day(facts.at))
    offices = listing([name for _id, name in facts.offices]) if len(facts.offices) < 4 else ""
    return _("{day}. {offices}").format(day=day, offices=offices) if offices else day


def figures(shown: Today) -> dict[str, Figure]:
    """By the keys of `tiles.NUMBERS`."""
    numbers, facts = shown.numbers, shown.facts
    return {
        "overdue": Figure(numbers.overdue, _oldest(numbers.oldest, facts)),
        "due_today": Figure(numbers.today, _next(numbers.next_today, facts)),
        "week": Figure(numbers.week, _ownerless(numbers)),
        "to_approve": Figure(
            numbers.to_approve, _("before they go out") if numbers.to_approve else _("nothing to read")
        ),
        "paused": Figure(numbers.paused, _waits(numbers, facts)),
        "today": Figure(numbers.came_in, _came_in(numbers)),
    }


def _oldest(due: Deadline | None, facts: CaseFacts) -> str:
    if due is None:
        return _("nothing is late")
    days = days_overdue(due, facts.at, facts.calendar)
    return ngettext("oldest {count} day", "oldest {count} days", days).format(count=days) if days else _("since today")


def _next(due: Deadline | None, facts: CaseFacts) -> str:
    if due is None:
        return _("nothing for today")
    if due.is_period:
        return _("by the end of the day")
    return _("next at {time}").format(time=clock_time(due.due_at.astimezone(facts.calendar.zone)))


def _ownerless(numbers: Numbers) -> str:
    count = numbers.week_unowned
    if not count:
        return _("all have an owner") if numbers.week else _("nothing is due")
    return ngettext("{count} has no owner", "{count} have no owner", count).format(count=capped(count))


def _waits(numbers: Numbers, facts: CaseFacts) -> str:
    if numbers.paused_since is None:
        return _("nothing waits")
    day = told.day(numbers.paused_since.astimezone(facts.calendar.zone).date(), facts)
    return _("since {time}").format(time=day)


def _came_in(numbers: Numbers) -> str:
    closed = ngettext("{count} closed", "{count} closed", numbers.closed).format(count=capped(numbers.closed))
    if numbers.usual is None:
        return closed
    return _("{closed}, usual {count}").format(closed=closed, count=number(round(numbers.usual)))


# what the pictures at the right find


def topic_finding(topics: Sequence[TopicToday], facts: CaseFacts) -> str:
    """The topic that stands out most from its usual; where there are too few cases, no verdict."""
    many = [one for one in topics if one.today >= VERDICT_LEAST and one.usual >= 1]
    top = max(many, key=lambda one: one.today / one.usual, default=None)
    if top is not None and top.today >= TIMES_LEAST * top.usual:
        times = number(top.today / top.usual, 1)
        return _("{topic}: {times} times the usual").format(topic=told.matter(top.topic_id, facts.tree)[1], times=times)
    return _("Topics as usual") if many else _("What people turn to us about today")
