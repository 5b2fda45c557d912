"""Scoring SC-1, rules 2 to 11, each with an example worked by hand and, over many forms, by plain integers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.forms import Answer
from csatdesk.domain.scorecards import Evaluation, ScorecardTemplate, Status, Verdict, evaluate, lost_points
from tests.domain.forms_made import item, mapping, one, section, template, values
from tests.shared_templates import TEMPLATES, shared_template

WORKED = template(section("s1", item("a", 1), item("b", 9), weight=70), section("s2", item("c"), weight=30))


# status (rule 4)


@pytest.mark.parametrize(
    "answers",
    [
        {"a": "perhaps", "b": "yes", "c": "no"},
        {"a": 1, "b": "yes", "c": "no"},
        {"a": "perhaps"},
        {"a": "yes", "b": "yes", "c": "no", "z": "yes"},
        {"z": None},
    ],
)
def test_what_is_off_its_scale_or_unknown_makes_the_whole_invalid_before_anything_else(answers: Any) -> None:
    found = evaluate(WORKED, answers)
    assert found.status is Status.INVALID
    assert_without_results(found)


def test_a_forbidden_not_applicable_is_invalid_and_not_observed_is_not() -> None:
    strict = one(na=False)
    assert evaluate(strict, {"a": "na"}).status is Status.INVALID
    assert evaluate(strict, {"a": "not_observed"}).status is Status.NOT_SCORABLE


@pytest.mark.parametrize("answers", [{}, {"a": "yes", "c": "no"}, {"a": "yes", "b": None, "c": "no"}])
def test_an_item_without_answer_makes_it_incomplete(answers: Any) -> None:
    found = evaluate(WORKED, answers)
    assert found.status is Status.INCOMPLETE
    assert_without_results(found)


def assert_without_results(found: Evaluation) -> None:
    assert (found.raw_total, found.total, found.coverage, found.verdict, found.critical_fail) == (None,) * 5
    assert found.critical_items == ()
    assert set(found.section_scores.values()) == {None}


def test_without_one_answered_item_there_is_no_total_never_nought() -> None:
    found = evaluate(WORKED, {"a": "na", "b": "not_observed", "c": "na"})
    assert found.status is Status.NOT_SCORABLE
    assert (found.total, found.raw_total, found.verdict) == (None, None, None)
    assert values(found.coverage, found.critical_fail) == (0, False)
    assert found.section_scores == {"s1": None, "s2": None}


def test_the_words_of_status_and_verdict() -> None:
    assert [*map(str, Status)] == ["invalid", "incomplete", "not_scorable", "scored"]
    assert [*map(str, Verdict)] == ["pass", "fail", "insufficient"]


# scores (rules 5, 6, 9, 11)


def test_likert9_7_is_75() -> None:
    assert evaluate(one(scale="likert9"), {"a": 7}).total == 75


def test_not_applicable_leaves_the_section_and_the_coverage_says_so() -> None:
    found = evaluate(WORKED, {"a": "yes", "b": "na", "c": "no"})
    assert found.status is Status.SCORED
    assert values(found.total, found.raw_total, found.coverage) == (70, 70, 37)
    assert found.section_scores == {"s1": 100, "s2": 0}


def test_a_section_without_answers_gives_its_weight_to_the_others() -> None:
    found = evaluate(WORKED, {"a": "yes", "b": "no", "c": "not_observed"})
    assert values(found.section_scores["s1"], found.section_scores["s2"]) == (10, None)
    assert values(found.total, found.coverage) == (10, 70)


def test_sections_and_items_without_weight_count_for_nothing() -> None:
    made = template(
        section("s", item("a", 0), weight=5), section("t", item("b"), weight=0), section("u", item("c"), weight=1)
    )
    found = evaluate(made, {"a": "no", "b": "no", "c": "yes"})
    assert found.section_scores == {"s": None, "t": 0, "u": 100}
    assert values(found.total, found.coverage) == (100, 100)


def test_where_nothing_weighs_there_is_neither_total_nor_coverage() -> None:
    found = evaluate(one(weight=0), {"a": "yes"})
    assert (found.status, found.total, found.coverage) == (Status.NOT_SCORABLE, None, None)


def test_nothing_is_rounded_and_thirds_keep_fifty_digits() -> None:
    made = template(section("s", item("a"), item("b"), item("c")))
    found = evaluate(made, {"a": "yes", "b": "no", "c": "no"})
    assert found.total == Decimal("33." + "3" * 48)
    tenths = template(section("s", *(item(f"i{n}", 0.1) for n in range(3))))
    assert evaluate(tenths, {f"i{n}": "yes" for n in range(3)}).total == 100


def test_a_float_is_taken_as_it_is_written() -> None:
    made = one(scale="measure", bands=[{"up_to": 0.3, "score": 1}])
    assert evaluate(made, {"a": 0.3}).total == 100
    assert evaluate(made, {"a": 0.1 + 0.2}).total == 0  # 0.30000000000000004


# critical items and policies (rules 7, 8)


def gate(policy: str, **critical: object) -> ScorecardTemplate:
    safe = item("g", 1, critical="customer", **critical)
    return template(
        section("s", safe, item("a", 9), weight=50),
        section("t", item("b"), weight=50),
        on_critical=policy,
        cap=50,
    )


FAILED: dict[str, Answer] = {"g": "no", "a": "yes", "b": "yes"}


@pytest.mark.parametrize(("policy", "total"), [("zero", 0), ("cap", 50), ("section_zero", 50), ("flag", 95)])
def test_a_failed_critical_item_lowers_the_total_by_the_policy_and_the_raw_one_stays(policy: str, total: int) -> None:
    found = evaluate(gate(policy), FAILED)
    assert values(found.total, found.raw_total) == (total, 95)
    assert (found.critical_fail, found.critical_items, found.verdict) == (True, ("g",), Verdict.FAIL)
    assert found.section_scores["s"] == (0 if policy == "section_zero" else 90)


def test_the_cap_lowers_once_and_never_raises() -> None:
    assert evaluate(gate("cap"), FAILED | {"b": "no"}).total == 45


@pytest.mark.parametrize("answer", ["na", "not_observed"])
def test_what_was_not_seen_never_fails(answer: str) -> None:
    found = evaluate(gate("zero"), FAILED | {"g": answer})
    assert values(found.critical_fail, found.critical_items, found.total) == (False, (), 100)


@pytest.mark.parametrize(("below", "fails"), [(0.5, False), (0.51, True), (0, False)])
def test_a_critical_item_fails_below_its_own_limit_and_not_at_it(below: float, *, fails: bool) -> None:
    found = evaluate(gate("flag", scale="yes_partial_no", fail_below=below), FAILED | {"g": "partial"})
    assert found.critical_fail is fails


def test_an_item_of_no_class_never_fails_the_whole() -> None:
    assert evaluate(one(), {"a": "no"}).critical_fail is False


def test_failed_items_are_listed_in_the_order_of_the_template() -> None:
    made = template(
        section("s", item("z", critical="business"), item("m")), section("t", item("a", critical="compliance"))
    )
    assert evaluate(made, {"a": "no", "m": "no", "z": "no"}).critical_items == ("z", "a")


@pytest.mark.parametrize("policy", ["zero", "cap", "section_zero", "flag"])
def test_a_pure_gate_fails_and_makes_no_score_where_there_is_none(policy: str) -> None:
    made = template(section("s", item("g", 0, critical="customer")), on_critical=policy)
    found = evaluate(made, {"g": "no"})
    assert (found.status, found.total, found.verdict) == (Status.NOT_SCORABLE, None, Verdict.FAIL)
    assert found.section_scores == {"s": None}
    assert found.critical_items == ("g",)


def test_a_pure_gate_in_a_section_with_a_score_lowers_it() -> None:
    made = template(section("s", item("g", 0, critical="customer"), item("a")), on_critical="section_zero")
    found = evaluate(made, {"g": "no", "a": "yes"})
    assert values(found.raw_total, found.total, found.section_scores["s"]) == (100, 0, 0)


# verdict (rule 10)


@pytest.mark.parametrize(
    ("mark", "least", "verdict"),
    [(70, 37, Verdict.PASS), (70.01, 37, Verdict.FAIL), (70, 37.01, Verdict.INSUFFICIENT), (0, 50, "insufficient")],
)
def test_the_verdict_stands_at_its_bounds(mark: float, least: float, verdict: Verdict) -> None:
    sections = mapping(
        section("s1", item("a", 1), item("b", 9), weight=70),
        section("s2", item("c"), weight=30),
        scoring={"pass_mark": mark, "min_coverage": least},
    )
    found = evaluate(ScorecardTemplate.from_dict(sections), {"a": "yes", "b": "na", "c": "no"})
    assert found.verdict == verdict


def test_a_total_a_hair_below_the_mark_fails_though_it_prints_as_the_mark() -> None:
    made = template(section("s", item("a", 84.9999), item("b", 15.0001)), pass_mark=85)
    found = evaluate(made, {"a": "yes", "b": "no"})
    assert (found.total, found.verdict) == (Decimal("84.9999"), Verdict.FAIL)


# skip rules


def test_what_a_skip_rule_hides_is_neither_asked_nor_counted() -> None:
    hidden = item("b", 9, show_when=["call", "=", ["answer", "a"], ["value", "yes"]])
    made = template(section("s", item("a"), hidden))
    assert evaluate(made, {"a": "yes"}).status is Status.INCOMPLETE
    found = evaluate(made, {"a": "no", "b": "yes"})
    assert values(found.status, found.total, found.coverage) == (Status.SCORED, 0, 100)


# over many forms


@dataclass(frozen=True)
class Case:
    sections: list[dict[str, Any]]
    answers: dict[str, Answer]


WEIGHTS = st.integers(0, 30_000).map(lambda number: Decimal(number) / 10_000)
SCALES: dict[str, list[Answer]] = {
    "yes_no": ["yes", "no"],
    "yes_partial_no": ["yes", "partial", "no"],
    "likert5": [1, 2, 3, 4, 5],
}
CLASSES = st.sampled_from(["none", "none", "customer", "business", "compliance"])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    sections, answers = [], {}
    for place in range(draw(st.integers(1, 4))):
        items = []
        for number in range(draw(st.integers(1, 4))):
            key, scale = f"i{place}{number}", draw(st.sampled_from(sorted(SCALES)))
            items.append(item(key, draw(WEIGHTS), scale=scale, critical=draw(CLASSES)))
            answers[key] = draw(st.sampled_from([*SCALES[scale], "na", "not_observed"]))
        sections.append(section(f"s{place}", *items, weight=draw(WEIGHTS)))
    return Case(sections, answers)


def by_policy(case: Case, policy: str) -> Evaluation:
    return evaluate(template(*case.sections, on_critical=policy), case.answers)


@given(cases(), st.sampled_from(["zero", "cap", "section_zero", "flag"]))
def test_a_policy_never_raises_a_score_and_never_makes_one(case: Case, policy: str) -> None:
    found = by_policy(case, policy)
    assert (found.total is None) == (found.raw_total is None)
    if found.total is not None and found.raw_total is not None:
        assert 0 <= found.total <= found.raw_total <= 100
        assert found.critical_fail or found.total == found.raw_total
    assert found.coverage is None or 0 <= found.coverage <= 100


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_sections_never_matters(case: Case, chance: Any) -> None:
    mixed = list(case.sections)
    chance.shuffle(mixed)
    one, other = by_policy(case, "section_zero"), by_policy(Case(mixed, case.answers), "section_zero")
    assert (one.total, one.raw_total, one.coverage, one.verdict) == (
        other.total,
        other.raw_total,
        other.coverage,
        other.verdict,
    )


@given(cases())
def test_lost_points_add_up_to_what_is_missing(case: Case) -> None:
    found = by_policy(case, "zero")
    lost = lost_points([found])
    if found.raw_total is None:
        assert lost == {}
    else:
        assert abs(sum(lost.values(), Decimal(0)) - (100 - found.raw_total)) < Decimal("1e-20")


@given(cases())
def test_the_same_by_plain_integers(case: Case) -> None:
    found = by_policy(case, "flag")
    raw, coverage = by_integers(case)
    assert (found.raw_total is None) == (raw is None)
    assert raw is None or abs(Fraction(found.raw_total or 0) - raw) < Fraction(1, 10**40)
    assert (found.coverage is None) == (coverage is None)
    assert coverage is None or abs(Fraction(found.coverage or 0) - coverage) < Fraction(1, 10**40)


def by_integers(case: Case) -> tuple[Fraction | None, Fraction | None]:
    """Total and coverage with whole numbers only: weights in ten-thousandths, shares in quarters, one common
    denominator in the end."""
    top, bottom, seen, all_seen = 0, 1, 0, 1
    weight_scored = weight_all = 0
    for made in case.sections:
        weight = int(made["weight"] * 10_000)
        rows = [
            (int(one["weight"] * 10_000), in_quarters(case.answers[one["key"]], one["scale"])) for one in made["items"]
        ]
        answered = sum(w for w, quarters in rows if quarters is not None)
        whole = sum(w for w, _quarters in rows)
        if answered:
            reached = sum(w * quarters for w, quarters in rows if quarters is not None)
            top, bottom = top * 4 * answered + weight * reached * bottom, bottom * 4 * answered
            weight_scored += weight
        if whole:
            seen, all_seen = seen * whole + weight * answered * all_seen, all_seen * whole
            weight_all += weight
    return (
        Fraction(100 * top, bottom * weight_scored) if weight_scored else None,
        Fraction(100 * seen, all_seen * weight_all) if weight_all else None,
    )


def in_quarters(answer: Answer, scale: str) -> int | None:
    if answer in {"na", "not_observed"}:
        return None
    return {"yes": 4, "partial": 2, "no": 0}[str(answer)] if scale != "likert5" else int(str(answer)) - 1


# the four templates


def best(one: Mapping[str, Any]) -> Answer:
    if one["scale"] == "measure":
        band = max(one["bands"], key=lambda found: found["score"])
        found: int | float = band.get("up_to", band.get("at_least"))
        return found
    return int(one["scale"].removeprefix("likert")) if one["scale"].startswith("likert") else "yes"


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_best_answers_to_a_whole_template_are_worth_100(name: str) -> None:
    made = shared_template(name)
    answers = {one["key"]: best(one) for part in made["sections"] for one in part["items"]}
    found = evaluate(ScorecardTemplate.from_dict(made), answers)
    assert values(found.status, found.verdict, found.total, found.coverage) == (Status.SCORED, Verdict.PASS, 100, 100)
    assert set(lost_points([found]).values()) == {Decimal(0)}
