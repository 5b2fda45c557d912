"""Making a document meets no clock. Sending, confirming, doing does: clock by clock (deadlines.md, rule 10)."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from csatdesk.domain.cases import CaseKind, Closing, NoAnswerReason, Outcome, ReplyBy
from csatdesk.domain.changes import no_progress
from csatdesk.domain.contacts import Known
from csatdesk.domain.deadlines import Clock, DeadlineState, Unit, state
from csatdesk.domain.links import EarlierLegalDay
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.answers import acknowledge_case, answer_case, approve_answer, prepare_answer, send_notice
from csatdesk.operations.cases.clocks import all_clocks, as_deadline
from csatdesk.operations.cases.commands import add_note, take_case
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.exports import export_case_file, export_receipt
from csatdesk.operations.cases.links import merge_cases
from csatdesk.operations.cases.promises import do_promise, make_promise
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Target
from csatdesk.store.entities.deadlines import CaseDeadline
from tests.cast import NOW, Stage

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def claim(centre: Stage) -> int:
    """A claim with all four clocks running."""
    with centre.work(centre.ewa) as work:
        rule = Target(centre_id=work.actor.centre_id, clock=Clock.LEGAL, names={"en": "Law"}, pauses_for=[])
        rule.amount, rule.unit = 14, Unit.CALENDAR_DAYS
        rule.acknowledge_amount, rule.acknowledge_unit = 2, Unit.WORKING_DAYS
        work.db.add(rule)
    case_id = centre.register(kind=CaseKind.CLAIM).case_id
    with centre.work() as work:
        take_case(work, case_id=case_id)
        new = NewPromise(PromiseKind.REFUND, "41,60", NOW + timedelta(days=3))
        make_promise(work, case_id=case_id, new=new)
    assert running(centre, case_id) == set(Clock)
    return case_id


def running(stage: Stage, case_id: int) -> set[Clock]:
    with stage.read() as reading:
        query = select(CaseDeadline.clock).where(CaseDeadline.case_id == case_id, CaseDeadline.is_running == 1)
        return set(reading.db.execute(query).scalars())


def states(stage: Stage, case_id: int) -> dict[Clock, DeadlineState]:
    with stage.read(at=LATER) as reading:
        case = reading.db.get_one(Case, case_id)
        calendar = calendar_of(reading, case.office_id)[1]
        return {row.clock: state(as_deadline(row), LATER, calendar) for row in all_clocks(reading, case)}


def test_writing_approving_and_printing_meet_nothing(centre: Stage, claim: int, tmp_path: Path) -> None:
    with centre.work() as work:
        prepare_answer(work, case_id=claim, text="Tak.", to_approve=True)
    with centre.work(centre.marek) as work:
        approve_answer(work, case_id=claim)
    export_receipt(centre.store, centre.anna, case_id=claim, path=tmp_path / "r.pdf", size="A4", progress=no_progress)
    export_case_file(centre.store, centre.anna, case_id=claim, path=tmp_path / "f.pdf", progress=no_progress)
    with centre.work() as work:
        add_note(work, case_id=claim, text="called")
        send_notice(work, case_id=claim, text="Still looking.", sent_at=NOW, reply_by=ReplyBy.EMAIL)
    assert running(centre, claim) == set(Clock)


def test_an_acknowledgement_meets_the_acknowledgement_clock_alone(centre: Stage, claim: int) -> None:
    with centre.work() as work:
        acknowledge_case(work, case_id=claim, sent_at=NOW, reply_by=ReplyBy.EMAIL)
    assert running(centre, claim) == {Clock.HOUSE, Clock.LEGAL, Clock.PROMISE}
    assert states(centre, claim)[Clock.ACKNOWLEDGEMENT] is DeadlineState.MET


def test_the_final_answer_meets_the_answer_clocks_and_not_the_promise(centre: Stage, claim: int) -> None:
    with centre.work() as work:
        answer_case(work, case_id=claim, text="Tak.", sent_at=NOW, reply_by=ReplyBy.LETTER, posting="RR123")
    assert running(centre, claim) == {Clock.PROMISE}
    told = states(centre, claim)
    assert (told[Clock.HOUSE], told[Clock.LEGAL]) == (DeadlineState.MET, DeadlineState.MET)
    assert told[Clock.ACKNOWLEDGEMENT] is DeadlineState.NONE, "an answer is no acknowledgement; none is owed any more"


def test_doing_meets_the_promise_alone(centre: Stage, claim: int) -> None:
    with centre.read() as reading:
        query = select(CaseDeadline.promise_id).where(CaseDeadline.clock == Clock.PROMISE)
        promise_id = reading.db.execute(query).scalar_one()
    assert promise_id is not None
    with centre.work() as work:
        do_promise(work, promise_id=promise_id, done_at=NOW)
    assert running(centre, claim) == {Clock.ACKNOWLEDGEMENT, Clock.HOUSE, Clock.LEGAL}


def test_what_was_sent_before_midnight_of_the_last_day_is_in_time(centre: Stage, claim: int) -> None:
    with centre.read() as reading:
        query = select(CaseDeadline.due_at).where(CaseDeadline.clock == Clock.LEGAL)
        due = reading.db.execute(query).scalar_one()
    with centre.work(at=due) as work:
        sent_at = due - timedelta(seconds=1)
        answer_case(work, case_id=claim, text="Tak.", sent_at=sent_at, reply_by=ReplyBy.LETTER)
    assert states(centre, claim)[Clock.LEGAL] is DeadlineState.MET


def test_closing_without_an_answer_ends_the_legal_clock_and_does_not_keep_it(centre: Stage, claim: int) -> None:
    with centre.read() as reading:
        version = reading.db.get_one(Case, claim).version
    closing = Closing(Outcome.WITHDRAWN, no_answer_reason=NoAnswerReason.WITHDRAWN)
    with centre.work() as work:
        close_case(work, case_id=claim, closing=closing, version=version)
    assert states(centre, claim)[Clock.LEGAL] is DeadlineState.NONE


def test_nobody_to_answer_has_the_house_target_alone(centre: Stage, claim: int) -> None:
    other = centre.register(kind=CaseKind.CLAIM, known=Known.ANONYMOUS, customer_id=None).case_id
    assert claim != other
    assert running(centre, other) == {Clock.HOUSE}


def test_merging_puts_no_earlier_legal_day_out_of_sight(centre: Stage, claim: int) -> None:
    same = centre.register(kind=CaseKind.CLAIM).case_id
    later = centre.register(kind=CaseKind.CLAIM, at=LATER + timedelta(days=2)).case_id
    with centre.work() as work, pytest.raises(EarlierLegalDay):
        merge_cases(work, case_id=claim, into_id=later)
    for part in (same, later):
        with centre.work(at=LATER + timedelta(days=2)) as work:
            merge_cases(work, case_id=part, into_id=claim)
    assert Clock.LEGAL in running(centre, claim)


def test_a_legal_day_already_met_stands_in_no_merging_way(centre: Stage, claim: int) -> None:
    later = centre.register(kind=CaseKind.CLAIM, at=LATER + timedelta(days=2)).case_id
    with centre.work() as work:
        answer_case(work, case_id=claim, text="Tak.", sent_at=NOW, reply_by=ReplyBy.EMAIL)
    with centre.work() as work:
        merge_cases(work, case_id=claim, into_id=later)
    assert Clock.LEGAL in running(centre, later)
