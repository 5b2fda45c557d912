"""What pages are made of: headings, paragraphs, label and value, entries of a timeline.

A block is measured for a width, may be split where a page ends, and is drawn with its top left corner at a place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile

from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import BODY, CAPTION, EDGE, GAP4, GAP12, GAP16, GAP24, HAIRLINE, HEADING, LINE, TITLE
from csatdesk.reports.typeface import Line, Run, Style, break_lines, shortened

Side = Callable[[Pen, float, float], None]  # draws beside the first line: pen, left edge of the block, base line
LEAST_LINES = 2  # of a block on either side of a page's end


class Block:
    """One thing on a page.

    `gap_above` is left out at the top of a page; a block with `keeps_next` never ends a page; one with `to_bottom`
    stands at the foot of it; one that only `parts` its neighbours is left out at the top; one that `begins_page` is
    the first of a page.
    """

    gap_above: float = 0.0
    keeps_next: bool = False
    to_bottom: bool = False
    parts: bool = False
    begins_page: bool = False

    def measure(self, width: float) -> float:
        """Height in points at this width; asked before everything else."""
        raise NotImplementedError

    def least(self, width: float) -> float:
        """Height of the smallest first part that may stand alone at the end of a page."""
        return self.measure(width)

    def split(self, room: float) -> "tuple[Block, Block] | None":  # noqa: ARG002  (for those that can be split)
        """A first part of at most `room` points and the rest; None when nothing useful fits."""
        return None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        raise NotImplementedError


@dataclass
class Gap(Block):
    """White space between blocks."""

    height: float
    parts: bool = True

    def measure(self, width: float) -> float:  # noqa: ARG002  (white space is as high at any width)
        return self.height

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Nothing to draw."""


@dataclass
class NewPage(Block):
    """What follows begins a page, with a place in the outline."""

    bookmark: str
    begins_page: bool = True

    def measure(self, _width: float) -> float:
        return 0.0

    def draw(self, pen: Pen, _x: float, y: float) -> None:
        pen.bookmark(self.bookmark, y, 0)


@dataclass
class Rule(Block):
    """A hairline over the whole width with `room` under it."""

    gap_above: float = GAP12
    ink: int = LINE
    room: float = GAP12
    keeps_next: bool = True
    parts: bool = True
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        self._width = width
        return self.room

    def draw(self, pen: Pen, x: float, y: float) -> None:
        pen.rule((x, y), (x + self._width, y), self.ink, HAIRLINE)


@dataclass(frozen=True, slots=True)
class Bar:
    """A vertical line along a block, `away` from its left edge; it begins `skip` below the block's top."""

    away: float
    ink: int
    thickness: float
    skip: float = 0.0


@dataclass
class Text(Block):
    """Paragraphs, perhaps indented, with something beside the first line and a bar along all of them.

    `right` stands at the right end of the first line, `side` (at least `side_height` high) at its left,
    `tail` is white space at the end that the bar runs through.
    """

    runs: Sequence[Run]
    gap_above: float = 0.0
    indent: float = 0.0
    side: Side | None = None
    side_height: float = 0.0
    right: Run | None = None
    bar: Bar | None = None
    tail: float = 0.0
    bookmark: tuple[str, int] | None = None
    keeps_next: bool = False
    _lines: list[Line] | None = field(default=None, init=False)
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        if self._lines is None:
            room = width - self.indent
            self._lines = break_lines(self.runs, room, room - self._reserved())
        self._width = width
        return self._height()

    def least(self, width: float) -> float:
        whole = self.measure(width)
        counts = _good_breaks(self._lines or [])
        return sum(line.leading for line in (self._lines or [])[: counts[0]]) if counts else whole

    def split(self, room: float) -> "tuple[Block, Block] | None":
        lines = self._lines or []
        most = _count_fitting([line.leading for line in lines], room)
        fitting = max((count for count in _good_breaks(lines) if count <= most), default=0)
        if not fitting:
            return None
        bar = replace(self.bar, skip=0.0) if self.bar else None
        first = replace(self, tail=0.0)
        rest = replace(self, side=None, side_height=0.0, right=None, bookmark=None, bar=bar, gap_above=0.0)
        following = dropwhile(lambda line: not line.text, lines[fitting:])
        first._lines, rest._lines = lines[:fitting], list(following)
        first._width = rest._width = self._width
        return first, rest

    def draw(self, pen: Pen, x: float, y: float) -> None:
        lines = self._lines or []
        if self.bookmark is not None:
            pen.bookmark(self.bookmark[0], y, self.bookmark[1])
        if self.bar is not None:
            place = x + self.bar.away
            pen.rule((place, y + self.bar.skip), (place, y + self._height()), self.bar.ink, self.bar.thickness)
        base = y + _to_base(lines[0])
        if self.side is not None:
            self.side(pen, x, base)
        if self.right is not None:
            pen.text_right(x + self._width, base, self.right.text, self.right.style)
        for line in lines:
            pen.line_of_text(x + self.indent, y + _to_base(line), line)
            y += line.leading

    def _height(self) -> float:
        return max(sum(line.leading for line in self._lines or []), self.side_height) + self.tail

    def _reserved(self) -> float:
        """Room that the text at the right end needs, so that the two never touch."""
        return 0.0 if self.right is None else break_lines([self.right], 10_000)[0].width + GAP12


