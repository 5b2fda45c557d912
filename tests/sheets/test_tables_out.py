"""Lists to take along: what is written is read back, no text becomes a formula, nothing half is left."""

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.errors import Cancelled
from csatdesk.domain.exported import Exported
from csatdesk.sheets.cases_in import CaseChoices, prepare_cases
from csatdesk.sheets.cells import SheetRow, clean_text, raw_text
from csatdesk.sheets.mapping import ColumnMapping
from csatdesk.sheets.tables import TableChoices
from csatdesk.sheets.tables_out import Column, Value, bad_rows_out, write_table
from csatdesk.sheets.trouble import FileGone
from csatdesk.wording.texts import speaking
from tests.sheets.books import rows_of

WARSAW = ZoneInfo("Europe/Warsaw")
RECEIVED = datetime(2024, 7, 5, 12, 30, tzinfo=UTC)
HARD = (
    'quote " and ""two""',
    "first line\nsecond; line, with signs\t|",
    "_x0041_ and _x000D_",
    "עברית שלום \u200fمرحبا\u200e left",
    "👩\u200d👩\u200d👧\u200d👦 and 𝄞 and e\u0301",
    "sep=;",
    "TRUE",
    "007",
    "1e5",
    "3/4",
    "x\u2028y\u00a0z",
)
DANGEROUS = ("=1+1", "+48 601 224 318", "-5 zł", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A!", "\t=1", "\r\n=1", "'=1")


def written(path: Path, *texts: Value) -> list[object]:
    write_table(path, [Column("Text")], [(text,) for text in texts], zone=WARSAW)
    return [row.cells[0] for row in rows_of(path, TableChoices(header_row=1))[1]]


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_text_that_looks_like_a_formula_is_read_back_as_that_text(tmp_path: Path, name: str) -> None:
    read = written(tmp_path / name, *DANGEROUS)
    assert [str(text).strip() for text in read] == [text.strip() for text in DANGEROUS]


def test_no_cell_of_a_workbook_is_a_formula_or_an_error(tmp_path: Path) -> None:
    written(tmp_path / "list.xlsx", *DANGEROUS, "#N/A", "#REF!")
    page = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert page is not None
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}


def test_no_cell_of_a_text_table_begins_like_a_formula(tmp_path: Path) -> None:
    written(tmp_path / "list.csv", *DANGEROUS)
    lines = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    assert not [line for line in lines if line.strip('"').startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
@given(texts=st.lists(st.text(max_size=40).filter(clean_text), min_size=1, max_size=5))
def test_any_text_is_read_back_cleaned(tmp_path_factory: pytest.TempPathFactory, name: str, texts: list[str]) -> None:
    read = written(tmp_path_factory.mktemp("out") / name, *texts)
    assert [clean_text(str(text)) for text in read] == [clean_text(text) for text in texts]


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_hard_text_is_read_back_as_it_was(tmp_path: Path, name: str) -> None:
    assert [clean_text(str(text)) for text in written(tmp_path / name, *HARD)] == [clean_text(text) for text in HARD]


LETTERS = st.one_of(
    st.sampled_from(("_x", "0041_", "=", "+", "@", '"', "\n", "\r", "\t", ";", ",", "\0", "\u200f", "😀", "'", "#")),
    st.characters(),
)


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
@given(texts=st.lists(st.lists(LETTERS, max_size=12).map("".join).filter(clean_text), min_size=1, max_size=5))
def test_text_made_of_hard_letters_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, name: str, texts: list[str]
) -> None:
    read = written(tmp_path_factory.mktemp("out") / name, *texts)
    assert [clean_text(str(text)) for text in read] == [clean_text(text) for text in texts]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_a_hundred_thousand_texts_are_read_back_and_none_is_a_formula(tmp_path: Path, name: str) -> None:
    chance = Random(7)
    pieces = [*HARD, *DANGEROUS, *"=+-@\t\n\r;,'\"#_ ąßЖ😀\u200f\u2028", "_x", "0041_", "\r\n", "=cmd|", "<b>"]
    texts = ["".join(chance.choices(pieces, k=chance.randint(1, 4))) for _place in range(100_000)]
    texts = [text for text in texts if clean_text(text) and raw_text(clean_text(text))]
    read = written(tmp_path / name, *texts)
    assert [clean_text(str(text)) for text in read] == [clean_text(text) for text in texts]
    if name.endswith("xlsx"):
        rows = openpyxl.load_workbook(tmp_path / name, read_only=True).worksheets[0].iter_rows()
        assert {cell.data_type for row in rows for cell in row} == {"s"}
    else:
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            assert not [row for row in csv.reader(file) if row[0].startswith(("=", "+", "-", "@"))]


