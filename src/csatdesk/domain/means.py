"""Means: between what one likely lies, and whether two of them differ.

Two means: B. L. Welch, "The generalization of 'Student's' problem when several different population variances are
involved", Biometrika 34 (1947), 28–35.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from csatdesk.domain.statistics import CONFIDENCE, Interval, beta_share, t_quantile


@dataclass(frozen=True, slots=True)
class Sample:
    """`variance`: of the answers, divided by n − 1; None of fewer than two. `n` is whole, unless answers are
    weighted.
    """

    n: float
    mean: float
    variance: float | None

    @classmethod
    def of(cls, values: Sequence[float]) -> "Sample | None":
        if not values:
            return None
        mean = sum(values) / len(values)
        spread = sum((value - mean) ** 2 for value in values)
        return cls(len(values), mean, spread / (len(values) - 1) if len(values) > 1 else None)

    def likely(self, confidence: float = CONFIDENCE) -> Interval | None:
        """Student's interval; None of fewer than two answers."""
        if self.variance is None:
            return None
        half = t_quantile((1 + confidence) / 2, self.n - 1) * sqrt(self.variance / self.n)
        return Interval(self.mean - half, self.mean + half)


@dataclass(frozen=True, slots=True)
class MeanChange:
    """The later mean minus the earlier one."""

    difference: float
    likely: Interval
    t: float
    freedom: float
    p_value: float


def compare_means(before: Sample, after: Sample, confidence: float = CONFIDENCE) -> MeanChange | None:
    """Welch's t test; None where one of them has fewer than two answers, or no answer differs from another."""
    if before.variance is None or after.variance is None:
        return None
    first, second = before.variance / before.n, after.variance / after.n
    if not first + second:
        return None
    error = sqrt(first + second)
    freedom = (first + second) ** 2 / (first**2 / (before.n - 1) + second**2 / (after.n - 1))
    difference = after.mean - before.mean
    t = difference / error
    half = t_quantile((1 + confidence) / 2, freedom) * error
    p_value = beta_share(freedom / (freedom + t * t), freedom / 2, 0.5)
    return MeanChange(difference, Interval(difference - half, difference + half), t, freedom, p_value)
