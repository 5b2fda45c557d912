"""How a set of lengths of time spreads: exact values, nothing estimated.

The median is the middle value (of an even number the mean of the middle two), the 90th percentile the smallest value
that at least 90 % do not exceed. Under `FEWEST` neither is told, only how many there are and the longest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Spread:
    """How long things took. `median` and `p90` None: fewer than `FEWEST`; `longest` None: none at all."""

    count: int
    median: timedelta | None
    p90: timedelta | None
    longest: timedelta | None

    @classmethod
    def of(cls, lengths: Iterable[timedelta]) -> "Spread":
        found = sorted(lengths)
        if not found:
            return cls(0, None, None, None)
        if len(found) < FEWEST:
            return cls(len(found), None, None, found[-1])
        lower, upper = found[(len(found) - 1) // 2], found[len(found) // 2]
        return cls(len(found), (lower + upper) / 2, found[ceil(0.9 * len(found)) - 1], found[-1])
