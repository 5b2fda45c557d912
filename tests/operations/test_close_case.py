"""Closing and reopening: done, refused by rule, stale, undone."""

from datetime import timedelta
from decimal import Decimal

import pytest

from csatdesk.domain.cases import (
    AlreadyClosed,
    AnswerMissing,
    CaseFilter,
    Closing,
    NoAnswerReason,
    NotClosed,
    Outcome,
    OutcomeMissing,
    RootCauseMissing,
)
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.commands import (
    add_note,
    take_case,
)
from csatdesk.operations.cases.endings import (
    close_case,
    reopen_case,
)
from csatdesk.operations.cases.queries import count_cases, load_case
from tests.cast import NOW, Stage

JUSTIFIED = Closing(
    Outcome.JUSTIFIED,
    root_cause="Odczyt ze starego licznika.",
    answer_sent_at=NOW,
    redress=Decimal("84.20"),
    currency="PLN",
)


@pytest.fixture
def case_id(centre: Stage) -> int:
    return centre.register().case_id


def close(centre: Stage, case_id: int, closing: Closing = JUSTIFIED, actor: Actor | None = None) -> None:
    with centre.read() as reading:
        version = load_case(reading, case_id=case_id).version
    with centre.work(actor) as work:
        close_case(work, case_id=case_id, closing=closing, version=version)


def test_a_closed_complaint_keeps_outcome_cause_and_redress(centre: Stage, case_id: int) -> None:
    close(centre, case_id)
    with centre.read() as reading:
        card = load_case(reading, case_id=case_id)
        assert count_cases(reading, filter=CaseFilter(is_open=True)).total == 0
    assert (card.outcome, card.root_cause) == (Outcome.JUSTIFIED, "Odczyt ze starego licznika.")
    assert (card.redress, card.currency) == (Decimal("84.20"), "PLN")
    assert card.deadlines[0].met_at == NOW


@pytest.mark.parametrize(
    ("closing", "refusal"),
    [
        (Closing(None, no_answer_reason=NoAnswerReason.WITHDRAWN), OutcomeMissing),
        (Closing(Outcome.ANSWERED, no_answer_reason=NoAnswerReason.WITHDRAWN), OutcomeMissing),
        (Closing(Outcome.JUSTIFIED, answer_sent_at=NOW), RootCauseMissing),
        (Closing(Outcome.NOT_JUSTIFIED), AnswerMissing),
    ],
)
def test_what_a_complaint_needs_to_close_is_asked_for(
    centre: Stage, case_id: int, closing: Closing, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        close(centre, case_id, closing)


def test_closing_twice_is_refused(centre: Stage, case_id: int) -> None:
    close(centre, case_id)
    with pytest.raises(AlreadyClosed):
        close(centre, case_id)


def test_closing_what_somebody_changed_meanwhile_is_refused(centre: Stage, case_id: int) -> None:
    with centre.read() as reading:
        version = load_case(reading, case_id=case_id).version
    with centre.work(centre.marek) as work:
        take_case(work, case_id=case_id)
    with pytest.raises(ChangedByOther), centre.work() as work:
        close_case(work, case_id=case_id, closing=JUSTIFIED, version=version)


def test_closing_can_be_undone_and_the_clock_runs_again(centre: Stage, case_id: int) -> None:
    with centre.read() as reading:
        before = load_case(reading, case_id=case_id)
    with centre.work() as work:
        done = close_case(work, case_id=case_id, closing=JUSTIFIED, version=before.version)
    with centre.work() as work:
        done.undo(work)
    with centre.read() as reading:
        after = load_case(reading, case_id=case_id)
    assert after.row == before.row
    assert after.outcome is None
    assert after.reopened == 0


def test_a_reopened_case_has_a_second_period_with_its_own_clock(centre: Stage, case_id: int) -> None:
    close(centre, case_id)
    later = NOW + timedelta(days=30)
    with centre.work(at=later) as work:
        reopen_case(work, case_id=case_id, reason="Korekta nie dotarła.")
    with centre.read(at=later) as reading:
        card = load_case(reading, case_id=case_id)
    assert card.row.status is Status.IN_WORK
    assert card.reopened == 1
    assert [deadline.met_at for deadline in card.deadlines] == [None, NOW]
    assert card.row.due is not None
    assert card.row.due.due_at > later


def test_an_open_case_cannot_be_reopened(centre: Stage, case_id: int) -> None:
    with pytest.raises(NotClosed), centre.work() as work:
        reopen_case(work, case_id=case_id, reason="Zapytam jeszcze.")


def test_a_note_is_no_change_that_stops_a_closing(centre: Stage, case_id: int) -> None:
    with centre.read() as reading:
        version = load_case(reading, case_id=case_id).version
    with centre.work(centre.marek) as work:
        add_note(work, case_id=case_id, text="Zadzwonię jutro.")
    with centre.work() as work:
        close_case(work, case_id=case_id, closing=JUSTIFIED, version=version)
