"""Findings for an audience: one to a landscape page, its sentence large, its chart as big as the page allows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.charts import Chart
from csatdesk.reports.blocks import Block, NewPage, text
from csatdesk.reports.charts import ChartDrawn
from csatdesk.reports.layout import A4_WIDE, frame_of, to_bytes, write_file
from csatdesk.reports.scale import BODY, GAP8, GAP24, TITLE
from csatdesk.reports.typeface import Style

SENTENCE = Style(24, 30, TITLE.ink, TITLE.font)
BASE = Style(14, 20, BODY.ink, BODY.font)
CHART_HIGH = 330.0  # points
FACTORS = (2.0, 1.75, 1.5, 1.25, 1.0)  # to be read from the last row of the room


@dataclass(frozen=True, slots=True)
class Slides:
    title: str
    centre: str
    office: str
    as_of: str
    charts: Sequence[Chart]


def write(slides: Slides, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, to_bytes(list(_blocks(slides)), frame_of(slides), A4_WIDE, progress))


def _blocks(slides: Slides) -> Iterator[Block]:
    for chart in slides.charts:
        yield NewPage(chart.title)
        yield text(chart.title, SENTENCE)
        yield text(chart.subtitle, BASE, gap_above=GAP8)
        yield ChartDrawn(chart, CHART_HIGH, GAP24, FACTORS)
