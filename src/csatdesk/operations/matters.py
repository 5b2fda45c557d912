"""Known matters (C25): the board, tying contacts to one, and one answer to all when it ends."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import case as when
from sqlalchemy import func, select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import Closing, NoAnswerReason, Outcome, ReplyBy
from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.identity import new_identity
from csatdesk.domain.letters import LetterState
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.matters import MatterAnswerMissing, MatterEnded, MatterRow, MatterTextMissing, MatterTitleMissing
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.answers import answer_case, prepare_answer
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.letter_rows import needs_approval
from csatdesk.operations.cases.life import log, workable
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.letters import Letter
from csatdesk.store.entities.matters import KnownMatter
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import visible_cases
from csatdesk.system.clock import now

ENDED_SHOWN = 50
BATCH = 15  # cases a transaction, so that nobody waits for long
WRITTEN = frozenset({Status.ANSWER_PREPARED, Status.TO_APPROVE})
BEFORE_ANSWER = frozenset(
    status for status in Status if status.is_open and status not in {Status.SENT, Status.PROMISE_OPEN}
)


@dataclass(frozen=True, slots=True)
class NewMatter:
    """A known matter as its leader writes it. `ends_at`: when it is expected to end."""

    title: str
    text_to_say: LocalText
    begins_at: datetime
    ends_at: datetime | None = None
    topic_id: int | None = None
    office_id: int | None = None

    def check(self) -> None:
        if not self.title.strip():
            raise MatterTitleMissing(field="title")
        if not self.text_to_say:
            raise MatterTextMissing(field="text_to_say")


def list_matters(reading: Reading, *, ended: bool = False) -> tuple[MatterRow, ...]:
    """The matters that go on, the oldest first; or the last that ended."""
    query = _rows(reading).where(KnownMatter.ended_at != FAR if ended else KnownMatter.ended_at == FAR)
    order = KnownMatter.ended_at.desc() if ended else KnownMatter.begins_at
    query = query.order_by(order, KnownMatter.id).limit(ENDED_SHOWN)
    return tuple(_row(found) for found in reading.db.execute(query))


def load_matter(reading: Reading, *, matter_id: int) -> MatterRow:
    found = reading.db.execute(_rows(reading).where(KnownMatter.id == matter_id)).first()
    if found is None:
        raise NotFound()
    return _row(found)


def _rows(reading: Reading) -> Any:
    is_open = when((Case.is_open == OPEN, 1), else_=0)
    counted = (
        select(Case.matter_id, func.count(Case.id).label("cases"), func.sum(is_open).label("open_cases"))
        .where(Case.matter_id.is_not(None), visible_cases(reading.actor))
        .group_by(Case.matter_id)
        .subquery()
    )
    counts = (func.coalesce(counted.c.cases, 0), func.coalesce(counted.c.open_cases, 0))
    return (
        select(KnownMatter, func.coalesce(Staff.name, ""), *counts)
        .outerjoin(Staff, Staff.id == KnownMatter.owner_id)
        .outerjoin(counted, counted.c.matter_id == KnownMatter.id)
        .where(KnownMatter.centre_id == reading.actor.centre_id)
    )


def _row(found: Any) -> MatterRow:
    matter, owner, cases, open_cases = found
    return MatterRow(
        id=matter.id,
        title=matter.title,
        text_to_say=LocalText(matter.text_to_say),
        topic_id=matter.topic_id,
        office_id=matter.office_id,
        begins_at=matter.begins_at,
        ends_at=matter.ends_at,
        ended_at=None if matter.ended_at == FAR else matter.ended_at,
        answer=LocalText(matter.answer or {}),
        owner_id=matter.owner_id,
        owner_name=owner,
        cases=cases,
        open_cases=open_cases,
        version=matter.version,
    )


def save_matter(work: Work, *, matter_id: int | None, new: NewMatter, version: int = 0) -> Undoable[int]:
    """Put a matter on the board, or change it."""
    require(work.actor, Right.LEAD_MATTERS)
    new.check()
    matter = _matter(work, matter_id, version)
    before = {name: getattr(matter, name) for name in FIELDS} if matter_id is not None else None
    matter.title, matter.text_to_say = new.title.strip(), dict(new.text_to_say)
    matter.begins_at, matter.ends_at = new.begins_at, new.ends_at
    matter.topic_id, matter.office_id = new.topic_id, new.office_id
    work.db.add(matter)
    work.db.flush()
    work.changed.add(Kind.MATTER)
    undo = partial(_put_back, matter_id=matter.id, before=before)
    return Undoable(matter.id, undo, N_("“{title}” stands on the board."), {"title": matter.title})


FIELDS = ("title", "text_to_say", "begins_at", "ends_at", "topic_id", "office_id", "ended_at", "answer")


def _matter(work: Work, matter_id: int | None, version: int) -> KnownMatter:
    if matter_id is None:
        return KnownMatter(
            uid=new_identity(work.at), centre_id=work.actor.centre_id, owner_id=work.actor.id, ended_at=FAR, answer={}
        )
    matter = _own(work, matter_id)
    if matter.version != version:
        raise ChangedByOther()
    return matter


def _own(reading: Reading, matter_id: int) -> KnownMatter:
    query = select(KnownMatter).where(KnownMatter.id == matter_id, KnownMatter.centre_id == reading.actor.centre_id)
    return reading.db.execute(query).scalar_one()


def _put_back(work: Work, *, matter_id: int, before: Mapping[str, Any] | None) -> None:
    """Take the last change back; a matter that was new ends at once, what was tied to it stays readable."""
    matter = _own(work, matter_id)
    if before is None:
        matter.ended_at = work.at
    else:
        for name, value in before.items():
            setattr(matter, name, value)
    work.changed.add(Kind.MATTER)


def tie_case(work: Work, *, case_id: int, matter_id: int | None) -> Undoable[None]:
    """Say that a contact is about a known matter; None looses it."""
    case = workable(work, case_id, Right.REGISTER_CASE)
    matter = _own(work, matter_id) if matter_id is not None else None
    if matter is not None and matter.ended_at != FAR:
        raise MatterEnded(title=matter.title)
    before, case.matter_id = case.matter_id, matter_id
    log(work, case, Event.MATTER, "", title=matter.title if matter is not None else "")
    work.changed.update((Kind.CASE, Kind.MATTER))
    undo = partial(_tie_back, case_id=case_id, matter_id=before)
    if matter is None:
        return Undoable(None, undo, N_("Case {number} is no longer tied to a matter."), {"number": case.number})
    return Undoable(None, undo, N_("Tied case {number} to the matter."), {"number": case.number})


def _tie_back(work: Work, *, case_id: int, matter_id: int | None) -> None:
    case = workable(work, case_id, Right.REGISTER_CASE)
    case.matter_id = matter_id
    log(work, case, Event.UNDONE, "", undone=Event.MATTER.value)
    work.changed.update((Kind.CASE, Kind.MATTER))


def tie_cases(work: Work, *, case_ids: Sequence[int], matter_id: int) -> Undoable[int]:
    """Tie many at once: those that came before the matter was known."""
    before = {case_id: work.db.get_one(Case, case_id).matter_id for case_id in case_ids}
    for case_id in case_ids:
        tie_case(work, case_id=case_id, matter_id=matter_id)
    undo = partial(_tie_all_back, before=before)
    return Undoable(len(before), undo, N_("Tied {count} cases to the matter."), {"count": len(before)})


def _tie_all_back(work: Work, *, before: Mapping[int, int | None]) -> None:
    for case_id, matter_id in before.items():
        _tie_back(work, case_id=case_id, matter_id=matter_id)


@dataclass(frozen=True, slots=True)
class Ended:
    """How many open cases of an ended matter were answered, have their answer prepared, or had nobody to answer."""

    answered: int = 0
    prepared: int = 0
    closed: int = 0

    def __add__(self, other: "Ended") -> "Ended":
        return Ended(self.answered + other.answered, self.prepared + other.prepared, self.closed + other.closed)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Open cases of a matter without a sent answer: none written, written and not sent, and nobody to be answered."""

    to_write: int = 0
    to_send: int = 0
    nobody: int = 0

    @property
    def customers(self) -> int:
        return self.to_write + self.to_send

    @property
    def total(self) -> int:
        return self.customers + self.nobody


