"""Checks on A4: what was done of what was asked for, place by place, and the list of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, Gap, heading, text, title_line
from csatdesk.reports.layout import A4, frame_of, to_bytes, write_file
from csatdesk.reports.scale import BODY_BOLD, GAP4, GAP8, GAP12, GAP16, SECOND
from csatdesk.reports.table import Cell, Column, Row, Table

__all__ = ["Cell", "CheckPaper", "Column", "as_bytes", "write"]


@dataclass(frozen=True, slots=True)
class CheckPaper:
    """`filters` in words; `totals`: a sentence; `shares`: done of what was asked for, by schedule."""

    title: str
    centre: str
    office: str
    as_of: str
    filters: str
    totals: str
    share_columns: Sequence[Column]
    shares: Sequence[Row]
    list_title: str
    columns: Sequence[Column]
    rows: Sequence[Row]


def write(paper: CheckPaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, progress))


def as_bytes(paper: CheckPaper, progress: Progress = no_progress) -> bytes:
    return to_bytes(list(_blocks(paper)), frame_of(paper), A4, progress)


def _blocks(paper: CheckPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    yield text(paper.filters, SECOND, gap_above=GAP4 / 2)
    if paper.totals:
        yield text(paper.totals, BODY_BOLD, gap_above=GAP8)
    if paper.shares:
        yield Gap(GAP12)
        yield Table(paper.share_columns, paper.shares)
    yield heading(paper.list_title, gap_above=GAP16)
    if paper.rows:
        yield Gap(GAP8)
        yield Table(paper.columns, paper.rows)
