"""How many answered of those who were asked, in the months and offices that are looked at."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

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
    is_narrow = bool(view.channels or view.routes or view.is_of_named)
    return rate_of(answered, 0 if is_narrow else _sent(reading, view))


def _sent(reading: Reading, view: SurveyView) -> int:
    zone = ZoneInfo(reading.db.get_one(Centre, reading.actor.centre_id).zone)
    begins, ends = (
        datetime.combine(first_day(one), datetime.min.time(), zone) for one in (view.first, month_after(view.last))
    )
    query = select(func.count()).where(
        Invitation.survey_id == view.survey_id, Invitation.sent_at >= begins, Invitation.sent_at < ends
    )
    if view.office_ids:
        query = query.where(Invitation.office_id.in_(view.office_ids))
    return reading.db.execute(query).scalar_one()
