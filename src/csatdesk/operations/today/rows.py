"""What needs a decision now: one kind of row for each thing that a supervisor does about it.

Every row tells since when it waits (`since`) and which deadline presses (`due`, None for none); `waits_from` puts all
of them in one order: what is overdue the longest first, what is due later last.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Generic, Protocol, TypeVar

from csatdesk.domain.absences import ShiftHandOver
from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.checklists import CheckRow
from csatdesk.domain.contacts import Channel
from csatdesk.domain.corrective_actions import MeasureRow
from csatdesk.domain.deadlines import Clock, Deadline, Unit
from csatdesk.domain.item_effects import AnyEffect
from csatdesk.domain.promises import PromiseRow
from csatdesk.domain.statuses import WaitingFor
from csatdesk.domain.survey_loop import CallBackRow
from csatdesk.domain.topic_ranking import Days
from csatdesk.domain.unusual import Weeks
from csatdesk.operations.evaluations.follow_ups import FollowUpRow
from csatdesk.operations.segments.queries import ReviewDue


@dataclass(frozen=True, slots=True)
class AwayPerson:
    """Who is away today, and who stands in (None: nobody)."""

    id: int
    name: str
    stand_in_id: int | None
    stand_in_name: str


@dataclass(frozen=True, slots=True)
class PromisesOfAway:
    """Promises overdue or due today whose keeper is away: one, or many of one person."""

    person: AwayPerson
    promises: tuple[PromiseRow, ...]

    @property
    def id(self) -> str:
        one = f" {self.promises[0].id}" if len(self.promises) == 1 else ""
        return f"promises {self.person.id}{one}"

    @property
    def due(self) -> Deadline:
        return promise_deadline(self.promises[0])

    @property
    def since(self) -> datetime:
        return self.promises[0].made_at


@dataclass(frozen=True, slots=True)
class CasesOfAway:
    """Cases overdue or due today of somebody who is away. `case`: the one that is due first."""

    person: AwayPerson
    case: CaseRow
    case_ids: tuple[int, ...]
    overdue: int

    @property
    def id(self) -> str:
        return f"cases {self.person.id}"

    @property
    def due(self) -> Deadline | None:
        return self.case.due

    @property
    def since(self) -> datetime:
        return self.case.received_at


@dataclass(frozen=True, slots=True)
class ToApprove:
    """An answer that a second person reads before it goes out."""

    case: CaseRow
    written_by: str
    language: str  # of the customer
    words: int

    @property
    def id(self) -> str:
        return f"approve {self.case.id}"

    @property
    def due(self) -> Deadline | None:
        return self.case.due

    @property
    def since(self) -> datetime:
        return self.case.received_at


@dataclass(frozen=True, slots=True)
class LegalDay:
    """The last day by law is today or tomorrow, and no answer was sent. `until`: how far it may be extended."""

    case: CaseRow
    due: Deadline
    until: datetime | None

    @property
    def id(self) -> str:
        return f"legal {self.due.id}"

    @property
    def since(self) -> datetime:
        return self.case.received_at


@dataclass(frozen=True, slots=True)
class Unowned:
    """Open cases that nobody has. `cases`: those that are due first."""

    count: int
    cases: tuple[CaseRow, ...]

    @property
    def id(self) -> str:
        return "unowned"

    @property
    def due(self) -> Deadline | None:
        return self.cases[0].due

    @property
    def since(self) -> datetime:
        return min(case.received_at for case in self.cases)


@dataclass(frozen=True, slots=True)
class RepeatsToSettle:
    """Cases of which a person is to say whether they repeat an earlier one. `cases`: the newest of them."""

    count: int
    cases: tuple[CaseRow, ...]

    @property
    def id(self) -> str:
        return "repeats"

    @property
    def due(self) -> None:
        return None

    @property
    def since(self) -> datetime:
        return self.cases[0].received_at


@dataclass(frozen=True, slots=True)
class LongPaused:
    """A case that has waited for too long. `days`: working days."""

    case: CaseRow
    waits_for: WaitingFor
    since: datetime
    days: int
    note: str

    @property
    def id(self) -> str:
        return f"paused {self.case.id}"

    @property
    def due(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Escalated:
    """A case about which this person was told. `what`: an `Alarm`, or "escalated" by `by_name`."""

    notice_ids: tuple[int, ...]
    case: CaseRow
    what: str
    by_name: str
    since: datetime

    @property
    def id(self) -> str:
        return f"escalated {self.case.id}"

    @property
    def due(self) -> Deadline | None:
        return self.case.due


@dataclass(frozen=True, slots=True)
class Surge:
    """Many contacts on one topic in one office within a few hours. `matter_id`: a known matter it may belong to."""

    topic_id: int
    office_id: int
    office_name: str
    contacts: int
    case_ids: tuple[int, ...]
    since: datetime
    matter_id: int | None = None
    matter_title: str = ""

    @property
    def id(self) -> str:
        return f"surge {self.topic_id} {self.office_id}"

    @property
    def due(self) -> None:
        return None


class By(Enum):
    TOPIC = "topic"
    OFFICE = "office"
    CHANNEL = "channel"

    __hash__ = object.__hash__  # figures are counted by it, see `Channel`


@dataclass(frozen=True, slots=True)
class Unusual:
    """A topic with all below it, an office or a channel by which unusually many cases came in these seven days."""

    by: By
    key: int | Channel
    weeks: Weeks
    days: Days
    since: datetime

    @property
    def id(self) -> str:
        return f"unusual {self.by.value} {self.key.value if isinstance(self.key, Channel) else self.key}"

    @property
    def due(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class ShiftToConfirm:
    """What somebody handed over to this person at the end of a shift; `promises`: those still open."""

    handed: ShiftHandOver
    promises: tuple[PromiseRow, ...]

    @property
    def id(self) -> str:
        return f"shift {self.handed.id}"

    @property
    def due(self) -> None:
        return None

    @property
    def since(self) -> datetime:
        return self.handed.at


@dataclass(frozen=True, slots=True)
class OverdueMeasures:
    """Measures whose day has gone by. `first`: the one that is overdue longest, by `days`, since `since`."""

    count: int
    first: MeasureRow
    days: int
    since: datetime

    @property
    def id(self) -> str:
        return "measures"

    @property
    def due(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class EffectToJudge:
    """A measure reported done of which a person is to say whether it helped. `effect` None: nothing is counted."""

    measure: MeasureRow
    effect: AnyEffect | None
    since: datetime

    @property
    def id(self) -> str:
        return f"effect {self.measure.id}"

    @property
    def due(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class ChecksNotDone:
    """Checks not done on the last day that asked for them; `first`: the latest of them."""

    count: int
    first: CheckRow
    since: datetime

    @property
    def id(self) -> str:
        return "checks"

    @property
    def due(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class RemindersDue:
    """Reminders of one survey that may go out now."""

    survey_id: int
    name: str
    count: int
    since: datetime

    @property
    def id(self) -> str:
        return f"reminders {self.survey_id}"

    @property
    def due(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class SegmentToReview:
    """The page of a segment whose day of review has come."""

    review: ReviewDue
    since: datetime

    @property
    def id(self) -> str:
        return f"segment {self.review.segment.value}"

    @property
    def due(self) -> None:
        return None


class _HasDue(Protocol):
    @property
    def due(self) -> Deadline: ...
    @property
    def made_at(self) -> datetime: ...


Calling = TypeVar("Calling", bound=_HasDue)


@dataclass(frozen=True, slots=True)
class _ToCall(Generic[Calling]):
    """Somebody to call back. `case` None: no case of it is known."""

    row: Calling
    case: CaseRow | None

    @property
    def due(self) -> Deadline:
        return self.row.due

    @property
    def since(self) -> datetime:
        return self.row.made_at


@dataclass(frozen=True, slots=True)
class BadReview(_ToCall[FollowUpRow]):
    """A customer to call back after a bad review of a contact."""

    @property
    def id(self) -> str:
        return f"review {self.row.id}"


@dataclass(frozen=True, slots=True)
class BadAnswer(_ToCall[CallBackRow]):
    """Somebody to call after an answer to a survey."""

    @property
    def id(self) -> str:
        return f"answer {self.row.id}"


Decision = (
    PromisesOfAway
    | RemindersDue
    | CasesOfAway
    | ToApprove
    | LegalDay
    | Unowned
    | RepeatsToSettle
    | LongPaused
    | Escalated
    | Surge
    | Unusual
    | ShiftToConfirm
    | OverdueMeasures
    | EffectToJudge
    | ChecksNotDone
    | SegmentToReview
    | BadReview
    | BadAnswer
)


def waits_from(decision: Decision) -> tuple[datetime, str]:
    """The order of decisions: when it was or will be due; without a deadline since when it waits."""
    due = decision.due
    presses = due is not None and not due.is_paused
    return (due.due_at if due is not None and presses else decision.since), decision.id


def promise_deadline(promise: PromiseRow) -> Deadline:
    """The clock of an open promise."""
    assert promise.due_at is not None
    unit = Unit.CALENDAR_DAYS if promise.is_day else Unit.WORKING_HOURS
    return Deadline(Clock.PROMISE, promise.made_at, promise.due_at, unit)
