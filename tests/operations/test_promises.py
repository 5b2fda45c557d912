"""Promises and steps: made, done, moved, given, dropped; what they do to the case; undone."""

from datetime import datetime, timedelta

import pytest

from csatdesk.domain.case_rows import CaseCard, Event
from csatdesk.domain.cases import CaseKind, Closing, NoAnswerReason, Outcome, TextMissing
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.promises import (
    DoneInFuture,
    NewPromise,
    PromiseAlreadyDone,
    PromiseDayMissing,
    PromiseInPast,
    PromiseKind,
    PromiseTextMissing,
)
from csatdesk.domain.requests import RequestKind
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.promises import (
    OrganisationMissing,
    do_promise,
    drop_promise,
    give_promise,
    make_promise,
    move_promise,
    organisation_answered,
    refer_case,
)
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.organisations import (
    DaysUnusable,
    OrganisationExists,
    list_organisations,
    save_organisation,
)
from csatdesk.operations.work import Undoable
from tests.cast import NOW, Stage

SETTLED = Closing(Outcome.NOT_JUSTIFIED, no_answer_reason=NoAnswerReason.NOT_WANTED)
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def case_id(centre: Stage) -> int:
    return centre.register().case_id


def card_of(centre: Stage, case_id: int, at: datetime = NOW) -> CaseCard:
    with centre.read(at=at) as reading:
        return load_case(reading, case_id=case_id)


def promised(centre: Stage, case_id: int, text: str = "Oddzwonić", **other: object) -> Undoable[int]:
    values: dict[str, object] = {"due_at": TOMORROW, "is_day": False}
    with centre.work() as work:
        new = NewPromise(PromiseKind.CALL_BACK, text, **(values | other))  # type: ignore[arg-type]  # by name
        return make_promise(work, case_id=case_id, new=new)


def test_a_promise_says_who_and_by_when_and_its_clock_is_the_nearest(centre: Stage, case_id: int) -> None:
    promised(centre, case_id)
    card = card_of(centre, case_id)
    assert [(one.text, one.owner_name, one.due_at) for one in card.promises] == [("Oddzwonić", "Anna Nowak", TOMORROW)]
    assert card.row.due is not None
    assert card.row.due.clock is Clock.PROMISE
    assert card.history[0].event is Event.PROMISED


def test_a_promise_can_be_undone(centre: Stage, case_id: int) -> None:
    done = promised(centre, case_id)
    with centre.work() as work:
        done.undo(work)
    card = card_of(centre, case_id)
    assert not card.open_promises
    assert card.row.due is not None
    assert card.row.due.clock is Clock.HOUSE


