"""A bad answer with a name, or the wish to be called: who leads those concerned calls, in time (S3.7)."""

from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, and_, false, func, or_, select, update

from csatdesk.domain.cases import CaseKind, NewCase
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.deadlines import Clock, Deadline, ServiceTarget, Unit, due_at
from csatdesk.domain.errors import NotFound
from csatdesk.domain.follow_ups import FollowUpOutcome, FollowUpSettled, check_outcome
from csatdesk.domain.forms import Form
from csatdesk.domain.identity import new_identity
from csatdesk.domain.keying import CallWish, wants_call
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.survey_loop import BadAnswers, CallBackRow, Reason, bad_in
from csatdesk.domain.surveys import NewResponse
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.registering import register_case
from csatdesk.operations.notices import notify
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.corrective_actions import CorrectiveAction
from csatdesk.store.entities.deadlines import Notice
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_entry import SurveyCallBack, SurveyLimits
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer, Survey
from csatdesk.store.visible import leaders_of, led_by, visible_customers
from csatdesk.wording.survey_entry import bad_words
from csatdesk.wording.texts import _

TOLD = "bad_answer"
SHOWN_MOST = 20


def close_loop(
    work: Work,
    survey: Survey,
    response: Response,
    *,
    form: Form,
    new: NewResponse,
    wish: CallWish | None,
) -> None:
    """Called for each answer that comes in. For an anonymous one nothing is made but what its giver asked for."""
    if response.is_anonymous:
        if wish is not None and (wish.name or wish.phone):
            _add(work, survey, response.office_id, [Reason.ASKED], wish=wish)
        return
    bad = bad_in(limits_of(work, survey.id), form, new.answers)
    reasons = list(dict.fromkeys(bad.values()))
    if wish is not None or wants_call(form, new.answers):
        reasons.append(Reason.ASKED)
    if reasons:
        known = _reached_by(work, new, wish)
        row = _add(work, survey, response.office_id, reasons, wish=known, of=response)
        row.language = new.language


def _reached_by(work: Work, new: NewResponse, wish: CallWish | None) -> CallWish:
    """What was said just now, else what is known of who was asked."""
    name, phone = (wish.name, wish.phone) if wish is not None else ("", "")
    invitation = work.db.get(Invitation, new.invitation_id) if new.invitation_id is not None else None
    if invitation is not None:
        name = name or f"{invitation.first_name} {invitation.last_name}".strip()
        phone = phone or invitation.phone
    return CallWish(name, phone)


def _add(
    work: Work,
    survey: Survey,
    office_id: int,
    reasons: list[Reason],
    *,
    wish: CallWish,
    of: Response | None = None,
) -> SurveyCallBack:
    staff_id = of.staff_id if of is not None else None
    leaders = leaders_of(work.db, staff_id) if staff_id is not None else ()
    hours = limits_of(work, survey.id).hours
    row = SurveyCallBack(
        uid=new_identity(work.at),
        centre_id=survey.centre_id,
        survey_id=survey.id,
        office_id=office_id,
        staff_id=staff_id,
        is_everybodys=not leaders,
        name=wish.name,
        phone=wish.phone,
        reasons=[reason.value for reason in reasons],
        made_at=work.at,
        due_at=due_at(work.at, ServiceTarget(hours, Unit.WORKING_HOURS), calendar_of(work, office_id)[1]),
        ended_at=FAR,
    )
    if of is not None:
        row.response_id, row.customer_id, row.case_id = of.id, of.customer_id, of.case_id
        work.db.flush()  # the answer itself first
    work.db.add(row)
    notify(work, staff_ids=leaders, what=TOLD, case_id=row.case_id)
    return row


# what counts as bad


def limits_of(reading: Reading, survey_id: int) -> BadAnswers:
    row = _limits(reading, survey_id)
    if row is None:
        return BadAnswers()
    return BadAnswers(row.nps_at_most, row.csat_at_most, row.ease_at_most, row.unsolved, row.hours)


def save_limits(work: Work, *, survey_id: int, limits: BadAnswers) -> Undoable[None]:
    """From now on; calls that wait already stay."""
    require(work.actor, Right.LEAD_SURVEYS)
    limits.check()
    if work.db.get_one(Survey, survey_id).centre_id != work.actor.centre_id:
        raise NotFound()
    before, row = limits_of(work, survey_id), _limits(work, survey_id)
    if row is None:
        row = SurveyLimits(survey_id=survey_id)
        work.db.add(row)
    row.nps_at_most, row.csat_at_most, row.ease_at_most = limits.nps_at_most, limits.csat_at_most, limits.ease_at_most
    row.unsolved, row.hours = limits.unsolved, limits.hours
    work.changed.add(Kind.SURVEY)
    again = partial(save_limits, survey_id=survey_id, limits=before)
    return Undoable(None, again, N_("What counts as a bad answer is kept."))


def _limits(reading: Reading, survey_id: int) -> SurveyLimits | None:
    return reading.db.execute(select(SurveyLimits).where(SurveyLimits.survey_id == survey_id)).scalar_one_or_none()


# who is to be called


def _theirs(actor: Actor) -> ColumnElement[bool]:
    """Calls that fall to this person: after contacts of people they lead; of nobody's to all who lead surveys."""
    led = SurveyCallBack.staff_id.in_(select(Staff.id).where(led_by(actor)))
    nobodys = SurveyCallBack.is_everybodys.is_(True) if actor.may(Right.LEAD_SURVEYS) else false()
    return and_(SurveyCallBack.centre_id == actor.centre_id, or_(led, nobodys))


