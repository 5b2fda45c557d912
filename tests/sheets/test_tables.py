"""What a file is and what rows come out of it."""

import json
import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from csatdesk.domain.errors import Refusal, Trouble
from csatdesk.sheets.cells import column_letter
from csatdesk.sheets.tables import (
    BLOCK_ROWS,
    TableChoices,
    format_from_plain,
    format_known,
    read,
    rows_from_plain,
    sniff,
    sniff_and_read,
    table_for_child,
)
from csatdesk.sheets.trouble import (
    EncodingUnknown,
    FileGone,
    FileInUse,
    FileIsEmpty,
    FileTooLarge,
    HeaderMissing,
    NotATable,
    SheetMissing,
    TooManyCells,
)
from csatdesk.system.child import run_reader
from tests.sheets.books import cells_of, ods, rows_of, text_file, workbook

AFTERNOON = datetime(2024, 3, 5, 14, 30)  # noqa: DTZ001  (cells know no zone)


def test_a_comma_table_has_headers_and_numbered_rows(tmp_path: Path) -> None:
    table, rows = rows_of(text_file(tmp_path, "Number,Text\n1,First\n2,Second\n"))
    assert (table.encoding, table.separator, table.header_row) == ("utf-8", ",", 1)
    assert table.headers == ("Number", "Text")
    assert [(row.number, row.cells) for row in rows] == [(2, ("1", "First")), (3, ("2", "Second"))]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_found(tmp_path: Path, separator: str) -> None:
    lines = (("Date", "Customer", "Text"), ("1.2.2024", "Anna", "Bill wrong"), ("2.2.2024", "Liis", "Meter, broken"))
    path = text_file(tmp_path, "\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines))
    table, rows = rows_of(path)
    assert table.separator == separator
    assert rows[1].cells == ("2.2.2024", "Liis", "Meter, broken")


def test_addresses_with_commas_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    line = "Anna Nowak;ul. Długa 5, m. 3, 00-950 Warszawa, Polska\n"
    assert sniff(text_file(tmp_path, "Klient;Adres\n" + line * 30)).separator == ";"


def test_a_first_line_names_the_separator_and_is_no_row(tmp_path: Path) -> None:
    table, rows = rows_of(text_file(tmp_path, "sep=;\r\nName;Text\r\nAnna;a,b,c\r\n"))
    assert (table.separator, table.headers, table.header_row) == (";", ("Name", "Text"), 1)
    assert [(row.number, row.cells) for row in rows] == [(2, ("Anna", "a,b,c"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_a_mark_is_read(tmp_path: Path, encoding: str) -> None:
    text = "Klient;Treść\n" + "Stanisław Wójcik;Rachunek zawyżony\n" * 3
    table, rows = rows_of(text_file(tmp_path, text, encoding))
    assert table.headers == ("Klient", "Treść")
    assert rows[0].cells == ("Stanisław Wójcik", "Rachunek zawyżony")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_cyrillic_in_utf16_without_a_mark_is_read(tmp_path: Path, encoding: str) -> None:
    table, _rows = rows_of(text_file(tmp_path, "Клиент;Суть обращения\r\nИван;Счёт завышен\r\n", encoding))
    assert (table.encoding, table.headers) == (encoding, ("Клиент", "Суть обращения"))


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1250", "Klient;Treść\nStanisław Wójcik;Rachunek jest zawyżony, proszę o wyjaśnienie\n"),
        ("cp1250", "Jméno;Město\nFrantišek Dvořák;Plzeň, žádám o vysvětlení účtu\n"),
        ("cp1251", "Клиент;Суть обращения\nИван Петров;Счёт завышен, прошу разобраться\n"),
        ("cp1252", "Kunde;Henvendelse\nBjørn Ås;Fakturaen er for høy, målt forbruk kan ikke stemme\n"),
        ("cp1252", "Klient;Sisu\nJüri Õunapuu;Arve on liiga suur, õige näit on väiksem\n"),
        ("cp1252", "Asiakas;Kuvaus\nPäivi Hämäläinen;Laskussa on väärä määrä\n"),
    ],
)
def test_one_byte_code_pages_are_told_apart_by_their_words(tmp_path: Path, encoding: str, words: str) -> None:
    table, rows = rows_of(text_file(tmp_path, words, encoding))
    header, line = words.splitlines()
    assert table.headers == tuple(header.split(";"))
    assert rows[0].cells == tuple(line.split(";"))


def test_letters_late_in_a_long_file_still_decide_its_encoding(tmp_path: Path) -> None:
    text = "Number;Text\n" + "1;plain words only\n" * 20_000 + "2;Zażółć gęślą jaźń\n"
    _table, rows = rows_of(text_file(tmp_path, text, "cp1250"))
    assert rows[-1].cells == ("2", "Zażółć gęślą jaźń")


def test_a_few_broken_characters_do_not_make_utf8_a_code_page(tmp_path: Path) -> None:
    content = b"Tekst\n" + "żółty rachunek\n".encode() * 30 + b"cut \xc5\nlast\n"
    table, rows = rows_of(text_file(tmp_path, content))
    assert table.encoding == "utf-8"
    assert rows[30].cells == ("cut \ufffd",)


def test_a_person_can_choose_encoding_separator_and_header(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Список|2024\nИмя|Тема\nАнна|Счёт\n", "koi8-r")
    table, rows = rows_of(path, TableChoices(encoding="koi8-r", separator="|", header_row=2))
    assert table.headers == ("Имя", "Тема")
    assert rows[0].cells == ("Анна", "Счёт")


def test_without_a_header_all_rows_are_data(tmp_path: Path) -> None:
    table, rows = rows_of(text_file(tmp_path, "Anna;Bill\nLiis;Meter\n"), TableChoices(header_row=0))
    assert (table.headers, len(rows)) == (("", ""), 2)


def test_titles_and_blank_rows_above_the_header_are_passed_over(tmp_path: Path) -> None:
    text = "Complaints of 2024;;\n;;\nNo.;Received;What happened\n1;5.1.2024;Bill\n;;\n2;6.1.2024;Meter\n"
    table, rows = rows_of(text_file(tmp_path, text))
    assert (table.header_row, table.headers) == (3, ("No.", "Received", "What happened"))
    assert [row.number for row in rows] == [4, 6]


def test_line_breaks_in_quotes_do_not_shift_row_numbers(tmp_path: Path) -> None:
    _table, rows = rows_of(text_file(tmp_path, 'Name,Text\r\nAnna,"one\r\ntwo\r\nthree"\r\nLiis,four\r\n'))
    assert [(row.number, row.cells[0]) for row in rows] == [(2, "Anna"), (3, "Liis")]


def test_a_quotation_mark_that_never_closes_cuts_off_only_its_row(tmp_path: Path) -> None:
    _table, rows = rows_of(text_file(tmp_path, 'Name,Text\nAnna,fine\nLiis,"open\nMarek,lost\n'))
    assert [(row.number, row.is_cut_off) for row in rows] == [(2, False), (3, True)]


def test_old_line_ends_are_line_ends(tmp_path: Path) -> None:
    assert cells_of(text_file(tmp_path, "Name,Text\rAnna,Bill\rLiis,Meter\r")) == [("Anna", "Bill"), ("Liis", "Meter")]


def test_a_workbook_gives_whole_numbers_and_iso_dates(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [
            ("Id", "When", "Day", "Time", "Long", "Sure", "Price"),
            (4933221.0, AFTERNOON, date(2024, 3, 5), time(9, 5), timedelta(hours=30), True, 12.5),
        ],
    )
    assert cells_of(path) == [(4933221, "2024-03-05T14:30:00", "2024-03-05", "09:05:00", "30:00:00", "TRUE", 12.5)]


def test_rows_and_columns_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["C4"], page["D4"], page["C6"], page["D6"] = "Number", "What happened", "17", "Bill wrong"
    book.save(tmp_path / "far.xlsx")
    table, rows = rows_of(tmp_path / "far.xlsx")
    assert (table.header_row, table.headers) == (4, ("", "", "Number", "What happened"))
    assert [(row.number, row.cells) for row in rows] == [(6, (None, None, "17", "Bill wrong"))]


def test_the_first_filled_visible_sheet_is_taken_and_another_can_be_chosen(tmp_path: Path) -> None:
    book = Workbook()
    for name, state in (("Empty", "visible"), ("Secret", "hidden"), ("Cases", "visible"), ("Old", "visible")):
        page = book.create_sheet(name)
        page.sheet_state = state
        if name != "Empty":
            page.append(["Number", "Text"])
            page.append([name, "x"])
    del book["Sheet"]
    book.save(tmp_path / "many.xlsx")
    table, rows = rows_of(tmp_path / "many.xlsx")
    assert (table.sheets, table.sheet, rows[0].cells[0]) == (("Empty", "Cases", "Old"), "Cases", "Cases")
    assert rows_of(tmp_path / "many.xlsx", TableChoices(sheet="Old"))[1][0].cells[0] == "Old"
    with pytest.raises(SheetMissing, match="Cases"):
        sniff(tmp_path / "many.xlsx", TableChoices(sheet="Gone"))


def test_content_decides_what_a_file_is_not_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path, [("Number", "Text"), (1, "x")], name="really.csv")
    assert sniff(path).is_workbook


def test_rows_come_the_same_through_the_functions_of_the_child(tmp_path: Path) -> None:
    path = workbook(tmp_path, [("Number", "Received"), (1, AFTERNOON), (2, None)])
    plain, *rows = [json.loads(json.dumps(line)) for line in table_for_child(str(path), {})]
    table = format_from_plain(plain)
    assert table == sniff(path)
    assert list(rows_from_plain(rows)) == list(read(path, table))
    _plain, *told = table_for_child(str(path), {"header_row": 0})
    assert next(rows_from_plain(told)).number == 1


def test_many_rows_of_unlike_length_come_through_as_they_stood(tmp_path: Path) -> None:
    lines = [";".join(["x"] * (1 + number % 3)) for number in range(2 * BLOCK_ROWS + 7)]
    path = text_file(tmp_path, "a;b;c\n" + "\n".join(lines) + '\n"never closed')
    plain, *blocks = [json.loads(json.dumps(line)) for line in table_for_child(str(path), {"separator": ";"})]
    found = list(rows_from_plain(blocks))
    assert found == list(read(path, format_from_plain(plain)))
    assert [row.number for row in found] == list(range(2, 2 * BLOCK_ROWS + 10))
    assert [len(row.cells) for row in found[:4]] == [1, 2, 3, 1]
    assert [row.is_cut_off for row in found[-2:]] == [False, True]


def test_what_leaves_nothing_to_guess_is_read_without_a_look_at_the_file(tmp_path: Path) -> None:
    text = text_file(tmp_path, "Klient;Treść\nWójcik;Rachunek zawyżony\n", "cp1250")
    for path in (text, workbook(tmp_path, [("Number", "Text"), (1, "Bill")])):
        found = sniff(path)
        choices = TableChoices(found.encoding or None, found.separator or None, found.sheet or None, found.header_row)
        known = format_known(choices, found.headers)
        assert known is not None
        assert list(read(path, known)) == list(read(path, found))
        assert format_known(replace(choices, header_row=None), found.headers) is None
    assert format_known(TableChoices(encoding="cp1250", header_row=1), ("Klient",)) is None


def test_refusals_come_through_the_child_process_as_they_are(tmp_path: Path) -> None:
    path = text_file(tmp_path, b"PK\x03\x04 no zip at all", name="broken.xlsx")
    with pytest.raises(NotATable, match="broken"):
        list(run_reader("csatdesk.sheets.tables:table_for_child", path, {}))


def test_the_child_process_reads_what_we_read(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Klient;Treść\nWójcik;Rachunek zawyżony\n", "cp1250")
    plain, *told = run_reader("csatdesk.sheets.tables:table_for_child", path, {"separator": ";"})
    rows = list(rows_from_plain(told))
    assert rows == list(read(path, format_from_plain(plain)))
    assert rows == list(read(path, sniff(path)))
    assert rows[0].cells == ("Wójcik", "Rachunek zawyżony")


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no zip at all",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"\xff\xd8\xff\xe0" + bytes(range(32)) * 50,
        b"%PDF-1.7\n" + bytes(range(256)) * 20,
        b"<html><body><table><tr><td>Name</td><td>E-mail</td></tr></table></body></html>",
        b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<table><tr><td>Name;E-mail</td></tr></table>",
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook><Worksheet/></Workbook>',
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<table></table>",
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotATable, match=r"x\.dat"):
        sniff(text_file(tmp_path, content, name="x.dat"))


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b" , ,\n", b"\xef\xbb\xbf"])
def test_a_file_without_any_cell_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileIsEmpty):
        sniff(text_file(tmp_path, content))


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileIsEmpty):
        sniff(workbook(tmp_path, []))


