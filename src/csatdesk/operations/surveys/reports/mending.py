"""What went wrong with reports by e-mail is mended: an address corrected, what was given up sent again (S0.30)."""

from functools import partial

from sqlalchemy import select

from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_subscriptions import Hitch, NothingGivenUp
from csatdesk.operations.surveys.reports.given_up import IS_GIVEN_UP, of_the_last
from csatdesk.operations.surveys.reports.subscriptions import check_free, checked, held
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.survey_subscriptions import SurveyReportMail, SurveySubscriber, SurveySubscription
from csatdesk.store.entities.surveys import Survey


def send_again(work: Work, *, subscription_id: int) -> int:
    """What was given up leaves with the next that is due, to the address as it stands then; how many e-mails.

    Each keeps its row, so that it goes to nobody whom it reached, and from one desk alone.
    """
    row = _standing(work, subscription_id)
    if row.hitch is Hitch.NOT_ALLOWED:
        raise NotAllowed()
    query = (
        select(SurveyReportMail)
        .join(SurveySubscriber, SurveySubscriber.id == SurveyReportMail.subscriber_id)
        .where(of_the_last(work, row.id), IS_GIVEN_UP, SurveySubscriber.address != "")
    )
    mails = work.db.execute(query.with_for_update(of=SurveyReportMail)).scalars().all()
    if not mails:
        raise NothingGivenUp()
    for mail in mails:
        mail.tries = 0
    row.tried_at = None
    return len(mails)


def change_address(work: Work, *, subscription_id: int, before: str, after: str) -> Undoable[None]:
    """From now on its reports go there. What went, or was given up, for the address before stays what it is."""
    row = _standing(work, subscription_id)
    work.db.get_one(Survey, row.survey_id, with_for_update=True)  # the same is not ordered meanwhile
    query = select(SurveySubscriber).where(
        SurveySubscriber.subscription_id == row.id, SurveySubscriber.address == before
    )
    subscriber = work.db.execute(query.with_for_update()).scalars().first()
    if subscriber is None:
        raise ChangedByOther()
    (to,) = checked((after.strip(),))
    if to.casefold() != before.casefold():
        check_free(work, row, (to,))
    subscriber.address = to
    back = partial(_change_back, subscription_id=row.id, before=to, after=before)
    return Undoable(None, back, N_("Address changed"))


def _change_back(work: Work, *, subscription_id: int, before: str, after: str) -> None:
    change_address(work, subscription_id=subscription_id, before=before, after=after)


def _standing(work: Work, subscription_id: int) -> SurveySubscription:
    require(work.actor, Right.SEE_SURVEYS)
    row = held(work, subscription_id)
    if not row.is_active:
        raise ChangedByOther()
    return row
