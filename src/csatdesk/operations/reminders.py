"""How many things wait for a person, as tray and rail tell it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.mystery import VisitState
from csatdesk.domain.staff import Right
from csatdesk.operations.cases.queries import count_cases
from csatdesk.operations.checklists.queries import count_due_checks
from csatdesk.operations.corrective_actions.queries import count_measures
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR
from csatdesk.store.entities.deadlines import Notice
from csatdesk.store.entities.programmes import Visit, Wave


@dataclass(frozen=True, slots=True)
class Reminders:
    """Numbers for tray and badge: one's own open cases, or everybody's for who watches over deadlines. `measures`:
    overdue or due today, one's own, or everybody's for who leads them. `reports`: of visits, that wait for the owner.
    `checks`: to be made now, and for who plans them those not done last time.
    """

    overdue: int
    today: int
    unread: int
    newest_at: datetime | None  # of the unread notices
    measures: int = 0
    reports: int = 0
    checks: int = 0


def count_reminders(reading: Reading) -> Reminders:
    everybody = reading.actor.may(Right.SEE_DEADLINES)
    theirs = CaseFilter(is_open=True) if everybody else CaseFilter(is_open=True, owner_ids=(reading.actor.id,))
    counts = count_cases(reading, filter=theirs)
    query = select(func.count(Notice.id), func.max(Notice.at)).where(
        Notice.staff_id == reading.actor.id, Notice.read_at == FAR
    )
    unread, newest = reading.db.execute(query).one()
    measures = count_measures(reading)
    due = measures.overdue + measures.due_today
    reports, checks = _reports_to_accept(reading), count_due_checks(reading)
    return Reminders(counts.overdue, counts.today, unread, newest, due, reports, checks)


def _reports_to_accept(reading: Reading) -> int:
    if not reading.actor.may(Right.OWN_PROGRAMME):
        return 0
    running = select(Wave.id).where(Wave.centre_id == reading.actor.centre_id, Wave.released_at == FAR)
    query = select(func.count(Visit.id)).where(Visit.wave_id.in_(running), Visit.state == VisitState.REPORTED)
    return reading.db.execute(query).scalar_one()
