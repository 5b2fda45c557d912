"""What is done with letters: kept, printed, said to be in the post, and that taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import AlreadyClosed, ReplyBy
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther, NotFound, Refusal
from csatdesk.domain.letters import LetterKind, LetterState, Written
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.statuses import Status, change_status
from csatdesk.operations.cases.answers import (
    AnswerTextMissing,
    acknowledge_case,
    answer_case,
    prepare_answer,
    send_notice,
)
from csatdesk.operations.cases.clocks import all_clocks, renew_clocks, start_again
from csatdesk.operations.cases.letter_rows import (
    LetterBefore,
    LetterOfEarlierPeriod,
    LetterOnItsWay,
    check_complete,
    check_may_go_out,
    keep_letter,
    take_letter_back,
)
from csatdesk.operations.cases.life import Step, UndoTooLate, log, put_back, workable
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.deadlines import RUNNING
from csatdesk.store.entities.letters import Letter

TOLD = {
    LetterKind.ANSWER: Event.ANSWERED,
    LetterKind.ACKNOWLEDGEMENT: Event.ACKNOWLEDGED,
    LetterKind.NOTICE: Event.NOTICE_SENT,
}


class LetterSentAlready(Refusal):
    text = N_("This letter of case {number} was sent already.")


def prepare_letter(
    work: Work,
    *,
    case_id: int,
    kind: LetterKind,
    text: str,
    written: Written | None = None,
    version: int | None = None,
) -> Undoable[int]:
    """Keep a letter with the case; its id. Nothing is sent by that, and no clock stops."""
    if kind is LetterKind.ANSWER:
        return prepare_answer(work, case_id=case_id, text=text, written=written, version=version)
    if not text.strip():
        raise AnswerTextMissing(field="answer")
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    before = keep_letter(work, case, kind, text.strip(), written)
    log(work, case, Event.LETTER_WRITTEN, text.strip(), letter=kind.value)
    work.changed.add(Kind.CASE)
    undo = partial(_unprepare, case_id=case_id, before=before)
    return Undoable(before.id, undo, N_("Wrote a letter of case {number}."), {"number": case.number})


def _unprepare(work: Work, *, case_id: int, before: LetterBefore) -> None:
    case = workable(work, case_id, Right.WORK_ON_CASE)
    take_letter_back(work, before)
    log(work, case, Event.UNDONE, "", undone=Event.LETTER_WRITTEN.value)
    work.changed.add(Kind.CASE)


def own_letter(reading: Reading, letter_id: int) -> Letter:
    query = select(Letter).where(Letter.id == letter_id, Letter.centre_id == reading.actor.centre_id)
    found = reading.db.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound()
    return found


def check_ready(reading: Reading, letter: Letter) -> Case:
    """The case of a letter that may leave the house: nothing left open in it, approved where that is asked for, and
    its case one of which it can be said that it was sent.
    """
    case = reading.db.get_one(Case, letter.case_id)
    check_complete(reading, case, letter.text)
    if letter.state.is_open:
        _check_period(letter, case)
    if letter.kind is LetterKind.ANSWER and letter.state.is_open:
        check_may_go_out(reading, case, letter.text)
        if not case.status.is_open:
            raise AlreadyClosed(number=case.number)
        change_status(case.number, case.status, Status.SENT)
    return case


def _check_period(letter: Letter, case: Case) -> None:
    if letter.period != case.period:
        raise LetterOfEarlierPeriod(number=case.number)


def mark_printed(work: Work, *, letter_ids: Sequence[int]) -> None:
    """They came out of the printer: they wait for the post. Printing one again changes nothing."""
    for letter_id in letter_ids:
        letter = own_letter(work, letter_id)
        case = check_ready(work, letter)
        workable(work, case.id, Right.WORK_ON_CASE)
        if letter.state is LetterState.PREPARED:
            letter.state = LetterState.PRINTED
        if letter.state is LetterState.PRINTED:
            letter.printed_at, letter.printed_by_id = work.at, work.actor.id
        work.changed.add(Kind.CASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """What saying that a letter went out changed, to take it back."""

    letter_id: int
    before: LetterBefore
    step: Step
    case_before: tuple[object, ...]
    stopped: tuple[int, ...]


LETTER_KEPT = ("state", "printed_at", "printed_by_id", "trouble")  # on its way stays that: it may have gone out
KEPT = ("answer_sent_at", "solved", "approved_by_id", "owner_id", "team_id")


def confirm_sent(
    work: Work,
    *,
    letter_ids: Sequence[int],
    sent_at: datetime,
    way: ReplyBy = ReplyBy.LETTER,
    posting: str = "",
    versions: Mapping[int, int] | None = None,
) -> Undoable[int]:
    """They are in the post, or were handed over: that meets their clocks, of the answer and of the acknowledgement.

    How many. It can be taken back while nothing has followed. `versions`: of each letter, the one that was shown.
    """
    for letter_id, version in (versions or {}).items():
        if own_letter(work, letter_id).version != version:
            raise ChangedByOther()  # what is in the post is not what would be kept as sent
    done = tuple(_confirm(work, letter_id, sent_at, way, posting) for letter_id in letter_ids)
    undo = partial(_unconfirm, done=done)
    return Undoable(len(done), undo, N_("Letters said to be sent: {count}."), {"count": len(done)})


def _confirm(work: Work, letter_id: int, sent_at: datetime, way: ReplyBy, posting: str) -> Sent:
    letter = own_letter(work, letter_id)
    case = workable(work, letter.case_id, Right.WORK_ON_CASE)
    if letter.state is LetterState.SENT:
        raise LetterSentAlready(number=case.number)
    _check_period(letter, case)
    values = {name: getattr(letter, name) for name in LETTER_KEPT}
    status = case.status
    running = {row.id for row in all_clocks(work, case) if row.is_running == RUNNING}
    kept = tuple(getattr(case, name) for name in KEPT)
    told = {"case_id": case.id, "text": letter.text, "sent_at": sent_at, "reply_by": way, "posting": posting}
    send = {LetterKind.ANSWER: answer_case, LetterKind.NOTICE: send_notice}.get(letter.kind, acknowledge_case)
    send(work, **told)  # type: ignore[arg-type]  # the three take these by the same names
    work.db.flush()
    stopped = running - {row.id for row in all_clocks(work, case) if row.is_running == RUNNING}
    step = Step.since(work, case, status)
    return Sent(letter_id, LetterBefore(letter_id, values), step, kept, tuple(stopped))


def _unconfirm(work: Work, *, done: Sequence[Sent]) -> None:
    for sent in done:
        letter = own_letter(work, sent.letter_id)
        case = workable(work, letter.case_id, Right.WORK_ON_CASE)
        if letter.kind is LetterKind.ANSWER and case.answer_sent_at != letter.sent_at:
            raise UndoTooLate(number=case.number)  # answered again since
        for name, value in zip(KEPT, sent.case_before, strict=True):
            setattr(case, name, value)
        put_back(work, case, sent.step)
        letter.way, letter.posting = None, ""
        letter.sent_at = letter.sent_by_id = letter.confirmed_at = None
        for name, value in (sent.before.values or {}).items():
            setattr(letter, name, value)
        start_again(work, case, sent.stopped)
        renew_clocks(work, case)
        log(work, case, Event.UNDONE, "", undone=TOLD[letter.kind].value)
        work.changed.add(Kind.CASE)


def say_not_sent(work: Work, *, letter_id: int) -> None:
    """A letter whose sending was interrupted did not go out, as the person found: it may be sent again."""
    letter = own_letter(work, letter_id)
    workable(work, letter.case_id, Right.WORK_ON_CASE)
    if letter.state is not LetterState.OUTGOING:
        raise LetterOnItsWay()
    letter.state = LetterState.PRINTED if letter.printed_at else LetterState.PREPARED
    letter.trouble = ""
    work.changed.add(Kind.CASE)
