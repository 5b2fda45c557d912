"""A bad result of the review of a real contact: whoever leads the person is told at once and calls the customer back
(M44). Results of mystery visits wait for the release of their wave and make nothing here.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import aliased

from csatdesk.domain.changes import Kind
from csatdesk.domain.deadlines import Clock, Deadline, ServiceTarget, Unit, due_at
from csatdesk.domain.errors import NotFound
from csatdesk.domain.evaluations import ABOUT_PEOPLE, EvaluationState
from csatdesk.domain.follow_ups import (
    CALL_BACK_DAYS,
    CalledBack,
    FollowUpOutcome,
    FollowUpSettled,
    check_outcome,
)
from csatdesk.domain.identity import new_identity
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.scoring import Verdict
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.notices import notify
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.deadlines import Notice
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.reviews import FollowUp
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.visible import leaders_of, led_by, visible_cases, visible_customers

TOLD = "bad_review"
SHOWN_MOST = 20


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """Somebody is to be called back. Neither score nor answers: it may be read by one who is to score the same."""

    id: int
    evaluation_id: int
    employee_name: str
    titles: LocalText
    case_id: int | None
    made_at: datetime
    happened_at: datetime
    due: Deadline
    phone: str = ""  # of the customer


def note_bad_result(work: Work, evaluation: Evaluation) -> None:
    """Called when an evaluation begins to count: nothing for a good one, and once for one contact."""
    is_bad = evaluation.verdict == Verdict.FAIL.value  # a critical failure, or less than the standard asks (rule 10)
    counts = evaluation.kind in ABOUT_PEOPLE and evaluation.state is EvaluationState.ACCEPTED
    if not (is_bad and counts) or evaluation.employee_id is None:
        return
    leaders = leaders_of(work.db, evaluation.employee_id)
    target = ServiceTarget(CALL_BACK_DAYS, Unit.WORKING_DAYS)
    work.db.add(
        FollowUp(
            uid=new_identity(work.at),
            centre_id=evaluation.centre_id,
            evaluation_id=evaluation.id,
            employee_id=evaluation.employee_id,
            falls_to_id=None if leaders else evaluation.reviewer_id,
            case_id=evaluation.case_id,
            made_at=work.at,
            due_at=due_at(work.at, target, calendar_of(work, evaluation.office_id)[1]),
            ended_at=FAR,
        )
    )
    notify(work, staff_ids=leaders, what=TOLD, case_id=evaluation.case_id)


def list_follow_ups(reading: Reading) -> tuple[FollowUpRow, ...]:
    """Those this person is to do, what is due first."""
    actor = reading.actor
    mine = or_(FollowUp.falls_to_id == actor.id, FollowUp.employee_id.in_(select(Staff.id).where(led_by(actor))))
    query = (
        select(
            FollowUp.id,
            FollowUp.evaluation_id,
            Staff.name,
            Standard.titles,
            FollowUp.case_id,
            FollowUp.made_at,
            Evaluation.happened_at,
            FollowUp.due_at,
            func.coalesce(Customer.phone, ""),
        )
        .join(Evaluation, Evaluation.id == FollowUp.evaluation_id)
        .join(StandardVersion, StandardVersion.id == Evaluation.standard_version_id)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .join(Staff, Staff.id == FollowUp.employee_id)
        .outerjoin(Case, and_(Case.id == FollowUp.case_id, visible_cases(actor)))
        .outerjoin(Customer, and_(Customer.id == Case.customer_id, visible_customers(actor)))
        .where(FollowUp.centre_id == actor.centre_id, FollowUp.ended_at == FAR, mine)
        .order_by(FollowUp.due_at, FollowUp.id)
        .limit(SHOWN_MOST)
    )
    return tuple(
        FollowUpRow(id_, evaluation_id, name, LocalText(titles), case_id, made, happened, _deadline(made, due), phone)
        for id_, evaluation_id, name, titles, case_id, made, happened, due, phone in reading.db.execute(query).tuples()
    )


def _deadline(made_at: datetime, due: datetime) -> Deadline:
    return Deadline(Clock.HOUSE, made_at, due, Unit.WORKING_DAYS)


def settle_follow_up(work: Work, *, follow_up_id: int, outcome: FollowUpOutcome, note: str) -> Undoable[None]:
    """Record what came of calling the customer back."""
    row = _own(work, follow_up_id)
    if row.ended_at != FAR:
        raise FollowUpSettled()
    check_outcome(outcome, note)
    row.outcome, row.note = outcome, note.strip()
    row.ended_at, row.by_id = work.at, work.actor.id
    _notices_are_read(work, row)
    work.changed.update((Kind.NOTICE, Kind.EVALUATION))
    return Undoable(None, partial(_open_again, follow_up_id=follow_up_id), N_("Recorded what came of the call."))


def _notices_are_read(work: Work, row: FollowUp) -> None:
    """Of everybody who was told of it: nothing is left to do."""
    told = and_(Notice.what == TOLD, Notice.read_at == FAR, Notice.staff_id.in_(leaders_of(work.db, row.employee_id)))
    of_case = Notice.case_id.is_(None) if row.case_id is None else Notice.case_id == row.case_id
    work.db.execute(update(Notice).where(told, of_case).values(read_at=work.at))


def _own(work: Work, follow_up_id: int) -> FollowUp:
    row = work.db.get(FollowUp, follow_up_id)
    led = select(Staff.id).where(led_by(work.actor))
    if row is None or row.centre_id != work.actor.centre_id:
        raise NotFound()
    theirs = work.db.execute(led.where(Staff.id == row.employee_id)).scalar() is not None
    if not theirs and row.falls_to_id != work.actor.id:
        raise NotFound()
    return row


def _open_again(work: Work, *, follow_up_id: int) -> None:
    row = _own(work, follow_up_id)
    row.outcome, row.note, row.ended_at, row.by_id = None, "", FAR, None
    work.changed.update((Kind.NOTICE, Kind.EVALUATION))


def called_back(reading: Reading, evaluation_id: int) -> CalledBack | None:
    """What came of it, for whoever reads the evaluation."""
    by = aliased(Staff)
    query = (
        select(FollowUp.outcome, FollowUp.note, by.name, FollowUp.ended_at)
        .join(by, by.id == FollowUp.by_id)
        .where(FollowUp.evaluation_id == evaluation_id, FollowUp.ended_at != FAR)
    )
    found = reading.db.execute(query).first()
    return None if found is None else CalledBack(*found)
