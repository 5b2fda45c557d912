"""What tests of surveys begin with: a published questionnaire, a survey that runs, answers."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from csatdesk.domain.contacts import Channel
from csatdesk.domain.forms import Answer
from csatdesk.domain.questionnaires import questionnaire_from
from csatdesk.domain.surveys import EntryMode, NewResponse, NewSurvey, Route, Situation, SurveyKind
from csatdesk.operations.standards.commands import add_draft, publish
from csatdesk.operations.surveys.commands import make_survey, start_survey
from csatdesk.operations.surveys.responses import keep_response
from csatdesk.operations.surveys.setup import confirm_all
from tests.cast import Stage

QUESTIONS: Mapping[str, Any] = {
    "schema": "csatdesk-questions/1",
    "key": "after_contact",
    "version": 1,
    "title": {"en": "After a contact", "pl": "Po kontakcie"},
    "scales": {
        "likely": {"from": 0, "to": 10, "labels": {"lowest": {"en": "Not at all"}, "highest": {"en": "Surely"}}},
        "satisfied": {"from": 1, "to": 5, "na": True},
    },
    "choices": {
        "yes_no": [{"key": "yes", "label": {"en": "Yes"}}, {"key": "no", "label": {"en": "No"}}],
        "named": [
            {"key": "named", "label": {"en": "With my name"}},
            {"key": "anonymous", "label": {"en": "Without my name"}},
        ],
    },
    "questions": [
        {"key": "nps", "metric": "nps", "type": "scale", "scale": "likely", "text": {"en": "Would you recommend us?"}},
        {"key": "csat", "metric": "csat", "type": "scale", "scale": "satisfied", "text": {"en": "How satisfied?"}},
        {"key": "solved", "metric": "solved", "type": "choice", "choices": "yes_no", "text": {"en": "Solved?"}},
        {"key": "comment", "metric": "comment", "type": "open", "optional": True, "text": {"en": "Anything else?"}},
        {"key": "name", "metric": "anonymity", "type": "choice", "choices": "named", "text": {"en": "With your name?"}},
    ],
}
FULL: Mapping[str, Answer] = {"nps": 9, "csat": 4, "solved": "yes", "comment": "Dobrze.", "name": "named"}


def published(stage: Stage, questions: Mapping[str, Any] = QUESTIONS) -> int:
    """The id of the version."""
    with stage.work(stage.marek) as work:
        version_id = add_draft(work, template=questionnaire_from(questions)).result
        publish(work, version_id=version_id, version=1)
    return version_id


def new_survey(version_id: int, **other: Any) -> NewSurvey:
    new = NewSurvey(
        "Po kontakcie", SurveyKind.AFTER_CONTACT, "Czego brakuje w sali?", version_id, routes=(Route.PAPER,)
    )
    return replace(new, **other)


def set_up(stage: Stage, version_id: int | None = None, **other: Any) -> int:
    """The id of a survey that could start."""
    version_id = published(stage) if version_id is None else version_id
    with stage.work(stage.marek) as work:
        survey_id = make_survey(work, new=new_survey(version_id, **other)).result
        confirm_all(work, survey_id=survey_id)
    return survey_id


def running(stage: Stage, version_id: int | None = None, **other: Any) -> int:
    """The id of a survey that takes answers."""
    survey_id = set_up(stage, version_id, **other)
    with stage.work(stage.marek) as work:
        start_survey(work, survey_id=survey_id, version=1)
    return survey_id


def new_response(stage: Stage, survey_id: int, answers: Mapping[str, Answer] = FULL, **other: Any) -> NewResponse:
    about = Situation(stage.anna.office_id, Channel.HALL, customer_id=stage.customer_id, staff_id=stage.anna.id)
    return replace(NewResponse(survey_id, about, dict(answers), EntryMode.PAPER, Route.PAPER), **other)


def answered(stage: Stage, survey_id: int, answers: Mapping[str, Answer] = FULL, **other: Any) -> int:
    """The id of the response."""
    with stage.work() as work:
        return keep_response(work, new=new_response(stage, survey_id, answers, **other))
