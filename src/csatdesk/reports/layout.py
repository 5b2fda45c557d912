"""The frame of every paper: pages, running head and foot, outline, page x of y, and how a file comes to be.

A paper is a sequence of blocks. They are laid on pages first, so that the number of pages is known, and then drawn.
"""

import secrets
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.errors import Trouble
from csatdesk.domain.marks import N_
from csatdesk.reports.blocks import Block, Stack
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import CAPTION, CAPTION_BOLD, GAP8, GAP16, HAIRLINE, LINE2
from csatdesk.reports.typeface import SUBSTITUTE, printable, shortened, width
from csatdesk.wording.texts import _, language, speaking

MM = 72 / 25.4


class PaperNotWritten(Trouble):
    text = N_(
        "The file {name} is open in another program or the folder cannot be written. Close it or choose another place."
    )
    can_retry = True


@dataclass(frozen=True, slots=True)
class Format:
    """Size and margins of a sheet in points. A roll has no height: it is as long as what stands on it."""

    width: float
    height: float | None
    side: float
    top: float
    bottom: float

    @property
    def text_width(self) -> float:
        return self.width - 2 * self.side


A4 = Format(210 * MM, 297 * MM, side=20 * MM, top=22 * MM, bottom=20 * MM)
A4_WIDE = Format(297 * MM, 210 * MM, side=16 * MM, top=20 * MM, bottom=17 * MM)
A5 = Format(148 * MM, 210 * MM, side=13 * MM, top=15 * MM, bottom=14 * MM)
ROLL_80 = Format(80 * MM, None, side=4 * MM, top=5 * MM, bottom=8 * MM)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page. `title` also names the document in a reader's window."""

    title: str
    centre: str
    office: str
    as_of: str
    running: str  # at the right of the head from the second page on
    is_slip: bool = False  # has head and foot of its own, and page numbers only when it needs a second page


