"""Papers of mystery shopping on A4: the plan of a wave for its owner, and the brief of one visit for its visitor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, fact, text, title_line
from csatdesk.reports.layout import A4, frame_of, to_bytes, write_file
from csatdesk.reports.scale import BODY, GAP4, GAP12, GAP16, SMALL
from csatdesk.reports.table import Column, Row, Table
from csatdesk.reports.typeface import Run

_LABELS = 110.0  # points


@dataclass(frozen=True, slots=True)
class VisitPaper:
    """`facts`: label and value; `rows` may be empty; `foot`: who may read it."""

    title: str
    centre: str
    office: str
    as_of: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Row]
    foot: str


def write(paper: VisitPaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, to_bytes(list(_blocks(paper)), frame_of(paper), A4, progress))


def _blocks(paper: VisitPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    for place, (label, value) in enumerate(paper.facts):
        yield fact(Run(label, SMALL), [Run(value, BODY)], _LABELS, GAP12 if place == 0 else GAP4)
    if paper.rows:
        yield Table(paper.columns, paper.rows, gap_above=GAP16)
    yield text(paper.foot, SMALL, gap_above=GAP16)
