"""What is written about a person is seen by them and by who leads them, and by nobody else."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from csatdesk.domain.corrective_actions import Means
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.staff import Actor, Role
from csatdesk.domain.staff_records import (
    NewRecord,
    NotTheirLeader,
    RecordBasisMissing,
    RecordDaysReversed,
    RecordKind,
    RecordTitleMissing,
    RecordUntilMissing,
    TrainingKind,
)
from csatdesk.operations.staff_records import (
    answer_record,
    list_people,
    load_records,
    mark_read,
    remove_record,
    save_record,
)
from csatdesk.store.entities.staff import Staff, Team
from tests.cast import Stage
from tests.operations.corrective_actions.hands import card, made
from tests.operations.corrective_actions.reviews import scorecard

DAY = date(2026, 11, 19)
CALM = NewRecord(RecordKind.TRAINING, DAY, "Calm in angry talks", training=TrainingKind.PSYCHOLOGICAL)


def written(stage: Stage, person: Actor, new: NewRecord = CALM, by: Actor | None = None) -> int:
    with stage.work(by or stage.marek) as work:
        return save_record(work, person_id=person.id, record_id=None, new=new).result


def led(stage: Stage, leader: Actor, member: Actor) -> None:
    """Put `member` into a team of `leader`."""
    with stage.work(stage.marek) as work:
        person = work.db.get_one(Staff, member.id)
        team = work.db.get(Team, person.team_id) if person.team_id is not None else None
        if team is None:
            other = work.db.execute(select(Team)).scalars().first()
            assert other is not None
            team = other
            person.team_id = team.id
        team.leader_id = leader.id


def names(stage: Stage, actor: Actor) -> list[str]:
    with stage.read(actor) as reading:
        return [one.name for one in list_people(reading)]


def test_a_person_sees_their_own_and_no_colleagues(centre: Stage) -> None:
    led(centre, centre.marek, centre.anna)
    written(centre, centre.anna)
    assert names(centre, centre.anna) == [centre.anna.name]
    with centre.read(centre.anna) as reading:
        own = load_records(reading, person_id=centre.anna.id)
        assert [one.new for one in own.records] == [CALM]
        assert own.is_own
        assert not own.may_write
        with pytest.raises(NotFound):
            load_records(reading, person_id=centre.marek.id)


def test_who_leads_the_team_sees_it_and_another_supervisor_does_not(centre: Stage) -> None:
    led(centre, centre.liis, centre.anna)
    written(centre, centre.anna, by=centre.liis)
    assert centre.anna.name in names(centre, centre.liis)
    other = replace(centre.marek, role=Role.SUPERVISOR)
    assert centre.anna.name not in names(centre, other)
    with centre.work(other) as work, pytest.raises(NotTheirLeader):
        save_record(work, person_id=centre.anna.id, record_id=None, new=CALM)


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.ADMINISTRATOR])
def test_no_role_alone_opens_the_records_of_others(centre: Stage, role: Role) -> None:
    led(centre, centre.marek, centre.anna)
    record_id = written(centre, centre.anna)
    stranger = replace(centre.liis, role=role)
    with centre.read(stranger) as reading, pytest.raises(NotFound):
        load_records(reading, person_id=centre.anna.id)
    with centre.work(stranger) as work, pytest.raises(NotTheirLeader):
        remove_record(work, record_id=record_id, version=1)
    with centre.work(stranger) as work, pytest.raises(NotFound):
        answer_record(work, record_id=record_id, reply="I know this now.", version=1)


def test_without_a_leader_the_supervisor_of_the_office_leads(centre: Stage) -> None:
    with centre.work(centre.marek) as work:
        person = work.db.get_one(Staff, centre.anna.id)
        person.team_id = None
        office_id = person.office_id
    near = replace(centre.marek, role=Role.SUPERVISOR, office_id=office_id)
    far = replace(near, office_id=office_id + 1000)
    assert centre.anna.name in names(centre, near)
    assert centre.anna.name not in names(centre, far)


def test_nobody_writes_about_themselves(centre: Stage) -> None:
    led(centre, centre.anna, centre.anna)
    with centre.work(centre.anna) as work, pytest.raises(NotTheirLeader):
        save_record(work, person_id=centre.anna.id, record_id=None, new=CALM)


def test_a_record_of_another_is_not_changed_by_naming_a_person_one_leads(centre: Stage) -> None:
    led(centre, centre.liis, centre.ewa)
    with centre.work(centre.marek) as work:
        mine = Team(uid=uuid4(), name="Others", centre_id=work.actor.centre_id)
        work.db.add(mine)
        work.db.flush()
        mine.leader_id, work.db.get_one(Staff, centre.anna.id).team_id = centre.marek.id, mine.id
    record_id = written(centre, centre.ewa, by=centre.liis)
    with centre.work(centre.marek) as work, pytest.raises(NotFound):
        save_record(work, person_id=centre.anna.id, record_id=record_id, new=replace(CALM, title="x"), version=1)


def test_a_change_is_unread_again_and_can_be_undone(centre: Stage) -> None:
    led(centre, centre.marek, centre.anna)
    record_id = written(centre, centre.anna)
    with centre.work(centre.anna) as work:
        mark_read(work, record_ids=[record_id])
    with centre.read(centre.marek) as reading:
        (row,) = load_records(reading, person_id=centre.anna.id).records
        assert row.read_at is not None
    with centre.work(centre.marek) as work:
        new = replace(CALM, title="Calm on the phone")
        done = save_record(work, person_id=centre.anna.id, record_id=record_id, new=new, version=row.version)
    with centre.read(centre.marek) as reading:
        (row,) = load_records(reading, person_id=centre.anna.id).records
        assert (row.new.title, row.read_at) == ("Calm on the phone", None)
        assert [one.unread for one in list_people(reading) if one.id == centre.anna.id] == [1]
    with centre.work(centre.marek) as work:
        done.undo(work)
    with centre.read(centre.marek) as reading:
        (again,) = load_records(reading, person_id=centre.anna.id).records
    assert again.new == CALM
    assert again.read_at is not None, "what she has read is not new to her"


def test_what_is_taken_out_comes_back_by_undo(centre: Stage) -> None:
    led(centre, centre.marek, centre.anna)
    record_id = written(centre, centre.anna)
    with centre.work(centre.marek) as work:
        done = remove_record(work, record_id=record_id, version=1)
    with centre.read(centre.anna) as reading:
        assert load_records(reading, person_id=centre.anna.id).records == ()
    with centre.work(centre.marek) as work:
        done.undo(work)
    with centre.read(centre.anna) as reading:
        assert len(load_records(reading, person_id=centre.anna.id).records) == 1


def test_the_person_answers_and_reading_marks_only_ones_own(centre: Stage) -> None:
    led(centre, centre.marek, centre.anna)
    record_id = written(centre, centre.anna)
    with centre.work(centre.marek) as work:
        mark_read(work, record_ids=[record_id])
    with centre.read(centre.marek) as reading:
        assert load_records(reading, person_id=centre.anna.id).records[0].read_at is None
    with centre.work(centre.anna) as work:
        answer_record(work, record_id=record_id, reply=" It helped. ", version=1)
    with centre.read(centre.marek) as reading:
        (row,) = load_records(reading, person_id=centre.anna.id).records
        assert row.reply == "It helped."
        assert row.read_at is not None
    with centre.work(centre.anna) as work, pytest.raises(ChangedByOther):
        answer_record(work, record_id=record_id, reply="And again.", version=1)


def test_the_end_of_probation_is_told_with_the_person(centre: Stage) -> None:
    led(centre, centre.marek, centre.anna)
    written(centre, centre.anna, NewRecord(RecordKind.PROBATION, DAY, "First three months", until=date(2027, 2, 19)))
    with centre.read(centre.marek) as reading:
        (anna,) = (one for one in list_people(reading) if one.id == centre.anna.id)
    assert anna.probation_until == date(2027, 2, 19)
    assert anna.leader_name == centre.marek.name


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewRecord(RecordKind.COACHING, DAY, " "), RecordTitleMissing),
        (NewRecord(RecordKind.RECOGNITION, DAY, "Thanks"), RecordBasisMissing),
        (NewRecord(RecordKind.PROBATION, DAY, "Three months"), RecordUntilMissing),
        (NewRecord(RecordKind.PROBATION, DAY, "Three months", until=date(2026, 1, 1)), RecordDaysReversed),
    ],
)
def test_what_is_missing_is_named(centre: Stage, new: NewRecord, error: type[Exception]) -> None:
    led(centre, centre.marek, centre.anna)
    with centre.work(centre.marek) as work, pytest.raises(error):
        save_record(work, person_id=centre.anna.id, record_id=None, new=new)


def test_a_training_answers_a_measure_that_its_writer_may_see(centre: Stage) -> None:
    reviews = scorecard(centre)
    measure, other = reviews.measure(), made(centre, means=Means.TRAINING)
    elsewhere = replace(centre.ewa, role=Role.SUPERVISOR, office_id=centre.other_office_id)
    led(centre, centre.marek, centre.anna)
    with centre.read(centre.marek) as reading:
        offered = load_records(reading, person_id=centre.anna.id).measures
        assert [one for one, _title in offered] == [measure, other]  # about her own work first
        assert load_records(reading, person_id=centre.marek.id).measures == ()
    written(centre, centre.anna, replace(CALM, measure_id=measure))
    with centre.read(centre.anna) as reading:
        (row,) = load_records(reading, person_id=centre.anna.id).records
        assert (row.new.measure_id, row.measure_title) == (measure, "Explain estimated bills")
        assert load_records(reading, person_id=centre.anna.id).measures == ()
    for actor, seen in ((centre.marek, 1), (centre.anna, 1)):
        assert len(card(centre, measure, actor).trainings) == seen
    led(centre, elsewhere, centre.anna)
    assert card(centre, other, elsewhere).trainings == ()
    written(centre, centre.anna, replace(CALM, measure_id=other), by=elsewhere)
    assert card(centre, other, centre.marek).trainings == ()  # whose record it is, he leads no more
    with pytest.raises(NotFound):
        written(centre, centre.anna, replace(CALM, measure_id=99_999), by=elsewhere)
