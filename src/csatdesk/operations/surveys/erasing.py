"""Erasing somebody from surveys: whom they were asked as, and what would tell that an answer is theirs."""

from collections.abc import Sequence

from sqlalchemy import or_, select, update

from csatdesk.operations.cases.erasing import empty
from csatdesk.operations.work import Work
from csatdesk.store.entities.survey_entry import SurveyCallBack
from csatdesk.store.entities.survey_sending import SurveyMessage
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer

UNSEEN = {"synchronize_session": False}
NOBODY = {"customer_id": None, "invitation_id": None, "case_id": None, "at": None, "source": "", "is_anonymous": True}
NOT_CALLED = {"name": "", "phone": "", "note": "", "response_id": None}
NO_NAME = {"first_name": "", "last_name": "", "address": "", "company": "", "phone": "", "extras": []}


def erase_from_surveys(work: Work, customer_ids: Sequence[int], case_ids: Sequence[int]) -> None:
    """What they marked stays as an anonymous answer, so that nothing that is counted changes; their words go."""
    work.db.flush()
    asked = or_(Invitation.customer_id.in_(customer_ids), Invitation.case_id.in_(case_ids))
    invited = select(Invitation.id).where(asked)
    theirs = or_(
        Response.customer_id.in_(customer_ids), Response.case_id.in_(case_ids), Response.invitation_id.in_(invited)
    )
    ids = work.db.execute(select(Response.id).where(theirs)).scalars().all()
    words = update(ResponseAnswer).where(ResponseAnswer.response_id.in_(ids)).values(text="")
    work.db.execute(words, execution_options=UNSEEN)
    unnamed = update(Response).where(Response.id.in_(ids)).values(**NOBODY, language="", segment=None, topic_id=None)
    work.db.execute(unnamed, execution_options=UNSEEN)
    said = update(SurveyMessage).where(SurveyMessage.invitation_id.in_(invited)).values(trouble="")
    work.db.execute(said, execution_options=UNSEEN)  # a mail server repeats the address in what it says
    empty(work, Invitation, asked, {**NO_NAME, "version": Invitation.version + 1})
    called = or_(
        SurveyCallBack.customer_id.in_(customer_ids),
        SurveyCallBack.case_id.in_(case_ids),
        SurveyCallBack.response_id.in_(ids),
    )
    empty(work, SurveyCallBack, called, {**NOT_CALLED, "version": SurveyCallBack.version + 1})
