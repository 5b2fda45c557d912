"""The receipt a customer takes home: number and promised date large, on A4, A5 or the 80 mm roll of a desk printer."""

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from enum import Enum
from itertools import groupby
from pathlib import Path

from csatdesk.reports.blocks import Bar, Block, Gap, Rule, SigningLines, Stack, Text, fact, heading, text
from csatdesk.reports.layout import A4, A5, MM, ROLL_80, Format, Frame, substitute_note, to_bytes, write_file
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import (
    ACCENT_LINE,
    BODY,
    CAPTION,
    EDGE,
    GAP4,
    GAP8,
    GAP12,
    GAP16,
    GAP24,
    HAIRLINE,
    HEADING,
    INK,
    INK2,
    LINE2,
    NUMBER,
    QUESTION,
    SMALL,
    TITLE,
)
from csatdesk.reports.typeface import BOLD, Run, Style, missing_glyphs
from csatdesk.wording.texts import _, speaking


class ReceiptSize(Enum):
    A4 = "a4"
    A5 = "a5"
    ROLL_80 = "roll_80"


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """A receipt in words of `language`; empty texts are left out.

    `promise` is a whole sentence with its date ("Answer by Thu 10 December 2026"), `promise_note` how it is counted.
    `spoken_by`: who spoke for the customer. `read_back` adds a slip for the centre on which the customer signs what was
    written down. `survey`: what asks how it was, with the code that leads to its questions.
    """

    language: str
    centre: str
    office: str
    address: str
    phone: str
    hours: str
    number: str
    received: str
    kind: str
    channel: str
    text: str
    promise: str
    clerk: str
    contact: str
    privacy: str
    printed: str
    promise_note: str = ""
    legal: str = ""
    remedy: str = ""
    spoken_by: str = ""
    read_back: bool = False
    survey: str = ""
    survey_code: str = ""


@dataclass(frozen=True, slots=True)
class _Look:
    """How large things are on one size of paper."""

    form: Format
    number: Style
    promise: Style
    body: Style
    qr: float
    label_room: float
    gap: float

    @property
    def is_roll(self) -> bool:
        return self.form.height is None

    @property
    def second(self) -> Style:
        """For what explains or adds."""
        return replace(self.body, ink=INK2)


_LOOKS = {
    ReceiptSize.A4: _Look(A4, NUMBER, QUESTION, BODY, qr=30 * MM, label_room=104, gap=GAP24),
    ReceiptSize.A5: _Look(A5, NUMBER, QUESTION, SMALL, qr=26 * MM, label_room=88, gap=GAP16),
    ReceiptSize.ROLL_80: _Look(ROLL_80, NUMBER, TITLE, SMALL, qr=24 * MM, label_room=74, gap=GAP12),
}
SURVEY_CODE = 16 * MM


def write(paper: ReceiptPaper, path: Path, size: ReceiptSize) -> None:
    """Print to a file. PaperNotWritten when that is not possible; what was at `path` then stays."""
    write_file(path, as_bytes(paper, size))


def as_bytes(paper: ReceiptPaper, size: ReceiptSize) -> bytes:
    """The receipt as a PDF in memory."""
    look = _LOOKS[size]
    with speaking(paper.language):
        title = _("Receipt {number}").format(number=paper.number)
        frame = Frame(title, paper.centre, paper.office, "", paper.number, is_slip=True)
        return to_bytes(list(_blocks(paper, look)), frame, look.form)


def _blocks(paper: ReceiptPaper, look: _Look) -> Iterator[Block]:
    yield from _letter_head(paper, look)
    yield Rule(gap_above=look.gap / 2, ink=LINE2)
    yield _NumberAndCode(paper, look)
    yield from _promise(paper, look)
    yield from _what_was_said(paper, look)
    yield from _facts(paper, look)
    if paper.survey:
        yield Rule(gap_above=look.gap / 2, ink=LINE2, room=GAP8)
        yield _SurveyAndCode(paper, look)
    yield _foot(paper, look)
    if paper.read_back:
        yield from _read_back_slip(paper, look)


def _letter_head(paper: ReceiptPaper, look: _Look) -> Iterator[Block]:
    title = Run(_("Receipt"), HEADING)
    if look.is_roll:
        yield Text([title])
        yield Gap(GAP8)
    yield Text([Run(paper.centre, HEADING)], right=None if look.is_roll else title)
    for line in (paper.office, paper.address, paper.phone):
        if line:
            yield text(line, replace(look.second, leading=look.second.leading - 1))


def _promise(paper: ReceiptPaper, look: _Look) -> Iterator[Block]:
    """The sentence with the date, which is never broken between day and month."""
    yield Gap(look.gap)
    notes = [note for note in (paper.promise_note, paper.legal) if note]
    joined = re.sub(r"(?<=\d) (?=\w)", "\u00a0", paper.promise)
    yield Text([Run(joined, look.promise)], keeps_next=bool(notes))
    for note in notes:
        yield text(note, look.second, gap_above=GAP4 / 2)


def _what_was_said(paper: ReceiptPaper, look: _Look) -> Iterator[Block]:
    yield heading(_("What you told us"), gap_above=look.gap, level=0)
    yield _story(paper, look)


def _story(paper: ReceiptPaper, look: _Look) -> Text:
    bar = Bar(1, ACCENT_LINE, 2)
    return Text([Run(paper.text.strip(), look.body)], gap_above=GAP4, indent=GAP12, bar=bar)


def _facts(paper: ReceiptPaper, look: _Look) -> Iterator[Block]:
    yield Gap(look.gap / 2)
    bold = replace(look.body, font=BOLD)
    known = (
        (_("You ask for"), paper.remedy, bold),
        (_("Spoken for by"), paper.spoken_by, look.body),
        (_("Taken by"), paper.clerk, look.body),
    )
    for label, value, style in known:
        if value:
            yield fact(Run(label, look.second), [Run(value, style)], look.label_room)


