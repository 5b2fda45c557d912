"""Invitations that leave by themselves once a contact has ended, from any desk that is open (S3.4, S3.5).

Whoever leads the survey decided so with its rule; it needs nobody's right at the desk from which it goes.
"""

from dataclasses import replace

from sqlalchemy import Select, select

from csatdesk.domain.changes import Progress
from csatdesk.domain.staff import Actor
from csatdesk.domain.survey_sending import Step
from csatdesk.domain.surveys import Sender, SurveyState
from csatdesk.operations.letters.mail import load_mail
from csatdesk.operations.survey_texts import plan_of
from csatdesk.operations.surveys.due import drawn_ids
from csatdesk.operations.surveys.mailing import Sent, send_these
from csatdesk.operations.work import Reading, Store
from csatdesk.store.base import FAR
from csatdesk.store.entities.survey_sending import SurveyRule
from csatdesk.store.entities.surveys import Survey
from csatdesk.system.clock import now
from csatdesk.system.mail import MailServer

MOST = 50  # at a time; the rest a minute later


def waits_to_leave(reading: Reading) -> bool:
    """Whether an invitation is to leave by itself now."""
    return load_mail(reading).is_on and bool(_waiting(reading))


def _surveys(reading: Reading) -> Select[tuple[Survey]]:
    return (
        select(Survey)
        .join(SurveyRule, SurveyRule.survey_id == Survey.id)
        .where(SurveyRule.centre_id == reading.actor.centre_id, SurveyRule.ended_at == FAR)
        .where(SurveyRule.sends_at_once.is_(True), Survey.state == SurveyState.RUNNING)
        .order_by(Survey.id)
    )


def _waiting(reading: Reading) -> list[tuple[int, tuple[int, ...]]]:
    """By survey, those who were drawn and are due. What lacks the copy for its office waits for a person."""
    found = []
    for survey in reading.db.execute(_surveys(reading)).scalars():
        plan = plan_of(reading, survey)
        if survey.sender is Sender.CENTRAL and not plan.copy_to:
            continue
        ids = drawn_ids(reading, survey, plan, MOST)
        if ids:
            found.append((survey.id, ids))
    return found


def send_at_once(store: Store, actor: Actor, progress: Progress, *, server: MailServer) -> Sent:
    """Send what waits. A desk that has no password for the mail server leaves it to one that has."""
    if not server.is_on or (server.user and not server.password):
        return Sent()
    with store.read(actor, now()) as reading:
        waiting = _waiting(reading)
    total = Sent()
    for survey_id, ids in waiting:
        sent = send_these(store, actor, progress, ids=ids, what=(survey_id, Step.INVITATION), server=server)
        total = replace(
            total,
            sent=total.sent + sent.sent,
            failed=total.failed + sent.failed,
            unsure=total.unsure + sent.unsure,
            left_out=total.left_out + sent.left_out,
        )
    return total
