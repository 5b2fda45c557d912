"""Who is asked, and how it stands: the list of invitations, what goes out when, responses and rates by way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, or_, select

from csatdesk.domain.paging import PAGE_SIZE, Key, Page
from csatdesk.domain.response_rates import ANSWERED, Disposition, Dispositions, outcome_rates
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_sending import (
    LEAVING,
    InvitationRow,
    MessageState,
    RouteFigures,
    SendingPlan,
    Shown,
    StepFigures,
)
from csatdesk.domain.surveys import Route, SurveyRow
from csatdesk.operations.survey_texts import plan_of
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.surveys.due import count_due, step_figures
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.survey_sending import SurveyAttempt, SurveyMessage
from csatdesk.store.entities.surveys import Invitation, Response

SETTLED = (Disposition.REFUSED, Disposition.NO_CONTACT, Disposition.OTHER, Disposition.NOT_ELIGIBLE)


@dataclass(frozen=True, slots=True)
class SendingBoard:
    """All that the page of sending tells of one survey. `due`: by way and step, what can go out now."""

    survey: SurveyRow
    plan: SendingPlan
    steps: tuple[StepFigures, ...]
    due: Mapping[tuple[Route, int], int]
    routes: tuple[RouteFigures, ...]
    in_trouble: int


def load_board(reading: Reading, *, survey_id: int) -> SendingBoard:
    require(reading.actor, Right.LEAD_SURVEYS)
    survey = own_survey(reading, survey_id)
    plan = plan_of(reading, survey)
    steps = step_figures(reading, survey, plan)
    due = {
        (route, one.step.value): count_due(reading, survey, plan, one.step, route)
        for one in steps
        for route in (Route.EMAIL, Route.PAPER)
    }
    return SendingBoard(
        survey=load_survey(reading, survey_id=survey_id),
        plan=plan,
        steps=steps,
        due=due,
        routes=route_figures(reading, survey_id=survey_id),
        in_trouble=count_invitations(reading, survey_id=survey_id, shown=Shown.TROUBLE),
    )


# the list


def list_invitations(
    reading: Reading,
    *,
    survey_id: int,
    shown: Shown = Shown.ALL,
    after: Key | None = None,
    limit: int = PAGE_SIZE,
    backwards: bool = False,
) -> Page[InvitationRow]:
    """In the order in which they came into the list."""
    require(reading.actor, Right.LEAD_SURVEYS)
    query = select(Invitation, Office.name).join(Office, Office.id == Invitation.office_id)
    query = query.where(*_shown(reading, survey_id, shown))
    order = Invitation.id.desc() if backwards else Invitation.id
    if after is not None:
        query = query.where(Invitation.id < after[0] if backwards else Invitation.id > after[0])
    found = list(reading.db.execute(query.order_by(order).limit(limit + 1)).tuples())
    has_more, found = len(found) > limit, found[:limit]
    rows = _rows(reading, found)
    return Page(tuple(rows), (found[-1][0].id,) if has_more else None)


def count_invitations(reading: Reading, *, survey_id: int, shown: Shown) -> int:
    query = select(func.count()).select_from(Invitation).where(*_shown(reading, survey_id, shown))
    return reading.db.execute(query).scalar_one()


def _shown(reading: Reading, survey_id: int, shown: Shown) -> Iterator[ColumnElement[bool]]:
    yield Invitation.survey_id == survey_id
    yield Invitation.centre_id == reading.actor.centre_id
    unknown = Invitation.disposition == Disposition.UNKNOWN
    match shown:
        case Shown.WAITING:
            yield and_(unknown, Invitation.sent_at.is_(None))
        case Shown.ASKED:
            yield and_(unknown, Invitation.sent_at.is_not(None))
        case Shown.ANSWERED:
            yield Invitation.disposition.in_(ANSWERED)
        case Shown.OTHER:
            yield Invitation.disposition.in_(SETTLED)
        case Shown.TO_CALL:
            yield and_(unknown, Invitation.route == Route.PHONE, Invitation.is_delivered.is_(True))
        case Shown.TROUBLE:
            is_broken = and_(SurveyMessage.state == MessageState.OUTGOING, SurveyMessage.at <= reading.at - LEAVING)
            is_bad = or_(SurveyMessage.state.in_((MessageState.FAILED, MessageState.UNSURE)), is_broken)
            bad = exists().where(SurveyMessage.invitation_id == Invitation.id, is_bad)
            yield or_(bad, Invitation.is_delivered.is_(False))


def _rows(reading: Reading, found: list[tuple[Invitation, str]]) -> Iterator[InvitationRow]:
    ids = [one.id for one, _office in found]
    messages = _messages(reading, ids)
    calls = _calls(reading, ids)
    for one, office in found:
        message = messages.get(one.id)
        count, called_at = calls.get(one.id, (0, None))
        yield InvitationRow(
            id=one.id,
            name=" ".join(filter(None, (one.first_name, one.last_name))),
            company=one.company,
            reach=one.phone if one.route is Route.PHONE else one.address,
            language=one.language,
            route=one.route,
            office_name=office,
            code=one.code,
            send_on=one.send_on,
            sent_at=one.sent_at,
            reminders=one.reminders,
            reminded_at=one.reminded_at,
            is_delivered=one.is_delivered,
            disposition=one.disposition,
            message=message.state if message is not None else None,
            trouble=message.trouble if message is not None else "",
            calls=count,
            called_at=called_at,
        )


def _messages(reading: Reading, ids: list[int]) -> dict[int, SurveyMessage]:
    """The last one of each."""
    query = select(SurveyMessage).where(SurveyMessage.invitation_id.in_(ids)).order_by(SurveyMessage.id)
    return {one.invitation_id: one for one in reading.db.execute(query).scalars()}


def _calls(reading: Reading, ids: list[int]) -> dict[int, tuple[int, Any]]:
    query = (
        select(SurveyAttempt.invitation_id, func.count(), func.max(SurveyAttempt.at))
        .where(SurveyAttempt.invitation_id.in_(ids))
        .group_by(SurveyAttempt.invitation_id)
    )
    return {one: (count, at) for one, count, at in reading.db.execute(query).tuples()}


# by way


def route_figures(reading: Reading, *, survey_id: int) -> tuple[RouteFigures, ...]:
    """Of each way that was used or is planned: asked, answered, and the rates of AAPOR. Anonymous answers count."""
    require(reading.actor, Right.SEE_SURVEYS)
    survey = own_survey(reading, survey_id)
    asked = or_(Invitation.sent_at.is_not(None), Invitation.disposition != Disposition.UNKNOWN)
    delivered = case((Invitation.is_delivered.is_(True), 1), else_=0)
    query = (
        select(Invitation.route, Invitation.disposition, func.count(), func.sum(delivered))
        .where(Invitation.survey_id == survey_id, asked)
        .group_by(Invitation.route, Invitation.disposition)
    )
    came = select(Response.route, func.count()).where(Response.survey_id == survey_id).group_by(Response.route)
    responses = {route: count for route, count in reading.db.execute(came).tuples() if route is not None}
    found = reading.db.execute(query).all()
    planned = map(Route, survey.routes)
    used = {row[0] for row in found} | set(responses) | set(planned)
    return tuple(_of_route(route, found, responses.get(route, 0)) for route in Route if route in used)


def _of_route(route: Route, found: Any, responses: int) -> RouteFigures:
    of_it: list[Row[Any]] = [row for row in found if row[0] is route]
    counts = {row[1]: row[2] for row in of_it}
    dispositions = Dispositions(**{one.value: counts.get(one, 0) for one in Disposition})
    return RouteFigures(
        route=route,
        asked=sum(counts.values()),
        delivered=sum(int(row[3]) for row in of_it),
        answered=dispositions.answered,
        responses=responses,
        dispositions=dispositions,
        rates=outcome_rates(dispositions),
    )
