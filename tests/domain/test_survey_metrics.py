"""Survey figures against published values, against their definition by plain sums, and on real answers."""

from csv import DictReader
from math import sqrt
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csatdesk.domain.survey_metrics import (
    CES_1_POINTS,
    NINE_POINTS,
    CesKind,
    Nps,
    NpsInterval,
    Points,
    ces,
    ces_1,
    ces_2,
    ces_ease,
    compare_nps,
    csat,
    csat_yes_no,
    index,
    index_of,
    mean,
    nps,
    nps_of_counts,
)

counts = st.integers(0, 60)


def test_74_of_107_in_the_two_best_points_are_69_16_per_cent() -> None:
    found = csat([5] * 40 + [4] * 34 + [3] * 20 + [1] * 13 + [None] * 9)
    assert (found.n, round(found.value or 0, 2)) == (107, 69.16)


def test_from_nine_to_one_the_two_best_are_nine_and_eight() -> None:
    assert csat([9, 8, 7, 1], NINE_POINTS).value == 50


def test_where_low_is_good_the_best_points_are_the_lowest() -> None:
    assert csat([1, 2, 3, 5], CES_1_POINTS).value == 50


def test_yes_and_no_is_the_share_of_yes_and_blanks_leave_the_base() -> None:
    found = csat_yes_no([True, True, None, False, True])
    assert (found.value, found.n) == (75, 4)


@pytest.mark.parametrize("wrong", [11, -1, 9.0, "9", True])
def test_an_answer_outside_its_scale_is_no_answer_and_is_said(wrong: object) -> None:
    with pytest.raises(ValueError, match="is not from 0 to 10"):
        nps([10, wrong])  # type: ignore[list-item]


def test_nothing_is_known_of_no_answers_and_never_nought() -> None:
    empty = nps([None, None])
    assert (empty.score.value, empty.score.likely, empty.variance) == (None, None, None)
    assert csat([]).value is csat_yes_no([None]).value is index([], NINE_POINTS).value is None
    assert ces_1([]).mean.value is ces_2([]).mean.value is None


@example(promoters=1, passives=1, detractors=30)
@given(promoters=counts, passives=counts, detractors=counts)
def test_the_score_of_recommendation_is_that_of_answers_as_plus_and_minus_one(
    promoters: int, passives: int, detractors: int
) -> None:
    found = nps([10] * promoters + [8] * passives + [3] * detractors)
    ones = [1] * promoters + [0] * passives + [-1] * detractors
    if not ones:
        assert found.score.value is None
        return
    middle = sum(ones) / len(ones)
    variance = sum((one - middle) ** 2 for one in ones) / len(ones)
    assert found.score.value == pytest.approx(100 * middle)
    assert found.variance == pytest.approx(variance)
    likely = found.score.likely
    assert likely is not None
    assert -100 <= likely.low <= 100 * middle + 1e-9
    assert 100 >= likely.high >= 100 * middle - 1e-9
    assert likely.low < likely.high
    if found.method is NpsInterval.PLAIN:
        assert likely.high - likely.low == pytest.approx(200 * NormalDist().inv_cdf(0.975) * sqrt(variance / len(ones)))


def test_when_all_are_passive_or_few_answered_the_plain_interval_is_not_used() -> None:
    """It would be of no width: nobody can be that sure."""
    for given_counts in ((0, 40, 0), (9, 9, 9), (40, 0, 40)):
        assert nps_of_counts(*given_counts).method is NpsInterval.SCORE
    assert nps_of_counts(20, 10, 10).method is NpsInterval.PLAIN


def test_the_interval_turns_over_with_promoters_and_detractors() -> None:
    one, other = nps_of_counts(7, 2, 1).score.likely, nps_of_counts(1, 2, 7).score.likely
    assert one is not None
    assert other is not None
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


