"""A week is unusual only where neither chance nor the usual swings explain it, after Holm's correction."""

from math import comb

import pytest

from csatdesk.domain.unusual import LEAST, Weeks, p_value, unusual_ones

QUIET = (9, 11, 10, 10, 8, 12, 10, 10)


def binomial_tail(least: int, of: int, share: float) -> float:
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(least, of + 1))


def test_without_swings_it_is_the_chance_of_so_much_in_one_of_nine_weeks() -> None:
    steady = Weeks(20, (10,) * 8)
    assert p_value(steady) == pytest.approx(binomial_tail(20, 100, 1 / 9))
    assert p_value(Weeks(12, (0,) * 8)) == pytest.approx((1 / 9) ** 12)


def test_where_weeks_swing_as_much_it_is_nothing_unusual() -> None:
    swings = Weeks(24, (2, 25, 3, 22, 1, 24, 2, 1))
    assert binomial_tail(24, 104, 1 / 9) < 0.001, "of a steady stream it would be"
    assert p_value(swings) > 0.1
    assert not unusual_ones({"topic": swings})


def test_the_clearest_stands_first_and_fewer_than_the_least_never() -> None:
    several = {
        "more": Weeks(24, QUIET),
        "most": Weeks(40, QUIET),
        "usual": Weeks(12, QUIET),
        "few": Weeks(LEAST - 1, (0,) * 8),
    }
    assert unusual_ones(several) == ["most", "more"]
    assert several["most"].times == 4
    assert several["few"].times is None


def test_of_many_one_has_to_stand_out_further() -> None:
    one = Weeks(20, QUIET)
    assert unusual_ones({"one": one}) == ["one"]
    many = {str(place): Weeks(10, QUIET) for place in range(200)}
    assert not unusual_ones({"one": one, **many})


def test_fewer_than_usual_is_no_growth() -> None:
    assert p_value(Weeks(10, (40, 42, 38, 41, 39, 40, 43, 37))) > 0.99
