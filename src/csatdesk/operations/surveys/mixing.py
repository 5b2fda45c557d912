"""Taking the order of writing away from anonymous answers.

A server database keeps with each row which command of which transaction wrote it and where it lies. So with anonymous
answers some others of the same survey are written anew, in an order that chance makes, and so are their invitations
with some others, in another: what was written last is then one of many, and what was written beside it tells nothing.
In an encrypted file of ours rows lie by their ids, which chance makes; there it changes nothing.
"""

import secrets
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select, update

from csatdesk.domain.surveys import unordered_id
from csatdesk.operations.work import Work
from csatdesk.store.base import Base
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer

MIXED_WITH = 48
CHANCE = secrets.SystemRandom()


def mix_in(work: Work, survey_id: int, response_ids: Collection[int], invitation_ids: Collection[int] = ()) -> None:
    """Write these anonymous answers, and the invitations they came to, anew among others of their survey. Last of all:
    whatever is written after it would lie behind the others.
    """
    work.db.flush()
    answers = {*response_ids, *_some_answers(work, survey_id)}
    _write_anew(work, Response, "id", "month", answers)
    _write_anew(work, ResponseAnswer, "response_id", "survey_id", answers)
    # without their version: whoever changes one at the same time is not refused
    _write_anew(work, Invitation, "id", "is_delivered", {*invitation_ids, *_some_invitations(work, survey_id)})


def _some_answers(work: Work, survey_id: int) -> list[int]:
    """Their ids lie evenly, so that chance finds a beginning."""
    return _some(work, Response, unordered_id(), Response.survey_id == survey_id, Response.is_anonymous.is_(True))


def _some_invitations(work: Work, survey_id: int) -> list[int]:
    query = select(Invitation.id).where(Invitation.survey_id == survey_id).limit(1)
    first = work.db.execute(query.order_by(Invitation.id)).scalar()
    last = work.db.execute(query.order_by(Invitation.id.desc())).scalar()
    if first is None or last is None:
        return []
    return _some(work, Invitation, first + secrets.randbelow(last - first + 1), Invitation.survey_id == survey_id)


def _some(work: Work, entity: type[Response | Invitation], begin: int, *conditions: ColumnElement[bool]) -> list[int]:
    """From `begin` on, then from the least on. None that another desk is writing: two would wait for one another."""
    query = select(entity.id).where(*conditions).order_by(entity.id).with_for_update(skip_locked=True)
    found = list(work.db.execute(query.where(entity.id >= begin).limit(MIXED_WITH)).scalars())
    if len(found) < MIXED_WITH:
        found += work.db.execute(query.where(entity.id < begin).limit(MIXED_WITH - len(found))).scalars()
    return found


def _write_anew(work: Work, entity: type[Base], key: str, same: str, ids: Collection[int]) -> None:
    """One after the other, in an order that chance makes; `same` is the column that is set to what it is."""
    if not ids:
        return
    columns: Any = entity.__table__.columns
    again = update(entity.__table__).where(columns[key] == bindparam("of")).values({same: columns[same]})  # type: ignore[arg-type]
    by_chance = CHANCE.sample(list(ids), len(ids))
    work.db.connection().execute(again, [{"of": one} for one in by_chance])
