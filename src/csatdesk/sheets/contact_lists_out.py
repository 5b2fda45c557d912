"""Contact lists as workbooks: the empty template, and a refused list again with its faults marked, to be mended.

Both are made anew by us, so that nothing of a file from outside is carried along but the values of its cells, and every
cell is of the type text or number: none is ever a formula.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csatdesk.domain.contact_lists import COLUMNS, NAMES, CheckedList, Fault, ListColumn
from csatdesk.sheets.cells import SheetRow, clean_text, column_letter
from csatdesk.sheets.tables_out import CELL_MOST, unfinished_beside
from csatdesk.wording.contact_lists import column_name, fault_place, fault_reason, languages_by_code
from csatdesk.wording.texts import _, language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS: Mapping[ListColumn, int] = {
    ListColumn.FIRST_NAME: 18,
    ListColumn.LAST_NAME: 22,
    ListColumn.ADDRESS: 34,
    ListColumn.COMPANY: 30,
    ListColumn.LANGUAGE: 15,
    ListColumn.PHONE: 20,
}
USUAL_WIDTH = 16
TEXT_FORMAT = "@"
HEAD, NEEDED, FAULTY, DOUBTFUL, WHITE = "FF1F4E79", "FFDCE9F5", "FFF9D0C4", "FFFFF2CC", "FFFFFFFF"
COMMENT_WIDTH, COMMENT_HEIGHT = 320, 110  # pixels
WHOLE_LIST_CELL = "A1"


@dataclass(frozen=True, slots=True)
class ListForm:
    """What the template tells about itself. `guide`: sentences of the sheet with instructions, in order."""

    mandatory: frozenset[ListColumn]
    guide: Sequence[str]
    rows: int  # that are ready to be filled in


def write_list_template(path: Path, form: ListForm) -> None:
    """The empty list with its header and instructions. Raises Trouble."""
    with unfinished_beside(path) as unfinished:
        book = _book()
        page = _list_page(book, form)
        _fill_header(page, form, [column_name(column) for column in COLUMNS])
        _add_guide(book, form)
        book.save(unfinished)


def write_annotated(path: Path, form: ListForm, rows: Iterable[SheetRow], checked: CheckedList) -> None:
    """The list as it was read, faulty cells coloured and with their reason as a comment, and a sheet of all faults.

    Mended there it is read as any list: extra sheets are passed over. Raises Trouble.
    """
    with unfinished_beside(path) as unfinished:
        book = _book()
        page = _list_page(book, form)
        _fill_header(page, form, [""] * len(COLUMNS))
        for row in rows:
            _copy(page, row)
        for fault in checked.warnings:
            _mark(page, fault, DOUBTFUL)
        for fault in checked.faults:
            _mark(page, fault, FAULTY)
        _add_faults(book, page, checked)
        _add_guide(book, form)
        book.save(unfinished)


def _book() -> "Workbook":
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "csatdesk"
    book.properties.language = language()
    return book


def _list_page(book: "Workbook", form: ListForm) -> "Worksheet":
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

    page = book.active
    assert isinstance(page, Worksheet)
    page.title = _("Customers")
    page.freeze_panes = "A2"
    for column in COLUMNS:
        dimension = page.column_dimensions[column.value]
        dimension.width = WIDTHS.get(column, USUAL_WIDTH)
        dimension.number_format = TEXT_FORMAT
    codes = len(languages_by_code(language()))
    allowed = DataValidation(
        type="list",
        formula1=f"'{_codes_title()}'!$A$2:$A${codes + 1}",
        allow_blank=ListColumn.LANGUAGE not in form.mandatory,
        showErrorMessage=True,
        errorTitle=column_name(ListColumn.LANGUAGE),
        error=_("Choose a code of the list, for example PL for Polish."),
    )
    allowed.add(f"{ListColumn.LANGUAGE.value}2:{ListColumn.LANGUAGE.value}{form.rows + 1}")
    page.add_data_validation(allowed)
    return page


def _codes_title() -> str:
    return _("Language codes")


def _fill_header(page: "Worksheet", form: ListForm, names: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    for column, name in zip(COLUMNS, names, strict=True):
        cell = page[f"{column.value}1"]
        if name:
            _put(cell, name)
        needed = column in form.mandatory
        cell.font = Font(bold=True, color=WHITE if needed else HEAD)
        cell.fill = PatternFill("solid", fgColor=HEAD if needed else NEEDED)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cell.border = Border(bottom=Side("thin", color=HEAD))
    page.row_dimensions[1].height = 30


def _copy(page: "Worksheet", row: SheetRow) -> None:
    for place, value in enumerate(row.cells, start=1):
        if value is None or value == "":
            continue
        cell = page.cell(row.number, place)
        if isinstance(value, str):
            _put(cell, value)
        else:
            cell.value = value
        if row.number > 1:
            cell.number_format = TEXT_FORMAT


def _put(cell: "Cell | MergedCell", text: str) -> None:
    """Always as text: neither "=…" nor "#N/A" means anything."""
    cell.value = clean_text(text)[:CELL_MOST]
    cell.data_type = "s"


def _mark(page: "Worksheet", fault: Fault, colour: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    cell = page[_cell_of(fault)]
    cell.fill = PatternFill("solid", fgColor=colour)
    cell.font = Font(bold=fault.row <= 1, color="FF000000")
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + fault_reason(fault), "csatdesk", COMMENT_HEIGHT, COMMENT_WIDTH)


def _cell_of(fault: Fault) -> str:
    return f"{fault.column or COLUMNS[0].value}{fault.row}" if fault.row else WHOLE_LIST_CELL


def _add_faults(book: "Workbook", page: "Worksheet", checked: CheckedList) -> None:
    sheet = book.create_sheet(_("What to mend"))
    told = [(fault, _("Must be mended")) for fault in checked.faults]
    told += [(fault, _("Look at it")) for fault in checked.warnings]
    heads = [(_("Cell"), 12), (_("Column"), 20), (_("What stands there"), 36), (_("What to do"), 80), ("", 16)]
    _heads(sheet, heads)
    for number, (fault, weight) in enumerate(told, start=2):
        named = next((one for one in NAMES if one.value == fault.column), None)
        texts = (fault_place(fault), column_name(named) if named else "", fault.value, fault_reason(fault), weight)
        for place, text in enumerate(texts, start=1):
            _put(sheet.cell(number, place), text)
        _link(sheet, number, page.title, _cell_of(fault))


def _link(sheet: "Worksheet", number: int, title: str, target: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell = sheet.cell(number, 1)
    quoted = title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{target}")
    cell.font = Font(underline="single", color=HEAD)


def _heads(sheet: "Worksheet", heads: Sequence[tuple[str, int]]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.freeze_panes = "A2"
    for place, (name, width) in enumerate(heads):
        sheet.column_dimensions[column_letter(place)].width = width
        cell = sheet.cell(1, place + 1)
        _put(cell, name)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True)


def _add_guide(book: "Workbook", form: ListForm) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(_("How to fill it in"))
    sheet.column_dimensions["A"].width = 8
    sheet.column_dimensions["B"].width = 24
    sheet.column_dimensions["C"].width = 80
    for number, text in enumerate(form.guide, start=1):
        cell = sheet.cell(number, 1)
        _put(cell, text)
        cell.font = Font(bold=number == 1)
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=3)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[number].height = 32
    _add_columns(sheet, form, len(form.guide) + 2)
    _add_codes(book)


def _add_columns(sheet: "Worksheet", form: ListForm, start: int) -> None:
    """One line for each column: letter, name, whether it must be filled in."""
    for number, column in enumerate(COLUMNS, start=start):
        need = _("must be filled in") if column in form.mandatory else _("may stay empty")
        for place, text in enumerate((column.value, column_name(column), need), start=1):
            _put(sheet.cell(number, place), text)


def _add_codes(book: "Workbook") -> None:
    sheet = book.create_sheet(_codes_title())
    _heads(sheet, [(_("Code"), 10), (_("Language"), 34)])
    for number, (code, name) in enumerate(languages_by_code(language()), start=2):
        _put(sheet.cell(number, 1), code)
        _put(sheet.cell(number, 2), name)
