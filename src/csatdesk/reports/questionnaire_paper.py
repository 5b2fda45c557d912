"""A form as a blank page to hand out: each question with boxes to tick or lines to write on, and no score anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from csatdesk.reports.blocks import Block, Stack, Text, heading, text, title_line
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import BODY, BODY_BOLD, CAPTION, EDGE, GAP4, GAP8, GAP12, GAP16, GAP24, HAIRLINE, SMALL
from csatdesk.reports.typeface import Run, printable, width

BOX, LINE, AFTER_BOX = 9.0, 17.0, 5.0  # a box, from line to line, and the room between a box and its words
LINES_TO_WRITE = 3
LEAST_GAP, GAPS_FROM = 5.0, 2
LINE_TO_WRITE = 22.0
OUTSIDE = "na"  # the box of "does not apply"
PART = "_"  # between the name of a question and one of its boxes


@dataclass(frozen=True, slots=True)
class AskedItem:
    """`boxes`: the words beside each box; of a scale its numbers, with the words of its ends in `ends`. Without boxes
    there are lines to write on. `asked_when`: "" for what everybody answers."""

    number: int
    lead: str
    question: str
    asked_when: str
    boxes: tuple[str, ...] = ()
    ends: tuple[str, str] = ("", "")
    hint: str = ""  # "tick all that apply"
    more: tuple[str, ...] = ()  # outside the scale
    field: str = ""  # its name in a form that is filled on a screen; "": it is filled by hand
    is_many: bool = False


@dataclass(frozen=True, slots=True)
class AskedSection:
    title: str
    items: tuple[AskedItem, ...]


@dataclass(frozen=True, slots=True)
class BlankForm:
    """What is handed out."""

    title: str
    purpose: str
    sections: Sequence[AskedSection]
    thanks: str


def blocks_of(form: BlankForm) -> Iterator[Block]:
    """The page from its title to the thanks."""
    yield title_line(form.title)
    if form.purpose:
        yield text(form.purpose, gap_above=GAP8)
    yield from questions_of(form)


def questions_of(form: BlankForm) -> Iterator[Block]:
    """From the first question to the thanks."""
    for section in form.sections:
        if section.title != form.title:
            yield Text(heading(section.title).runs, gap_above=GAP24, bookmark=(section.title, 1), keeps_next=True)
        yield from (_asked(item) for item in section.items)
    yield text(form.thanks, gap_above=GAP24)


def _asked(item: AskedItem) -> Block:
    """It stays on one page: nobody looks for boxes on the next."""
    parts: list[Block] = []
    if item.asked_when:
        parts.append(text(item.asked_when, CAPTION))
    if item.lead:
        parts.append(text(item.lead, SMALL))
    parts.append(Text([Run(f"{item.number}. ", BODY_BOLD), Run(item.question, BODY_BOLD)]))
    if item.hint:
        parts.append(text(item.hint, CAPTION))
    if item.boxes or item.more:
        parts.append(TickRow(item, gap_above=GAP4))
    if not item.boxes:
        parts.append(LinesToWrite(item.field, item.question, gap_above=GAP4))
    return Stack(parts, gap_above=GAP16)


@dataclass
class TickRow(Block):
    """Boxes one after the other, going on in a new line where there is no room."""

    item: AskedItem
    gap_above: float = 0.0
    _lines: list[list[tuple[float, str, str]]] = field(default_factory=list, init=False)

    def measure(self, wide: float) -> float:
        """Where each box stands: (from the left, words, name of the box, "" for mere words)."""
        first, last = self.item.ends
        boxes = [(one, str(place)) for place, one in enumerate(self.item.boxes, start=1)]
        whole = [*([(first, "")] if first else []), *boxes, *([(last, "")] if last else [])]
        self._lines = []
        if any(self.item.ends) and not _fits_closely(whole, wide):
            self._place(boxes, wide)
            self._place_ends(wide)
        else:
            self._place(whole, wide)
        self._place([(one, OUTSIDE) for one in self.item.more], wide)
        return LINE * len(self._lines)

    def _place_ends(self, wide: float) -> None:
        """Under the scale: one at its left, one at its right, or in two lines where they are long."""
        first, last = self.item.ends
        at, words, box = self._lines[-1][-1]
        behind = _room(first, "") + GAP12 if first else 0.0
        right = max(at + _room(words, box) - _room(last, ""), behind)
        if right + _room(last, "") <= wide:
            self._lines.append([(0.0, first, ""), (right, last, "")])
        else:
            self._lines += [[(0.0, first, "")], [(max(0.0, wide - _room(last, "")), last, "")]]

    def _place(self, entries: Sequence[tuple[str, str]], wide: float) -> None:
        at = 0.0
        line: list[tuple[float, str, str]] = []
        gap = self._gap([_room(*one) for one in entries], wide)
        for words, box in entries:
            room = _room(words, box)
            if line and at + room > wide:
                self._lines.append(line)
                at, line = 0.0, []
            line.append((at, words, box))
            at += room + gap
        if line:
            self._lines.append(line)

    def _gap(self, rooms: Sequence[float], wide: float) -> float:
        """A scale closes up to stay on one line, with the words of its ends where they belong."""
        if not any(self.item.ends) or len(rooms) < GAPS_FROM:
            return GAP12
        fitting = (wide - sum(rooms)) / (len(rooms) - 1)
        return min(GAP12, fitting - 0.01) if fitting >= LEAST_GAP else GAP12

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for place, line in enumerate(self._lines):
            top = y + LINE * place
            for at, words, box in line:
                left = x + at
                if box:
                    self._box(pen, left, top + 3, box, words)
                    left += BOX + AFTER_BOX
                pen.text(left, top + 11.5, printable(words), BODY)

    def _box(self, pen: Pen, x: float, top: float, box: str, words: str) -> None:
        """Drawn, or with a field in its place. Several may be ticked; of the others one takes the place of another."""
        item = self.item
        if not item.field:
            _box(pen, x, top)
        elif item.is_many or len(item.boxes) + len(item.more) == 1:  # a group of one box is none in a PDF
            pen.check((x, top), BOX, f"{item.field}{PART}{box}", f"{item.question} {words}")
        else:
            pen.radio((x, top), BOX, item.field, box, item.question)


def _fits_closely(entries: Sequence[tuple[str, str]], wide: float) -> bool:
    """Whether they stand in one line, closed up as far as can be."""
    return sum(_room(*one) for one in entries) + LEAST_GAP * (len(entries) - 1) <= wide


def _room(words: str, box: str) -> float:
    return width(printable(words), BODY) + (BOX + AFTER_BOX if box else 0)


def _box(pen: Pen, x: float, top: float) -> None:
    around = [(x, top), (x + BOX, top), (x + BOX, top + BOX), (x, top + BOX), (x, top)]
    pen.polyline(around, EDGE, 0.7)


@dataclass
class LinesToWrite(Block):
    """Room for words of one's own."""

    field: str = ""
    question: str = ""
    gap_above: float = 0.0
    _wide: float = 0.0

    def measure(self, wide: float) -> float:
        self._wide = wide
        return LINE_TO_WRITE * LINES_TO_WRITE

    def draw(self, pen: Pen, x: float, y: float) -> None:
        if self.field:
            pen.text_field((x, y), (self._wide, LINE_TO_WRITE * LINES_TO_WRITE), self.field, self.question)
            return
        for place in range(1, LINES_TO_WRITE + 1):
            base = y + LINE_TO_WRITE * place - 2
            pen.rule((x, base), (x + self._wide, base), EDGE, HAIRLINE)
