"""Small tables for tests: text files and workbooks made on the spot."""

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

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


ODF = "urn:oasis:names:tc:opendocument:xmlns"
EMPTY_END = (  # how LibreOffice ends a sheet
    '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)


def ods(folder: Path, rows: Sequence[Sequence[str | date | None]], *, end: str = EMPTY_END) -> Path:
    """A sheet as LibreOffice saves it: OpenDocument 1.3, part 3. `end`: further rows as they stand in the file."""
    spaces = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    sheet = f'<table:table table:name="List">{lines}{end}</table:table>'
    path = folder / "table.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
        body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    return path


def _ods_cell(value: str | date | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def rows_of(path: Path, choices: TableChoices | None = None) -> tuple[TableFormat, list[SheetRow]]:
    table = sniff(path, choices)
    return table, list(read(path, table))


def cells_of(path: Path) -> list[tuple[Cell, ...]]:
    return [row.cells for row in rows_of(path)[1]]
