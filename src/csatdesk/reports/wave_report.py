"""The report of a wave on A4: the finding, the offices with their intervals, sections, items, every single visit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, Text, fact, heading, text, title_line
from csatdesk.reports.layout import A4, frame_of, to_bytes, write_file
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import (
    ACCENT,
    ACCENT_LINE,
    BODY,
    CAPTION,
    GAP4,
    GAP8,
    GAP12,
    GAP16,
    HEADING,
    INK3,
    LINE2,
    SECOND,
    SMALL,
)
from csatdesk.reports.table import Column, Row, Table
from csatdesk.reports.typeface import Run, printable, shortened, width

LABELS = 110.0  # points
STEP, DOT, THICK = 17.0, 3.2, 3.0  # points: from office to office, a dot's radius, its interval
NAMES = 0.26  # of the width
LEAST_ROWS = 2  # of the offices on either side of a page's end


@dataclass(frozen=True, slots=True)
class Dot:
    """One office on a line from 0 to 100; `low` and `high` None: no interval. `mean` None: no score."""

    name: str
    mean: float | None
    low: float | None
    high: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its heading, and a line above it."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""


@dataclass(frozen=True, slots=True)
class WavePaper:
    """`mark`: what a visit passes with; None: there is no score."""

    title: str
    centre: str
    office: str
    as_of: str
    finding: str
    base: str
    facts: Sequence[tuple[str, str]]
    offices: str
    dots: Sequence[Dot]
    mark: float | None
    mark_words: str
    office_columns: Sequence[Column]
    office_rows: Sequence[Row]
    compared: str
    criticals: str
    critical_lines: Sequence[str]
    parts: Sequence[Part]
    method: str
    method_lines: Sequence[str]


def write(paper: WavePaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, progress))


def as_bytes(paper: WavePaper, progress: Progress = no_progress) -> bytes:
    return to_bytes(list(_blocks(paper)), frame_of(paper), A4, progress)


def _blocks(paper: WavePaper) -> Iterator[Block]:
    yield title_line(paper.title)
    yield Text([Run(paper.finding, HEADING)], gap_above=GAP12, keeps_next=True)
    yield text(paper.base, CAPTION, gap_above=GAP4)
    for place, (label, value) in enumerate(paper.facts):
        yield fact(Run(label, SECOND), [Run(value, BODY)], LABELS, GAP4 if place else GAP12)
    if paper.dots:
        yield heading(paper.offices, gap_above=GAP16)
        yield Dots(paper.dots, paper.mark, paper.mark_words)
        yield Table(paper.office_columns, paper.office_rows)
        yield text(paper.compared, CAPTION, gap_above=GAP8)
    if paper.critical_lines:
        yield heading(paper.criticals, gap_above=GAP16)
        for line in paper.critical_lines:
            yield text(line, BODY, gap_above=GAP4)
    for part in paper.parts:
        yield heading(part.title, gap_above=GAP16)
        if part.note:
            yield Text([Run(part.note, CAPTION)], gap_above=GAP4, keeps_next=True)
        yield Table(part.columns, part.rows, gap_above=GAP8)
    yield heading(paper.method, gap_above=GAP16)
    for line in paper.method_lines:
        yield text(line, SMALL, gap_above=GAP4)


@dataclass
class Dots(Block):
    """Offices beneath each other on one line from 0 to 100: a dot for the mean, a bar for its interval."""

    dots: Sequence[Dot]
    mark: float | None
    mark_words: str
    gap_above: float = GAP12
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        self._width = width
        return STEP * len(self.dots) + CAPTION.leading

    def least(self, width: float) -> float:
        self.measure(width)
        return STEP * min(len(self.dots), LEAST_ROWS) + CAPTION.leading

    def split(self, room: float) -> tuple[Block, Block] | None:
        """Each part has its own scale; none is of a single office."""
        most = int((room - CAPTION.leading) / STEP)
        fitting = min(most, len(self.dots) - LEAST_ROWS)
        if fitting < LEAST_ROWS:
            return None
        first, rest = replace(self, dots=self.dots[:fitting]), replace(self, dots=self.dots[fitting:])
        first.measure(self._width)
        rest.measure(self._width)
        return first, rest

    def draw(self, pen: Pen, x: float, y: float) -> None:
        names = self._width * NAMES
        said = max(width(printable(one.words), CAPTION) for one in self.dots)
        left = x + names + GAP8
        room = self._width - names - GAP8 - said - GAP12
        foot = y + STEP * len(self.dots)
        self._scale(pen, left, room, y, foot)
        for place, one in enumerate(self.dots):
            middle = y + (place + 0.5) * STEP
            base = middle + 3.4
            name = shortened(printable(one.name), SMALL, names)
            pen.text(x + names - width(name, SMALL), base, name, SMALL)
            if one.mean is not None:
                self._dot(pen, one, left, room / 100, middle)
            pen.text(left + room + GAP12, base, printable(one.words), CAPTION)

    def _dot(self, pen: Pen, one: Dot, left: float, unit: float, middle: float) -> None:
        assert one.mean is not None
        if one.low is not None and one.high is not None:
            low, high = left + one.low * unit, left + one.high * unit
            pen.box(low, middle - THICK / 2, max(high - low, 0.5), THICK, ACCENT_LINE)
            pen.disc((left + one.mean * unit, middle), DOT, ACCENT)
        else:
            pen.ring((left + one.mean * unit, middle), DOT, ACCENT, 1.2)

    def _scale(self, pen: Pen, left: float, room: float, top: float, foot: float) -> None:
        for value in (0, 25, 50, 75, 100):
            at = left + room * value / 100
            pen.rule((at, top), (at, foot), LINE2, 0.5)
            words = str(value)
            pen.text(at - width(words, CAPTION) / 2, foot + CAPTION.leading - 2, words, CAPTION)
        if self.mark is not None:
            at = left + room * self.mark / 100
            pen.rule((at, top), (at, foot), INK3, 0.8, dash=(2, 2))
            pen.text(at - width(self.mark_words, CAPTION) / 2, top - 2, self.mark_words, CAPTION)
