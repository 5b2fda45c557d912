"""Keeping what somebody answered, and keeping nothing of who they are where they do not wish it."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import NotFound
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.staff import Right, require
from csatdesk.domain.surveys import (
    AnsweredAlready,
    Kept,
    NewResponse,
    SurveyNotRunning,
    SurveyState,
    disposition_of,
    is_anonymous,
    is_complete,
    kept_answers,
    month_of,
    unordered_id,
    unordered_identity,
)
from csatdesk.operations.surveys.queries import questionnaire_of
from csatdesk.operations.work import Work
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer, Survey

ANSWERED = frozenset({Disposition.COMPLETE, Disposition.PARTIAL})


def keep_response(work: Work, *, new: NewResponse, import_id: int | None = None) -> int:
    """The id of the response, which tells nothing. Refused when the survey does not run, an answer is off its scale,
    nothing was answered, or the invitation was answered before.
    """
    require(work.actor, Right.ENTER_RESPONSES)
    survey = work.db.get_one(Survey, new.survey_id)
    if survey.centre_id != work.actor.centre_id:
        raise NotFound()
    if survey.state is not SurveyState.RUNNING and import_id is None:
        raise SurveyNotRunning(name=survey.name)
    form = questionnaire_of(work, survey.questionnaire_version_id).form
    kept = kept_answers(form, new.answers)
    if new.invitation_id is not None:
        _settle(work, new.invitation_id, survey, disposition_of(form, new.answers))
    hidden = is_anonymous(form, new, offers_names=survey.offers_names)
    response = _response(work, survey, new, is_hidden=hidden)
    response.is_complete = is_complete(form, new.answers)
    response.import_id = import_id
    work.db.add(response)
    work.db.add_all(_answers(response, kept))
    work.changed.add(Kind.RESPONSE)
    return response.id


def _settle(work: Work, invitation_id: int, survey: Survey, disposition: Disposition) -> None:
    """Who answered is asked no more; when they did is not written down."""
    invitation = work.db.get_one(Invitation, invitation_id)
    if invitation.survey_id != survey.id:
        raise NotFound()
    if invitation.disposition in ANSWERED:
        raise AnsweredAlready()
    invitation.disposition = disposition


def _response(work: Work, survey: Survey, new: NewResponse, *, is_hidden: bool) -> Response:
    about, at = new.situation, new.at if new.at is not None else work.at
    zone = ZoneInfo(work.centre.zone)
    response = Response(
        id=unordered_id(),
        uid=unordered_identity(),
        centre_id=survey.centre_id,
        survey_id=survey.id,
        version_id=survey.questionnaire_version_id,
        office_id=about.office_id,
        month=new.month if new.month is not None else month_of(at, zone),
        is_anonymous=is_hidden,
        channel=about.channel,
        mode=new.mode,
        route=new.route,
        weight=new.weight,
    )
    if not is_hidden:
        response.at = None if new.month is not None and new.at is None else at
        response.language, response.segment, response.topic_id = new.language, about.segment, about.topic_id
        response.invitation_id, response.source = new.invitation_id, new.source
        response.customer_id, response.case_id, response.staff_id = about.customer_id, about.case_id, about.staff_id
    return response


def _answers(response: Response, kept: Mapping[str, Kept]) -> list[ResponseAnswer]:
    return [
        ResponseAnswer(
            response_id=response.id,
            item_key=key,
            survey_id=response.survey_id,
            number=one.number,
            choice=one.choice,
            text=one.text,
        )
        for key, one in kept.items()
    ]


def invitation_with(work: Work, *, survey_id: int, code: str) -> Invitation | None:
    """The one with this code, of this survey."""
    query = select(Invitation).where(Invitation.code == code, Invitation.survey_id == survey_id)
    return work.db.execute(query).scalars().first()
