"""How far reviewers agree: rule 15, with figures of the books."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from csatdesk.domain.scorecards import agreement
from tests.domain.forms_made import values

TABLE = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
BY_REVIEWER = [[one for one, _ in TABLE], [other for _, other in TABLE]]


def test_cohens_kappa_of_a_table_of_20_5_10_15() -> None:
    found = agreement(BY_REVIEWER)
    assert values(found.percent, found.kappa) == (70, Decimal("0.4"))


def test_one_row_for_each_thing_is_understood_too() -> None:
    assert agreement([list(pair) for pair in TABLE]) == agreement(BY_REVIEWER)


def test_reviewers_may_have_names() -> None:
    assert agreement({"Anna": BY_REVIEWER[0], "Marek": BY_REVIEWER[1]}) == agreement(BY_REVIEWER)


def test_ratings_by_the_name_of_what_was_rated_are_laid_side_by_side() -> None:
    """The order of the names tells nothing, and who did not rate a thing has a gap there."""
    anna = {"name": "yes", "answer": "no", "wait": "yes", "end": "no"}
    marek = {"end": "no", "wait": "yes", "answer": "yes", "name": "yes"}
    found = agreement({"Anna": anna, "Marek": marek})
    assert found == agreement([[anna[thing] for thing in anna], [marek[thing] for thing in anna]])
    assert values(found.percent, found.kappa) == (75, Decimal("0.5"))
    assert agreement([anna, marek]) == found
    del marek["answer"]
    assert agreement({"Anna": anna, "Marek": marek}).percent == 100


def test_things_by_name_with_the_rating_of_each_reviewer_are_understood_too() -> None:
    things = {
        "name": {"Anna": "yes", "Marek": "yes"},
        "answer": {"Marek": "yes", "Anna": "no"},
        "wait": {"Anna": "yes", "Marek": "yes"},
    }
    assert agreement(things) == agreement([["yes", "no", "yes"], ["yes", "yes", "yes"]])


def test_krippendorffs_alpha_of_his_own_example() -> None:
    # Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), part C: four observers, twelve units, gaps;
    # the interval metric gives 0.849
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    found = agreement(rows)
    assert found.alpha is not None
    assert round(found.alpha, 3) == Decimal("0.849")
    assert found.kappa is None, "it is of two reviewers"


def test_krippendorffs_alpha_of_two_observers_and_two_values() -> None:
    """The same paper, part A: of two values every metric tells the same; 0.095, though they agree in six of ten."""
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    found = agreement([meg, owen])
    assert found.alpha is not None
    assert (values(found.percent), round(found.alpha, 3)) == ((60,), Decimal("0.095"))


def test_cohens_kappa_of_his_own_example() -> None:
    """Cohen, "A coefficient of agreement for nominal scales" (1960): 70 in 100 agree, chance alone gives 41, 0.492."""
    often = {"pp": 44, "pn": 5, "po": 1, "np": 7, "nn": 20, "no": 3, "op": 9, "on": 5, "oo": 6}
    pairs = [tuple(cell) for cell, count in often.items() for _patient in range(count)]
    found = agreement(pairs)
    assert found.kappa is not None
    assert (values(found.percent), round(found.kappa, 3)) == ((70,), Decimal("0.492"))


@pytest.mark.parametrize(("table", "kappa"), [((45, 15, 25, 15), "0.1304"), ((25, 35, 5, 35), "0.2593")])
def test_with_the_same_share_of_agreement_kappa_knows_what_chance_would_give(
    table: tuple[int, int, int, int], kappa: str
) -> None:
    """Both agree in 60 of 100; from Wikipedia's "Cohen's kappa"."""
    cells = (("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no"))
    found = agreement([cell for cell, count in zip(cells, table, strict=True) for _one in range(count)])
    assert found.kappa is not None
    assert (values(found.percent), round(found.kappa, 4)) == ((60,), Decimal(kappa))


def test_partial_is_halfway_for_alpha_and_another_word_for_percent() -> None:
    near = agreement([["yes", "no", "yes"], ["yes", "no", "partial"]])
    far = agreement([["yes", "no", "yes"], ["yes", "no", "no"]])
    assert near.percent == far.percent
    assert near.alpha is not None
    assert far.alpha is not None
    assert near.alpha > far.alpha


@pytest.mark.parametrize("gap", [None, "na", "not_observed"])
def test_what_was_not_seen_is_a_gap(gap: str | None) -> None:
    found = agreement([["yes", "no", gap], ["yes", "no", "no"]])
    assert values(found.percent, found.kappa, found.alpha) == (100, 1, 1)


def test_without_variation_there_is_no_kappa_and_no_alpha_never_1() -> None:
    found = agreement([["yes"] * 5, ["yes"] * 5])
    assert values(found.percent, found.kappa, found.alpha) == (100, None, None)


@pytest.mark.parametrize("ratings", [[], [["yes", "no"]], [["yes", None], [None, "no"]], [[None], [None]]])
def test_without_a_pair_there_is_nothing(ratings: list[list[str | None]]) -> None:
    found = agreement(ratings)
    assert (found.percent, found.kappa, found.alpha) == (None, None, None)


def test_truth_values_numbers_and_shares_are_ratings() -> None:
    assert agreement([[True, False], [1, 0]]).kappa == 1
    assert agreement([[Fraction(1, 2), 0.25], [Decimal("0.5"), Fraction(1, 4)]]).alpha == 1


def test_an_array_of_whole_numbers_is_a_table_of_ratings() -> None:
    table = np.array([[1, 2, 3, 3, 2], [1, 2, 3, 3, 1]])
    assert agreement(table) == agreement(table.tolist())
    assert agreement(table).percent == 80
    assert agreement(np.array([[1.0, 2.0, np.nan], [1.0, 1.0, 3.0]])).percent == 50, "no number is a gap"


def test_words_without_a_number_are_alike_or_not_and_have_no_alpha() -> None:
    found = agreement([["red", "blue", "red"], ["red", "blue", "blue"]])
    assert found.kappa == Decimal("0.4")
    assert found.alpha is None


def test_a_short_row_has_gaps_at_its_end() -> None:
    assert agreement([["yes", "no", "no"], ["yes", "no"]]).percent == 100


def test_more_than_two_reviewers_agree_by_pairs() -> None:
    found = agreement([["yes", "no", "no", "no"], ["yes", "no", "no", "no"], ["no", "no", "no", "no"]])
    assert found.percent is not None
    assert round(found.percent, 2) == Decimal("83.33")
