"""A list of cases or customers as it was seen: its filters in words, its columns, groups and totals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.reports.blocks import Block, Gap, text, title_line
from csatdesk.reports.layout import A4, A4_WIDE, frame_of, to_bytes, write_file
from csatdesk.reports.scale import BODY_BOLD, GAP4, GAP8, GAP12, SECOND
from csatdesk.reports.table import Cell, Column, Group, Row, Table
from csatdesk.wording.texts import _

__all__ = ["CaseList", "Cell", "Column", "Group", "as_bytes", "write"]


@dataclass(frozen=True, slots=True)
class CaseList:
    """Filters and period in words; totals are sentences ("47 cases, 3 of them overdue"). `is_wide`: A4 on its side."""

    title: str
    centre: str
    office: str
    as_of: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    period: str = ""
    filters: str = ""
    totals: Sequence[str] = ()
    is_wide: bool = False
    nothing: str = ""  # what stands there when no row does


def write(paper: CaseList, path: Path, progress: Progress = no_progress) -> None:
    """Print to a file. PaperNotWritten when that is not possible; Cancelled when `progress` raises it: no file then."""
    write_file(path, as_bytes(paper, progress))


def as_bytes(paper: CaseList, progress: Progress = no_progress) -> bytes:
    """The list as a PDF in memory. `progress` counts rows laid out, then pages drawn in the same measure."""
    total = 2 * max(len(paper.rows), 1)

    def laid_out(done: int, _rows: int) -> None:
        progress(done, total)

    def drawn(page: int, pages: int) -> None:
        progress(total // 2 + total * page // (2 * pages), total)

    return to_bytes(list(_blocks(paper, laid_out)), frame_of(paper), A4_WIDE if paper.is_wide else A4, drawn)


def _blocks(paper: CaseList, progress: Progress) -> Iterator[Block]:
    yield title_line(paper.title)
    for line in (paper.period, paper.filters):
        if line:
            yield text(line, SECOND, gap_above=GAP4 / 2)
    for place, total in enumerate(paper.totals):
        yield text(total, BODY_BOLD, gap_above=GAP4 / 2 if place else GAP8)
    if paper.rows:
        yield Table(paper.columns, paper.rows, progress)
    else:
        yield Gap(GAP12)
        yield text(paper.nothing or _("No case fits these filters."), SECOND)
