"""Rows as cases: what is good, and what is said about the rest."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import Enum
from zoneinfo import ZoneInfo

import pytest

from csatdesk.domain.cases import (
    CaseKind,
    Outcome,
)
from csatdesk.domain.contacts import Channel, Known, Segment
from csatdesk.domain.errors import Cancelled
from csatdesk.domain.statuses import Status
from csatdesk.sheets import value_words
from csatdesk.sheets.cases_in import (
    CaseChoices,
    DateColumnMissing,
    PreparedCases,
    TextColumnMissing,
    prepare_cases,
)
from csatdesk.sheets.cells import Cell, SheetRow, sentence
from csatdesk.sheets.dates import DateStyle
from csatdesk.sheets.header_row import header_words
from csatdesk.sheets.mapping import ColumnMapping
from csatdesk.wording.texts import LANGUAGES, speaking
from csatdesk.wording.words import word

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
CHOICES = CaseChoices(
    NOW, ZoneInfo("Europe/Tallinn"), {"received_at": DateStyle.DAY_FIRST, "closed_at": DateStyle.DAY_FIRST}
)


def prepared(*rows: dict[str, Cell], choices: CaseChoices = CHOICES) -> PreparedCases:
    """Rows from row 2 on, given by field; every row has a date and a text unless it says otherwise."""
    usual: dict[str, Cell] = {"received_at": "5.3.2024", "text": "Bill wrong"}
    full = [usual | row for row in rows]
    keys = list(dict.fromkeys(key for row in full for key in row))
    mapping = ColumnMapping(tuple(key.capitalize() for key in keys), {key: place for place, key in enumerate(keys)})
    sheet = [SheetRow(number, tuple(row.get(key) for key in keys)) for number, row in enumerate(full, start=2)]
    return prepare_cases(sheet, mapping, choices)


def only_sentence(result: PreparedCases) -> str:
    assert len(result.problems) == 1, result.problems
    assert not result.good
    assert [row.number for row in result.refused] == [result.problems[0].row]
    return sentence(result.problems[0])


def test_a_full_row_becomes_a_case() -> None:
    result = prepared(
        {
            "source_number": 4933221,
            "received_at": "5.3.2024 14:30",
            "channel": "Infolinia",
            "kind": "Reklamacja",
            "topic": "Rachunki ",
            "text": "Rachunek\r\nzawyżony",
            "customer_name": "Stanisław  Wójcik",
            "customer_phone": "+48 601 224 318",
            "status": "Zamknięte",
            "closed_at": "7.3.2024",
            "outcome": "Niezasadna",
            "language": "polski",
        }
    )
    (case,) = result.good
    assert not result.problems
    assert (case.row, case.source_number, case.topic) == (2, "4933221", "Rachunki")
    assert case.received_at == datetime(2024, 3, 5, 12, 30, tzinfo=UTC)
    assert case.received_has_time
    assert (case.channel, case.kind, case.status, case.outcome) == ("phone", "claim", "closed", "not_justified")
    assert (case.text, case.customer_name, case.known) == ("Rachunek\nzawyżony", "Stanisław Wójcik", "customer")
    assert case.closed_at == datetime(2024, 3, 6, 22, tzinfo=UTC)
    assert case.language == "pl"


def test_a_time_in_a_column_of_its_own_is_added_to_the_day() -> None:
    (case,) = prepared({"received_time": "14:30"}).good
    assert case.received_at == datetime(2024, 3, 5, 12, 30, tzinfo=UTC)
    assert "“soon” is no time" in only_sentence(prepared({"received_time": "soon"}))


@pytest.mark.parametrize("nothing", [None, "", "  ", "NA", "N/A", "-", "NULL"])
def test_words_for_nothing_are_nothing(nothing: Cell) -> None:
    (case,) = prepared({"text": nothing, "topic": "Meter", "customer_name": nothing, "status": nothing}).good
    assert (case.text, case.customer_name, case.known, case.status) == ("", "", "unknown", "registered")


def test_a_date_of_zeros_says_that_there_is_none() -> None:
    assert prepared({"closed_at": "00.00.0000"}, {"closed_at": 0}).good[0].closed_at is None


def test_anonymous_is_no_name() -> None:
    names: list[Cell] = ["Anonymous", "ANONIMOWO", "анонимно", "nimetön", "brak", "Anna"]
    known = [case.known for case in prepared(*({"customer_name": name} for name in names)).good]
    assert known == ["anonymous"] * 4 + ["unknown", "customer"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"received_at": None}, "Row 2, column A (Received_at): There is no date here."),
        ({"received_at": "0000-00-00 00:00"}, "There is no date here."),
        ({"received_at": "31.2.2024"}, "“31.2.2024” is no date"),
        ({"received_at": "5.3.2031"}, "“5.3.2031” lies in the future"),
        ({"received_at": "5.3.1890"}, "“5.3.1890” lies before 1990"),
        ({"closed_at": "1.1.2024"}, "“1.1.2024” is earlier than the day the case was received"),
        ({"text": None}, "Row 2: Neither a text nor a topic"),
        ({"text": "x" * 20_001}, "Row 2, column B (Text): This text is longer than 20000 characters"),
        ({"text": "a\0b"}, "holds a character that no text has"),
        ({"text": "Bj\ufffdrn"}, "could not be read. Choose another encoding"),
        ({"customer_name": "x" * 301}, "longer than 300 characters"),
        ({"source_number": "9" * 60}, "Row 2, column C (Source_number): This is longer than 59 characters."),
        (
            {"customer_phone": "1" * 100, "customer_email": "a" * 101},
            "Row 2, column D (Customer_email): This is longer than 200 characters.",
        ),
    ],
)
def test_what_is_wrong_is_told_by_row_column_and_value(row: dict[str, Cell], said: str) -> None:
    assert said in only_sentence(prepared(row))


def test_all_that_is_wrong_in_a_row_is_told_at_once() -> None:
    result = prepared({"received_at": "soon", "closed_at": "later", "customer_name": "x" * 600})
    assert [problem.header for problem in result.problems] == ["Received_at", "Closed_at", "Customer_name"]
    assert len(result.refused) == 1


def test_the_longest_text_allowed_is_good() -> None:
    assert len(prepared({"text": "x" * 20_000}).good[0].text) == 20_000


def test_control_characters_are_taken_out() -> None:
    assert prepared({"text": "a\x07b\x1b[31m\tc\u200b\ufeff"}).good[0].text == "ab[31m\tc"


def test_unknown_words_are_told_once_and_can_be_chosen() -> None:
    rows: list[dict[str, Cell]] = [{"status": word} for word in ("other", "Other ", "open", "strange")]
    result = prepared(*rows)
    assert len(result.good) == 4
    assert [(one.value, one.first_row, one.count, one.taken_as) for one in result.unknown] == [
        ("other", 2, 2, "registered"),
        ("strange", 5, 1, "registered"),
    ]
    chosen = prepared(
        *rows, choices=CaseChoices(NOW, UTC, CHOICES.date_styles, statuses={"OTHER": "closed", "strange": "in_work"})
    )
    assert [case.status for case in chosen.good] == ["closed", "closed", "registered", "in_work"]
    assert not chosen.unknown


def test_a_long_remark_in_a_column_of_words_refuses_no_row() -> None:
    (case,) = prepared({"outcome": "The department " * 60}).good
    assert case.outcome == ""


def test_a_row_repeated_word_for_word_is_a_copy() -> None:
    result = prepared({"source_number": "7"}, {"source_number": "8"}, {"source_number": "7"})
    assert [case.source_number for case in result.good] == ["7", "8"]
    assert result.copies == ((4, 2),)


def test_another_case_under_the_same_number_is_refused() -> None:
    result = prepared({"source_number": "7"}, {"source_number": "7", "text": "Something else"})
    assert len(result.good) == 1
    assert "Row 2 has the same number but says something else" in sentence(result.problems[0])


def test_without_numbers_cases_are_told_apart_by_what_they_say() -> None:
    first, second, again = prepared({}, {"text": "Meter broken"}, {"status": "closed"}).good
    assert first.source_key == again.source_key != second.source_key
    assert prepared({"source_number": "7"}).good[0].source_key == "7"


def test_rows_too_short_too_long_or_cut_off_are_refused_by_number() -> None:
    mapping = ColumnMapping(("Day", "Text", "Note"), {"received_at": 0, "text": 1})
    rows = [
        SheetRow(2, ("5.3.2024", "fine")),
        SheetRow(3, ("5.3.2024",)),
        SheetRow(4, ("5.3.2024", "a", "b", "c")),
        SheetRow(5, ("5.3.2024", "fine", None, None)),
        SheetRow(6, (), is_cut_off=True),
    ]
    result = prepare_cases(rows, mapping, CHOICES)
    assert [case.row for case in result.good] == [2, 5]
    said = [sentence(problem) for problem in result.problems]
    assert said[0].startswith("Row 3: This row ends before column B.")
    assert said[1].startswith("Row 4: This row goes on after column C")
    assert said[2].startswith("Row 6: A quotation mark opens in this row and never closes")


def test_a_mapping_without_date_or_text_is_refused_at_once() -> None:
    with pytest.raises(DateColumnMissing):
        prepare_cases([], ColumnMapping(("Text",), {"text": 0}), CHOICES)
    with pytest.raises(TextColumnMissing):
        prepare_cases([], ColumnMapping(("Day",), {"received_at": 0}), CHOICES)


def test_cancel_ends_the_pass() -> None:
    def cancel(done: int, _total: int) -> None:
        assert done == 500
        raise Cancelled

    rows = (SheetRow(number, ("5.3.2024", "Bill")) for number in range(2, 2000))
    with pytest.raises(Cancelled):
        prepare_cases(rows, ColumnMapping(("Day", "Text"), {"received_at": 0, "text": 1}), CHOICES, cancel)


def test_every_word_we_place_leads_to_a_value_of_ours() -> None:
    tables = (
        (value_words.KINDS, {one.value for one in CaseKind}),
        (value_words.STATUSES, {one.value for one in Status}),
        (value_words.CHANNELS, {one.value for one in Channel}),
        (value_words.OUTCOMES, {one.value for one in Outcome}),
        (value_words.SEGMENTS, {one.value for one in Segment}),
        (value_words.NOBODY, {one.value for one in Known} - {"customer"}),
        (value_words.LANGUAGES, set(LANGUAGES)),
    )
    for words, values in tables:
        assert set(words.values()) == values
        assert "" not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_words_are_read_back_in_every_language(language: str) -> None:
    tables: tuple[tuple[Mapping[str, str], Iterable[Enum]], ...] = (
        (value_words.KINDS, CaseKind),
        (value_words.STATUSES, Status),
        (value_words.CHANNELS, Channel),
        (value_words.OUTCOMES, Outcome),
        (value_words.SEGMENTS, Segment),
        (value_words.NOBODY, (Known.ANONYMOUS, Known.UNKNOWN)),
    )
    with speaking(language):
        for words, members in tables:
            assert [words.get(header_words(word(one))) for one in members] == [one.value for one in members]
