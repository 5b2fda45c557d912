"""What somebody keys from paper or hears in a talk becomes an answer of a survey."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.errors import NotFound
from csatdesk.domain.forms import Answer, Form
from csatdesk.domain.keying import wish_in, with_call
from csatdesk.domain.response_rates import ANSWERED
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_batches import CodeUnknown, KeyedPaper, Stack
from csatdesk.domain.surveys import (
    AnsweredAlready,
    AnswerOffScale,
    EntryMode,
    NewResponse,
    Route,
    Situation,
    SurveyRow,
    is_month,
    month_of,
    read_code,
)
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.surveys.queries import load_survey, questionnaire_of
from csatdesk.operations.surveys.responses import invitation_with, keep_response, way_of_code
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.wording.survey_entry import call_texts

NOON = time(12)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is keyed: the questions, after them whom to call, and the offices an answer may be about."""

    survey: SurveyRow
    form: Form
    offices: tuple[tuple[int, str], ...]
    at: datetime


def load_sheet(reading: Reading, *, survey_id: int) -> Sheet:
    require(reading.actor, Right.ENTER_RESPONSES)
    survey = load_survey(reading, survey_id=survey_id)
    query = select(Office.id, Office.name).where(Office.centre_id == reading.actor.centre_id)
    only = query.where(Office.id == survey.office_id) if survey.office_id is not None else query
    offices = tuple(reading.db.execute(only.order_by(Office.name, Office.id)).tuples())
    return Sheet(survey, form_of(reading, survey.version_id), offices, reading.at)


def form_of(reading: Reading, version_id: int) -> Form:
    """The questions, and after them whom to call."""
    return with_call(questionnaire_of(reading, version_id).form, *call_texts())


def check_code(reading: Reading, *, survey_id: int, code: str) -> str:
    """The code as it is stored; refused when there is none such, or it was used. That of a way, as it stands on a
    receipt, is used by many.
    """
    require(reading.actor, Right.ENTER_RESPONSES)
    plain = read_code(code)
    if way_of_code(reading, survey_id=survey_id, code=plain) is not None:
        return plain
    found = invitation_with(reading, survey_id=survey_id, code=plain)
    if found is None or found.centre_id != reading.actor.centre_id:
        raise CodeUnknown(field="code", code=code.strip())
    if found.disposition in ANSWERED:
        raise AnsweredAlready(field="code")
    return plain


def check_stack(work: Work, survey: Survey, stack: Stack) -> None:
    """Of an office that the survey is about, and of a month that has begun."""
    office = work.db.get(Office, stack.office_id)
    if office is None or office.centre_id != work.actor.centre_id or survey.office_id not in {None, office.id}:
        raise NotFound()
    if not is_month(stack.month) or stack.month > month_of(work.at, ZoneInfo(work.centre.zone)):
        raise NotFound()


def check_answer(form: Form, item_key: str, answer: Answer) -> None:
    """Refused at once, not when a whole stack is to count."""
    item = form.item(item_key)
    if item is not None and not item.accepts(answer):
        raise AnswerOffScale(answer=str(answer), question=item.text.in_language(form.language))


def keep_paper(work: Work, *, survey_id: int, stack: Stack, paper: KeyedPaper, is_mixed: bool = True) -> int:
    """One paper form, keyed; with the code of an invitation it is about the contact that this was for. The id of the
    answer, which tells nothing.
    """
    require(work.actor, Right.ENTER_RESPONSES)
    survey = own_survey(work, survey_id)
    check_stack(work, survey, stack)
    form = form_of(work, survey.questionnaire_version_id)
    way = way_of_code(work, survey_id=survey_id, code=read_code(paper.code))
    invitation = _invitation(work, survey_id, paper.code) if paper.code and way is None else None
    new = NewResponse(
        survey_id=survey_id,
        situation=situation_of(invitation, stack),
        answers=paper.answers,
        mode=EntryMode.PAPER,
        route=(way or Route.PAPER) if invitation is None else invitation.route,
        at=_noon(work, stack),
        month=stack.month,
        language=survey.language if invitation is None else invitation.language,
        invitation_id=None if invitation is None else invitation.id,
        source=str(paper.number),
    )
    return keep_response(work, new=new, wish=wish_in(form, paper.answers), is_mixed=is_mixed)


def situation_of(invitation: Invitation | None, stack: Stack) -> Situation:
    """About which contact: that of the invitation, else what holds for the stack."""
    if invitation is None:
        return Situation(stack.office_id, stack.channel)
    return Situation(
        invitation.office_id,
        invitation.channel if invitation.channel is not None else stack.channel,
        invitation.segment,
        invitation.topic_id,
        invitation.case_id,
        invitation.customer_id,
        invitation.staff_id,
    )


def stack_today(reading: Reading, office_id: int) -> Stack:
    zone = ZoneInfo(reading.centre.zone)
    return Stack(office_id, month_of(reading.at, zone), None, reading.at.astimezone(zone).date())


def _invitation(work: Work, survey_id: int, code: str) -> Invitation:
    found = invitation_with(work, survey_id=survey_id, code=read_code(code))
    if found is None or found.centre_id != work.actor.centre_id:
        raise NotFound()
    return found


def _noon(work: Work, stack: Stack) -> datetime | None:
    """Of a paper form only the day is known."""
    return datetime.combine(stack.day, NOON, ZoneInfo(work.centre.zone)) if stack.day is not None else None
