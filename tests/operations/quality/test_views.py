"""Offices compared, losses, steps: exactly what single evaluations come to; names and secrets stay where they are."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.quality_views import Others, Span, Split
from csatdesk.domain.scorecards import Evaluation as Result
from csatdesk.domain.scorecards import evaluate, lost_points, roll_up
from csatdesk.domain.staff import Right
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.evaluations.commands import answers_of
from csatdesk.operations.evaluations.disputes import decide_dispute, raise_dispute
from csatdesk.operations.quality.behind import Behind, list_behind
from csatdesk.operations.quality.facts import load_quality_facts
from csatdesk.operations.quality.standings import compare_groups, load_losses, load_profile
from csatdesk.operations.quality.step_aparts import load_differences
from csatdesk.operations.standards.commands import publish
from csatdesk.operations.standards.queries import template_of
from csatdesk.store.entities.evaluations import Evaluation
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import CALL, begun, published
from tests.operations.quality.scenes import BEFORE, asked, olga, reviewed, two_offices


def results(stage: Stage, *ids: int) -> list[Result]:
    """Scored anew from the answers as they stand."""
    found = []
    with stage.read(stage.ewa) as reading:
        query = select(Evaluation)
        for row in reading.db.execute(query.where(Evaluation.id.in_(ids)) if ids else query).scalars():
            template = template_of(reading, row.standard_version_id)
            result = evaluate(template, answers_of(reading, row.id))
            found.append(replace(result, office=str(row.office_id)))
    return found


def test_offices_stand_by_their_mean_and_one_with_two_evaluations_is_not_ranked(centre: Stage) -> None:
    version = published(centre)
    two_offices(centre, version)
    with centre.read(centre.marek) as reading:
        found = compare_groups(reading, asked=asked(version), split=Split.OFFICE)
    first, last = found.groups
    assert (first.name, first.rank, first.standing.n) == ("Sala główna", 1, 3)
    assert (last.name, last.rank, last.standing.n, last.standing.critical) == ("Infolinia", None, 2, 2)
    assert first.change is not None
    assert first.before is not None
    assert first.change == first.standing.score.mean - first.before.score.mean > 0
    assert (found.whole and found.whole.standing.n, found.offices) == (5, 2)


def test_what_stands_there_is_what_the_answers_come_to_after_disputes_too(centre: Stage) -> None:
    version = published(centre)
    ids = [reviewed(centre, version, answer=one) for one in ("yes", "partial", "no", "na")]
    ids.append(reviewed(centre, version, name="no"))
    with centre.work(centre.anna) as work:
        dispute_id = raise_dispute(work, evaluation_id=ids[-1], item_key="name", reason="x")
    with centre.work(centre.marek) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="yes", reason="y")
    single = results(centre, *ids)
    with centre.read(centre.marek) as reading:
        found = compare_groups(reading, asked=asked(version), split=Split.OFFICE)
        losses = load_losses(reading, asked=asked(version))
    whole = roll_up(single)
    assert (found.network, found.groups[0].standing.score) == (whole.mean, next(iter(whole.offices.values())))
    assert {one.item_key: one.points for one in losses.rows} == {k: v for k, v in lost_points(single).items() if v}
    assert abs(sum(one.points for one in losses.rows) - losses.lost) < Decimal("1e-20")


def test_by_person_only_those_are_named_whom_one_leads(centre: Stage) -> None:
    version = published(centre)
    two_offices(centre, version)

    def names(by: Any) -> list[str]:
        with centre.read(by) as reading:
            return [one.name for one in compare_groups(reading, asked=asked(version), split=Split.EMPLOYEE).groups]

    assert names(centre.marek) == ["Anna Nowak", "All others"]
    assert names(centre.liis) == ["All others"]


def test_behind_a_figure_stand_the_evaluations_that_one_may_see(centre: Stage) -> None:
    version = published(centre)
    two_offices(centre, version)
    reviewed(centre, version, whose=olga(centre), name="no")
    behind = Behind(asked(version), item_key="name")
    with centre.read(centre.marek) as reading:
        seen = list_behind(reading, behind=behind).rows
        office = list_behind(reading, behind=Behind(asked(version), Split.OFFICE, centre.anna.office_id)).rows
    assert [(one.employee_name, one.happened_at) for one in seen] == [("Anna Nowak", NOW)]
    assert len(office) == 3
    with centre.read(centre.liis) as reading:
        assert list_behind(reading, behind=behind).rows == ()


def test_evaluations_behind_a_figure_come_page_by_page(centre: Stage) -> None:
    version = published(centre)
    ids = {reviewed(centre, version, name="no") for _each in range(5)}
    behind, found, after = Behind(asked(version), item_key="name"), [], None
    with centre.read(centre.marek) as reading:
        while True:
            page = list_behind(reading, behind=behind, after=after, limit=2)
            found += [one.id for one in page.rows]
            if page.next is None:
                break
            after = page.next
    assert (len(found), set(found)) == (5, ids)


def test_losses_are_told_apart_by_channel_and_groups_of_two_are_left_out(centre: Stage) -> None:
    version = published(centre)
    for channel, times in (("chat", 3), ("phone", 2)):
        for _each in range(times):
            reviewed(centre, version, new={"channel": channel}, name="no")
    with centre.read(centre.marek) as reading:
        losses = load_losses(reading, asked=asked(version), split=Split.CHANNEL)
        steps = load_losses(reading, asked=asked(version), by_step=True)
    assert [(one.group_name, one.item_key, one.points) for one in losses.rows] == [("Chat", "name", Decimal(20))]
    assert [(one.step["en"], one.points) for one in steps.rows] == [("Title of hello", Decimal(20))]


def test_how_far_an_item_was_met_before_is_told_for_each_group(centre: Stage) -> None:
    version = published(centre)
    for channel, before in (("chat", "yes"), ("phone", "no")):
        for _each in range(3):
            reviewed(centre, version, new={"channel": channel}, name="no")
            reviewed(centre, version, at=BEFORE, new={"channel": channel}, name=before)
    with centre.read(centre.marek) as reading:
        losses = load_losses(reading, asked=asked(version), split=Split.CHANNEL)
    assert {one.group: one.met_before for one in losses.rows} == {"chat": Decimal(100), "phone": Decimal(0)}


def test_of_one_or_two_evaluations_nobody_is_told_what_they_lost(centre: Stage) -> None:
    version = published(centre)
    for _each in range(2):
        reviewed(centre, version, name="no")
    with centre.read(centre.marek) as reading:
        assert load_losses(reading, asked=asked(version)).rows == ()


def test_each_filter_narrows_what_is_counted(centre: Stage) -> None:
    version, topic = published(centre), centre.topic_ids["bill_too_high"]
    reviewed(centre, version, new={"topic_id": topic, "segment": "household", "channel": "chat"})
    reviewed(centre, version, whose=olga(centre))
    with centre.read(centre.marek) as reading:
        tree_parent = centre.topic_ids["bill_too_high"]
        cut = asked(version).cut

        def count(**other: Any) -> int:
            whole = compare_groups(reading, asked=asked(version, **other), split=Split.OFFICE).whole
            return 0 if whole is None else whole.standing.n

        assert count() == 2
        assert count(topic_id=tree_parent) == 1
        assert count(channel="chat") == 1
        assert count(channel="letter") == 0
        assert count(cut=replace(cut, office_ids=(centre.other_office_id,))) == 1
        assert count(cut=replace(cut, activities=("bakery",))) == 0


def test_a_step_stands_beside_the_same_step_of_the_other_office_and_is_a_gap_under_the_minimum(centre: Stage) -> None:
    version = published(centre)
    two_offices(centre, version)
    here = asked(version).of_office(centre.anna.office_id)
    there = asked(version).of_office(centre.other_office_id)
    with centre.read(centre.marek) as reading:
        profile = load_profile(reading, asked=here, benchmark=asked(version))
        thin = load_profile(reading, asked=here, benchmark=there)
        before = load_profile(reading, asked=here, benchmark=None)
    assert [(one.here.section.key, one.here.n) for one in profile.steps] == [("hello", 3), ("matter", 3)]
    assert (profile.own, profile.benchmark) == (3, 5)
    assert profile.steps[0].gap is not None
    assert [one.gap for one in thin.steps] == [None, None]
    assert before.benchmark == 3
    assert [one.gap is not None and one.gap > 0 for one in before.steps] == [True, True]


def second_version(stage: Stage, first: int) -> int:
    """The name weighs more; the rest is as it was."""
    from csatdesk.domain.scorecards import ScorecardTemplate
    from csatdesk.operations.standards.commands import save_draft, start_draft

    changed = {**CALL, "sections": [dict(one) for one in CALL["sections"]]}
    hello = changed["sections"][0]
    hello["items"] = [{**one, "weight": 3} if one["key"] == "name" else one for one in hello["items"]]
    with stage.work(stage.ewa) as work:
        draft = start_draft(work, version_id=first).result
        save_draft(work, version_id=draft, template=ScorecardTemplate.from_dict(changed), note="x", version=1)
    with stage.work(stage.ewa) as work:
        publish(work, version_id=draft, version=2)
    return draft


def test_versions_with_other_weights_are_cards_of_their_own_and_only_same_items_are_compared(centre: Stage) -> None:
    first = published(centre)
    for _each in range(3):
        reviewed(centre, first, at=BEFORE, name="no", answer="no")
    second = second_version(centre, first)
    for _each in range(3):
        reviewed(centre, second, name="no", answer="partial")
    with centre.read(centre.marek) as reading:
        cards = load_quality_facts(reading).cards
        found = compare_groups(reading, asked=asked(second), split=Split.OFFICE)
        losses = load_losses(reading, asked=asked(second))
        profile = load_profile(reading, asked=asked(second), benchmark=None)
    assert [(one.versions, one.number) for one in cards] == [((second,), 2), ((first,), 1)]
    assert (found.others, found.groups[0].before) == (Others(0, 3), None)
    assert {one.item_key: one.met_before for one in losses.rows} == {"name": None, "answer": Decimal(0)}
    assert [one.there is not None for one in profile.steps] == [False, True]


def test_strengths_and_weaknesses_are_those_against_all_others(centre: Stage) -> None:
    version = published(centre)
    for _each in range(3):
        reviewed(centre, version, answer="no")
        reviewed(centre, version, whose=olga(centre), name="no")
    with centre.read(centre.marek) as reading:
        told = load_differences(reading, asked=asked(version), split=Split.OFFICE, key=centre.anna.office_id).items
    assert [(one.here.item.key, one.by) for one in told] == [("name", Decimal(100)), ("answer", Decimal(-100))]


def test_a_year_and_a_month_are_counted_by_the_centres_days(centre: Stage) -> None:
    version = published(centre)
    reviewed(centre, version)
    day = Span(Days(NOW.date(), NOW.date()))
    with centre.read(centre.marek) as reading:
        assert compare_groups(reading, asked=asked(version, now=day), split=Split.HOURS).groups[0].name == "10–12"


def test_what_is_not_sent_counts_nowhere_and_who_may_not_see_it_is_refused(centre: Stage) -> None:
    version = published(centre)
    begun(centre, version)
    with centre.read(centre.marek) as reading:
        assert compare_groups(reading, asked=asked(version), split=Split.OFFICE).groups == ()
        assert load_quality_facts(reading).cards == ()
    with centre.read(centre.anna) as reading, pytest.raises(NotAllowed):
        compare_groups(reading, asked=asked(version), split=Split.OFFICE)
    assert not centre.anna.may(Right.SEE_QUALITY)
    assert centre.liis.may(Right.SEE_QUALITY)
