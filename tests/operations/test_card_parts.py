"""What a card shows beside the case: clocks in order of need, pauses, extensions, links; and the case file about it."""

from datetime import UTC, datetime, timedelta

from csatdesk.domain.cases import CaseFilter, CaseKind, Closing, DueBand, Outcome, ReplyBy
from csatdesk.domain.clocks import Extension
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.links import LinkKind
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.endings import close_case, reopen_case
from csatdesk.operations.cases.extensions import NewExtension, extend_deadline
from csatdesk.operations.cases.file_paper import read_case_file
from csatdesk.operations.cases.links import link_cases
from csatdesk.operations.cases.promises import do_promise, make_promise
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.operations.cases.rules import extension_values
from csatdesk.operations.cases.screens import count_for_list, load_case_facts
from csatdesk.operations.cases.waiting import resume, wait
from csatdesk.store.entities.centres import Target
from tests.cast import NOW, Stage

HOUR = timedelta(hours=1)


def law(stage: Stage) -> None:
    with stage.work(stage.ewa) as work:
        target = Target(
            centre_id=work.actor.centre_id,
            clock=Clock.LEGAL,
            position=1,
            amount=14,
            unit=Unit.CALENDAR_DAYS,
            names={"en": "Consumer law"},
            kinds=["complaint"],
            extension=extension_values(Extension(1, 30, Unit.CALENDAR_DAYS)),
            since_at=NOW,
        )
        work.db.add(target)


def test_while_paused_the_due_instant_is_what_it_would_be_if_resumed_now(centre: Stage) -> None:
    case_id = centre.register(kind=CaseKind.INQUIRY).case_id
    with centre.work() as work:
        wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note="photo")
    with centre.read() as reading:
        first = load_case(reading, case_id=case_id).clocks[0].deadline
    with centre.read(at=NOW + timedelta(days=7)) as reading:
        later = load_case(reading, case_id=case_id).clocks[0].deadline
    assert first.is_paused
    assert later.is_paused
    assert later.due_at > first.due_at


def test_paused_cases_stand_together_after_what_is_due_and_are_counted(centre: Stage) -> None:
    ids = [centre.register(str(place), kind=CaseKind.INQUIRY).case_id for place in range(3)]
    thanks = centre.register("thanks", kind=CaseKind.PRAISE).case_id
    waits = centre.register("waits", kind=CaseKind.INQUIRY).case_id
    with centre.work() as work:
        for case_id in (ids[1], waits):
            wait(work, case_id=case_id, reason=WaitingFor.ORGANISATION, note="meter")
    with centre.read() as reading:
        rows = list_cases(reading, filter=CaseFilter(is_open=True)).rows
        counts = count_for_list(reading, filter=CaseFilter(is_open=True))
        facts = load_case_facts(reading)
    assert [row.id for row in rows] == [ids[0], ids[2], ids[1], waits, thanks]
    assert [facts.band(row) for row in rows[2:]] == [DueBand.PAUSED, DueBand.PAUSED, DueBand.NONE]
    assert (counts.of(DueBand.PAUSED), counts.of(DueBand.NONE)) == (2, 1)


def test_running_clocks_come_before_ended_ones_and_this_period_before_the_last(centre: Stage) -> None:
    law(centre)
    case_id = centre.register().case_id
    with centre.work(at=NOW + HOUR) as work:
        answer_case(work, case_id=case_id, text="No.", sent_at=NOW + HOUR, reply_by=ReplyBy.LETTER)
    with centre.work(at=NOW + HOUR) as work:
        version = load_case(work, case_id=case_id).version
        closing = Closing(Outcome.NOT_JUSTIFIED, answer_sent_at=NOW + HOUR)
        close_case(work, case_id=case_id, closing=closing, version=version)
        reopen_case(work, case_id=case_id, reason="Again")
    with centre.read(at=NOW + 2 * HOUR) as reading:
        clocks = load_case(reading, case_id=case_id).clocks
    assert [(one.is_running, one.deadline.period) for one in clocks] == [(True, 2), (True, 2), (False, 1), (False, 1)]
    running = [one.deadline.due_at for one in clocks if one.is_running]
    assert running == sorted(running)


def test_the_card_knows_promises_pauses_extensions_and_links(centre: Stage) -> None:
    law(centre)
    case_id, other = centre.register().case_id, centre.register("Other").case_id
    moved_to = datetime(2026, 12, 20, 23, tzinfo=UTC)
    with centre.work() as work:
        make_promise(work, case_id=case_id, new=NewPromise(PromiseKind.VISIT, "Visit", NOW + timedelta(days=3)))
        wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note="photo")
        link_cases(work, case_id=case_id, other_id=other, kind=LinkKind.RELATED)
    with centre.work(centre.marek, NOW + HOUR) as work:
        resume(work, case_id=case_id, note="came")
        card = load_case(work, case_id=case_id)
        legal = next(one.deadline for one in card.clocks if one.deadline.clock is Clock.LEGAL)
        new = NewExtension(moved_to, "Meter check", "Letter of 19 Nov", NOW)
        extend_deadline(work, deadline_id=legal.id, new=new)
    with centre.read(at=NOW + HOUR) as reading:
        card, linked = load_case(reading, case_id=case_id), load_case(reading, case_id=other)
    assert [promise.text for promise in card.open_promises] == ["Visit"]
    assert [(pause.note, pause.to_at) for pause in card.pauses] == [("photo", NOW + HOUR)]
    assert card.pause is None
    [extension] = card.extensions
    assert (extension.before.due_at, extension.after.due_at) == (legal.due_at, moved_to)
    assert (extension.by_name, extension.proof, extension.is_undone) == ("Marek Lis", "Letter of 19 Nov", False)
    assert next(one for one in card.clocks if one.deadline.clock is Clock.LEGAL).is_extended
    assert (card.links, linked.links) == (1, 1)


def test_the_case_file_shows_clocks_with_outcome_pauses_promises_and_extensions(centre: Stage) -> None:
    law(centre)
    case_id = centre.register().case_id
    with centre.work() as work:
        kept = make_promise(work, case_id=case_id, new=NewPromise(PromiseKind.VISIT, "Visit", NOW + timedelta(days=3)))
        wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note="photo")
        do_promise(work, promise_id=kept.result, done_at=NOW, note="done")
    with centre.work(centre.marek, NOW + HOUR) as work:
        resume(work, case_id=case_id)
        legal = next(one for one in load_case(work, case_id=case_id).deadlines if one.clock is Clock.LEGAL)
        new = NewExtension(datetime(2026, 12, 20, 23, tzinfo=UTC), "Meter check", "Letter", NOW)
        extend_deadline(work, deadline_id=legal.id, new=new)
        answer_case(work, case_id=case_id, text="No.", sent_at=NOW + HOUR, reply_by=ReplyBy.LETTER, posting="RR1")
    with centre.read(centre.anna, NOW + 2 * HOUR) as reading:
        paper = read_case_file(reading, case_id=case_id)
    assert {clock.state for clock in paper.clocks} == {"met"}
    assert all("stopped 19 Nov 2026 12:42" in clock.about for clock in paper.clocks)
    assert any("; extended" in clock.about for clock in paper.clocks)
    assert [(pause.head, pause.text) for pause in paper.pauses] == [("Waiting for customer", "Anna Nowak: photo")]
    assert [(promise.state, promise.words) for promise in paper.promises] == [("met", "kept")]
    assert paper.extensions[0].head == "Thursday 3 December 2026, now Sunday 20 December 2026"
    assert any("posting number RR1" in entry.what for entry in paper.history)
