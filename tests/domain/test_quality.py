"""Many evaluations from their marks: exactly what single ones come to, whatever was answered."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from csatdesk.domain.quality import (
    Counted,
    Tally,
    apart,
    item_scores,
    items_counted,
    items_of,
    marks_of,
    numbers,
    same_items,
    same_sections,
    section_scores,
    sections_counted,
    sections_of,
    standing_of,
)
from csatdesk.domain.score_roll_ups import mean_of
from csatdesk.domain.scorecards import Evaluation, ScorecardTemplate, evaluate, lost_points, roll_up
from tests.domain.forms_made import item, section, template

SCALES: dict[str, list[Any]] = {
    "yes_no": ["yes", "no", "na", "not_observed"],
    "yes_partial_no": ["yes", "partial", "no", "na"],
    "likert9": [1, 4, 7, 9, "not_observed"],
}
WEIGHTS = st.sampled_from([0, 1, 0.3, 2, 7, 33.3333])


@dataclass(frozen=True)
class Kept:
    """An evaluation as a store keeps it."""

    total: str
    raw_total: str
    coverage: str
    item_marks: str
    section_marks: str


def kept(card: ScorecardTemplate, result: Evaluation) -> Kept:
    return Kept(str(result.total), str(result.raw_total), str(result.coverage), *marks_of(card.form, result))


@st.composite
def cards(draw: st.DrawFn) -> ScorecardTemplate:
    sections = []
    for place in range(draw(st.integers(1, 3))):
        items = [
            item(
                f"{place}-{number}",
                draw(WEIGHTS),
                scale=draw(st.sampled_from(list(SCALES))),
                critical=draw(st.sampled_from(["none", "none", "none", "customer"])),
            )
            for number in range(draw(st.integers(1, 4)))
        ]
        sections.append(section(f"s{place}", *items, weight=draw(WEIGHTS)))
    return template(*sections, on_critical=draw(st.sampled_from(["cap", "zero", "section_zero", "flag"])))


@st.composite
def evaluated(draw: st.DrawFn) -> tuple[ScorecardTemplate, list[Evaluation]]:
    card = draw(cards())
    some = []
    for _one in range(draw(st.integers(1, 6))):
        answers = {one.key: draw(st.sampled_from(_answers(one.scale.kind.value))) for one in card.form.items()}
        some.append(evaluate(card, answers))
    return card, [one for one in some if one.total is not None]


def _answers(kind: str) -> list[Any]:
    return SCALES["likert9" if kind == "points" else kind]


@settings(max_examples=150, deadline=None)
@given(evaluated())
def test_marks_come_to_what_the_evaluations_themselves_come_to(
    found: tuple[ScorecardTemplate, list[Evaluation]],
) -> None:
    card, evaluations = found
    rows = [kept(card, one) for one in evaluations]
    standing, whole = standing_of(Tally.of(rows)), roll_up(evaluations)
    if standing is None:
        assert whole.n == 0
        return
    assert (standing.n, standing.score.mean, standing.score.interval) == (whole.n, whole.mean, whole.interval)
    assert standing.critical == sum(bool(one.critical_fail) for one in evaluations)
    items, lost = items_of(card.form, rows), lost_points(evaluations)
    assert {one.item.key: one.lost for one in items if one.n} == lost
    assert abs(
        sum((one.lost for one in items), Decimal(0)) - (100 - mean_of(numbers(Counter(row.raw_total for row in rows))))
    ) < Decimal("1e-20")


@settings(max_examples=150, deadline=None)
@given(evaluated())
def test_each_item_and_each_section_is_the_mean_of_its_answers(
    found: tuple[ScorecardTemplate, list[Evaluation]],
) -> None:
    card, evaluations = found
    rows = [kept(card, one) for one in evaluations]
    for one in items_of(card.form, rows):
        shares = [each.share for given_to in evaluations for each in given_to.items if each.item_key == one.item.key]
        assert (one.n, one.failed) == (len(shares), sum(share < Fraction(1, 2) for share in shares))
        assert one.met is None if not shares else near(one.met, sum(shares, Fraction(0)) * 100 / len(shares))
    for step in sections_of(card.form, rows):
        scores = [score for each in evaluations if (score := each.section_scores[step.section.key]) is not None]
        assert step.n == len(scores)
        assert (
            step.mean is None if not scores else near(step.mean, sum(map(Fraction, scores), Fraction(0)) / len(scores))
        )


@settings(max_examples=60, deadline=None)
@given(evaluated(), st.integers(0, 6))
def test_all_without_ones_own_are_the_others_and_scores_are_those_of_each(
    found: tuple[ScorecardTemplate, list[Evaluation]], mine: int
) -> None:
    card, evaluations = found
    rows = [kept(card, one) for one in evaluations]
    own, others = rows[:mine], rows[mine:]
    items, sections = (Counted.of_items(rows) - Counted.of_items(own)), Counted.of_sections(rows)
    assert items_counted(card.form, items) == items_of(card.form, others)
    told = sections - Counted.of_sections(own)
    assert sections_counted(card.form, told) == sections_of(card.form, others)
    for key, scores in section_scores(card.form, told).items():
        each = [one.exact_sections.get(key) for one in evaluations[mine:]]
        assert scores == Counter(float(score) for score in each if score is not None)
    for key, scores in item_scores(card.form, items).items():
        answered = [one for each in evaluations[mine:] for one in each.items if one.item_key == key]
        assert scores == Counter(float(100 * one.share) for one in answered)


def near(found: Decimal | None, wanted: Fraction) -> bool:
    return found is not None and abs(Fraction(found) - wanted) < Fraction(1, 10**20)


def test_a_critical_item_that_fails_is_counted_once_an_evaluation() -> None:
    card = template(section("s", item("a", critical="customer"), item("b", critical="customer"), item("c")))
    some = [evaluate(card, dict.fromkeys("abc", answer)) for answer in ("no", "yes")]
    standing = standing_of(Tally.of([kept(card, one) for one in some]))
    assert standing is not None
    assert standing.critical == 1


def test_of_nothing_there_is_no_standing() -> None:
    assert standing_of(Tally.of([])) is None


CALLS = (section("open", item("name"), item("ask")), section("end", item("sum"), weight=2))


def test_versions_are_compared_where_scale_weight_and_critical_flag_are_the_same() -> None:
    one = template(*CALLS)
    other = template(section("open", item("name", 3), item("ask")), section("end", item("sum"), weight=5))
    assert same_items(one, other) == {"ask", "sum"}
    assert same_sections(one, other) == {"end"}


def test_a_section_that_got_another_item_or_policy_is_not_the_same() -> None:
    one, more = template(*CALLS), template(CALLS[0], section("end", item("sum"), item("new"), weight=2))
    assert same_sections(one, more) == {"open"}
    assert same_sections(one, template(*CALLS, on_critical="section_zero")) == frozenset()


def test_strengths_stand_first_and_an_item_answered_twice_is_not_told() -> None:
    card = template(section("s", item("a"), item("b"), item("c")))
    here = rows(card, {"a": "yes", "b": "no", "c": "yes"}, 3)
    there = rows(card, {"a": "no", "b": "yes", "c": "no"}, 3)
    told = apart(items_of(card.form, here), items_of(card.form, there))
    assert [(one.here.item.key, one.by) for one in told] == [
        ("a", Decimal(100)),
        ("c", Decimal(100)),
        ("b", Decimal(-100)),
    ]
    seldom = [*rows(card, {"a": "yes", "b": "yes", "c": "na"}, 1), *rows(card, {"a": "yes", "b": "no", "c": "yes"}, 2)]
    assert "c" not in {one.here.item.key for one in apart(items_of(card.form, seldom), items_of(card.form, there))}


def rows(card: ScorecardTemplate, answers: dict[str, Any], times: int) -> list[Kept]:
    return [kept(card, evaluate(card, answers)) for _time in range(times)]
