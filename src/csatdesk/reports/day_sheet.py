"""The sheet of a person's day on A4: a few sentences, then part by part what is due, promised, waiting or done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.reports.blocks import Block, Gap, Text, heading, text
from csatdesk.reports.layout import A4, Frame, to_bytes, write_file
from csatdesk.reports.scale import BODY, GAP4, GAP8, GAP16, SECOND, TITLE
from csatdesk.reports.table import Cell, Column, Row, Table
from csatdesk.reports.typeface import Run

__all__ = ["Cell", "Column", "DayPaper", "Part", "as_bytes", "write"]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its table; `nothing` stands in place of a table without rows."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    nothing: str


@dataclass(frozen=True, slots=True)
class DayPaper:
    """`lines`: sentences under the title."""

    title: str
    person: str
    centre: str
    office: str
    as_of: str
    lines: Sequence[str]
    parts: Sequence[Part]


def write(paper: DayPaper, path: Path) -> None:
    """Print to a file. PaperNotWritten when that is not possible."""
    write_file(path, as_bytes(paper))


def as_bytes(paper: DayPaper) -> bytes:
    """The sheet as a PDF in memory."""
    frame = Frame(paper.title, paper.centre, paper.office, paper.as_of, f"{paper.title}, {paper.person}")
    return to_bytes(list(_blocks(paper)), frame, A4)


def _blocks(paper: DayPaper) -> Iterator[Block]:
    yield Text([Run(paper.title, TITLE)], bookmark=(paper.title, 0), keeps_next=True)
    yield text(paper.person, SECOND, gap_above=GAP4 / 2)
    for place, line in enumerate(paper.lines):
        yield text(line, BODY, gap_above=GAP4 / 2 if place else GAP8)
    for part in paper.parts:
        yield heading(part.title, gap_above=GAP16)
        if part.rows:
            yield Gap(GAP4)
            yield Table(part.columns, part.rows)
        else:
            yield text(part.nothing, SECOND, gap_above=GAP4)
