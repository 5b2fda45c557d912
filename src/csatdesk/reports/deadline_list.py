"""The list of deadlines on A4: how many there are, who has how many, then case by case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, Gap, text, title_line
from csatdesk.reports.layout import A4, A4_WIDE, frame_of, to_bytes, write_file
from csatdesk.reports.scale import BODY_BOLD, GAP4, GAP8, GAP12, SECOND
from csatdesk.reports.table import Cell, Column, Row, Table
from csatdesk.wording.texts import _

__all__ = ["Cell", "Column", "DeadlinePaper", "as_bytes", "write"]


@dataclass(frozen=True, slots=True)
class DeadlinePaper:
    """Filters in words; totals are sentences. `loads`: who has how many, a line each. `is_wide`: A4 on its side."""

    title: str
    centre: str
    office: str
    as_of: str
    filters: str
    totals: Sequence[str]
    load_columns: Sequence[Column]
    loads: Sequence[Row]
    columns: Sequence[Column]
    rows: Sequence[Row]
    is_wide: bool = False


def write(paper: DeadlinePaper, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, progress))


def as_bytes(paper: DeadlinePaper, progress: Progress = no_progress) -> bytes:
    """The list as a PDF in memory. `progress` counts rows laid out, then pages drawn in the same measure."""
    total = 2 * max(len(paper.rows), 1)

    def laid_out(done: int, _rows: int) -> None:
        progress(done, total)

    def drawn(page: int, pages: int) -> None:
        progress(total // 2 + total * page // (2 * pages), total)

    return to_bytes(list(_blocks(paper, laid_out)), frame_of(paper), A4_WIDE if paper.is_wide else A4, drawn)


def _blocks(paper: DeadlinePaper, progress: Progress) -> Iterator[Block]:
    yield title_line(paper.title)
    if paper.filters:
        yield text(paper.filters, SECOND, gap_above=GAP4 / 2)
    for place, total in enumerate(paper.totals):
        yield text(total, BODY_BOLD, gap_above=GAP4 / 2 if place else GAP8)
    if paper.loads:
        yield Gap(GAP8)
        yield Table(paper.load_columns, paper.loads)
    yield Gap(GAP12)
    if paper.rows:
        yield Table(paper.columns, paper.rows, progress)
    else:
        yield text(_("No case fits these filters."), SECOND)
