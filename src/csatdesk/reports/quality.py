"""The report of quality on A4: offices with the range of their mean, what costs points, every evaluation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.charts import Chart
from csatdesk.reports.blocks import Block, Text, heading, text, title_line
from csatdesk.reports.charts import chart_block
from csatdesk.reports.layout import A4, frame_of, to_bytes, write_file
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import (
    ACCENT,
    ACCENT_LINE,
    CAPTION,
    CAPTION_BOLD,
    GAP4,
    GAP8,
    GAP12,
    GAP16,
    HAIRLINE,
    HEADING,
    LINE,
    LINE2,
    SMALL,
    SMALL_BOLD,
)
from csatdesk.reports.table import Column, Row, Table
from csatdesk.reports.typeface import Run, printable, shortened, width

_ROW, _DOT, _RANGE = 25.0, 3.0, 4.0  # points: a line of an office, radius of the mean, height of its range
_RANK, _NAME, _FIGURE = 32.0, 0.30, 42.0  # of the whole width: the name; in points: rank, a figure
_TEN = 10
_CHART = 96.0  # points: of each of the two courses


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """`ends`: low, mean and high of its score; None with too few. `cells`: as the titles of their columns."""

    rank: str
    name: str
    second: str
    ends: tuple[float, ...] | None
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class SidesPaper:
    """Two measurements side by side, such as what was checked and what was felt: by office, and as two courses."""

    title: str
    finding: str
    base: str
    note: str  # "" for nothing
    columns: Sequence[Column]
    rows: Sequence[Row]
    charts: Sequence[Chart]


@dataclass(frozen=True, slots=True)
class ApartPaper:
    """What each office does better and worse than all others together. `note`: why there are no rows; "" for some."""

    title: str
    base: str
    note: str
    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class QualityPaper:
    title: str
    centre: str
    office: str
    as_of: str
    finding: str
    base: str
    note: str  # what is not counted in; "" for nothing
    offices_title: str
    office_columns: Sequence[str]
    offices: Sequence[OfficeLine]
    losses_title: str
    losses_base: str
    loss_columns: Sequence[Column]
    losses: Sequence[Row]
    singles_title: str  # "": not in this depth
    singles_base: str
    single_columns: Sequence[Column]
    singles: Sequence[Row]
    felt: SidesPaper | None = None
    past: SidesPaper | None = None
    apart: ApartPaper | None = None


def write(paper: QualityPaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, progress))


def as_bytes(paper: QualityPaper, progress: Progress = no_progress) -> bytes:
    return to_bytes(list(_blocks(paper)), frame_of(paper), A4, progress)


def _blocks(paper: QualityPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    yield Text([Run(paper.finding, HEADING)], gap_above=GAP12, keeps_next=True)
    yield text(paper.base, CAPTION, gap_above=GAP4)
    if paper.note:
        yield text(paper.note, CAPTION)
    if paper.offices:
        yield heading(paper.offices_title, gap_above=GAP16)
        yield Heads(paper.office_columns)
        least = _least(paper.offices)
        for line in paper.offices:
            yield Office(line, least)
    if paper.apart is not None:
        yield from _apart(paper.apart)
    for sides in (paper.felt, paper.past):
        if sides is not None:
            yield from _sides(sides)
    if paper.losses:
        yield heading(paper.losses_title, gap_above=GAP16)
        yield text(paper.losses_base, CAPTION, gap_above=GAP4)
        yield Table(paper.loss_columns, paper.losses, gap_above=GAP8)
    if paper.singles_title:
        yield heading(paper.singles_title, gap_above=GAP16)
        yield text(paper.singles_base, CAPTION, gap_above=GAP4)
    if paper.singles:
        yield Table(paper.single_columns, paper.singles, gap_above=GAP8)


def _apart(told: ApartPaper) -> Iterator[Block]:
    yield heading(told.title, gap_above=GAP16)
    yield text(told.base, CAPTION, gap_above=GAP4)
    if told.note:
        yield text(told.note, SMALL, gap_above=GAP4)
    if told.rows:
        yield Table(told.columns, told.rows, gap_above=GAP8)


def _sides(sides: SidesPaper) -> Iterator[Block]:
    yield heading(sides.title, gap_above=GAP16)
    yield Text([Run(sides.finding, SMALL_BOLD)], gap_above=GAP4, keeps_next=True)
    yield text(sides.base, CAPTION, gap_above=GAP4)
    if sides.note:
        yield text(sides.note, CAPTION)
    yield Table(sides.columns, sides.rows, gap_above=GAP8)
    for chart in sides.charts:
        yield chart_block(chart, gap_above=GAP12, high=_CHART)


def _least(offices: Sequence[OfficeLine]) -> float:
    """Where the scale of all lines begins: at a whole ten below the lowest end, and always below 100."""
    lows = [line.ends[0] for line in offices if line.ends is not None]
    return float(min(int(min(lows, default=0.0)) // _TEN * _TEN, 100 - _TEN))


@dataclass
class Heads(Block):
    """The titles of the figures at the right."""

    titles: Sequence[str]
    gap_above: float = GAP8
    keeps_next: bool = True
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        self._width = width
        return CAPTION_BOLD.leading + GAP4

    def draw(self, pen: Pen, x: float, y: float) -> None:
        right = x + self._width
        for place, title in enumerate(reversed(self.titles)):
            shown = shortened(printable(title), CAPTION_BOLD, _FIGURE - GAP4)
            pen.text_right(right - place * _FIGURE, y + CAPTION_BOLD.size, shown, CAPTION_BOLD)
        base = y + CAPTION_BOLD.leading + GAP4
        pen.rule((x, base), (right, base), LINE2, HAIRLINE)


@dataclass
class Office(Block):
    """Rank, name, the mean on its range, figures."""

    line: OfficeLine
    scale_from: float
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        self._width = width
        return _ROW + GAP4

    def draw(self, pen: Pen, x: float, y: float) -> None:
        line, base, names = self.line, y + SMALL.leading, self._width * _NAME
        pen.text(x, base, line.rank, SMALL)
        pen.text(x + _RANK, base, shortened(printable(line.name), SMALL_BOLD, names), SMALL_BOLD)
        pen.text(x + _RANK, base + CAPTION.leading - 1, shortened(printable(line.second), CAPTION, names), CAPTION)
        for place, words in enumerate(reversed(line.cells)):
            pen.text_right(x + self._width - place * _FIGURE, base, words, SMALL_BOLD if place == 4 else SMALL)
        left = x + _RANK + names + GAP12
        self._draw_range(pen, left, x + self._width - len(line.cells) * _FIGURE - GAP12, base - 3)
        pen.rule((x, y + _ROW + GAP4), (x + self._width, y + _ROW + GAP4), LINE, HAIRLINE)

    def _draw_range(self, pen: Pen, left: float, right: float, middle: float) -> None:
        pen.rule((left, middle), (right, middle), LINE, HAIRLINE)
        for end, value in ((left, self.scale_from), (right, 100.0)):
            words = f"{value:.0f}"
            pen.text(end - width(words, CAPTION) / 2, middle + CAPTION.leading + 1, words, CAPTION)
        if self.line.ends is None:
            return
        unit = (right - left) / (100 - self.scale_from)
        low, mean, high = (left + (value - self.scale_from) * unit for value in self.line.ends)
        pen.box(low, middle - _RANGE / 2, max(high - low, 1.0), _RANGE, ACCENT_LINE)
        pen.disc((mean, middle), _DOT, ACCENT)
