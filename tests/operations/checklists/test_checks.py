"""One check: begun once a day whoever is quicker, late, made up, left out with a reason, seen by whom it concerns."""

from datetime import timedelta

import pytest

from csatdesk.domain.checklists import (
    CheckDone,
    CheckFilter,
    CheckJustTaken,
    CheckPast,
    CheckReasonMissing,
    CheckState,
    CheckTaken,
    Rhythm,
    Which,
)
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.evaluations import EvaluationKind
from csatdesk.domain.staff import Actor
from csatdesk.operations.absences import save_absence
from csatdesk.operations.checklists.commands import end_schedule, excuse_check, take_over_check
from csatdesk.operations.checklists.queries import DueChecks, count_checks, due_checks, list_checks
from csatdesk.operations.evaluations.commands import answer_items, throw_away
from csatdesk.operations.evaluations.queries import load_evaluation
from tests.cast import NOW, Stage
from tests.operations.checklists.scene import MONDAY, OPENING, TODAY, begun, check, done, scheduled, standard_of
from tests.operations.evaluations.scorecards import published

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def due(stage: Stage, actor: Actor, at: object = NOW) -> DueChecks:
    with stage.read(actor, at) as reading:  # type: ignore[arg-type]  # an instant
        return due_checks(reading)


def excused(stage: Stage, schedule: int, by: Actor, at: object = NOW, reason: str = "Zalana sala.") -> object:
    with stage.work(by, at) as work:  # type: ignore[arg-type]  # an instant
        return excuse_check(work, schedule_id=schedule, day=TODAY, reason=reason)


def test_a_check_sent_in_time_is_done_and_one_sent_after_it_is_late(centre: Stage) -> None:
    early, late = scheduled(centre), scheduled(centre)
    done(centre, early)
    done(centre, late, at=NOW + 4 * HOUR)  # 15:42, due until 15:00
    assert (check(centre, early).state, check(centre, late, at=NOW + 5 * HOUR).state) == (
        CheckState.DONE,
        CheckState.LATE,
    )
    assert check(centre, early).done_name == "Anna Nowak"
    with pytest.raises(CheckDone):
        begun(centre, early, by=centre.marek)


def test_a_check_not_done_is_listed_next_morning_until_the_next_is_missed_or_it_is_left_out(centre: Stage) -> None:
    schedule = scheduled(centre)
    friday, monday = NOW + DAY, NOW + 4 * DAY
    assert [row.day for row in due(centre, centre.anna).mine] == [TODAY]
    seen = due(centre, centre.marek, friday)
    assert [row.day for row in seen.missed] == [TODAY]
    assert [row.day for row in seen.mine] == [TODAY + DAY], "yesterday's can no longer be made"
    assert [row.day for row in due(centre, centre.marek, monday).missed] == [TODAY + DAY]
    done(centre, schedule, TODAY + DAY, friday)
    assert due(centre, centre.marek, monday).missed == ()
    excused(centre, schedule, centre.marek, monday)
    shown = CheckFilter(TODAY, MONDAY, Which.NOT_DONE)
    with centre.read(centre.marek, monday) as reading:
        assert list_checks(reading, shown=shown).rows == ()
        assert (count_checks(reading, shown=shown).done, count_checks(reading, shown=shown).excused) == (1, 1)


def test_a_daily_check_is_made_on_its_day_or_not_at_all(centre: Stage) -> None:
    schedule = scheduled(centre, rhythm=Rhythm.DAILY, first_on=TODAY + DAY)
    saturday = NOW + 2 * DAY
    assert due(centre, centre.anna, saturday).mine == ()
    with pytest.raises(CheckPast):
        begun(centre, schedule, TODAY + DAY, saturday)


def test_what_was_begun_on_its_day_is_finished_the_day_after_and_counts_as_late(centre: Stage) -> None:
    schedule = scheduled(centre)
    evaluation = begun(centre, schedule)
    assert [row.day for row in due(centre, centre.anna, NOW + DAY).mine] == [TODAY, TODAY + DAY]
    assert done(centre, schedule, TODAY, NOW + DAY) == evaluation
    assert check(centre, schedule, at=NOW + DAY).state is CheckState.LATE


def test_a_weekly_check_is_made_up_until_the_next_one_and_stays_late(centre: Stage) -> None:
    schedule = scheduled(centre, rhythm=Rhythm.WEEKLY, weekday=3)
    monday = NOW + 4 * DAY
    row = check(centre, schedule, at=monday)
    assert (row.state, row.can_run) == (CheckState.NOT_DONE, True)
    assert [one.day for one in due(centre, centre.anna, monday).mine] == [TODAY]
    done(centre, schedule, at=monday)
    assert check(centre, schedule, at=monday).state is CheckState.LATE
    other = scheduled(centre, rhythm=Rhythm.WEEKLY, weekday=3)
    with pytest.raises(CheckPast):
        begun(centre, other, at=NOW + 7 * DAY)


def test_of_an_ended_schedule_nobody_is_asked_any_more_and_its_list_stays(centre: Stage) -> None:
    schedule = scheduled(centre, rhythm=Rhythm.WEEKLY, weekday=3)
    with centre.work(centre.marek) as work:
        end_schedule(work, schedule_id=schedule, last_on=TODAY, version=1)
    assert len(due(centre, centre.anna).mine) == 1
    assert due(centre, centre.marek, NOW + DAY) == DueChecks((), ())
    with pytest.raises(CheckPast):
        begun(centre, schedule, at=NOW + DAY)
    assert check(centre, schedule, at=NOW + DAY).state is CheckState.NOT_DONE


