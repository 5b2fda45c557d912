"""The life cycle of a case: statuses by name, their allowed changes, and what one can wait for."""

from collections.abc import Mapping
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_


class Status(Enum):
    REGISTERED = "registered"
    IN_WORK = "in_work"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_COLLEAGUE = "waiting_colleague"
    WAITING_ORGANISATION = "waiting_organisation"
    ANSWER_PREPARED = "answer_prepared"  # written, not sent
    TO_APPROVE = "to_approve"  # a second person reads it first
    SENT = "sent"  # the answer was sent; not closed yet
    PROMISE_OPEN = "promise_open"  # settled but for what was promised
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed_on"  # not ours

    @property
    def is_open(self) -> bool:
        return self not in _OVER

    @property
    def is_waiting(self) -> bool:
        return self in WAITING.values()


_OVER = frozenset({Status.CLOSED, Status.WITHDRAWN, Status.PASSED_ON})


class WaitingFor(Enum):
    """Whom or what a case waits for: the reason of its pause."""

    CUSTOMER = "customer"
    COLLEAGUE = "colleague"
    ORGANISATION = "organisation"


WAITING: Mapping[WaitingFor, Status] = {
    WaitingFor.CUSTOMER: Status.WAITING_CUSTOMER,
    WaitingFor.COLLEAGUE: Status.WAITING_COLLEAGUE,
    WaitingFor.ORGANISATION: Status.WAITING_ORGANISATION,
}

_WAITING = frozenset(WAITING.values())
_WORKED_ON = frozenset({Status.IN_WORK, Status.ANSWER_PREPARED, Status.TO_APPROVE}) | _WAITING
_ENDS = _OVER | {Status.PROMISE_OPEN}
_BEFORE_ANSWER = frozenset({Status.REGISTERED}) | _WORKED_ON

ALLOWED: Mapping[Status, frozenset[Status]] = {
    # Before the answer everything may follow, but nobody approves what was not written.
    **{status: _BEFORE_ANSWER | _ENDS | {Status.SENT} for status in _BEFORE_ANSWER},
    Status.REGISTERED: frozenset({Status.IN_WORK, Status.ANSWER_PREPARED, Status.SENT}) | _WAITING | _ENDS,
    Status.SENT: frozenset({Status.IN_WORK}) | _WAITING | _ENDS,
    Status.PROMISE_OPEN: _OVER | {Status.IN_WORK},
    **dict.fromkeys(_OVER, frozenset({Status.IN_WORK})),
}


class StatusNotAllowed(Refusal):
    text = N_("Case {number} cannot go from “{before}” to “{after}”.")


def change_status(number: str, before: Status, after: Status) -> Status:
    """`after`, when the rules allow the change; a `Refusal` otherwise."""
    if after is not before and after not in ALLOWED[before]:
        raise StatusNotAllowed(number=number, before=before, after=after)
    return after