def list_call_backs(reading: Reading) -> tuple[CallBackRow, ...]:
    """Those this person is to make, what is due first."""
    query = (
        select(
            SurveyCallBack,
            Survey.name,
            func.coalesce(Case.number, ""),
            func.coalesce(Customer.name, ""),
            func.coalesce(Customer.phone, ""),
        )
        .join(Survey, Survey.id == SurveyCallBack.survey_id)
        .outerjoin(Case, Case.id == SurveyCallBack.case_id)
        .outerjoin(Customer, and_(Customer.id == SurveyCallBack.customer_id, visible_customers(reading.actor)))
        .where(SurveyCallBack.ended_at == FAR, _theirs(reading.actor))
        .order_by(SurveyCallBack.due_at, SurveyCallBack.id)
        .limit(SHOWN_MOST)
    )
    return tuple(_row(*found) for found in reading.db.execute(query).tuples())


def _row(one: SurveyCallBack, survey: str, number: str, customer: str, phone: str) -> CallBackRow:
    reasons = tuple(map(Reason, one.reasons))
    return CallBackRow(
        id=one.id,
        survey_id=one.survey_id,
        survey_name=survey,
        response_id=one.response_id,
        customer_id=one.customer_id,
        case_id=one.case_id,
        case_number=number,
        name=one.name or customer,
        phone=one.phone or phone,
        reasons=reasons,
        told=bad_words(reasons),
        made_at=one.made_at,
        due=_deadline(one.made_at, one.due_at),
        version=one.version,
    )


def _deadline(made_at: datetime, due: datetime) -> Deadline:
    return Deadline(Clock.HOUSE, made_at, due, Unit.WORKING_HOURS)


def count_overdue(reading: Reading) -> int:
    """Calls of this person whose time is over."""
    late = and_(SurveyCallBack.ended_at == FAR, SurveyCallBack.due_at < reading.at, _theirs(reading.actor))
    return reading.db.execute(select(func.count()).select_from(SurveyCallBack).where(late)).scalar_one()


def settle_call_back(
    work: Work,
    *,
    call_back_id: int,
    outcome: FollowUpOutcome,
    note: str,
    measure_id: int | None = None,
) -> Undoable[None]:
    """Record what came of the call, and the measure that follows from it."""
    row = call_back_of(work, call_back_id)
    if row.ended_at != FAR:
        raise FollowUpSettled()
    check_outcome(outcome, note)
    measure = work.db.get(CorrectiveAction, measure_id) if measure_id is not None else None
    if measure_id is not None and (measure is None or measure.centre_id != work.actor.centre_id):
        raise NotFound()
    row.outcome, row.note, row.measure_id = outcome, note.strip(), measure_id
    row.ended_at, row.by_id = work.at, work.actor.id
    if row.staff_id is not None:
        _notices_are_read(work, row, row.staff_id)
    work.changed.update((Kind.NOTICE, Kind.RESPONSE))
    again = partial(_open_again, call_back_id=call_back_id)
    return Undoable(None, again, N_("Recorded what came of the call."))


def _notices_are_read(work: Work, row: SurveyCallBack, staff_id: int) -> None:
    told = and_(Notice.what == TOLD, Notice.read_at == FAR, Notice.staff_id.in_(leaders_of(work.db, staff_id)))
    of_case = Notice.case_id.is_(None) if row.case_id is None else Notice.case_id == row.case_id
    work.db.execute(update(Notice).where(told, of_case).values(read_at=work.at))


def _open_again(work: Work, *, call_back_id: int) -> None:
    row = call_back_of(work, call_back_id)
    row.outcome, row.note, row.ended_at, row.by_id, row.measure_id = None, "", FAR, None, None
    work.changed.update((Kind.NOTICE, Kind.RESPONSE))


def call_back_of(reading: Reading, call_back_id: int) -> SurveyCallBack:
    """One that falls to this person."""
    query = select(SurveyCallBack).where(SurveyCallBack.id == call_back_id, _theirs(reading.actor))
    row = reading.db.execute(query).scalar_one_or_none()
    if row is None:
        raise NotFound()
    return row


def open_case_from(work: Work, *, call_back_id: int) -> int:
    """A complaint from what was answered, tied to the call; the id of the case that is there already, if it is."""
    row = call_back_of(work, call_back_id)
    if row.case_id is not None:
        return row.case_id
    known = Known.ANONYMOUS if row.customer_id is None else Known.CUSTOMER
    new = NewCase(
        uid=new_identity(work.at),
        kind=CaseKind.COMPLAINT,
        channel=Channel.CALL_BACK,
        received_at=work.at,
        text=_case_text(work, row),
        known=known,
        customer_id=row.customer_id,
        language=row.language or work.actor.language,
    )
    row.case_id = register_case(work, new=new).case_id
    work.changed.update((Kind.CASE, Kind.RESPONSE))
    return row.case_id


def _case_text(reading: Reading, row: SurveyCallBack) -> str:
    """Why, and in their own words."""
    name = reading.db.get_one(Survey, row.survey_id).name
    why = _("Survey “{name}”: {reasons}.").format(name=name, reasons=bad_words(tuple(map(Reason, row.reasons))))
    said = ResponseAnswer.response_id == row.response_id, ResponseAnswer.text != ""
    words = reading.db.execute(select(ResponseAnswer.text).where(*said).order_by(ResponseAnswer.item_key)).scalars()
    return "\n".join([why, *words])
