"""Acknowledgement, interim notice and answer. Writing one meets no clock; that it was sent does."""

from datetime import datetime
from functools import partial

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import CLOCK_SLACK, AnswerInFuture, ReplyBy, Solved
from csatdesk.domain.changes import Kind
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.errors import Refusal
from csatdesk.domain.letters import LetterKind, Written
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.clocks import ANSWER_CLOCKS, end_clocks, meet, renew_clocks
from csatdesk.operations.cases.letter_rows import (
    LetterBefore,
    Sending,
    check_complete,
    check_may_go_out,
    is_on_its_way,
    keep_letter,
    mark_sent,
    take_letter_back,
)
from csatdesk.operations.cases.life import Step, follow, give, log, move, put_back, workable
from csatdesk.operations.words import write_case_words
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.cases import Case

TAKEN_BACK = ("answer_text", "prepared_by_id", "approved_by_id", "owner_id", "team_id")


class AnswerTextMissing(Refusal):
    text = N_("Write what the customer was answered.")


class NothingToApprove(Refusal):
    text = N_("No answer of case {number} waits to be approved.")


class OwnAnswer(Refusal):
    text = N_("Somebody else has to approve the answer that you wrote.")


class ReturnNoteMissing(Refusal):
    text = N_("Write what is to be changed.")


def prepare_answer(
    work: Work,
    *,
    case_id: int,
    text: str,
    to_approve: bool = False,
    written: Written | None = None,
    version: int | None = None,
) -> Undoable[int]:
    """Keep a written answer with the case; the id of its letter. It is not sent: every clock runs on.

    `to_approve`: a second person reads it first, so nothing may be left open in it.
    """
    if not text.strip():
        raise AnswerTextMissing(field="answer")
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    if to_approve:
        check_complete(work, case, text)
    approved = case.status is Status.ANSWER_PREPARED and case.approved_by_id is not None
    stays = approved or case.status is Status.TO_APPROVE  # looked at on paper it neither loses nor leaves its reader
    if stays and not to_approve and case.answer_text == text.strip():
        letter = keep_letter(work, case, LetterKind.ANSWER, text.strip(), written)
        undo_kept = partial(take_letter_back, before=letter)
        return Undoable(letter.id, undo_kept, N_("Wrote the answer of case {number}."), {"number": case.number})
    status, before = case.status, tuple(getattr(case, name) for name in TAKEN_BACK)
    if case.status is Status.REGISTERED:
        move(work, case, Status.IN_WORK)  # who writes its answer works on it
    move(work, case, Status.TO_APPROVE if to_approve else Status.ANSWER_PREPARED)
    case.answer_text, case.prepared_by_id, case.approved_by_id = text.strip(), work.actor.id, None
    if case.owner_id is None:
        give(work, case, work.actor.id)
    letter = keep_letter(work, case, LetterKind.ANSWER, text.strip(), written)
    renew_clocks(work, case)
    _told(work, case, Event.TO_APPROVE if to_approve else Event.PREPARED, text.strip())
    undo = partial(_unprepare, case_id=case_id, step=Step.since(work, case, status), before=before, letter=letter)
    return Undoable(letter.id, undo, N_("Wrote the answer of case {number}."), {"number": case.number})


def _unprepare(work: Work, *, case_id: int, step: Step, before: tuple[object, ...], letter: LetterBefore) -> None:
    case = workable(work, case_id, Right.WORK_ON_CASE)
    for name, value in zip(TAKEN_BACK, before, strict=True):
        setattr(case, name, value)
    put_back(work, case, step)
    take_letter_back(work, letter)
    renew_clocks(work, case)
    _told(work, case, Event.UNDONE, "", undone=Event.PREPARED.value)


def approve_answer(work: Work, *, case_id: int, version: int | None = None) -> Undoable[None]:
    """A second person has read the answer: it may go out. It is not sent yet."""
    case = _to_approve(work, case_id, version)
    if case.prepared_by_id == work.actor.id:
        raise OwnAnswer()
    case.approved_by_id = work.actor.id
    move(work, case, Status.ANSWER_PREPARED)
    _told(work, case, Event.APPROVED)
    step = Step.since(work, case, Status.TO_APPROVE)
    undo = partial(_back_to_approve, case_id=case_id, step=step, undone=Event.APPROVED)
    return Undoable(None, undo, N_("Approved the answer of case {number}."), {"number": case.number})


