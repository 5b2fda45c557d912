"""Schedules: set, changed, ended, each step taken back; what was asked for before stays."""

from datetime import date, timedelta

import pytest

from csatdesk.domain.checklists import (
    CheckFilter,
    CheckState,
    NewSchedule,
    Rhythm,
    ScheduleDayGone,
    ScheduleEnded,
    ScheduleRow,
    ScheduleStandardMissing,
    Which,
)
from csatdesk.domain.errors import ChangedByOther, NotAllowed, NotFound
from csatdesk.domain.staff import Actor
from csatdesk.operations.centres import save_office
from csatdesk.operations.checklists.commands import change_schedule, end_schedule, set_schedule
from csatdesk.operations.checklists.queries import checkable_standards, list_checks, list_schedules
from csatdesk.operations.standards.commands import publish, retire, start_draft
from csatdesk.store.entities.centres import Calendar, Office
from csatdesk.store.entities.evaluations import Evaluation
from tests.cast import NOW, Stage
from tests.operations.checklists.scene import MONDAY, OPENING, TODAY, done, opening, scheduled, standard_of, terms
from tests.operations.evaluations.scorecards import CALL, published

DAY = timedelta(days=1)


def rows(stage: Stage, actor: Actor | None = None, at: object = NOW) -> tuple[ScheduleRow, ...]:
    with stage.read(actor or stage.marek, at) as reading:  # type: ignore[arg-type]  # an instant
        return list_schedules(reading)


def days(stage: Stage, at: object, first: date = TODAY) -> dict[date, CheckState]:
    shown = CheckFilter(first, first + 30 * DAY, Which.ALL)
    with stage.read(stage.marek, at) as reading:  # type: ignore[arg-type]  # an instant
        return {row.day: row.state for row in list_checks(reading, shown=shown).rows}


def test_a_schedule_asks_from_its_first_day_on_and_says_what_comes_next(centre: Stage) -> None:
    scheduled(centre, rhythm=Rhythm.WEEKLY, weekday=0, place="Hall 2", asked_id=centre.anna.id)
    (row,) = rows(centre)
    assert (row.next_on, row.latest.terms.place, row.latest.asked_name) == (MONDAY, "Hall 2", "Anna Nowak")
    assert days(centre, NOW) == {}
    assert days(centre, NOW + 5 * DAY) == {MONDAY: CheckState.NOT_DONE}


def test_only_who_plans_checks_sets_them_and_an_office_sees_its_own(centre: Stage) -> None:
    for who in (centre.anna, centre.liis):
        with pytest.raises(NotAllowed):
            scheduled(centre, by=who)
    scheduled(centre, office_id=centre.other_office_id)
    assert len(rows(centre)) == 1
    assert rows(centre, centre.anna) == ()
    with pytest.raises(NotAllowed):
        rows(centre, centre.liis)


def test_only_a_published_standard_that_looks_at_no_persons_work_is_scheduled(centre: Stage) -> None:
    call, visit = published(centre, CALL), published(centre, OPENING, kind="mystery_visit")
    with centre.work(centre.marek) as work:
        assert [one.id for one in checkable_standards(work)] == [standard_of(centre, visit)]
    with pytest.raises(ScheduleStandardMissing):
        scheduled(centre, standard_id=standard_of(centre, call))
    with centre.work(centre.marek) as work, pytest.raises(ScheduleStandardMissing):
        set_schedule(work, new=NewSchedule(None, centre.anna.office_id, terms()))


def test_setting_a_schedule_is_taken_back_unless_a_check_was_begun(centre: Stage) -> None:
    new = NewSchedule(opening(centre), centre.anna.office_id, terms())
    with centre.work(centre.marek) as work:
        step = set_schedule(work, new=new)
    with centre.work(centre.marek) as work:
        step.undo(work)
    assert rows(centre) == ()
    with centre.work(centre.marek) as work:
        step = set_schedule(work, new=new)
    done(centre, step.result)
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        step.undo(work)


