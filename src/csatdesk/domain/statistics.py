"""What the standard library lacks: exact intervals of shares and ratios of rates, quantiles of t and of beta.

A share: C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits", Biometrika 26 (1934), 404–413.
A ratio of rates: given how many there were in all, those after are a share of them; the limits of that share give those
of the ratio. J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika
31 (1940), 313–323.

The quantiles rest on the regularized incomplete beta function, computed by its continued fraction (Lentz's method;
NIST DLMF 8.17.4 and 8.17.22) and turned around by Newton's: good to about 12 digits for the sizes that a centre has.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf, lgamma, log, log1p, sqrt

CONFIDENCE = 0.95
STEPS_MOST = 500
TINY = 1e-300
CLOSE = 1e-15


@dataclass(frozen=True, slots=True)
class Interval:
    """`high` may be infinite."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RateRatio:
    """The later rate divided by the earlier one, and between what it likely lies."""

    ratio: float
    likely: Interval


def share_interval(count: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """Between what the share behind `count` of `of` lies (Clopper and Pearson)."""
    if not 0 <= count <= of or not of:
        raise ValueError(f"{count} of {of}")
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else beta_quantile(tail, count, of - count + 1)
    high = 1.0 if count == of else beta_quantile(1 - tail, count + 1, of - count)
    return Interval(low, high)


def rate_ratio(
    before: int, base_before: int, after: int, base_after: int, confidence: float = CONFIDENCE
) -> RateRatio | None:
    """How the rate `after` of `base_after` compares with `before` of `base_before`; None where nothing was counted
    before, or there was nothing to count from.
    """
    if not before or not base_before or not base_after:
        return None
    bases = base_before / base_after
    share = share_interval(after, before + after, confidence)
    return RateRatio(after / before * bases, Interval(_odds(share.low) * bases, _odds(share.high) * bases))


def _odds(share: float) -> float:
    return inf if share >= 1 else share / (1 - share)


def beta_share(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function I_x(a, b), for 0 <= x <= 1 and a, b > 0."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function."""
    c, d = 1.0, 1 / _not_nothing(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, STEPS_MOST):
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _not_nothing(1 + part * d)
            c = _not_nothing(1 + part / c)
            found *= d * c
        if abs(d * c - 1) < CLOSE:
            break
    return found


def _not_nothing(value: float) -> float:
    return value if abs(value) > TINY else TINY


def beta_quantile(share: float, a: float, b: float) -> float:
    """The x below which `share` of a beta distribution lies: Newton's steps, and halves where one would lead out."""
    low, high, x = 0.0, 1.0, a / (a + b)
    while True:
        gap = beta_share(x, a, b) - share
        low, high = (x, high) if gap < 0 else (low, x)
        steep = _density(x, a, b)
        nearer = x - gap / steep if steep else low
        if not low < nearer < high:
            nearer = (low + high) / 2
        if nearer in {low, high} or abs(nearer - x) <= CLOSE * x:
            return nearer
        x = nearer


def _density(x: float, a: float, b: float) -> float:
    return exp(lgamma(a + b) - lgamma(a) - lgamma(b) + (a - 1) * log(x) + (b - 1) * log1p(-x)) if 0 < x < 1 else 0.0


@lru_cache(maxsize=1024)  # lists ask for the same few sizes again and again
def t_quantile(share: float, freedom: float) -> float:
    """The t below which `share` (0.5 to 1) of Student's distribution with `freedom` degrees lies."""
    if share == 0.5:
        return 0.0
    x = beta_quantile(2 * (1 - share), freedom / 2, 0.5)  # x = v / (v + t²)
    return sqrt(freedom * (1 - x) / x) if x > 0 else inf
