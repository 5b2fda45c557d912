"""Measures on A4: one on a page with what came of it, and the list of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, Gap, SigningLines, Text, fact, heading, text, title_line
from csatdesk.reports.layout import A4, frame_of, to_bytes, write_file
from csatdesk.reports.scale import BODY, BODY_BOLD, CAPTION, GAP4, GAP8, GAP12, GAP16, GAP24, SECOND, SMALL
from csatdesk.reports.table import Cell, Column, Row, Table
from csatdesk.reports.typeface import Run

__all__ = ["Cell", "Column", "MeasureListPaper", "MeasurePaper", "list_as_bytes", "measure_as_bytes"]

LABELS = 110.0  # points


@dataclass(frozen=True, slots=True)
class MeasurePaper:
    """`effect`: sentences, the first one is the verdict; empty where nothing is counted."""

    title: str
    centre: str
    office: str
    as_of: str
    status: str
    text: str
    facts: Sequence[tuple[str, str]]
    effect_title: str
    effect: Sequence[str]
    method: Sequence[str]
    history_title: str
    history: Sequence[tuple[str, str, str]]  # when, what, words
    signs: Sequence[str]


@dataclass(frozen=True, slots=True)
class MeasureListPaper:
    """`filters` in words; `totals` are sentences."""

    title: str
    centre: str
    office: str
    as_of: str
    filters: str
    totals: str
    columns: Sequence[Column]
    rows: Sequence[Row]


def write_measure(paper: MeasurePaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, measure_as_bytes(paper, progress))


def write_list(paper: MeasureListPaper, path: Path, progress: Progress = no_progress) -> None:
    """See `write_measure`."""
    write_file(path, list_as_bytes(paper, progress))


def measure_as_bytes(paper: MeasurePaper, progress: Progress = no_progress) -> bytes:
    return to_bytes(list(_measure(paper)), frame_of(paper), A4, progress)


def list_as_bytes(paper: MeasureListPaper, progress: Progress = no_progress) -> bytes:
    return to_bytes(list(_list(paper)), frame_of(paper), A4, progress)


def _measure(paper: MeasurePaper) -> Iterator[Block]:
    yield title_line(paper.title)
    yield text(paper.status, BODY_BOLD, gap_above=GAP4)
    yield text(paper.text, BODY, gap_above=GAP12)
    yield Gap(GAP8)
    for name, value in paper.facts:
        yield fact(Run(name, SECOND), [Run(value, BODY)], LABELS)
    if paper.effect:
        yield heading(paper.effect_title, gap_above=GAP16)
        for place, sentence in enumerate(paper.effect):
            yield text(sentence, SMALL if place else BODY_BOLD, gap_above=GAP4)
        for line in paper.method:
            yield text(line, CAPTION, gap_above=GAP4 / 2)
    yield heading(paper.history_title, gap_above=GAP16)
    for when, what, words in paper.history:
        yield Text([Run(what, BODY_BOLD)], gap_above=GAP8, right=Run(when, CAPTION), keeps_next=bool(words))
        if words:
            yield text(words, SMALL)
    yield SigningLines(paper.signs, gap_above=GAP24)


def _list(paper: MeasureListPaper) -> Iterator[Block]:
    yield title_line(paper.title)
    if paper.filters:
        yield text(paper.filters, SECOND, gap_above=GAP4 / 2)
    yield text(paper.totals, BODY_BOLD, gap_above=GAP8)
    yield Gap(GAP12)
    if paper.rows:
        yield Table(paper.columns, paper.rows)
