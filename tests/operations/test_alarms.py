"""Warnings and escalation: each clock speaks once, whatever the computers' own clocks do."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import ReplyBy
from csatdesk.domain.clocks import Alarm
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.alarms import fire_alarms
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.commands import take_case
from csatdesk.operations.cases.waiting import resume, wait
from csatdesk.operations.jobs import is_due, run_jobs
from csatdesk.operations.notices import list_notices, read_notices
from csatdesk.operations.reminders import count_reminders
from csatdesk.operations.staff import name_head
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import CaseEvent
from csatdesk.store.entities.deadlines import AlarmFired, CaseDeadline, Notice
from tests.cast import NOW, Stage

ALL = {Alarm.SHARE_USED, Alarm.TIME_LEFT, Alarm.SUPERVISOR, Alarm.HEAD}


def fired(stage: Stage, case_id: int) -> list[Alarm]:
    query = select(AlarmFired.alarm).join(CaseDeadline, CaseDeadline.id == AlarmFired.deadline_id)
    with stage.read() as reading:
        return list(reading.db.execute(query.where(CaseDeadline.case_id == case_id)).scalars())


def house(stage: Stage, case_id: int) -> CaseDeadline:
    with stage.read() as reading:
        query = select(CaseDeadline).where(CaseDeadline.case_id == case_id, CaseDeadline.clock == Clock.HOUSE)
        found = reading.db.execute(query).scalar_one()
        reading.db.expunge(found)
        return found


def run_at(stage: Stage, at: datetime) -> None:
    with stage.work(stage.marek, at) as work:
        while run_jobs(work):
            pass


def test_every_alarm_is_given_once_in_its_turn(centre: Stage) -> None:
    case = centre.register()
    with centre.work() as work:
        take_case(work, case_id=case.case_id)
    due = house(centre, case.case_id).due_at
    run_at(centre, NOW + timedelta(minutes=1))
    assert fired(centre, case.case_id) == []
    run_at(centre, due - timedelta(minutes=1))
    assert set(fired(centre, case.case_id)) == {Alarm.SHARE_USED, Alarm.TIME_LEFT}
    run_at(centre, due + timedelta(days=20))
    run_at(centre, due + timedelta(days=40))
    assert sorted(alarm.value for alarm in fired(centre, case.case_id)) == sorted(alarm.value for alarm in ALL)
    assert house(centre, case.case_id).next_alarm_at == FAR


def test_a_clock_set_back_neither_repeats_nor_stops_an_alarm(centre: Stage) -> None:
    case = centre.register()
    due = house(centre, case.case_id).due_at
    run_at(centre, due + timedelta(days=40))
    before = fired(centre, case.case_id)
    run_at(centre, NOW - timedelta(days=300))
    run_at(centre, due + timedelta(days=40))
    assert fired(centre, case.case_id) == before
    other = centre.register(at=NOW)
    run_at(centre, due + timedelta(days=1))
    assert fired(centre, other.case_id)


def test_after_a_long_sleep_each_person_is_told_once(centre: Stage) -> None:
    case = centre.register()
    with centre.work() as work:
        take_case(work, case_id=case.case_id)
    due = house(centre, case.case_id).due_at
    run_at(centre, due + timedelta(days=40))
    with centre.read() as reading:
        counts = dict(
            reading.db.execute(select(Notice.staff_id, func.count(Notice.id)).group_by(Notice.staff_id)).tuples().all()
        )
    assert counts == {centre.anna.id: 1, centre.marek.id: 1, centre.ewa.id: 1}


def test_the_named_head_of_centre_is_told_instead_of_the_administrators(centre: Stage) -> None:
    with centre.work(centre.ewa) as work:
        name_head(work, person_id=centre.liis.id, is_head=True)
    case = centre.register()
    run_at(centre, house(centre, case.case_id).due_at + timedelta(days=40))
    with centre.read(centre.liis) as reading:
        assert [notice.what for notice in list_notices(reading)] == [Alarm.HEAD.value]
    with centre.read(centre.ewa) as reading:
        assert list_notices(reading) == ()


def test_twenty_desks_say_it_once(centre: Stage) -> None:
    case = centre.register()
    at = house(centre, case.case_id).due_at + timedelta(minutes=1)
    for _desk in range(20):
        with centre.work(centre.marek, at) as work:
            fire_alarms(work)
    assert len(fired(centre, case.case_id)) == len(set(fired(centre, case.case_id))) == 3


def test_a_paused_clock_is_silent_and_speaks_later_when_it_goes_on(centre: Stage) -> None:
    case = centre.register()
    due = house(centre, case.case_id).due_at
    with centre.work() as work:
        wait(work, case_id=case.case_id, reason=WaitingFor.CUSTOMER, note="photo of the meter")
    run_at(centre, due + timedelta(days=10))
    assert fired(centre, case.case_id) == []
    with centre.work(at=due + timedelta(days=10)) as work:
        resume(work, case_id=case.case_id, note="photo came")
    moved = house(centre, case.case_id).due_at
    assert moved > due + timedelta(days=10)
    run_at(centre, moved)
    assert set(fired(centre, case.case_id)) == {Alarm.SHARE_USED, Alarm.TIME_LEFT, Alarm.SUPERVISOR}


def test_an_answered_case_warns_nobody(centre: Stage) -> None:
    case = centre.register()
    with centre.work() as work:
        answer_case(work, case_id=case.case_id, text="Przepraszamy.", sent_at=NOW, reply_by=ReplyBy.LETTER)
    run_at(centre, NOW + timedelta(days=100))
    assert fired(centre, case.case_id) == []


def test_the_history_says_it_and_names_nobody(centre: Stage) -> None:
    case = centre.register()
    run_at(centre, house(centre, case.case_id).due_at)
    query = select(CaseEvent.event, CaseEvent.by_id).where(CaseEvent.case_id == case.case_id)
    with centre.read() as reading:
        lines = reading.db.execute(query.where(CaseEvent.event.in_((Event.WARNED, Event.ESCALATED)))).all()
    assert sorted((event.value, by) for event, by in lines) == [("escalated", None), ("warned", None), ("warned", None)]


def test_reading_a_notice_takes_it_from_the_number(centre: Stage) -> None:
    case = centre.register()
    due = house(centre, case.case_id).due_at
    run_at(centre, due + timedelta(seconds=1))
    with centre.read(centre.marek, due + timedelta(seconds=1)) as reading:
        reminders, notices = count_reminders(reading), list_notices(reading)
    assert (reminders.overdue, reminders.unread) == (1, 1)
    with centre.work(centre.marek) as work:
        read_notices(work, notice_ids=[notice.id for notice in notices])
    with centre.read(centre.marek) as reading:
        assert count_reminders(reading).unread == 0


def test_nothing_waits_after_everything_was_done(centre: Stage) -> None:
    centre.register()
    with centre.read() as reading:
        assert is_due(reading)  # the daily jobs
    run_at(centre, NOW)
    with centre.read() as reading:
        assert not is_due(reading)
