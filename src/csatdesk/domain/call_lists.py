"""Lists of calls of a telephone exchange, and which of them somebody logged here."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

TOLERANCE = timedelta(minutes=10)  # a contact is logged while the call goes on, or up to so long after its end


class Direction(Enum):
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the exchange tells it. `extension`: its number, or the name that stands in its place."""

    at: datetime
    extension: str
    seconds: int
    direction: Direction | None = None

    @property
    def ends_at(self) -> datetime:
        return self.at + timedelta(seconds=self.seconds)


def fitting(calls: Sequence[tuple[datetime, datetime]], contacts: Sequence[tuple[datetime, int]]) -> Mapping[int, int]:
    """Which call each contact of one person was: place of the call → key of the contact.

    Calls (begin, end) and contacts (instant, key) in the order of time; a contact fits from the call's begin until
    `TOLERANCE` after its end, the earliest that is left first, and each once.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    instants = [at for at, _key in contacts]
    for place, (begin, end) in enumerate(calls):
        for at in range(bisect_left(instants, begin), len(contacts)):
            if instants[at] > end + TOLERANCE:
                break
            if at not in taken:
                taken.add(at)
                found[place] = contacts[at][1]
                break
    return found
