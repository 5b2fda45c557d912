"""Which column is guessed for which field."""

import pytest

from csatdesk.sheets.cells import SheetRow
from csatdesk.sheets.dates import DateStyle
from csatdesk.sheets.field_words import KNOWN_HEADERS
from csatdesk.sheets.mapping import CASE_FIELDS, CUSTOMER_FIELDS, guess_columns, guess_date_styles


def sample(*rows: tuple[str | int | None, ...]) -> list[SheetRow]:
    return [SheetRow(number, cells) for number, cells in enumerate(rows, start=2)]


@pytest.mark.parametrize(
    ("headers", "keys"),
    [
        (
            "Lp.|Data wpływu|Klient|Telefon|Treść zgłoszenia|Temat|Status|Data zamknięcia|Prowadzący sprawę",
            "source_number received_at customer_name customer_phone text topic status closed_at owner",
        ),
        (
            "Saksnummer|Mottatt dato|Kanal|Kunde|E-post|Beskrivelse|Emne|Status|Saksbehandler",
            "source_number received_at channel customer_name customer_email text topic status owner",
        ),
        (
            "Pöördumise nr|Kuupäev|Kellaaeg|Kliendi nimi|Telefon|Sisu|Teema|Olek|Vastutaja",
            "source_number received_at received_time customer_name customer_phone text topic status owner",
        ),
        (
            "Tapausnumero|Vastaanotettu|Asiakas|Sähköposti|Kuvaus|Aihe|Tila|Käsittelijä|Kieli",
            "source_number received_at customer_name customer_email text topic status owner language",
        ),
        (
            "№ п/п|Дата поступления|ФИО|Тел.|Лицевой счёт|Суть обращения|Тема|Вид обращения|Статус|Исполнитель",
            "source_number received_at customer_name customer_phone account text topic kind status owner",
        ),
        (
            "ID|Title|Description|Status|Address|Date Created",
            "source_number topic text status address received_at",
        ),
    ],
)
def test_known_column_names_are_found_in_every_language(headers: str, keys: str) -> None:
    names = headers.split("|")
    mapping = guess_columns(names, [])
    assert {key: names[column] for key, column in mapping.columns.items()} == dict(
        zip(keys.split(), names, strict=True)
    )


def test_contents_tell_what_names_do_not() -> None:
    rows = sample(
        *(
            (
                f"k{n}",
                "anna@example.pl",
                f"0{n}.03.2024 10:00",
                "+48 601 224 318",
                "My bill is much too high this month",
            )
            for n in range(1, 9)
        )
    )
    mapping = guess_columns(["", "", "", "", ""], rows)
    assert mapping.columns == {"received_at": 2, "text": 4, "customer_phone": 3, "customer_email": 1}
    assert guess_date_styles(mapping, rows)["received_at"].style is DateStyle.DAY_FIRST


def test_a_column_of_unix_seconds_is_a_date_and_zip_codes_are_none() -> None:
    rows = sample(("10019", 1538492521), ("11208", 1533250609))
    mapping = guess_columns(["Whatever", "Stamp"], rows)
    assert mapping.columns == {"received_at": 1}
    assert guess_date_styles(mapping, rows)["received_at"].style is DateStyle.UNIX_SECONDS


def test_a_column_fills_one_field_only() -> None:
    mapping = guess_columns(["Description", "Text", "Message"], [])
    assert list(mapping.columns) == ["text"]


def test_an_ambiguous_date_column_asks() -> None:
    rows = sample(("03/04/2024",), ("05/06/2024",))
    assert not guess_date_styles(guess_columns(["Date"], rows), rows)["received_at"].is_sure


def test_customers_of_a_list_are_found() -> None:
    headers = "Imię|Nazwisko|Nazwa firmy|Adres e-mail|Nr telefonu|Ulica|Miasto|Kod pocztowy|Numer PPE|Segment|Język"
    keys = "first_name last_name company email phone address city postal_code meter_point segment language"
    names = headers.split("|")
    mapping = guess_columns(names, [], CUSTOMER_FIELDS)
    assert {key: names[column] for key, column in mapping.columns.items()} == dict(
        zip(keys.split(), names, strict=True)
    )


def test_every_field_has_a_label_and_names_that_are_compared_folded() -> None:
    for field in (*CASE_FIELDS, *CUSTOMER_FIELDS):
        assert field.label
        assert len(field.names) >= 3
    assert "tresc" in KNOWN_HEADERS
    assert len({field.key for field in CASE_FIELDS}) == len(CASE_FIELDS)
