"""Figures of another company: which can be set beside one's own, what they likely lie between, what chance can do.

Expected values were computed apart: densities summed by Simpson's rule, quantiles by halving.
"""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.benchmarks import (
    BenchmarkFigure,
    Misfit,
    Standing,
    TypedBenchmark,
    TypedFigure,
    chance_of_difference,
    comparable,
    ends_of,
    fitted,
    read_typed,
    standing,
)
from csatdesk.domain.forms import Good, Item, Scale, ScaleKind
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.survey_views import Grade, graded

NEAR: Any = pytest.approx
SOURCE = {"name": "Kraft", "industry": "energy", "publisher": "K", "published": "2026", "period": "2025"}


def item(metric: str, first: int, last: int, good: Good = Good.HIGH) -> Item:
    return Item(metric, LocalText({"en": metric}), Scale(ScaleKind.POINTS, first, last, good=good), metric=metric)


ASPECT, CSAT, NPS, CES_1 = (
    item("index_1_10", 1, 10),
    item("csat", 1, 5),
    item("nps", 0, 10),
    item("ces_1", 1, 5, Good.LOW),
)


def figure(asked: Item, grade: Grade, value: float, **other: object) -> BenchmarkFigure:
    worst, best = ends_of(asked)
    return replace(BenchmarkFigure(asked.key, asked.metric, grade, worst, best, value), **other)  # type: ignore[arg-type]  # as the test gives them


def read(asked: Item, *line: str) -> tuple[tuple[BenchmarkFigure, ...], list[str]]:
    new, problems = read_typed(TypedBenchmark(SOURCE, {asked.key: TypedFigure(*line)}), [asked])
    return new.figures, [one.field or "" for one in problems]


def test_a_mean_becomes_an_index_only_on_the_same_scale_and_its_spread_with_it() -> None:
    made = fitted(ASPECT, figure(ASPECT, Grade.MEAN, 7.3, spread=1.8))
    assert isinstance(made, BenchmarkFigure)
    assert (made.grade, made.value, made.spread) == (Grade.INDEX, NEAR(70), NEAR(20))
    turned = fitted(CES_1, figure(CES_1, Grade.INDEX, 75, spread=25))
    assert isinstance(turned, BenchmarkFigure)
    assert (turned.grade, turned.value, turned.spread) == (Grade.MEAN, NEAR(2), NEAR(1))  # 5 is worst


def test_scales_of_other_range_or_direction_other_measures_and_questions_never_fit() -> None:
    mean = figure(ASPECT, Grade.MEAN, 4)
    assert fitted(ASPECT, replace(mean, best=5)) is Misfit.OTHER_SCALE
    assert fitted(ASPECT, replace(mean, worst=10, best=1)) is Misfit.OTHER_SCALE
    assert fitted(ASPECT, replace(mean, grade=Grade.TOP_TWO, value=60)) is Misfit.OTHER_MEASURE
    assert fitted(CSAT, figure(CSAT, Grade.INDEX, 60)) is Misfit.OTHER_MEASURE
    assert fitted(ASPECT, replace(mean, metric="importance")) is Misfit.OTHER_QUESTION
    assert fitted(ASPECT, None) is Misfit.NOT_TOLD


def test_without_a_base_or_without_the_spread_that_a_mean_needs_there_is_no_range_and_no_test() -> None:
    own = graded(ASPECT, {9: 50, 7: 50})
    for bare in ({}, {"n": 900}, {"spread": 20.0}, {"n": 1, "spread": 20.0}):
        other = figure(ASPECT, Grade.INDEX, 70, **bare)
        assert other.likely() is None
        assert chance_of_difference(own, other) is None
    assert figure(CSAT, Grade.TOP_TWO, 62).likely() is None


def test_ranges_are_those_of_wilson_student_and_the_nps() -> None:
    share = figure(CSAT, Grade.TOP_TWO, 62, n=400).likely()
    mean = figure(ASPECT, Grade.MEAN, 7.3, n=40, spread=1.8).likely()
    nps = figure(NPS, Grade.NPS, 25, n=400, spread=82).likely()
    assert share is not None
    assert mean is not None
    assert nps is not None
    assert (share.low, share.high) == NEAR((57.15045437, 66.62125056))
    assert (mean.low, mean.high) == NEAR((6.72433207, 7.87566793))
    assert (nps.low, nps.high) == NEAR((16.96414766, 33.03585234))
    edge = figure(NPS, Grade.NPS, 99, n=40, spread=20).likely()
    assert edge is not None
    assert edge.high == 100


