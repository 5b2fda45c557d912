"""Promises to the customer (C21): each a line with who, by when, done at; and the steps that a request brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_


class PromiseKind(Enum):
    CALL_BACK = "call_back"
    REFUND = "refund"
    VISIT = "visit"
    METER_CHANGE = "meter_change"
    PAPER = "paper"  # something to be sent or handed over
    REFERRAL = "referral"  # another organisation answers us
    STEP = "step"  # of a request: application, visit booked, replaced, sealed …
    OTHER = "other"


class PromiseTextMissing(Refusal):
    text = N_("Write what was promised.")


class PromiseDayMissing(Refusal):
    text = N_("Say by when it will be done.")


class PromiseInPast(Refusal):
    text = N_("A promise cannot be due before today. Correct the date.")


class PromiseAlreadyDone(Refusal):
    text = N_("This promise is already done.")


class DoneInFuture(Refusal):
    text = N_("It cannot have been done in the future. Correct the date.")


@dataclass(frozen=True, slots=True)
class NewPromise:
    """What was promised. `due_at` an instant; `is_day`: it is the midnight that ends the promised day.

    Who does it: a person, an organisation, or nobody yet.
    """

    kind: PromiseKind
    text: str
    due_at: datetime | None
    is_day: bool = True
    owner_id: int | None = None
    organisation_id: int | None = None

    def check(self, now: datetime) -> None:
        if not self.text.strip():
            raise PromiseTextMissing(field="text")
        if self.due_at is None:
            raise PromiseDayMissing(field="due")
        if self.due_at <= now:
            raise PromiseInPast(field="due")


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise. `due_at` None: a step whose turn has not come."""

    id: int
    case_id: int
    case_number: str
    customer_name: str
    kind: PromiseKind
    text: str
    owner_id: int | None
    owner_name: str
    organisation_id: int | None
    organisation_name: str
    due_at: datetime | None
    is_day: bool
    made_at: datetime
    made_by: str
    done_at: datetime | None
    done_by: str
    done_note: str
    is_dropped: bool
    position: int
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.done_at is None and not self.is_dropped


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An outside organisation that cases are handed to (C18); its clock: `days` working days."""

    id: int
    name: str
    phone: str
    email: str
    days: int
    is_active: bool
    version: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a request: words marked with N_, and the working days it may take after the step before."""

    key: str
    words: str
    days: int


STEPS: Mapping[str, tuple[Step, ...]] = {
    "meter_replacement": (
        Step("application", N_("Check the application"), 1),
        Step("visit", N_("Book the visit"), 3),
        Step("replaced", N_("Replace the meter"), 10),
        Step("sealed", N_("Seal the meter"), 1),
        Step("paper", N_("Hand over the paper"), 3),
    ),
    "meter_acceptance": (
        Step("visit", N_("Book the visit"), 3),
        Step("accepted", N_("Accept the meter for billing"), 7),
        Step("paper", N_("Hand over the paper"), 3),
    ),
    "meter_check": (
        Step("visit", N_("Book the visit"), 3),
        Step("checked", N_("Check the meter"), 10),
        Step("paper", N_("Hand over the report of the check"), 3),
    ),
}
"""Steps by request kind (the value of `requests.RequestKind`); kinds that are not here have none."""
