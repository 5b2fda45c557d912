"""What charts show: axes with round numbers, what is drawn, what is to be worked on."""

from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.charts import (
    Aspect,
    Band,
    Bar,
    Distribution,
    Fields,
    ImportancePerformance,
    Measure,
    Moment,
    RangeRow,
    RangeRows,
    Tone,
    Trend,
    Value,
    scale_around,
)
from csatdesk.domain.statistics import Interval
from csatdesk.domain.suppression import Shown

NPS = Measure("NPS")
FIELDS = Fields("Matters, goes badly", "Matters, goes well", "Matters less", "")


def score(value: float, low: float, high: float, shown: Shown = Shown.FULL) -> Value:
    return Value(100, value, Interval(low, high), shown)


def test_an_axis_goes_in_round_steps_around_all_values() -> None:
    assert scale_around([9.5, 42.3]).ticks == (0, 10, 20, 30, 40, 50)
    assert scale_around([-17, 71]).ticks == (-20, 0, 20, 40, 60, 80)
    assert scale_around([3.1, 4.4]).ticks[0] <= 3.1


def test_an_axis_stops_where_the_measure_can_go_no_further() -> None:
    scale = scale_around([88, 99.5], least=0, most=100)

    assert scale.high == 100


def test_an_axis_of_one_value_or_of_none_has_length_all_the_same() -> None:
    assert scale_around([]).high > scale_around([]).low
    assert scale_around([7]).high > 7 > scale_around([7]).low
    assert scale_around([0, 0], least=0, most=100).low == 0


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=9))
def test_every_value_lies_between_the_ends_of_its_axis(values: list[float]) -> None:
    scale = scale_around(values)

    assert scale.low <= min(values) + 1e-6
    assert scale.high >= max(values) - 1e-6
    assert 2 <= len(scale.ticks) <= 9


def test_hidden_and_missing_values_stretch_no_axis() -> None:
    rows = (
        RangeRow("Phone", score(31, 20, 40)),
        RangeRow("Letter", score(-90, -100, -80, Shown.HIDDEN)),
        RangeRow("Chat", Value()),
    )

    assert RangeRows(title="", subtitle="", row_head="", measure=NPS, rows=rows).scale().low == 0


def test_a_month_without_answers_is_no_value_and_never_zero() -> None:
    months = (Moment("May 2026", "May", score(30, 25, 35)), Moment("June 2026", "Jun", Value(0)))

    assert not months[1].score.is_drawn
    assert Trend(title="", subtitle="", measure=NPS, moments=months).scale().low > 0


def test_what_matters_and_goes_badly_is_to_be_worked_on() -> None:
    chart = ImportancePerformance(
        title="", subtitle="", across="", up="", fields=FIELDS, performance_from=70, importance_from=10
    )

    assert chart.is_to_do(Aspect("Kept the promise", 55, 20, 100))
    assert not chart.is_to_do(Aspect("Friendly", 90, 20, 100))
    assert not chart.is_to_do(Aspect("Surroundings", 55, 3, 100))


def test_a_band_counts_the_answers_of_its_values() -> None:
    critics = Band("30 critics", Tone.LOW, (Bar("0", 9), Bar("1", 21)))
    promoters = Band("1 promoter", Tone.HIGH, (Bar("9", 1),))
    chart = Distribution(title="", subtitle="", value_head="Value", bands=(critics, promoters))

    assert critics.count == 30
    assert [bar.label for bar in chart.bars] == ["0", "1", "9"]
