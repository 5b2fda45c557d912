"""Measures about failed items: begun from them, judged by the next evaluations (rule 18), seen by whom they concern."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from csatdesk.domain.corrective_actions import (
    Cause,
    CauseMissing,
    CauseOfAnother,
    FailedItems,
    ItemsNotPassed,
    MeasureFilter,
    MeasureStatus,
    NotYourMeasure,
    Origin,
    OwnMeasure,
)
from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.domain.evaluations import EvaluationKind
from csatdesk.domain.identity import new_identity
from csatdesk.domain.item_effects import ItemEffect, ItemVerdict, Side
from csatdesk.domain.staff import Actor, Role
from csatdesk.operations.corrective_actions.commands import (
    confirm_effective,
    note_finished_windows,
    reopen_measure,
    report_done,
)
from csatdesk.operations.corrective_actions.effects import effect_rule, set_effect_rule
from csatdesk.operations.corrective_actions.failed_items import load_failed_items, say_why
from csatdesk.operations.corrective_actions.queries import count_measures, list_measures, load_effect_now, load_measure
from csatdesk.operations.corrective_actions.starts import begin_from_items
from csatdesk.operations.today.measures import effects_to_judge
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.standards import StandardVersion
from tests.cast import NOW, Stage
from tests.operations.corrective_actions.hands import DAY, TODAY, card, made
from tests.operations.corrective_actions.reviews import Scorecard, ewa, scorecard
from tests.operations.evaluations.scorecards import CALL, published


def failed(stage: Stage, evaluation_id: int, actor: Actor | None = None) -> FailedItems:
    with stage.read(actor or stage.marek, NOW + 40 * DAY) as reading:
        return load_failed_items(reading, evaluation_id=evaluation_id)


def effect(stage: Stage, measure_id: int) -> ItemEffect:
    with stage.read(stage.marek) as reading:
        found = load_effect_now(reading, measure_id=measure_id)
    assert isinstance(found, ItemEffect)
    return found


def reported(stage: Stage, measure_id: int, days: int = 0) -> None:
    with stage.work(stage.anna, NOW + days * DAY) as work:
        version = load_measure(work, measure_id=measure_id).row.version
        report_done(work, measure_id=measure_id, done_on=TODAY + days * DAY, note="", version=version)


def judged(stage: Stage, measure_id: int, at: timedelta = 30 * DAY) -> None:
    seen, version = effect(stage, measure_id), card(stage, measure_id).row.version
    with stage.work(stage.marek, NOW + at) as work:
        confirm_effective(work, measure_id=measure_id, note="", seen=seen, version=version)


def test_a_measure_keeps_which_items_failed_in_whose_work_and_in_which_evaluation(centre: Stage) -> None:
    reviews = scorecard(centre)
    evaluation = reviews.review(-3, greets="no", name="no")
    with centre.work(centre.marek) as work:
        say_why(work, evaluation_id=evaluation, item_key="name", cause=Cause.KNOW)
    start = reviews.start(evaluation)
    assert (start.origin, start.cause, start.office_id) == (Origin.ITEM, Cause.KNOW, centre.anna.office_id)
    found = card(centre, reviews.measure(evaluation))
    assert found.items is not None
    assert (found.items.about.item_keys, found.items.about.person_id) == (("name",), centre.anna.id)
    assert found.items.about.evaluation_id == evaluation
    assert [name["en"] for name in found.items.names] == ["Says the name"]
    assert found.items.person_name == "Anna Nowak"
    assert (found.row.version, found.origin) == (1, Origin.ITEM)


def test_a_bottleneck_begins_one_for_an_office_or_for_all(centre: Stage) -> None:
    reviews = scorecard(centre)
    start = reviews.start(item_keys=("answer", "name"), person_id=None, office_id=None)
    assert (start.origin, start.office_id) == (Origin.BOTTLENECK, None)
    assert start.items is not None
    assert len(start.items.names) == 2
    with pytest.raises(NotFound):
        reviews.start(item_keys=("nothing",))
    with pytest.raises(NotFound):
        reviews.start(standard_key="nothing")


def test_one_about_a_persons_work_is_set_by_who_leads_them(centre: Stage) -> None:
    reviews = scorecard(centre)
    with pytest.raises(NotYourMeasure):
        reviews.start(person_id=centre.marek.id)  # nobody leads themselves
    start = reviews.start()
    assert start.items is not None
    with pytest.raises(NotYourMeasure):
        made(centre, topic_id=None, items=replace(start.items.about, person_id=centre.marek.id))
    elsewhere = replace(centre.ewa, role=Role.SUPERVISOR, office_id=centre.other_office_id)
    for actor, refusal in ((elsewhere, NotYourMeasure), (centre.anna, NotAllowed)):
        with pytest.raises(refusal), centre.read(actor) as reading:
            begin_from_items(reading, standard_key=reviews.key, item_keys=("name",), person_id=centre.anna.id)


def test_it_is_seen_by_its_owner_the_person_and_who_leads_them_and_by_nobody_else(centre: Stage) -> None:
    reviews = scorecard(centre)
    measure = reviews.measure()
    office_wide = reviews.measure(person_id=None)
    elsewhere = replace(centre.ewa, role=Role.SUPERVISOR, office_id=centre.other_office_id)
    for actor, sees in ((centre.anna, True), (centre.marek, True), (elsewhere, False), (centre.liis, False)):
        with centre.read(actor) as reading:
            found = {row.id for row in list_measures(reading, shown=MeasureFilter(stage=None)).rows}
            assert (measure in found) is sees
            assert count_measures(reading).open == len(found)
            if not sees:
                with pytest.raises(NotFound):
                    load_measure(reading, measure_id=measure)
    with centre.read(elsewhere) as reading:
        assert load_measure(reading, measure_id=office_wide).row.id == office_wide


def test_nobody_decides_about_a_measure_on_their_own_work(centre: Stage) -> None:
    measure = scorecard(centre).measure()
    reported(centre, measure)
    supervisor = replace(centre.anna, role=Role.SUPERVISOR)
    version = card(centre, measure).row.version
    with pytest.raises(OwnMeasure), centre.work(supervisor, NOW + 30 * DAY) as work:
        reopen_measure(work, measure_id=measure, why="x", due_on=TODAY + 40 * DAY, version=version)


def test_two_good_reviews_by_others_make_it_effective_and_the_figures_of_both_sides_are_kept(centre: Stage) -> None:
    reviews = scorecard(centre)
    for days in (-20, -10):
        reviews.review(days, name="no")
    reviews.review(-5)
    measure = reviews.measure(reviews.review(-2, name="no"))
    reported(centre, measure)
    reviews.review(4, by=ewa(centre))
    waiting = effect(centre, measure)
    assert (waiting.verdict, waiting.judged) == (ItemVerdict.WAITING, 1)
    with pytest.raises(ItemsNotPassed):
        judged(centre, measure)
    reviews.review(9)
    now_told = effect(centre, measure)
    assert now_told.verdict is ItemVerdict.EFFECTIVE
    assert (now_told.before, now_told.after) == (Side(4, 3, Decimal("25.00")), Side(2, 0, Decimal("100.00")))
    judged(centre, measure)
    found = card(centre, measure)
    assert (found.row.status, found.effect, found.history[0].effect) == (MeasureStatus.EFFECTIVE, now_told, now_told)


def test_one_that_fails_again_is_not_effective_and_reopens_with_its_count(centre: Stage) -> None:
    reviews = scorecard(centre)
    measure = reviews.measure(reviews.review(-2, name="no"))
    reported(centre, measure)
    again = reviews.review(4, name="no")
    reviews.review(6)
    reviews.review(8)
    assert effect(centre, measure).verdict is ItemVerdict.NOT_EFFECTIVE
    with pytest.raises(ItemsNotPassed):
        judged(centre, measure)
    told = failed(centre, again).item("name")
    assert told is not None
    assert told.measure is not None
    assert (told.measure.id, told.measure.has_failed_again) == (measure, True)
    version = card(centre, measure).row.version
    with centre.work(centre.marek, NOW + 10 * DAY) as work:
        reopen_measure(work, measure_id=measure, why="Again", due_on=TODAY + 20 * DAY, version=version)
    found = card(centre, measure)
    assert (found.row.status, found.row.reopened) == (MeasureStatus.IN_WORK, 1)
    kept = found.history[0].effect
    assert isinstance(kept, ItemEffect)
    assert kept.verdict is ItemVerdict.NOT_EFFECTIVE


def test_what_its_owner_reviews_does_not_make_it_effective(centre: Stage) -> None:
    reviews = scorecard(centre)
    start = reviews.start(reviews.review(-2, name="no"))
    assert start.items is not None
    measure = made(centre, topic_id=None, items=start.items.about, owner_id=centre.marek.id)
    version = card(centre, measure).row.version
    with centre.work(centre.marek) as work:
        report_done(work, measure_id=measure, done_on=TODAY, note="", version=version)
    reviews.review(3)
    reviews.review(5)
    told = effect(centre, measure)
    assert (told.verdict, told.judged, told.after) == (ItemVerdict.WAITING, 0, Side())
    assert told.before.failed == 1  # what was found before counts, whoever found it


def test_visits_count_when_their_wave_is_released(centre: Stage) -> None:
    reviews = scorecard(centre)
    measure = reviews.measure(reviews.review(-2, name="no"))
    reported(centre, measure)
    found = [reviews.review(days) for days in (2, 3)]
    with centre.work(centre.ewa) as work:
        for one in found:
            work.db.get_one(Evaluation, one).kind = EvaluationKind.VISIT  # of no wave that anybody has released
    assert effect(centre, measure).after == Side()


def test_of_all_offices_each_in_which_it_failed_has_to_pass(centre: Stage) -> None:
    reviews = Scorecard(centre, published(centre, CALL | {"kind": "checklist"}))
    there = centre.other_office_id
    by = {"by": centre.ewa, "employee_id": None}
    for office in (centre.anna.office_id, there):
        reviews.review(-3, **by, office_id=office, name="no")
    measure = reviews.measure(person_id=None, office_id=None)
    reported(centre, measure)
    for days in (2, 3):
        reviews.review(days, **by, office_id=there)
    assert effect(centre, measure).verdict is ItemVerdict.WAITING
    for days in (4, 5):
        reviews.review(days, **by, office_id=centre.anna.office_id)
    assert effect(centre, measure).verdict is ItemVerdict.EFFECTIVE
    here = reviews.measure(person_id=None, office_id=there)
    reported(centre, here)
    assert effect(centre, here).after == Side(2, 0, Decimal("100.00"))


def test_the_daily_look_hands_it_to_a_person_when_the_next_two_are_there(centre: Stage) -> None:
    reviews = scorecard(centre)
    measure = reviews.measure(reviews.review(-2, name="no"))
    reported(centre, measure)
    reviews.review(2, by=ewa(centre))

    def look(days: int) -> list[int]:
        with centre.work(centre.marek, NOW + days * DAY) as work:
            for _step in range(3):
                if not note_finished_windows(work):
                    break
            else:
                raise AssertionError("the look never ends")
        with centre.read(centre.marek, NOW + days * DAY) as reading:
            found = [one.measure.id for one in effects_to_judge(reading)]
            assert count_measures(reading).to_judge == len(found)
            return found

    version = card(centre, measure).row.version
    assert look(3) == []
    assert card(centre, measure).row.version == version  # nobody's form is outdated by a look
    reviews.review(4)
    with centre.work(centre.ewa, NOW + 4 * DAY) as work:
        set_effect_rule(
            work, rule=replace(effect_rule(work), days=90)
        )  # of complaints, which it has nothing to do with
    assert look(5) == [measure]


def test_a_question_that_was_scored_otherwise_is_left_out_and_said(centre: Stage) -> None:
    reviews = scorecard(centre)
    reviews.review(-9, answer="no")
    with centre.work(centre.ewa) as work:
        first = work.db.get_one(StandardVersion, reviews.version_id)
        content = dict(first.content)
        content["sections"][1]["items"][0]["scale"] = "likert5"
        second = StandardVersion(
            uid=new_identity(NOW),
            centre_id=first.centre_id,
            standard_id=first.standard_id,
            number=2,
            state=first.state,
            content=content,
            published_at=NOW,
        )
        work.db.add(second)
        work.db.flush()
        newer = Scorecard(centre, second.id)
    evaluation = newer.review(-2, answer=1)
    measure = newer.measure(evaluation, item_keys=("answer",))
    reported(centre, measure)
    told = effect(centre, measure)
    assert (told.left_out, told.before) == (1, Side(1, 1, Decimal("0.00")))


# why each item failed


def test_each_failed_item_is_asked_why_and_the_answer_is_kept_and_taken_back(centre: Stage) -> None:
    evaluation = scorecard(centre).review(-1, greets="no", answer="no", wait=30)
    told = failed(centre, evaluation)
    assert [one.key for one in told.items] == ["greets", "answer", "wait"]
    assert {one.cause for one in told.items} == {None}
    with centre.work(centre.marek) as work:
        step = say_why(work, evaluation_id=evaluation, item_key="wait", cause=Cause.OUTSIDE)
    with centre.work(centre.marek) as work:
        say_why(work, evaluation_id=evaluation, item_key="greets", cause=Cause.WANT)
        second = say_why(work, evaluation_id=evaluation, item_key="greets", cause=Cause.ABLE)
    told = failed(centre, evaluation)
    assert [(one.cause, one.cause_by) for one in told.items] == [
        (Cause.ABLE, "Marek Lis"),
        (None, ""),
        (Cause.OUTSIDE, "Marek Lis"),
    ]
    with centre.work(centre.marek) as work:
        step.undo(work)
        second.undo(work)
    assert [one.cause for one in failed(centre, evaluation).items] == [Cause.WANT, None, None]


def test_why_is_said_by_who_reviewed_or_leads_and_never_of_oneself(centre: Stage) -> None:
    evaluation = scorecard(centre).review(-1, name="no")
    assert not failed(centre, evaluation, centre.anna).may_say_why
    with pytest.raises(OwnMeasure), centre.work(centre.anna) as work:
        say_why(work, evaluation_id=evaluation, item_key="name", cause=Cause.OUTSIDE)
    with pytest.raises(NotFound), centre.work(centre.liis) as work:
        say_why(work, evaluation_id=evaluation, item_key="name", cause=Cause.OUTSIDE)
    with pytest.raises(CauseMissing), centre.work(centre.marek) as work:
        say_why(work, evaluation_id=evaluation, item_key="name", cause=None)
    with pytest.raises(NotFound), centre.work(centre.marek) as work:
        say_why(work, evaluation_id=evaluation, item_key="greets", cause=Cause.KNOW)  # it did not fail
    checks = Scorecard(centre, published(centre, CALL | {"kind": "checklist"}))
    check = checks.review(-1, by=centre.anna, employee_id=None, name="no")
    clerk = replace(centre.ewa, role=Role.CLERK)
    with pytest.raises(CauseOfAnother), centre.work(clerk) as work:
        say_why(work, evaluation_id=check, item_key="name", cause=Cause.OUTSIDE)
    with centre.work(centre.anna) as work:
        say_why(work, evaluation_id=check, item_key="name", cause=Cause.OUTSIDE)
