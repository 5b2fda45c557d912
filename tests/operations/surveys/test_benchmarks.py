"""Figures of another company: kept as told, compared only where question, metric and scale are the same."""

from dataclasses import replace
from typing import Any

import pytest

from csatdesk.domain.benchmarks import (
    BaseWrong,
    BenchmarkFigure,
    BenchmarkThere,
    FactMissing,
    FigureOutside,
    NewBenchmark,
    NoFigures,
)
from csatdesk.domain.charts import StepProfile
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.survey_reports import report_asked
from csatdesk.domain.survey_views import Grade
from csatdesk.operations.surveys.benchmarks.commands import add_benchmark, change_benchmark, set_in_use
from csatdesk.operations.surveys.benchmarks.queries import list_benchmarks, load_benchmark
from csatdesk.operations.surveys.findings.benchmarks import load_benchmark_profile
from csatdesk.operations.surveys.findings.facts import load_result_facts
from csatdesk.operations.surveys.reports.slides import load_slides
from csatdesk.wording.charts.tables import as_table
from tests.cast import Stage
from tests.operations.quality.scenes import olga
from tests.operations.surveys.hands import published, running
from tests.operations.surveys.test_figures import give, seen
from tests.operations.surveys.test_findings import ASPECTS

CSAT = BenchmarkFigure("csat", "csat", Grade.TOP_TWO, 1, 5, 62.0)
PLAIN = BenchmarkFigure("plain", "index_1_10", Grade.INDEX, 1, 10, 60.0, spread=20.0)
KEPT = BenchmarkFigure("kept", "index_1_10", Grade.MEAN, 1, 10, 7.3, spread=1.8)
OTHER = NewBenchmark("Bergen Kraft", "energy", "Kundebarometer", "March 2026", "2025", None, (CSAT, PLAIN, KEPT))


def kept(stage: Stage, new: NewBenchmark = OTHER) -> int:
    with stage.work(stage.marek) as work:
        return add_benchmark(work, new=new).result


def beside(stage: Stage, new: NewBenchmark, item_key: str = "csat", **view: Any) -> StepProfile:
    """Of 100 answers, 72 of them content, half of the aspects 9 and half 7."""
    survey_id = running(stage, published(stage, ASPECTS))
    give(stage, survey_id, 50, csat=5, plain=9, kept=9)
    give(stage, survey_id, 22, csat=4, plain=7, kept=7)
    give(stage, survey_id, 28, csat=2, plain=7, kept=7)
    benchmark_id = kept(stage, new)
    with stage.read(stage.marek) as reading:
        return load_benchmark_profile(
            reading, view=seen(survey_id, **view), item_key=item_key, benchmark_id=benchmark_id
        )


def test_it_is_kept_as_told_changed_ended_and_each_step_is_taken_back(centre: Stage) -> None:
    benchmark_id = kept(centre)
    changed = replace(OTHER, n=800, figures=(replace(CSAT, value=64.0), PLAIN))
    with centre.work(centre.marek) as work:
        step = change_benchmark(work, benchmark_id=benchmark_id, new=changed, version=1)
    with centre.read(centre.liis) as reading:
        row = load_benchmark(reading, benchmark_id=benchmark_id)
    assert (row.new, row.version) == (changed, step.result)
    with centre.work(centre.marek) as work:
        step.undo(work)
    with centre.read(centre.marek) as reading:
        row = load_benchmark(reading, benchmark_id=benchmark_id)
    assert sorted(row.new.figures, key=lambda one: one.item_key) == [CSAT, KEPT, PLAIN]
    with centre.work(centre.marek) as work:
        ended = set_in_use(work, benchmark_id=benchmark_id, is_active=False, version=row.version)
    with centre.read(centre.marek) as reading:
        assert list_benchmarks(reading, active_only=True) == ()
        assert len(list_benchmarks(reading)) == 1
    with centre.work(centre.marek) as work:
        ended.undo(work)
    with centre.read(centre.marek) as reading:
        assert [one.id for one in list_benchmarks(reading, active_only=True)] == [benchmark_id]


