"""Several cases closed in one step: one outcome for all, and only those in which no answer is owed any more."""

from dataclasses import dataclass
from datetime import datetime

from csatdesk.domain.cases import (
    CAUSED,
    OUTCOMES,
    CaseKind,
    Closing,
    NoAnswerReason,
    Outcome,
    OutcomeMissing,
    ReplyBy,
    RootCauseMissing,
)
from csatdesk.domain.contacts import Known
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_


class AnswerOwed(Refusal):
    text = N_("An answer is still owed in case {number}. Send it, or close the case by itself.")


class PromiseOwed(Refusal):
    text = N_("A promise is still open in case {number}. Close the case by itself.")


class OutcomeUnfit(Refusal):
    text = N_("Case {number} is of a kind that does not end like this. Close it by itself.")


@dataclass(frozen=True, slots=True)
class ClosingOfMany:
    """What is said of all of them. `root_cause` counts only for cases that end with one."""

    outcome: Outcome | None
    root_cause: str = ""
    note: str = ""

    def problems(self) -> tuple[Refusal, ...]:
        if self.outcome is None:
            return (OutcomeMissing(field="outcome"),)
        if self.outcome in CAUSED and not self.root_cause.strip():
            return (RootCauseMissing(field="root_cause"),)
        return ()

    def of(self, number: str, kind: CaseKind, owed: NoAnswerReason | None, sent_at: datetime | None) -> Closing:
        """The closing of one of them. `owed`: why it needs no answer; None where it does."""
        if self.outcome not in OUTCOMES[kind]:
            raise OutcomeUnfit(number=number)
        if sent_at is None and owed is None:
            raise AnswerOwed(number=number)
        reason = owed if sent_at is None else None
        return Closing(self.outcome, self.root_cause, sent_at, reason, note=self.note)


def needs_no_answer(kind: CaseKind, known: Known, reply_by: ReplyBy) -> NoAnswerReason | None:
    """Why nobody waits for an answer; None where somebody does, or may."""
    if known is Known.ANONYMOUS:
        return NoAnswerReason.ANONYMOUS
    return NoAnswerReason.NOT_WANTED if reply_by is ReplyBy.NONE or kind is CaseKind.PRAISE else None
