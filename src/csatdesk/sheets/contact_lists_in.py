"""Contact lists out of workbooks and text tables, cell by cell as they stand, with what is computed or merged in them.

Only called in the capped child process. Of .xls and .xlsb formulas cannot be told: there their values count.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element

from csatdesk.domain.cell_texts import plain_signs
from csatdesk.domain.contact_checks import header_key
from csatdesk.domain.contact_lists import COLUMNS, ListColumn, ListRow, ListSheet, Merge
from csatdesk.sheets.cells import SheetRow, column_letter, one_line, raw_text, row_from_plain
from csatdesk.sheets.tables import TableChoices, read, sniff
from csatdesk.sheets.trouble import FileTooLarge, NotATable, TooManyCells, told_plainly
from csatdesk.sheets.workbooks import is_workbook, sheet_names, workbook_rows

LIST_READER = "csatdesk.sheets.contact_lists_in:read_for_child"
FILE_MOST = 16 << 20  # bytes
ROWS_MOST = 20_000
COLUMNS_MOST = 100  # in which a formula without a result is told
FORMULA_MOST = 200  # characters kept of it
MARKS_MOST = 20_000  # formulas, and merged cells, that are told
_PLAIN = (ListColumn.ADDRESS, ListColumn.LANGUAGE, ListColumn.PHONE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_BROKEN = (zipfile.BadZipFile, KeyError, SyntaxError, ValueError, EOFError, NotImplementedError, RuntimeError)


def read_for_child(path: str, options: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """Plain rows, row 1 and extra columns among them, and behind them one mapping of formulas and merges. `options`:
    "headers", the folded names that row 1 may give each column.
    """
    file = Path(path)
    with told_plainly(file), file.open("rb") as opened:
        start = opened.read(8)
        size = file.stat().st_size
    if size > FILE_MOST:
        raise FileTooLarge(file=file.name, most=FILE_MOST >> 20)
    names = sheet_names(file) if is_workbook(start) else ()
    sheet = _sheet_of_list(file, names, options["headers"]) if names else None
    table = sniff(file, TableChoices(sheet=sheet, header_row=0))
    for count, row in enumerate(read(file, table), start=1):
        if count > ROWS_MOST:
            raise TooManyCells(file=file.name, row=row.number, column=column_letter(len(row.cells) - 1))
        yield row.plain()
    marks = _marks(file, sheet) if sheet and start.startswith(b"PK") else _Marks()
    several = sheet if len(names) > 1 else ""
    yield {"formulas": marks.formulas[:MARKS_MOST], "merges": marks.merges[:MARKS_MOST], "sheet": several}


def names_of_columns(headers: Mapping[ListColumn, frozenset[str]]) -> list[list[str]]:
    """The "headers" that the reader asks for."""
    return [sorted(headers[column]) for column in COLUMNS]


def _sheet_of_list(path: Path, names: Sequence[str], headers: Sequence[Sequence[str]]) -> str:
    """The first sheet whose row 1 is that of a list, wherever it stands among others; else the first one filled."""
    filled = ""
    for name in names:
        first = next(workbook_rows(path, name, 1), None)
        if first is not None:
            filled = filled or name
            fitting = sum(header_key(one_line(raw_text(first.cell(at)))) in own for at, own in enumerate(headers))
            if 2 * fitting >= len(headers):
                return name
    return filled or names[0]


def list_row(row: SheetRow) -> ListRow:
    """The cells as texts on one line each; what cannot be read stays visible as U+FFFD."""
    cells = [one_line(_CONTROL.sub("\ufffd", _joined(raw_text(cell)))) for cell in row.cells]
    for column in _PLAIN:
        if column.place < len(cells):
            cells[column.place] = plain_signs(cells[column.place])
    while cells and not cells[-1]:
        cells.pop()
    return ListRow(row.number, tuple(cells))


def _joined(text: str) -> str:
    """Line ends within a cell are blanks; spreadsheet programs write them as one control character or another."""
    return re.sub(r"[\r\n\t\v\f\x85]+|_x000D_", " ", text)


def list_from_plain(rows: Iterable[Mapping[str, object]]) -> tuple[list[SheetRow], ListSheet]:
    """What `read_for_child` gave, back from the child: the rows as they were, and the list to check."""
    raw: list[SheetRow] = []
    marks: Mapping[str, object] = {}
    for values in rows:
        if "row" in values:
            raw.append(row_from_plain(values))
        else:
            marks = values
    formulas = {(row, column): text for row, column, text in _tuples(marks.get("formulas"))}
    raw = _with_formulas(raw, formulas)
    whole = tuple(list_row(row) for row in raw if not row.is_cut_off)
    cut_off_at = next((row.number for row in raw if row.is_cut_off), 0)
    merges = tuple(Merge(*place) for place in _tuples(marks.get("merges")))
    return raw, ListSheet(whole, frozenset(formulas), merges, cut_off_at, str(marks.get("sheet") or ""))


def _tuples(found: object) -> list[tuple[Any, ...]]:
    return [tuple(one) for one in found] if isinstance(found, list) else []


def _with_formulas(rows: Iterable[SheetRow], formulas: Mapping[tuple[int, int], str]) -> list[SheetRow]:
    """A formula without a result stands there as the text it is; else nobody could see that the cell is not empty."""
    found = {row.number: row for row in rows}
    for (number, column), text in formulas.items():
        row = found.get(number, SheetRow(number, ()))
        if column < COLUMNS_MOST and row.cell(column) is None:
            cells = [*row.cells, *([None] * (column + 1 - len(row.cells)))]
            cells[column] = f"={text.removeprefix('of:').removeprefix('=')}"
            found[number] = SheetRow(number, tuple(cells), row.is_cut_off)
    return [found[number] for number in sorted(found)]


class _Marks:
    """Places of formulas, row from 1 and column from 0, and of merged cells: both corners."""

    def __init__(self) -> None:
        self.formulas: list[tuple[int, int, str]] = []
        self.merges: list[tuple[int, int, int, int]] = []


def _marks(path: Path, sheet: str) -> _Marks:
    try:
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                with archive.open("content.xml") as stream:
                    return _open_document(stream, sheet)
            if "xl/workbook.xml" not in archive.namelist():  # .xlsb
                return _Marks()
            with archive.open(_part(archive, sheet)) as stream:
                return _office_open(stream)
    except _BROKEN as error:
        raise NotATable(file=path.name) from error


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Where in the archive a sheet lies (ECMA-376, part 1, 18.2.19 and part 2, 9.3)."""
    with archive.open("xl/workbook.xml") as stream:
        sheets = {one.get("name"): one.get(_RELATION) for one in _elements(stream, "sheet")}
    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        targets = {one.get("Id"): one.get("Target") or "" for one in _elements(stream, "Relationship")}
    target = targets[sheets[sheet]]
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _elements(stream: IO[bytes], name: str) -> Iterator[Element]:
    from openpyxl.xml.functions import iterparse  # through defusedxml: no entity bombs

    for _event, element in iterparse(stream):
        if _local(element) == name:
            yield element


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _office_open(stream: IO[bytes]) -> _Marks:
    from openpyxl.xml.functions import iterparse  # through defusedxml: no entity bombs

    marks, row, column = _Marks(), 0, -1
    for event, element in iterparse(stream, events=("start", "end")):
        name = _local(element)
        if event == "start" and name == "row":
            row, column = int(element.get("r") or row + 1), -1
        elif event == "start" and name == "c":
            found = _REFERENCE.match(element.get("r") or "")
            column = _column(found[1]) if found else column + 1
        elif event == "end" and name == "f":
            marks.formulas.append((row, column, (element.text or "")[:FORMULA_MOST]))
        elif event == "end" and name == "mergeCell":
            marks.merges.append(_corners(element.get("ref") or ""))
        elif event == "end" and name == "row":
            element.clear()
    return marks


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _corners(reference: str) -> tuple[int, int, int, int]:
    """ "A3:B4" → 3, 0, 4, 1. Raises ValueError for anything else."""
    first, _, last = reference.partition(":")
    one, other = _REFERENCE.match(first), _REFERENCE.match(last or first)
    if one is None or other is None:
        raise ValueError(reference)
    return int(one[2]), _column(one[1]), int(other[2]), _column(other[1])