def _to_base(line: Line) -> float:
    """From the top of a line to its base line: capitals stand in the middle of the leading."""
    size = max(run.style.size for run in line.runs)
    return (line.leading + 0.7 * size) / 2


def _good_breaks(lines: Sequence[Line]) -> list[int]:
    """How many lines may stand on a page before the rest goes overleaf.

    Neither the first nor the last line of a paragraph stands alone, and no part of a block is a single line.
    """

    def is_good(count: int) -> bool:
        leaves_last = lines[count].is_end and not lines[count - 1].is_end
        leaves_first = not lines[count - 1].is_end and lines[count - 2].is_end
        return not leaves_last and not leaves_first

    return [count for count in range(LEAST_LINES, len(lines) - LEAST_LINES + 1) if is_good(count)]


def _count_fitting(heights: Sequence[float], room: float) -> int:
    used = 0.0
    for count, height in enumerate(heights):
        used += height
        if used > room + 0.01:
            return count
    return len(heights)


def text(value: str, style: Style = BODY, gap_above: float = 0.0) -> Text:
    """A paragraph; `value` is printed letter by letter, markup in it is only text."""
    return Text([Run(value, style)], gap_above=gap_above)


def title_line(words: str) -> Text:
    """A paper's title: the first thing on it, and in the outline."""
    return Text([Run(words, TITLE)], bookmark=(words, 0), keeps_next=True)


def heading(words: str, gap_above: float = 0.0, level: int = 1) -> Text:
    """A section's heading: never the last thing on a page, listed in the outline."""
    return Text([Run(words, HEADING)], gap_above=gap_above, bookmark=(words, level), keeps_next=True)


def fact(label: Run, value: Sequence[Run], label_room: float, gap_above: float = GAP4) -> Text:
    """A label in the left column and its value beside it, however long either is."""
    lines = break_lines([label], label_room - GAP12)

    def draw(pen: Pen, x: float, y: float) -> None:
        for line in lines:
            pen.line_of_text(x, y, line)
            y += line.leading

    side_height = sum(line.leading for line in lines)
    return Text(value, gap_above=gap_above, indent=label_room, side=draw, side_height=side_height)


@dataclass
class Stack(Block):
    """Blocks that stay together on one page."""

    blocks: Sequence[Block]
    gap_above: float = 0.0
    to_bottom: bool = False
    _heights: list[float] = field(default_factory=list, init=False)

    def measure(self, width: float) -> float:
        self._heights = [block.measure(width) for block in self.blocks]
        return sum(self._heights) + sum(block.gap_above for block in self.blocks[1:])

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for place, (block, height) in enumerate(zip(self.blocks, self._heights, strict=True)):
            y += block.gap_above if place else 0.0
            block.draw(pen, x, y)
            y += height


@dataclass
class SigningLines(Block):
    """Lines to write on by hand, side by side, what belongs there in small words under each; the last is the widest."""

    labels: Sequence[str]
    gap_above: float = GAP24
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        self._width = width
        return GAP16 + CAPTION.leading

    def draw(self, pen: Pen, x: float, y: float) -> None:
        unit = (self._width - GAP24 * (len(self.labels) - 1)) / (len(self.labels) + 1)
        for place, label in enumerate(self.labels):
            wide = unit * (2 if place == len(self.labels) - 1 else 1)
            pen.rule((x, y + GAP16), (x + wide, y + GAP16), EDGE, HAIRLINE)
            pen.text(x, y + GAP16 + CAPTION.leading - 1, shortened(label, CAPTION, wide), CAPTION)
            x += wide + GAP24
