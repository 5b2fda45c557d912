"""Contact lists as files: the template, what is read of it and of others, and the copy with its faults marked."""

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from csatdesk.domain.contact_checks import check_list
from csatdesk.domain.contact_lists import COLUMNS, DEFAULT_MANDATORY, NAMES, CheckedList, FaultKind, ListSheet
from csatdesk.sheets.cells import SheetRow
from csatdesk.sheets.contact_lists_in import LIST_READER, list_from_plain, names_of_columns, read_for_child
from csatdesk.sheets.contact_lists_out import ListForm, write_annotated, write_list_template
from csatdesk.sheets.trouble import FileIsEmpty, NotATable, TooManyCells
from csatdesk.system.child import run_reader
from csatdesk.wording.contact_lists import fault_reason
from csatdesk.wording.texts import speaking
from tests.damaged_lists import CODES, MadeList, damaged, fill_in, good_list, rules
from tests.sheets.books import ods, text_file

FORM = ListForm(DEFAULT_MANDATORY, ("How to fill it in", "One row for each customer."), 4_000)
THROUGH_FILES = 60
CENTRAL = rules()
OPTIONS = {"headers": names_of_columns(CENTRAL.headers)}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lists") / "list.xlsx"
    write_list_template(path, FORM)
    return path


def read(path: Path) -> tuple[list[SheetRow], ListSheet]:
    return list_from_plain(read_for_child(str(path), OPTIONS))


def checked(path: Path) -> CheckedList:
    return check_list(read(path)[1], CENTRAL)


def wrong(found: CheckedList) -> set[str]:
    return {f"{one.column}{one.row}" for one in found.faults}


def pages(path: Path) -> Iterator[Worksheet]:
    for page in load_workbook(path).worksheets:
        assert isinstance(page, Worksheet)
        yield page


def test_the_template_has_its_nine_columns_a_fixed_header_codes_to_choose_and_nobody_in_it(template: Path) -> None:
    page, guide, codes = pages(template)
    assert [page.cell(1, place).value for place in range(1, 10)] == [NAMES[column] for column in COLUMNS]
    assert page.max_row == 1
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["F"].number_format == "@"
    (allowed,) = page.data_validations.dataValidation
    assert str(allowed.sqref) == "E2:E4001"
    assert allowed.formula1 == f"'{codes.title}'!$A$2:$A${codes.max_row}"
    assert codes["A2"].value == "EN"
    assert guide["A1"].value == "How to fill it in"
    assert checked(template).faults[0].kind is FaultKind.EMPTY_LIST


def test_damaged_lists_are_refused_with_the_same_cells_when_they_come_as_files(template: Path, tmp_path: Path) -> None:
    for seed in range(THROUGH_FILES):
        made = damaged(seed)
        found = checked(fill_in(template, made, tmp_path / "damaged.xlsx"))
        assert wrong(found) == made.wrong, seed
        assert not found.contacts


def test_a_list_filled_in_is_taken_over_from_a_child_process_too(template: Path, tmp_path: Path) -> None:
    path = fill_in(template, good_list(), tmp_path / "good.xlsx")
    _rows, sheet = list_from_plain(run_reader(LIST_READER, path, OPTIONS))
    assert len(check_list(sheet, CENTRAL).contacts) == 14


def test_a_template_of_another_language_is_the_same_list(tmp_path: Path) -> None:
    with speaking("pl"):
        write_list_template(tmp_path / "lista.xlsx", FORM)
    assert [one.kind for one in checked(tmp_path / "lista.xlsx").faults] == [FaultKind.EMPTY_LIST]


def test_what_says_nothing_is_an_empty_cell(template: Path, tmp_path: Path) -> None:
    made = good_list()
    made.cells[4, 3], made.cells[5, 8] = "-", "n/a"
    assert wrong(checked(fill_in(template, made, tmp_path / "dashes.xlsx"))) == {"D4", "I5"}


def test_a_list_as_text_table_is_read_as_a_workbook_is(tmp_path: Path) -> None:
    made = good_list()
    made.cells[6, 4] = "Polish"
    lines = [";".join(row.cells) for row in made.sheet().rows]
    assert wrong(checked(text_file(tmp_path, "\r\n".join(lines), "utf-16", "list.csv"))) == {"E6"}