def count_unanswered(reading: Reading, *, matter_id: int) -> Unanswered:
    """How many get the answer when the matter ends, or still do not have it after it was stopped half way."""
    query = (
        select(Case.status, Case.reply_by, func.count())
        .where(Case.matter_id == matter_id, visible_cases(reading.actor), Case.is_open == OPEN)
        .where(Case.status.in_(BEFORE_ANSWER))
        .group_by(Case.status, Case.reply_by)
    )
    counted = Counter[str]()
    for status, reply_by, count in reading.db.execute(query):
        written = "to_send" if status in WRITTEN else "to_write"
        counted["nobody" if reply_by is ReplyBy.NONE else written] += count
    return Unanswered(**counted)


def end_matter(
    store: Store,
    actor: Actor,
    *,
    matter_id: int,
    answer: LocalText,
    sent_at: datetime | None,
    version: int,
    progress: Progress,
) -> Ended:
    """End a matter with one answer to all, each in the customer's language; a batch a transaction, others in between.

    `sent_at`: when it went out to all who can be reached, whose cases are closed with it; None: it is only prepared
    with each case, and no clock stops. Nobody to answer (anonymous): closed with the matter itself. Stopped half way,
    the rest is answered by `answer_rest`.
    """
    with store.write(actor, now()) as work:
        _end(work, matter_id, answer, version)
    return answer_rest(store, actor, matter_id=matter_id, sent_at=sent_at, progress=progress)


