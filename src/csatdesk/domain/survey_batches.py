"""Batches of paper forms that two people key, one after the other, before any of it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import Refusal
from csatdesk.domain.forms import Answer
from csatdesk.domain.marks import N_
from csatdesk.domain.surveys import MONTHS

CODE = ""  # in the place of a question: the code of the invitation


class BatchState(Enum):
    FIRST = "first"  # is being keyed
    SECOND = "second"  # waits for, or is being keyed by, another person
    SETTLING = "settling"  # what differs is looked up on the paper
    RELEASED = "released"  # its answers count, and nothing of the forms is left here


class Keyer(Enum):
    FIRST = "first"
    SECOND = "second"
    SETTLED = "settled"  # what holds after a look at the paper


class BatchNotThere(Refusal):
    text = N_("This batch stands otherwise meanwhile. Look at it again.")


class SameKeyer(Refusal):
    text = N_("Another person keys these forms the second time, so that the same slip is not made twice.")


class KeyedByOther(Refusal):
    text = N_("{name} is keying these forms.")


class BatchEmpty(Refusal):
    text = N_("No form is keyed yet.")


class FormsMissing(Refusal):
    text = N_("Form {number} is not keyed the second time yet.")


class FormNumberTaken(Refusal):
    text = N_("Form {number} is keyed already. Look at the number on the paper.")


class NotInBatch(Refusal):
    text = N_("Form {number} is not of this batch.")


class FormNotKeyed(Refusal):
    text = N_("Form {number} is not keyed yet.")


class StacksOpen(Refusal):
    text = N_("A stack of paper forms does not count yet: let it count or throw it away, then end the survey.")


class NotSettled(Refusal):
    text = N_("Settle what differs first.")


class CodeUnknown(Refusal):
    text = N_("No invitation of this survey has the code {code}.")


class CodeTwice(Refusal):
    text = N_("Form {number} carries this code already.")


@dataclass(frozen=True, slots=True)
class Stack:
    """What holds for every form of a stack of paper. `day` None: only the month is known."""

    office_id: int
    month: int
    channel: Channel | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class KeyedPaper:
    """One form as it was keyed. `passed`: questions without answer on the paper."""

    number: int
    answers: Mapping[str, Answer]
    code: str = ""
    passed: frozenset[str] = frozenset()

    def said(self) -> dict[str, Answer]:
        """All that two keyings of it are compared by."""
        return {**self.answers, CODE: self.code} if self.code else dict(self.answers)


@dataclass(frozen=True, slots=True)
class Difference:
    """`settled`: whether somebody has looked at the paper, and then what holds."""

    number: int
    item_key: str
    first: Answer | None
    second: Answer | None
    is_settled: bool = False
    holds: Answer | None = None


@dataclass(frozen=True, slots=True)
class BatchRow:
    """`forms`: keyed the first time; `again`: the second time. `last_number`: of what was keyed by whoever keys now.
    `compared`, `differing`: once both are there.
    """

    id: int
    survey_id: int
    state: BatchState
    office_name: str
    channel: Channel | None
    month: int
    made_at: datetime
    by_name: str
    by_id: int
    second_name: str
    forms: int
    again: int
    next_number: int
    last_number: int
    compared: int
    differing: int
    left_out: int
    version: int

    @property
    def agreement(self) -> float | None:
        """The share of answers that both keyed alike, 0 to 1."""
        return 1 - self.differing / self.compared if self.compared else None


def month_of_day(day: date) -> int:
    return day.year * MONTHS + day.month
