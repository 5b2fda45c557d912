"""Weights beside what matters: shares of the matched ones alone, and a difference only beyond the likely range."""

import pytest

from csatdesk.domain.statistics import Interval
from csatdesk.domain.weight_reviews import Matter, TooFewAreas, Weighing, weigh

MATTERS = {
    "waiting": Matter(0.1, Interval(0.05, 0.15)),
    "solved": Matter(0.3, Interval(0.22, 0.38)),
    "unmatched": Matter(0.6, Interval(0.5, 0.7)),
}
WEIGHTS = {"queue": 10.0, "hall": 10.0, "matter": 20.0, "talk": 60.0}


def test_what_no_section_is_matched_with_leaves_the_shares_on_both_sides() -> None:
    found = weigh(WEIGHTS, {"queue": "waiting", "matter": "solved"}, MATTERS)
    assert round(found["waiting"].weight, 6) == round(100 / 3, 6)
    assert round(found["waiting"].matters, 6) == 25
    assert (round(found["waiting"].likely.low, 6), round(found["waiting"].likely.high, 6)) == (12.5, 37.5)
    assert {one.weighing for one in found.values()} == {Weighing.FITTING}


def test_sections_of_one_area_weigh_together_and_beyond_the_range_they_weigh_too_much() -> None:
    found = weigh(WEIGHTS, {"queue": "waiting", "hall": "waiting", "matter": "solved"}, MATTERS)
    assert found["waiting"].weight == 50
    assert (found["waiting"].weighing, found["solved"].weighing) == (Weighing.HEAVIER, Weighing.LIGHTER)


@pytest.mark.parametrize(
    "areas", [{}, {"queue": "waiting"}, {"queue": "waiting", "hall": "waiting"}, {"queue": "gone"}]
)
def test_one_area_is_no_comparison(areas: dict[str, str]) -> None:
    with pytest.raises(TooFewAreas):
        weigh(WEIGHTS, areas, MATTERS)


def test_areas_without_weight_or_meaning_are_not_compared() -> None:
    with pytest.raises(TooFewAreas):
        weigh({"queue": 0.0, "matter": 0.0}, {"queue": "waiting", "matter": "solved"}, MATTERS)
