"""A letter on A4: letterhead, address where the window of the envelope shows it, reference, text, who signs.

The places are those of DIN 5008, form B: address field from 45 to 90 mm below the upper edge and from 20 to 105 mm
right of the left one, fold marks at 105 and 210 mm.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, Gap, Rule, Stack, Text, text
from csatdesk.reports.layout import MM, Format, Frame, Paper, substitute_note, together, write_file
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import (
    BODY,
    BODY_BOLD,
    CAPTION,
    EDGE,
    GAP4,
    GAP8,
    GAP12,
    GAP24,
    HAIRLINE,
    HEADING,
    INK2,
    LINE2,
    SECOND,
    SMALL_SECOND,
)
from csatdesk.reports.typeface import Run, Style, missing_glyphs, shortened
from csatdesk.wording.texts import _, speaking

LETTER = Format(210 * MM, 297 * MM, side=25 * MM, top=18 * MM, bottom=20 * MM)
SENDER_LINE, ADDRESS_LINE, FIELD_END = 49 * MM, 56 * MM, 98 * MM  # from the upper edge of the sheet
FIELD_WIDTH, REFERENCE_LEFT = 80 * MM, 125 * MM
FOLDS = (105 * MM, 210 * MM)
SIGNATURE = 12 * MM
SENDER = Style(7.5, 9, INK2)
ADDRESS_MOST = 6  # lines that the window shows


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """A letter in words of `language`; empty texts are left out. `address`: name and street of the customer."""

    language: str
    title: str
    centre: str
    office: str
    office_address: str
    phone: str
    hours: str
    address: tuple[str, ...]
    number: str
    day: str
    subject: str
    text: str
    clerk: str
    number_words: str = ""  # what the number is, where it is not that of a case


def write(papers: Sequence[LetterPaper], path: Path) -> None:
    """One letter, or several in one document. PaperNotWritten when that is not possible."""
    write_file(path, as_bytes(papers))


def as_bytes(papers: Sequence[LetterPaper], progress: Progress = no_progress) -> bytes:
    return together([_paper(paper) for paper in papers], LETTER, progress)


def _paper(paper: LetterPaper) -> Paper:
    with speaking(paper.language):
        frame = Frame(paper.title, paper.centre, paper.office, paper.number, paper.number, is_slip=True)
        return Paper(paper.language, _blocks(paper), frame)


def _blocks(paper: LetterPaper) -> list[Block]:
    subject = Text([Run(paper.subject, HEADING)], bookmark=(paper.subject, 0), keeps_next=True)
    signed = Stack([Gap(SIGNATURE, parts=False), text(paper.clerk, BODY), text(paper.office, SECOND)], gap_above=GAP4)
    return [_Head(paper), subject, text(paper.text.strip(), BODY, gap_above=GAP12), signed, _foot(paper)]


def _foot(paper: LetterPaper) -> Stack:
    """How to reach us."""
    reach = " · ".join(part for part in (paper.centre, paper.office_address, paper.phone) if part)
    lines: list[Block] = [text(line, CAPTION) for line in (reach, paper.hours) if line]
    shown = (value for value in astuple(paper) if isinstance(value, str))
    if any(map(missing_glyphs, (*shown, *paper.address))):
        lines.append(text(substitute_note(), CAPTION, gap_above=GAP4))
    return Stack([Rule(gap_above=0.0, ink=LINE2, room=GAP8), *lines], gap_above=GAP24, to_bottom=True)


@dataclass
class _Head(Block):
    """Everything above the subject, at its fixed places on the first page."""

    paper: LetterPaper
    _width: float = 0.0

    def measure(self, width: float) -> float:
        self._width = width
        return FIELD_END - LETTER.top

    def draw(self, pen: Pen, x: float, y: float) -> None:  # noqa: ARG002  (it has its fixed places)
        paper, right = self.paper, x + self._width
        pen.text(x, LETTER.top + HEADING.size, shortened(paper.centre, HEADING, self._width), HEADING)
        place = shortened(paper.office, SMALL_SECOND, self._width)
        pen.text(x, LETTER.top + HEADING.size + SMALL_SECOND.leading, place, SMALL_SECOND)
        pen.rule((x, LETTER.top + 34), (right, LETTER.top + 34), LINE2, HAIRLINE)
        self._draw_address(pen, x)
        self._draw_reference(pen, right)
        for fold in FOLDS:
            pen.rule((4 * MM, fold), (8 * MM, fold), EDGE, HAIRLINE)

    def _draw_address(self, pen: Pen, x: float) -> None:
        sender = ", ".join(part for part in (self.paper.centre, self.paper.office_address) if part)
        pen.text(x, SENDER_LINE, shortened(sender, SENDER, FIELD_WIDTH), SENDER)
        pen.rule((x, SENDER_LINE + 3), (x + FIELD_WIDTH, SENDER_LINE + 3), LINE2, HAIRLINE)
        for place, line in enumerate(_in_window(self.paper.address)):
            pen.text(x, ADDRESS_LINE + place * BODY.leading, shortened(line, BODY, FIELD_WIDTH), BODY)

    def _draw_reference(self, pen: Pen, right: float) -> None:
        room = right - REFERENCE_LEFT
        told = ((self.paper.number_words or _("Your case number"), self.paper.number), (_("Date"), self.paper.day))
        y = SENDER_LINE
        for label, value in told:
            pen.text(REFERENCE_LEFT, y, shortened(label, SMALL_SECOND, room), SMALL_SECOND)
            style = BODY_BOLD if value == self.paper.number else BODY
            pen.text(REFERENCE_LEFT, y + BODY.leading, shortened(value, style, room), style)
            y += SMALL_SECOND.leading + BODY.leading + GAP8


def _in_window(address: tuple[str, ...]) -> tuple[str, ...]:
    """As many lines as the window shows: of more, the first parts after the name share one, so that town and country
    keep theirs.
    """
    over = len(address) - ADDRESS_MOST
    return address if over <= 0 else (address[0], ", ".join(address[1 : over + 2]), *address[over + 2 :])
