"""Drawn by the program: the rule and nobody else chooses, everything about it is kept, and it can be drawn again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.domain.reviews import (
    AsideReasonMissing,
    DrawnBefore,
    NothingToDraw,
    PeriodWrong,
    RuleEnded,
    TaskSettled,
    TaskState,
)
from csatdesk.domain.staff import Right
from csatdesk.operations.cases.trash import throw_away as throw_case_away
from csatdesk.operations.evaluations.commands import submit_evaluation, throw_away
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.notices import list_notices
from csatdesk.operations.reviews.drawing import CheckedDraw, check_draw, draw_reviews, set_aside
from csatdesk.operations.reviews.draws import list_draws, load_draw
from csatdesk.operations.reviews.rules import end_rule, list_rules, save_rule
from csatdesk.operations.reviews.tasks import begin_review
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.reviews import ReviewDraw, ReviewTask
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import GOOD, answer
from tests.operations.reviews.drawn import FIRST, LAST, SEED, calls, drawn, mine, olga, rule_for, saved


def keys(stage: Stage, draw_id: int) -> list[int]:
    with stage.read(stage.ewa) as reading:
        query = select(ReviewTask.key).where(ReviewTask.draw_id == draw_id).order_by(ReviewTask.happened_at)
        return [one for one in reading.db.execute(query).scalars() if one is not None]


def test_every_third_call_of_october_is_drawn_and_all_of_it_kept(centre: Stage) -> None:
    contacts = calls(centre, 12)
    calls(centre, 5, channel=Channel.EMAIL)
    draw_id = drawn(centre)
    found = keys(centre, draw_id)
    assert found in ([*contacts[start::3]] for start in range(3))
    with centre.read(centre.marek) as reading:
        card = load_draw(reading, draw_id=draw_id)
    assert (card.row.frame_size, card.row.drawn, card.seed, card.rule_number) == (12, 4, SEED, 1)
    assert (card.row.first_on, card.row.last_on, card.by_name) == (FIRST, LAST, "Marek Lis")
    assert {line.employee_name for line in card.lines} == {"Anna Nowak"}


def test_it_can_be_drawn_again_from_the_same_contacts_and_says_when_they_are_others_now(centre: Stage) -> None:
    calls(centre, 12)
    draw_id = drawn(centre, per_person=5)
    calls(centre, 3)  # written down later, with an earlier day
    with centre.read(centre.marek) as reading:
        assert check_draw(reading, draw_id=draw_id) == CheckedDraw(True, True, 12)
    task = mine(centre).rows[0]
    assert task.case_id is not None
    with centre.work(centre.marek) as work:
        throw_case_away(work, case_id=task.case_id, reason="test")
    with centre.read(centre.marek) as reading:
        found = check_draw(reading, draw_id=draw_id)
    assert (found.is_same_frame, found.frame_size) == (False, 11)


def test_the_same_days_are_drawn_from_once_so_that_nobody_draws_until_they_like_it(centre: Stage) -> None:
    calls(centre, 6)
    rule_id = saved(centre)
    drawn(centre, rule_id)
    with pytest.raises(DrawnBefore) as refused, centre.work(centre.marek) as work:
        draw_reviews(work, rule_id=rule_id, first_on=date(2026, 10, 31), last_on=date(2026, 11, 3))
    assert "1 Oct 2026 to 31 Oct 2026" in str(refused.value)


def test_short_calls_the_trash_other_offices_and_ones_own_are_not_drawn(centre: Stage) -> None:
    calls(centre, 3, seconds=20)
    long = calls(centre, 4, seconds=60)
    calls(centre, 4, by=olga(centre))
    calls(centre, 2, by=centre.marek)
    with centre.work(centre.marek) as work:
        case_id = work.db.get_one(Contact, long[0]).case_id
        throw_case_away(work, case_id=case_id, reason="test")
    draw_id = drawn(centre, every=1, least_seconds=60, office_id=centre.anna.office_id)
    assert keys(centre, draw_id) == long[1:]
    both = drawn(centre, every=1, least_seconds=60)
    with centre.read(centre.marek) as reading:
        card = load_draw(reading, draw_id=both)
    assert (card.row.frame_size, card.left_out) == (9, 2), "Marek, who reviews, does not get his own"


def test_days_that_are_not_over_and_days_without_contacts_are_refused(centre: Stage) -> None:
    rule_id = saved(centre)
    with pytest.raises(PeriodWrong), centre.work(centre.marek) as work:
        draw_reviews(work, rule_id=rule_id, first_on=FIRST, last_on=NOW.date())
    with pytest.raises(NothingToDraw), centre.work(centre.marek) as work:
        draw_reviews(work, rule_id=rule_id, first_on=FIRST, last_on=LAST)
    with centre.work(centre.marek) as work:
        end_rule(work, rule_id=rule_id)
    with pytest.raises(RuleEnded), centre.work(centre.marek) as work:
        draw_reviews(work, rule_id=rule_id, first_on=FIRST, last_on=LAST)


def test_a_changed_rule_is_a_new_version_and_a_draw_names_the_one_it_followed(centre: Stage) -> None:
    calls(centre, 6)
    rule_id = saved(centre)
    draw_id = drawn(centre, rule_id)
    with centre.read(centre.marek) as reading:
        (row,) = list_rules(reading)
    with centre.work(centre.marek) as work:
        changed = save_rule(work, rule_id=rule_id, rule=replace(row.rule, every=2), version=row.version)
    with centre.read(centre.marek) as reading:
        card, (now,) = load_draw(reading, draw_id=draw_id), list_rules(reading)
    assert (card.rule.every, card.rule_number, now.rule.every, now.number, now.to_review) == (3, 1, 2, 2, 2)
    with centre.work(centre.marek) as work:
        changed.undo(work)
    with centre.read(centre.marek) as reading:
        (back,) = list_rules(reading)
    assert (back.rule.every, back.number) == (3, 3)


def test_clerks_and_visitors_neither_set_rules_nor_draw(centre: Stage) -> None:
    rule = rule_for(centre)
    rule_id = saved(centre, rule)
    for actor in (centre.anna, centre.liis):
        with pytest.raises(NotAllowed), centre.work(actor) as work:
            save_rule(work, rule_id=None, rule=rule)
        with pytest.raises(NotAllowed), centre.work(actor) as work:
            draw_reviews(work, rule_id=rule_id, first_on=FIRST, last_on=LAST)
    with pytest.raises(NotFound), centre.work(centre.marek) as work:
        save_rule(work, rule_id=None, rule=replace(rule, reviewer_ids=(centre.anna.id,)))


def test_my_reviews_are_what_was_drawn_for_me_and_one_key_begins_one_with_all_that_is_known(centre: Stage) -> None:
    calls(centre, 6)
    drawn(centre, every=None, per_person=4, reviewer_ids=(centre.marek.id, centre.ewa.id))
    mareks, ewas = mine(centre), mine(centre, centre.ewa)
    assert (mareks.left, ewas.left, mareks.overdue) == (2, 2, 0)
    assert not {one.id for one in mareks.rows} & {one.id for one in ewas.rows}
    row = mareks.rows[0]
    with centre.work(centre.marek) as work:
        evaluation_id = begin_review(work, task_id=row.id)
    with centre.work(centre.marek) as work:
        assert begin_review(work, task_id=row.id) == evaluation_id, "it goes on"
    with centre.read(centre.marek) as reading:
        card = load_evaluation(reading, evaluation_id=evaluation_id)
    assert (card.case_number, card.row.employee_name, card.row.happened_at) == (
        row.case_number,
        "Anna Nowak",
        row.happened_at,
    )
    assert card.topic.in_language("en")
    with pytest.raises(NotFound), centre.work(centre.ewa) as work:
        begin_review(work, task_id=row.id)


def test_it_is_done_when_it_is_sent_and_waits_again_when_it_is_thrown_away(centre: Stage) -> None:
    calls(centre, 3)
    drawn(centre)
    (row,) = mine(centre).rows
    with centre.work(centre.marek) as work:
        evaluation_id = begin_review(work, task_id=row.id)
    with centre.work(centre.marek) as work:
        thrown = throw_away(work, evaluation_id=evaluation_id)
    assert not mine(centre).rows[0].is_begun
    with centre.work(centre.marek) as work:
        thrown.undo(work)
    assert mine(centre).rows[0].evaluation_id == evaluation_id
    answer(centre, evaluation_id, **GOOD)
    with centre.work(centre.marek) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    after = mine(centre)
    assert (after.rows, after.left, after.done) == ((), 0, 1)


def test_what_could_not_be_reviewed_is_kept_with_its_reason_and_the_draw_puts_another_in_its_place(
    centre: Stage,
) -> None:
    contacts = calls(centre, 8)
    draw_id = drawn(centre, every=None, per_person=1)
    (row,) = mine(centre).rows
    with centre.read(centre.ewa) as reading:
        (reserve,) = reading.db.execute(select(ReviewDraw.reserves)).scalar_one().values()
    with pytest.raises(AsideReasonMissing), centre.work(centre.marek) as work:
        set_aside(work, task_id=row.id, reason=" ")
    with pytest.raises(NotFound), centre.work(centre.ewa) as work:
        set_aside(work, task_id=row.id, reason="Not mine.")
    with centre.work(centre.marek) as work:
        set_aside(work, task_id=row.id, reason="The recording is silent.")
    (other,) = mine(centre).rows
    assert keys(centre, draw_id)[-1] in contacts
    with centre.read(centre.marek) as reading:
        card = load_draw(reading, draw_id=draw_id)
        assert reading.db.get_one(ReviewTask, other.id).key == reserve[0]
        assert check_draw(reading, draw_id=draw_id).is_same_draw, "what came in its place is no part of the draw"
    assert (card.row.left, card.row.set_aside, mine(centre).set_aside) == (1, 1, 1)
    told = {(line.state, line.reason, line.is_replacement) for line in card.lines}
    assert told == {(TaskState.SET_ASIDE, "The recording is silent.", False), (TaskState.OPEN, "", True)}
    with pytest.raises(TaskSettled), centre.work(centre.marek) as work:
        set_aside(work, task_id=row.id, reason="Again.")


def test_nothing_comes_in_its_place_when_nothing_is_left_of_this_person_and_month(centre: Stage) -> None:
    calls(centre, 2)
    drawn(centre, every=1)
    first, second = mine(centre).rows
    with centre.work(centre.marek) as work:
        assert set_aside(work, task_id=first.id, reason="Silent.") is None
    assert [one.id for one in mine(centre).rows] == [second.id]


def test_names_stand_in_a_draw_for_whoever_leads_the_person_or_reviews_them(centre: Stage) -> None:
    calls(centre, 4, by=olga(centre))
    draw_id = drawn(centre, every=1, reviewer_ids=(centre.ewa.id,))
    with centre.read(centre.marek) as reading:  # of the other office
        assert {line.employee_name for line in load_draw(reading, draw_id=draw_id).lines} == {""}
        assert list_draws(reading, rule_id=list_rules(reading)[0].id)[0].drawn == 4
    with centre.read(centre.ewa) as reading:
        assert {line.employee_name for line in load_draw(reading, draw_id=draw_id).lines} == {"Olga Petrova"}
    only = replace(olga(centre), extra_rights=frozenset({Right.REVIEW_WORK}))
    with pytest.raises(NotFound), centre.read(only) as reading:
        load_draw(reading, draw_id=draw_id)


def test_reviewers_are_told_once_and_an_overdue_review_is_counted(centre: Stage) -> None:
    calls(centre, 4)
    drawn(centre, every=1, reviewer_ids=(centre.ewa.id,), due_days=5)
    with centre.read(centre.ewa) as reading:
        assert [one.what for one in list_notices(reading)] == ["reviews_drawn"]
    assert mine(centre, centre.ewa).overdue == 0
    assert mine(centre, centre.ewa, at=NOW + timedelta(days=8)).overdue == 4
