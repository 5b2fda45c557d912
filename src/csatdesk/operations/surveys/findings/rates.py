"""How many answered of those who were asked, in the months and offices that are looked at."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select

from csatdesk.domain.response_rates import ANSWERED
from csatdesk.domain.survey_views import SurveyView, month_after
from csatdesk.operations.surveys.findings.words import first_day
from csatdesk.operations.surveys.results.tallies import responses
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Centre
from csatdesk.store.entities.surveys import Invitation
from csatdesk.wording.surveys import rate_of


def load_rate(reading: Reading, *, view: SurveyView) -> str:
    """ "412 answers to 1,940 invitations, 21 %"; without invitations, or where channel, segment or topic narrow, the
    answers alone: who did not answer has none of these.
    """
    answered = responses(reading, view).get(None, 0)
    if view.channels or view.routes or view.is_of_named:
        return rate_of(answered, 0, 0)
    return rate_of(answered, *_heard(reading, view))


def _heard(reading: Reading, view: SurveyView) -> tuple[int, int]:
    """Of the invitations sent then how many were answered by now, and how many they were."""
    zone = ZoneInfo(reading.db.get_one(Centre, reading.actor.centre_id).zone)
    begins, ends = (
        datetime.combine(first_day(one), datetime.min.time(), zone) for one in (view.first, month_after(view.last))
    )
    heard = func.coalesce(func.sum(case((Invitation.disposition.in_(ANSWERED), 1), else_=0)), 0)
    query = select(heard, func.count()).where(
        Invitation.survey_id == view.survey_id, Invitation.sent_at >= begins, Invitation.sent_at < ends
    )
    if view.office_ids:
        query = query.where(Invitation.office_id.in_(view.office_ids))
    found, sent = reading.db.execute(query).one()
    return found, sent
