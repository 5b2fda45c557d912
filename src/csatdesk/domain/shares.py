"""Shares: between what a share likely lies, and whether two of them differ.

Wilson's interval: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
American Statistical Association 22 (1927), 209–212. The interval of a difference: R. G. Newcombe, "Interval estimation
for the difference between independent proportions", Statistics in Medicine 17 (1998), 873–890, method 10. Many tests at
once: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import erfc, exp, hypot, lgamma, sqrt
from statistics import NormalDist

from csatdesk.domain.statistics import CONFIDENCE, Interval

FEW_EXPECTED = 5  # an expected count below it: the exact test
ALIKE = 1 + 1e-7  # chances this close count as equal, so that rounding does not decide


class ShareTest(Enum):
    POOLED_Z = "pooled_z"
    FISHER = "fisher"


@dataclass(frozen=True, slots=True)
class ShareChange:
    """The later share minus the earlier one, as fractions of 1. `z` None: the exact test was used."""

    difference: float
    likely: Interval
    p_value: float
    test: ShareTest
    z: float | None = None


def normal_quantile(confidence: float = CONFIDENCE) -> float:
    """The z that `confidence` of a normal distribution lies within, to both sides."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def two_sided(z: float) -> float:
    """The chance of a normal value at least as far from 0 as `z`."""
    return erfc(abs(z) / sqrt(2))


def wilson(count: float, of: float, confidence: float = CONFIDENCE) -> Interval | None:
    """Between what the share behind `count` of `of` likely lies, both as fractions of 1; None of nothing.

    Both may be effective sizes of weighted answers, so they need not be whole.
    """
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of}")
    if not of:
        return None
    share, square = count / of, normal_quantile(confidence) ** 2
    middle = share + square / (2 * of)
    half = sqrt(square * (share * (1 - share) / of + square / (4 * of * of)))
    whole = 1 + square / of
    low = 0.0 if count == 0 else max(0.0, (middle - half) / whole)
    high = 1.0 if count == of else min(1.0, (middle + half) / whole)
    return Interval(low, high)


def compare_shares(
    count_before: int, of_before: int, count_after: int, of_after: int, confidence: float = CONFIDENCE
) -> ShareChange | None:
    """How the share `count_after` of `of_after` differs from the one before; None where one of them has no base."""
    before, after = wilson(count_before, of_before, confidence), wilson(count_after, of_after, confidence)
    if before is None or after is None:
        return None
    first, second = count_before / of_before, count_after / of_after
    difference = second - first
    likely = Interval(
        difference - hypot(second - after.low, before.high - first),
        difference + hypot(after.high - second, first - before.low),
    )
    pooled = (count_before + count_after) / (of_before + of_after)
    if min(pooled, 1 - pooled) * min(of_before, of_after) < FEW_EXPECTED:
        exact = fisher(count_before, of_before, count_after, of_after)
        return ShareChange(difference, likely, exact, ShareTest.FISHER)
    z = difference / sqrt(pooled * (1 - pooled) * (1 / of_before + 1 / of_after))
    return ShareChange(difference, likely, two_sided(z), ShareTest.POOLED_Z, z)


def fisher(count_before: int, of_before: int, count_after: int, of_after: int) -> float:
    """Fisher's exact test of two shares, two-sided: the chance of all tables no more likely than this one."""
    total = count_before + count_after
    least, most = max(0, total - of_after), min(total, of_before)
    logs = [_log_ways(of_before, one) + _log_ways(of_after, total - one) for one in range(least, most + 1)]
    peak = max(logs)
    ways = [exp(one - peak) for one in logs]
    seen = ways[count_before - least]
    return min(1.0, sum(one for one in ways if one <= seen * ALIKE) / sum(ways))


def _log_ways(of: int, count: int) -> float:
    return lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)


def holm(p_values: Sequence[float]) -> list[float]:
    """The p values corrected for there being so many of them, in the order given."""
    corrected, worst = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        worst = max(worst, min(1.0, (len(p_values) - rank) * p_values[place]))
        corrected[place] = worst
    return corrected
