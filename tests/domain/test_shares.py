"""Shares and means of two periods against published values and against exact sums."""

from fractions import Fraction
from math import comb, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.means import Sample, compare_means
from csatdesk.domain.shares import ShareTest, compare_shares, fisher, holm, wilson


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_published_limits_of_wilson_are_met(count: int, of: int, low: float, high: float) -> None:
    """Table I of Newcombe, "Two-sided confidence intervals for the single proportion" (1998)."""
    found = wilson(count, of)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_there_is_no_share_of_nothing_and_none_above_all() -> None:
    assert wilson(0, 0) is None
    assert compare_shares(0, 0, 3, 9) is None
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    [
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((2, 7), (6, 7), 0.0582, 0.8062),
        ((0, 29), (5, 56), -0.0381, 0.1926),
        ((0, 20), (0, 10), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((0, 20), (10, 10), 0.6791, 1.0),
        ((0, 10), (10, 10), 0.6075, 1.0),
    ],
)
def test_the_published_limits_of_a_difference_are_met(
    before: tuple[int, int], after: tuple[int, int], low: float, high: float
) -> None:
    """Method 10 in table II of Newcombe's comparison of intervals of a difference (1998)."""
    found = compare_shares(*before, *after)
    assert found is not None
    assert (round(found.likely.low, 4), round(found.likely.high, 4)) == (low, high)


def test_few_expected_answers_ask_for_the_exact_test() -> None:
    few, many = compare_shares(1, 9, 11, 14), compare_shares(48, 80, 56, 70)
    assert few is not None
    assert many is not None
    assert (few.test, few.z) == (ShareTest.FISHER, None)
    assert many.test is ShareTest.POOLED_Z
    assert many.z == pytest.approx(2.6501719512585336)


def test_eight_cups_of_tea() -> None:
    """Fisher's lady: three of four told rightly happens by chance in 34 of 70."""
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)


def test_convictions_of_twins() -> None:
    """Fisher's twins of convicts, like and unlike (1962), as the manual of R prints them."""
    assert round(fisher(2, 17, 10, 13), 7) == 0.0005367


@given(st.integers(1, 14), st.integers(1, 14), st.data())
def test_the_exact_test_adds_up_all_tables_no_more_likely(of_one: int, of_other: int, data: st.DataObject) -> None:
    one, other = data.draw(st.integers(0, of_one)), data.draw(st.integers(0, of_other))
    total = one + other
    ways = {
        a: comb(of_one, a) * comb(of_other, total - a) for a in range(max(0, total - of_other), min(total, of_one) + 1)
    }
    chance = Fraction(sum(way for way in ways.values() if way <= ways[one]), sum(ways.values()))
    assert fisher(one, of_one, other, of_other) == pytest.approx(float(chance))


def test_holm_asks_more_of_the_smallest() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.5]) == [1.0, 1.0]
    assert holm([]) == []


def test_two_sleeping_draughts_differ_as_welch_printed() -> None:
    """Hours of sleep gained by ten patients (Cushny and Peebles, 1905, as in Student's paper)."""
    first = Sample.of([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    second = Sample.of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    assert first is not None
    assert second is not None
    found = compare_means(second, first)
    assert found is not None
    assert (round(found.t, 4), round(found.freedom, 3), round(found.p_value, 5)) == (-1.8608, 17.776, 0.07939)
    assert (round(found.likely.low, 7), round(found.likely.high, 7)) == (-3.3654832, 0.2054832)


MANY = [21.5, 22.8, 21.0, 23.0, 21.6, 23.6, 22.5, 20.7, 23.4, 21.8, 20.7, 21.7, 21.5, 22.5, 23.6, 21.5, 22.5, 23.5]
WIDE = [28.2, 26.6, 20.1, 23.3, 25.2, 22.1, 17.7, 27.6, 20.6, 13.7, 23.2, 17.5, 20.6, 18.0, 23.9, 21.6, 24.3, 20.4]


@pytest.mark.parametrize(
    ("few", "more", "told"),
    [
        (
            [17.2, 20.9, 22.6, 18.1, 21.7, 21.4, 23.5, 24.2, 14.7, 21.8],
            [*MANY, 21.5, 21.8],
            (-1.57, 9.9, 0.149),
        ),
        (
            [19.8, 20.4, 19.6, 17.8, 18.5, 18.9, 18.3, 18.9, 19.5, 22.0],
            [*WIDE, 24.0, 13.2],
            (-2.22, 24.5, 0.036),
        ),
    ],
)
def test_samples_of_ten_and_twenty_differ_as_printed(
    few: list[float], more: list[float], told: tuple[float, float, float]
) -> None:
    """The examples of unlike sizes in Wikipedia's "Welch's t-test": the few vary more, then the many."""
    one, other = Sample.of(few), Sample.of(more)
    assert one is not None
    assert other is not None
    found = compare_means(other, one)
    assert found is not None
    assert (round(found.t, 2), round(found.freedom, 1), round(found.p_value, 3)) == told


def test_means_are_not_compared_where_nothing_varies() -> None:
    one, same = Sample.of([4.0]), Sample.of([3.0, 3.0])
    assert Sample.of([]) is None
    assert one is not None
    assert same is not None
    assert compare_means(one, same) is None
    assert compare_means(same, same) is None
    assert Sample(2, 1.0, None).likely() is None
    assert compare_means(Sample(3, 1.0, 0.5), Sample(3, nan, None)) is None
