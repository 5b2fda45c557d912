"""Legal periods that begin with a named event, and what a changed rule moves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.changes import no_progress
from csatdesk.domain.contacts import Known
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.rules import NewRule
from csatdesk.operations.cases.clocks import all_clocks
from csatdesk.operations.cases.legal_starts import (
    EventInFuture,
    NamedEvent,
    NoNamedEvent,
    named_event,
    set_legal_start,
)
from csatdesk.operations.cases.recomputing import recompute_clocks
from csatdesk.operations.cases.rule_effects import preview_rule, touched
from csatdesk.operations.cases.rules import list_rules
from csatdesk.operations.rules import add_profile, retire_rule, save_rule
from csatdesk.store.entities.cases import Case
from tests.cast import NOW, Stage

TUESDAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def meter_claim(stage: Stage) -> tuple[int, int]:
    """A claim about a meter check under the Polish energy profile: case and rule."""
    with stage.work(stage.ewa) as work:
        rule_id = add_profile(work, key="pl_energy").result[0]
    case = stage.register(kind=CaseKind.CLAIM, topic_id=stage.topic_ids["meter_check"])
    return case.case_id, rule_id


def legal(stage: Stage, case_id: int) -> tuple[datetime, ...]:
    with stage.read() as reading:
        rows = all_clocks(reading, reading.db.get_one(Case, case_id))
        return tuple(row.due_at for row in rows if row.clock is Clock.LEGAL)


def event_of(stage: Stage, case_id: int) -> NamedEvent | None:
    with stage.read() as reading:
        return named_event(reading, reading.db.get_one(Case, case_id))


def test_the_legal_clock_waits_for_its_event_and_counts_from_then(centre: Stage) -> None:
    case_id, rule_id = meter_claim(centre)
    assert legal(centre, case_id) == ()
    event = event_of(centre, case_id)
    assert event is not None
    assert (event.target_id, event.at) == (rule_id, None)
    assert event.name.in_language("en") == "End of the quality check"
    with centre.work() as work:
        set_legal_start(work, case_id=case_id, target_id=rule_id, at=TUESDAY)
    assert legal(centre, case_id) == (datetime(2026, 12, 1, 23, 0, tzinfo=UTC),), "end of 1 December"


def test_a_corrected_date_moves_the_clock_and_undo_takes_both_steps_back(centre: Stage) -> None:
    case_id, rule_id = meter_claim(centre)
    with centre.work() as work:
        first = set_legal_start(work, case_id=case_id, target_id=rule_id, at=TUESDAY)
    with centre.work() as work:
        second = set_legal_start(work, case_id=case_id, target_id=rule_id, at=TUESDAY - timedelta(days=1))
    assert legal(centre, case_id) == (datetime(2026, 11, 30, 23, 0, tzinfo=UTC),)
    with centre.work() as work:
        second.undo(work)
    assert legal(centre, case_id) == (datetime(2026, 12, 1, 23, 0, tzinfo=UTC),)
    with centre.work() as work:
        first.undo(work)
    assert legal(centre, case_id) == ()


def test_an_event_to_come_and_a_rule_without_event_are_refused(local_centre: Stage) -> None:
    case_id, rule_id = meter_claim(local_centre)
    with pytest.raises(EventInFuture), local_centre.work() as work:
        set_legal_start(work, case_id=case_id, target_id=rule_id, at=NOW + timedelta(days=1))
    with local_centre.read() as reading:
        house = list_rules(reading)[0].id
    with pytest.raises(NoNamedEvent), local_centre.work() as work:
        set_legal_start(work, case_id=case_id, target_id=house, at=TUESDAY)
    assert event_of(local_centre, local_centre.register().case_id) is None


def doubled(stage: Stage) -> int:
    """The target for complaints, 15 working days, made 30; its id."""
    with stage.work(stage.ewa) as work:
        rule = list_rules(work)[0]
        target = replace(rule.rule.target, amount=30)
        new = NewRule(rule.clock, replace(rule.rule, target=target), rule.conditions)
        return save_rule(work, rule_id=rule.id, new=new, version=rule.version)


def test_a_changed_rule_moves_running_cases_only_when_asked_to(centre: Stage) -> None:
    complaint, inquiry = centre.register(), centre.register(kind=CaseKind.INQUIRY)
    rule_id = doubled(centre)
    effect = preview_rule(centre.store, centre.ewa, no_progress, rule_id=rule_id)
    assert (effect.looked_at, effect.case_ids) == (1, (complaint.case_id,))
    moved = effect.moved[0]
    assert moved.before_at is not None
    assert moved.after_at is not None
    assert moved.after_at - moved.before_at == timedelta(days=25), "fifteen working days more, Christmas between"
    with centre.work(centre.ewa) as work:
        done = recompute_clocks(work, case_ids=effect.case_ids)
    assert done.result == 1
    assert preview_rule(centre.store, centre.ewa, no_progress, rule_id=rule_id).moved == ()
    with centre.work(centre.ewa) as work:
        done.undo(work)
    assert preview_rule(centre.store, centre.ewa, no_progress, rule_id=rule_id).moved == effect.moved
    assert inquiry.due is not None


def test_cases_of_a_removed_rule_are_still_touched_by_it(centre: Stage) -> None:
    case = centre.register()
    with centre.work(centre.ewa) as work:
        rule = list_rules(work)[0]
        retire_rule(work, rule_id=rule.id)
    with centre.read() as reading:
        assert touched(reading, rule_id=rule.id) == (case.case_id,)
    effect = preview_rule(centre.store, centre.ewa, no_progress, rule_id=rule.id)
    assert effect.moved[0].after_at is None


def test_recomputing_gives_nobody_to_answer_no_legal_clock(centre: Stage) -> None:
    case = centre.register(known=Known.ANONYMOUS, customer_id=None)
    with centre.work(centre.ewa) as work:
        (rule_id,) = add_profile(work, key="pl_consumer").result
    assert preview_rule(centre.store, centre.ewa, no_progress, rule_id=rule_id).moved == ()
    assert legal(centre, case.case_id) == ()