def test_open_document_tells_its_formulas_and_merged_cells(tmp_path: Path) -> None:
    made = good_list()
    rows = [[text or None for text in row.cells] for row in made.sheet().rows]
    path = ods(tmp_path, rows)
    assert len(checked(path).contacts) == 14
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    cell = '<table:table-cell office:value-type="string"><text:p>'
    computed = cell.replace(" office", ' table:formula="of:=[.A2]" office')
    marked = parts["content.xml"].replace(f"{cell}Nowak<", f"{computed}Nowak<")
    spanning = cell.replace(" office", ' table:number-rows-spanned="2" office')
    marked = marked.replace(f"{cell}Firma 1 sp", f"{spanning}Firma 1 sp")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | {"content.xml": marked}).items():
            archive.writestr(name, content)
    assert wrong(checked(path)) == {"B2", "D3"}


def test_a_formula_without_a_result_is_seen(template: Path, tmp_path: Path) -> None:
    made = good_list()
    made.cells[5, 6] = "=1+1"
    made.formulas.add((5, 6))
    rows, sheet = read(fill_in(template, made, tmp_path / "formula.xlsx"))
    assert rows[4].cells[6] == "=1+1"
    assert [one.kind for one in check_list(sheet, CENTRAL).faults] == [FaultKind.FORMULA]


def test_the_annotated_copy_keeps_every_value_marks_the_faults_and_computes_nothing(
    template: Path, tmp_path: Path
) -> None:
    made = good_list()
    made.cells[3, 2], made.cells[5, 4], made.cells[6, 3] = "info@firma.pl", "Polish", '=HYPERLINK("http://x.pl")'
    made.formulas.add((6, 3))
    made.cells[7, 9] = "extra"
    path = fill_in(template, made, tmp_path / "damaged.xlsx")
    rows, sheet = read(path)
    found = check_list(sheet, CENTRAL)
    write_annotated(tmp_path / "to mend.xlsx", FORM, rows, found)
    page, mend, *_rest = pages(tmp_path / "to mend.xlsx")
    for row in rows:
        assert [page.cell(row.number, place).value for place in range(1, len(row.cells) + 1)] == list(row.cells)
    commented = {cell.coordinate: cell.comment.text for line in page.iter_rows() for cell in line if cell.comment}
    assert set(commented) == {"C3", "E5", "D6", "J7"}
    assert "code PL" in commented["E5"]
    assert page["E5"].fill.fgColor.rgb == "FFF9D0C4"
    assert [mend.cell(number, 1).value for number in range(2, 6)] == ["C3", "E5", "D6", "J7"]
    assert all(cell.data_type != "f" for sheet_ in pages(tmp_path / "to mend.xlsx") for line in sheet_ for cell in line)


def test_an_annotated_copy_that_was_mended_is_a_list_like_any_other(template: Path, tmp_path: Path) -> None:
    made = good_list()
    made.cells[3, 2] = "info@firma.pl"
    rows, sheet = read(fill_in(template, made, tmp_path / "damaged.xlsx"))
    write_annotated(tmp_path / "copy.xlsx", FORM, rows, check_list(sheet, CENTRAL))
    assert wrong(checked(tmp_path / "copy.xlsx")) == {"C3"}
    book = load_workbook(tmp_path / "copy.xlsx")
    book.worksheets[0]["C3"] = "bjorn@firma.no"
    book.save(tmp_path / "copy.xlsx")
    assert len(checked(tmp_path / "copy.xlsx").contacts) == 14


@pytest.mark.parametrize(("content", "refusal"), [(b"", FileIsEmpty), (b"PK\x03\x04 no workbook", NotATable)])
def test_a_file_that_is_no_table_is_refused_by_its_name(
    tmp_path: Path, content: bytes, refusal: type[Exception]
) -> None:
    path = text_file(tmp_path, content, name="broken.xlsx")
    with pytest.raises(refusal, match=r"broken\.xlsx"):
        read(path)


