"""Calling a customer back after a bad result of the review of a real contact (M44)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_

CALL_BACK_DAYS = 1  # working days after the review was sent
NOTE_MOST = 2000


class FollowUpOutcome(Enum):
    SETTLED = "settled"
    NOT_CONTENT = "not_content"
    NOT_REACHED = "not_reached"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class CalledBack:
    """What came of contacting the customer."""

    outcome: FollowUpOutcome
    note: str
    by_name: str
    at: datetime


class FollowUpNoteMissing(Refusal):
    text = N_("Write in a few words what came of it.")


class FollowUpSettled(Refusal):
    text = N_("Somebody has recorded this meanwhile.")


def check_outcome(outcome: FollowUpOutcome, note: str) -> None:
    """Only a matter that was settled needs no word more."""
    if outcome is not FollowUpOutcome.SETTLED and not note.strip():
        raise FollowUpNoteMissing(field="note")
    fitting(note, field="note", most=NOTE_MOST)
