"""What the page of a report chooses from: times with answers, the newest first, and which lines there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_reports import Every, Period, period_with, periods_back
from csatdesk.domain.surveys import SurveyRow
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.surveys.reports.counting import whole_campaign
from csatdesk.operations.surveys.reports.words import period_words
from csatdesk.operations.work import Reading

MOST: Mapping[Every, int] = {Every.MONTH: 36, Every.WEEK: 53, Every.DAY: 62, Every.YEAR: 20}


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """`periods`: times and their words by how often; empty when nobody was asked and nobody answered."""

    survey: SurveyRow
    today: date
    periods: Mapping[Every, tuple[tuple[Period, str], ...]]

    def usual(self, every: Every) -> Period:
        """The newest that is over, so that its report does not change any more; else the newest."""
        offered = [period for period, _words in self.periods[every]]
        return next((period for period in offered if period.last < self.today), offered[0])

    @property
    def has_answers(self) -> bool:
        return bool(self.survey.answered or self.survey.asked)


def load_report_facts(reading: Reading, *, survey_id: int) -> ReportFacts:
    require(reading.actor, Right.SEE_SURVEYS)
    survey = load_survey(reading, survey_id=survey_id)
    whole = whole_campaign(reading, survey_id)
    today = reading.at.astimezone(ZoneInfo(reading.centre.zone)).date()
    last = min(today, whole.last)
    found = {every: periods_back(every, period_with(every, last), whole.first, most) for every, most in MOST.items()}
    found[Every.CAMPAIGN] = (whole,)
    return ReportFacts(
        survey, today, {every: tuple((one, period_words(every, one)) for one in found[every]) for every in Every}
    )
