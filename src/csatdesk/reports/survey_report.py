"""The report of a survey on A4: the finding, how many answered, grades, every question, routes, awards, comments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.charts import Chart
from csatdesk.reports.blocks import Block, Text, heading, text, title_line
from csatdesk.reports.charts import chart_block
from csatdesk.reports.layout import A4, frame_of, to_bytes, write_file
from csatdesk.reports.scale import CAPTION, GAP4, GAP8, GAP12, GAP16, GAP24, HEADING, SMALL, SMALL_SECOND
from csatdesk.reports.table import Table
from csatdesk.reports.typeface import Run
from csatdesk.reports.wave_report import Part

CHART_HIGH = 130.0  # points


@dataclass(frozen=True, slots=True)
class SurveyPaper:
    """`second`: what the finding was before; `base`: how many were asked and answered."""

    title: str
    centre: str
    office: str
    as_of: str
    finding: str
    second: str
    base: str
    charts: Sequence[Chart]
    parts: Sequence[Part]
    method: str
    method_lines: Sequence[str]


def write(paper: SurveyPaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, progress))


def as_bytes(paper: SurveyPaper, progress: Progress = no_progress) -> bytes:
    return to_bytes(list(_blocks(paper)), frame_of(paper), A4, progress)


def _blocks(paper: SurveyPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    yield Text([Run(paper.finding, HEADING)], gap_above=GAP12, keeps_next=True)
    if paper.second:
        yield text(paper.second, SMALL, gap_above=GAP4)
    yield text(paper.base, SMALL_SECOND, gap_above=GAP4)
    for part in paper.parts[:1]:
        yield from _part(part)
    for chart in paper.charts:
        yield chart_block(chart, gap_above=GAP24, high=CHART_HIGH)
    for part in paper.parts[1:]:
        yield from _part(part)
    yield heading(paper.method, gap_above=GAP24)
    for line in paper.method_lines:
        yield text(line, SMALL_SECOND, gap_above=GAP4)


def _part(part: Part) -> Iterator[Block]:
    yield heading(part.title, gap_above=GAP16)
    if part.note:
        yield Text([Run(part.note, CAPTION)], gap_above=GAP4, keeps_next=bool(part.rows))
    if part.rows:
        yield Table(part.columns, part.rows, gap_above=GAP8, is_dense=True)
