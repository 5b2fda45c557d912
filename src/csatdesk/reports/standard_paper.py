"""A service standard on paper: to read, as a pocket card, as a scorecard to fill in by hand, as a sheet to remember."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, SigningLines, Stack, Text, fact, heading, text, title_line
from csatdesk.reports.layout import A4, A5, MM, Format, Frame, to_bytes, write_file
from csatdesk.reports.pen import Pen
from csatdesk.reports.questionnaire_paper import BlankForm, blocks_of
from csatdesk.reports.scale import (
    BODY_BOLD,
    CAPTION,
    CAPTION_BOLD,
    EDGE,
    GAP4,
    GAP8,
    GAP12,
    GAP16,
    GAP24,
    HAIRLINE,
    INK,
    LINE,
    SMALL,
    SMALL_BOLD,
)
from csatdesk.reports.typeface import Run, break_lines, printable, width

A6 = Format(105 * MM, 148 * MM, side=9 * MM, top=13 * MM, bottom=13 * MM)
LABELS = 78.0  # points: the column of "Staff do"
ROW, LOW_ROW = 19.0, 15.5  # of the grid; where nothing is ticked
BOX, STEP, KEYS = 7.0, 18.5, 24.0  # a box, from box to box, and the room of an item's key
LINE_ROOM, UNIT_ROOM = 46.0, 34.0  # to write a number on, and for its unit
COLUMN_ROWS = 29  # rows of a column that a page has room for
_POCKET = replace(CAPTION, ink=INK)


class PaperKind(Enum):
    STANDARD = "standard"
    POCKET = "pocket"
    SCORECARD = "scorecard"
    MEMORY = "memory"
    QUESTIONNAIRE = "questionnaire"


@dataclass(frozen=True, slots=True)
class PaperItem:
    """`boxes`: the labels of the answers to tick, empty: a line to write on, with `unit` behind it."""

    key: str
    short: str
    what: str
    share: str
    lines: tuple[tuple[str, str], ...]
    foot: str
    boxes: tuple[str, ...] = ()
    unit: str = ""
    more_boxes: tuple[str, ...] = ()  # not applicable, not observed


@dataclass(frozen=True, slots=True)
class PaperSection:
    title: str
    share: str
    items: tuple[PaperItem, ...]


@dataclass(frozen=True, slots=True)
class StandardPaper:
    """`legend`: what the labels of boxes stand for. `to_fill`: what is written above the items by hand."""

    title: str
    centre: str
    office: str
    as_of: str
    version: str
    policy: str
    sections: Sequence[PaperSection]
    legend: str = ""
    to_fill: tuple[str, ...] = ()
    to_sign: tuple[str, ...] = ()
    blank: BlankForm | None = None  # of a questionnaire to hand out


FORMATS = {
    PaperKind.STANDARD: A4,
    PaperKind.POCKET: A6,
    PaperKind.SCORECARD: A4,
    PaperKind.MEMORY: A5,
    PaperKind.QUESTIONNAIRE: A4,
}


def write(paper: StandardPaper, kind: PaperKind, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, kind, progress))


def as_bytes(paper: StandardPaper, kind: PaperKind, progress: Progress = no_progress) -> bytes:
    blocks = {
        PaperKind.STANDARD: _to_read,
        PaperKind.POCKET: _pocket,
        PaperKind.SCORECARD: _scorecard,
        PaperKind.MEMORY: _memory,
        PaperKind.QUESTIONNAIRE: _questionnaire,
    }[kind]
    running = "" if kind is PaperKind.POCKET else paper.title
    frame = Frame(paper.title, paper.centre, paper.office, paper.as_of, running)
    return to_bytes(list(blocks(paper)), frame, FORMATS[kind], progress)


def _to_read(paper: StandardPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    yield text(paper.version, CAPTION, gap_above=GAP4)
    yield text(paper.policy, gap_above=GAP8)
    for section in paper.sections:
        yield Text(
            heading(section.title).runs,
            gap_above=GAP24,
            right=Run(section.share, CAPTION) if section.share else None,
            bookmark=(section.title, 1),
            keeps_next=True,
        )
        yield from (_item(item) for item in section.items)


def _item(item: PaperItem) -> Block:
    parts: list[Block] = [Text([Run(item.what, BODY_BOLD)], right=Run(item.share, CAPTION) if item.share else None)]
    parts += [fact(Run(name, CAPTION_BOLD), [Run(said, SMALL)], LABELS) for name, said in item.lines]
    if item.foot:
        parts.append(text(item.foot, CAPTION, gap_above=GAP4))
    return Stack(parts, gap_above=GAP12)


def _pocket(paper: StandardPaper) -> Iterator[Block]:
    """Only what must be so: for the pocket of who serves."""
    yield title_line(paper.title)
    yield text(paper.version, CAPTION, gap_above=GAP4)
    for section in paper.sections:
        yield Text([Run(section.title, SMALL_BOLD)], gap_above=GAP8, bookmark=(section.title, 1), keeps_next=True)
        for item in section.items:
            yield fact(Run("–", CAPTION), [Run(item.what, _POCKET)], GAP16, gap_above=2.0)


def _scorecard(paper: StandardPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    yield text(f"{paper.version}. {paper.legend}", CAPTION, gap_above=GAP4)
    yield SigningLines(paper.to_fill, gap_above=GAP8)
    yield from _grids(paper, with_answers=True)
    yield SigningLines(paper.to_sign, gap_above=GAP16)


def _memory(paper: StandardPaper) -> Iterator[Block]:
    """What to look at and to remember; neither weights nor answers, in case somebody sees it."""
    yield SigningLines(paper.to_fill, gap_above=GAP8)
    yield from _grids(paper, with_answers=False)


def _questionnaire(paper: StandardPaper) -> Iterator[Block]:
    assert paper.blank is not None
    return blocks_of(paper.blank)


def _grids(paper: StandardPaper, *, with_answers: bool) -> Iterator[Block]:
    rows: list[PaperSection | PaperItem] = []
    for section in paper.sections:
        rows += [section, *section.items]
    for start in range(0, len(rows), 2 * COLUMN_ROWS):
        yield TickGrid(rows[start : start + 2 * COLUMN_ROWS], with_answers=with_answers)


@dataclass
class TickGrid(Block):
    """Items in two columns, each with its boxes to tick or a line to write on."""

    rows: Sequence[PaperSection | PaperItem]
    with_answers: bool
    gap_above: float = GAP12
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        self._width = width
        first = self._first()
        return self._row * max(first, len(self.rows) - first)

    @property
    def _row(self) -> float:
        return ROW if self.with_answers else LOW_ROW

    def _first(self) -> int:
        """How many rows the left column has; it never ends with a heading."""
        half = (len(self.rows) + 1) // 2
        return half - 1 if half > 1 and isinstance(self.rows[half - 1], PaperSection) else half

    def draw(self, pen: Pen, x: float, y: float) -> None:
        wide, first = (self._width - GAP16) / 2, self._first()
        for place, row in enumerate(self.rows):
            left = x if place < first else x + wide + GAP16
            top = y + self._row * (place if place < first else place - first)
            if isinstance(row, PaperSection):
                self._name(pen, row.title, (left, top), wide, is_heading=True)
            else:
                self._item(pen, row, (left, top), wide)

    def _item(self, pen: Pen, item: PaperItem, at: tuple[float, float], wide: float) -> None:
        left, top = at
        below = top + self._row - 1
        pen.rule((left, below), (left + wide, below), LINE, HAIRLINE)
        right = left + wide
        if self.with_answers:
            pen.text(left, top + 11.5, item.key, CAPTION)
            taken = self._answers(pen, item, right, top)
            self._name(pen, item.short, (left + KEYS, top), wide - KEYS - taken)
        else:
            pen.rule((right - LINE_ROOM, top + 13), (right, top + 13), EDGE, HAIRLINE)
            self._name(pen, item.short, at, wide - LINE_ROOM - GAP4)

    def _name(self, pen: Pen, words: str, at: tuple[float, float], room: float, *, is_heading: bool = False) -> None:
        """At most two lines; one stands where the boxes do."""
        lines = break_lines([Run(printable(words), CAPTION_BOLD if is_heading else CAPTION)], room)[:2]
        base = at[1] + (14.0 if is_heading else 11.5 if len(lines) == 1 else 7.0)
        for place, line in enumerate(lines):
            pen.line_of_text(at[0], base + 9.0 * place, line)

    def _answers(self, pen: Pen, item: PaperItem, right: float, top: float) -> float:
        """Drawn from the right; how much room they took."""
        x = right
        for label in reversed(item.more_boxes):
            x -= STEP
            self._box(pen, x, top, label)
        if not item.boxes:
            unit = printable(item.unit)
            x -= GAP4 + (min(width(unit, CAPTION), UNIT_ROOM) if unit else 0)
            pen.text(x, top + 11.5, unit, CAPTION)
            x -= LINE_ROOM
            pen.rule((x, top + 13), (x + LINE_ROOM - 2, top + 13), EDGE, HAIRLINE)
        for label in reversed(item.boxes):
            x -= STEP
            self._box(pen, x, top, label)
        return right - x + GAP4

    def _box(self, pen: Pen, x: float, top: float, label: str) -> None:
        corner = top + 5
        around = [(x, corner), (x + BOX, corner), (x + BOX, corner + BOX), (x, corner + BOX), (x, corner)]
        pen.polyline(around, EDGE, 0.6)
        pen.text(x + BOX + 1, top + 11.5, label, CAPTION)
