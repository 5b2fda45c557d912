"""Whether a week brought unusually much, against the weeks before it (C15).

Two things have to be unlikely: that chance alone made so much of one steady stream (J. Przyborowski and H. Wilenski,
"Homogeneity of results in testing samples from Poisson series", Biometrika 31 (1940), 313–323), and that it is one of
the usual swings from week to week (Student's t for one further value).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, variance
from typing import TypeVar

from csatdesk.domain.shares import holm
from csatdesk.domain.statistics import beta_share

WEEKS_BEFORE = 8
LEAST = 10  # of a week: fewer are no growth that anybody has to look at
AGAINST_CHANCE = 0.05

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Weeks:
    """How many came in the last week, and in each of the weeks before it."""

    now: int
    before: tuple[int, ...]

    @property
    def usual(self) -> float:
        return fmean(self.before)

    @property
    def times(self) -> float | None:
        """How many times the usual; None where nothing is usual."""
        return self.now / self.usual if self.usual else None


def p_value(weeks: Weeks) -> float:
    """How likely a week at least like this one is when nothing has changed: the greater of both chances."""
    return max(_by_chance(weeks), _by_swings(weeks))


def _by_chance(weeks: Weeks) -> float:
    """Of all that came, so much in this one week: binomial, as likely in each of the weeks."""
    earlier = sum(weeks.before)
    return beta_share(1 / (len(weeks.before) + 1), weeks.now, earlier + 1)


def _by_swings(weeks: Weeks) -> float:
    count, more = len(weeks.before), weeks.now - weeks.usual
    spread = variance(weeks.before)
    if not spread:
        return 0.0  # no swings: chance alone decides
    t = more / sqrt(spread * (1 + 1 / count))
    freedom = count - 1
    beyond = beta_share(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
    return beyond if t > 0 else 1 - beyond


def unusual_ones(several: Mapping[Key, Weeks]) -> Sequence[Key]:
    """Those that stay clear of chance after Holm's correction over all that are many enough; the clearest first."""
    tested = {key: p_value(weeks) for key, weeks in several.items() if weeks.now >= LEAST}
    corrected = dict(zip(tested, holm(list(tested.values())), strict=True))
    clear = [key for key, chance in corrected.items() if chance < AGAINST_CHANCE]
    return sorted(clear, key=lambda key: tested[key])
