"""Surveys to read: the list, one of them, what it asks."""

from collections.abc import Sequence

from sqlalchemy import func, select

from csatdesk.domain.errors import NotFound
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.response_rates import ANSWERED
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.staff import Right
from csatdesk.domain.surveys import Route, SurveyRow, SurveyState
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.entities.surveys import Invitation, Response, Survey

ORDER = {SurveyState.RUNNING: 0, SurveyState.DRAFT: 1, SurveyState.ENDED: 2}


def list_surveys(reading: Reading) -> tuple[SurveyRow, ...]:
    """Those that run first, then drafts, then what has ended; the newest first in each."""
    if not reading.actor.may(Right.SEE_SURVEYS):
        return ()
    rows = _rows(reading)
    return tuple(sorted(rows, key=lambda row: (ORDER[row.state], -row.id)))


def load_survey(reading: Reading, *, survey_id: int) -> SurveyRow:
    rows = _rows(reading, survey_id) if reading.actor.may(Right.SEE_SURVEYS) else []
    if not rows:
        raise NotFound()
    return rows[0]


def questionnaire_of(reading: Reading, version_id: int) -> ScorecardTemplate:
    """What is asked, as a form."""
    return template_of(reading, version_id)


def _rows(reading: Reading, survey_id: int | None = None) -> list[SurveyRow]:
    asked = select(func.count()).where(Invitation.survey_id == Survey.id, Invitation.sent_at.is_not(None))
    heard = asked.where(Invitation.disposition.in_(ANSWERED))
    answered = select(func.count()).where(Response.survey_id == Survey.id)
    query = (
        select(Survey, Standard.titles, Office.name, *(one.scalar_subquery() for one in (asked, heard, answered)))
        .join(StandardVersion, StandardVersion.id == Survey.questionnaire_version_id)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .outerjoin(Office, Office.id == Survey.office_id)
        .where(Survey.centre_id == reading.actor.centre_id)
    )
    if survey_id is not None:
        query = query.where(Survey.id == survey_id)
    return [
        _row(survey, titles, office, counts) for survey, titles, office, *counts in reading.db.execute(query).tuples()
    ]


def _row(survey: Survey, titles: object, office: str | None, counts: Sequence[int]) -> SurveyRow:
    asked, heard, answered = counts
    return SurveyRow(
        id=survey.id,
        name=survey.name,
        kind=survey.kind,
        state=survey.state,
        goal=survey.goal,
        version_id=survey.questionnaire_version_id,
        questionnaire=LocalText(titles),  # type: ignore[arg-type]  # as the store keeps it
        office_id=survey.office_id,
        office_name=office or "",
        respondents=survey.respondents,
        routes=tuple(map(Route, survey.routes)),
        sender=survey.sender,
        language=survey.language,
        begins_on=survey.begins_on,
        answer_by=survey.answer_by,
        offers_names=survey.offers_names,
        asked=asked,
        heard=heard,
        answered=answered,
        version=survey.version,
    )
