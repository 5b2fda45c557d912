"""Rows as customers."""

import pytest

from csatdesk.domain.contacts import CustomerKind
from csatdesk.sheets.cells import Cell, SheetRow, sentence
from csatdesk.sheets.customers_in import (
    CustomerChoices,
    NameColumnMissing,
    PreparedCustomers,
    is_organisation,
    prepare_customers,
)
from csatdesk.sheets.mapping import ColumnMapping


def prepared(*rows: dict[str, Cell], choices: CustomerChoices | None = None) -> PreparedCustomers:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    mapping = ColumnMapping(tuple(key.capitalize() for key in keys), {key: place for place, key in enumerate(keys)})
    sheet = [SheetRow(number, tuple(row.get(key) for key in keys)) for number, row in enumerate(rows, start=2)]
    return prepare_customers(sheet, mapping, choices)


def test_a_person_has_a_name_of_parts_and_an_address_of_one_line() -> None:
    (customer,) = prepared(
        {
            "first_name": "Stanisław",
            "last_name": "Wójcik",
            "email": "stanisław.wójcik@wp.pl",
            "phone": "+48 22 828 37 39",
            "address": "Ordynacka 10",
            "postal_code": "00-358",
            "city": "Warsaw",
            "country": "Poland",
        }
    ).good
    assert (customer.name, customer.kind, customer.segment) == ("Stanisław Wójcik", "person", "household")
    assert customer.address == "Ordynacka 10, 00-358 Warsaw, Poland"
    assert (customer.email, customer.phone) == ("stanisław.wójcik@wp.pl", "+48 22 828 37 39")


def test_a_company_is_an_organisation_with_a_person_to_talk_to() -> None:
    (customer,) = prepared({"first_name": "Frank", "last_name": "Harris", "company": "Google Inc."}).good
    assert (customer.name, customer.kind, customer.contact_person) == ("Google Inc.", "organisation", "Frank Harris")
    assert customer.segment == "small_business"
    assert CustomerKind(customer.kind) is CustomerKind.ORGANISATION


@pytest.mark.parametrize(
    "name",
    [
        "Energia sp. z o.o.",
        "Zakład S.A.",
        "ООО «Ромашка»",
        "Rimi Eesti OÜ",
        "AS Tallinna Vesi",
        "Nordea Oy",
        "Statnett AS",
        "Müller GmbH",
    ],
)
def test_a_legal_form_makes_a_name_an_organisation(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize(
    "name", ["Anna Nowak", "Ao Tanaka", "Kari As", "Ille Oja", "Иван Оаов", "Van der Berg", "Oy", "Inka Salmi"]
)
def test_a_person_stays_a_person(name: str) -> None:
    assert not is_organisation(name)


def test_several_addresses_and_numbers_stand_side_by_side() -> None:
    (customer,) = prepared({"name": "Anna", "email": "a@x.pl; b@y.ee", "phone": "601 224 318, 22 828 37 39"}).good
    assert (customer.email, customer.phone) == ("a@x.pl, b@y.ee", "601 224 318, 22 828 37 39")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"name": "Anna", "email": "anna.example.pl"},
            "Row 2, column B (Email): “anna.example.pl” is no e-mail address.",
        ),
        ({"name": "Anna", "email": "anna@home"}, "“anna@home” is no e-mail address."),
        ({"name": "Anna", "phone": "call me"}, "“call me” is no phone number: it has fewer than 5 digits."),
        ({"name": None, "phone": "601224318"}, "Row 2: There is neither a name nor a company"),
        (
            {"name": "Anna", "phone": "4.86012E+10"},
            "“4.86012E+10” is a long number that a spreadsheet program rounded.",
        ),
        ({"name": "Anna", "meter_point": "5,90323E+17"}, "column B (Meter_point): “5,90323E+17” is a long number"),
        (
            {"name": "#REF!"},
            "Row 2, column A (Name): “#REF!” is what a spreadsheet program writes for a broken formula",
        ),
        ({"name": "Anna", "address": "#NAME?"}, "column B (Address): “#NAME?” is what a spreadsheet program writes"),
        ({"name": "\u200d\u200e", "phone": "601224318"}, "Row 2: There is neither a name nor a company"),
    ],
)
def test_what_is_wrong_is_told_by_row_column_and_value(row: dict[str, Cell], said: str) -> None:
    result = prepared(row)
    assert not result.good
    assert said in sentence(result.problems[0])


def test_signs_nobody_sees_are_left_out_and_numbers_are_in_the_digits_one_dials() -> None:
    (customer,) = prepared(
        {
            "name": "Jan Lis\u200e",
            "email": "ｊａｎ\u200f@x.pl",
            "phone": "\u202a＋４８\u2011601 224 318\u202c, ٦٠١٢٢٤٣١٩",
        }
    ).good
    assert (customer.name, customer.email) == ("Jan Lis", "jan@x.pl")
    assert customer.phone == "+48-601 224 318, 601224319"


def test_segments_and_languages_are_placed_and_unknown_ones_told() -> None:
    result = prepared(
        {"name": "Anna", "segment": "Gospodarstwo domowe", "language": "eesti"},
        {"name": "Liis", "segment": "G11", "language": "xx"},
        choices=CustomerChoices(default_language="pl"),
    )
    assert [(one.segment, one.language) for one in result.good] == [("household", "et"), ("household", "pl")]
    assert [one.value for one in result.unknown] == ["G11", "xx"]


def test_a_second_row_with_the_same_number_is_a_copy_or_refused() -> None:
    rows: list[dict[str, Cell]] = [{"source_number": "1", "name": name} for name in ("Anna", "Anna", "Liis")]
    result = prepared(*rows)
    assert (len(result.good), result.copies, len(result.refused)) == (1, ((3, 2),), 1)


def test_a_mapping_without_a_name_is_refused_at_once() -> None:
    with pytest.raises(NameColumnMissing):
        prepare_customers([], ColumnMapping(("Phone",), {"phone": 0}))
