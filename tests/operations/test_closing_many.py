"""Several cases are closed with one outcome; whoever waits for an answer or a promise is left as they are."""

from datetime import timedelta

import pytest

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import (
    AlreadyClosed,
    CaseKind,
    NoAnswerReason,
    Outcome,
    OutcomeMissing,
    ReplyBy,
    RootCauseMissing,
)
from csatdesk.domain.changes import no_progress
from csatdesk.domain.closing_many import AnswerOwed, ClosingOfMany, OutcomeUnfit, PromiseOwed
from csatdesk.domain.contacts import Known
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.bulk import ManyDone, do_many
from csatdesk.operations.cases.closing_many import close_one_of_many
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.work import Undoable
from tests.cast import NOW, Stage

ANSWERED = ClosingOfMany(Outcome.ANSWERED, note="Tydzień sprzątania")


def close_all(centre: Stage, case_ids: list[int], closing: ClosingOfMany = ANSWERED) -> Undoable[ManyDone] | ManyDone:
    return do_many(
        centre.store,
        centre.anna,
        no_progress,
        case_ids=case_ids,
        deed=lambda work, case_id: close_one_of_many(work, case_id=case_id, closing=closing),
        words="Closed {count} cases.",
    )


def card(centre: Stage, case_id: int) -> CaseCard:
    with centre.read() as reading:
        return load_case(reading, case_id=case_id)


def answered(centre: Stage, kind: CaseKind) -> int:
    case_id = centre.register(kind=kind).case_id
    with centre.work() as work:
        answer_case(work, case_id=case_id, text="Wyjaśniono.", sent_at=NOW, reply_by=ReplyBy.PHONE)
    return case_id


def refusals(done: Undoable[ManyDone] | ManyDone) -> list[tuple[int, type]]:
    told = done.result if isinstance(done, Undoable) else done
    return [(one.case_id, type(one.refusal)) for one in told.left_out]


def test_who_needs_no_answer_is_closed_and_one_undo_opens_all_again(centre: Stage) -> None:
    sent = answered(centre, CaseKind.INQUIRY)
    unwanted = centre.register(kind=CaseKind.INQUIRY, reply_by=ReplyBy.NONE).case_id
    unnamed = centre.register(kind=CaseKind.SUGGESTION, known=Known.ANONYMOUS, customer_id=None).case_id
    praise = centre.register(kind=CaseKind.PRAISE).case_id
    wanted = [sent, unwanted, unnamed, praise]
    before = [card(centre, one).row.status for one in wanted]
    done = close_all(centre, wanted)
    assert isinstance(done, Undoable)
    assert (done.result, done.values) == (ManyDone(4), {"count": 4})
    cards = [card(centre, one) for one in wanted]
    assert {one.row.status for one in cards} == {Status.CLOSED}
    assert {one.outcome for one in cards} == {Outcome.ANSWERED}
    reasons = [None, NoAnswerReason.NOT_WANTED, NoAnswerReason.ANONYMOUS, NoAnswerReason.NOT_WANTED]
    assert [one.no_answer_reason for one in cards] == reasons
    assert cards[0].answer_sent_at == NOW, "what was sent stays sent"
    assert cards[0].history[0].text == "Tydzień sprzątania"
    with centre.work() as work:
        done.undo(work)
    assert [card(centre, one).row.status for one in wanted] == before


def test_who_waits_for_an_answer_or_a_promise_or_ends_otherwise_is_left_as_they_are(centre: Stage) -> None:
    owed = centre.register(kind=CaseKind.INQUIRY).case_id
    promised = answered(centre, CaseKind.INQUIRY)
    with centre.work() as work:
        new = NewPromise(PromiseKind.CALL_BACK, "Oddzwonić", NOW + timedelta(days=1), is_day=True)
        make_promise(work, case_id=promised, new=new)
    complaint, done_with = answered(centre, CaseKind.COMPLAINT), answered(centre, CaseKind.INQUIRY)
    close_all(centre, [done_with])
    fits = answered(centre, CaseKind.INQUIRY)
    done = close_all(centre, [owed, promised, complaint, done_with, fits])
    assert refusals(done) == [
        (owed, AnswerOwed),
        (promised, PromiseOwed),
        (complaint, OutcomeUnfit),
        (done_with, AlreadyClosed),
    ]
    assert card(centre, fits).row.status is Status.CLOSED
    assert all(card(centre, one).row.status.is_open for one in (owed, promised, complaint))


def test_answered_complaints_end_with_one_outcome_and_its_cause(centre: Stage) -> None:
    wanted = [answered(centre, CaseKind.COMPLAINT), answered(centre, CaseKind.CLAIM)]
    close_all(centre, wanted, ClosingOfMany(Outcome.JUSTIFIED, "Burza nad Lipową"))
    assert [(card(centre, one).outcome, card(centre, one).root_cause) for one in wanted] == [
        (Outcome.JUSTIFIED, "Burza nad Lipową")
    ] * 2


@pytest.mark.parametrize(
    ("closing", "refusal"),
    [(ClosingOfMany(None), OutcomeMissing), (ClosingOfMany(Outcome.PARTLY, "  "), RootCauseMissing)],
)
def test_without_outcome_or_cause_none_is_closed(
    local_centre: Stage, closing: ClosingOfMany, refusal: type[Exception]
) -> None:
    wanted = answered(local_centre, CaseKind.COMPLAINT)
    assert refusals(close_all(local_centre, [wanted], closing)) == [(wanted, refusal)]
    assert card(local_centre, wanted).row.status is Status.SENT
