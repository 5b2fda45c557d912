"""Interviews: whom to call, how a call went, and what was said in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import ColumnElement, func, select

from csatdesk.domain.errors import NotFound
from csatdesk.domain.forms import Answer, Form
from csatdesk.domain.keying import wish_in
from csatdesk.domain.paging import PAGE_SIZE, Key, Page
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_sending import CallResult
from csatdesk.domain.surveys import ANONYMITY, EntryMode, NewResponse, Route
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.surveys.dispositions import note_asked, note_call, set_disposition
from csatdesk.operations.surveys.entering import form_of, situation_of, stack_today
from csatdesk.operations.surveys.responses import keep_response
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.surveys import Invitation

TO_CALL = (Disposition.UNKNOWN, Disposition.NO_CONTACT)
SCREENING, YES = "screening", "yes"


@dataclass(frozen=True, slots=True)
class CallRow:
    """Somebody to be interviewed by phone."""

    id: int
    name: str
    phone: str
    company: str
    language: str
    disposition: Disposition


def list_calls(reading: Reading, *, survey_id: int, after: Key | None = None, limit: int = PAGE_SIZE) -> Page[CallRow]:
    """Whom nobody has called yet first, then those who were not reached."""
    require(reading.actor, Right.ENTER_RESPONSES)
    begins, last = (0, None) if after is None else after
    query = select(Invitation).where(*_to_call(reading, survey_id))
    found: list[CallRow] = []
    for place, disposition in enumerate(TO_CALL):
        if place < int(str(begins)):
            continue
        left = query.where(Invitation.disposition == disposition).order_by(Invitation.id)
        if place == begins and last is not None:
            left = left.where(Invitation.id > last)
        found += map(_row, reading.db.execute(left.limit(limit + 1 - len(found))).scalars())
    has_more, found = len(found) > limit, found[:limit]
    return Page(tuple(found), (TO_CALL.index(found[-1].disposition), found[-1].id) if has_more else None)


def count_calls(reading: Reading, *, survey_id: int) -> int:
    """How many there are to call."""
    to_call = (*_to_call(reading, survey_id), Invitation.disposition.in_(TO_CALL))
    return reading.db.execute(select(func.count()).select_from(Invitation).where(*to_call)).scalar_one()


def _to_call(reading: Reading, survey_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Invitation.survey_id == survey_id,
        Invitation.centre_id == reading.actor.centre_id,
        Invitation.route == Route.PHONE,
        Invitation.is_delivered.is_(True),  # else the number is wrong
    )


def _row(one: Invitation) -> CallRow:
    name = f"{one.first_name} {one.last_name}".strip()
    return CallRow(one.id, name, one.phone, one.company, one.language, one.disposition)


def begin_call(work: Work, *, invitation_id: int) -> None:
    """They are being asked now."""
    note_asked(work, _own(work, invitation_id))


def end_call(
    work: Work, *, invitation_id: int, disposition: Disposition, result: CallResult = CallResult.NO_ANSWER
) -> Undoable[None]:
    """How it ended without an answer; of a call that reached nobody `result` tells how."""
    undos = []
    if disposition is Disposition.NO_CONTACT:
        undos.append(note_call(work, invitation_id=invitation_id, result=result).undo)
    else:
        begin_call(work, invitation_id=invitation_id)
    done = set_disposition(work, invitation_ids=(invitation_id,), disposition=disposition)
    return replace(done, undo=partial(_undo_all, undos=[done.undo, *undos]))


def _undo_all(work: Work, *, undos: Sequence[Callable[[Work], object]]) -> None:
    for undo in undos:
        undo(work)


def keep_interview(
    work: Work, *, survey_id: int, invitation_id: int | None, answers: Mapping[str, Answer], language: str
) -> None:
    """What was said. Who breaks off before choosing whether to be named stays unknown."""
    require(work.actor, Right.ENTER_RESPONSES)
    survey = own_survey(work, survey_id)
    form = form_of(work, survey.questionnaire_version_id)
    invitation = _own(work, invitation_id) if invitation_id is not None else None
    office_id = survey.office_id if survey.office_id is not None else work.actor.office_id
    new = NewResponse(
        survey_id=survey_id,
        situation=situation_of(invitation, stack_today(work, office_id)),
        answers=answers,
        mode=EntryMode.INTERVIEW,
        route=Route.IN_PERSON if invitation is None else invitation.route,
        language=language,
        invitation_id=invitation_id,
        is_anonymous=has_not_chosen(form, answers),
    )
    keep_response(work, new=new, wish=wish_in(form, answers))


def has_not_chosen(form: Form, answers: Mapping[str, Answer]) -> bool:
    """Whether the form asks if the name may be kept, and it was not said."""
    return any(item.metric == ANONYMITY and item.key not in answers for item in form.items())


def is_screened_out(form: Form, answers: Mapping[str, Answer]) -> bool:
    """Only who had contact with a centre in the last 14 days goes on (S1.1)."""
    asked = [answers[item.key] for item in form.items() if item.metric == SCREENING and item.key in answers]
    return any(answer not in {YES, True} for answer in asked)


def _own(work: Work, invitation_id: int) -> Invitation:
    require(work.actor, Right.ENTER_RESPONSES)
    invitation = work.db.get(Invitation, invitation_id)
    if invitation is None or invitation.centre_id != work.actor.centre_id:
        raise NotFound()
    return invitation
