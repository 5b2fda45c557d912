"""Keeping what somebody answered, and keeping nothing of who they are where they do not wish it."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import NotFound
from csatdesk.domain.forms import Form
from csatdesk.domain.keying import WANTS_CALL, CallWish
from csatdesk.domain.response_rates import ANSWERED, Disposition
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_sending import route_code, route_of
from csatdesk.domain.surveys import (
    AnsweredAlready,
    Kept,
    NewResponse,
    Route,
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
from csatdesk.operations.surveys.loop import close_loop
from csatdesk.operations.surveys.mixing import mix_in
from csatdesk.operations.surveys.queries import questionnaire_of
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer, Survey


def keep_response(
    work: Work, *, new: NewResponse, import_id: int | None = None, wish: CallWish | None = None, is_mixed: bool = True
) -> int:
    """The id of the response, which tells nothing. Refused when the survey does not run, an answer is off its scale,
    nothing was answered, or the invitation was answered before. `wish`: they wish to be called. Without `is_mixed`
    whoever calls keeps many at once, in an order that tells nothing.
    """
    require(work.actor, Right.ENTER_RESPONSES)
    survey = work.db.get_one(Survey, new.survey_id)
    if survey.centre_id != work.actor.centre_id:
        raise NotFound()
    if survey.state is not SurveyState.RUNNING and import_id is None:
        raise SurveyNotRunning(name=survey.name)
    form = questionnaire_of(work, survey.questionnaire_version_id).form
    kept = kept_answers(form, new.answers)
    hidden = is_anonymous(form, new, offers_names=survey.offers_names)
    if hidden:
        kept = without_wish(form, kept)
    if new.invitation_id is not None:
        told = Disposition.COMPLETE if hidden else disposition_of(form, new.answers)
        _settle(work, new.invitation_id, survey, told)
    response = _response(work, survey, new, is_hidden=hidden)
    response.is_complete = is_complete(form, new.answers)
    response.import_id = import_id
    work.db.add(response)
    work.db.add_all(_answers(response, kept))
    work.changed.add(Kind.RESPONSE)
    if import_id is None:
        close_loop(work, survey, response, form=form, new=new, wish=wish)
    if hidden and is_mixed and import_id is None:
        mix_in(work, survey.id, [response.id], [new.invitation_id] if new.invitation_id is not None else [])
    return response.id


def without_wish(form: Form, kept: Mapping[str, Kept]) -> dict[str, Kept]:
    """Who wishes to be called is named elsewhere: the wish must not tell which anonymous answer is theirs."""
    wishes = {item.key for item in form.items() if item.metric == WANTS_CALL}
    return {key: one for key, one in kept.items() if key not in wishes}


def _settle(work: Work, invitation_id: int, survey: Survey, disposition: Disposition) -> None:
    """Who answered is asked no more; when they did is not written down. Of an anonymous answer nor is whether it was
    whole: the only half one would be known by it.
    """
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


def way_of_code(reading: Reading, *, survey_id: int, code: str) -> Route | None:
    """The way that a code on a receipt, in a text message or a newsletter stands for; it names nobody."""
    return route_of(reading.db.get_one(Survey, survey_id).uid, code)


def ways_by_code(reading: Reading, *, survey_id: int) -> Mapping[str, Route]:
    """All such codes of a survey."""
    uid = reading.db.get_one(Survey, survey_id).uid
    return {route_code(uid, route): route for route in Route}


def invitation_with(reading: Reading, *, survey_id: int, code: str) -> Invitation | None:
    """The one with this code, of this survey."""
    query = select(Invitation).where(Invitation.code == code, Invitation.survey_id == survey_id)
    return reading.db.execute(query).scalars().first()
