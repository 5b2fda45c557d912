"""The real files people brought: what comes out of each."""

from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from csatdesk.sheets.cases_in import CaseChoices, PreparedCases, prepare_cases
from csatdesk.sheets.cells import Cell
from csatdesk.sheets.customers_in import PreparedCustomers, prepare_customers
from csatdesk.sheets.mapping import CUSTOMER_FIELDS, guess_columns, guess_date_styles
from tests.sheets.books import rows_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def cases_of(path: Path) -> PreparedCases:
    table, rows = rows_of(path)
    mapping = guess_columns(table.headers, rows)
    styles = {key: guess.style for key, guess in guess_date_styles(mapping, rows).items() if guess.style}
    return prepare_cases(rows, mapping, CaseChoices(NOW, ZoneInfo("America/New_York"), styles))


def customers_of(path: Path) -> PreparedCustomers:
    table, rows = rows_of(path)
    return prepare_customers(rows, guess_columns(table.headers, rows, CUSTOMER_FIELDS))


def test_new_york_is_ready_within_a_second_and_no_row_is_lost(shared_data: Path) -> None:
    began = perf_counter()
    result = cases_of(shared_data / "complaints_311" / "nyc_311_part_a.csv")
    assert perf_counter() - began < 3  # 0.2 s alone; a busy machine gets some room
    assert (len(result.good), len(result.copies), len(result.problems)) == (4123, 213, 0)
    assert [(one.value, one.count) for one in result.unknown] == [("other", 19)]
    first = result.good[0]
    assert (first.source_number, first.topic, first.text) == ("915216", "Illegal Parking", "unregistered for months")
    assert (first.received_at, first.status) == (datetime(2018, 1, 27, 15, 5, 54, tzinfo=UTC), "registered")
    assert len({case.topic for case in result.good}) == 282


def test_hoboken_says_the_same_as_text_and_as_workbook(shared_data: Path) -> None:
    text, book = (cases_of(shared_data / "complaints_311" / f"hoboken_311.{kind}") for kind in ("csv", "xlsx"))
    assert text.good == book.good
    assert (len(text.good), text.copies) == (46, book.copies)
    assert text.good[0].source_number == "4933221"
    assert {case.status for case in text.good} == {"registered", "in_work", "closed"}


def test_customers_keep_their_letters_in_both_encodings(shared_data: Path) -> None:
    unicode = customers_of(shared_data / "contacts" / "chinook_customers.csv")
    cp1250 = customers_of(shared_data / "contacts" / "chinook_customers_cp1250_semicolon.csv")
    assert (len(unicode.good), len(cp1250.good), unicode.problems, cp1250.problems) == (59, 51, (), ())
    names = {one.source_number: (one.name, one.contact_person, one.email, one.address) for one in unicode.good}
    assert all(
        names[one.source_number] == (one.name, one.contact_person, one.email, one.address) for one in cp1250.good
    )
    assert "Stanisław Wójcik" in {one.name for one in cp1250.good}
    assert sum(one.kind == "organisation" for one in unicode.good) == 10


# file → encoding, separator, header row, headers (the first four), rows, first row (the first three cells)
MESSY: dict[str, tuple[str, str, int, tuple[str, ...], int, tuple[Cell, ...]]] = {
    "csvkit_bad.csv": ("utf-8", ",", 1, ("column_a", "column_b", "column_c"), 3, ("1", "27", None)),
    "csvkit_test_latin1.csv": ("cp1252", ",", 1, ("a", "b", "c"), 2, ("1", "2", "3")),
    "messytables_begrotingsanalyse-2011.csv": (
        "utf-8",
        ",",
        6,
        ("", "", "Groningen", "Friesland"),
        37,
        ("NR.", "Cluster", None),
    ),
    "messytables_excel_pasting.csv": (
        "utf-8",
        ",",
        4,
        ("Year", "2000", "2001", "2002"),
        16,
        ("Timber", "2,666", "2,274"),
    ),
    "messytables_simple.ssv": ("utf-8", ";", 1, ("date", "temperature", "place"), 6, ("2011-01-01", "1", "Galway")),
    "messytables_utf8bom.csv": ("utf-8", ",", 1, ("kitten", "win"), 0, ()),
    "phpspreadsheet_NumberFormatTest.de.csv": ("utf-8", ",", 0, ("", "", ""), 5, ("-123", "1.234", "12.345,67")),
    "phpspreadsheet_line_break_in_enclosure.csv": ("utf-8", ",", 1, ("Name", "Copy", "URL"), 5, ()),
    "phpspreadsheet_linend.mac.csv": ("utf-8", ",", 1, ("A", "1"), 1, ("2", "3")),
    "phpspreadsheet_premiere.utf16lebom.csv": (
        "utf-16",
        ",",
        1,
        ("première", "second", "troisième"),
        1,
        ("Quatrième",),
    ),
    "phpspreadsheet_premiere.win1252.csv": ("cp1252", ",", 1, ("première", "second", "troisième"), 1, ("Quatrième",)),
    "phpspreadsheet_semicolon_separated.csv": ("utf-8", ";", 1, ("This", "Are", "Headers"), 2, ("Cell A2",)),
    "phpspreadsheet_sep.csv": ("utf-8", ";", 1, ("A", "1"), 1, ("2", "3")),
}


@pytest.mark.parametrize("name", MESSY)
def test_awkward_files_are_read_as_a_person_would(shared_data: Path, name: str) -> None:
    encoding, separator, header_row, headers, count, first = MESSY[name]
    table, rows = rows_of(shared_data / "messy_csv" / name)
    assert (table.encoding, table.separator, table.header_row) == (encoding, separator, header_row)
    assert table.headers[: len(headers)] == headers
    assert len(rows) == count
    assert count == 0 or rows[0].cells[: len(first)] == first


def test_ragged_rows_are_named_by_their_row(shared_data: Path) -> None:
    table, rows = rows_of(shared_data / "messy_csv" / "csvkit_bad.csv")
    assert [(row.number, len(row.cells) - len(table.headers)) for row in rows] == [(2, 1), (3, -1), (4, 0)]


def test_a_cell_of_several_lines_stays_one_cell(shared_data: Path) -> None:
    _table, rows = rows_of(shared_data / "messy_csv" / "phpspreadsheet_line_break_in_enclosure.csv")
    assert str(rows[0].cells[1]).splitlines() == ["This is a test", "with line breaks", "that breaks the", "delimiters"]
    assert [row.number for row in rows] == [2, 3, 4, 5, 6]
