"""Workbooks (.xlsx, .xls, .xlsb, .ods) through python-calamine, looked at before they are unpacked."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from csatdesk.sheets.cells import SheetRow, column_letter, plain_value
from csatdesk.sheets.trouble import (
    FileIsEmpty,
    FileTooLarge,
    NotATable,
    PasswordProtected,
    SheetMissing,
    TooManyCells,
    told_plainly,
)

UNPACKED_MOST = 1 << 29  # bytes of all parts together
CELLS_MOST = 20_000_000  # rows times columns up to the farthest filled cell
_CHUNK = 1 << 20
_OVERLAP = 1 << 9
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*(?<!/)>')
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml\Z")

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(start: bytes) -> bool:
    """Whether a file that begins with these bytes is a workbook, whatever its name says."""
    return start.startswith((_ZIP, _OLD_OFFICE))


_BROKEN = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)


@contextmanager
def _read_plainly(path: Path) -> Iterator[None]:
    """Inside the block whatever a broken workbook makes the readers raise becomes a `Refusal`."""
    try:
        with told_plainly(path):
            yield
    except PasswordError as error:
        raise PasswordProtected(file=path.name) from error
    except _BROKEN as error:
        raise NotATable(file=path.name) from error
    except BaseException as error:
        # calamine is written in Rust; its panics reach Python as an exception that no module exports
        if type(error).__name__ != "PanicException":
            raise
        raise NotATable(file=path.name) from error


def sheet_names(path: Path) -> tuple[str, ...]:
    """Names of the visible sheets in their order. Raises Refusal for what is no workbook or too large to unpack."""
    check_unpacked(path)
    with _read_plainly(path), CalamineWorkbook.from_path(path) as book:
        return _visible(book)


def _visible(book: CalamineWorkbook) -> tuple[str, ...]:
    return tuple(
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    )


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """`names`: of all visible sheets. `rows`: of the one called `name`, from row 1 on, blank ones too."""

    names: tuple[str, ...]
    name: str
    rows: Iterator[SheetRow]


def open_sheet(path: Path, wanted: str | None) -> OpenSheet:
    """The sheet wanted, else the first that holds any cell; looked through and parsed once. Raises Refusal or Trouble,
    FileIsEmpty when no sheet holds anything.
    """
    check_unpacked(path)
    with _read_plainly(path), CalamineWorkbook.from_path(path) as book:
        names = _visible(book)
        sheet = _sheet(path, book, wanted) if wanted else _first_filled(path, book, names)
    return OpenSheet(names, sheet.name, _plain_rows(path, sheet))


def _first_filled(path: Path, book: CalamineWorkbook, names: tuple[str, ...]) -> CalamineSheet:
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None:
            return sheet
    raise FileIsEmpty(file=path.name)


def _plain_rows(path: Path, sheet: CalamineSheet) -> Iterator[SheetRow]:
    with _read_plainly(path):
        yield from _rows(path, sheet)


def workbook_rows(path: Path, sheet: str, most: int | None = None) -> Iterator[SheetRow]:
    """All rows of a sheet from row 1 on, blank ones too; no more than `most`. Raises Refusal or Trouble."""
    with _read_plainly(path), CalamineWorkbook.from_path(path) as book:
        yield from islice(_rows(path, _sheet(path, book, sheet)), most)


def _sheet(path: Path, book: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except WorksheetNotFound as error:
        raise SheetMissing(file=path.name, sheet=name, sheets=", ".join(book.sheet_names)) from error


def _rows(path: Path, sheet: CalamineSheet) -> Iterator[SheetRow]:
    """calamine gives rows from row 1 on, but their cells from the first filled column on."""
    if sheet.start is None or sheet.end is None:
        return
    _check_extent(path, sheet.end[0] + 1, sheet.end[1])
    before = (None,) * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield SheetRow(number, before + tuple(map(plain_value, cells)))


def _check_extent(path: Path, rows: int, last_column: int) -> None:
    if rows * (last_column + 1) > CELLS_MOST:
        raise TooManyCells(file=path.name, row=rows, column=column_letter(last_column))


def check_unpacked(path: Path) -> None:
    """Refuse a workbook that would grow too large when unpacked, or whose farthest cell would (.xlsx).

    calamine keeps a sheet as one block up to its farthest cell, so that one stray cell in the last row costs gigabytes.
    """
    with told_plainly(path), path.open("rb") as file:
        if not file.read(4).startswith(_ZIP):
            return
    with _read_plainly(path), zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > UNPACKED_MOST:
            raise FileTooLarge(file=path.name, most=UNPACKED_MOST >> 20)
        for part in parts:
            if _SHEET_PART.match(part.filename):
                _check_extent(path, *_farthest_cell(archive, part))


def _farthest_cell(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """Last filled row (from 1) and last filled column (from 0) of a sheet."""
    last_row, columns, rest = 0, set[bytes](), b""  # the cells of a chunk stand in few rows: each number is read once
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            found = _FILLED_CELL.findall(rest + chunk)
            columns.update(letters for letters, _digits in found)
            last_row = max(last_row, *map(int, {digits for _letters, digits in found}), 0)
            rest = (rest + chunk)[-_OVERLAP:]
    return last_row, max(map(_column, columns), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
