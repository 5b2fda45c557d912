"""Closing the loop: which answers are bad enough that somebody calls, and what came of it (S3.7).

Only answers with a name are looked at. Of an anonymous one nothing may tell that it came, when, or from whom; who
wishes to be called all the same is called without anything that leads to their answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from fractions import Fraction

from csatdesk.domain.deadlines import Deadline
from csatdesk.domain.errors import Refusal
from csatdesk.domain.follow_ups import FollowUpOutcome
from csatdesk.domain.forms import NO, Answer, Form, Item, whole
from csatdesk.domain.marks import N_

NPS_TO, CSAT_TO, EASE_TO = 10, 5, 7  # the scales in which the limits are said
HOURS_MOST = 400


class Reason(Enum):
    NPS = "nps"  # would not recommend
    CSAT = "csat"
    EASE = "ease"
    UNSOLVED = "unsolved"
    ASKED = "asked"  # to be called


METRICS: Mapping[str, Reason] = {
    "nps": Reason.NPS,
    "csat": Reason.CSAT,
    "csat_yes_no": Reason.CSAT,
    "satisfaction_9": Reason.CSAT,
    "ces_ease": Reason.EASE,
    "ces_2": Reason.EASE,
    "ces_1": Reason.EASE,
    "solved": Reason.UNSOLVED,
}
UNSOLVED = frozenset({NO, "waiting"})


class LimitWrong(Refusal):
    text = N_("Write a number from {least} to {most}.")


@dataclass(frozen=True, slots=True)
class BadAnswers:
    """What counts as bad in one survey, and within how many working hours somebody calls.

    0 in place of a limit: it is not looked at. The limits of satisfaction and ease are those of scales from 1 to 5 and
    1 to 7; on a longer or shorter scale the same share of it counts.
    """

    nps_at_most: int = 6
    csat_at_most: int = 2
    ease_at_most: int = 3
    unsolved: bool = True
    hours: int = 8

    def check(self) -> None:
        limits = (
            ("nps_at_most", -1, NPS_TO),
            ("csat_at_most", 0, CSAT_TO),
            ("ease_at_most", 0, EASE_TO),
            ("hours", 1, HOURS_MOST),
        )
        for name, least, most in limits:
            if not least <= getattr(self, name) <= most:
                raise LimitWrong(field=name, least=least, most=most)


@dataclass(frozen=True, slots=True)
class CallBackRow:
    """Somebody is to be called. Without `response_id`: nobody knows what they answered."""

    id: int
    survey_id: int
    survey_name: str
    response_id: int | None
    customer_id: int | None
    case_id: int | None
    case_number: str
    name: str
    phone: str
    reasons: tuple[Reason, ...]
    told: str  # the answers that were bad, in words
    made_at: datetime
    due: Deadline
    version: int


@dataclass(frozen=True, slots=True)
class Unhappy:
    """Somebody who would not recommend (S2.11), and whether they were called."""

    response_id: int
    month: int
    at: datetime | None
    score: int
    name: str
    phone: str
    customer_id: int | None
    case_id: int | None
    case_number: str
    staff_name: str
    comment: str
    call_back_id: int | None
    is_open: bool
    due_at: datetime | None
    outcome: FollowUpOutcome | None
    note: str


def bad_in(limits: BadAnswers, form: Form, answers: Mapping[str, Answer]) -> dict[str, Reason]:
    """Key of the question → why its answer is bad."""
    found = {}
    for item in form.items():
        answer, reason = answers.get(item.key), METRICS.get(item.metric)
        if answer is not None and reason is not None and _is_bad(limits, reason, item, answer):
            found[item.key] = reason
    return found


def _is_bad(limits: BadAnswers, reason: Reason, item: Item, answer: Answer) -> bool:
    match reason:
        case Reason.NPS:
            number = whole(answer)
            return number is not None and number <= limits.nps_at_most
        case Reason.CSAT if item.metric == "csat_yes_no":
            return limits.csat_at_most > 0 and answer in {NO, False}
        case Reason.CSAT:
            return _is_low(item, answer, limits.csat_at_most, CSAT_TO)
        case Reason.EASE:
            return _is_low(item, answer, limits.ease_at_most, EASE_TO)
    return limits.unsolved and (answer is False or answer in UNSOLVED)


def _is_low(item: Item, answer: Answer, at_most: int, to: int) -> bool:
    """Whether it lies as low on its own scale as `at_most` on that from 1 to `to`."""
    share = item.share(answer)
    return share is not None and at_most > 0 and share <= Fraction(at_most - 1, to - 1)
