"""Every clock follows its rule when asked to, none begins for what has happened, and undo gives back what was."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from csatdesk.domain.cases import CaseKind, Closing, NoAnswerReason, Outcome, ReplyBy
from csatdesk.domain.changes import no_progress
from csatdesk.domain.deadlines import Clock, ServiceTarget, Unit
from csatdesk.domain.errors import Cancelled
from csatdesk.domain.rules import NewRule, Rule
from csatdesk.operations.alarms import fire_alarms
from csatdesk.operations.cases.answers import acknowledge_case, answer_case
from csatdesk.operations.cases.clocks import all_clocks
from csatdesk.operations.cases.endings import close_case, reopen_case
from csatdesk.operations.cases.legal_starts import PeriodOver, named_event, set_legal_start
from csatdesk.operations.cases.life import UndoTooLate
from csatdesk.operations.cases.recomputing import preview_recompute, recompute_clocks, recompute_many
from csatdesk.operations.cases.rules import list_rules
from csatdesk.operations.cases.trash import throw_away
from csatdesk.operations.rules import add_profile, save_rule
from csatdesk.operations.small_writes import AT_ONCE
from csatdesk.operations.work import Undoable
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.deadlines import AlarmFired
from tests.cast import NOW, Stage

LATER = NOW + timedelta(days=40)


def acknowledging(stage: Stage, amount: int | None) -> None:
    """The house rule for complaints asks for an acknowledgement within `amount` working days, or for none."""
    with stage.work(stage.ewa) as work:
        rule = list_rules(work)[0]
        within = ServiceTarget(amount, Unit.WORKING_DAYS) if amount else None
        save_rule(work, rule_id=rule.id, new=_as_new(rule, within), version=rule.version)


def _as_new(rule: Rule, within: ServiceTarget | None) -> NewRule:
    return replace(NewRule(rule.clock, rule.rule, rule.conditions), acknowledge=within)


def running(stage: Stage, case_id: int) -> dict[Clock, datetime]:
    with stage.read() as reading:
        rows = all_clocks(reading, reading.db.get_one(Case, case_id))
        return {row.clock: row.due_at for row in rows if row.is_running}


def previewed(stage: Stage, case_id: int) -> dict[Clock, tuple[bool, bool]]:
    """The clocks that would move: whether each runs before, and after."""
    with stage.read() as reading:
        moved = preview_recompute(reading, case_ids=[case_id])
        return {one.clock: (one.before_at is not None, one.after_at is not None) for one in moved}


def recompute(stage: Stage, case_id: int, at: datetime = NOW) -> Undoable[int]:
    with stage.work(stage.ewa, at) as work:
        return recompute_clocks(work, case_ids=[case_id])


def undo(stage: Stage, done: Undoable[int], at: datetime = NOW) -> None:
    with stage.work(stage.ewa, at) as work:
        done.undo(work)


def test_the_acknowledgement_clock_begins_moves_and_ends_with_its_rule(centre: Stage) -> None:
    case_id = centre.register().case_id
    before = running(centre, case_id)
    assert set(before) == {Clock.HOUSE}
    acknowledging(centre, 2)
    assert previewed(centre, case_id) == {Clock.ACKNOWLEDGEMENT: (False, True)}
    begun = recompute(centre, case_id)
    two_days = running(centre, case_id)[Clock.ACKNOWLEDGEMENT]
    acknowledging(centre, 5)
    assert previewed(centre, case_id) == {Clock.ACKNOWLEDGEMENT: (True, True)}
    moved = recompute(centre, case_id)
    assert running(centre, case_id)[Clock.ACKNOWLEDGEMENT] > two_days
    acknowledging(centre, None)
    assert previewed(centre, case_id) == {Clock.ACKNOWLEDGEMENT: (True, False)}
    ended = recompute(centre, case_id)
    assert running(centre, case_id) == before
    for done in (ended, moved, begun):
        undo(centre, done)
    assert running(centre, case_id) == before


def test_what_was_acknowledged_is_not_asked_for_again(centre: Stage) -> None:
    case_id = centre.register().case_id
    with centre.work() as work:
        acknowledge_case(work, case_id=case_id, sent_at=NOW, reply_by=ReplyBy.EMAIL)
    acknowledging(centre, 2)
    assert previewed(centre, case_id) == {}
    assert recompute(centre, case_id).result == 0


def answered(stage: Stage) -> int:
    case_id = stage.register(kind=CaseKind.CLAIM, topic_id=stage.topic_ids["meter_check"]).case_id
    with stage.work() as work:
        answer_case(work, case_id=case_id, text="Tak.", sent_at=NOW, reply_by=ReplyBy.EMAIL)
    return case_id


def test_no_clock_begins_for_an_answer_that_was_sent(centre: Stage) -> None:
    case_id = answered(centre)
    with centre.work(centre.ewa) as work:
        add_profile(work, key="pl_consumer")
    acknowledging(centre, 2)
    assert previewed(centre, case_id) == {}
    assert recompute(centre, case_id).result == 0
    assert running(centre, case_id) == {}


def test_no_legal_period_begins_with_an_event_after_the_answer(local_centre: Stage) -> None:
    case_id = answered(local_centre)
    with local_centre.work(local_centre.ewa) as work:
        rule_id = add_profile(work, key="pl_energy").result[0]
    with local_centre.read() as reading:
        assert named_event(reading, reading.db.get_one(Case, case_id)) is None
    with pytest.raises(PeriodOver), local_centre.work() as work:
        set_legal_start(work, case_id=case_id, target_id=rule_id, at=NOW)


def test_a_clock_that_begins_in_a_second_period_counts_from_the_reopening(centre: Stage) -> None:
    case_id = centre.register(kind=CaseKind.CLAIM).case_id
    closing = Closing(Outcome.NOT_JUSTIFIED, no_answer_reason=NoAnswerReason.NOT_WANTED)
    with centre.work() as work:
        version = work.db.get_one(Case, case_id).version
        close_case(work, case_id=case_id, closing=closing, version=version)
    with centre.work(at=LATER) as work:
        reopen_case(work, case_id=case_id, reason="came back")
    with centre.work(centre.ewa, LATER) as work:
        add_profile(work, key="pl_consumer")
    recompute(centre, case_id, LATER)
    due = running(centre, case_id)[Clock.LEGAL]
    assert timedelta(days=14) <= due - LATER <= timedelta(days=15)


def test_a_clock_that_has_spoken_can_be_taken_back(centre: Stage) -> None:
    case_id = centre.register().case_id
    acknowledging(centre, 2)
    done = recompute(centre, case_id, LATER)
    with centre.work(centre.ewa, LATER) as work:
        fire_alarms(work)
    with centre.read() as reading:
        fired = set(reading.db.execute(select(AlarmFired.deadline_id)).scalars())
        clocks = {row.id for row in all_clocks(reading, reading.db.get_one(Case, case_id)) if row.target_id}
        assert fired == clocks, "both clocks are long late and have said so"
    undo(centre, done, LATER)
    assert set(running(centre, case_id)) == {Clock.HOUSE}


@pytest.mark.parametrize("before", [None, 5])
def test_a_case_that_went_on_keeps_its_clocks(centre: Stage, before: int | None) -> None:
    acknowledging(centre, before)
    case_id = centre.register().case_id
    acknowledging(centre, 2)
    done = recompute(centre, case_id)
    assert done.result == 1
    with centre.work() as work:
        answer_case(work, case_id=case_id, text="Tak.", sent_at=NOW, reply_by=ReplyBy.EMAIL)
    with pytest.raises(UndoTooLate):
        undo(centre, done)
    assert running(centre, case_id) == {}


# thousands, as a job


def many(stage: Stage) -> list[int]:
    """More cases than go into two writes, all of which a rule of today would move."""
    case_ids = [stage.register().case_id for _ in range(2 * AT_ONCE + 1)]
    acknowledging(stage, 2)
    return case_ids


def waiting(stage: Stage, case_ids: list[int]) -> list[int]:
    """Those whose acknowledgement clock runs."""
    return [case_id for case_id in case_ids if Clock.ACKNOWLEDGEMENT in running(stage, case_id)]


def test_many_are_recomputed_in_small_writes_and_undone_in_one(centre: Stage) -> None:
    case_ids, told = many(centre), []
    done = recompute_many(centre.store, centre.ewa, lambda *step: told.append(step), case_ids=case_ids)
    assert done.result == len(case_ids)
    assert told == [(0, 21), (10, 21), (20, 21), (21, 21)]
    assert waiting(centre, case_ids) == case_ids
    undo(centre, done)
    assert waiting(centre, case_ids) == []


def test_a_cancelled_job_leaves_no_case_moved(centre: Stage) -> None:
    case_ids = many(centre)

    def cancel(done: int, _total: int) -> None:
        if done >= 2 * AT_ONCE:
            assert waiting(centre, case_ids) == case_ids[: 2 * AT_ONCE], "twenty have been moved by now"
            raise Cancelled

    with pytest.raises(Cancelled):
        recompute_many(centre.store, centre.ewa, cancel, case_ids=case_ids)
    assert waiting(centre, case_ids) == []


def test_what_went_on_meanwhile_does_not_stand_in_the_way_of_the_others(centre: Stage) -> None:
    case_ids = many(centre)
    with centre.work(centre.ewa) as work:
        throw_away(work, case_id=case_ids[1], reason="test")

    def cancel(done: int, _total: int) -> None:
        if done >= 2 * AT_ONCE:
            with centre.work() as work:
                acknowledge_case(work, case_id=case_ids[0], sent_at=NOW, reply_by=ReplyBy.EMAIL)
            raise Cancelled

    with pytest.raises(Cancelled):
        recompute_many(centre.store, centre.ewa, cancel, case_ids=case_ids)
    assert waiting(centre, case_ids) == []
    done = recompute_many(centre.store, centre.ewa, no_progress, case_ids=case_ids)
    assert done.result == len(case_ids) - 2, "one is acknowledged, one in the trash"
