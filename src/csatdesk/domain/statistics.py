"""Quantiles that the standard library lacks: of the t distribution and of the beta distribution.

Both rest on the regularized incomplete beta function, computed by its continued fraction (Lentz's method; Abramowitz
and Stegun 26.5.8) and turned around by bisection: good to about 12 digits for the sizes that a centre has.
"""

from math import exp, inf, lgamma, log, sqrt

STEPS_MOST = 500
TINY = 1e-300
CLOSE = 1e-15


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
    """The x below which `share` of a beta distribution lies."""
    low, high = 0.0, 1.0
    while True:
        middle = (low + high) / 2
        if middle in {low, high}:
            return middle
        low, high = (middle, high) if beta_share(middle, a, b) < share else (low, middle)


def t_quantile(share: float, freedom: int) -> float:
    """The t below which `share` (0.5 to 1) of Student's distribution with `freedom` degrees lies."""
    if share == 0.5:
        return 0.0
    x = beta_quantile(2 * (1 - share), freedom / 2, 0.5)  # x = v / (v + t²)
    return sqrt(freedom * (1 - x) / x) if x > 0 else inf
