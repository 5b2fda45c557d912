"""Lists of calls: good rows, and what is wrong with the others by row and column."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from csatdesk.domain.call_lists import Call, Direction
from csatdesk.sheets.calls_in import CallsRead, read_calls, seconds_of
from csatdesk.sheets.cells import SheetRow, sentence

WARSAW = ZoneInfo("Europe/Warsaw")
HEADS = ("Start time", "Extension", "Duration", "Direction", "Number")


def read(*cells: tuple[object, ...], headers: tuple[str, ...] = HEADS) -> CallsRead:
    rows = [SheetRow(number, row) for number, row in enumerate(cells, start=2)]  # type: ignore[arg-type]  # plain cells
    return read_calls(rows, headers, WARSAW)


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 10, 5, hour, minute, tzinfo=UTC)


def test_time_extension_length_and_direction_are_read_and_the_number_of_the_caller_is_not() -> None:
    found = read(("2026-10-05 10:15", 214, "3:25", "in", "601224318"), ("2026-10-05 09:00:30", "215", 40, None, ""))
    assert found.good == (
        Call(datetime(2026, 10, 5, 7, 0, 30, tzinfo=UTC), "215", 40),
        Call(at(8, 15), "214", 205, Direction.IN),
    )
    assert found.problems == ()


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (("Pracownik", "Data", "Godzina", "Czas trwania"), ("Anna Nowak", "5.10.2026", "10:15", "0:03:25")),
        (("Varighet", "Dato", "Klokkeslett", "Ansatt"), ("3:25", "05.10.2026", "10:15", "Anna Nowak")),
        (("Kestus", "Algus", "Töötaja"), ("205", "05.10.2026 10:15", "Anna Nowak")),
        (("Puhelun kesto", "Aloitusaika", "Käyttäjä"), ("205 s", "5.10.2026 10:15", "Anna Nowak")),
        (("Сотрудник", "Дата и время", "Длительность"), ("Anna Nowak", "05.10.2026 10:15", "3:25")),
        (("", "", ""), ("2026-10-05T10:15:00", "Anna Nowak", 205)),
    ],
)
def test_columns_go_by_their_names_in_any_order_and_language(headers: tuple[str, ...], row: tuple[object, ...]) -> None:
    assert read(row, headers=headers).good == (Call(at(8, 15), "Anna Nowak", 205),)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("", "214", 40), "Row 2, column A (Start time): The day and time of the call are missing."),
        (("soon", "214", 40), "Row 2, column A (Start time): “soon” is not a date."),
        (("2026-10-05", "214", 40), "Row 2, column A (Start time): The time of day is missing."),
        (("2026-10-05 10:15", "", 40), "Row 2, column B (Extension): The extension is missing."),
        (("2026-10-05 10:15", "214", "long"), "Row 2, column C (Duration): “long” is not a length"),
        (("2026-10-05 10:15", "214", 40, "up"), "Row 2, column D (Direction): “up” is neither in nor out."),
    ],
)
def test_every_bad_cell_is_named(cells: tuple[object, ...], said: str) -> None:
    found = read(cells)
    assert found.good == ()
    assert [sentence(one).startswith(said) for one in found.problems] == [True]


def test_a_call_that_stands_twice_is_taken_once() -> None:
    row = ("2026-10-05 10:15", "214", 40)
    assert len(read(row, row).good) == 1


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("185", 185), ("185 s", 185), ("3:05", 185), ("0:03:05", 185), ("1:00:00", 3600), ("90:00", 5400), ("12.0", 12)],
)
def test_lengths_are_written_in_many_ways(written: str, seconds: int) -> None:
    assert seconds_of(written) == seconds


@pytest.mark.parametrize("written", ["", "3:75", "1:75:00", "-5", "3 minutes", "1e3"])
def test_what_is_no_length_is_none(written: str) -> None:
    assert seconds_of(written) is None
