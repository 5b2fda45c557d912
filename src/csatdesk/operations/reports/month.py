"""A month with all its figures, beside the month before and the same month a year before."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from csatdesk.domain.month_figures import Activity, Figures, MonthAsked
from csatdesk.domain.staff import Right, require
from csatdesk.domain.topic_ranking import Days, Ranking, RankingAsked
from csatdesk.operations.cuts import list_activities, office_names
from csatdesk.operations.deadlines.stays import Stays, stays_between
from csatdesk.operations.deadlines.times import TimesRow, times_between
from csatdesk.operations.reports.activity import load_activity
from csatdesk.operations.reports.days import instants, local_day
from csatdesk.operations.reports.figures import load_figures
from csatdesk.operations.reports.queue import Queue, load_queue
from csatdesk.operations.topics.ranking import rank_topics
from csatdesk.operations.work import Reading

TOPICS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of some days, how long answers and solutions took, and how long people waited for the desk."""

    figures: Figures
    times: TimesRow
    is_capped: bool  # of the times only the newest were read
    queue: Queue


@dataclass(frozen=True, slots=True)
class MonthReport:
    """`offices`: names by id, as of now."""

    asked: MonthAsked
    today: date
    now: Counted
    before: Counted
    year_before: Counted
    ranking: Ranking
    activity: Activity
    stays: Stays
    offices: dict[int, str]


def load_month(reading: Reading, *, asked: MonthAsked) -> MonthReport:
    require(reading.actor, Right.SEE_DEADLINES)
    count = partial(_counted, reading, asked)
    return MonthReport(
        asked=asked,
        today=local_day(reading),
        now=count(asked.days),
        before=count(asked.before),
        year_before=count(asked.year_before),
        ranking=rank_topics(
            reading,
            asked=RankingAsked(
                asked.days,
                asked.before,
                office_ids=asked.cut.office_ids,
                segments=asked.cut.segments,
                activities=asked.cut.activities,
            ),
        ),
        activity=load_activity(reading, asked.days, asked.cut),
        stays=stays_between(reading, *instants(reading, asked.days), cut=asked.cut),
        offices=office_names(reading),
    )


def _counted(reading: Reading, asked: MonthAsked, days: Days) -> Counted:
    rows, is_capped = times_between(reading, *instants(reading, days), cut=asked.cut)
    figures = load_figures(reading, days, asked.cut)
    return Counted(figures, rows[0], is_capped, load_queue(reading, days, asked.cut))


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the page chooses from."""

    today: date
    offices: dict[int, str]
    activities: tuple[str, ...]  # lines of business


def load_report_facts(reading: Reading) -> ReportFacts:
    require(reading.actor, Right.SEE_DEADLINES)
    return ReportFacts(local_day(reading), office_names(reading), list_activities(reading))
