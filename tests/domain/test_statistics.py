"""Exact intervals, checked against their definition by plain sums of fractions."""

from fractions import Fraction
from math import comb, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.statistics import rate_ratio, share_interval


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
