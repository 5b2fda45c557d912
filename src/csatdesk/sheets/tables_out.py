"""Tables to take along: a list as seen, as .xlsx or .csv, written beside its place and renamed when whole.

No text becomes a formula. In a workbook every text cell is of the type text. In a .csv, where cells have no type, a
text that begins with = + - @ gets a tab before it: spreadsheet programs then show it as text, and reading it back
through `sheets.tables` gives the same text, for blanks around a cell are dropped there. (Blanks, tabs and line ends
around a text are dropped when it is written, too, so none begins with a tab or line end of its own.)

What a file cannot hold is counted, so that the person is told: control characters, and in a workbook what goes beyond
the longest cell. Words like "_x0041_", which a workbook would take for a letter (ECMA-376, part 1, 22.9.2.19), are
written so that they stay words.
"""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.exported import Exported
from csatdesk.sheets.cells import CellProblem, SheetRow, clean_text, column_letter, holds_dropped, sentence
from csatdesk.sheets.trouble import told_plainly
from csatdesk.wording.texts import _, language

if TYPE_CHECKING:
    from openpyxl.cell import Cell as BookCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | float | Decimal | date | datetime | None
CELL_MOST = 32_767  # characters a cell of a workbook can hold, counted in UTF-16 as Excel does
PROGRESS_ROWS = 500
_FORMULA_STARTS = ("=", "+", "-", "@")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TITLE_MOST = 31
_NOT_IN_TITLE = str.maketrans("", "", "[]:*?/\\'")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its name in the words of the person, and its width in characters."""

    header: str
    width: int = 18


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list: column names, rows, title."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    title: str


@dataclass(slots=True)
class _File:
    """How values are written into one file, whose local times are of `zone`; counts what it could not hold."""

    zone: tzinfo
    rows: int = 0
    shortened: int = 0
    cleaned: int = 0

    def text(self, value: str) -> str:
        """The text as every kind of file takes it."""
        if holds_dropped(value):
            self.cleaned += 1
        return clean_text(value)

    def cell_text(self, value: str) -> str:
        """The text as a workbook's cell takes it."""
        text = self.text(value)
        if len(text) > CELL_MOST // 2:
            wide = text.encode("utf-16-le")
            if len(wide) > 2 * CELL_MOST:
                self.shortened += 1
                text = wide[: 2 * CELL_MOST].decode("utf-16-le", "ignore")  # half a character at the end goes, too
        return _ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text


def write_table(
    path: Path,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    zone: tzinfo,
    title: str = "",
    progress: Progress = no_progress,
    total: int = 0,
) -> Exported:
    """Write a list to `path`: .csv by its ending, else a workbook. Instants become local times of `zone`.

    Until all is written `path` keeps what it held, also after Cancelled from `progress`. Raises Trouble.
    """
    file = _File(zone)
    sheet = Sheet(columns, _watched(rows, progress, total, file), title)
    with unfinished_beside(path) as unfinished:
        if path.suffix.casefold() == ".csv":
            _write_csv(unfinished, sheet, file)
        else:
            _write_workbook(unfinished, (sheet,), file)
    return Exported(file.rows, file.shortened, file.cleaned)


def write_book(path: Path, sheets: Sequence[Sheet], *, zone: tzinfo, progress: Progress = no_progress) -> None:
    """Write several lists into one workbook, a sheet each. As `write_table` otherwise."""
    with unfinished_beside(path) as unfinished:
        _write_workbook(unfinished, sheets, _File(zone), progress)


@contextmanager
def unfinished_beside(path: Path) -> Iterator[Path]:
    """Where the unfinished file goes: into the folder the person chose, never into one for temporary files."""
    with told_plainly(path), tempfile.TemporaryDirectory(dir=path.parent, prefix=".csatdesk-") as folder:
        unfinished = Path(folder) / "whole"
        yield unfinished
        unfinished.replace(path)


def _watched(rows: Iterable[Sequence[Value]], progress: Progress, total: int, file: _File) -> Iterator[Sequence[Value]]:
    for file.rows, row in enumerate(rows, start=1):
        yield row
        if file.rows % PROGRESS_ROWS == 0:
            progress(file.rows, max(total, file.rows))
    progress(file.rows, max(total, file.rows))