def return_answer(work: Work, *, case_id: int, note: str, version: int | None = None) -> Undoable[None]:
    """The answer goes back to who wrote it, with a note."""
    if not note.strip():
        raise ReturnNoteMissing(field="note")
    case = _to_approve(work, case_id, version)
    move(work, case, Status.IN_WORK)
    _told(work, case, Event.RETURNED, note.strip())
    step = Step.since(work, case, Status.TO_APPROVE)
    undo = partial(_back_to_approve, case_id=case_id, step=step, undone=Event.RETURNED)
    return Undoable(None, undo, N_("Returned the answer of case {number}."), {"number": case.number})


def _to_approve(work: Work, case_id: int, version: int | None) -> Case:
    case = workable(work, case_id, Right.APPROVE_ANSWER, version)
    if case.status is not Status.TO_APPROVE:
        raise NothingToApprove(number=case.number)
    return case


def _back_to_approve(work: Work, *, case_id: int, step: Step, undone: Event) -> None:
    case = workable(work, case_id, Right.WORK_ON_CASE)
    put_back(work, case, step)
    case.approved_by_id = None
    _told(work, case, Event.UNDONE, "", undone=undone.value)


def answer_case(
    work: Work,
    *,
    case_id: int,
    text: str,
    sent_at: datetime,
    reply_by: ReplyBy,
    solved: Solved | None = None,
    posting: str = "",
    written: Written | None = None,
    version: int | None = None,
) -> None:
    """Record that the final answer was sent; this meets the answer clocks. What was sent cannot be undone.

    `posting`: the posting number or whatever proves the sending. `solved` "no" keeps the case in work.
    """
    if not text.strip():
        raise AnswerTextMissing(field="answer")
    if sent_at > work.at + CLOCK_SLACK:
        raise AnswerInFuture(field="sent_at")
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    if not is_on_its_way(work, case, text.strip()):
        check_complete(work, case, text)
        check_may_go_out(work, case, text)
    if case.answer_text != text.strip():
        case.approved_by_id = None  # what was approved is another text
    before = case.status
    sending = Sending(sent_at, reply_by, posting.strip(), written)
    mark_sent(work, case, LetterKind.ANSWER, text.strip(), sending)
    case.answer(text.strip(), sent_at)
    follow(work, case, before)
    if case.owner_id is None:
        give(work, case, work.actor.id)
    if before.is_waiting:
        renew_clocks(work, case)  # the wait that ends here moved what was due
    meet(work, case, ANSWER_CLOCKS, sent_at)
    end_clocks(work, case, (Clock.ACKNOWLEDGEMENT,))
    case.solved = solved
    renew_clocks(work, case)
    _told(work, case, Event.ANSWERED, text.strip(), reply_by=reply_by.value, **_proof(posting, solved))
    if solved is Solved.NOT_CONFIRMED:
        move(work, case, Status.IN_WORK)
        renew_clocks(work, case)


def acknowledge_case(
    work: Work,
    *,
    case_id: int,
    sent_at: datetime,
    reply_by: ReplyBy,
    text: str = "",
    posting: str = "",
    written: Written | None = None,
    version: int | None = None,
) -> None:
    """Record that the customer was told that the matter came in; this meets the acknowledgement clock alone."""
    if sent_at > work.at + CLOCK_SLACK:
        raise AnswerInFuture(field="sent_at")
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    check_complete(work, case, text)
    sending = Sending(sent_at, reply_by, posting.strip(), written)
    mark_sent(work, case, LetterKind.ACKNOWLEDGEMENT, text.strip(), sending)
    meet(work, case, (Clock.ACKNOWLEDGEMENT,), sent_at)
    renew_clocks(work, case)
    _told(work, case, Event.ACKNOWLEDGED, text.strip(), reply_by=reply_by.value, **_proof(posting, None))


def send_notice(
    work: Work,
    *,
    case_id: int,
    text: str,
    sent_at: datetime,
    reply_by: ReplyBy,
    posting: str = "",
    written: Written | None = None,
    version: int | None = None,
) -> None:
    """Record an interim notice: the customer was told how it stands. No clock stops."""
    if not text.strip():
        raise AnswerTextMissing(field="answer")
    if sent_at > work.at + CLOCK_SLACK:
        raise AnswerInFuture(field="sent_at")
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    check_complete(work, case, text)
    sending = Sending(sent_at, reply_by, posting.strip(), written)
    mark_sent(work, case, LetterKind.NOTICE, text.strip(), sending)
    _told(work, case, Event.NOTICE_SENT, text.strip(), reply_by=reply_by.value, **_proof(posting, None))


def _proof(posting: str, solved: Solved | None) -> dict[str, str]:
    told = {"posting": posting.strip(), "solved": solved.value if solved is not None else ""}
    return {key: value for key, value in told.items() if value}


def _told(work: Work, case: Case, event: Event, text: str = "", **about: str) -> None:
    log(work, case, event, text, **about)
    write_case_words(work, case)
    work.changed.add(Kind.CASE)