def answer_rest(store: Store, actor: Actor, *, matter_id: int, sent_at: datetime | None, progress: Progress) -> Ended:
    """Answer the open cases of an ended matter that have no answer yet."""
    with store.read(actor, now()) as reading:
        require(actor, Right.LEAD_MATTERS)
        case_ids = [case.id for case in _unanswered(reading, matter_id, is_sent=sent_at is not None)]
    done = Ended()
    for first in range(0, len(case_ids), BATCH):
        with store.write(actor, now()) as work:
            for case in _unanswered(work, matter_id, case_ids[first : first + BATCH], is_sent=sent_at is not None):
                done += _answer_one(work, case, LocalText(_own(work, matter_id).answer), sent_at)
            work.changed.update((Kind.CASE, Kind.MATTER))
        progress(min(first + BATCH, len(case_ids)), len(case_ids))
    return done


def _end(work: Work, matter_id: int, answer: LocalText, version: int) -> None:
    require(work.actor, Right.LEAD_MATTERS)
    if not answer:
        raise MatterAnswerMissing(field="answer")
    matter = _own(work, matter_id)
    if matter.version != version:
        raise ChangedByOther()
    if matter.ended_at != FAR:
        raise MatterEnded(title=matter.title)
    matter.ended_at, matter.answer = work.at, dict(answer)


def _unanswered(
    reading: Reading, matter_id: int, case_ids: Sequence[int] | None = None, *, is_sent: bool
) -> Sequence[Case]:
    """All open cases whose answer is not on its way, or those of them that are among `case_ids`."""
    on_its_way = select(Letter.id).where(Letter.case_id == Case.id, Letter.state == LetterState.OUTGOING).exists()
    query = select(Case).where(Case.matter_id == matter_id, visible_cases(reading.actor), Case.is_open == OPEN)
    query = query.where(~on_its_way)  # whether their answer went out is to be settled first
    if case_ids is not None:
        query = query.where(Case.id.in_(case_ids))
    wanted = BEFORE_ANSWER if is_sent else BEFORE_ANSWER - WRITTEN
    return reading.db.execute(query.where(Case.status.in_(wanted)).order_by(Case.id)).scalars().all()


def _answer_one(work: Work, case: Case, answer: LocalText, sent_at: datetime | None) -> Ended:
    if case.reply_by is ReplyBy.NONE:
        _close(work, case, None)
        return Ended(closed=1)
    text = answer.in_language(case.language)
    is_written = case.answer_text == text.strip()
    if case.status is Status.TO_APPROVE and is_written:
        return Ended()  # it waits for the second person already
    if needs_approval(work, case) and not (case.approved_by_id is not None and is_written):
        prepare_answer(work, case_id=case.id, text=text, to_approve=True)
        return Ended(prepared=1)
    if sent_at is None:
        prepare_answer(work, case_id=case.id, text=text)
        return Ended(prepared=1)
    _answer(work, case, answer, sent_at)
    return Ended(answered=1)


def _answer(work: Work, case: Case, answer: LocalText, sent_at: datetime) -> None:
    text = answer.in_language(case.language)
    answer_case(work, case_id=case.id, text=text, sent_at=sent_at, reply_by=case.reply_by)
    _close(work, case, sent_at)


def _close(work: Work, case: Case, sent_at: datetime | None) -> None:
    outcome = Outcome.SETTLED if case.kind.needs_outcome else Outcome.ANSWERED
    reason = None if sent_at is not None else NoAnswerReason.NOT_WANTED
    work.db.flush()
    closing = Closing(outcome, answer_sent_at=sent_at, no_answer_reason=reason)
    close_case(work, case_id=case.id, closing=closing, version=case.version)
