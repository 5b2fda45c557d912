"""The ranking of topics on A4: the finding, bars sorted by size, and the table they come from; what fits at home."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, Text, heading, text, title_line
from csatdesk.reports.layout import A4, frame_of, to_bytes, write_file
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import ACCENT, CAPTION, GAP4, GAP8, GAP12, GAP16, HEADING, LINE2, SMALL
from csatdesk.reports.table import Column, Row, Table
from csatdesk.reports.typeface import Run, printable, shortened, width

_BAR, _STEP = 9.0, 14.0  # points: a bar's height, and from bar to bar
_NAMES = 0.36  # of the width


@dataclass(frozen=True, slots=True)
class Bar:
    """One topic: its count and share in words, and its length from 0 to 1."""

    name: str
    count: str
    share: str
    length: float


@dataclass(frozen=True, slots=True)
class RankingPaper:
    title: str
    centre: str
    office: str
    as_of: str
    finding: str
    base: str
    filters: str
    bars: Sequence[Bar]
    columns: Sequence[Column]
    rows: Sequence[Row]
    home: str  # of all contacts in person; "" when there was none
    home_title: str
    home_columns: Sequence[Column]
    home_rows: Sequence[Row]


def write(paper: RankingPaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, progress))


def as_bytes(paper: RankingPaper, progress: Progress = no_progress) -> bytes:
    return to_bytes(list(_blocks(paper)), frame_of(paper), A4, progress)


def _blocks(paper: RankingPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    yield Text([Run(paper.finding, HEADING)], gap_above=GAP12, keeps_next=True)
    yield text(paper.base, CAPTION, gap_above=GAP4)
    yield text(paper.filters, CAPTION)
    if paper.rows:
        yield Bars(paper.bars)
        yield Table(paper.columns, paper.rows, gap_above=GAP16)
    if paper.home:
        yield heading(paper.home_title, gap_above=GAP16)
        yield text(paper.home, CAPTION, gap_above=GAP4)
    if paper.home_rows:
        yield Table(paper.home_columns, paper.home_rows, gap_above=GAP8)


@dataclass
class Bars(Block):
    """Names at the left, bars from a common line, counts and shares after them."""

    bars: Sequence[Bar]
    gap_above: float = GAP12
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        self._width = width
        return _STEP * len(self.bars)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        names = self._width * _NAMES
        left, said = x + names + GAP8, max(width(self._said(bar), CAPTION) for bar in self.bars) + GAP8
        room = self._width - names - GAP8 - said
        for place, bar in enumerate(self.bars):
            top = y + place * _STEP
            base = top + _BAR
            name = shortened(printable(bar.name), SMALL, names)
            pen.text(x + names - width(name, SMALL), base, name, SMALL)
            pen.box(left, top + 1, max(room * bar.length, 0.5), _BAR, ACCENT)
            pen.text(left + room * bar.length + GAP4, base, self._said(bar), CAPTION)
        pen.rule((left, y - 2), (left, y + _STEP * len(self.bars)), LINE2, 0.5)

    def _said(self, bar: Bar) -> str:
        return f"{bar.count} · {bar.share}"