def _write_csv(path: Path, sheet: Sheet, file: _File) -> None:
    """UTF-8 with a mark; parted as spreadsheet programs of the language expect: commas in English, else semicolons."""
    english = language() == "en"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter="," if english else ";", quoting=csv.QUOTE_ALL)
        writer.writerow([_guarded(column.header) for column in sheet.columns])
        writer.writerows([_csv_cell(value, file, english) for value in row] for row in sheet.rows)


def _csv_cell(value: Value, file: _File, english: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _guarded(file.text(value))
    if isinstance(value, datetime):
        return f"{_local(value, file.zone):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if english else str(value).replace(".", ",")


def _guarded(text: str) -> str:
    return "\t" + text if text.startswith(_FORMULA_STARTS) else text


def _write_workbook(path: Path, sheets: Sequence[Sheet], file: _File, progress: Progress = no_progress) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for place, sheet in enumerate(sheets, start=1):
        page = book.create_sheet(sheet.title.translate(_NOT_IN_TITLE)[:_TITLE_MOST] or None)
        _fill_page(page, path.with_name(f"rows{place}"), sheet, file)
        progress(place, len(sheets))
    book.save(path)


def _fill_page(page: "WriteOnlyWorksheet", rows: Path, sheet: Sheet, file: _File) -> None:
    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns):
        page.column_dimensions[column_letter(place)].width = column.width  # type: ignore[attr-defined]  # the types lack it
    _gather_rows_in(rows, page)
    try:
        page.append([_header_cell(page, column.header) for column in sheet.columns])
        for row in sheet.rows:
            page.append([_cell(page, value, file) for value in row])
    finally:
        page.close()  # also after Cancel: its files must be closed before their folder goes


def _gather_rows_in(path: Path, page: "WriteOnlyWorksheet") -> None:
    """By itself openpyxl gathers the rows in the system's folder for temporary files, in clear text."""
    from openpyxl.worksheet import _writer

    _writer.ALL_TEMP_FILES.append(str(path))
    writer = _writer.WorksheetWriter(page, str(path))
    writer.write_top()
    page._writer = writer  # type: ignore[attr-defined]  # the types do not know it


def _header_cell(page: "WriteOnlyWorksheet", header: str) -> "BookCell":
    from openpyxl.styles import Font

    cell = _text_cell(page, clean_text(header)[:CELL_MOST])
    cell.font = Font(bold=True)
    return cell


def _cell(page: "WriteOnlyWorksheet", value: Value, file: _File) -> "BookCell | str | int | float | Decimal | None":
    if isinstance(value, str):
        text = file.cell_text(value)
        # a cell of its own costs as much as writing it, so only text that openpyxl would not take as text gets one
        return _text_cell(page, text) if text.startswith(("=", "#")) else text or None
    if isinstance(value, date):
        return _date_cell(page, _local(value, file.zone) if isinstance(value, datetime) else value)
    return value


def _text_cell(page: "WriteOnlyWorksheet", text: str) -> "BookCell":
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"  # else "=…" would be a formula and "#N/A" an error
    return cell


def _date_cell(page: "WriteOnlyWorksheet", value: date) -> "BookCell":
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page)
    cell.value = value
    day = "yyyy-mm-dd" if language() == "en" else "dd.mm.yyyy"
    cell.number_format = f"{day} hh:mm" if isinstance(value, datetime) else day
    return cell


def _local(value: datetime, zone: tzinfo) -> datetime:
    """Local time without its zone: cells know none."""
    return value.astimezone(zone).replace(tzinfo=None)


def bad_rows_out(
    path: Path,
    headers: Sequence[str],
    refused: Iterable[SheetRow],
    problems: Sequence[CellProblem],
    *,
    zone: tzinfo,
) -> None:
    """The refused rows as they were read, each with its number and every reason in words before it.

    Corrected there, the sheet can be imported again. Raises Trouble.
    """
    reasons: dict[int, list[str]] = {}
    for problem in problems:
        reasons.setdefault(problem.row, []).append(sentence(problem))
    columns = [
        Column(_("Row in the file"), 12),
        Column(_("What is wrong"), 60),
        *(Column(header or column_letter(place)) for place, header in enumerate(headers)),
    ]
    rows = ((row.number, "\n".join(reasons.get(row.number, ())), *row.cells) for row in refused)
    write_table(path, columns, rows, zone=zone, title=_("Rows not imported"))
