"""Visits in the field: their scenario goes along, their report comes back with the times and what is odd about them."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from csatdesk.domain.evaluations import EvaluationState, Remarks
from csatdesk.domain.field_packages import FieldState
from csatdesk.domain.mystery import Flag, VisitState
from csatdesk.domain.staff import Actor
from csatdesk.operations.evaluations.commands import answer_items, submit_evaluation, throw_away
from csatdesk.operations.evaluations.queries import EvaluationFilter, list_evaluations
from csatdesk.operations.field.commands import decide_version, give_more_time, send_back
from csatdesk.operations.field.giving import What, list_offered
from csatdesk.operations.field.laptop import FieldDesk
from csatdesk.operations.field.queries import list_packages, load_sides
from csatdesk.operations.mystery.queries import VisitRow
from csatdesk.operations.mystery.scorecards import open_scorecard
from csatdesk.store.entities.standards import StandardVersion
from tests.cast import Stage
from tests.operations.evaluations.scorecards import CALL, GOOD, published
from tests.operations.field.hands import bring, card, content, fill, given, laptop, only, packages, photograph, written
from tests.operations.mystery.scene import BRIEF, KEY, Scene, planned

VISIT = {"kind": "mystery_visit", "channel": "hall", "validity": {"min_minutes": 10, "report_within_hours": 24}}


@pytest.fixture
def scene(centre: Stage) -> Scene:
    version_id = published(centre, CALL | VISIT)
    with centre.read() as reading:
        standard_id = reading.db.get_one(StandardVersion, version_id).standard_id
    return planned(centre, standard_id=standard_id)


def own(scene: Scene) -> tuple[VisitRow, Actor]:
    visit = scene.visits()[0]
    return visit, scene.visitor(visit)


def made(desk: FieldDesk, came: datetime, left: datetime, at: datetime, receipt: str = "") -> None:
    fill(desk, at=at, **GOOD)
    filled = content(desk).with_remarks(Remarks("Quiet.", arrived_at=came, left_at=left))
    desk.keep(desk.package.tasks[0].uid, replace(filled, receipt=receipt), at)


def test_the_scenario_goes_along_and_the_report_comes_back_with_what_is_odd(scene: Scene, tmp_path: Path) -> None:
    visit, visitor = own(scene)
    stage = scene.stage
    with stage.read(visitor) as reading:
        assert [one.taken.what for one in list_offered(reading)] == [What.VISIT]
    desk = laptop(given(stage, tmp_path, visit.id, by=visitor, what=What.VISIT))
    task = desk.package.tasks[0]
    assert (task.brief["en"], task.answer_key, task.from_at, task.to_at) == (BRIEF, KEY, visit.from_at, visit.to_at)
    came = visit.from_at + timedelta(minutes=5)
    made(desk, came, came + timedelta(minutes=4), at=came + timedelta(hours=1))
    back = visit.to_at + timedelta(hours=30)
    with stage.work(visitor, visit.from_at) as work:  # a longer time than the usual week of these tests
        give_more_time(work, package_id=list_packages(work)[0].id, until=back + timedelta(days=1))
    bring(stage, written(desk), by=visitor, at=back)
    row = only(stage, visitor, back)
    assert (row.state, row.can_be_sent) == (FieldState.BROUGHT_BACK, True)
    with stage.work(visitor, back) as work:
        send_back(work, assignment_ids=(row.id,))
    found = scene.visits()[0]
    assert (found.state, found.flags) == (VisitState.REPORTED, (Flag.TOO_SHORT,))
    assert found.reported_at == came + timedelta(hours=1)  # not late: it was written in time, and brought later
    assert found.times is not None
    assert found.times.left_at == came + timedelta(minutes=4)


def test_a_scorecard_sent_by_hand_is_still_reported_with_what_the_laptop_knew(scene: Scene, tmp_path: Path) -> None:
    visit, visitor = own(scene)
    stage = scene.stage
    number = stage.register().number
    desk = laptop(given(stage, tmp_path, visit.id, by=visitor, what=What.VISIT))
    came = visit.from_at + timedelta(minutes=5)
    made(desk, came, came + timedelta(minutes=20), at=came + timedelta(hours=1), receipt=number)
    back = came + timedelta(hours=2)
    bring(stage, written(desk), by=visitor, at=back)
    with stage.work(visitor, back) as work:
        submit_evaluation(work, evaluation_id=only(stage, visitor, back).evaluation_id)
    row = only(stage, visitor, back)
    assert row.can_be_sent
    with stage.work(visitor, back) as work:
        send_back(work, assignment_ids=(row.id,))
    assert only(stage, visitor, back).state is FieldState.SENT
    times = scene.visits()[0].times
    assert times is not None
    assert times.receipt == number


def test_a_report_without_its_times_waits_until_somebody_writes_them(scene: Scene, tmp_path: Path) -> None:
    visit, visitor = own(scene)
    desk = laptop(given(scene.stage, tmp_path, visit.id, by=visitor, what=What.VISIT))
    fill(desk, **GOOD)
    bring(scene.stage, written(desk), by=visitor)
    row = only(scene.stage, visitor)
    assert (row.lacks_times, row.can_be_sent) == (True, False)


def test_a_laptop_that_is_set_back_makes_no_report_earlier_than_it_was_given_out(scene: Scene, tmp_path: Path) -> None:
    visit, visitor = own(scene)
    stage = scene.stage
    desk = laptop(given(stage, tmp_path, visit.id, by=visitor, what=What.VISIT))
    came = visit.from_at + timedelta(minutes=5)
    made(desk, came, came + timedelta(minutes=20), at=desk.package.given_at - timedelta(days=400))
    back = came + timedelta(hours=2)
    bring(stage, written(desk), by=visitor, at=back)
    with stage.work(visitor, back) as work:
        send_back(work, assignment_ids=(only(stage, visitor, back).id,))
    assert scene.visits()[0].reported_at == desk.package.given_at


def test_a_scorecard_begun_anew_at_the_centre_stands_beside_what_comes_back(scene: Scene, tmp_path: Path) -> None:
    visit, visitor = own(scene)
    stage = scene.stage
    desk = laptop(given(stage, tmp_path, visit.id, by=visitor, what=What.VISIT))
    first = only(stage, visitor).evaluation_id
    with stage.work(visitor) as work:
        throw_away(work, evaluation_id=first)
        work.db.flush()
        second = open_scorecard(work, visit_id=visit.id)
        work.db.flush()
        answer_items(work, evaluation_id=second, answers={"greets": "no"})
    fill(desk, **GOOD)
    photograph(desk)
    bring(stage, written(desk), by=visitor)
    row = only(stage, visitor)
    assert (row.is_to_decide, row.evaluation_id) == (True, second)
    assert card(stage, second, visitor).answers == {"greets": "no"}
    with stage.read(visitor) as reading:
        field = next(one for one in load_sides(reading, assignment_id=row.id).sides if not one.is_here)
    with stage.work(visitor) as work:
        decide_version(work, assignment_id=row.id, evaluation_id=field.evaluation_id)
    assert scene.visits()[0].evaluation_id == field.evaluation_id
    with stage.read(visitor) as reading:
        shown = list_evaluations(reading, shown=EvaluationFilter(to_fill=True)).rows
    assert [one.id for one in shown] == [field.evaluation_id]


def test_what_is_in_a_package_is_known_to_nobody_else(scene: Scene, tmp_path: Path) -> None:
    visit, visitor = own(scene)
    given(scene.stage, tmp_path, visit.id, by=visitor, what=What.VISIT)
    assert len(packages(scene.stage, visitor)) == 1
    for other in (scene.owner, scene.stage.marek, scene.stage.anna):
        assert packages(scene.stage, other) == ()
    assert card(scene.stage, only(scene.stage, visitor).evaluation_id, visitor).row.state is EvaluationState.DRAFT
