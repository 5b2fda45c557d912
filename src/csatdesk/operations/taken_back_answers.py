"""Taking back what an import of answers brought: the answers, and a survey that only it made."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, delete, select, update

from csatdesk.domain.changes import Kind
from csatdesk.operations.work import Work
from csatdesk.store.base import Base
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.entities.surveys import AnswerMapping, Response, ResponseAnswer, Survey


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
    """The survey that an import made goes with it, unless somebody did something with it meanwhile; so does its
    questionnaire, unless something else asks by it. What was said of the file's columns stays.
    """
    survey = work.db.get(Survey, told.get("survey", 0))
    if survey is None:
        return
    work.db.execute(update(AnswerMapping).where(AnswerMapping.survey_id == survey.id).values(survey_id=None))
    if _is_named(work, Survey, survey.id):
        return
    version = work.db.get_one(StandardVersion, survey.questionnaire_version_id)
    _delete(work, survey, Kind.SURVEY)
    if _is_named(work, StandardVersion, version.id):
        return
    standard = work.db.get_one(Standard, version.standard_id)
    _delete(work, version, Kind.STANDARD)
    if not _is_named(work, Standard, standard.id):
        _delete(work, standard, Kind.STANDARD)


def _delete(work: Work, row: Base, kind: Kind) -> None:
    work.db.delete(row)
    work.db.flush()
    work.changed.add(kind)


def _is_named(work: Work, entity: type[Base], row_id: int) -> bool:
    """Whether a row of any table names this one."""
    theirs = entity.__table__
    assert isinstance(theirs, Table)
    naming = (
        key.parent for table in Base.metadata.tables.values() for key in table.foreign_keys if key.references(theirs)
    )
    return any(work.db.execute(select(one).where(one == row_id).limit(1)).first() for one in naming)
