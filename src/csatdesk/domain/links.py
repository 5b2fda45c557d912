"""How cases hang together: links of four kinds, merges that can be undone, and the trash."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_

TRASH_DAYS = 30
REPEAT_DAYS = 90  # within these a case of the same customer and topic is a repeat, unless the centre says otherwise
REPEAT_DAYS_MOST = 730
IN_TRASH_FOR = timedelta(days=TRASH_DAYS)


class LinkKind(Enum):
    DUPLICATE = "duplicate"
    REPEAT = "repeat"
    RELATED = "related"
    CAUSED_BY = "caused_by"


class RepeatCause(Enum):
    """Why a customer had to come again, where it could have been avoided (C17)."""

    NOT_FULLY_ANSWERED = "not_fully_answered"
    CUSTOMER_LEFT_OUT = "customer_left_out"
    NOT_DONE_AS_PROMISED = "not_done_as_promised"
    NOT_AVOIDABLE = "not_avoidable"


class ProposalState(Enum):
    """Of what the program took for a repeat; settled by a person, it is proposed no more."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class RepeatSettled(Refusal):
    text = N_("Somebody has settled this already.")


class RepeatDaysWrong(Refusal):
    text = N_("Between 1 and {most} days.")


class LinkToItself(Refusal):
    text = N_("A case cannot be linked to itself.")


class AlreadyLinked(Refusal):
    text = N_("These two cases are already linked like this.")


class AlreadyMerged(Refusal):
    text = N_("Case {number} is already part of another case.")


class EarlierLegalDay(Refusal):
    text = N_("Case {number} has the earlier legal last day, so it must stay in sight. Make {into} part of it instead.")


class WholeNotOpen(Refusal):
    text = N_("Case {number} is closed, so nobody would work on what is still open. Make it part of {part} instead.")


class NotMerged(Refusal):
    text = N_("This merge was already undone.")


class InTrash(Refusal):
    text = N_("Case {number} is in the trash. Take it out first.")


class MadeByVisitor(Refusal):
    text = N_("Case {number} was made by a mystery visitor and stays out of all lists and figures.")


class WordsErased(Refusal):
    text = N_("Case {number} has been in the trash for {days} days, so its words are erased.")


class TrashReasonMissing(Refusal):
    text = N_("Say why the case is thrown away; its number stays in the register with this reason.")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as seen from one case; `is_from_here`: the other is what this one is a duplicate, repeat or effect of."""

    id: int
    kind: LinkKind
    case_id: int
    number: str
    topic_id: int | None
    received_at: datetime
    is_open: bool
    is_from_here: bool
    cause: RepeatCause | None


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One case of a matter that came again. `link_id`: its repeat link with the case from which the chain is seen."""

    case_id: int
    number: str
    received_at: datetime
    is_open: bool
    cause: RepeatCause | None
    link_id: int | None
    is_this: bool


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A case that became part of this one."""

    id: int
    case_id: int
    number: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class TrashRow:
    id: int
    number: str
    topic_id: int | None
    thrown_at: datetime
    by_name: str
    reason: str
    gone_at: datetime  # when its words are erased
