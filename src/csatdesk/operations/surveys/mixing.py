"""Taking the order of writing away from anonymous answers.

A server database keeps with each row which transaction wrote it and where it lies. So with every anonymous answer some
others of the same survey are written anew, in an order that chance makes, and as many invitations that were answered:
what was written last is then one of many. In an encrypted file of ours rows lie by their ids, which chance makes; there
it changes nothing.
"""

import secrets

from sqlalchemy import select, update

from csatdesk.domain.surveys import unordered_id
from csatdesk.operations.work import Work
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer, Survey

MIXED_WITH = 24
UNSEEN = {"synchronize_session": False}
CHANCE = secrets.SystemRandom()


def take_turn(work: Work, survey_id: int) -> None:
    """One answer of a survey at a time, from before the first row is written: two who wrote the same rows anew, each in
    an order of their own, would wait for one another for ever. Only a server needs it.
    """
    work.db.execute(select(Survey.id).where(Survey.id == survey_id).with_for_update(key_share=True))


def mix_in(work: Work, response: Response) -> None:
    """Write it anew among others of its survey."""
    work.db.flush()
    anonymous = (Response.survey_id == response.survey_id, Response.is_anonymous.is_(True))
    _write_anew(work, _some_of(work, Response, *anonymous), response.id)
    if response.invitation_id is None:
        _touch_invitations(work, response.survey_id)


def _some_of(work: Work, entity: type[Response], *conditions: object) -> list[int]:
    """Some, beginning anywhere; their ids lie evenly, so that chance finds a beginning."""
    query = select(entity.id).where(*conditions).order_by(entity.id).limit(MIXED_WITH)  # type: ignore[arg-type]
    begin = unordered_id()
    found = list(work.db.execute(query.where(entity.id >= begin)).scalars())
    if len(found) < MIXED_WITH:
        found += work.db.execute(query.where(entity.id < begin)).scalars()
    return found[:MIXED_WITH]


def _write_anew(work: Work, ids: list[int], own: int) -> None:
    several = list({*ids, own})
    CHANCE.shuffle(several)
    for id_ in several:
        again = update(Response).where(Response.id == id_).values(month=Response.month)
        answers = update(ResponseAnswer).where(ResponseAnswer.response_id == id_)
        work.db.execute(again, execution_options=UNSEEN)
        work.db.execute(answers.values(survey_id=ResponseAnswer.survey_id), execution_options=UNSEEN)


def _touch_invitations(work: Work, survey_id: int) -> None:
    """Without their version: whoever changes one at the same time is not refused."""
    query = select(Invitation.id).where(Invitation.survey_id == survey_id).order_by(Invitation.id)
    first = work.db.execute(query.limit(1)).scalar()
    last = work.db.execute(query.order_by(None).order_by(Invitation.id.desc()).limit(1)).scalar()
    if first is None or last is None:
        return
    begin = first + secrets.randbelow(last - first + 1)
    ids = list(work.db.execute(query.where(Invitation.id >= begin).limit(MIXED_WITH)).scalars())
    ids += work.db.execute(query.where(Invitation.id < begin).limit(MIXED_WITH - len(ids))).scalars()
    held = select(Invitation.id).where(Invitation.id.in_(ids)).order_by(Invitation.id)
    work.db.execute(held.with_for_update(key_share=True))  # in the order in which sending writes them
    CHANCE.shuffle(ids)
    for id_ in ids:
        again = update(Invitation).where(Invitation.id == id_).values(is_delivered=Invitation.is_delivered)
        work.db.execute(again, execution_options=UNSEEN)
