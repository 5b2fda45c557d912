"""Several evaluations: rules 12 to 14 with their worked examples."""

from dataclasses import replace
from decimal import Decimal

import pytest

from csatdesk.domain.forms import CriticalClass
from csatdesk.domain.scorecards import Evaluation, Status, accuracy, evaluate, lost_points, roll_up
from tests.domain.forms_made import item, section, template, values


def of(total: object, office: str = "A", *, accepted: bool = True) -> Evaluation:
    number = None if total is None else Decimal(str(total))
    return Evaluation(Status.SCORED, raw_total=number, total=number, office=office, is_accepted=accepted)


# roll-up (rule 12)


def test_every_office_counts_as_one_in_the_network_and_the_mean_of_visits_stands_beside_it() -> None:
    found = roll_up([*(of(90) for _ in range(4)), of(50, "B")])
    assert values(found.mean, found.network, found.mean_of_visits, found.n) == (70, 70, 82, 5)
    assert values(found.offices["A"].mean, found.offices["B"].mean) == (90, 50)
    assert values(found.offices["A"].is_rankable, found.offices["B"].is_rankable) == (True, False)
    assert found.interval is None


def test_three_totals_have_an_interval_and_may_be_ranked() -> None:
    found = roll_up([of(78), of(84), of(90)])
    assert found.interval is not None
    assert values(found.mean, [round(one, 2) for one in found.interval]) == (84, [Decimal("69.10"), Decimal("98.90")])
    assert found.is_rankable
    assert found.distortion is not None
    assert round(found.distortion, 2) == Decimal("33.33")


def test_two_totals_have_neither() -> None:
    found = roll_up([of(78), of(84)])
    assert values(found.mean, found.interval, found.is_rankable, found.distortion) == (81, None, False, 50)


def test_an_interval_is_cut_to_0_to_100() -> None:
    assert roll_up([of(0), of(100), of(0), of(100)]).interval == (Decimal(0), Decimal(100))


def test_equal_totals_have_an_interval_without_width() -> None:
    assert roll_up([of(80)] * 3).interval == (Decimal(80), Decimal(80))


def test_only_what_has_a_total_and_was_accepted_is_used() -> None:
    assert roll_up([of(90), of(None), of(10, accepted=False)]).mean == 90


def test_of_nothing_usable_there_is_nothing() -> None:
    found = roll_up([of(None), of(10, accepted=False)])
    assert values(found.n, found.mean, found.mean_of_visits, found.interval, found.distortion) == (
        0,
        None,
        None,
        None,
        None,
    )
    assert not found.is_rankable
    assert roll_up([]) == found


def test_offices_may_be_the_keys_of_a_mapping() -> None:
    assert roll_up({"A": [of(90, ""), of(90, "")], "B": [of(50, "")]}).mean == 70


# accuracy (rule 13)

MADE = template(
    section("s", item("a", critical="customer"), item("b", critical="customer"), item("c", critical="business")),
    section("t", item("d", scale="yes_partial_no"), item("e", scale="likert5"), item("f")),
)
GOOD = {"a": "yes", "b": "yes", "c": "yes", "d": "yes", "e": 5, "f": "yes"}


def with_answers(**changed: object) -> Evaluation:
    return evaluate(MADE, GOOD | changed)  # type: ignore[arg-type]  # answers of any kind


def test_a_critical_class_counts_evaluations_without_a_failed_item_of_it() -> None:
    found = [with_answers(), with_answers(a="no", b="no"), with_answers(c="no"), with_answers(a="na", b="not_observed")]
    assert accuracy(found, CriticalClass.BUSINESS) == 75
    customer = accuracy(found, "customer")
    assert customer is not None
    assert round(customer, 4) == Decimal("66.6667"), "the one that answered none of them is left out"


def test_not_critical_items_conform_from_a_half() -> None:
    found = [with_answers(d="partial", e=2), with_answers(d="na", e=3, f="no")]
    assert accuracy(found, "none") == 60


@pytest.mark.parametrize("critical_class", ["compliance", "customer", "none"])
def test_of_no_answered_item_there_is_no_accuracy(critical_class: str) -> None:
    nothing = evaluate(MADE, dict.fromkeys(GOOD, "na"))
    assert accuracy([nothing], critical_class) is None
    assert accuracy([], critical_class) is None


# lost points (rule 14)


def test_lost_points_are_means_with_the_weights_that_lived_and_the_dearest_comes_first() -> None:
    made = template(section("s1", item("a", 1), item("b", 3), weight=60), section("s2", item("c"), weight=40))
    first = evaluate(made, {"a": "no", "b": "yes", "c": "no"})  # a 15, c 40
    second = evaluate(made, {"a": "no", "b": "na", "c": "na"})  # a 100
    lost = lost_points([first, second])
    assert lost == {"a": Decimal("57.5"), "c": 20, "b": 0}
    assert list(lost) == ["a", "c", "b"]
    assert sum(lost.values()) == 100 - (Decimal(45) + 0) / 2


def test_evaluations_without_a_total_lose_nothing() -> None:
    assert lost_points([with_answers(a="perhaps"), evaluate(MADE, {})]) == {}


def test_the_policy_does_not_change_what_an_item_costs() -> None:
    found = with_answers(a="no")
    assert found.total == 50
    assert lost_points([found]) == lost_points([replace(found, total=Decimal(0))])
    assert sum(lost_points([found]).values()) == pytest.approx(100 - found.raw_total)  # type: ignore[operator]
