"""One evaluation on A4: its score and coverage, its facts, every answer with its note, what was contested, photos."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, Text, fact, heading, text, title_line
from csatdesk.reports.layout import A4, frame_of, to_bytes, write_file
from csatdesk.reports.pen import Pen, picture_size
from csatdesk.reports.scale import BODY, BODY_BOLD, CAPTION, GAP4, GAP8, GAP12, GAP16, HEADING, SECOND
from csatdesk.reports.table import Cell, Column, Group, Table
from csatdesk.reports.typeface import Run
from csatdesk.wording.texts import _

LABEL_ROOM = 116.0
PHOTO_HIGH = 220.0  # points


@dataclass(frozen=True, slots=True)
class Answered:
    """One question. `remark`: what is to be said of its answer ("critical, failed")."""

    question: str
    answer: str
    note: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SectionPart:
    title: str
    score: str
    answers: Sequence[Answered]


@dataclass(frozen=True, slots=True)
class Photo:
    """A file with its question; `content` that is no picture is only named."""

    words: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ScorecardPaper:
    title: str
    centre: str
    office: str
    as_of: str
    result: str  # "" where no score is shown
    facts: Sequence[tuple[str, str]]
    sections: Sequence[SectionPart]
    disputes: Sequence[str] = ()
    photos: Sequence[Photo] = ()


def write(paper: ScorecardPaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, progress))


def as_bytes(paper: ScorecardPaper, progress: Progress = no_progress) -> bytes:
    return to_bytes(list(_blocks(paper)), frame_of(paper), A4, progress)


def _blocks(paper: ScorecardPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    if paper.result:
        yield Text([Run(paper.result, HEADING)], gap_above=GAP12)
    for place, (name, value) in enumerate(paper.facts):
        above = GAP4 if place else GAP12
        yield fact(Run(name, SECOND), [Run(value, BODY)], LABEL_ROOM, gap_above=above)
    yield Table(_columns(), [row for part in paper.sections for row in _rows(part)], gap_above=GAP16)
    if paper.disputes:
        yield heading(_("Contested"), gap_above=GAP16)
        for line in paper.disputes:
            yield text(line, gap_above=GAP4)
    if paper.photos:
        yield heading(_("Photos and papers"), gap_above=GAP16)
        for photo in paper.photos:
            yield from _photo(photo)


def _columns() -> Sequence[Column]:
    return (Column(_("Question"), 5), Column(_("Answer"), 2), Column(_("What was seen or heard"), 4))


def _rows(part: SectionPart) -> Iterator[Group | Sequence[Cell]]:
    yield Group(part.title, part.score)
    for one in part.answers:
        yield (Cell(one.question), Cell(one.answer, one.remark, is_strong=True), Cell(one.note))


def _photo(photo: Photo) -> Iterator[Block]:
    size = picture_size(photo.content)
    yield Text([Run(photo.words, BODY_BOLD if size else CAPTION)], gap_above=GAP12, keeps_next=size is not None)
    if size is not None:
        yield Picture(photo.content, size)


@dataclass
class Picture(Block):
    """As wide as the text at most, and no higher than `PHOTO_HIGH`."""

    content: bytes
    size: tuple[int, int]
    gap_above: float = GAP8
    _wide: float = field(default=0.0, init=False)
    _high: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        share = min(width / self.size[0], PHOTO_HIGH / self.size[1])
        self._wide, self._high = self.size[0] * share, self.size[1] * share
        return self._high

    def draw(self, pen: Pen, x: float, y: float) -> None:
        pen.picture((x, y), (self._wide, self._high), self.content)
