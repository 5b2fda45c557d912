"""Small tables for tests: text files and workbooks made on the spot."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from csatdesk.sheets.cells import Cell, SheetRow
from csatdesk.sheets.tables import TableChoices, TableFormat, read, sniff


def text_file(folder: Path, content: str | bytes, encoding: str = "utf-8", name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def workbook(folder: Path, rows: Sequence[Sequence[object]], name: str = "table.xlsx", sheet: str = "List") -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    path = folder / name
    book.save(path)
    return path


def rows_of(path: Path, choices: TableChoices | None = None) -> tuple[TableFormat, list[SheetRow]]:
    table = sniff(path, choices)
    return table, list(read(path, table))


def cells_of(path: Path) -> list[tuple[Cell, ...]]:
    return [row.cells for row in rows_of(path)[1]]