def _foot(paper: ReceiptPaper, look: _Look) -> Stack:
    """How to reach us, and what we do with the data: at the foot of the sheet, as on a letter."""
    small = replace(CAPTION, ink=INK2)
    lines = [text(line, small) for line in (paper.contact, paper.hours) if line]
    privacy = [text(paper.privacy, CAPTION, gap_above=GAP4)] if paper.privacy else []
    printed = [text(paper.printed, CAPTION, gap_above=GAP4)] if paper.printed else []
    shown = (value for value in astuple(paper) if isinstance(value, str))
    note = [text(substitute_note(), CAPTION, gap_above=GAP4)] if any(map(missing_glyphs, shown)) else []
    rule = Rule(gap_above=0.0, ink=LINE2, room=GAP8)
    return Stack([rule, *lines, *privacy, *printed, *note], gap_above=look.gap, to_bottom=True)


def _read_back_slip(paper: ReceiptPaper, look: _Look) -> Iterator[Block]:
    """What was written down once more, which the customer signs and the centre keeps: under a line to cut along on a
    roll, else on a sheet of its own, since the foot has filled the first.
    """
    statement = _("What you told us was read back to me and is written down as I said it.")
    signer = _("Signature of the representative") if paper.spoken_by else _("Signature of the customer")
    if look.is_roll:
        yield _CutLine()
    yield text(_("For the centre: case {number}").format(number=paper.number), HEADING)
    yield text(paper.centre, look.second, gap_above=GAP4)
    yield text(_("Received: {when}").format(when=paper.received), look.second)
    yield Gap(GAP8)
    yield _story(paper, look)
    yield from _facts(paper, look)
    signing = [text(statement, look.body), SigningLines((_("Date"), signer))]
    yield Stack(signing, gap_above=look.gap)


@dataclass
class _CutLine(Block):
    _width: float = 0.0

    def measure(self, width: float) -> float:
        self._width = width
        return 2 * GAP16

    def draw(self, pen: Pen, x: float, y: float) -> None:
        pen.rule((0, y + GAP16), (self._width + 2 * x, y + GAP16), EDGE, HAIRLINE, dash=(4, 4))


@dataclass
class _NumberAndCode(Block):
    """The number as large as it can be, and its code for a scanner: beside it on a sheet, under it on a roll."""

    paper: ReceiptPaper
    look: _Look
    _width: float = 0.0

    def measure(self, width: float) -> float:
        self._width = width
        words = self._words_height()
        return words + GAP8 + self.look.qr if self.look.is_roll else max(words, self.look.qr)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        left = x if self.look.is_roll else x + self._width - self.look.qr
        top = y + self._words_height() + GAP8 if self.look.is_roll else y
        draw_code(pen, self.paper.number, (left, top), self.look.qr)
        for block in self._words():
            high = block.measure(self._words_width())
            block.draw(pen, x, y)
            y += high

    def _words(self) -> list[Text]:
        paper, look = self.paper, self.look
        lines = (
            Run(_("Your case number"), look.second),
            Run(paper.number, look.number),
            Run(_("Received: {when}").format(when=paper.received), look.second),
            Run(_("{kind}, {channel}").format(kind=paper.kind, channel=paper.channel), look.second),
        )
        return [Text([line]) for line in lines]

    def _words_width(self) -> float:
        return self._width if self.look.is_roll else self._width - self.look.qr - GAP16

    def _words_height(self) -> float:
        return sum(block.measure(self._words_width()) for block in self._words())


@dataclass
class _SurveyAndCode(Block):
    """What asks how it was, and the code for a phone: smaller than that of the case, so that nobody takes it for it."""

    paper: ReceiptPaper
    look: _Look
    _width: float = 0.0

    def measure(self, width: float) -> float:
        self._width = width
        words = self._words().measure(self._words_width())
        if not self._has_code:
            return words
        return words + GAP8 + SURVEY_CODE if self.look.is_roll else max(words, SURVEY_CODE)

    @property
    def _has_code(self) -> bool:
        """Not on the small sheet, which it would make two; the words have the code in letters."""
        return self.look.form is not A5

    def draw(self, pen: Pen, x: float, y: float) -> None:
        block = self._words()
        high = block.measure(self._words_width())
        left = x if self.look.is_roll else x + self._width - SURVEY_CODE
        if self._has_code:
            draw_code(pen, self.paper.survey_code, (left, y + high + GAP8 if self.look.is_roll else y), SURVEY_CODE)
        block.draw(pen, x, y)

    def _words(self) -> Text:
        return Text([Run(self.paper.survey, self.look.body)])

    def _words_width(self) -> float:
        return self._width if self.look.is_roll or not self._has_code else self._width - SURVEY_CODE - GAP16


def draw_code(pen: Pen, number: str, place: tuple[float, float], size: float) -> None:
    """A QR code of the number and nothing else, black on white as scanners want it; `size` without a margin."""
    import segno

    matrix = segno.make_qr(number, error="m").matrix
    module = size / len(matrix)
    runs = [
        (place[0] + start * module, place[1] + row * module, length * module, module)
        for row, cells in enumerate(matrix)
        for start, length in dark_runs(cells)
    ]
    pen.boxes(runs, INK)


def dark_runs(cells: bytearray) -> Iterator[tuple[int, int]]:
    """Where dark modules of a row begin, and how many stand together."""
    column = 0
    for dark, same in groupby(cells):
        length = len(list(same))
        if dark:
            yield column, length
        column += length
