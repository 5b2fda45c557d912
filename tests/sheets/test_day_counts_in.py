"""Daily counts of a machine: good rows, and what is wrong with the others by row and column."""

from datetime import date

import pytest

from csatdesk.sheets.cells import SheetRow, sentence
from csatdesk.sheets.day_counts_in import CountRead, CountsRead, read_counts

OFFICES = {1: "Sala główna", 2: "Stare Miasto"}
HEADS = ("Data", "Placówka", "Liczba")
NINETEENTH, TWENTIETH = date(2026, 11, 19), date(2026, 11, 20)


def read(*cells: tuple[object, ...], headers: tuple[str, ...] = HEADS, offices: dict[int, str] = OFFICES) -> CountsRead:
    rows = [SheetRow(number, row) for number, row in enumerate(cells, start=2)]  # type: ignore[arg-type]  # plain cells
    return read_counts(rows, headers, offices)


def test_day_office_and_number_are_read() -> None:
    found = read(("19.11.2026", "sala glowna", 214), ("20.11.2026", "Stare Miasto", "1 038"))
    assert found.good == (CountRead(2, NINETEENTH, 1, 214), CountRead(3, TWENTIETH, 2, 1038))
    assert found.problems == ()


@pytest.mark.parametrize(
    "headers",
    [
        ("Antall", "Kontor", "Dato"),
        ("Arv", "Esindus", "Kuupäev"),
        ("Määrä", "Toimipiste", "Päivä"),
        ("Число", "Офис", "Дата"),
    ],
)
def test_columns_go_by_their_names_in_any_order(headers: tuple[str, ...]) -> None:
    assert read((7, "Stare Miasto", "2026-11-19"), headers=headers).good == (CountRead(2, NINETEENTH, 2, 7),)


def test_without_names_the_first_three_columns_count() -> None:
    assert read(("2026-11-19", "Stare Miasto", 7), headers=("", "", "")).good == (CountRead(2, NINETEENTH, 2, 7),)


def test_a_centre_with_one_office_need_not_name_it() -> None:
    assert read(("2026-11-19", None, 7), offices={4: "Hala"}).good == (CountRead(2, NINETEENTH, 4, 7),)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("2026-11-19", "Nowa Huta", 7), "Row 3, column B (Placówka): There is no office “Nowa Huta”."),
        (("2026-11-19", "Stare Miasto", -7), "Row 3, column C (Liczba): “-7” is not a whole number from 0 to 100000."),
        (("2026-11-19", "Stare Miasto", 7.5), "Row 3, column C (Liczba): “7.5” is not a whole number"),
        (("2026-11-19", "Stare Miasto", "²"), "Row 3, column C (Liczba): “²” is not a whole number"),
        (("2026-02-31", "Stare Miasto", 7), "Row 3, column A (Data): “2026-02-31” is not a date."),
        ((None, "Stare Miasto", 7), "Row 3, column A (Data): The day is missing."),
        (("2026-11-01", "Sala główna", 2), "Row 3, column C (Liczba): Row 2 has another number for the same day"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(cells: tuple[object, ...], said: str) -> None:
    good = [(f"2026-11-{day:02}", "Sala główna", 1) for day in range(2, 15)]
    found = read(("2026-11-01", "Sala główna", 1), cells, *good)
    assert [sentence(problem)[: len(said)] for problem in found.problems] == [said]


def test_the_same_row_twice_is_one() -> None:
    assert len(read(("2026-11-19", "Stare Miasto", 7), ("2026-11-19", "Stare Miasto", 7)).good) == 1


def test_a_file_that_is_cut_off_says_so() -> None:
    rows = [SheetRow(2, ("2026-11-19", "Stare Miasto", 7)), SheetRow(3, ('"2026',), is_cut_off=True)]
    found = read_counts(rows, HEADS, OFFICES)
    assert sentence(found.problems[0]).startswith("Row 3: A quotation mark")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_outside_every_calendar_is_no_date(day: str) -> None:
    found = read((day, "Stare Miasto", 7))
    assert found.good == ()
    assert f"“{day}” is not a date." in sentence(found.problems[0])


def test_a_number_of_ten_thousand_digits_is_told_not_read() -> None:
    found = read(("2026-11-19", "Stare Miasto", "9" * 10_000))
    assert found.good == ()
    assert "is not a whole number from 0 to 100000." in sentence(found.problems[0])
