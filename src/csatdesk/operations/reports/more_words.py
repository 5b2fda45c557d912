"""Topics, hours, offices, segments and statuses of a month in words: for the window, the paper and the workbook."""

from csatdesk.domain.contacts import Segment
from csatdesk.domain.month_figures import Activity, Part
from csatdesk.domain.topic_ranking import RankedTopic, Ranking
from csatdesk.operations.deadlines.stays import Stays
from csatdesk.operations.reports.month import TOPICS_SHOWN, MonthReport
from csatdesk.operations.topics.ranking_paper import change_words
from csatdesk.wording.formats import full_date, number, percent
from csatdesk.wording.spreads import spread_words, working_words
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.weekdays import weekday_names
from csatdesk.wording.words import word


def topics_shown(ranking: Ranking) -> tuple[RankedTopic, ...]:
    """The ten topics with most cases, and the unclassified where there are any."""
    named = [row for row in ranking.rows if row.topic_id is not None][:TOPICS_SHOWN]
    return (*named, *(row for row in ranking.rows if row.topic_id is None))


def topic_second(row: RankedTopic) -> str:
    change = change_words(row)
    return f"{percent(row.share)} · {change}" if change else percent(row.share)


def office_parts(report: MonthReport) -> tuple[tuple[str, Part], ...]:
    return tuple(
        (report.offices.get(one.key, ""), one) for one in report.now.figures.offices if isinstance(one.key, int)
    )


def segment_parts(report: MonthReport) -> tuple[tuple[str, Part], ...]:
    """By segment; those of whom no customer is known have none."""
    return tuple((word(one.key), one) for one in report.now.figures.segments if isinstance(one.key, Segment))


def activity_finding(seen: Activity) -> str:
    busiest = seen.busiest
    if busiest is None:
        return _("No contact in these days")
    day, hour = busiest
    told = _("Most contacts come on {weekday} between {hour} and {next}")
    return told.format(weekday=weekday_names()[day], hour=hour, next=hour + 1)


def days_finding(seen: Activity) -> str:
    """The busiest day, and what the two parts of a bar are."""
    busiest = max(seen.days, key=lambda one: one.count)
    if not busiest.count:
        return _("No contact in these days")
    told = ngettext(
        "{day}: {count} contact, most of all days; remote ones on top",
        "{day}: {count} contacts, most of all days; remote ones on top",
        busiest.count,
    )
    return told.format(day=full_date(busiest.day), count=number(busiest.count))


def stays_finding(stays: Stays) -> str:
    if not stays.statuses:
        return _("Nothing stood anywhere in this time")
    top = stays.statuses[0]
    told = _("Most working time goes by in the status “{status}”: {share}")
    return told.format(status=word(top.status), share=percent(top.share))


def stays_heads() -> tuple[str, ...]:
    return (_("Status"), _("stays"), _("share"), _("median · 9 of 10 · longest"))


def stays_lines(stays: Stays) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (word(one.status), number(one.stays.count), percent(one.share), spread_words(one.stays, working_words))
        for one in stays.statuses
    )
