"""How far reviewers agree, on A4: the findings in words, the figures, every question with its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, fact, text, title_line
from csatdesk.reports.layout import A4, frame_of, to_bytes, write_file
from csatdesk.reports.scale import BODY, BODY_BOLD, GAP4, GAP12, GAP16, SMALL
from csatdesk.reports.table import Column, Row, Table
from csatdesk.reports.typeface import Run

_LABELS = 130.0  # points


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """`told`: whole sentences, the finding first; `facts`: label and value."""

    title: str
    centre: str
    office: str
    as_of: str
    told: Sequence[str]
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Row]
    foot: str


def write(paper: AgreementPaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, to_bytes(list(_blocks(paper)), frame_of(paper), A4, progress))


def _blocks(paper: AgreementPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    for place, words in enumerate(paper.told):
        yield text(words, BODY if place else BODY_BOLD, gap_above=GAP4 if place else GAP12)
    for place, (label, value) in enumerate(paper.facts):
        yield fact(Run(label, SMALL), [Run(value, BODY)], _LABELS, GAP4 if place else GAP12)
    yield Table(paper.columns, paper.rows, gap_above=GAP16)
    yield text(paper.foot, SMALL, gap_above=GAP16)
