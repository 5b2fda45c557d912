"""Cases: kinds, outcomes, what an intake and a closing hold, and what a list is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from uuid import UUID

from csatdesk.domain.attendance import NOTHING_SPECIAL, Attendance
from csatdesk.domain.contacts import Channel, Known, NewCustomer, Remote, Segment
from csatdesk.domain.deadlines import Clock, Deadline, Unit
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.requests import RequestKind
from csatdesk.domain.requests import problems as request_problems
from csatdesk.domain.statuses import Status

TEXT_MOST = 20_000  # characters of "what happened"
EARLIEST_YEAR = 1990
CLOCK_SLACK = timedelta(minutes=5)  # two desks' clocks may differ


class CaseKind(Enum):
    COMPLAINT = "complaint"
    CLAIM = "claim"
    INQUIRY = "inquiry"
    REQUEST = "request"
    SUGGESTION = "suggestion"
    PRAISE = "praise"

    @property
    def needs_outcome(self) -> bool:
        """Complaints and claims close as justified or not, with a root cause."""
        return self in {CaseKind.COMPLAINT, CaseKind.CLAIM}


class Outcome(Enum):
    JUSTIFIED = "justified"
    PARTLY = "partly"
    NOT_JUSTIFIED = "not_justified"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"  # on the spot
    PASSED_ON = "passed_on"  # not ours
    ANSWERED = "answered"  # inquiries, requests, suggestions, praise


OUTCOMES: Mapping[CaseKind, tuple[Outcome, ...]] = {
    kind: (
        (
            Outcome.JUSTIFIED,
            Outcome.PARTLY,
            Outcome.NOT_JUSTIFIED,
            Outcome.SETTLED,
            Outcome.WITHDRAWN,
            Outcome.PASSED_ON,
        )
        if kind.needs_outcome
        else (Outcome.ANSWERED, Outcome.SETTLED, Outcome.WITHDRAWN, Outcome.PASSED_ON)
    )
    for kind in CaseKind
}


class NoAnswerReason(Enum):
    """Why no answer is owed although none was sent."""

    ANONYMOUS = "anonymous"
    WITHDRAWN = "withdrawn"
    ON_THE_SPOT = "on_the_spot"
    NOT_WANTED = "not_wanted"


class Priority(Enum):
    NORMAL = "normal"
    URGENT = "urgent"


class Solved(Enum):
    """What the customer was asked when the answer was given (C17)."""

    NOW = "now"  # solved while the customer was here
    CONFIRMED = "confirmed"  # the customer said so
    NOT_CONFIRMED = "not_confirmed"  # the customer said no, so the case stays open


class ReplyBy(Enum):
    """How the customer wants the answer."""

    LETTER = "letter"
    EMAIL = "email"
    PHONE = "phone"
    AT_DESK = "at_desk"
    NONE = "none"


class TextMissing(Refusal):
    text = N_("Write in a few words what happened.")


class TextTooLong(Refusal):
    text = N_("This text is longer than {most} characters. Shorten it or attach it as a file.")


class ReceivedInFuture(Refusal):
    text = N_("This was received in the future. Correct the date.")


class ReceivedTooLongAgo(Refusal):
    text = N_("Dates before {year} cannot be right here. Correct the date.")


class CustomerMissing(Refusal):
    text = N_("Say who: pick a customer, write a name, or press “Not known” or “Anonymous”.")


class OutcomeMissing(Refusal):
    text = N_("Choose how the case ended.")


class RootCauseMissing(Refusal):
    text = N_("Write why it really happened. It is what measures are built on.")


class AnswerMissing(Refusal):
    text = N_("Say when the answer was sent, or why none is owed.")


class AlreadyClosed(Refusal):
    text = N_("Case {number} is already closed.")


class NotClosed(Refusal):
    text = N_("Case {number} is not closed, so it need not be reopened.")


class NotSolvedYet(Refusal):
    text = N_("The customer said it is not solved, so the case stays open. Write down what is still to do.")


class RedressWithoutCurrency(Refusal):
    text = N_("Choose the currency of the redress.")


class AnswerInFuture(Refusal):
    text = N_("The answer cannot have been sent in the future. Correct the date.")


@dataclass(frozen=True, slots=True)
class NewCase:
    """One intake as the clerk filled it in. `uid` is made by the client, so that a repeated save adds nothing."""

    uid: UUID
    kind: CaseKind
    channel: Channel
    received_at: datetime
    text: str
    known: Known
    customer_id: int | None = None
    new_customer: NewCustomer | None = None
    topic_id: int | None = None
    remedy: str = ""
    reply_by: ReplyBy = ReplyBy.PHONE
    language: str = "en"
    sender_reference: str = ""
    book_entry: str = ""  # volume, page, entry
    enclosures: str = ""
    started_at: datetime | None = None  # when the talk began
    solved_now: bool = False
    suggested_topic_ids: tuple[int, ...] = ()
    repeats_case_id: int | None = None
    refused_repeat_id: int | None = None  # the clerk saw that case and said that this is another matter
    priority: Priority = Priority.NORMAL
    request_kind: RequestKind | None = None
    request_fields: Mapping[str, str] = field(default_factory=dict)
    remote: Remote | None = None
    matter_id: int | None = None
    link_given: str = ""  # how the link of the topic's card was given, a line for the history
    attendance: Attendance = NOTHING_SPECIAL

    def problems(self, now: datetime) -> tuple[Refusal, ...]:
        """Everything a rule says against saving, each with the field it stands at. Empty: it can be saved."""
        found: list[Refusal] = []
        if not self.text.strip():
            found.append(TextMissing(field="text"))
        if len(self.text) > TEXT_MOST:
            found.append(TextTooLong(field="text", most=TEXT_MOST))
        if self.received_at > now + CLOCK_SLACK:
            found.append(ReceivedInFuture(field="received_at"))
        if self.received_at.year < EARLIEST_YEAR:
            found.append(ReceivedTooLongAgo(field="received_at", year=EARLIEST_YEAR))
        if self.known is Known.CUSTOMER and self.customer_id is None and self.new_customer is None:
            found.append(CustomerMissing(field="customer"))
        if self.new_customer is not None and not self.new_customer.name.strip():
            found.append(CustomerMissing(field="customer"))
        if self.kind is CaseKind.REQUEST:
            found.extend(request_problems(self.request_kind, self.request_fields))
        found.extend(self.attendance.problems(now))
        return tuple(found)

    def check(self, now: datetime) -> None:
        for problem in self.problems(now):
            raise problem


@dataclass(frozen=True, slots=True)
class Closing:
    """How a case ended (C9). Redress 0 means none."""

    outcome: Outcome | None
    root_cause: str = ""
    answer_sent_at: datetime | None = None
    no_answer_reason: NoAnswerReason | None = None
    redress: Decimal = Decimal(0)
    currency: str = ""
    note: str = ""
    solved: Solved | None = None
    appeal_text: str = ""  # where the law wants it

    def problems(self, kind: CaseKind, now: datetime) -> tuple[Refusal, ...]:
        found: list[Refusal] = []
        if self.outcome is None or self.outcome not in OUTCOMES[kind]:
            found.append(OutcomeMissing(field="outcome"))
        if kind.needs_outcome and self.outcome in CAUSED and not self.root_cause.strip():
            found.append(RootCauseMissing(field="root_cause"))
        if self.answer_sent_at is None and self.no_answer_reason is None:
            found.append(AnswerMissing(field="answer"))
        if self.answer_sent_at is not None and self.answer_sent_at > now + CLOCK_SLACK:
            found.append(AnswerInFuture(field="answer"))
        if self.solved is Solved.NOT_CONFIRMED:
            found.append(NotSolvedYet(field="solved"))
        if self.redress and not self.currency:
            found.append(RedressWithoutCurrency(field="redress"))
        return tuple(found)

    def check(self, kind: CaseKind, now: datetime) -> None:
        for problem in self.problems(kind, now):
            raise problem


CAUSED = frozenset({Outcome.JUSTIFIED, Outcome.PARTLY})


@dataclass(frozen=True, slots=True)
class Registered:
    """What the clerk is told after saving."""

    case_id: int
    number: str
    due: Deadline | None


@dataclass(frozen=True, slots=True)
class Promise:
    """The deadline that would follow an intake: the instant, its rule, and the day as people say it.

    `others`: what else would run, the answers before the acknowledgement.
    """

    due_at: datetime
    day: date
    amount: int
    unit: Unit
    target_name: str
    zone: str
    clock: Clock = Clock.HOUSE
    others: tuple["Promise", ...] = ()


class DueBand(Enum):
    """Filter and group by what is due next."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"  # within two working days
    LATER = "later"
    PAUSED = "paused"  # nothing runs until what it waits for comes
    NONE = "none"


