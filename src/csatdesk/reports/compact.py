"""Blocks for papers that must fit one page: lines of figures without rules, and two columns beside one another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from csatdesk.reports.blocks import Block
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import ACCENT, CAPTION, GAP4, GAP8, HAIRLINE, INK, INK2, LINE2
from csatdesk.reports.typeface import BOLD, Run, Style, break_lines, printable, width
from csatdesk.reports.typeface import Line as Broken

_STEP = 11.5
_FIGURE, _SUM, _HEAD = Style(8.75, _STEP, INK), Style(8.75, _STEP, INK, BOLD), Style(8, _STEP, INK2)
_CELL = 12.5


@dataclass(frozen=True, slots=True)
class Line:
    """A name and its cells; a sum is bold."""

    name: str
    cells: Sequence[str]
    is_sum: bool = False


@dataclass
class Lines(Block):
    """A table without rules: `shares` are the parts of the width for the name and each cell. Long words wrap."""

    heads: Sequence[str]
    lines: Sequence[Line]
    shares: Sequence[float]
    lefts: int = 1  # how many columns stand at the left
    gap_above: float = GAP8
    _rows: list[list[list[Broken]]] = field(default_factory=list, init=False)
    _places: list[tuple[float, float]] = field(default_factory=list, init=False)
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        if not self._rows:
            self._width, unit = width, width / sum(self.shares)
            lefts = [0.0, *accumulate(share * unit for share in self.shares)]
            self._places = [(left, share * unit - GAP8) for left, share in zip(lefts, self.shares, strict=False)]
            self._rows.append(self._broken(self.heads, _HEAD))
            for line in self.lines:
                style = _SUM if line.is_sum else _FIGURE
                self._rows.append(self._broken((line.name, *line.cells), style))
        return sum(map(_row_high, self._rows)) + GAP4

    def _broken(self, cells: Sequence[str], style: Style) -> list[list[Broken]]:
        pairs = zip(cells, self._places, strict=True)
        return [break_lines([Run(cell, style)], room) if cell else [] for cell, (_left, room) in pairs]

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for number, row in enumerate(self._rows):
            for place, (cell, (left, room)) in enumerate(zip(row, self._places, strict=True)):
                for below, line in enumerate(cell):
                    at = left if place < self.lefts else left + room - line.width
                    pen.line_of_text(x + at, y + _STEP * (below + 1) - 3, line)
            y += _row_high(row)
            if not number:
                pen.rule((x, y), (x + self._width, y), LINE2, HAIRLINE)
                y += GAP4


def _row_high(row: Sequence[Sequence[Broken]]) -> float:
    return _STEP * max((len(cell) for cell in row), default=1)


@dataclass
class Beside(Block):
    """Blocks one above the other at the left, others at the right; never parted."""

    left: Sequence[Block]
    right: Sequence[Block]
    part: float = 0.5  # of the width for the left
    gap_above: float = GAP8
    _widths: tuple[float, float] = field(default=(0.0, 0.0), init=False)

    def measure(self, width: float) -> float:
        self._widths = width * self.part - GAP8, width * (1 - self.part) - GAP8
        return max(_high(self.left, self._widths[0]), _high(self.right, self._widths[1]))

    def draw(self, pen: Pen, x: float, y: float) -> None:
        lefts = (x, x + self._widths[0] + 2 * GAP8)
        for blocks, left, wide in zip((self.left, self.right), lefts, self._widths, strict=True):
            top = y
            for block in blocks:
                top += block.gap_above
                block.draw(pen, left, top)
                top += block.measure(wide)


def _high(blocks: Sequence[Block], wide: float) -> float:
    return sum(block.gap_above + block.measure(wide) for block in blocks)


@dataclass
class Heat(Block):
    """Counts by row and column; the darker, the more. `grid`: rows of as many cells as `columns` has names."""

    rows: Sequence[str]
    columns: Sequence[str]
    grid: Sequence[Sequence[int]]
    gap_above: float = GAP8
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        self._width = width
        return _CELL * (len(self.rows) + 1)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        names = max(width(printable(name), CAPTION) for name in self.rows) + GAP4
        wide = (self._width - names) / max(len(self.columns), 1)
        most = max((count for row in self.grid for count in row), default=0) or 1
        for column, words in enumerate(self.columns):
            _centred(pen, (x + names + column * wide, y + _CELL - 3.5), wide, Run(words, CAPTION))
        for place, (name, row) in enumerate(zip(self.rows, self.grid, strict=True), start=1):
            top = y + place * _CELL
            pen.text(x, top + _CELL - 3.5, printable(name), CAPTION)
            for column, count in enumerate(row):
                self._cell(pen, (x + names + column * wide, top), wide, (count, count / most))

    def _cell(self, pen: Pen, at: tuple[float, float], wide: float, told: tuple[int, float]) -> None:
        left, top = at
        count, share = told
        if not count:
            return
        pen.box(left + 0.5, top + 0.5, wide - 1, _CELL - 1, _mixed(share))
        ink = 0xFFFFFF if share >= 0.55 else INK
        _centred(pen, (left, top + _CELL - 3.5), wide, Run(str(count), Style(7.5, 9, ink)))


def _mixed(share: float) -> int:
    """From near white to the accent."""
    part, mixed = 0.12 + 0.88 * share, 0
    for shift in (16, 8, 0):
        full = ACCENT >> shift & 0xFF
        mixed |= round(255 + (full - 255) * part) << shift
    return mixed


def _centred(pen: Pen, at: tuple[float, float], wide: float, run: Run) -> None:
    """In the middle of its cell, where it fits in."""
    taken = width(run.text, run.style)
    if taken <= wide:
        pen.text(at[0] + (wide - taken) / 2, at[1], run.text, run.style)
