"""The findings of a survey, one to a page, from the charts of the screen (S1.22). What shows nothing is left out."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from csatdesk.domain.charts import Chart
from csatdesk.domain.survey_reports import ReportAsked
from csatdesk.domain.survey_views import grade_of
from csatdesk.operations.surveys.benchmarks.queries import list_benchmarks
from csatdesk.operations.surveys.findings.benchmarks import profile
from csatdesk.operations.surveys.findings.comparison import chart_of
from csatdesk.operations.surveys.findings.further import FINDINGS
from csatdesk.operations.surveys.findings.key_figures import load_key_figures
from csatdesk.operations.surveys.findings.words import measure_of, span_words
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.surveys.reports.counting import view_of
from csatdesk.operations.surveys.results.figures import headline_keys, item_of, items_of
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.units import compare_units
from csatdesk.operations.work import Reading
from csatdesk.reports.slides import Slides
from csatdesk.store.entities.centres import Office
from csatdesk.wording.formats import full_instant
from csatdesk.wording.texts import _


def load_slides(reading: Reading, *, asked: ReportAsked) -> Slides:
    """Of the whole months in which the time lies, for charts count anonymous answers too: so says the title."""
    period = span_words(*asked.period.months)
    survey = load_survey(reading, survey_id=asked.survey_id)
    return Slides(
        title=_("{survey}: {period}").format(survey=survey.name, period=period),
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        as_of=_("As of {when}").format(when=full_instant(reading.at, ZoneInfo(reading.centre.zone))),
        charts=tuple(one for one in _charts(reading, asked) if not one.nothing),
    )


def _charts(reading: Reading, asked: ReportAsked) -> Iterator[Chart]:
    first = next(iter(headline_keys(items_of(reading, asked.survey_id))), "")
    if not first:
        return
    view, item = view_of(asked, asked.period), item_of(reading, asked.survey_id, first)
    yield from load_key_figures(reading, view=view, item_key=first).charts
    is_low_good = measure_of(item, grade_of(item)).is_low_good
    yield chart_of(
        item,
        compare_units(reading, view, item, high_is_good=not is_low_good),
        reading.actor.office_id,
        floor_of(reading),
    )
    for finding in FINDINGS:
        yield finding.build(reading, view, item)
    for benchmark in list_benchmarks(reading, active_only=True):
        yield profile(reading, view, item, benchmark)
