"""Warnings and escalation: what the clocks say, to whom, each at most once.

When a clock speaks is stored with it (`next_alarm_at`), so a desk that slept, was off, or whose zone or time changed
finds everything that waited; the unique key of `alarms` keeps twenty desks from saying it twice.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.changes import Kind
from csatdesk.domain.clocks import Alarm
from csatdesk.domain.staff import Right, Role
from csatdesk.operations.absences import stands_in
from csatdesk.operations.cases.clocks import course_of, load_pauses, next_alarm
from csatdesk.operations.work import Reading, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import OPEN, Case, CaseEvent
from csatdesk.store.entities.deadlines import RUNNING, AlarmFired, CaseDeadline, Notice
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.entities.staff import Staff, Team

BATCH = 100
ESCALATIONS = frozenset({Alarm.SUPERVISOR, Alarm.HEAD})


def alarms_are_due(reading: Reading) -> bool:
    query = select(CaseDeadline.id).where(CaseDeadline.next_alarm_at <= reading.at)
    return (
        reading.db.execute(query.where(CaseDeadline.centre_id == reading.actor.centre_id).limit(1)).first() is not None
    )


def fire_alarms(work: Work) -> bool:
    """Let the clocks speak whose time has come, a batch of them; whether more wait."""
    query = (
        select(CaseDeadline)
        .where(CaseDeadline.next_alarm_at <= work.at, CaseDeadline.centre_id == work.actor.centre_id)
        .order_by(CaseDeadline.next_alarm_at, CaseDeadline.id)
        .limit(BATCH)
    )
    rows = work.db.execute(query).scalars().all()
    for row in rows:
        _speak(work, row)
    return len(rows) == BATCH


def _speak(work: Work, row: CaseDeadline) -> None:
    case = work.db.get_one(Case, row.case_id)
    if case.is_open != OPEN or row.is_running != RUNNING:
        row.next_alarm_at = FAR
        return
    course = course_of(work, row, load_pauses(work, case, row.period))
    if course.run(work.at).is_paused:
        row.next_alarm_at = FAR  # `renew_clocks` sets it anew when the case goes on
        return
    before = set(work.db.execute(select(AlarmFired.alarm).where(AlarmFired.deadline_id == row.id)).scalars())
    passed = [alarm for alarm, at in course.alarms(work.at) if at <= work.at and alarm not in before]
    for alarm in passed:
        work.db.add(AlarmFired(deadline_id=row.id, alarm=alarm, due_at=row.due_at, at=work.at))
        _write_down(work, case, row, alarm)
    _tell(work, case, row, passed)
    work.db.flush()
    row.next_alarm_at = next_alarm(work, row, course)
    if passed:
        work.changed.update((Kind.CASE, Kind.NOTICE))


def _write_down(work: Work, case: Case, row: CaseDeadline, alarm: Alarm) -> None:
    """Nobody did it: the line names no person."""
    event = Event.ESCALATED if alarm in ESCALATIONS else Event.WARNED
    about = {"alarm": alarm.value, "clock": row.clock.value}
    work.db.add(CaseEvent(case_id=case.id, at=work.at, event=event, by_id=None, text="", about=about))


def _tell(work: Work, case: Case, row: CaseDeadline, passed: Sequence[Alarm]) -> None:
    """Each person once, however many alarms came together: what slept through the night is one message."""
    told: dict[int, Alarm] = {}
    for alarm in passed:
        told.update(dict.fromkeys(_whom(work, case, row, alarm), alarm))
    for staff_id, alarm in told.items():
        notice = Notice(staff_id=staff_id, case_id=case.id, deadline_id=row.id, what=alarm.value, at=work.at)
        notice.read_at = FAR
        work.db.add(notice)


def _whom(work: Work, case: Case, row: CaseDeadline, alarm: Alarm) -> Iterable[int]:
    if alarm is Alarm.HEAD:
        return heads(work)
    if alarm is Alarm.SUPERVISOR:
        return supervisors(work, case)
    keeper = _keeper(work, case, row)
    return [stands_in(work, keeper)] if keeper is not None else supervisors(work, case)


def _keeper(work: Work, case: Case, row: CaseDeadline) -> int | None:
    """Who has to keep it: of a promise who gave their word, else who has the case."""
    promised = work.db.get_one(CasePromise, row.promise_id).owner_id if row.promise_id is not None else None
    return promised if promised is not None else case.owner_id


def supervisors(reading: Reading, case: Case) -> list[int]:
    """Who leads the owner's team; else the supervisors of the office, else those of the centre. Away: who stands in."""
    team_id = case.team_id
    if team_id is None and case.owner_id is not None:
        team_id = reading.db.get_one(Staff, case.owner_id).team_id
    leader = reading.db.get_one(Team, team_id).leader_id if team_id is not None else None
    found = [leader] if leader is not None else _with_role(reading, case.office_id) or _with_role(reading, None)
    return list(dict.fromkeys(stands_in(reading, person) for person in found or heads(reading)))


def _with_role(reading: Reading, office_id: int | None) -> list[int]:
    query = select(Staff.id).where(
        Staff.centre_id == reading.actor.centre_id, Staff.role == Role.SUPERVISOR, Staff.is_active.is_(True)
    )
    if office_id is not None:
        query = query.where(Staff.office_id == office_id)
    return list(reading.db.execute(query.order_by(Staff.id)).scalars())


def heads(reading: Reading) -> list[int]:
    """The head of the centre; while nobody was named, the administrators."""
    query = select(Staff).where(Staff.centre_id == reading.actor.centre_id, Staff.is_active.is_(True))
    people = reading.db.execute(query.order_by(Staff.id)).scalars().all()
    named = [person.id for person in people if Right.HEAD_OF_CENTRE.value in (person.extra_rights or ())]
    found = named or [person.id for person in people if person.role is Role.ADMINISTRATOR]
    return list(dict.fromkeys(stands_in(reading, person) for person in found))
