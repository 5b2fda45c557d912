"""What all commands on a case share: loading within one's reach, history, and changes of status and hands with their
spans.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from csatdesk.domain.case_rows import Event
from csatdesk.domain.erasure import CaseErased
from csatdesk.domain.errors import ChangedByOther, Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.domain.statuses import WAITING, Status
from csatdesk.operations.work import Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import GONE, NOT_OPEN, OPEN, Case, CaseEvent, CaseSpan
from csatdesk.store.entities.deadlines import CasePause
from csatdesk.store.entities.staff import Staff

REASON = {status: reason for reason, status in WAITING.items()}


class OwnerAway(Refusal):
    text = N_("{name} no longer works here. Choose somebody else.")


class CaseGone(Refusal):
    text = N_("Case {number} is in the trash or part of another case. Take it back first.")


class UndoTooLate(Refusal):
    text = N_("Case {number} has gone on since, so this can no longer be undone.")


def workable(work: Work, case_id: int, right: Right, version: int | None = None) -> Case:
    """The case, when it lies within the person's centre and the reach of `right`, is no part of another, not in
    the trash and not erased. `version`: the one the person saw; another one is refused.
    """
    query = select(Case).where(Case.id == case_id, Case.centre_id == work.actor.centre_id)
    case = work.db.execute(query).scalar_one()
    require(work.actor, right, office_id=case.office_id)
    if case.is_open == GONE:
        raise CaseGone(number=case.number)
    if case.erased_at is not None:
        raise CaseErased(number=case.number)
    if version is not None and case.version != version:
        raise ChangedByOther()
    return case


def log(work: Work, case: Case, event: Event, text: str = "", **about: str) -> None:
    line = CaseEvent(case_id=case.id, at=work.at, event=event, by_id=work.actor.id, text=text, about=about)
    work.db.add(line)


def staff_name(work: Work, staff_id: int | None) -> str:
    return "" if staff_id is None else work.db.get_one(Staff, staff_id).name


def check_works_here(work: Work, staff_id: int) -> None:
    person = work.db.get_one(Staff, staff_id)
    if not person.is_active or person.centre_id != work.actor.centre_id:
        raise OwnerAway(name=person.name)


def move(work: Work, case: Case, status: Status, note: str = "") -> None:
    """Change the status. Leaving a waiting one ends its pause, entering one begins it (`note`: what is waited for)."""
    if case.status is not status:
        before = case.status
        case.change_status(status)
        follow(work, case, before, note)


def follow(work: Work, case: Case, before: Status, note: str = "") -> None:
    """The status has changed from `before`: keep pauses and spans in step."""
    if case.status is before:
        return
    if before.is_waiting:
        end_pause(work, case, work.at)
    if case.status.is_waiting:
        pause = CasePause(
            centre_id=case.centre_id,
            case_id=case.id,
            period=case.period,
            from_at=work.at,
            to_at=FAR,
            reason=REASON[case.status],
            note=note,
            by_id=work.actor.id,
        )
        work.db.add(pause)
    keep_span(work, case)


def end_pause(work: Work, case: Case, at: datetime, note: str = "") -> None:
    work.db.flush()
    for pause in _pauses(work, case, FAR):
        pause.to_at, pause.end_note = at, note


def go_on_waiting(work: Work, case: Case, ended_at: datetime) -> None:
    """Take the end of the pause that ended at `ended_at` back: of the latest, where two ended in one instant."""
    for pause in _pauses(work, case, ended_at)[-1:]:
        pause.to_at, pause.end_note = FAR, ""


def drop_pause(work: Work, case: Case) -> None:
    """Take the open pause away as if it had not been; the audit keeps it."""
    for pause in _pauses(work, case, FAR):
        work.db.delete(pause)


def _pauses(work: Work, case: Case, to_at: datetime) -> Sequence[CasePause]:
    query = select(CasePause).where(CasePause.case_id == case.id, CasePause.to_at == to_at).order_by(CasePause.id)
    return work.db.execute(query).scalars().all()


def give(work: Work, case: Case, owner_id: int | None, team_id: int | None = None) -> None:
    """Put the case into other hands."""
    case.owner_id, case.team_id = owner_id, team_id
    keep_span(work, case)


def keep_span(work: Work, case: Case) -> None:
    """End the span in which the case stood, and begin the one in which it stands now; a closed case has none."""
    work.db.flush()
    ending = update(CaseSpan).where(CaseSpan.case_id == case.id, CaseSpan.to_at == FAR)
    work.db.execute(ending.values(to_at=work.at))
    if case.status.is_open:
        work.db.add(
            CaseSpan(
                centre_id=case.centre_id,
                case_id=case.id,
                status=case.status,
                owner_id=case.owner_id,
                office_id=case.office_id,
                from_at=work.at,
            )
        )


@dataclass(frozen=True, slots=True)
class Step:
    """A change of status that can be taken back while nothing has followed it."""

    before: Status
    after: Status
    at: datetime

    @classmethod
    def since(cls, work: Work, case: Case, before: Status) -> "Step":
        """The step that has just been made."""
        return cls(before, case.status, work.at)


def put_back(work: Work, case: Case, step: Step) -> None:
    """Take a step back, with the pause that it ended or began."""
    before, after = step.before, step.after
    if case.status is not after:
        raise UndoTooLate(number=case.number)
    if before is not after:
        if after.is_waiting:
            drop_pause(work, case)
        if before.is_waiting:
            go_on_waiting(work, case, step.at)
    case.status = before
    case.is_open = OPEN if before.is_open else NOT_OPEN
    keep_span(work, case)