def test_what_a_file_cannot_hold_is_counted(tmp_path: Path) -> None:
    texts = [("nul \0 inside",), ("😀" * 16_384,), ("x" * 32_767,), ("bell\a " + "y" * 32_768,), ("plain",)]
    book, table = tmp_path / "list.xlsx", tmp_path / "list.csv"
    assert write_table(book, [Column("Text")], texts, zone=UTC) == Exported(5, shortened=2, cleaned=2)
    assert write_table(table, [Column("Text")], texts, zone=UTC) == Exported(5, cleaned=2)
    read = [str(row.cells[0]) for row in rows_of(book, TableChoices(header_row=1))[1]]
    assert read[0] == "nul  inside"
    assert read[1] == "😀" * 16_383  # Excel counts two for each
    assert [len(text) for text in read[2:]] == [32_767, 32_767, 5]


def test_a_workbook_has_a_bold_frozen_header_real_dates_and_real_numbers(tmp_path: Path) -> None:
    columns = [Column("Received", 18), Column("Day"), Column("Money"), Column("Count")]
    row: Sequence[Value] = (RECEIVED, date(2024, 7, 5), Decimal("12.50"), 3)
    write_table(tmp_path / "list.xlsx", columns, [row], zone=WARSAW, title="Cases: [all]/2024")
    page = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert page is not None
    assert (page.title, page.freeze_panes, page.column_dimensions["A"].width) == ("Cases all2024", "A2", 18)
    assert all(cell.font.bold for cell in page[1])
    assert [page[place].data_type for place in ("A2", "B2", "C2", "D2")] == ["d", "d", "n", "n"]
    assert f"{page['A2'].value}" == "2024-07-05 14:30:00"
    assert (page["C2"].value, page["D2"].value) == (12.5, 3)


def test_a_text_table_is_parted_as_spreadsheets_of_the_language_expect(tmp_path: Path) -> None:
    for code, line in (("en", '"a","12.5","2024-07-05 14:30"'), ("pl", '"a";"12,5";"2024-07-05 14:30"')):
        with speaking(code):
            columns = [Column("A"), Column("B"), Column("C")]
            write_table(tmp_path / "x.csv", columns, [("a", Decimal("12.5"), RECEIVED)], zone=WARSAW)
        assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        assert (tmp_path / "x.csv").read_text("utf-8-sig").splitlines()[1] == line


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_cancel_keeps_the_old_file_and_leaves_nothing_beside_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("old")

    def cancel(done: int, total: int) -> None:
        assert (done, total) == (500, 9000)
        raise Cancelled

    rows: Iterator[Sequence[Value]] = ((f"text {n}",) for n in range(9000))
    with pytest.raises(Cancelled):
        write_table(path, [Column("Text")], rows, zone=UTC, progress=cancel, total=9000)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_trouble_in_words(tmp_path: Path) -> None:
    with pytest.raises(FileGone):
        write_table(tmp_path / "gone" / "x.xlsx", [Column("A")], [], zone=UTC)


def test_the_rows_of_a_workbook_never_pass_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    (tmp_path / "own").mkdir()
    written(tmp_path / "own" / "list.xlsx", "canary")


def test_refused_rows_go_out_with_every_reason_and_can_come_back(tmp_path: Path) -> None:
    mapping = ColumnMapping(("Day", "Text"), {"received_at": 0, "text": 1})
    rows = [SheetRow(2, ("2024-03-05", "fine")), SheetRow(3, ("soon", "Bill")), SheetRow(4, ("never", "x" * 20_001))]
    result = prepare_cases(rows, mapping, CaseChoices(RECEIVED, UTC))
    bad_rows_out(tmp_path / "bad.xlsx", mapping.headers, result.refused, result.problems, zone=UTC)
    table, back = rows_of(tmp_path / "bad.xlsx")
    assert table.headers == ("Row in the file", "What is wrong", "Day", "Text")
    assert [row.cells[0] for row in back] == [3, 4]
    assert str(back[0].cells[1]).startswith("Row 3, column A (Day): “soon” is no date")
    assert str(back[1].cells[1]).count("\n") == 1
    assert back[0].cells[2:] == ("soon", "Bill")
