"""Tables from outside: what a file is (`sniff`) and its rows (`read`), for the program and for its child process.

The child process calls `table_for_child` by name; it takes (path, options) and yields mappings that can be written as
JSON: first the format, then blocks of rows. `format_from_plain` and `rows_from_plain` turn these back.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from csatdesk.sheets.cells import SheetRow, column_letter, is_blank, one_line, raw_text
from csatdesk.sheets.csv_tables import csv_rows, guess_separator
from csatdesk.sheets.encodings import ENCODINGS, guess_encoding
from csatdesk.sheets.field_words import KNOWN_HEADERS
from csatdesk.sheets.header_row import guess_header_row
from csatdesk.sheets.trouble import (
    EncodingUnknown,
    FileIsEmpty,
    FileTooLarge,
    HeaderMissing,
    NotATable,
    TooManyCells,
    told_plainly,
)
from csatdesk.sheets.workbooks import (
    CELLS_MOST,
    check_unpacked,
    is_workbook,
    open_sheet,
    workbook_rows,
)

FILE_MOST = 1 << 28  # bytes
START = 1 << 8  # bytes that show what a file is
SNIFFED_ROWS = 60
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<(?:!doctype|\?xml|html|head|body|meta|style|table)\b|mime-version:)", re.I
)
BLOCK_ROWS = 100  # sent from process to process at once: a message for each row costs more than the row


@dataclass(frozen=True, slots=True)
class TableChoices:
    """What a person said about a file; None leaves it to the guess. `header_row` 0: no row names the columns."""

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How to read a file. Text tables have `encoding` and `separator`, workbooks `sheet` and `sheets`.

    `headers` hold one name per column, empty where a column has none; rows are data after `header_row` (0: all).
    """

    encoding: str
    separator: str
    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    headers: tuple[str, ...]

    @property
    def is_workbook(self) -> bool:
        return bool(self.sheet)

    def plain(self) -> dict[str, object]:
        return asdict(self)


def format_known(choices: TableChoices, headers: tuple[str, ...]) -> TableFormat | None:
    """The format when nothing of it is left to the guess."""
    encoding, separator, sheet = choices.encoding or "", choices.separator or "", choices.sheet or ""
    if choices.header_row is None or not (sheet or (encoding and separator)):
        return None
    return TableFormat(encoding, separator, sheet, (), choices.header_row, headers)


def format_from_plain(values: Mapping[str, object]) -> TableFormat:
    """The format that `TableFormat.plain` took apart, lists for tuples allowed."""
    known = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return TableFormat(**known)  # type: ignore[arg-type]  # our own values, back from JSON


def sniff(path: Path, choices: TableChoices | None = None) -> TableFormat:
    """How to read a file: what the person chose, and a guess for the rest.

    Raises a Refusal for what is no table, a Trouble when the file cannot be opened.
    """
    return sniff_and_read(path, choices)[0]


def sniff_and_read(path: Path, choices: TableChoices | None = None) -> tuple[TableFormat, Iterator[SheetRow]]:
    """What `sniff` says of a file, and the rows that `read` would give; a workbook is parsed once for both."""
    choices = choices or TableChoices()
    with told_plainly(path), path.open("rb") as file:
        start = file.read(START)
        size = path.stat().st_size
    if size > FILE_MOST:
        raise FileTooLarge(file=path.name, most=FILE_MOST >> 20)
    if _MARKUP.match(start):
        raise NotATable(file=path.name)
    bare, rows = _open_workbook(path, choices) if is_workbook(start) else _open_text(path, choices)
    first = list(islice(rows, SNIFFED_ROWS + (choices.header_row or 0)))
    if all(is_blank(row.cells) for row in first):
        raise FileIsEmpty(file=path.name)
    table = _with_header(path, bare, first, choices.header_row)
    return table, _below_header(path, table, chain(first, rows))


def _open_workbook(path: Path, choices: TableChoices) -> tuple[TableFormat, Iterator[SheetRow]]:
    found = open_sheet(path, choices.sheet)
    return TableFormat("", "", found.name, found.names, 0, ()), found.rows


def _open_text(path: Path, choices: TableChoices) -> tuple[TableFormat, Iterator[SheetRow]]:
    encoding = choices.encoding or guess_encoding(path)
    if encoding not in ENCODINGS:
        raise EncodingUnknown(encoding=encoding)
    table = TableFormat(encoding, choices.separator or guess_separator(path, encoding), "", (), 0, ())
    return table, _text_rows(path, table)


def _with_header(path: Path, bare: TableFormat, rows: list[SheetRow], chosen: int | None) -> TableFormat:
    number = guess_header_row(rows, KNOWN_HEADERS) if chosen is None else chosen
    header = next((row for row in rows if row.number == number), None)
    if number and header is None:
        raise HeaderMissing(file=path.name, row=number)
    width = max(len(row.cells) for row in rows) if header is None else len(header.cells)
    cells = (None,) * width if header is None else header.cells
    return replace(bare, header_row=number, headers=tuple(one_line(raw_text(one)) for one in cells))


def read(path: Path, table: TableFormat) -> Iterator[SheetRow]:
    """The rows below the header, without blank ones. Raises as `sniff` does."""
    if table.is_workbook:
        check_unpacked(path)
    rows = workbook_rows(path, table.sheet) if table.is_workbook else _text_rows(path, table)
    yield from _below_header(path, table, rows)


def _below_header(path: Path, table: TableFormat, rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    cells = 0
    for row in rows:
        cells += len(row.cells)
        if cells > CELLS_MOST:
            raise TooManyCells(file=path.name, row=row.number, column=column_letter(len(row.cells) - 1))
        if row.number > table.header_row and (row.is_cut_off or not is_blank(row.cells)):
            yield row


def _text_rows(path: Path, table: TableFormat) -> Iterator[SheetRow]:
    encoding = "utf-8-sig" if table.encoding == "utf-8" else table.encoding  # a mark at its beginning is no letter
    return csv_rows(path, encoding, table.separator)


def table_for_child(path: str, options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """The plain `TableFormat`, then blocks of plain rows. `options`: fields of `TableChoices`."""
    table, rows = sniff_and_read(Path(path), TableChoices(**options))  # type: ignore[arg-type]  # our own values, back from JSON
    yield table.plain()
    while block := list(islice(rows, BLOCK_ROWS)):
        yield {
            "numbers": [row.number for row in block],
            "widths": [len(row.cells) for row in block],
            "cells": list(chain.from_iterable(row.cells for row in block)),
            "cut_off": [row.number for row in block if row.is_cut_off],
        }


def rows_from_plain(blocks: Iterable[Mapping[str, Any]]) -> Iterator[SheetRow]:
    """The rows that came through the child process in blocks."""
    for block in blocks:
        cells, cut_off = iter(block["cells"]), frozenset(block["cut_off"])
        for number, width in zip(block["numbers"], block["widths"], strict=True):
            yield SheetRow(number, tuple(islice(cells, width)), number in cut_off)
