"""Programmes, waves and visits: planned, changed, reported, accepted, released."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from csatdesk.domain.errors import ChangedByOther, NotAllowed, NotFound
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.mystery import (
    Flag,
    FlagsOpen,
    GapDaysWrong,
    GoalMissing,
    NameTooLong,
    NewProgramme,
    NewScenario,
    NotAVisitor,
    OfficeClosed,
    Quota,
    ReasonMissing,
    ReceiptUnknown,
    Unplannable,
    VisitSettled,
    VisitsLeft,
    VisitState,
    WaveGoesOn,
    WaveReleased,
)
from csatdesk.operations.mystery.programmes import list_programmes, save_programme
from csatdesk.operations.mystery.queries import list_my_visits, list_waves
from csatdesk.operations.mystery.visits import accept_visit, change_visit, return_visit, void_visit
from csatdesk.operations.mystery.waves import plan_again, release_wave
from csatdesk.operations.work import Work
from csatdesk.store.entities.programmes import Visit
from tests.cast import NOW, Stage
from tests.operations.mystery.scene import BRIEF, planned

DAY = timedelta(days=1)
Undo = Callable[[Work], object]


def test_nobody_visits_the_office_where_they_work(centre: Stage) -> None:
    scene = planned(centre)
    by_office = {visit.office_id: visit.visitor_id for visit in scene.visits()}
    assert by_office == {centre.anna.office_id: scene.jan.id, centre.other_office_id: centre.liis.id}


def test_what_cannot_be_planned_is_kept_with_its_reason(centre: Stage) -> None:
    here = centre.anna.office_id
    card = planned(centre, offices=(here, here)).card()
    assert len(card.visits) == 1
    assert [(one.office_id, one.reason) for one in card.left_out] == [(here, Unplannable.NO_VISITOR)]


def test_a_programme_states_its_goal(centre: Stage) -> None:
    scene = planned(centre)
    with pytest.raises(GoalMissing), centre.work(scene.owner) as work:
        save_programme(work, programme_id=None, new=NewProgramme("Autumn", " "))


def test_planning_again_by_the_seed_makes_the_same_plan_until_a_report_has_come(centre: Stage) -> None:
    scene = planned(centre)
    before = scene.card()
    with centre.work(scene.owner) as work:
        plan_again(work, wave_id=scene.wave_id, new=before.asked, version=before.row.version)
    told = [(one.office_id, one.visitor_id, one.from_at) for one in scene.visits()]
    assert told == [(one.office_id, one.visitor_id, one.from_at) for one in before.visits]
    scene.report(scene.visits()[0])
    with pytest.raises(WaveGoesOn), centre.work(scene.owner) as work:
        plan_again(work, wave_id=scene.wave_id, new=before.asked, version=scene.card().row.version)


def test_a_visit_is_moved_within_opening_hours_and_back(centre: Stage) -> None:
    scene = planned(centre)
    visit = scene.visits()[0]
    later = visit.from_at + 7 * DAY
    with centre.work(scene.owner) as work:
        undo = change_visit(
            work, visit_id=visit.id, from_at=later, to_at=later + timedelta(hours=1), visitor_id=visit.visitor_id
        ).undo
    assert later in {one.from_at for one in scene.visits()}
    with centre.work(scene.owner) as work:
        undo(work)
    assert visit.from_at in {one.from_at for one in scene.visits()}
    night = visit.from_at + timedelta(hours=12)
    with pytest.raises(OfficeClosed), centre.work(scene.owner) as work:
        change_visit(
            work, visit_id=visit.id, from_at=night, to_at=night + timedelta(hours=1), visitor_id=visit.visitor_id
        )


def test_a_visit_is_not_given_to_who_works_there(centre: Stage) -> None:
    scene = planned(centre)
    visit = next(one for one in scene.visits() if one.office_id == centre.anna.office_id)
    with pytest.raises(NotAVisitor), centre.work(scene.owner) as work:
        change_visit(work, visit_id=visit.id, from_at=visit.from_at, to_at=visit.to_at, visitor_id=centre.liis.id)


def test_a_visitor_reads_the_brief_and_reports_once(centre: Stage) -> None:
    scene = planned(centre)
    (mine,) = [one for one in scene.visits() if one.visitor_id == centre.liis.id]
    with centre.read(centre.liis) as reading:
        (seen,) = list_my_visits(reading)
    assert (seen.number, seen.count, seen.brief.in_language("pl")) == (1, 1, BRIEF)
    assert scene.report(mine) == ()
    with pytest.raises(VisitSettled):
        scene.report(mine)
    with centre.read(scene.owner) as reading:
        (row,) = list_waves(reading)
    assert (row.planned, row.reported, row.to_accept) == (2, 1, 1)


def test_the_owner_says_yes_to_every_flag_before_a_report_is_accepted(centre: Stage) -> None:
    scene = planned(centre)
    visit = scene.visits()[0]
    flags = scene.report(visit, called_at=visit.from_at, arrived_at=visit.from_at - timedelta(minutes=5))
    assert flags == (Flag.OTHER_HOURS,)
    version = scene.visits()[0].version
    with pytest.raises(FlagsOpen), centre.work(scene.owner) as work:
        accept_visit(work, visit_id=visit.id, agreed=(), version=version)
    with centre.work(scene.owner) as work:
        accept_visit(work, visit_id=visit.id, agreed=flags, version=version)
    assert scene.visits()[0].state is VisitState.ACCEPTED


def test_a_report_sent_back_is_reported_anew_with_the_reason_seen(centre: Stage) -> None:
    scene = planned(centre)
    visit = scene.visits()[0]
    scene.report(visit)
    with pytest.raises(ReasonMissing), centre.work(scene.owner) as work:
        return_visit(work, visit_id=visit.id, reason=" ", version=scene.visits()[0].version)
    with centre.work(scene.owner) as work:
        return_visit(work, visit_id=visit.id, reason="Who called you?", version=scene.visits()[0].version)
    with centre.read(scene.visitor(visit)) as reading:
        assert list_my_visits(reading)[0].visit.note == "Who called you?"
    scene.report(visit)
    assert scene.visits()[0].state is VisitState.REPORTED


def test_no_employee_is_named_where_staff_were_not_told(centre: Stage) -> None:
    scene = planned(centre)
    scene.report(scene.visits()[0], employee="Anna")
    times = scene.visits()[0].times
    assert times is not None
    assert times.employee == ""


def test_a_receipt_is_looked_up(centre: Stage) -> None:
    scene = planned(centre)
    with pytest.raises(ReceiptUnknown):
        scene.report(scene.visits()[0], receipt="26-99-99999-9")


def test_a_wave_is_released_once_all_its_visits_are_settled(centre: Stage) -> None:
    scene = planned(centre)
    first, second = scene.visits()
    scene.report(first)
    with centre.work(scene.owner) as work:
        accept_visit(work, visit_id=first.id, agreed=(), version=scene.visits()[0].version)
    version = scene.card().row.version
    with pytest.raises(VisitsLeft), centre.work(scene.owner) as work:
        release_wave(work, wave_id=scene.wave_id, version=version)
    with centre.work(scene.owner) as work:
        void_visit(work, visit_id=second.id, reason="Office closed that week", version=second.version)
    with centre.work(scene.owner, NOW + 30 * DAY) as work:
        release_wave(work, wave_id=scene.wave_id, version=version)
    assert scene.card().row.released_at == NOW + 30 * DAY
    with pytest.raises(WaveReleased), centre.work(scene.owner) as work:
        release_wave(work, wave_id=scene.wave_id, version=scene.card().row.version)
    with centre.read(centre.liis) as reading:
        assert list_my_visits(reading) == (), "a released wave leaves the list of its visitors"


def test_only_the_owner_plans(centre: Stage) -> None:
    scene = planned(centre)
    for actor in (centre.anna, centre.marek, centre.liis, centre.ewa):
        with pytest.raises(NotAllowed), centre.work(actor) as work:
            release_wave(work, wave_id=scene.wave_id, version=1)


def test_a_change_of_a_visit_is_not_taken_back_over_a_later_one(centre: Stage) -> None:
    scene = planned(centre)
    visit = scene.visits()[0]
    hour = timedelta(hours=1)

    def moved(days: int) -> Undo:
        from_at = visit.from_at + days * DAY
        with centre.work(scene.owner) as work:
            return change_visit(
                work, visit_id=visit.id, from_at=from_at, to_at=from_at + hour, visitor_id=visit.visitor_id
            ).undo

    first, second = moved(7), moved(8)
    with pytest.raises(ChangedByOther), centre.work(scene.owner) as work:
        first(work)
    for undo in (second, first):
        with centre.work(scene.owner) as work:
            undo(work)
    assert visit.from_at in {one.from_at for one in scene.visits()}, "one after the other they go back"


def test_a_wave_takes_offices_scenarios_and_visitors_that_there_are(centre: Stage) -> None:
    scene = planned(centre)
    card = scene.card()
    (office, scenario) = (card.asked.quotas[0].office_id, card.asked.quotas[0].scenario_id)
    asked = (
        replace(card.asked, visitor_ids=(centre.anna.id,)),
        replace(card.asked, quotas=(Quota(office, scenario + 1000, 1),)),
        replace(card.asked, quotas=(Quota(office + 1000, scenario, 1),)),
    )
    for new in asked:
        with pytest.raises(NotFound), centre.work(scene.owner) as work:
            plan_again(work, wave_id=scene.wave_id, new=new, version=card.row.version)


def test_a_visit_reported_after_a_later_one_of_the_same_visitor_is_noticed(centre: Stage) -> None:
    scene = planned(centre)
    first, second = scene.visits()
    with centre.work(scene.owner) as work:
        later = work.db.get_one(Visit, second.id)
        later.visitor_id, later.office_id = first.visitor_id, first.office_id
    scene.report(scene.visits()[1])
    assert Flag.BACK_TOO_EARLY in scene.report(first)


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (NewProgramme("a" * 201, "Goal"), NameTooLong),
        (NewProgramme("Autumn", "Goal", gap_days=10**12), GapDaysWrong),
        (NewProgramme("Autumn", "Goal", gap_days=-1), GapDaysWrong),
    ],
)
def test_what_no_column_holds_is_refused(local_centre: Stage, new: NewProgramme, refusal: type[Exception]) -> None:
    scene = planned(local_centre)
    with pytest.raises(refusal), local_centre.work(scene.owner) as work:
        save_programme(work, programme_id=None, new=new)


def test_taking_a_change_back_takes_its_scenarios_back_too(centre: Stage) -> None:
    scene = planned(centre)
    with centre.read(scene.owner) as reading:
        (row,) = list_programmes(reading)
    key = row.scenarios[0].scenario.key
    own = NewScenario(key, LocalText({"en": "Ask again."}))
    more = NewScenario("moving", LocalText({"en": "Move."}))
    new = replace(row.programme, name="Other")
    with centre.work(scene.owner) as work:
        undo = save_programme(work, programme_id=row.id, new=new, scenarios=[own, more], version=row.version).undo
    with centre.work(scene.owner) as work:
        undo(work)
    with centre.read(scene.owner) as reading:
        (back,) = list_programmes(reading)
    assert (back.programme, back.scenarios) == (row.programme, row.scenarios)