def test_a_table_far_too_long_is_refused(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b\n" * 20_001)
    with pytest.raises(TooManyCells):
        read(path)


@pytest.mark.parametrize(
    "sign",
    ["\u200e", "\u200f", "\u200d", "\u200c", "\u202a", "\u2067", "\u00ad", "\u061c"],
    ids=lambda sign: f"U+{ord(sign):04X}",
)
def test_signs_nobody_sees_are_no_fault_and_do_not_come_along(template: Path, tmp_path: Path, sign: str) -> None:
    made = good_list()
    plain = checked(fill_in(template, made, tmp_path / "plain.xlsx")).contacts
    made.cells = {place: f"{sign}{text}{sign}" for place, text in made.cells.items()}
    made.cells[4, 2] = f"person2.{sign}c@firma2.pl"
    made.cells[17, 3] = sign
    assert checked(fill_in(template, made, tmp_path / "copied.xlsx")).contacts == plain


def test_joiners_stay_in_the_words_that_need_them(template: Path, tmp_path: Path) -> None:
    made = good_list()
    made.cells[2, 0] = "علی\u200cرضا"
    assert checked(fill_in(template, made, tmp_path / "list.xlsx")).contacts[0].first_name == "علی\u200cرضا"


def test_an_address_is_twice_in_the_list_whatever_nobody_sees_in_it(template: Path, tmp_path: Path) -> None:
    made = good_list()
    made.cells[9, 2] = f"{made.cells[3, 2][:4]}\u200d{made.cells[3, 2][4:]}"
    (fault,) = checked(fill_in(template, made, tmp_path / "list.xlsx")).faults
    assert fault.id == (9, "C", FaultKind.TWICE)


def test_addresses_codes_and_phones_may_come_in_signs_of_full_width(template: Path, tmp_path: Path) -> None:
    made = good_list()
    made.cells |= {(3, 2): "person1.b＠firma1.pl", (3, 4): "ＰＬ", (3, 5): "＋４８ ６０１\u2011２２４\u2011３１８"}
    found = checked(fill_in(template, made, tmp_path / "list.xlsx")).contacts[1]
    assert (found.address, found.language, found.phone) == ("person1.b@firma1.pl", "pl", "+48 601-224-318")


def test_errors_of_a_spreadsheet_program_and_rounded_phones_are_named(template: Path, tmp_path: Path) -> None:
    made = good_list()
    made.cells |= {(3, 0): "#REF!", (4, 3): "#NAME?", (5, 5): "4,86012E+10"}
    found = checked(fill_in(template, made, tmp_path / "list.xlsx"))
    assert wrong(found) == {"A3", "D4", "F5"}
    assert "broken formula" in fault_reason(found.faults[0])
    assert "rounded" in fault_reason(found.faults[2])


def test_the_list_is_found_behind_other_sheets(template: Path, tmp_path: Path) -> None:
    path = fill_in(template, good_list(), tmp_path / "list.xlsx")
    book = load_workbook(path)
    book.create_sheet("Empty", 0)
    book.create_sheet("Read me", 1).append(["Fill in the sheet behind this one."])
    book.save(path)
    assert len(checked(path).contacts) == 14


def test_where_no_sheet_is_a_list_the_one_that_was_read_is_named(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Read me").append(["Nothing but words"])
    book.create_sheet("Notes").append(["More words"])
    book.save(tmp_path / "list.xlsx")
    reasons = [fault_reason(one) for one in checked(tmp_path / "list.xlsx").faults]
    assert any("“Read me”" in one for one in reasons)


# real contacts


REAL = ("chinook_customers.csv", "chinook_customers_cp1250_semicolon.csv")


@pytest.mark.parametrize("name", REAL)
def test_a_list_of_another_program_is_told_once_that_its_header_is_not_ours(shared_data: Path, name: str) -> None:
    path = contacts_file(shared_data, name)
    assert [(one.row, one.column, one.kind) for one in checked(path).faults] == [(1, "A", FaultKind.HEADER)]


@pytest.mark.parametrize(("name", "count"), list(zip(REAL, (59, 51), strict=True)))
def test_real_contacts_become_a_list(shared_data: Path, template: Path, tmp_path: Path, name: str, count: int) -> None:
    encoding, separator = ("cp1250", ";") if "cp1250" in name else ("utf-8", ",")
    made = MadeList()
    made.cells |= {(1, column.place): NAMES[column] for column in COLUMNS}
    with contacts_file(shared_data, name).open(encoding=encoding, newline="") as file:
        for number, one in enumerate(csv.DictReader(file, delimiter=separator), start=2):
            code = CODES[number % len(CODES)]
            company = one["Company"] or one["Country"]
            texts = (one["First name"], one["Last name"], one["E-mail"], company, code, one["Phone"], "", "", one["Id"])
            made.cells |= {(number, place): text for place, text in enumerate(texts) if text}
    found = checked(fill_in(template, made, tmp_path / "real.xlsx"))
    assert not found.faults
    assert len(found.contacts) == count
    expected = {FaultKind.FOREIGN_LETTERS} if count == 59 else set()
    assert {one.kind for one in found.warnings} <= expected | {FaultKind.FOREIGN_LETTERS}


def contacts_file(shared_data: Path, name: str) -> Path:
    path = shared_data / "contacts" / name
    if not path.is_file():
        pytest.skip(f"the contacts of {name} are not among the shared input files")
    return path
