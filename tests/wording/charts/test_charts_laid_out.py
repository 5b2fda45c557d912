"""Charts laid out: nothing over another or outside, every mark said in words, hidden groups without any number."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from csatdesk.domain.charts import Aspect, Chart, Distribution, Measure
from csatdesk.domain.statistics import Interval
from csatdesk.wording.charts.drawn import drawn
from csatdesk.wording.charts.shapes import Dot, Drawing, Hatch, Patch, Place, Stroke, Words
from csatdesk.wording.charts.tables import as_table
from csatdesk.wording.charts.told import figure
from csatdesk.wording.texts import speaking
from tests.charts_made import (
    ALL,
    HIDDEN,
    INDEX,
    NPS,
    aspects,
    distribution,
    matrix,
    ranges,
    steps,
    trend,
    trend_with_gap,
)

WIDE, HIGH = 560, 220
SIZES = {"caption": 12, "small": 13, "body": 14}


class PlainRuler:
    """Each letter is as wide as half its height."""

    unit = 1.0

    def wide(self, words: str, role: str, is_bold: bool) -> float:
        return len(words) * SIZES[role] * (0.52 if is_bold else 0.48)

    def ascent(self, role: str) -> float:
        return SIZES[role]

    def high(self, role: str) -> float:
        return SIZES[role] + 3


RULER = PlainRuler()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


def laid(chart: Chart, wide: float = WIDE, high: float = HIGH) -> Drawing:
    return drawn(chart, RULER, wide, high)


def places(drawing: Drawing) -> list[tuple[str, Place]]:
    """Where the words stand that are read from left to right."""
    return [
        (one.text, Place(one.at[0], one.at[1] - 9, RULER.wide(one.text, one.role, one.is_bold), 9))
        for one in drawing.shapes
        if isinstance(one, Words) and not one.is_upright
    ]


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("wide", [330, 560, 1100])
def test_no_words_lie_over_others_or_stand_outside(make: Callable[[], Chart], wide: float) -> None:
    drawing = laid(make(), wide, 230)
    told = places(drawing)

    for place, (words, box) in enumerate(told):
        assert box.left >= -1, words
        assert box.right <= wide + 1, words
        for other, its in told[place + 1 :]:
            assert not box.meets(its), (words, other)


@pytest.mark.parametrize("make", ALL)
def test_every_mark_says_what_it_shows_and_lies_within_the_chart(make: Callable[[], Chart]) -> None:
    drawing = laid(make())

    assert drawing.marks
    for mark in drawing.marks:
        assert ":" in mark.words
        assert mark.place.is_within(Place(-1, -1, WIDE + 2, drawing.high + 2)), mark.words


@pytest.mark.parametrize("make", ALL)
def test_a_table_tells_all_that_the_chart_shows(make: Callable[[], Chart]) -> None:
    table = as_table(make())

    assert all(len(row) == len(table.heads) for row in table.rows)
    assert table.as_text().count("\n") == len(table.rows)


def test_bars_are_as_high_as_their_answers_are_many() -> None:
    bars = [one.place for one in laid(distribution()).shapes if isinstance(one, Patch) and one.place.high > 1]

    assert bars[-1].high / bars[-2].high == pytest.approx(131 / 88)
    assert len({box.bottom for box in bars}) == 1


def test_the_words_of_a_bar_and_of_a_row_carry_their_numbers() -> None:
    assert laid(distribution()).marks[10].words == "10: 131 answers"
    rows = {mark.words.split(":")[0]: mark.words for mark in laid(ranges()).marks}
    assert rows["E-mail"] == "E-mail: 10, likely −10 to 31, 58 answers"
    assert rows["Chat"] == "Chat: 25, likely −5 to 56, 20 answers, too few"


def test_what_is_hidden_has_no_number_and_says_why() -> None:
    drawing = laid(ranges())
    hidden = next(mark for mark in drawing.marks if mark.words.startswith("Social media"))

    assert hidden.words == f"Social media: {HIDDEN.words}"
    assert not hidden.key
    assert not any(
        isinstance(one, Dot) and hidden.place.top < one.at[1] < hidden.place.bottom for one in drawing.shapes
    )
    assert sum(isinstance(one, Hatch) for one in drawing.shapes) == 2
    assert as_table(ranges()).rows[-1] == ("Social media", "–", "–", "–", HIDDEN.words)


def test_few_answers_have_a_hollow_dot_and_no_bold_number() -> None:
    dots = [one for one in laid(ranges()).shapes if isinstance(one, Dot) and one.ink != "bg"]

    assert [one.is_hollow for one in dots] == [False, False, False, True, False]


def test_a_month_without_answers_breaks_the_line_and_says_so() -> None:
    drawing = laid(trend_with_gap())
    lines = [one for one in drawing.shapes if isinstance(one, Stroke) and one.ink == "accent"]

    assert [len(one.points) for one in lines] == [4, 7]
    assert "Mar: nobody answered" in [mark.words for mark in drawing.marks]
    assert len([one for one in laid(trend()).shapes if isinstance(one, Stroke) and one.ink == "accent"]) == 1


def test_what_is_to_be_worked_on_stands_in_the_field_upper_left() -> None:
    drawing = laid(aspects())
    field = next(one.place for one in drawing.shapes if isinstance(one, Patch) and one.fill == "warn_tint")
    loud = [one.at for one in drawing.shapes if isinstance(one, Dot) and one.ink == "accent"]

    assert len(loud) == 3
    assert all(field.left < x < field.right and field.top < y < field.bottom for x, y in loud)
    quiet = [one.at for one in drawing.shapes if isinstance(one, Dot) and one.ink != "accent"]
    assert not any(x < field.right and y < field.bottom for x, y in quiet)


def test_how_sure_it_is_that_an_aspect_matters_is_told_in_words_and_in_the_table() -> None:
    chart = aspects()
    known = replace(chart.aspects[0], likely=Interval(16.2, 29), rank_kept=0.874)
    chart = replace(chart, aspects=(known, *chart.aspects[1:]), importance=Measure("", is_percent=True))
    said = next(mark.words for mark in laid(chart).marks if mark.words.startswith(known.name))
    assert ", 400 answers, likely 16% to 29%, its rank stayed in 87% of repeated draws. " in said
    first, second, *_others = as_table(chart).rows
    assert first[2:6] == ("23%", "16% to 29%", "400", "87%")
    assert (second[3], second[5]) == ("–", "–")


def test_the_best_and_the_worst_cell_are_named_in_words_too() -> None:
    said = [mark.words for mark in laid(matrix()).marks]

    assert "Fault, support, Phone, Business: 10, likely 0 to 20, 400 answers; 60% of all; worst" in said
    assert "Order, Phone, Private: 52, likely 40 to 60, 400 answers; 50% of all; best" in said


def test_a_step_profile_ends_with_both_totals() -> None:
    assert laid(steps()).marks[-1].words.startswith("All in all. Bergen: 62, likely 58 to 66")
    assert as_table(steps()).rows[-1] == ("All in all", "62", "72")


def test_rows_need_their_height_whatever_there_is() -> None:
    assert laid(ranges(), high=10).high == laid(ranges(), high=900).high > 100
    assert laid(distribution(), high=150).high == 150


def test_where_nothing_may_be_shown_only_the_reason_stands() -> None:
    why = "Fewer than 5 answers: nothing is shown."
    drawing = laid(Distribution(title="", subtitle="", value_head="", nothing=why))

    assert [one.text for one in drawing.shapes if isinstance(one, Words)] == [why]
    assert not drawing.marks


def test_no_figure_is_minus_zero_and_minus_is_a_minus_sign() -> None:
    assert figure(-0.3, NPS) == "0"
    assert figure(-7.2, NPS) == "−7"
    assert figure(35.449, INDEX) == "35"


def test_years_that_begin_beside_one_another_stand_apart() -> None:
    names = "joulu tammi helmi maalis huhti touko kesä heinä elo syys loka marras".split()
    began = {"joulu": "2025", "tammi": "2026"}
    moments = tuple(
        replace(one, label=name, below=began.get(name, "")) for one, name in zip(trend().moments, names, strict=True)
    )

    told = dict(places(laid(replace(trend(), moments=moments), 330)))

    assert told["2025"].right + RULER.wide(" ", "caption", False) <= told["2026"].left
    assert told["2025"].left >= 0


@pytest.mark.parametrize("down", [0.2, 0.3, 0.7, 1.1, 1.5])
@pytest.mark.parametrize("left", [0, 1, 2, 3, 4])
def test_names_of_aspects_that_lie_close_together_lie_on_no_other_word_and_on_no_dot(down: float, left: float) -> None:
    told = (
        ("Vastaus kaikkeen", 65.2, 23),
        ("Lupaus pidetty", 65.2 - left, 23 - down),
        ("Ratkaisuaika", 66.4, 19),
        ("Odotus", 65.8, 12.3),
        ("Surroundings", 85.4, 12.2),
        ("Friendly", 90.6, 14),
        ("Plain words", 76.9, 14.8),
    )
    fields = replace(aspects().fields, less_badly="Vähemmän tärkeää")
    close = tuple(Aspect(name, goes, matters, 400, name) for name, goes, matters in told)

    drawing = laid(replace(aspects(), fields=fields, importance_from=14.5, aspects=close), 546, 238)

    boxes = places(drawing)
    dots = [Place(one.at[0] - 2, one.at[1] - 2, 4, 4) for one in drawing.shapes if isinstance(one, Dot)]
    for place, (words, box) in enumerate(boxes):
        assert not any(box.meets(its) for _other, its in boxes[place + 1 :]), words
        assert not any(box.meets(dot) for dot in dots), words


def test_a_name_crosses_a_line_rather_than_stand_beside_the_dot_of_another() -> None:
    told = (
        ("Vastaus kaikkeen", 65.2, 23),
        ("Lupaus pidetty", 61.2, 21.9),
        ("Odotus", 65.8, 12.3),
        ("Friendly", 95, 14),
    )
    close = tuple(Aspect(name, goes, matters, 400, name) for name, goes, matters in told)

    drawing = laid(replace(aspects(), importance_from=14.5, aspects=close), 546, 238)

    box = dict(places(drawing))["Vastaus kaikkeen"]
    own, other = sorted((one for one in drawing.shapes if isinstance(one, Dot)), key=lambda one: one.at[1])[:2]
    assert own.at[0] > other.at[0]
    assert not box.wider(own.radius).meets(Place(*other.at, 1, 1))