def _open_document(stream: IO[bytes], sheet: str) -> _Marks:
    """OpenDocument 1.3, part 3, 9.1: equal rows and cells stand there once, with a count."""
    from openpyxl.xml.functions import iterparse  # through defusedxml: no entity bombs

    marks, row, column, is_here = _Marks(), 1, 0, False
    for event, element in iterparse(stream, events=("start", "end")):
        name = element.tag.removeprefix(_ODF)
        if name == "table":
            is_here = event == "start" and element.get(f"{_ODF}name") == sheet
            row = 1
        elif name == "table-row" and event == "start":
            column = 0
        elif name == "table-row":
            row += _count(element, "number-rows-repeated")
            element.clear()
        elif name in ("table-cell", "covered-table-cell") and event == "start":
            if is_here:
                _mark_cell(marks, element, row, column)
            column += _count(element, "number-columns-repeated")
    return marks


def _mark_cell(marks: _Marks, cell: Element, row: int, column: int) -> None:
    formula = cell.get(f"{_ODF}formula")
    if formula:
        marks.formulas.append((row, column, formula[:FORMULA_MOST]))
    rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
    if rows > 1 or columns > 1:
        marks.merges.append((row, column, row + rows - 1, column + columns - 1))


def _count(element: Element, name: str) -> int:
    return int(element.get(f"{_ODF}{name}") or 1)
