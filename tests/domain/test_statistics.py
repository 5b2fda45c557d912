"""Exact intervals, checked against their definition by plain sums of fractions; quantiles against printed tables."""

from fractions import Fraction
from math import comb, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.statistics import beta_quantile, beta_share, rate_ratio, share_interval, t_quantile


def at_least(count: int, of: int, share: float) -> Fraction:
    """The chance of `count` or more of `of`, added up without rounding."""
    p = Fraction(share)
    return sum((comb(of, one) * p**one * (1 - p) ** (of - one) for one in range(count, of + 1)), Fraction(0))


@given(of=st.integers(1, 40), part=st.floats(0, 1))
def test_the_limits_are_where_the_chance_beyond_them_is_two_and_a_half_percent(of: int, part: float) -> None:
    count = round(of * part)
    found = share_interval(count, of)
    assert found.low == 0 if count == 0 else abs(at_least(count, of, found.low) - Fraction("0.025")) < 1e-9
    assert found.high == 1 if count == of else abs(1 - at_least(count + 1, of, found.high) - Fraction("0.025")) < 1e-9


def test_a_share_of_nothing_is_no_share() -> None:
    with pytest.raises(ValueError, match="0 of 0"):
        share_interval(0, 0)


def test_published_limits_are_met() -> None:
    """Of 10 none, one, five: the exact limits printed in textbooks."""
    for count, low, high in ((0, 0.0, 0.3085), (1, 0.0025, 0.4450), (5, 0.1871, 0.8129)):
        found = share_interval(count, 10)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_ratio_of_rates_and_its_limits_turn_over_with_before_and_after() -> None:
    there, back = rate_ratio(31, 2410, 12, 2388), rate_ratio(12, 2388, 31, 2410)
    assert there is not None
    assert back is not None
    assert (round(there.ratio, 2), round(there.likely.low, 2), round(there.likely.high, 2)) == (0.39, 0.18, 0.78)
    assert there.ratio * back.ratio == pytest.approx(1)
    assert there.likely.low * back.likely.high == pytest.approx(1)


def test_none_after_leaves_a_limit_and_none_before_no_ratio() -> None:
    found = rate_ratio(8, 1000, 0, 1000)
    assert found is not None
    assert (found.ratio, found.likely.low) == (0, 0)
    assert 0 < found.likely.high < 1
    assert rate_ratio(0, 1000, 8, 1000) is None
    assert rate_ratio(8, 0, 8, 1000) is None
    assert rate_ratio(8, 1000, 8, 0) is None
    assert share_interval(7, 7).high == 1
    assert rate_ratio(1, 10, 10**6, 10) is not None
    assert inf > share_interval(5_000, 20_000).high > 0.25


@pytest.mark.parametrize(
    ("freedom", "expected"), [(1, 12.7062), (2, 4.3027), (3, 3.1824), (4, 2.7764), (10, 2.2281), (30, 2.0423)]
)
def test_the_t_of_printed_tables(freedom: int, expected: float) -> None:
    assert t_quantile(0.975, freedom) == pytest.approx(expected, abs=5e-5)


def test_with_many_values_t_comes_near_to_the_normal_one() -> None:
    assert t_quantile(0.975, 10**6) == pytest.approx(1.95996, abs=1e-5)


def test_the_middle_and_the_end_of_t() -> None:
    assert t_quantile(0.5, 7) == 0
    assert t_quantile(1.0, 7) == inf


@pytest.mark.parametrize(("x", "a", "b", "share"), [(0.3, 1, 1, 0.3), (0.5, 2, 2, 0.5), (0.25, 0.5, 0.5, 1 / 3)])
def test_shares_of_the_beta_distribution_that_are_known_exactly(x: float, a: float, b: float, share: float) -> None:
    assert beta_share(x, a, b) == pytest.approx(share, abs=1e-12)
    assert beta_quantile(share, a, b) == pytest.approx(x, abs=1e-11)


def test_nothing_lies_outside_nought_and_one() -> None:
    assert (beta_share(-0.1, 2, 3), beta_share(0, 2, 3), beta_share(1, 2, 3)) == (0, 0, 1)


def test_a_sharp_distribution_is_followed_too() -> None:
    assert beta_quantile(0.5, 400, 600) == pytest.approx(0.4, abs=1e-3)