@pytest.mark.parametrize(
    ("text", "due_at", "refusal"),
    [
        (" ", TOMORROW, PromiseTextMissing),
        ("Oddzwonić", None, PromiseDayMissing),
        ("Oddzwonić", NOW, PromiseInPast),
    ],
)
def test_half_a_promise_is_refused(
    centre: Stage, case_id: int, text: str, due_at: datetime | None, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        promised(centre, case_id, text, due_at=due_at)


def test_what_is_done_meets_its_clock_and_can_be_undone(centre: Stage, case_id: int) -> None:
    promise_id = promised(centre, case_id).result
    with centre.work(at=TOMORROW) as work:
        done = do_promise(work, promise_id=promise_id, done_at=NOW + timedelta(hours=1), note="rozmowa")
    card = card_of(centre, case_id, TOMORROW)
    assert card.promises[0].done_by == "Anna Nowak"
    assert card.promises[0].done_note == "rozmowa"
    assert [clock.deadline.met_at for clock in card.clocks if clock.promise] == [NOW + timedelta(hours=1)]
    with centre.work(at=TOMORROW) as work:
        done.undo(work)
    assert [one.text for one in card_of(centre, case_id, TOMORROW).open_promises] == ["Oddzwonić"]


def test_nothing_is_done_in_the_future_or_twice_or_over_somebody_elses_change(centre: Stage, case_id: int) -> None:
    promise_id = promised(centre, case_id).result
    with pytest.raises(DoneInFuture), centre.work() as work:
        do_promise(work, promise_id=promise_id, done_at=TOMORROW)
    with pytest.raises(ChangedByOther), centre.work() as work:
        do_promise(work, promise_id=promise_id, done_at=NOW, version=99)
    with centre.work() as work:
        do_promise(work, promise_id=promise_id, done_at=NOW)
    with pytest.raises(PromiseAlreadyDone), centre.work() as work:
        do_promise(work, promise_id=promise_id, done_at=NOW)


def test_a_settled_case_stays_promise_open_until_the_last_is_done_and_then_ends_by_itself(
    centre: Stage, case_id: int
) -> None:
    first, second = promised(centre, case_id).result, promised(centre, case_id, "Zwrot 120 zł").result
    with centre.work() as work:
        close_case(work, case_id=case_id, closing=SETTLED, version=card_of(centre, case_id).version)
    assert card_of(centre, case_id).row.status is Status.PROMISE_OPEN
    with centre.work() as work:
        do_promise(work, promise_id=first, done_at=NOW)
    assert card_of(centre, case_id).row.status is Status.PROMISE_OPEN
    with centre.work() as work:
        done = do_promise(work, promise_id=second, done_at=NOW)
    card = card_of(centre, case_id)
    assert card.row.status is Status.CLOSED
    assert card.closed_at == NOW
    with centre.work() as work:
        done.undo(work)
    assert card_of(centre, case_id).row.status is Status.PROMISE_OPEN


def test_dropping_the_last_promise_ends_a_settled_case_too(centre: Stage, case_id: int) -> None:
    promise_id = promised(centre, case_id).result
    with centre.work() as work:
        close_case(work, case_id=case_id, closing=SETTLED, version=card_of(centre, case_id).version)
        drop_promise(work, promise_id=promise_id, reason="klientka sama zadzwoniła")
    card = card_of(centre, case_id)
    assert card.row.status is Status.CLOSED
    assert card.promises[0].is_dropped


def test_a_promise_is_moved_with_a_reason_and_back(centre: Stage, case_id: int) -> None:
    promise_id = promised(centre, case_id).result
    later = NOW + timedelta(days=3)
    with pytest.raises(TextMissing), centre.work() as work:
        move_promise(work, promise_id=promise_id, due_at=later, is_day=False, reason=" ")
    with centre.work() as work:
        moved = move_promise(work, promise_id=promise_id, due_at=later, is_day=False, reason="monter chory")
    card = card_of(centre, case_id)
    assert card.promises[0].due_at == later
    assert card.row.due is not None
    assert card.row.due.due_at == later
    with centre.work() as work:
        moved.undo(work)
    assert card_of(centre, case_id).promises[0].due_at == TOMORROW


def test_somebody_else_keeps_it_and_gives_it_back(centre: Stage, case_id: int) -> None:
    promise_id = promised(centre, case_id).result
    with centre.work() as work:
        given = give_promise(work, promise_id=promise_id, to_staff_id=centre.marek.id)
    assert card_of(centre, case_id).promises[0].owner_name == "Marek Lis"
    with centre.work() as work:
        given.undo(work)
    assert card_of(centre, case_id).promises[0].owner_name == "Anna Nowak"


def test_the_steps_of_a_request_have_their_turn_one_after_the_other(centre: Stage) -> None:
    fields = {"meter": "E-118 204 77"}
    case_id = centre.register(
        kind=CaseKind.REQUEST, request_kind=RequestKind.METER_REPLACEMENT, request_fields=fields
    ).case_id
    steps = card_of(centre, case_id).promises
    assert len(steps) == 5
    assert [one.due_at is not None for one in steps] == [True, False, False, False, False]
    with centre.work() as work:
        done = do_promise(work, promise_id=steps[0].id, done_at=NOW)
    assert [one.due_at is not None for one in card_of(centre, case_id).open_promises] == [True, False, False, False]
    with centre.work() as work:
        done.undo(work)
    assert [one.due_at is not None for one in card_of(centre, case_id).promises] == [True, False, False, False, False]


# organisations


def organisation(centre: Stage, name: str = "Enea Operator", days: int = 5) -> int:
    with centre.work(centre.ewa) as work:
        return save_organisation(work, organisation_id=None, name=name, days=days)


def test_a_case_is_handed_to_an_organisation_with_its_own_clock_and_answer(centre: Stage, case_id: int) -> None:
    to = organisation(centre)
    with centre.work() as work:
        referral = refer_case(work, case_id=case_id, organisation_id=to, note="Protokół z licznika?")
    card = card_of(centre, case_id)
    assert card.row.status is Status.WAITING_ORGANISATION
    assert card.promises[0].organisation_name == "Enea Operator"
    assert card.promises[0].due_at == datetime.fromisoformat("2026-11-26T23:00+00:00")  # Thursday's midnight in Warsaw
    with centre.work() as work:
        answered = organisation_answered(work, promise_id=referral.result, text="Licznik sprawny.", done_at=NOW)
    card = card_of(centre, case_id)
    assert card.row.status is Status.IN_WORK
    assert card.promises[0].done_note == "Licznik sprawny."
    with centre.work() as work:
        answered.undo(work)
    card = card_of(centre, case_id)
    assert card.row.status is Status.WAITING_ORGANISATION
    assert card.pause is not None
    assert len(card.open_promises) == 1


def test_handing_on_can_be_undone(centre: Stage, case_id: int) -> None:
    to = organisation(centre)
    with centre.work() as work:
        done = refer_case(work, case_id=case_id, organisation_id=to, note="Protokół?")
    with centre.work() as work:
        done.undo(work)
    card = card_of(centre, case_id)
    assert card.row.status is Status.REGISTERED
    assert not card.open_promises
    assert card.pause is None


def test_to_which_organisation_must_be_said(centre: Stage, case_id: int) -> None:
    with pytest.raises(OrganisationMissing), centre.work() as work:
        refer_case(work, case_id=case_id, organisation_id=None, note="Protokół?")


def test_organisations_are_kept_by_who_leads_the_centre(centre: Stage) -> None:
    first = organisation(centre)
    with pytest.raises(NotAllowed), centre.work() as work:
        save_organisation(work, organisation_id=None, name="Pogotowie")
    with pytest.raises(OrganisationExists), centre.work(centre.ewa) as work:
        save_organisation(work, organisation_id=None, name="ENEA operator")
    with pytest.raises(DaysUnusable), centre.work(centre.ewa) as work:
        save_organisation(work, organisation_id=first, name="Enea", days=0)
    with centre.work(centre.ewa) as work:
        save_organisation(work, organisation_id=first, name="Enea", days=7, is_active=False, version=1)
    with centre.read() as reading:
        assert list_organisations(reading) == ()
        assert [row.days for row in list_organisations(reading, only_active=False)] == [7]
    with pytest.raises(ChangedByOther), centre.work(centre.ewa) as work:
        save_organisation(work, organisation_id=first, name="Enea", version=1)
