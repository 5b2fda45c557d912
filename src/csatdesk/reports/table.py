"""Long tables: heads repeated on each page, cells that wrap and are never cut, groups that stay with their rows."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import (
    CAPTION,
    CAPTION_BOLD,
    GAP4,
    GAP8,
    GAP12,
    HAIRLINE,
    INK2,
    LINE,
    LINE2,
    SMALL,
    SMALL_BOLD,
    SMALL_SECOND,
    SUNK,
)
from csatdesk.reports.state_marks import MARK_ROOM, draw_state_mark, state_words
from csatdesk.reports.typeface import Line, Run, break_lines

_SECOND = replace(CAPTION, ink=INK2)
_PADDING = 4.5  # above and below the lines of a row
_TALLEST = 20  # lines; a row with more is laid out in pieces, so that it can go on overleaf
_HEAD_PADDING = 3.5
_DENSE = 1.5  # in place of the padding where many short rows belong together


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is its part of the width, relative to the other columns; numbers stand at the right."""

    title: str
    share: float
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`lead` goes quietly before the text ("Bill › "), `second` under it; `state` puts a state mark before it."""

    text: str
    second: str = ""
    lead: str = ""
    state: str = ""
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A heading between rows, with the number of rows under it in words."""

    words: str
    count: str = ""


Row = Group | Sequence[Cell]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row, or a piece of a tall one, ready to draw."""

    cells: tuple[tuple[Line, ...], ...]
    states: tuple[str, ...]
    height: float
    is_group: bool = False
    is_continued: bool = False


@dataclass
class Table(Block):
    """`start` and `stop` say which of the laid rows this part of the table shows."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    progress: Progress = no_progress
    gap_above: float = GAP12
    is_dense: bool = False  # rows near one another; where there are groups, lines only above these
    _laid: list[_Laid] = field(default_factory=list, init=False)
    _sums: list[float] = field(default_factory=list, init=False)
    _places: list[tuple[float, float]] = field(default_factory=list, init=False)
    _heads: list[list[Line]] = field(default_factory=list, init=False)
    _start: int = field(default=0, init=False)
    _stop: int = field(default=0, init=False)

    def measure(self, width: float) -> float:
        if not self._places:
            self._lay_out(width)
        return self._head_height() + self._sums[self._stop] - self._sums[self._start]

    def least(self, width: float) -> float:
        self.measure(width)
        few = min(self._start + 2, self._stop)
        return self._head_height() + self._sums[few] - self._sums[self._start]

    def split(self, room: float) -> "tuple[Block, Block] | None":
        last = bisect_right(self._sums, self._sums[self._start] + room - self._head_height()) - 1
        while last > self._start and self._laid[last - 1].is_group:
            last -= 1
        if last <= self._start:
            return None
        first, rest = self._part(self._start, last), self._part(last, self._stop)
        return first, rest

    def draw(self, pen: Pen, x: float, y: float) -> None:
        y += self._draw_head(pen, x, y)
        has_lines = not self.is_dense or not any(row.is_group for row in self._laid)
        for place in range(self._start, self._stop):
            row = self._laid[place]
            if place > self._start and not row.is_continued and (row.is_group or has_lines):
                self._draw_line(pen, x, y)
            self._draw_row(pen, row, x, y)
            y += row.height
        self._draw_line(pen, x, y)

    def _part(self, start: int, stop: int) -> "Table":
        part = replace(self, gap_above=0.0 if start else self.gap_above)
        part._laid, part._sums, part._places, part._heads = self._laid, self._sums, self._places, self._heads
        part._start, part._stop = start, stop
        return part

    def _lay_out(self, width: float) -> None:
        self._places = _places(self.columns, width)
        self._heads = [
            break_lines([Run(column.title, CAPTION_BOLD)], wide)
            for column, (_, wide) in zip(self.columns, self._places, strict=True)
        ]
        for done, row in enumerate(self.rows, start=1):
            self._laid += _laid(row, self._places, width, _DENSE if self.is_dense else _PADDING)
            if done % 200 == 0:
                self.progress(done, len(self.rows))
        self._sums = [0.0, *accumulate(row.height for row in self._laid)]
        self._stop = len(self._laid)

    def _head_height(self) -> float:
        return max(len(lines) for lines in self._heads) * CAPTION_BOLD.leading + 2 * _HEAD_PADDING

    def _draw_head(self, pen: Pen, x: float, y: float) -> float:
        height, wide = self._head_height(), self._places[-1][0] + self._places[-1][1]
        pen.box(x, y, wide, height, SUNK)
        pen.rule((x, y + height), (x + wide, y + height), LINE2, HAIRLINE)
        for column, (left, room), lines in zip(self.columns, self._places, self._heads, strict=True):
            base = y + height - _HEAD_PADDING - (len(lines) - 1) * CAPTION_BOLD.leading - 3
            _draw_lines(pen, lines, (x + left, room), base, is_right=column.is_right)
        return height

    def _draw_line(self, pen: Pen, x: float, y: float) -> None:
        wide = self._places[-1][0] + self._places[-1][1]
        pen.rule((x, y), (x + wide, y), LINE, HAIRLINE)

    def _draw_row(self, pen: Pen, row: _Laid, x: float, y: float) -> None:
        padding = _DENSE if self.is_dense else _PADDING
        base = y + padding + SMALL.leading - 3.5
        if row.is_group:
            pen.line_of_text(x, base + (0.0 if self.is_dense else GAP4), row.cells[0][0])
            return
        for column, (left, room), lines, state in zip(self.columns, self._places, row.cells, row.states, strict=True):
            indent = MARK_ROOM if state else 0.0
            if state and not row.is_continued:
                draw_state_mark(pen, state, x + left, base, SMALL)
            _draw_lines(pen, lines, (x + left + indent, room - indent), base, is_right=column.is_right)


