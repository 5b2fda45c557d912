"""Reports by e-mail that were refused for good, and those of them that somebody sends again (S0.30).

Of the last three reports alone: older ones are saved by hand, as those are that no desk was open for.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select

from csatdesk.domain.survey_reports import Every, period_with
from csatdesk.domain.survey_sending import MessageState
from csatdesk.domain.survey_subscriptions import MOST_MISSED, TRIES_MOST, GivenUp
from csatdesk.operations.work import Reading
from csatdesk.store.entities.survey_subscriptions import SurveyReportMail, SurveySubscriber

IS_GIVEN_UP = and_(SurveyReportMail.state == MessageState.FAILED, SurveyReportMail.tries >= TRIES_MOST)
GOES_AGAIN = and_(SurveyReportMail.state == MessageState.FAILED, SurveyReportMail.tries == 0)
IS_REFUSED = and_(SurveyReportMail.state == MessageState.FAILED, SurveyReportMail.tries < TRIES_MOST)


def of_the_last(reading: Reading, subscription_id: int) -> ColumnElement[bool]:
    """E-mails of its last reports."""
    of_it = SurveyReportMail.subscription_id == subscription_id
    firsts = select(SurveyReportMail.first).where(of_it).distinct().order_by(SurveyReportMail.first.desc())
    return and_(of_it, SurveyReportMail.first.in_(reading.db.execute(firsts.limit(MOST_MISSED)).scalars().all()))


def given_up(reading: Reading, subscription_id: int, every: Every) -> tuple[GivenUp, ...]:
    """The newest first."""
    query = (
        select(SurveyReportMail, SurveySubscriber.address)
        .join(SurveySubscriber, SurveySubscriber.id == SurveyReportMail.subscriber_id)
        .where(of_the_last(reading, subscription_id), IS_GIVEN_UP, SurveySubscriber.address != "")
        .order_by(SurveyReportMail.first.desc(), SurveyReportMail.id)
    )
    return tuple(
        GivenUp(
            period=None if every is Every.CAMPAIGN else period_with(every, mail.first),
            address=mail.address or address,
            reason=mail.trouble,
            goes_to=address,
        )
        for mail, address in reading.db.execute(query).tuples()
    )


def count_again(reading: Reading, subscription_id: int) -> int:
    """How many wait to leave once more."""
    query = (
        select(func.count())
        .select_from(SurveyReportMail)
        .join(SurveySubscriber, SurveySubscriber.id == SurveyReportMail.subscriber_id)
        .where(SurveyReportMail.subscription_id == subscription_id, GOES_AGAIN, SurveySubscriber.address != "")
    )
    return reading.db.execute(query).scalar_one()


def waiting_firsts(reading: Reading, subscription_id: int) -> Collection[date]:
    """First days of the times whose report is still to go to somebody who refused it."""
    query = (
        select(SurveyReportMail.first)
        .join(SurveySubscriber, SurveySubscriber.id == SurveyReportMail.subscriber_id)
        .where(SurveyReportMail.subscription_id == subscription_id, IS_REFUSED, SurveySubscriber.address != "")
        .distinct()
        .order_by(SurveyReportMail.first)
    )
    return reading.db.execute(query).scalars().all()
