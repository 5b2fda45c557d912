"""The month on one A4 page: finding, balance, figures, topics, hours, channels, offices and segments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, Text, text, title_line
from csatdesk.reports.compact import Beside, Heat, Line, Lines
from csatdesk.reports.layout import A4, frame_of, to_bytes, write_file
from csatdesk.reports.scale import BODY_BOLD, CAPTION, GAP4, GAP8, SMALL, SMALL_BOLD
from csatdesk.reports.typeface import Run


@dataclass(frozen=True, slots=True)
class Part:
    """A small table under its heading."""

    heading: str
    heads: Sequence[str]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Hours:
    """`grid`: weekday → hour → contacts."""

    heading: str
    weekdays: Sequence[str]
    hours: Sequence[str]
    grid: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class MonthPaper:
    """`figures`: name, value, what it was taken from, month before, year before."""

    title: str
    centre: str
    office: str
    as_of: str
    finding: str
    base: str
    cut: str
    balance: str
    figures: Part
    topics: Part
    hours: Hours
    channels: Part
    causes: str
    offices: Part
    segments: Part


def write(paper: MonthPaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, progress))


def as_bytes(paper: MonthPaper, progress: Progress = no_progress) -> bytes:
    return to_bytes(list(_blocks(paper)), frame_of(paper), A4, progress)


def _blocks(paper: MonthPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    yield Text([Run(paper.finding, BODY_BOLD)], gap_above=GAP4, keeps_next=True)
    yield text(" · ".join(part for part in (paper.cut, paper.base) if part), CAPTION)
    yield text(paper.balance, SMALL, gap_above=GAP4)
    yield Lines(paper.figures.heads, paper.figures.lines, (22, 10, 46, 11, 11), lefts=3)
    hours = Heat(paper.hours.weekdays, paper.hours.hours, paper.hours.grid, gap_above=GAP4)
    yield Beside(
        list(_part(paper.topics, (54, 14, 13, 19))), [_heading(paper.hours.heading), hours], part=0.54, gap_above=GAP8
    )
    right = [*_part(paper.offices, (60, 20, 20)), *_part(paper.segments, (60, 20, 20))]
    yield Beside(list(_part(paper.channels, (30, 11, 14, 15, 13, 17))), right, part=0.62, gap_above=GAP8)
    if paper.causes:
        yield text(paper.causes, CAPTION, gap_above=GAP4)


def _part(part: Part, shares: Sequence[float]) -> Iterator[Block]:
    if part.lines:
        yield _heading(part.heading)
        yield Lines(part.heads, part.lines, shares, gap_above=GAP4)


def _heading(words: str) -> Block:
    return Text([Run(words, SMALL_BOLD)], gap_above=GAP4)
