"""What lists, cards and counts of cases show: frozen rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum

from csatdesk.domain.attendance import NOTHING_SPECIAL, Attendance
from csatdesk.domain.cases import CaseKind, NoAnswerReason, Outcome, Priority, ReplyBy, Solved
from csatdesk.domain.clocks import Pause, Silence
from csatdesk.domain.contacts import Channel, CustomerRow, Known
from csatdesk.domain.deadlines import Clock, Deadline
from csatdesk.domain.promises import PromiseRow
from csatdesk.domain.requests import RequestKind
from csatdesk.domain.statuses import Status


class Event(Enum):
    """What a line of a case's history tells."""

    RECEIVED = "received"
    TAKEN = "taken"
    HANDED_OVER = "handed_over"
    NOTE = "note"
    CLASSIFIED = "classified"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    CONTACT = "contact"  # the customer came or called again
    CHANGED = "changed"
    WAITING = "waiting"
    RESUMED = "resumed"
    PREPARED = "prepared"  # the answer was written
    TO_APPROVE = "to_approve"
    APPROVED = "approved"
    RETURNED = "returned"  # by the second reader
    ACKNOWLEDGED = "acknowledged"
    LETTER_WRITTEN = "letter_written"  # acknowledgement or interim notice, not sent yet
    NOTICE_SENT = "notice_sent"  # an interim notice
    PROMISED = "promised"
    PROMISE_DONE = "promise_done"
    PROMISE_MOVED = "promise_moved"
    PROMISE_DROPPED = "promise_dropped"
    EXTENDED = "extended"
    LEGAL_STARTED = "legal_started"  # the named event happened from which the legal period counts
    RECOMPUTED = "recomputed"
    WARNED = "warned"
    ESCALATED = "escalated"
    REMINDED = "reminded"
    LINKED = "linked"
    UNLINKED = "unlinked"
    MERGED = "merged"
    UNMERGED = "unmerged"
    THROWN_AWAY = "thrown_away"
    TAKEN_BACK = "taken_back"  # out of the trash
    MATTER = "matter"  # tied to a known matter, or loosed from it
    PRIORITY = "priority"
    PASSED_ON = "passed_on"  # to another organisation
    ORGANISATION_ANSWERED = "organisation_answered"
    ATTACHED = "attached"
    DETACHED = "detached"
    UNDONE = "undone"
    IMPORTED = "imported"
    ERASED = "erased"  # what was known of the customer


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list. `due` is None when nothing is owed any more or no clock runs."""

    id: int
    number: str
    kind: CaseKind
    status: Status
    channel: Channel
    topic_id: int | None
    text: str  # the first words
    customer_name: str  # empty: unknown or anonymous, see `known`
    known: Known
    owner_id: int | None
    owner_name: str
    received_at: datetime
    due: Deadline | None
    priority: Priority = Priority.NORMAL
    team_id: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened, newest first. `about`: further values for its sentence, by name."""

    id: int
    at: datetime
    event: Event
    by_id: int | None
    by_name: str
    text: str
    about: Mapping[str, str] = field(default_factory=dict)
    of_number: str = ""  # the case that is part of this one and to which it happened


@dataclass(frozen=True, slots=True)
class CaseClock:
    """A clock as a card tells it; while it is paused, its due instant is what it would be if resumed now.

    `promise`: what was promised, of the clock of a promise. `silence`: what follows by law when no answer comes.
    """

    deadline: Deadline
    silence: Silence = Silence.NOTHING
    promise: str = ""
    is_extended: bool = False

    @property
    def is_running(self) -> bool:
        return self.deadline.met_at is None and self.deadline.ended_at is None


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """A deadline that was moved, with the proof that the customer was told."""

    clock: Clock
    before: Deadline
    after: Deadline
    reason: str
    proof: str
    notice_sent_at: datetime
    by_name: str
    at: datetime
    is_undone: bool


@dataclass(frozen=True, slots=True)
class CaseCard:
    """Everything the card of one case shows."""

    row: CaseRow
    version: int
    text: str
    remedy: str
    reply_by: ReplyBy
    language: str
    office_id: int
    office_name: str
    team_name: str  # of the owner
    registered_at: datetime
    taken_by: str
    sender_reference: str
    book_entry: str
    enclosures: str
    customer: CustomerRow | None
    clocks: Sequence[CaseClock]  # the nearest first, earlier periods after the present one
    history: Sequence[HistoryLine]
    closed_at: datetime | None
    outcome: Outcome | None
    root_cause: str
    answer_sent_at: datetime | None
    answer_text: str
    no_answer_reason: NoAnswerReason | None
    redress: Decimal
    currency: str
    reopened: int
    source_number: str
    zone: str
    appeal_text: str = ""
    solved: Solved | None = None
    prepared_by_id: int | None = None
    prepared_by: str = ""
    approved_by: str = ""
    promises: tuple[PromiseRow, ...] = ()  # with those that are done or dropped
    pauses: tuple[Pause, ...] = ()  # of all periods
    extensions: tuple[ExtensionRow, ...] = ()
    links: int = 0  # to other cases, in both directions
    request_kind: RequestKind | None = None
    request_fields: Mapping[str, str] = field(default_factory=dict)
    team: str = ""  # that has the case while nobody of it has taken it
    attendance: Attendance = NOTHING_SPECIAL  # of the newest contact that says something of it

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        return tuple(clock.deadline for clock in self.clocks)

    @property
    def open_promises(self) -> tuple[PromiseRow, ...]:
        return tuple(promise for promise in self.promises if promise.is_open)

    @property
    def pause(self) -> Pause | None:
        """The one that goes on."""
        return next((pause for pause in self.pauses if pause.to_at is None), None)

    @property
    def has_prepared_answer(self) -> bool:
        return bool(self.answer_text) and self.answer_sent_at is None


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """How many cases a filter shows; each number stops at `paging.COUNT_LIMIT`."""

    total: int
    overdue: int
    today: int
    soon: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """An earlier matter on the same topic, of the same customer; `of_other`: the name of another customer whose it is,
    with the same phone or account.
    """

    case_id: int
    number: str
    topic_id: int
    channel: Channel
    at: datetime
    is_open: bool
    of_other: str = ""


@dataclass(frozen=True, slots=True)
class PossibleRepeat:
    """What the program takes for an earlier case of the same matter, until a person has settled it."""

    earlier: Repeat


@dataclass(frozen=True, slots=True)
class TodayCounts:
    """What came into this person's office since local midnight, and what it closed."""

    cases: int
    complaints: int
    closed: int
