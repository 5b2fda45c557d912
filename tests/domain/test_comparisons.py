"""Double scoring and calibration: how far people agree, item by item, and which item is to be written anew."""

from decimal import Decimal
from typing import Any

from csatdesk.domain.comparisons import LEAST_PAIRS, Rated, agreement_of, differing
from csatdesk.domain.scorecards import ScorecardTemplate
from tests.domain.forms_made import item, mapping, section

FORM = ScorecardTemplate.from_dict(
    mapping(
        section("hello", item("greets"), item("name", scale="yes_partial_no")),
        section(
            "matter", item("tone", scale="likert5"), item("wait", scale="measure", bands=[{"up_to": 5, "score": 1}])
        ),
    )
).form


def both(first: dict[str, Any], second: dict[str, Any]) -> Rated:
    return Rated((first, second))


GOOD: dict[str, Any] = {"greets": "yes", "name": "yes", "tone": 5, "wait": 3}


def test_items_on_which_people_differ_come_widest_apart_first() -> None:
    second = GOOD | {"greets": "no", "name": "partial", "tone": 4, "wait": 4}
    assert [one.key for one in differing(FORM, [GOOD, second])] == ["greets", "name", "tone"]


def test_a_number_in_the_same_band_and_yes_in_another_spelling_are_no_difference() -> None:
    assert differing(FORM, [GOOD, GOOD | {"wait": 1, "greets": True}]) == ()


def test_one_who_could_not_see_it_differs_from_one_who_did() -> None:
    assert [one.key for one in differing(FORM, [GOOD, GOOD | {"greets": "na"}])] == ["greets"]


def test_the_item_with_the_least_agreement_is_named_and_kappa_is_that_of_the_worked_example() -> None:
    """20 × yes/yes, 5 × yes/no, 10 × no/yes, 15 × no/no: 70 %, kappa 0.40 (SC-1)."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    rated = [both(GOOD | {"greets": one}, GOOD | {"greets": other}) for one, other in pairs]
    found = agreement_of(FORM, rated)
    greets = found.items[0]
    assert (greets.count, greets.percent, greets.kappa) == (50, Decimal(70), Decimal("0.4"))
    assert found.to_rewrite is greets.item
    assert found.items[1].percent == 100
    assert found.items[1].kappa is None  # no variation is never 1
    assert found.alpha is not None
    assert Decimal(0) < found.alpha < 1


def test_too_few_things_say_nothing_about_an_item() -> None:
    rated = [both(GOOD, GOOD | {"greets": "no"})] * (LEAST_PAIRS - 1)
    found = agreement_of(FORM, rated)
    assert (found.items[0].percent, found.items[0].count) == (None, LEAST_PAIRS - 1)
    assert found.to_rewrite is None
    named = agreement_of(FORM, [*rated, rated[0]])
    assert named.to_rewrite is not None
    assert named.to_rewrite.key == "greets"


def test_gaps_are_not_counted_and_all_alike_has_no_alpha() -> None:
    found = agreement_of(FORM, [both(GOOD, GOOD | {"greets": "na"})] * LEAST_PAIRS)
    assert (found.items[0].count, found.items[0].percent) == (0, None)
    alike = agreement_of(FORM, [both(GOOD, GOOD)] * LEAST_PAIRS)
    assert (alike.percent, alike.alpha) == (Decimal(100), None)


def test_more_people_than_things_are_still_people() -> None:
    """Four people and one call: three say yes, one no; of their six pairs three agree."""
    rated = [Rated(tuple({"greets": one} for one in ("yes", "yes", "yes", "no")))] * LEAST_PAIRS
    found = agreement_of(FORM, rated)
    assert (found.items[0].percent, found.items[0].kappa) == (Decimal(50), None)
    alone = agreement_of(FORM, rated[:1])
    assert alone.percent == Decimal(50)


def test_nothing_rated_is_no_figure() -> None:
    found = agreement_of(FORM, [])
    assert (found.things, found.percent, found.alpha, found.to_rewrite) == (0, None, None, None)


def test_a_calibration_of_three_takes_no_kappa_from_those_of_two() -> None:
    pairs = [both(GOOD, GOOD), both(GOOD, GOOD | {"greets": "no"})] * 3
    three = Rated((GOOD, GOOD, GOOD | {"greets": "no"}))
    alone, mixed = agreement_of(FORM, pairs).items[0], agreement_of(FORM, [*pairs, three]).items[0]
    assert mixed.count == 7
    assert mixed.kappa == alone.kappa
    assert alone.kappa is not None
