"""What comes back about an evaluation (M21): staff read it and say something, their leader answers; a partner outside
gets it and replies.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_


class FeedbackKind(Enum):
    READ = "read"  # by the person it is about
    SAID = "said"  # by them
    ANSWERED = "answered"  # by who leads them
    GIVEN = "given"  # to an organisation outside
    REPLIED = "replied"  # by that organisation, written down here


class FeedbackMissing(Refusal):
    text = N_("Write what you want to say.")


class ReplyMissing(Refusal):
    text = N_("Write what they replied.")


class PartnerMissing(Refusal):
    text = N_("Choose who gets it.")


class NotGivenYet(Refusal):
    text = N_("Nobody outside has this yet. Give it to them first.")


class NotTheirFeedback(Refusal):
    text = N_("Only the person whose work this is, or who leads them, can say something here.")


class Heard(Enum):
    """How far an evaluation of somebody's work has come back, in a list."""

    UNREAD = "unread"
    READ = "read"
    SAID = "said"  # and nobody answered yet
    ANSWERED = "answered"


def heard(*, is_read: bool, said: int, answered: int) -> Heard:
    """`said`, `answered`: the place of the newest of each, 0 for none."""
    if said > answered:
        return Heard.SAID
    if answered:
        return Heard.ANSWERED
    return Heard.READ if is_read else Heard.UNREAD


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One of them as it is shown. `organisation`: the partner's name, "" among colleagues."""

    id: int
    kind: FeedbackKind
    by_name: str
    organisation: str
    said_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class FeedbackState:
    """How far an evaluation came back. `may_say`: it is about the one who asks; `may_answer`: who asks leads them;
    `may_give`: who asks may hand it to a partner; `given_to`: who has it outside, the newest last."""

    rows: tuple[FeedbackRow, ...] = ()
    may_say: bool = False
    may_answer: bool = False
    may_give: bool = False
    given_to: tuple[tuple[int, str], ...] = ()

    @property
    def is_read(self) -> bool:
        return any(one.kind is FeedbackKind.READ for one in self.rows)


NO_FEEDBACK = FeedbackState()
