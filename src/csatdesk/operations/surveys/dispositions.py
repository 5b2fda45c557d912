"""What became of those who were asked and did not answer: set by hand; and calls that reached nobody."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import NotFound, Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import ANSWERED, Disposition
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_sending import CallResult
from csatdesk.domain.surveys import Route
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.survey_sending import SurveyAttempt
from csatdesk.store.entities.surveys import Invitation

BY_HAND = (
    Disposition.REFUSED,
    Disposition.NO_CONTACT,
    Disposition.OTHER,
    Disposition.NOT_ELIGIBLE,
    Disposition.UNKNOWN,
)


class AnswerStays(Refusal):
    text = N_("An answer came to this invitation. It stays counted.")


class NotByPhone(Refusal):
    text = N_("This person is not asked by phone.")


def set_disposition(work: Work, *, invitation_ids: Sequence[int], disposition: Disposition) -> Undoable[None]:
    """Nobody gets a reminder any more whose invitation is settled. UNKNOWN opens it again."""
    require(work.actor, Right.ENTER_RESPONSES)
    if disposition not in BY_HAND:
        raise ValueError(disposition)
    before = {}
    for row in own_invitations(work, invitation_ids):
        if row.disposition in ANSWERED:
            raise AnswerStays()
        before[row.id] = row.disposition
        row.disposition = disposition
    work.changed.add(Kind.SURVEY)
    return Undoable(None, partial(_put_back, before=before), N_("Noted what became of the invitation."))


def _put_back(work: Work, *, before: dict[int, Disposition]) -> None:
    for row in own_invitations(work, list(before)):
        if row.disposition not in ANSWERED:
            row.disposition = before[row.id]
    work.changed.add(Kind.SURVEY)


def mark_returned(work: Work, *, invitation_ids: Sequence[int], is_delivered: bool) -> Undoable[None]:
    """It came back, as an e-mail or by the post: nothing more goes there. True takes that back."""
    require(work.actor, Right.ENTER_RESPONSES)
    before = {}
    for row in own_invitations(work, invitation_ids):
        before[row.id] = row.is_delivered
        row.is_delivered = is_delivered
    work.changed.add(Kind.SURVEY)
    return Undoable(None, partial(_deliver_again, before=before), N_("Noted what became of the invitation."))


def _deliver_again(work: Work, *, before: dict[int, bool]) -> None:
    for row in own_invitations(work, list(before)):
        row.is_delivered = before[row.id]
    work.changed.add(Kind.SURVEY)


def note_call(work: Work, *, invitation_id: int, result: CallResult) -> Undoable[None]:
    """A call that reached nobody. The first one is when the person was asked. A wrong number counts as come back."""
    require(work.actor, Right.ENTER_RESPONSES)
    [row] = own_invitations(work, [invitation_id])
    if row.route is not Route.PHONE:
        raise NotByPhone()
    attempt = SurveyAttempt(invitation_id=row.id, at=work.at, by_id=work.actor.id, result=result)
    work.db.add(attempt)
    was_first = row.sent_at is None
    note_asked(work, row)
    was_delivered, row.is_delivered = row.is_delivered, row.is_delivered and result is not CallResult.WRONG_NUMBER
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    undo = partial(_forget_call, attempt_id=attempt.id, was_first=was_first, was_delivered=was_delivered)
    return Undoable(None, undo, N_("Noted a call that reached nobody."))


def note_asked(work: Work, row: Invitation) -> None:
    """On the phone. Of who answers in the same talk only the day is written down, and no change of it in the audit."""
    if row.sent_at is None:
        zone = ZoneInfo(work.centre.zone)
        row.sent_at = midnight(work.at.astimezone(zone).date(), zone)
        work.changed.add(Kind.SURVEY)


def _forget_call(work: Work, *, attempt_id: int, was_first: bool, was_delivered: bool) -> None:
    attempt = work.db.get_one(SurveyAttempt, attempt_id)
    [row] = own_invitations(work, [attempt.invitation_id])
    if was_first:
        row.sent_at = None
    row.is_delivered = was_delivered
    work.db.delete(attempt)
    work.changed.add(Kind.SURVEY)


def own_invitations(work: Work, invitation_ids: Sequence[int]) -> Sequence[Invitation]:
    query = select(Invitation).where(Invitation.id.in_(invitation_ids), Invitation.centre_id == work.actor.centre_id)
    found = work.db.execute(query.order_by(Invitation.id)).scalars().all()
    if len(found) != len(set(invitation_ids)):
        raise NotFound()
    return found