def test_figures_just_entered_are_taken_back_whole(centre: Stage) -> None:
    with centre.work(centre.marek) as work:
        step = add_benchmark(work, new=OTHER)
    with centre.work(centre.marek) as work:
        step.undo(work)
    with centre.read(centre.marek) as reading:
        assert list_benchmarks(reading) == ()


def test_a_stale_change_and_one_without_the_right_are_refused(centre: Stage) -> None:
    benchmark_id = kept(centre)
    only_a_figure = replace(OTHER, figures=(replace(CSAT, value=63.0),))
    with centre.work(centre.marek) as work:
        change_benchmark(work, benchmark_id=benchmark_id, new=only_a_figure, version=1)
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        change_benchmark(work, benchmark_id=benchmark_id, new=OTHER, version=1)
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        set_in_use(work, benchmark_id=benchmark_id, is_active=False, version=1)
    with pytest.raises(NotAllowed), centre.work() as work:
        add_benchmark(work, new=replace(OTHER, period="2024"))
    with pytest.raises(BenchmarkThere), centre.work(centre.marek) as work:
        add_benchmark(work, new=OTHER)


@pytest.mark.parametrize(
    ("new", "refusal", "field"),
    [
        (replace(OTHER, publisher=" "), FactMissing, "publisher"),
        (replace(OTHER, n=0), BaseWrong, "n"),
        (replace(OTHER, figures=()), NoFigures, None),
        (replace(OTHER, figures=(replace(CSAT, value=100.5),)), FigureOutside, "value:csat"),
        (replace(OTHER, figures=(replace(KEPT, value=0.9),)), FigureOutside, "value:kept"),
        (replace(OTHER, figures=(replace(CSAT, n=-3),)), BaseWrong, "n:csat"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(centre: Stage, new: NewBenchmark, refusal: Any, field: str) -> None:
    with pytest.raises(refusal) as caught, centre.work(centre.marek) as work:
        add_benchmark(work, new=new)
    assert caught.value.field == field
    with centre.read(centre.marek) as reading:
        assert list_benchmarks(reading) == ()


def test_own_stands_beside_the_other_with_total_and_a_mean_of_the_same_scale_as_index(centre: Stage) -> None:
    chart = beside(centre, OTHER)
    assert [(step.name, step.second.value) for step in chart.steps] == [
        ("Plain words", 60.0),
        ("Kept the promise", pytest.approx(70.0)),
    ]
    assert chart.steps[0].first.value == pytest.approx((50 * 800 / 9 + 50 * 600 / 9) / 100)
    assert (chart.first_total.value, chart.first_total.n) == (72, 100)
    assert (chart.second_total.value, chart.second_total.n, chart.second_total.likely) == (62, None, None)


def test_without_the_number_of_answers_nothing_is_called_a_difference_and_the_page_says_so(centre: Stage) -> None:
    chart = beside(centre, OTHER)
    assert chart.title == (
        "Satisfaction (CSAT): 72% against 62% of Bergen Kraft, whether that is chance cannot be told."
    )
    assert {step.note for step in chart.steps} == {"whether that is chance cannot be told"}
    assert "It does not tell how many answered, so there is no likely range" in chart.subtitle
    assert "energy, 2025; published by Kundebarometer, March 2026; number of answers not told." in chart.subtitle


def test_with_bases_the_test_decides_and_means_need_their_spread_too(centre: Stage) -> None:
    bare = replace(PLAIN, spread=None)
    chart = beside(centre, replace(OTHER, n=1000, figures=(replace(CSAT, n=400), bare, KEPT)))
    assert chart.second_total.likely is not None
    assert chart.title.endswith("72% against 62% of Bergen Kraft, that can still be chance.")
    assert [step.note for step in chart.steps] == ["whether that is chance cannot be told", "better, not by chance"]
    assert "Means without their standard deviation have no likely range" in chart.subtitle
    assert "Better, not by chance: Kept the promise." in chart.subtitle


def test_another_scale_or_metric_is_not_drawn_and_the_reason_is_named(centre: Stage) -> None:
    turned = replace(KEPT, worst=10, best=1)
    narrow = replace(PLAIN, grade=Grade.MEAN, worst=1, best=5, value=4.1, spread=None)
    lost = BenchmarkFigure("greeting", "index_1_10", Grade.INDEX, 1, 10, 88.0)
    chart = beside(centre, replace(OTHER, figures=(replace(CSAT, metric="satisfaction_9"), narrow, turned, lost)))
    assert chart.nothing == "None of these figures fits a question of this survey."
    assert not any(step.second.is_drawn for step in (*chart.steps, chart.total))
    assert [step.second.words for step in chart.steps] == ["another scale", "another scale"]
    assert "Satisfaction (CSAT) (another question)" in chart.subtitle
    assert "1 of its figures is about a question that is not asked here." in chart.subtitle


def test_one_office_is_set_beside_when_it_is_chosen_and_too_few_stay_hidden(centre: Stage) -> None:
    survey_id = running(centre, published(centre, ASPECTS))
    other = olga(centre).office_id
    give(centre, survey_id, 6, csat=5, plain=9, kept=9)
    give(centre, survey_id, 4, csat=1, plain=2, kept=2, office=other)
    benchmark_id = kept(centre)
    with centre.read(centre.marek) as reading:
        few, whole = (
            load_benchmark_profile(reading, view=view, item_key="csat", benchmark_id=benchmark_id)
            for view in (seen(survey_id, office_ids=frozenset({other})), seen(survey_id))
        )
    assert few.first == "Infolinia"
    assert not any(step.first.is_drawn or step.note for step in (*few.steps, few.total))
    assert few.title == "Infolinia beside Bergen Kraft, step by step"
    assert whole.first_total.value == 60


def test_the_table_tells_both_bases_and_what_can_be_said(centre: Stage) -> None:
    table = as_table(beside(centre, replace(OTHER, figures=(replace(CSAT, n=400), PLAIN))))
    assert table.heads[2:] == ("Answers", "Bergen Kraft", "Answers", "Comparison")
    assert table.rows[1][1:] == ("78", "100", "not told", "–", "")
    assert table.rows[-1] == ("Satisfaction (CSAT)", "72%", "100", "62%", "400", "that can still be chance")


def test_the_figure_in_front_is_the_total_where_the_company_tells_it_else_satisfaction(centre: Stage) -> None:
    assert beside(centre, OTHER, "nps").total_head == "Satisfaction (CSAT)"
    nps = BenchmarkFigure("nps", "nps", Grade.NPS, 0, 10, 20.0, n=500, spread=80.0)
    chart = beside(centre, replace(OTHER, period="2024", figures=(CSAT, nps)), "nps")
    assert (chart.total_head, chart.second_total.value) == ("Recommendation (NPS)", 20)


def test_it_is_offered_on_the_page_and_stands_among_the_slides_while_in_use(centre: Stage) -> None:
    survey_id = running(centre, published(centre, ASPECTS))
    give(centre, survey_id, 30, plain=9, kept=3)
    benchmark_id = kept(centre)
    asked = report_asked(seen(survey_id))
    with centre.read(centre.marek) as reading:
        assert load_result_facts(reading, survey_id=survey_id).benchmarks == ((benchmark_id, "Bergen Kraft"),)
        titles = [one.title for one in load_slides(reading, asked=asked).charts]
    assert any("of Bergen Kraft" in title for title in titles)
    with centre.work(centre.marek) as work:
        set_in_use(work, benchmark_id=benchmark_id, is_active=False, version=1)
    with centre.read(centre.marek) as reading:
        assert load_result_facts(reading, survey_id=survey_id).benchmarks == ()
        assert not any("of Bergen Kraft" in one.title for one in load_slides(reading, asked=asked).charts)


def test_a_step_that_differs_alone_does_so_no_longer_among_two(centre: Stage) -> None:
    """Alone 0.034 by Welch's test; of two steps 0.067 (Holm)."""
    plain = replace(PLAIN, value=72.85, n=100)
    alone = beside(centre, replace(OTHER, figures=(CSAT, plain)))
    assert [step.note for step in alone.steps] == ["better, not by chance", ""]
    among = beside(centre, replace(OTHER, name="Nordlys", figures=(CSAT, plain, replace(KEPT, value=8.0, n=100))))
    assert [step.note for step in among.steps] == ["that can still be chance"] * 2
