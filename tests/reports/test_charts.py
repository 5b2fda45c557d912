"""Charts on paper: the same words as on screen, as letters; nothing beyond the page's edge."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from csatdesk.domain.charts import Chart
from csatdesk.reports.charts import ChartDrawn, PaperRuler, chart_block
from csatdesk.reports.layout import A4, Frame, to_bytes
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import SMALL
from csatdesk.reports.typeface import missing_glyphs
from csatdesk.wording.charts.drawn import drawn
from csatdesk.wording.charts.shapes import Words
from csatdesk.wording.texts import speaking
from tests.charts_made import ALL, ranges
from tests.reports import reading

WIDE = 480


@pytest.mark.parametrize("make", ALL)
def test_all_words_of_a_chart_are_letters_of_the_paper(make: Callable[[], Chart]) -> None:
    with speaking("en"):
        told = [one.text for one in drawn(make(), PaperRuler(), WIDE, 200).shapes if isinstance(one, Words)]
        paper = to_bytes([chart_block(make())], Frame("Report", "Centre", "Office", "Today", "1"), A4)

    said = reading.words(paper)
    assert all(words in said for words in told if len(words) > 1 and not words.endswith("…"))
    assert not any(missing_glyphs(words) for words in told)


def test_no_words_run_over_the_edges_of_the_text() -> None:
    ruler = PaperRuler()
    for make in ALL:
        for one in drawn(make(), ruler, WIDE, 200).shapes:
            if isinstance(one, Words) and not one.is_upright:
                assert one.at[0] >= -1, one.text
                assert one.at[0] + ruler.wide(one.text, one.role, one.is_bold) <= WIDE + 1, one.text


def test_a_chart_stays_on_one_page() -> None:
    with speaking("en"):
        blocks = [chart_block(ranges()) for _place in range(9)]
        paper = to_bytes(blocks, Frame("Report", "Centre", "Office", "Today", "1"), A4)

    for page in reading.pages(paper):
        assert page.count("E-mail is the weak channel") == page.count("hidden, fewer than 5 answers")


def test_for_an_audience_a_chart_is_as_large_as_its_room_allows_without_shortening_a_name() -> None:
    with speaking("en"):
        short = replace(ranges(), rows=ranges().rows[:2])
        long = replace(short, rows=tuple(replace(row, name=f"{row.name}, rather long") for row in short.rows))
        plain = ChartDrawn(short, 330).measure(WIDE)
        assert ChartDrawn(short, 330, factors=(2.0, 1.0)).measure(WIDE) == pytest.approx(2 * plain)
        assert ChartDrawn(short, plain, factors=(2.0, 1.0)).measure(WIDE) == pytest.approx(plain)
        assert ChartDrawn(long, 330, factors=(2.0, 1.0)).measure(WIDE) == pytest.approx(plain)


def test_what_is_drawn_after_something_large_has_its_own_size_again() -> None:
    file = BytesIO()
    pen = Pen(file, (600, 400), "en")
    with pen.magnified((50, 100), 2):
        pen.text(50, 100, "large", SMALL)
    pen.text(50, 200, "small", SMALL)
    pen.end_page()
    pen.save()
    sizes: dict[str, float] = {}

    def note(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        sizes.setdefault(text.strip(), size * cm[0] * tm[0])

    PdfReader(file).pages[0].extract_text(visitor_text=note)
    assert sizes["large"] == pytest.approx(2 * sizes["small"])
