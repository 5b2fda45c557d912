"""Who gets what today: asked of the index of who was sent what, and looked at once more before anything leaves."""

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, false, func, or_, select

from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.staff import Right
from csatdesk.domain.survey_sending import Asked, SendingPlan, Step, StepFigures
from csatdesk.domain.surveys import Route, SurveyState
from csatdesk.operations.absences import today
from csatdesk.operations.survey_texts import plan_of
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Reading
from csatdesk.store.entities.survey_sending import SurveyMessage
from csatdesk.store.entities.surveys import Invitation, Survey

SENT_ROUTES = (Route.EMAIL, Route.PAPER)


def asked_of(reading: Reading, row: Invitation) -> Asked:
    zone = ZoneInfo(reading.centre.zone)
    sent_on, reminded_on = (
        at.astimezone(zone).date() if at is not None else None for at in (row.sent_at, row.reminded_at)
    )
    return Asked(row.disposition, row.is_delivered, row.send_on, sent_on, row.reminders, reminded_on)


def due_ids(reading: Reading, survey: Survey, plan: SendingPlan, step: Step, route: Route) -> tuple[int, ...]:
    query = select(Invitation.id).where(Invitation.route == route, *_due(reading, survey, plan, step))
    return tuple(reading.db.execute(query.order_by(Invitation.id)).scalars())


def drawn_ids(reading: Reading, survey: Survey, plan: SendingPlan, most: int) -> tuple[int, ...]:
    """The first of those who are due to be asked by e-mail and were drawn, not written into a list."""
    due = _due(reading, survey, plan, Step.INVITATION)
    query = select(Invitation.id).where(Invitation.route == Route.EMAIL, Invitation.case_id.is_not(None), *due)
    return tuple(reading.db.execute(query.order_by(Invitation.id).limit(most)).scalars())


def count_due(reading: Reading, survey: Survey, plan: SendingPlan, step: Step, *routes: Route) -> int:
    query = select(func.count(Invitation.id)).where(Invitation.route.in_(routes), *_due(reading, survey, plan, step))
    return reading.db.execute(query).scalar_one()


def _due(reading: Reading, survey: Survey, plan: SendingPlan, step: Step) -> Iterator[ColumnElement[bool]]:
    day, zone = today(reading), ZoneInfo(reading.centre.zone)
    yield Invitation.survey_id == survey.id
    yield Invitation.disposition == Disposition.UNKNOWN
    yield Invitation.is_delivered.is_(True)
    yield ~exists().where(SurveyMessage.invitation_id == Invitation.id, SurveyMessage.step == step)
    if survey.answer_by is not None and survey.answer_by < day:
        yield false()
    if step is Step.INVITATION:
        yield Invitation.sent_at.is_(None)
        yield or_(Invitation.send_on.is_(None), Invitation.send_on <= day)
        return
    first, last = plan.remind_days
    yield Invitation.reminders == step.value - 1
    yield Invitation.sent_at < midnight(day - timedelta(days=plan.remind_days[step.value - 1] - 1), zone)
    if step is Step.LAST_REMINDER:
        yield Invitation.reminded_at < midnight(day - timedelta(days=last - first - 1), zone)
    if survey.answer_by is None:
        yield Invitation.sent_at >= midnight(day - timedelta(days=plan.answer_days), zone)


def step_figures(reading: Reading, survey: Survey, plan: SendingPlan) -> tuple[StepFigures, ...]:
    return tuple(_figures(reading, survey, plan, step) for step in Step)


def _figures(reading: Reading, survey: Survey, plan: SendingPlan, step: Step) -> StepFigures:
    sent = select(func.count()).where(Invitation.survey_id == survey.id, Invitation.route.in_(SENT_ROUTES))
    reached = Invitation.sent_at.is_not(None) if step is Step.INVITATION else Invitation.reminders >= step.value
    count = reading.db.execute(sent.where(reached)).scalar_one()
    due = count_due(reading, survey, plan, step, *SENT_ROUTES)
    return StepFigures(step, due, count, _next_on(reading, survey, plan, step))


def _next_on(reading: Reading, survey: Survey, plan: SendingPlan, step: Step) -> date | None:
    """The next day after today on which one more comes due."""
    day = today(reading)
    of_survey = (
        Invitation.survey_id == survey.id,
        Invitation.disposition == Disposition.UNKNOWN,
        Invitation.is_delivered.is_(True),
        Invitation.route.in_(SENT_ROUTES),
    )
    if step is Step.INVITATION:
        query = select(func.min(Invitation.send_on)).where(*of_survey, Invitation.sent_at.is_(None))
        found = reading.db.execute(query.where(Invitation.send_on > day)).scalar()
    else:
        first_days, last_days = plan.remind_days
        counted, number = (  # the second reminder follows the first, which never went out before its own day
            (Invitation.sent_at, first_days)
            if step is Step.REMINDER
            else (Invitation.reminded_at, last_days - first_days)
        )
        zone, days = ZoneInfo(reading.centre.zone), timedelta(days=number)
        since = midnight(day - days + timedelta(days=1), zone)
        first = select(func.min(counted)).where(*of_survey, Invitation.reminders == step.value - 1)
        went_at = reading.db.execute(first.where(counted >= since)).scalar()
        found = went_at.astimezone(zone).date() + days if went_at is not None else None
    is_late = found is not None and survey.answer_by is not None and found > survey.answer_by
    return None if is_late else found


def due_reminders(reading: Reading) -> tuple[tuple[int, str, int], ...]:
    """Surveys that run, with how many reminders of theirs may go out now; for who leads them."""
    if not reading.actor.may(Right.LEAD_SURVEYS):
        return ()
    query = select(Survey).where(Survey.centre_id == reading.actor.centre_id, Survey.state == SurveyState.RUNNING)
    surveys = reading.db.execute(query.order_by(Survey.id)).scalars().all()
    found = ((survey.id, survey.name, _reminders(reading, survey)) for survey in surveys)
    return tuple(one for one in found if one[2])


def _reminders(reading: Reading, survey: Survey) -> int:
    plan = plan_of(reading, survey)
    return sum(count_due(reading, survey, plan, step, *SENT_ROUTES) for step in (Step.REMINDER, Step.LAST_REMINDER))
