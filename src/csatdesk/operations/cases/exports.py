"""Papers and spreadsheets about cases. Each job reads all it needs in one read transaction, ends it, then writes."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from csatdesk.domain.cases import (
    CaseFilter,
    Sort,
)
from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.exported import Exported
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.cases.file_paper import read_case_file
from csatdesk.operations.cases.list_paper import DEFAULT_COLUMNS, ListColumns, as_paper, as_table, read_list
from csatdesk.operations.cases.receipt_paper import read_receipt
from csatdesk.operations.work import Store
from csatdesk.reports import case_file, case_list, preview, receipt
from csatdesk.reports.receipt import ReceiptPaper, ReceiptSize
from csatdesk.sheets.tables_out import write_table
from csatdesk.system.clock import now
from csatdesk.wording.texts import _

SIZES = {"A4": ReceiptSize.A4, "A5": ReceiptSize.A5, "80mm": ReceiptSize.ROLL_80}
PRINTER_DOTS = 300  # an inch
PRINTER_SCALE = PRINTER_DOTS / 72


def export_receipt(
    store: Store,
    actor: Actor,
    *,
    case_id: int,
    path: Path,
    size: str = "A4",
    read_back: bool = False,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Path:
    """Write the customer's receipt, in the customer's language. `size`: a key of `SIZES`."""
    paper = _receipt(store, actor, case_id=case_id, read_back=read_back, at=at)
    progress(1, 2)
    receipt.write(paper, path, SIZES[size])
    return path


def draw_receipt(
    store: Store,
    actor: Actor,
    *,
    case_id: int,
    size: str = "A4",
    read_back: bool = False,
    scale: float = PRINTER_SCALE,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> tuple[bytes, ...]:
    """The receipt's pages as PNG pictures, made in memory: for printer and preview, with nothing left on the disk."""
    paper = _receipt(store, actor, case_id=case_id, read_back=read_back, at=at)
    progress(1, 2)
    pages = tuple(preview.page_images(receipt.as_bytes(paper, SIZES[size]), scale))
    progress(2, 2)
    return pages


def _receipt(store: Store, actor: Actor, *, case_id: int, read_back: bool, at: datetime | None) -> ReceiptPaper:
    require(actor, Right.SEE_CASES)
    with store.read(actor, at or now()) as reading:
        return read_receipt(reading, case_id=case_id, read_back=read_back)


def export_case_file(
    store: Store,
    actor: Actor,
    *,
    case_id: int,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Path:
    """Write everything about one case, in the language spoken here."""
    require(actor, Right.SEE_CASES)
    with store.read(actor, at or now()) as reading:
        paper = read_case_file(reading, case_id=case_id)
    progress(1, 2)
    case_file.write(paper, path)
    return path


def export_case_list(
    store: Store,
    actor: Actor,
    *,
    filter: CaseFilter,  # noqa: A002  (the field's word)
    sort: Sort = Sort.DUE,
    columns: ListColumns = DEFAULT_COLUMNS,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Exported:
    """Write the list as it is seen, all rows of the filter. `path` ends in .pdf, .xlsx or .csv.

    `columns`: keys of `list_paper`, in the order seen. Filter words and groups stand on paper only.
    """
    require(actor, Right.EXPORT)
    is_paper = path.suffix.casefold() == ".pdf"

    def read_so_far(done: int, total: int) -> None:
        progress(done, 2 * max(total, 1))

    with store.read(actor, at or now()) as reading:
        seen = read_list(reading, filter=filter, sort=sort, is_sheet=not is_paper, progress=read_so_far)
    written = second_half(progress)
    if is_paper:
        case_list.write(as_paper(seen, columns), path, written)
        return Exported(len(seen.lines))
    heads, rows = as_table(seen, columns)
    total = len(seen.lines)
    return write_table(path, heads, rows, zone=seen.zone, title=_("Cases"), progress=written, total=total)


def page_images(source: Path | bytes, scale: float = PRINTER_SCALE) -> Iterator[bytes]:
    """Each page of a finished paper as a PNG, in order; by default as sharp as a desk's printer wants it."""
    return preview.page_images(source, scale)
