"""Absence with a substitute, and the hand-over at the end of a shift (C27)."""

from dataclasses import dataclass
from datetime import date, datetime

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_


class AbsenceReversed(Refusal):
    text = N_("The last day lies before the first. Correct the dates.")


class OwnSubstitute(Refusal):
    text = N_("Nobody can stand in for themselves. Choose somebody else.")


class SubstituteAway(Refusal):
    text = N_("{name} is away in these days, too. Choose somebody else.")


class AbsencesOverlap(Refusal):
    text = N_("{name} is already entered as away in these days.")


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Who is away from `first_on` to `last_on`, both included, and who stands in (None: nobody)."""

    id: int
    staff_id: int
    name: str
    first_on: date
    last_on: date
    substitute_id: int | None
    substitute_name: str
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class ShiftHandOver:
    """What was handed over at the end of a shift; `confirmed_at` None: not yet read."""

    id: int
    from_id: int
    from_name: str
    to_id: int
    to_name: str
    at: datetime
    note: str
    promise_ids: tuple[int, ...]
    confirmed_at: datetime | None