def test_two_scores_differ_by_the_normal_test_of_their_unit_variances() -> None:
    before, after = nps_of_counts(50, 30, 20), nps_of_counts(70, 20, 10)
    found = compare_nps(before, after)
    assert found is not None
    z = (0.60 - 0.30) / sqrt((0.7 - 0.09) / 100 + (0.8 - 0.36) / 100)
    assert [found.difference, found.z] == pytest.approx([30, z])
    assert found.p_value == pytest.approx(2 * (1 - NormalDist().cdf(z)))
    assert compare_nps(before, nps([])) is None
    assert compare_nps(nps([10, 10]), nps([9])) is None


def test_effort_tells_mean_and_best_answers_by_the_kind_of_its_question() -> None:
    agreed = ces_2([7, 6, 5, 4, 1])
    assert (agreed.mean.value, agreed.top and agreed.top.value) == (4.6, 60)
    assert ces_1([1, 2, 2, 5]).top is None
    eased = ces_ease([7, 6, 5, 1], Points(1, 7))
    assert (eased.mean.value, eased.top and eased.top.value) == (4.75, 50)


def test_effort_is_told_by_the_kind_of_its_question() -> None:
    """Of an ease question the points are its own: 1 to 7, unless they are said."""
    given_answers = [5, 4, 2, None, 1]
    assert ces(given_answers, CesKind.AGREEMENT) == ces_2(given_answers)
    assert ces(given_answers, CesKind.EFFORT) == ces_1(given_answers)
    assert ces(given_answers) == ces_ease(given_answers, Points(1, 7))
    assert ces(given_answers, CesKind.EASE, Points(1, 5)) == ces_ease(given_answers, Points(1, 5))
    with pytest.raises(ValueError, match="7 is not from 1 to 5"):
        ces([7], CesKind.EFFORT)


def test_an_array_of_whole_numbers_holds_answers() -> None:
    found = csat(np.array([5, 4, 1, 1]))
    assert (found, type(found.n)) == (csat([5, 4, 1, 1]), int)
    assert nps(np.array([10, 0, 8])) == nps([10, 0, 8])
    with pytest.raises(ValueError, match="is not from 0 to 10"):
        nps(np.array([10.0]))


@pytest.mark.parametrize(
    ("answer", "points", "value"),
    [(1, Points(1, 9), 0), (5, Points(1, 9), 50), (10, Points(1, 10), 100), (4, Points(1, 10), 100 / 3)],
)
def test_an_index_runs_from_nought_to_a_hundred(answer: int, points: Points, value: float) -> None:
    assert index_of(answer, points) == pytest.approx(value)
    turned = Points(points.first, points.last, is_reversed=True)
    assert index_of(answer, turned) == pytest.approx(100 - value)


def test_a_mean_of_one_answer_has_no_interval_and_that_of_more_has_students() -> None:
    assert mean([4], Points(1, 5)).likely is None
    found = mean([1, 2, 3, 4, 5], Points(1, 5))
    assert found.likely is not None
    half = 2.776445105 * sqrt(2.5 / 5)  # t of 4 degrees, as printed in tables
    assert [found.likely.low, found.likely.high] == pytest.approx([3 - half, 3 + half])


@pytest.fixture
def passengers(shared_data: Path) -> list[dict[str, str]]:
    path = shared_data / "survey_sfo" / "sfo_customer_survey_2017.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(DictReader(file))


def test_real_passengers_recommend_as_their_counts_say(passengers: list[dict[str, str]]) -> None:
    found: Nps = nps([int(row["NETPRO"]) for row in passengers if row["NETPRO"] not in {"11", "", "Blank"}])
    assert (found.n, found.promoters, found.detractors) == (2746, 1436, 342)
    assert round(found.score.value or 0, 2) == 39.84


def test_real_passengers_are_satisfied_as_their_counts_say(passengers: list[dict[str, str]]) -> None:
    valid = [int(row["Q7ALL"]) for row in passengers if row["Q7ALL"] in {"1", "2", "3", "4", "5"}]
    assert round(csat(valid).value or 0, 2) == 82.07
    assert round(mean(valid, Points(1, 5)).value or 0, 4) == 4.0644