def _places(columns: Sequence[Column], width: float) -> list[tuple[float, float]]:
    """Left edge and width of each column."""
    free = width - GAP12 * (len(columns) - 1)
    unit = free / sum(column.share for column in columns)
    widths = [column.share * unit for column in columns]
    lefts = [0.0, *accumulate(wide + GAP12 for wide in widths[:-1])]
    return list(zip(lefts, widths, strict=True))


def _laid(row: Row, places: Sequence[tuple[float, float]], width: float, padding: float) -> list[_Laid]:
    if isinstance(row, Group):
        line = break_lines([Run(row.words, SMALL_BOLD), Run(f"  {row.count}", SMALL_SECOND)], width)[0]
        gap = GAP8 if padding == _PADDING else 0.0
        return [_Laid(((line,),), (), SMALL.leading + 2 * padding + gap, is_group=True)]
    cells = [tuple(_cell_lines(cell, wide)) for cell, (_, wide) in zip(row, places, strict=True)]
    states = tuple(cell.state for cell in row)
    pieces = range(0, max(map(len, cells)), _TALLEST)
    return [_piece([lines[at : at + _TALLEST] for lines in cells], states, padding, at > 0) for at in pieces]


def _piece(cells: Sequence[tuple[Line, ...]], states: tuple[str, ...], padding: float, is_continued: bool) -> _Laid:
    height = max(sum(line.leading for line in lines) for lines in cells) + 2 * padding
    return _Laid(tuple(cells), states, height, is_continued=is_continued)


def _cell_lines(cell: Cell, wide: float) -> list[Line]:
    room = wide - (MARK_ROOM if cell.state else 0.0)
    style = SMALL_BOLD if cell.is_strong else SMALL
    run = state_words(cell.state, cell.text, SMALL) if cell.state else Run(cell.text, style)
    lines = break_lines([Run(cell.lead, SMALL_SECOND), run] if cell.lead else [run], room)
    return lines + break_lines([Run(cell.second, _SECOND)], room) if cell.second else lines


def _draw_lines(pen: Pen, lines: Sequence[Line], place: tuple[float, float], base: float, *, is_right: bool) -> None:
    left, room = place
    for line in lines:
        pen.line_of_text(left + (room - line.width if is_right else 0.0), base, line)
        base += line.leading
