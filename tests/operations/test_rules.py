"""The list of rules: saved, ordered, tried out, begun from starting profiles."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from csatdesk.domain.cases import CaseKind, Priority
from csatdesk.domain.centres import LaterItem
from csatdesk.domain.clocks import ClockRule, Extension, StartsAt
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.deadlines import Clock, ServiceTarget, Unit
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.legal_profiles import PROFILES
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.rules import AmountOutOfRange, Condition, Conditions, EventNameMissing, NewRule, RuleNameMissing
from csatdesk.operations.cases.rules import list_rules
from csatdesk.operations.centres import load_centre_settings
from csatdesk.operations.rules import (
    Question,
    add_profile,
    load_rules,
    move_rule,
    retire_rule,
    save_rule,
    try_rules,
)
from tests.cast import NOW, Stage

LATER = NOW + timedelta(hours=1)


def promise(amount: int = 3, unit: Unit = Unit.WORKING_DAYS, **other: object) -> NewRule:
    conditions = other.pop("conditions", Conditions())
    acknowledge = other.pop("acknowledge", None)
    assert isinstance(conditions, Conditions)
    assert acknowledge is None or isinstance(acknowledge, ServiceTarget)
    clock = other.pop("clock", Clock.HOUSE)
    assert isinstance(clock, Clock)
    rule = ClockRule(ServiceTarget(amount, unit, LocalText({"en": "Quick answer"})), **other)  # type: ignore[arg-type]
    return NewRule(clock, rule, conditions, acknowledge)


def saved(stage: Stage, new: NewRule, rule_id: int | None = None, version: int = 0) -> int:
    with stage.work(stage.ewa, LATER) as work:
        return save_rule(work, rule_id=rule_id, new=new, version=version)


def test_a_rule_comes_back_as_it_was_written(centre: Stage) -> None:
    new = promise(
        conditions=Conditions(
            frozenset({CaseKind.COMPLAINT, CaseKind.CLAIM}),
            frozenset({centre.topic_ids["bill_too_high"]}),
            frozenset({Segment.VIP}),
            frozenset({Channel.LETTER}),
            frozenset({centre.other_office_id}),
            frozenset({Priority.URGENT}),
        ),
        acknowledge=ServiceTarget(4, Unit.WORKING_HOURS),
        extension=Extension(2, 10, Unit.WORKING_DAYS),
        starts_at=StartsAt.REGISTERED,
    )
    rule_id = saved(centre, new)
    with centre.read(centre.marek) as reading:
        rule = next(one for one in load_rules(reading).rules if one.id == rule_id)
    assert (rule.rule, rule.conditions, rule.acknowledge) == (new.rule, new.conditions, new.acknowledge)
    assert rule.since_at == LATER


def test_every_save_says_since_when_and_a_stale_one_is_refused(centre: Stage) -> None:
    rule_id = saved(centre, promise())
    with centre.read(centre.ewa) as reading:
        version = next(one for one in list_rules(reading) if one.id == rule_id).version
    with centre.work(centre.ewa, LATER + timedelta(days=2)) as work:
        save_rule(work, rule_id=rule_id, new=promise(5), version=version)
    with centre.read(centre.ewa) as reading:
        rule = next(one for one in list_rules(reading) if one.id == rule_id)
    assert (rule.rule.target.amount, rule.since_at) == (5, LATER + timedelta(days=2))
    with pytest.raises(ChangedByOther):
        saved(centre, promise(7), rule_id, version)


@pytest.mark.parametrize(
    ("new", "refusal", "field"),
    [
        (NewRule(Clock.HOUSE, ClockRule(ServiceTarget(1, Unit.WORKING_DAYS))), RuleNameMissing, "name"),
        (promise(1000), AmountOutOfRange, "amount"),
        (promise(acknowledge=ServiceTarget(0, Unit.WORKING_DAYS)), AmountOutOfRange, "acknowledge"),
        (promise(extension=Extension(1, 0)), AmountOutOfRange, "extension"),
        (promise(clock=Clock.LEGAL, starts_at=StartsAt.EVENT), EventNameMissing, "event_name"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said_at_its_field(
    local_centre: Stage, new: NewRule, refusal: type[Exception], field: str
) -> None:
    with pytest.raises(refusal) as said:
        saved(local_centre, new)
    assert getattr(said.value, "field", "") == field


def test_supervisors_read_and_try_but_only_administrators_change(centre: Stage) -> None:
    with centre.read(centre.marek) as reading:
        assert load_rules(reading).rules
    with pytest.raises(NotAllowed), centre.work(centre.marek) as work:
        save_rule(work, rule_id=None, new=promise())
    with pytest.raises(NotAllowed), centre.work(centre.marek) as work:
        add_profile(work, key="pl_consumer")
    with pytest.raises(NotAllowed), centre.read(centre.anna) as reading:
        load_rules(reading)


def test_the_first_rule_that_fits_wins_and_moving_changes_which_that_is(centre: Stage) -> None:
    vip = saved(centre, promise(1, conditions=Conditions(segments=frozenset({Segment.VIP}))))
    question = Question(CaseKind.COMPLAINT, Channel.LETTER, centre.anna.office_id, segment=Segment.VIP)
    with centre.read(centre.marek) as reading:
        before = try_rules(reading, question=question).verdicts[0].rule
    assert before is not None
    assert before.rule.target.amount == 15
    with centre.work(centre.ewa) as work:
        for _step in range(5):
            done = move_rule(work, rule_id=vip, by=-1)
    assert done.result, "it came to the top by the fifth step"
    with centre.read(centre.marek) as reading:
        answer = try_rules(reading, question=question)
    assert answer.verdicts[0].rule is not None
    assert answer.verdicts[0].rule.id == vip
    with centre.work(centre.ewa) as work:
        assert not move_rule(work, rule_id=vip, by=-1).result
    with centre.work(centre.ewa) as work:
        done.undo(work)
    with centre.read(centre.marek) as reading:
        assert [rule.id for rule in list_rules(reading)].index(vip) == 1


def test_trying_says_which_rules_came_before_and_what_failed(centre: Stage) -> None:
    question = Question(CaseKind.INQUIRY, Channel.PHONE, centre.anna.office_id)
    with centre.read(centre.marek) as reading:
        house, legal = try_rules(reading, question=question).verdicts
    assert [trial.failed for trial in house.tried] == [Condition.KIND, Condition.KIND]
    assert house.due_at == datetime(2026, 11, 23, 15, 0, tzinfo=UTC), "two working days after Thursday: Monday 16:00"
    assert (legal.rule, legal.due_at) == (None, None)


def test_trying_tells_the_acknowledgement_and_no_fixed_term(centre: Stage) -> None:
    with centre.work(centre.ewa) as work:
        add_profile(work, key="general")
    question = Question(CaseKind.COMPLAINT, Channel.PHONE, centre.anna.office_id)
    with centre.read(centre.marek) as reading:
        acknowledge, house, legal = try_rules(reading, question=question).verdicts
    assert acknowledge.due_at == datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    assert house.due_at is not None
    assert legal.rule is not None
    assert legal.due_at is None


def test_a_rule_behind_others_that_fit_all_its_cases_is_never_reached(centre: Stage) -> None:
    shadowed = saved(centre, promise(conditions=Conditions(frozenset({CaseKind.CLAIM, CaseKind.INQUIRY}))))
    behind_one = saved(
        centre, promise(conditions=Conditions(frozenset({CaseKind.CLAIM}), channels=frozenset({Channel.LETTER})))
    )
    with centre.read(centre.marek) as reading:
        found = load_rules(reading).unreached
    assert set(found) == {shadowed, behind_one}
    assert found[shadowed].because is None, "two rules together"
    because = found[behind_one].because
    assert because is not None
    assert because.conditions.kinds == {CaseKind.CLAIM}


def test_a_removed_rule_gives_no_clock_and_comes_back_by_undo(centre: Stage) -> None:
    with centre.read(centre.ewa) as reading:
        complaint = list_rules(reading)[0]
    with centre.work(centre.ewa) as work:
        done = retire_rule(work, rule_id=complaint.id, version=complaint.version)
    assert centre.register().due is None
    with centre.work(centre.ewa) as work:
        done.undo(work)
    assert centre.register().due is not None


@pytest.mark.parametrize("key", [profile.key for profile in PROFILES])
def test_each_starting_profile_makes_editable_legal_rules_with_their_source(local_centre: Stage, key: str) -> None:
    with local_centre.work(local_centre.ewa) as work:
        ids = add_profile(work, key=key).result
    with local_centre.read(local_centre.ewa) as reading:
        made = [rule for rule in list_rules(reading) if rule.id in ids]
        assert LaterItem.LEGAL not in load_centre_settings(reading).later
    profile = next(one for one in PROFILES if one.key == key)
    assert len(made) == len(profile.rules)
    for rule in made:
        assert rule.clock is Clock.LEGAL
        assert rule.profile == key
        assert rule.source == f"{profile.source}. Check with your lawyer."
        assert not rule.rule.pauses_for
        saved(
            local_centre, replace(NewRule(rule.clock, rule.rule, rule.conditions), source="ours"), rule.id, rule.version
        )


def test_a_case_gets_the_legal_clock_of_an_added_profile_and_loses_nothing_by_its_removal(centre: Stage) -> None:
    assert centre.register().due is not None
    with centre.work(centre.ewa) as work:
        done = add_profile(work, key="pl_consumer")
    due = centre.register().due
    assert due is not None
    assert (due.clock, due.due_at) == (Clock.LEGAL, datetime(2026, 12, 3, 23, 0, tzinfo=UTC)), "end of 3 December"
    with centre.work(centre.ewa) as work:
        done.undo(work)
    again = centre.register().due
    assert again is not None
    assert again.clock is Clock.HOUSE


def test_quality_checks_of_the_polish_energy_profile_are_a_rule_before_the_others(centre: Stage) -> None:
    with centre.work(centre.ewa) as work:
        ids = add_profile(work, key="pl_energy").result
    with centre.read(centre.ewa) as reading:
        book = load_rules(reading)
        question = Question(CaseKind.CLAIM, Channel.LETTER, centre.anna.office_id)
        checked = try_rules(reading, question=replace(question, topic_id=centre.topic_ids["meter_check"])).verdicts[1]
        plain = try_rules(reading, question=question).verdicts[1]
    assert not book.unreached
    assert checked.rule is not None
    assert checked.rule.id == ids[0]
    assert checked.due_at is None, "it waits for the end of the check"
    assert plain.rule is not None
    assert plain.rule.id == ids[1]
    assert plain.due_at == datetime(2026, 12, 3, 23, 0, tzinfo=UTC)
