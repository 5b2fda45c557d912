"""Promises as cards show them."""

from datetime import timedelta

from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.operations.cases.promise_rows import list_promises
from csatdesk.operations.cases.promises import do_promise, drop_promise, make_promise
from tests.cast import NOW, Stage


def test_promises_stand_in_their_order_with_who_made_and_kept_them(centre: Stage) -> None:
    case_id = centre.register().case_id
    with centre.work() as work:
        first = make_promise(work, case_id=case_id, new=NewPromise(PromiseKind.CALL_BACK, "Call", NOW + timedelta(1)))
        second = make_promise(work, case_id=case_id, new=NewPromise(PromiseKind.REFUND, "Pay", NOW + timedelta(2)))
        make_promise(work, case_id=case_id, new=NewPromise(PromiseKind.VISIT, "Visit", NOW + timedelta(3)))
    with centre.work(centre.marek) as work:
        do_promise(work, promise_id=first.result, done_at=NOW, note="Reached her")
        drop_promise(work, promise_id=second.result, reason="Paid already")
    with centre.read() as reading:
        rows = list_promises(reading, case_id)
    assert [row.text for row in rows] == ["Call", "Pay", "Visit"]
    assert [row.is_open for row in rows] == [False, False, True]
    assert (rows[0].made_by, rows[0].done_by, rows[0].done_note) == ("Anna Nowak", "Marek Lis", "Reached her")
    assert rows[1].is_dropped
    assert rows[2].customer_name == "Agnieszka Zielińska"
    assert rows[2].version == 1
