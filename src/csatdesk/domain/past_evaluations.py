"""Evaluations made before this program, or by others, taken over from a file: a place, a day, a total, a comment.

They have no items, so that no figure of items and no lost points ever holds one. Totals are kept in ten-thousandths of
a point: sums of whole numbers are exact, however many there are.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from csatdesk.domain.means import Sample
from csatdesk.domain.score_roll_ups import RANKED_FROM, OfficeScore, score_of_sums
from csatdesk.domain.scoring import Verdict

UNITS = 10_000  # of a point
HUNDRED = 100
UNRANKED = 101.0  # in the sort column, below every mean
COMMENT_MOST = 20_000


class TotalScale(Enum):
    """What the totals of a file run from and to; kept is always 0 to 100."""

    TO_100 = "0-100"
    TO_10 = "0-10"
    FROM_1_TO_10 = "1-10"
    TO_5 = "0-5"
    FROM_1_TO_5 = "1-5"
    TO_1 = "0-1"

    @property
    def low(self) -> int:
        return int(self.value.partition("-")[0])

    @property
    def high(self) -> int:
        return int(self.value.partition("-")[2])

    def units(self, total: Decimal) -> int | None:
        """A total in ten-thousandths of a point of 100, half up; None when it lies off this scale."""
        if not self.low <= total <= self.high:
            return None
        of_hundred = Fraction(total - self.low) * HUNDRED * UNITS / (self.high - self.low)
        return int(of_hundred + Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class PastProgramme:
    """What past evaluations may be compared within: one standard, or one list (SC-1, rule 17)."""

    id: int
    name: str
    place_count: int


@dataclass(frozen=True, slots=True)
class PastPlaceRow:
    """A place with what its totals come to (SC-1, rule 12). `standing`: for the order of the list."""

    id: int
    name: str
    town: str
    is_own_office: bool
    last_on: date
    score: OfficeScore
    standing: float
    sort_key: str


@dataclass(frozen=True, slots=True)
class PastRow:
    """One past evaluation."""

    id: int
    day: date
    total: Decimal
    verdict: Verdict | None
    kind: str
    reviewer: str
    comment: str


@dataclass(frozen=True, slots=True)
class PastPoint:
    """One total in the history of a place."""

    day: date
    total: Decimal


@dataclass(frozen=True, slots=True)
class Sums:
    """Of some totals: how many, their units, and the squares of these. Whole numbers lose nothing when taken away."""

    count: int = 0
    units: int = 0
    squares: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.count + other.count, self.units + other.units, self.squares + other.squares)

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(self.count - other.count, self.units - other.units, self.squares - other.squares)

    @property
    def sample(self) -> Sample:
        """Of at least one total."""
        mean = Fraction(self.units, self.count)
        spread = (self.squares - self.units * mean) / UNITS**2
        variance = float(spread / (self.count - 1)) if self.count > 1 else None
        return Sample(self.count, float(mean / UNITS), variance)


def total_of(units: int) -> Decimal:
    return Decimal(units) / UNITS


def place_score(count: int, units: int, squares: int) -> OfficeScore:
    """The mean of a place and its interval, from the sums of its totals and of their squares, in units."""
    return score_of_sums(count, Fraction(units, UNITS), Fraction(squares, UNITS * UNITS))


def standing_of(count: int, units: int) -> float:
    """What stands first has the highest mean; under three evaluations nothing is ranked (M40)."""
    return HUNDRED - units / (count * UNITS) if count >= RANKED_FROM else UNRANKED
