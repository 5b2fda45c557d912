"""Closing with its outcome, and reopening as a second period."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import AlreadyClosed, Closing, NoAnswerReason, TextMissing
from csatdesk.domain.changes import Kind
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.letters import LetterKind
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.clocks import ANSWER_CLOCKS, end_clocks, meet, renew_clocks, start_again, start_clocks
from csatdesk.operations.cases.letter_rows import (
    LetterBefore,
    Sending,
    check_complete,
    check_may_go_out,
    check_none_on_its_way,
    mark_sent,
    open_letter,
    take_sending_back,
)
from csatdesk.operations.cases.life import Step, follow, log, put_back, workable
from csatdesk.operations.cases.promises import has_open_promises
from csatdesk.operations.words import write_case_words
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.cases import Case

ANSWER = ("answer_text", "prepared_by_id", "approved_by_id")
ANSWERED_THERE = frozenset({None, NoAnswerReason.ON_THE_SPOT})  # sent, or said on the spot


@dataclass(frozen=True, slots=True)
class Before:
    """How a case stood before it was closed."""

    status: Status
    answer_sent_at: datetime | None
    answer_text: str
    stopped: tuple[int, ...] = ()
    letter: LetterBefore | None = None  # the prepared answer that is said to be sent by closing


def close_case(work: Work, *, case_id: int, closing: Closing, version: int) -> Undoable[None]:
    """End the case with its outcome. `version` is the one the person saw. Open promises keep it open until done."""
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    check_none_on_its_way(work, case)
    before = Before(case.status, case.answer_sent_at, case.answer_text, letter=_send_answer(work, case, closing))
    case.close(closing, work.at, has_promises=has_open_promises(work, case))
    follow(work, case, before.status)
    if before.status.is_waiting:
        renew_clocks(work, case)  # the wait that ends here moved what was due
    stopped = _stop_clocks(work, case, closing)
    renew_clocks(work, case)
    log(work, case, Event.CLOSED, closing.note.strip(), **_about(closing))
    write_case_words(work, case)
    work.changed.add(Kind.CASE)
    undo = partial(
        _unclose, case_id=case_id, step=Step.since(work, case, before.status), before=replace(before, stopped=stopped)
    )
    return Undoable(None, undo, N_("Closed case {number}."), {"number": case.number})


def _send_answer(work: Work, case: Case, closing: Closing) -> LetterBefore | None:
    """Closing may say that the answer was sent: then it is one that may go out."""
    if closing.answer_sent_at is None or case.answer_sent_at is not None:
        return None
    check_may_go_out(work, case, case.answer_text)
    check_complete(work, case, case.answer_text)
    if open_letter(work, case, LetterKind.ANSWER) is None:
        return None
    sending = Sending(closing.answer_sent_at, case.reply_by)
    return mark_sent(work, case, LetterKind.ANSWER, case.answer_text, sending)


def _about(closing: Closing) -> dict[str, str]:
    about = {"outcome": closing.outcome.value if closing.outcome else ""}
    return about | ({"solved": closing.solved.value} if closing.solved else {})


def _stop_clocks(work: Work, case: Case, closing: Closing) -> tuple[int, ...]:
    """An answer meets the answer clocks when it was sent. Where none is owed, the matter itself ends the house target
    and the legal clock is not kept but ended.
    """
    at = closing.answer_sent_at or work.at
    answered = closing.no_answer_reason in ANSWERED_THERE
    stopped = meet(work, case, ANSWER_CLOCKS if answered else (Clock.HOUSE,), at)
    return stopped + end_clocks(work, case, (Clock.LEGAL, Clock.ACKNOWLEDGEMENT))


def _unclose(work: Work, *, case_id: int, step: Step, before: Before) -> None:
    """Take a closing back as if it had not been; its line stays in the history."""
    case = workable(work, case_id, Right.WORK_ON_CASE)
    put_back(work, case, step)
    case.clear_closing()
    case.answer_sent_at, case.answer_text = before.answer_sent_at, before.answer_text
    take_sending_back(work, before.letter)
    start_again(work, case, before.stopped)
    renew_clocks(work, case)
    log(work, case, Event.UNDONE, "", undone=Event.CLOSED.value)
    work.changed.add(Kind.CASE)


def reopen_case(work: Work, *, case_id: int, reason: str, version: int | None = None) -> Undoable[None]:
    """Start a second handling period with its own clocks; the first outcome stays in the history."""
    if not reason.strip():
        raise TextMissing(field="reason")
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    check_none_on_its_way(work, case)
    closing = Closing(
        case.outcome,
        case.root_cause,
        case.answer_sent_at,
        case.no_answer_reason,
        case.redress,
        case.currency,
        solved=case.solved,
        appeal_text=case.appeal_text,
    )
    before, answer = case.status, tuple(getattr(case, name) for name in ANSWER)
    case.reopen()
    case.prepared_by_id = case.approved_by_id = None  # what is approved is the answer of one period
    follow(work, case, before)
    start_clocks(work, case, start=work.at)
    log(work, case, Event.REOPENED, reason.strip())
    work.changed.add(Kind.CASE)
    undo = partial(_close_again, case_id=case_id, closing=closing, answer=answer)
    return Undoable(None, undo, N_("Reopened case {number}."), {"number": case.number})


def _close_again(work: Work, *, case_id: int, closing: Closing, answer: tuple[object, ...]) -> None:
    """End the second period as the first one ended."""
    case = workable(work, case_id, Right.WORK_ON_CASE)
    if not case.status.is_open:
        raise AlreadyClosed(number=case.number)
    for name, value in zip(ANSWER, answer, strict=True):
        setattr(case, name, value)
    work.db.flush()
    close_case(work, case_id=case_id, closing=closing, version=case.version)