def test_a_day_is_filled_once_and_who_comes_second_is_told_who_has_begun(centre: Stage) -> None:
    schedule = scheduled(centre)
    first = begun(centre, schedule)
    with pytest.raises(CheckTaken, match="Anna Nowak"):
        begun(centre, schedule, by=centre.marek)
    assert begun(centre, schedule) == first, "whoever began goes on with the same"


def test_two_desks_that_saw_the_day_free_at_once_fill_it_once(centre: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one looked before the first one's row came: the index of the store lets in one."""
    from csatdesk.operations.checklists import commands

    schedule = scheduled(centre)
    free = check(centre, schedule)
    begun(centre, schedule)
    monkeypatch.setattr(commands, "load_check", lambda _work, **_which: free)
    monkeypatch.setattr(commands, "_kept", lambda _work, _row: None)
    with pytest.raises(CheckJustTaken):
        begun(centre, schedule, by=centre.marek)


def test_what_a_colleague_left_half_done_is_gone_on_with_and_given_back(centre: Stage) -> None:
    schedule = scheduled(centre)
    evaluation = begun(centre, schedule)
    with centre.work() as work:
        answer_items(work, evaluation_id=evaluation, answers={"lamps": "yes"})
    with centre.work(centre.marek) as work:
        step = take_over_check(work, schedule_id=schedule, day=TODAY)
    with centre.read(centre.marek) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation)
    assert (card.may_fill, dict(card.answers)) == (True, {"lamps": "yes"})
    with centre.work(centre.marek) as work:
        step.undo(work)
    assert check(centre, schedule).done_name == "Anna Nowak"


def test_thrown_away_the_day_is_free_again_and_undo_finds_it_so(centre: Stage) -> None:
    schedule = scheduled(centre)
    evaluation = begun(centre, schedule)
    with centre.work() as work:
        step = throw_away(work, evaluation_id=evaluation)
    assert not check(centre, schedule).is_begun
    with centre.work() as work:
        step.undo(work)
    assert check(centre, schedule).evaluation_id == evaluation
    with centre.work() as work:
        step = throw_away(work, evaluation_id=evaluation)
    begun(centre, schedule, by=centre.marek)
    with pytest.raises(ChangedByOther), centre.work() as work:
        step.undo(work)


def test_left_out_with_a_reason_it_counts_as_excused_and_names_who_said_so(centre: Stage) -> None:
    schedule = scheduled(centre)
    with pytest.raises(CheckReasonMissing):
        excused(centre, schedule, centre.anna, reason=" ")
    excused(centre, schedule, centre.anna)
    row = check(centre, schedule)
    assert (row.state, row.excuse, row.excused_name) == (CheckState.EXCUSED, "Zalana sala.", "Anna Nowak")
    assert due(centre, centre.anna).mine == ()
    done(centre, schedule)  # the hall is dry by noon
    assert check(centre, schedule).state is CheckState.DONE


def test_once_its_time_is_over_only_who_plans_checks_leaves_one_out(centre: Stage) -> None:
    schedule = scheduled(centre)
    with pytest.raises(NotAllowed):
        excused(centre, schedule, centre.anna, NOW + DAY)
    excused(centre, schedule, centre.marek, NOW + DAY)
    assert check(centre, schedule, at=NOW + DAY).state is CheckState.EXCUSED


def test_leaving_out_is_taken_back(centre: Stage) -> None:
    schedule = scheduled(centre)
    with centre.work() as work:
        step = excuse_check(work, schedule_id=schedule, day=TODAY, reason="Awaria.")
    with centre.work() as work:
        step.undo(work)
    assert check(centre, schedule).state is CheckState.DUE


def test_who_is_asked_finds_it_on_their_desk_and_who_stands_in_for_them(centre: Stage) -> None:
    scheduled(centre, asked_id=centre.anna.id)
    assert (len(due(centre, centre.anna).mine), len(due(centre, centre.marek).mine)) == (1, 0)
    with centre.work(centre.marek) as work:
        save_absence(
            work,
            absence_id=None,
            staff_id=centre.anna.id,
            first_on=TODAY,
            last_on=TODAY,
            substitute_id=centre.marek.id,
        )
    assert (len(due(centre, centre.anna).mine), len(due(centre, centre.marek).mine)) == (0, 1)


def test_anybody_is_asked_in_their_own_office_and_nobody_elsewhere(centre: Stage) -> None:
    scheduled(centre, office_id=centre.other_office_id)
    assert due(centre, centre.marek).mine == ()
    assert due(centre, centre.liis) == DueChecks((), ())
    assert len(due(centre, centre.marek, NOW + DAY).missed) == 1


def test_steps_that_visitors_test_are_gone_through_as_a_checklist(centre: Stage) -> None:
    online = standard_of(centre, published(centre, OPENING, kind="mystery_visit", channel="account"))
    evaluation = done(centre, scheduled(centre, standard_id=online))
    with centre.read() as reading:
        card = load_evaluation(reading, evaluation_id=evaluation)
    assert (card.row.kind, card.row.total is not None) == (EvaluationKind.CHECKLIST, True)


def test_a_long_list_is_read_page_by_page_from_either_end(centre: Stage) -> None:
    for _which in range(3):
        scheduled(centre)
    at = NOW + 30 * DAY
    shown = CheckFilter(TODAY, TODAY + 30 * DAY, Which.ALL)
    with centre.read(centre.marek, at) as reading:
        whole = list_checks(reading, shown=shown, limit=500).rows
        first = list_checks(reading, shown=shown, limit=20)
        second = list_checks(reading, shown=shown, limit=20, after=first.next)
        last = list_checks(reading, shown=shown, limit=20, backwards=True)
    assert (*first.rows, *second.rows) == whole[:40]
    assert last.rows == whole[-20:]
    assert len(whole) == 3 * 22, "working days"
