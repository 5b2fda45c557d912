"""The inspection folder: a cover with its contents, then each case with the proof of its dates and its file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, NewPage, text, title_line
from csatdesk.reports.case_file import CaseFile, section
from csatdesk.reports.case_file import blocks as case_blocks
from csatdesk.reports.layout import A4, frame_of, page_numbers, to_bytes, write_file
from csatdesk.reports.scale import BODY, CAPTION, GAP4, GAP8, GAP12, SECOND
from csatdesk.reports.table import Cell, Column, Table
from csatdesk.wording.texts import _


@dataclass(frozen=True, slots=True)
class Proof:
    """One date of a case: what happened, when, by whom, and its entry in the log of changes."""

    what: str
    when: str
    who: str
    entry: str


@dataclass(frozen=True, slots=True)
class FolderCase:
    """`received` and `ended` stand in the contents."""

    file: CaseFile
    received: str
    ended: str
    proofs: Sequence[Proof]
    enclosures: Sequence[str]


@dataclass(frozen=True, slots=True)
class Folder:
    """`about`: lines of the cover: which cases, what is covered, what the entries mean."""

    title: str
    centre: str
    office: str
    as_of: str
    about: Sequence[str]
    cases: Sequence[FolderCase]


def write(paper: Folder, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, progress))


def as_bytes(paper: Folder, progress: Progress = no_progress) -> bytes:
    """Laid out twice: only then the contents know the pages."""
    pages = page_numbers(list(_blocks(paper, {})), A4)
    return to_bytes(list(_blocks(paper, pages)), frame_of(paper), A4, progress)


def _blocks(paper: Folder, pages: Mapping[int, int]) -> Iterator[Block]:
    yield title_line(paper.title)
    for place, line in enumerate(paper.about):
        yield text(line, SECOND if place else BODY, gap_above=GAP4 if place else GAP8)
    columns = (
        Column(_("Case"), 100),
        Column(_("Topic"), 180),
        Column(_("Received"), 118),
        Column(_("How it ended"), 100),
    )
    rows = [_contents_row(one, pages.get(place, 0)) for place, one in enumerate(paper.cases)]
    yield Table((*columns, Column(_("Page"), 40, is_right=True)), rows, gap_above=GAP12)
    for one in paper.cases:
        yield NewPage(one.file.number)
        yield from _proofs(one)
        yield from case_blocks(one.file)


def _contents_row(one: FolderCase, page: int) -> Sequence[Cell]:
    topic = one.file.topic[-1] if one.file.topic else _("Unclassified")
    number = Cell(one.file.number, is_strong=True)
    return (number, Cell(topic), Cell(one.received), Cell(one.ended), Cell(str(page) if page else "000"))


def _proofs(one: FolderCase) -> Iterator[Block]:
    yield text(_("Dates and sending of case {number}").format(number=one.file.number), SECOND)
    columns = (Column(_("What"), 150), Column(_("When"), 110), Column(_("Who"), 100), Column(_("Entry"), 130))
    rows = [(Cell(line.what), Cell(line.when), Cell(line.who), Cell(line.entry)) for line in one.proofs]
    yield Table(columns, rows, gap_above=GAP4)
    if one.enclosures:
        yield from section(_("Files with the case"))
        for name in one.enclosures:
            yield text(name, CAPTION, gap_above=GAP4 / 2)
    yield text("", CAPTION, gap_above=GAP12)
