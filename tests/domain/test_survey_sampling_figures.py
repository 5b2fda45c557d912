"""Response rates, weights, what is hidden and how units are ranked."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.ranking import rank
from csatdesk.domain.response_rates import Dispositions, outcome_rates, response_rate
from csatdesk.domain.statistics import Interval
from csatdesk.domain.suppression import FloorWrong, Shown, check_floor, shown
from csatdesk.domain.weighting import Margin, effective_n, matched, rake, trim, weigh


def test_the_outcome_rates_follow_their_definitions() -> None:
    counts = Dispositions(complete=400, partial=50, refused=100, no_contact=150, other=20, unknown=200, not_eligible=80)
    found = outcome_rates(counts)
    eligible = 720 / 800
    assert found.rr1 == pytest.approx(400 / 920)
    assert found.rr2 == pytest.approx(450 / 920)
    assert found.rr3 == pytest.approx(400 / (720 + eligible * 200))
    assert found.rr4 == pytest.approx(450 / (720 + eligible * 200))
    assert found.rr5 == pytest.approx(400 / 720)
    assert found.rr6 == pytest.approx(450 / 720)
    assert found.coop1 == pytest.approx(400 / 570)


def test_the_outcome_rates_of_twelve_people_are_those_that_were_printed() -> None:
    """The example of the R package outcomerate, which has two kinds of unknown: 4 whole answers of 12 tried."""
    tried = Dispositions(complete=4, partial=2, refused=1, no_contact=1, other=1, unknown=2, not_eligible=1)
    found = outcome_rates(tried)
    rates = [found.rr1, found.rr2, found.rr3, found.rr4, found.rr5, found.rr6, found.coop1]
    assert rates == pytest.approx([0.364, 0.545, 0.370, 0.556, 0.444, 0.667, 0.500], abs=5e-4)


def test_no_rate_of_nobody() -> None:
    found = outcome_rates(Dispositions())
    assert {found.rr1, found.rr2, found.rr3, found.rr4, found.rr5, found.rr6, found.coop1} == {None}
    assert outcome_rates(Dispositions(unknown=7)).rr3 == 0
    assert response_rate(0, 0) is None
    assert response_rate(81, 263) == pytest.approx(30.798479)
    with pytest.raises(ValueError, match="5 of 4"):
        response_rate(5, 4)


def test_a_weight_is_the_share_of_customers_by_the_share_of_answers() -> None:
    found = weigh({("home",): 6, ("business",): 2}, {("home",): 50, ("business",): 50})
    assert found is not None
    assert found.cells == pytest.approx({("home",): 2 / 3, ("business",): 2})
    assert found.effective == pytest.approx(64 / (6 * 4 / 9 + 8))


def test_offices_and_channels_are_raked_to_the_numbers_worked_out_by_hand() -> None:
    """By phone and in the second office each answer weighs twice as much: 30 + 10·2 + 10·2 + 10·4 = 110."""
    answers = {("a", "hall"): 30, ("a", "phone"): 10, ("b", "hall"): 10, ("b", "phone"): 10}
    contacts = {("a", "hall"): 2, ("a", "phone"): 3, ("b", "hall"): 3, ("b", "phone"): 3}
    found = weigh(answers, contacts)
    assert found is not None
    each = {("a", "hall"): 1, ("a", "phone"): 2, ("b", "hall"): 2, ("b", "phone"): 4}
    assert found.cells == pytest.approx({cell: weight * 60 / 110 for cell, weight in each.items()})
    assert found.effective == pytest.approx(110**2 / (30 + 10 * 4 + 10 * 4 + 10 * 16))


cells = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), min_size=12, max_size=60)


@given(cells, st.lists(st.integers(1, 9), min_size=5, max_size=5))
def test_raking_meets_every_margin_where_all_cells_are_answered(
    answers: list[tuple[str, str]], shares: list[int]
) -> None:
    counts = Counter([*answers, *((one, other) for one in "ab" for other in "xyz")])
    margins: list[Margin] = [dict(zip("ab", shares[:2], strict=True)), dict(zip("xyz", shares[2:], strict=True))]
    weights = rake(counts, margins)
    assert weights is not None
    total = sum(counts.values())
    assert sum(weights[cell] * count for cell, count in counts.items()) == pytest.approx(total)
    for place, wanted in enumerate(margins):
        for group, share in wanted.items():
            found = sum(weights[cell] * count for cell, count in counts.items() if cell[place] == group)
            assert found / total == pytest.approx(share / sum(wanted.values()), abs=1e-9)
    for one in "yz":  # of all weights that meet them, those by group: an answer weighs what its office and channel do
        assert weights["a", "x"] * weights["b", one] == pytest.approx(weights["a", one] * weights["b", "x"])


def test_a_group_that_only_one_side_has_is_left_out_and_what_then_stands_alone_as_well() -> None:
    answers = {("a", "hall"): 9, ("b", "letter"): 4, ("a", None): 2}
    contacts = {("a", "hall"): 50, ("b", "hall"): 7, ("c", "chat"): 3}
    assert matched(answers, contacts) == ({("a", "hall"): 9}, {("a", "hall"): 50})
    with pytest.raises(ValueError, match="vip"):
        rake({("home",): 1, ("vip",): 1}, [{"home": 1}])
    with pytest.raises(ValueError, match="vip"):
        rake({("home",): 1}, [{"home": 1, "vip": 1}])


def test_of_groups_that_no_answers_link_those_with_the_most_contacts_stay() -> None:
    """Letters were answered in the third office alone, and nothing else there."""
    answers = {("a", "hall"): 9, ("a", "phone"): 5, ("b", "hall"): 4, ("c", "letter"): 6}
    contacts = {("a", "hall"): 50, ("b", "phone"): 7, ("c", "hall"): 20, ("c", "letter"): 2, ("a", "letter"): 9}
    kept, others = matched(answers, contacts)
    assert kept == {("a", "hall"): 9, ("a", "phone"): 5, ("b", "hall"): 4}
    assert others == {("a", "hall"): 50, ("b", "phone"): 7}
    assert weigh(kept, others) is not None
    apart = {("a", "hall"): 9, ("b", "phone"): 5}, {("a", "hall"): 1, ("b", "phone"): 4}
    assert matched(*apart) == apart
    assert matched({}, {}) == ({}, {})


def test_there_are_no_weights_where_each_office_has_a_channel_of_its_own_in_other_shares() -> None:
    answers = {("a", "hall"): 10, ("b", "phone"): 10}
    assert weigh(answers, {("a", "hall"): 1, ("a", "phone"): 8, ("b", "phone"): 1}) is None
    assert weigh({}, {}) is None


def test_no_answer_weighs_more_than_five_times_the_median() -> None:
    assert trim({("a",): 1, ("b",): 30}, {("a",): 3, ("b",): 1}) == {("a",): 1, ("b",): 5}
    assert trim({}, {}) == {}
    assert effective_n({}, {}) == 0


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 40)), st.integers(3, 10))
def test_what_is_hidden_is_not_told_by_what_is_shown(counts: dict[int, int], floor: int) -> None:
    """Whoever subtracts what is shown from the total learns of at least two groups, together as many as the floor."""
    found = shown(counts, floor=floor)
    assert not any(0 < counts[group] < floor and state is not Shown.HIDDEN for group, state in found.items())
    left = [counts[group] for group, state in found.items() if state is Shown.HIDDEN]
    if any(state in {Shown.GREY, Shown.FULL} for state in found.values()):
        assert not left or (len(left) > 1 and sum(left) >= floor)


def test_the_next_smallest_is_hidden_with_the_only_small_one() -> None:
    counts = {"hall": 80, "harbour": 3, "old town": 12, "vip": 40, "closed": 0}
    assert shown(counts) == {
        "hall": Shown.FULL,
        "harbour": Shown.HIDDEN,
        "old town": Shown.HIDDEN,
        "vip": Shown.FULL,
        "closed": Shown.EMPTY,
    }
    assert shown(counts, is_total_shown=False)["old town"] is Shown.GREY


@pytest.mark.parametrize("floor", [2, 11])
def test_the_floor_stays_between_three_and_ten(floor: int) -> None:
    with pytest.raises(FloorWrong):
        check_floor(floor)


def test_units_that_cannot_be_told_apart_share_a_band() -> None:
    found = rank(
        {
            "a": Interval(70, 80),
            "b": Interval(60, 72),
            "c": Interval(40, 50),
            "d": Interval(45, 55),
            "e": Interval(0, 9),
        }
    )
    assert {unit: place.band for unit, place in found.items()} == {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3}
    assert (found["a"].first, found["a"].last, found["e"].first) == (1, 2, 5)


spans = st.tuples(st.floats(0, 100), st.floats(0, 30)).map(lambda one: Interval(one[0], one[0] + one[1]))


@given(st.dictionaries(st.integers(0, 30), spans, max_size=12))
def test_a_better_band_holds_only_units_that_lie_wholly_above(likely: dict[int, Interval]) -> None:
    found = rank(likely)
    for unit, own in likely.items():
        above = sum(other.low > own.high for other in likely.values())
        below = sum(other.high < own.low for other in likely.values())
        assert (found[unit].first, found[unit].last) == (1 + above, len(likely) - below)
    bands = sorted({place.band for place in found.values()})
    assert bands == list(range(1, len(bands) + 1))
    for better, worse in pairwise(bands):
        worst = max(place.last for place in found.values() if place.band == better)
        assert all(place.first > worst for place in found.values() if place.band == worse)