def test_a_missing_file_is_trouble_that_can_be_tried_again(tmp_path: Path) -> None:
    with pytest.raises(FileGone) as caught:
        sniff(tmp_path / "gone.xlsx")
    assert caught.value.can_retry


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileInUse):
        sniff(tmp_path)


def test_a_header_row_behind_the_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HeaderMissing):
        sniff(text_file(tmp_path, "a,b\n1,2\n"), TableChoices(header_row=40))


def test_an_encoding_we_do_not_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncodingUnknown):
        sniff(text_file(tmp_path, "a,b\n"), TableChoices(encoding="rot13"))


def test_a_stray_cell_at_the_end_of_the_sheet_is_refused_with_its_place(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["XFD1048576"] = "Number", "stray"
    book.save(tmp_path / "stray.xlsx")
    with pytest.raises(TooManyCells, match="1048576 and column XFD"):
        sniff(tmp_path / "stray.xlsx")


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "x")
        archive.infolist()[0].file_size = 1 << 30
    with pytest.raises(FileTooLarge):
        sniff(path)


def test_every_error_about_a_file_says_what_to_do_and_names_it() -> None:
    errors = [
        one
        for family in (Refusal, Trouble)
        for one in family.__subclasses__()
        if one.__module__.endswith("sheets.trouble")
    ]
    assert len(errors) > 8
    for error in errors:
        assert error.text.count(".") >= 2, error.text
        assert "{file}" in error.text or "{encoding}" in error.text


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [column_letter(place) for place in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_a_sheet_of_libreoffice_is_read_with_its_dates_and_lines(tmp_path: Path) -> None:
    moment = datetime(2024, 3, 5, 14, 30)  # noqa: DTZ001  (cells know no zone)
    rows = (("Received", "Text", "Customer"), (moment, "two\nlines & signs", None), (date(2024, 3, 6), "Żółć", "Jan"))
    table, found = rows_of(ods(tmp_path, rows))
    assert (table.sheet, table.headers) == ("List", ("Received", "Text", "Customer"))
    assert [row.cells for row in found] == [
        ("2024-03-05T14:30:00", "two\nlines & signs", None),
        ("2024-03-06", "Żółć", "Jan"),
    ]


def test_a_sheet_of_libreoffice_that_repeats_one_row_without_end_is_refused(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="500" office:value-type="float" office:value="1"/>'
    end = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    path = ods(tmp_path, (("Received", "Text"),), end=end)
    with pytest.raises((NotATable, TooManyCells)):
        list(run_reader("csatdesk.sheets.tables:table_for_child", path, {}))


@pytest.mark.parametrize("kind", ["text", "workbook", "workbook whose first sheet is empty"])
def test_a_file_read_at_once_says_what_it_is_and_holds_the_same_rows(tmp_path: Path, kind: str) -> None:
    rows = [("Name", "Points"), *((f"n{one}", one / 2) for one in range(150)), (True, "1")]
    path = workbook(tmp_path, rows, sheet="Points")
    if kind == "text":
        path = text_file(tmp_path, "".join(f"{one};{other}\r\n" for one, other in rows))
    elif kind != "workbook":
        book = load_workbook(path)
        book.create_sheet("Empty", 0)
        book.save(path)
    table, found = sniff_and_read(path)
    assert (table, list(found)) == (sniff(path), list(read(path, table)))
    assert len(list(read(path, table))) == 151
    assert table.headers == ("Name", "Points")