def test_chance_is_that_of_the_test_that_fits_the_grade() -> None:
    index = graded(ASPECT, {9: 50, 7: 50})
    assert chance_of_difference(index, figure(ASPECT, Grade.INDEX, 76, n=1000, spread=20)) == NEAR(0.16778335)
    assert chance_of_difference(index, figure(ASPECT, Grade.INDEX, 65, n=12, spread=30)) == NEAR(0.17046872)
    nps = graded(NPS, {10: 60, 8: 20, 3: 20})
    assert chance_of_difference(nps, figure(NPS, Grade.NPS, 25, n=400, spread=82)) == NEAR(0.09519175)
    csat = graded(CSAT, {5: 72, 2: 28})
    assert chance_of_difference(csat, figure(CSAT, Grade.TOP_TWO, 62, n=400)) == NEAR(0.06240742)


def test_lower_is_better_where_low_is_good_and_nothing_is_better_by_chance() -> None:
    assert standing(-3, 0.01, 0.05, is_low_good=True) is Standing.BETTER
    assert standing(-3, 0.01, 0.05, is_low_good=False) is Standing.WORSE
    assert standing(3, 0.05, 0.05, is_low_good=False) is Standing.CHANCE
    assert standing(30, None, 0.05, is_low_good=False) is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("asked", "line", "wrong"),
    [
        (CSAT, ("100,1", "top_two", "1–5"), ["value:csat"]),
        (CSAT, ("-1", "top_two", "1–5"), ["value:csat"]),
        (NPS, ("−100.5", "nps", ""), ["value:nps"]),
        (ASPECT, ("0.9", "mean", "1-10"), ["value:index_1_10"]),
        (ASPECT, ("5.1", "mean", "5–1"), ["value:index_1_10"]),
        (ASPECT, ("5", "mean", "5–5"), ["ends:index_1_10"]),
        (ASPECT, ("", "index", "1–10", "300"), ["value:index_1_10"]),
        (ASPECT, ("6 of 10", "mean", "1–10"), ["value:index_1_10"]),
        (ASPECT, ("7", "stars", "1–10"), ["grade:index_1_10"]),
        (NPS, ("7", "mean", "0–10"), ["grade:nps"]),
        (NPS, ("7", "nps", "1–5"), ["ends:nps"]),
        (ASPECT, ("7", "mean", "2026-01-10"), ["ends:index_1_10"]),
        (ASPECT, ("7", "mean", "1–10", "0", "0"), ["n:index_1_10", "spread:index_1_10"]),
        (ASPECT, ("7", "mean", "1–10", "1.5", "6.4"), ["n:index_1_10", "spread:index_1_10"]),
    ],
)
def test_what_lies_outside_its_measure_is_refused_at_its_field(
    asked: Item, line: tuple[str, ...], wrong: list[str]
) -> None:
    found, problems = read(asked, *line)
    assert sorted(set(problems)) == wrong
    assert found == ()


def test_numbers_are_read_as_people_write_them() -> None:
    assert read(CSAT, " 62,5 % ", "top_two", "1..5", "1 040")[0][0] == figure(CSAT, Grade.TOP_TWO, 62.5, n=1040)
    assert read(NPS, "−7", "nps", "")[0][0] == figure(NPS, Grade.NPS, -7)
    assert read(ASPECT, "", "index", "1–10") == ((), [""])  # nothing told of it, so nothing at all


def test_figures_of_questions_that_are_not_asked_here_stay_as_they_were() -> None:
    kept = figure(NPS, Grade.NPS, 20)
    typed = TypedBenchmark(SOURCE, {CSAT.key: TypedFigure("62", "top_two", "1–5")})
    new, problems = read_typed(typed, [CSAT], [kept])
    assert not problems
    assert new.figures == (kept, figure(CSAT, Grade.TOP_TWO, 62))


def test_who_is_asked_and_what_matters_is_no_judgement() -> None:
    assert comparable([CSAT, item("importance", 1, 10), item("screening", 1, 5)]) == (CSAT,)


@given(st.text(max_size=30), st.text(max_size=12), st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_typed_is_kept_within_its_measure_or_refused(
    value: str, grade: str, ends: str, n: str, spread: str
) -> None:
    for one in read(ASPECT, value, grade, ends, n, spread)[0]:
        assert not list(one.problems())
    for grade_ in ("mean", "index"):
        for one in read(ASPECT, value, grade_, "1–10", n, spread)[0]:
            assert one.limits[0] <= one.value <= one.limits[1]