class Titled(Protocol):
    """What a paper says of itself on every page."""

    @property
    def title(self) -> str: ...
    @property
    def centre(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def as_of(self) -> str: ...


def frame_of(paper: Titled) -> Frame:
    """Of a paper whose title stands on the first page and runs on over the others."""
    return Frame(paper.title, paper.centre, paper.office, paper.as_of, paper.title)


@dataclass(frozen=True, slots=True)
class _Placed:
    block: Block
    y: float  # from the top of the text area


@dataclass(frozen=True, slots=True)
class Paper:
    """One of the papers that go into one document; each in its own language and with its own page numbers."""

    language: str
    blocks: Sequence[Block]
    frame: Frame


def to_bytes(blocks: Sequence[Block], frame: Frame, form: Format, progress: Progress = no_progress) -> bytes:
    """The finished document, kept in memory: for previews and printing, which must leave nothing on the disk."""
    return together([Paper(language(), blocks, frame)], form, progress)


def together(papers: Sequence[Paper], form: Format, progress: Progress = no_progress) -> bytes:
    """Several papers one after the other, each beginning a page. The first one names the document."""
    laid = [(paper, _compose(paper.blocks, form)) for paper in papers]
    height = form.height or _roll_height(laid[0][1][0], form)
    total, done = sum(len(pages) for _paper, pages in laid), 0
    file = BytesIO()
    pen = Pen(file, (form.width, height), papers[0].language)
    pen.describe(printable(papers[0].frame.title), printable(papers[0].frame.centre))
    for paper, pages in laid:
        with speaking(paper.language):
            for number, page in enumerate(pages, start=1):
                for placed in page:
                    placed.block.draw(pen, form.side, form.top + placed.y)
                _draw_furniture(pen, paper.frame, form, height, (number, len(pages)))
                pen.end_page()
                done += 1
                progress(done, total)
    pen.save()
    return file.getvalue()


def page_numbers(blocks: Sequence[Block], form: Format) -> dict[int, int]:
    """The page on which each block stands that begins one: its place among them → the number of the page."""
    pages = enumerate(_compose(blocks, form), start=1)
    begun = [number for number, page in pages for placed in page if placed.block.begins_page]
    return dict(enumerate(begun))


def write_file(path: Path, content: bytes) -> None:
    """Put a finished document at `path`: beside the target first, then renamed, so that no half file is ever left."""
    unfinished = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        try:
            unfinished.write_bytes(content)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise PaperNotWritten(name=path.name) from error


def _compose(blocks: Sequence[Block], form: Format) -> list[list[_Placed]]:
    """Lay blocks on pages. A block that keeps with the next moves on with it; one that splits fills the page first."""
    room = float("inf") if form.height is None else form.height - form.top - form.bottom
    waiting = deque(blocks)
    pages: list[list[_Placed]] = [[]]
    used = 0.0
    while waiting:
        block = waiting.popleft()
        if block.parts and not pages[-1]:
            continue
        if block.begins_page and pages[-1]:
            pages.append([])
            used = 0.0
        gap = block.gap_above if pages[-1] else 0.0
        height = block.measure(form.text_width)
        left = room - used - gap
        if height + _wanted_below(block, waiting, form.text_width) <= left or (not pages[-1] and height <= left):
            place = room - height if block.to_bottom and form.height else used + gap
            pages[-1].append(_Placed(block, place))
            used = place + height
            continue
        parts = None if block.keeps_next else block.split(left)
        if parts is not None:
            pages[-1].append(_Placed(parts[0], used + gap))
            waiting.appendleft(parts[1])
        elif pages[-1]:
            waiting.appendleft(block)
        elif isinstance(block, Stack):  # higher than a page, so it cannot stay together
            waiting.extendleft(reversed(block.blocks))
            continue
        else:  # nothing that can be split is that high: better over the edge than lost
            pages[-1].append(_Placed(block, 0.0))
        pages.append([])
        used = 0.0
    return pages if pages[-1] or len(pages) == 1 else pages[:-1]


def _wanted_below(block: Block, following: Sequence[Block], text_width: float) -> float:
    """Height that must be free under a heading: the next headings, and the first lines of what they stand over."""
    wanted = 0.0
    for follower in following if block.keeps_next else ():
        wanted += follower.gap_above + (
            follower.measure(text_width) if follower.keeps_next else follower.least(text_width)
        )
        if not follower.keeps_next:
            break
    return wanted


def _roll_height(page: Sequence[_Placed], form: Format) -> float:
    last = page[-1]
    return form.top + last.y + last.block.measure(form.text_width) + form.bottom


def substitute_note() -> str:
    """Explains the sign that stands for what the typeface lacks."""
    return _("{sign} stands for a letter that this paper cannot print.").format(sign=SUBSTITUTE)


def _draw_furniture(pen: Pen, frame: Frame, form: Format, height: float, page: tuple[int, int]) -> None:
    """Head and foot, written last so that the foot can explain a sign for missing letters on this page."""
    if frame.is_slip and page[1] == 1:
        return
    left, right, base = form.side, form.width - form.side, height - form.bottom / 2
    if not frame.is_slip:
        _draw_head(pen, frame, form, page[0])
        if pen.substituted:
            pen.text(left, base + CAPTION.leading, printable(substitute_note()), CAPTION)
    pen.rule((left, base - 14), (right, base - 14), LINE2, HAIRLINE)
    pen.text(left, base, printable(frame.as_of), CAPTION)
    words = _("Page {page} of {pages}").format(page=page[0], pages=page[1])
    pen.text_right(right, base, words, CAPTION)


def _draw_head(pen: Pen, frame: Frame, form: Format, page: int) -> None:
    base, right = form.top / 2 + 2, form.width - form.side
    running = printable(frame.running) if page > 1 else ""
    room = form.text_width - width(running, CAPTION) - GAP16
    centre = shortened(frame.centre, CAPTION_BOLD, room)
    pen.text(form.side, base, centre, CAPTION_BOLD)
    place = width(centre, CAPTION_BOLD) + GAP8
    pen.text(form.side + place, base, shortened(frame.office, CAPTION, max(room - place, 0.0)), CAPTION)
    pen.text_right(right, base, running, CAPTION)
