"""How the after-contact survey of the demo centre asks: drawn from what is logged, with a form on the net; and who gets
its report of the month.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from csatdesk.domain.identity import new_identity
from csatdesk.domain.survey_reports import DAY, Every, period_with
from csatdesk.domain.survey_sampling import DrawingRule
from csatdesk.domain.survey_sending import MessageState, SendingPlan
from csatdesk.operations.absences import today
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.surveys.rules import save_rule
from csatdesk.operations.surveys.sending import save_plan
from csatdesk.operations.work import Work
from csatdesk.store.entities.survey_subscriptions import SurveyReportMail, SurveySubscriber, SurveySubscription

LINK = "https://survey.example.org/desk"
SEED = 4711
SINCE = timedelta(minutes=5)
SUBSCRIBED = timedelta(days=90)
SUBSCRIBERS = ("management@example.org", "quality@example.org")


def plan_sending(work: Work, cast: Cast, at: datetime, survey_id: int) -> None:
    """One contact in ten from now on: whoever tries the program sees that logging contacts draws some of them."""
    then = acting(work, cast.actors[SUPERVISOR], at - SINCE)
    save_plan(then, survey_id=survey_id, plan=SendingPlan(link=LINK))
    save_rule(then, survey_id=survey_id, rule=DrawingRule(), seed=SEED)


def mail_reports(work: Work, cast: Cast, at: datetime, survey_id: int) -> None:
    """The report of last month has gone to two subscribers. Nothing leaves the demo centre: it has no mail server."""
    then = acting(work, cast.actors[SUPERVISOR], at - SUBSCRIBED)
    this = period_with(Every.MONTH, today(replace(work, at=at))).first
    last = period_with(Every.MONTH, this - DAY)
    row = SurveySubscription(
        uid=new_identity(then.at),
        centre_id=then.actor.centre_id,
        survey_id=survey_id,
        every=Every.MONTH,
        folder="",
        by_mail=True,
        made_at=then.at,
        made_by_id=then.actor.id,
        desk_id=then.actor.desk_id,
        begun_after=period_with(Every.MONTH, today(then)).first - DAY,
        done_until=last.last,
    )
    then.db.add(row)
    then.db.flush()
    for address in SUBSCRIBERS:
        subscriber = SurveySubscriber(subscription_id=row.id, address=address)
        then.db.add(subscriber)
        then.db.flush()
        mail = SurveyReportMail(uid=new_identity(at), subscription_id=row.id, subscriber_id=subscriber.id)
        mail.first, mail.state, mail.at = last.first, MessageState.SENT, _on(this, at)
        then.db.add(mail)


def _on(day: date, at: datetime) -> datetime:
    """At noon of that day, but not in the future."""
    return min(at, datetime.combine(day, time(12), tzinfo=UTC))
