"""Taking back what an import of answers brought: the answers, that invitations were answered by them, and a survey that
only it made.
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Table, delete, or_, select, update

from csatdesk.domain.changes import Kind
from csatdesk.domain.response_rates import ANSWERED, Disposition
from csatdesk.operations.work import Work
from csatdesk.store.base import Base, batched
from csatdesk.store.entities.imports import Import
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.entities.surveys import AnswerMapping, Invitation, Response, ResponseAnswer, Survey

SETTLED, BEFORE = "settled", "before"  # what an import keeps of itself: invitations answered without a name; what was
# noted of the others before
AT_ONCE = 500
UNSEEN = {"synchronize_session": False}


def take_back_answers(work: Work, import_id: int, most: int) -> int:
    """Delete at most so many responses of an import, and open the invitations that named ones came to; how many."""
    query = select(Response.id, Response.invitation_id).where(Response.import_id == import_id).limit(most)
    found = work.db.execute(query).tuples().all()
    ids = [id_ for id_, _invitation_id in found]
    if ids:
        _open_named(work, import_id, [asked for _id, asked in found if asked is not None])
        work.db.execute(delete(ResponseAnswer).where(ResponseAnswer.response_id.in_(ids)))
        work.db.execute(delete(Response).where(Response.id.in_(ids)))
        work.changed.add(Kind.RESPONSE)
    return len(ids)


def _open_named(work: Work, import_id: int, invitation_ids: Collection[int]) -> None:
    if not invitation_ids:
        return
    told = work.db.execute(select(Import.mapping).where(Import.id == import_id)).scalar_one() or {}
    noted, by_before = told.get(BEFORE, {}), dict[str, list[int]]()
    for one in invitation_ids:
        by_before.setdefault(noted.get(str(one), Disposition.UNKNOWN.value), []).append(one)
    _open_again(work, by_before)


def open_unnamed(work: Work, import_id: int, told: Mapping[str, Any]) -> None:
    """The invitations that its answers without a name came to are what they were before. It knows of them no more."""
    if not told.get(SETTLED) and not told.get(BEFORE):
        return
    _open_again(work, told.get(SETTLED, {}))
    rest = {name: value for name, value in told.items() if name not in {SETTLED, BEFORE}}
    table = Import.__table__
    forgotten = update(table).where(table.c.id == import_id).values(mapping=rest)  # type: ignore[arg-type]
    work.db.connection().execute(forgotten)  # beside the journal of changes, as it was noted


def _open_again(work: Work, by_before: Mapping[str, Collection[int]]) -> None:
    """Nothing more goes to who was erased meanwhile."""
    columns = (Invitation.first_name, Invitation.last_name, Invitation.address, Invitation.company, Invitation.phone)
    is_known = or_(*(column != "" for column in columns))
    for before, ids in by_before.items():
        for some in batched(ids, AT_ONCE):
            theirs = update(Invitation).where(Invitation.id.in_(some), Invitation.disposition.in_(ANSWERED))
            for who, now_is in ((is_known, Disposition(before)), (~is_known, Disposition.OTHER)):
                opened = theirs.where(who).values(disposition=now_is, version=Invitation.version + 1)
                work.db.execute(opened, execution_options=UNSEEN)
    work.changed.add(Kind.SURVEY)


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
