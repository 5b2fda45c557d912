"""The page of a segment on A4: aim, channels, promises, measures, and what came of it; several one after another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.charts import Chart
from csatdesk.reports.blocks import Block, Text, text, title_line
from csatdesk.reports.charts import chart_block
from csatdesk.reports.compact import Line, Lines
from csatdesk.reports.layout import A4, Paper, frame_of, together, write_file
from csatdesk.reports.scale import BODY_BOLD, CAPTION, GAP4, GAP8, SMALL, SMALL_BOLD
from csatdesk.reports.typeface import Run
from csatdesk.wording.texts import language

CHART_HIGH = 90.0  # points: all segments beneath one another, on the one page
TEXTS, FIGURES = (58, 42), (22, 12, 50, 16)  # parts of the width


@dataclass(frozen=True, slots=True)
class Part:
    """Under a heading what was written, then lines beneath their heads; one without either is left out."""

    heading: str
    text: str = ""
    heads: Sequence[str] = ()
    lines: Sequence[Line] = ()


@dataclass(frozen=True, slots=True)
class SegmentPaper:
    """`care`: who sees to it and when it is reviewed; `figures`: name, value, what it was taken from, before."""

    title: str
    centre: str
    office: str
    as_of: str
    finding: str
    base: str
    care: str
    parts: Sequence[Part]
    figures: Part
    chart: Chart | None
    method_lines: Sequence[str]


def write(papers: Sequence[SegmentPaper], path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(papers, progress))


def as_bytes(papers: Sequence[SegmentPaper], progress: Progress = no_progress) -> bytes:
    return together([Paper(language(), list(_blocks(one)), frame_of(one)) for one in papers], A4, progress)


def _blocks(paper: SegmentPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    yield Text([Run(paper.finding, BODY_BOLD)], gap_above=GAP4, keeps_next=True)
    yield text(" · ".join(filter(None, (paper.care, paper.base))), CAPTION)
    for part in paper.parts:
        yield from _part(part, TEXTS)
    yield from _part(paper.figures, FIGURES, lefts=3)
    if paper.chart is not None:
        yield chart_block(paper.chart, gap_above=GAP8, high=CHART_HIGH)
    yield text(" ".join(paper.method_lines), CAPTION, gap_above=GAP4)


def _part(part: Part, shares: Sequence[float], lefts: int = 2) -> Iterator[Block]:
    if not part.text and not part.lines:
        return
    yield Text([Run(part.heading, SMALL_BOLD)], gap_above=GAP8, keeps_next=True)
    if part.text:
        yield text(part.text, SMALL, gap_above=GAP4)
    if part.lines:
        yield Lines(part.heads, part.lines, shares, lefts=lefts, gap_above=GAP8 if part.text else GAP4)
