"""Charts on paper: the same words as on screen, as letters; nothing beyond the page's edge."""

from collections.abc import Callable

import pytest

from csatdesk.domain.charts import Chart
from csatdesk.reports.charts import PaperRuler, chart_block
from csatdesk.reports.layout import A4, Frame, to_bytes
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
