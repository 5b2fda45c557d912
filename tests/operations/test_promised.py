"""What the intake promises before anything is saved, and what the receipt promises afterwards."""

from datetime import timedelta

import pytest

from csatdesk.domain.cases import CaseKind, Priority, Promise
from csatdesk.domain.clocks import ClockRule
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.deadlines import Clock, ServiceTarget, Unit
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.rules import Conditions, NewRule
from csatdesk.operations.cases.clocks import promise_for
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.cases.receipt_paper import read_receipt
from csatdesk.operations.rules import move_rule, save_rule
from tests.cast import NOW, Stage


def add_rule(stage: Stage, clock: Clock, days: int, conditions: Conditions, acknowledge: int | None = None) -> None:
    target = ServiceTarget(days, Unit.WORKING_DAYS, LocalText({"en": "Answer"}))
    soon = ServiceTarget(acknowledge, Unit.WORKING_DAYS) if acknowledge else None
    with stage.work(stage.ewa) as work:
        rule_id = save_rule(work, rule_id=None, new=NewRule(clock, ClockRule(target), conditions, soon))
        move_rule(work, rule_id=rule_id, by=-99)


def promised(stage: Stage, **other: object) -> Promise:
    with stage.read() as reading:
        values = {"kind": CaseKind.COMPLAINT, "received_at": NOW, "customer_id": stage.customer_id} | other
        found = promise_for(reading, **values)  # type: ignore[arg-type]  # fields given by name
        assert found is not None
        return found


@pytest.mark.parametrize(("days", "first"), [(2, Clock.LEGAL), (90, Clock.HOUSE)])
def test_the_answer_that_is_due_first_is_promised(centre: Stage, days: int, first: Clock) -> None:
    add_rule(centre, Clock.LEGAL, days, Conditions(), acknowledge=1)
    found = promised(centre)
    assert found.clock is first
    assert [one.clock for one in found.others][-1] is Clock.ACKNOWLEDGEMENT
    assert {one.clock for one in (found, *found.others)} == {Clock.HOUSE, Clock.LEGAL, Clock.ACKNOWLEDGEMENT}


def test_nobody_known_is_owed_nothing_by_law(centre: Stage) -> None:
    add_rule(centre, Clock.LEGAL, 2, Conditions(), acknowledge=1)
    found = promised(centre, known=Known.ANONYMOUS, customer_id=None)
    assert (found.clock, found.others) == (Clock.HOUSE, ())


def test_channel_topic_and_priority_choose_the_rule(centre: Stage) -> None:
    topic_id = centre.topic_ids["bill_too_high"]
    asked = {"channel": Channel.PHONE, "topic_id": topic_id, "priority": Priority.URGENT}
    add_rule(
        centre,
        Clock.HOUSE,
        1,
        Conditions(
            channels=frozenset({Channel.PHONE}),
            topic_ids=frozenset({topic_id}),
            priorities=frozenset({Priority.URGENT}),
        ),
    )
    assert promised(centre, **asked).amount == 1
    for other in ({"channel": Channel.HALL}, {"topic_id": None}, {"priority": Priority.NORMAL}):
        assert promised(centre, **(asked | other)).amount != 1


def test_what_was_promised_is_what_the_saved_case_gets(centre: Stage) -> None:
    add_rule(centre, Clock.LEGAL, 2, Conditions(), acknowledge=1)
    found = promised(centre, topic_id=centre.topic_ids["bill_too_high"])
    made = centre.register()
    with centre.read() as reading:
        clocks = {one.clock: one.due_at for one in load_case(reading, case_id=made.case_id).deadlines}
    assert clocks == {one.clock: one.due_at for one in (found, *found.others)}


def test_the_receipt_names_the_answer_not_the_acknowledgement_or_a_step(centre: Stage) -> None:
    made = centre.register()
    with centre.read() as reading:
        plain = read_receipt(reading, case_id=made.case_id)
    add_rule(centre, Clock.LEGAL, 90, Conditions(), acknowledge=1)
    with_more = centre.register()
    with centre.work() as work:
        step = NewPromise(PromiseKind.CALL_BACK, "call", NOW + timedelta(hours=3), is_day=False)
        make_promise(work, case_id=with_more.case_id, new=step)
    with centre.read() as reading:
        told = read_receipt(reading, case_id=with_more.case_id)
        assert load_case(reading, case_id=with_more.case_id).row.due is not None
    assert (told.promise, told.promise_note) == (plain.promise, plain.promise_note)