class Sort(Enum):
    DUE = "due"  # what is due next first
    RECEIVED = "received"  # newest first
    OLDEST = "oldest"  # received, oldest first
    REGISTERED = "registered"  # newest first; always used while searching


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list shows. Empty tuples and None mean "all". Days are local days of the centre, both inclusive."""

    text: str = ""
    is_open: bool | None = None
    statuses: tuple[Status, ...] = ()
    kinds: tuple[CaseKind, ...] = ()
    channels: tuple[Channel, ...] = ()
    topic_ids: tuple[int, ...] = ()  # with all topics below them
    topics_as_filed: bool = False  # these topics alone, whatever stands below or has become part of them
    without_topic: bool = False
    office_ids: tuple[int, ...] = ()
    owner_ids: tuple[int, ...] = ()
    without_owner: bool = False
    customer_id: int | None = None
    due: tuple[DueBand, ...] = ()
    received_from: date | None = None
    received_to: date | None = None
    import_id: int | None = None
    reply_by: tuple[ReplyBy, ...] = ()
    team_ids: tuple[int, ...] = ()
    priorities: tuple[Priority, ...] = ()
    matter_id: int | None = None
    segments: tuple[Segment, ...] = ()
    solved: tuple[Solved, ...] = ()
    activities: tuple[str, ...] = ()  # lines of business of the customers, however spelt
    possible_repeat: bool = False  # waits to be told whether it repeats an earlier case
