"""Taking back what an import of answers brought: the answers, and a survey that only it made."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, update

from csatdesk.domain.changes import Kind
from csatdesk.operations.work import Work
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.entities.surveys import AnswerMapping, Invitation, Response, ResponseAnswer, Survey


def take_back_answers(work: Work, import_id: int, most: int) -> int:
    """Delete at most so many responses of an import; how many."""
    query = select(Response.id).where(Response.import_id == import_id).limit(most)
    ids = list(work.db.execute(query).scalars())
    if ids:
        work.db.execute(delete(ResponseAnswer).where(ResponseAnswer.response_id.in_(ids)))
        work.db.execute(delete(Response).where(Response.id.in_(ids)))
        work.changed.add(Kind.RESPONSE)
    return len(ids)


def forget_made_survey(work: Work, told: Mapping[str, Any]) -> None:
    """The survey that an import made goes with it, unless somebody answered or was asked meanwhile; so does its
    questionnaire, unless another survey asks by it. What was said of the file's columns stays.
    """
    survey = work.db.get(Survey, told.get("survey", 0))
    if survey is None or _is_used(work, survey.id):
        return
    version_id = survey.questionnaire_version_id
    work.db.execute(update(AnswerMapping).where(AnswerMapping.survey_id == survey.id).values(survey_id=None))
    work.db.delete(survey)
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    others = select(Survey.id).where(Survey.questionnaire_version_id == version_id).limit(1)
    version = work.db.get_one(StandardVersion, version_id)
    versions = select(StandardVersion.id).where(StandardVersion.standard_id == version.standard_id).limit(2)
    if work.db.execute(others).first() or len(work.db.execute(versions).all()) > 1:
        return
    standard = work.db.get_one(Standard, version.standard_id)
    work.db.delete(version)
    work.db.flush()
    work.db.delete(standard)
    work.changed.add(Kind.STANDARD)


def _is_used(work: Work, survey_id: int) -> bool:
    found = (select(entity.id).where(entity.survey_id == survey_id).limit(1) for entity in (Response, Invitation))
    return any(work.db.execute(query).first() for query in found)