def test_a_change_holds_from_its_day_on_and_is_taken_back(centre: Stage) -> None:
    schedule = scheduled(centre)
    later = NOW + 4 * DAY  # Monday
    fridays = terms(rhythm=Rhythm.WEEKLY, weekday=4, first_on=MONDAY)
    with centre.work(centre.marek, later) as work:
        step = change_schedule(work, schedule_id=schedule, terms=fridays, version=1)
    asked = days(centre, NOW + 14 * DAY)
    assert sorted(asked) == [TODAY, TODAY + DAY, TODAY + 8 * DAY]
    assert [line.set_by for line in rows(centre)[0].history] == ["Marek Lis", "Marek Lis"]
    with pytest.raises(ChangedByOther), centre.work(centre.marek, later) as work:
        change_schedule(work, schedule_id=schedule, terms=fridays, version=1)
    with centre.work(centre.marek, later) as work:
        step.undo(work)
    assert MONDAY in days(centre, NOW + 5 * DAY)
    assert len(rows(centre)[0].history) == 1


def test_what_was_asked_for_cannot_be_changed_afterwards(centre: Stage) -> None:
    schedule = scheduled(centre)
    with pytest.raises(ScheduleDayGone), centre.work(centre.marek, NOW + 4 * DAY) as work:
        change_schedule(work, schedule_id=schedule, terms=terms(until=600), version=1)
    with pytest.raises(ScheduleDayGone), centre.work(centre.marek, NOW + 4 * DAY) as work:
        end_schedule(work, schedule_id=schedule, last_on=TODAY, version=1)


def test_an_ended_schedule_asks_no_more_keeps_its_history_and_comes_back_by_undo(centre: Stage) -> None:
    schedule = scheduled(centre)
    with centre.work(centre.marek) as work:
        step = end_schedule(work, schedule_id=schedule, last_on=TODAY, version=1)
    assert days(centre, NOW + 7 * DAY) == {TODAY: CheckState.NOT_DONE}
    assert rows(centre, at=NOW + DAY)[0].next_on is None
    with pytest.raises(ScheduleEnded), centre.work(centre.marek, NOW + 2 * DAY) as work:
        end_schedule(work, schedule_id=schedule, last_on=TODAY + 5 * DAY, version=2)
    with centre.work(centre.marek) as work:
        step.undo(work)
    assert rows(centre, at=NOW + DAY)[0].next_on == TODAY + DAY


def test_a_closed_day_entered_today_asks_for_nothing_and_yesterday_stays_as_it_was(centre: Stage) -> None:
    scheduled(centre)
    friday = NOW + DAY
    with centre.work(centre.ewa, friday) as work:
        office = work.db.get_one(Office, centre.anna.office_id)
        spec = dict(work.db.get_one(Calendar, office.calendar_id).spec)
        spec["holidays"] = spec["holidays"] | {"2026-11-19": "Remont", "2026-11-20": "Remont"}
        save_office(
            work,
            office_id=office.id,
            name=office.name,
            address="",
            phone="",
            calendar_spec=spec,
            version=office.version,
        )
    assert days(centre, friday) == {TODAY: CheckState.NOT_DONE}


def test_a_check_is_made_by_the_version_that_held_on_its_day(centre: Stage) -> None:
    version = published(centre, OPENING)
    schedule = scheduled(centre, standard_id=standard_of(centre, version), rhythm=Rhythm.WEEKLY, weekday=3)
    with centre.work(centre.ewa, NOW + DAY) as work:
        draft = start_draft(work, version_id=version).result
        publish(work, version_id=draft, version=1)
    late = done(centre, schedule, TODAY, NOW + DAY)
    with centre.read(centre.marek) as reading:
        assert reading.db.get_one(Evaluation, late).standard_version_id == version


def test_without_a_valid_version_of_its_standard_nothing_is_asked_for(centre: Stage) -> None:
    version = published(centre, OPENING)
    scheduled(centre, standard_id=standard_of(centre, version))
    with centre.work(centre.ewa, NOW + DAY) as work:
        retire(work, version_id=version)
    assert days(centre, NOW + 7 * DAY) == {TODAY: CheckState.NOT_DONE}
    assert not rows(centre, at=NOW + 2 * DAY)[0].is_valid


def test_a_schedule_of_another_centre_is_not_there(centre: Stage) -> None:
    with pytest.raises(NotFound), centre.work(centre.marek) as work:
        end_schedule(work, schedule_id=4711, last_on=TODAY, version=1)
