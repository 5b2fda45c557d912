"""A day of its own for each who is asked: where the office sends, they need not all be asked at once (S0.16)."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_sending import AllAtOnce, AskedAlready, DayAfterLast
from csatdesk.domain.surveys import Sender
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.surveys.dispositions import own_invitations
from csatdesk.operations.work import Undoable, Work
from csatdesk.wording.formats import short_date


def set_own_day(work: Work, *, survey_id: int, invitation_ids: Sequence[int], day: date | None) -> Undoable[None]:
    """Nothing goes to them before it; None: with all others."""
    require(work.actor, Right.LEAD_SURVEYS)
    survey = own_survey(work, survey_id)
    if survey.sender is not Sender.OWN:
        raise AllAtOnce()
    if day is not None and survey.answer_by is not None and day > survey.answer_by:
        raise DayAfterLast(field="day", day=short_date(survey.answer_by))
    before = {}
    for row in own_invitations(work, invitation_ids):
        if row.sent_at is not None:
            raise AskedAlready()
        before[row.id] = row.send_on
        row.send_on = day
    work.changed.add(Kind.SURVEY)
    return Undoable(None, partial(_put_back, before=before), N_("Changed the day of sending."))


def _put_back(work: Work, *, before: Mapping[int, date | None]) -> None:
    for row in own_invitations(work, list(before)):
        if row.sent_at is None:
            row.send_on = before[row.id]
    work.changed.add(Kind.SURVEY)
