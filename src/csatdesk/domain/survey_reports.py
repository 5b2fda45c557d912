"""The report of a survey: for which time it stands, what it is set beside, what stands in it.

Weeks and days count answers with a name alone: of an anonymous one nobody knows more than the month.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from csatdesk.domain.survey_views import MONTHS_OF_YEAR, SurveyView, month_after
from csatdesk.domain.surveys import MONTHS

DAY, WEEK = timedelta(days=1), timedelta(days=7)
YEAR_OF_WEEKS = 52 * WEEK  # the same days of the week


class Every(Enum):
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    YEAR = "year"
    CAMPAIGN = "campaign"  # the whole survey, once it has ended

    @property
    def is_by_month(self) -> bool:
        return self not in {Every.WEEK, Every.DAY}


class Line(Enum):
    """What stands in a report."""

    RATE = "rate"
    GRADES = "grades"
    QUESTIONS = "questions"
    ROUTES = "routes"
    CHANNELS = "channels"
    AWARDS = "awards"
    COMMENTS = "comments"


ALL_LINES = frozenset(Line)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both in it."""

    first: date
    last: date

    @property
    def months(self) -> tuple[int, int]:
        return month_of_day(self.first), month_of_day(self.last)


@dataclass(frozen=True, slots=True)
class ReportAsked:
    survey_id: int
    every: Every
    period: Period
    lines: frozenset[Line] = ALL_LINES


def month_of_day(day: date) -> int:
    return day.year * MONTHS + day.month


def first_of(month: int) -> date:
    return date(month // MONTHS, month % MONTHS, 1)


def of_months(first: int, last: int) -> Period:
    return Period(first_of(first), first_of(month_after(last)) - DAY)


def period_with(every: Every, day: date) -> Period:
    """The day, its week from Monday on, its month or its year. A campaign has no such time of its own."""
    match every:
        case Every.DAY:
            return Period(day, day)
        case Every.WEEK:
            monday = day - day.weekday() * DAY
            return Period(monday, monday + WEEK - DAY)
        case Every.MONTH:
            return of_months(month_of_day(day), month_of_day(day))
        case Every.YEAR:
            return of_months(day.year * MONTHS + 1, day.year * MONTHS + MONTHS_OF_YEAR)
    raise ValueError(every)


def last_whole(every: Every, today: date) -> Period:
    """The newest one that is over."""
    return period_with(every, period_with(every, today).first - DAY)


def just_before(every: Every, period: Period) -> Period | None:
    """The time it is compared with first; None for a campaign, which has none before it."""
    return None if every is Every.CAMPAIGN else period_with(every, period.first - DAY)


def year_before(every: Every, period: Period) -> Period | None:
    """The same time a year ago: of days and weeks 52 weeks ago, so that the days of the week are the same.

    None where that is the time before already, and for a campaign.
    """
    match every:
        case Every.MONTH:
            first, last = period.months
            return of_months(first - MONTHS, last - MONTHS)
        case Every.WEEK | Every.DAY:
            return Period(period.first - YEAR_OF_WEEKS, period.last - YEAR_OF_WEEKS)
    return None


def periods_back(every: Every, newest: Period, oldest: date, most: int) -> tuple[Period, ...]:
    """The newest one and those before it, back to the one with the `oldest` day."""
    found, one = [newest], newest
    while len(found) < most and one.first > oldest:
        one = period_with(every, one.first - DAY)
        found.append(one)
    return tuple(found)


def report_asked(view: SurveyView) -> ReportAsked:
    """The report that fits what is looked at: of one month, of a calendar year, else of all these months."""
    period = of_months(view.first, view.last)
    if view.first == view.last:
        return ReportAsked(view.survey_id, Every.MONTH, period)
    is_year = period == period_with(Every.YEAR, period.first)
    return ReportAsked(view.survey_id, Every.YEAR if is_year else Every.CAMPAIGN, period)
