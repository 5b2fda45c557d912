"""Other people's values are found however they are written, and covered; nothing else is."""

import pytest

from csatdesk.domain.masking import candidates, key_of, masked

TEXT = "Sąsiadka Anna Maria Kowalska (601 224 318, anna.k@example.pl) mówi, że konto 4021-7786-05 to nie jej."


def test_names_numbers_and_addresses_are_candidates() -> None:
    found = set(candidates(TEXT))
    assert {"anna.k@example.pl", "601 224 318", "4021-7786-05", "Anna Maria", "Maria Kowalska"} <= found


@pytest.mark.parametrize(
    ("hidden", "covered"),
    [
        ("+48 601-224-318", "601 224 318"),
        ("601224318", "601 224 318"),
        ("ANNA.K@example.pl", "anna.k@example.pl"),
        ("4021 7786 05", "4021-7786-05"),
        ("Kowalska Maria", "Maria Kowalska"),
    ],
)
def test_a_value_is_covered_however_it_is_written(hidden: str, covered: str) -> None:
    assert masked(TEXT, [key_of(hidden)]) == TEXT.replace(covered, "××××××")


@pytest.mark.parametrize(
    "written", ["Kowalska, Anna", "Kowalska,Anna", "Anna_Kowalska", "Anna.Kowalska", "ANNA\nKowalska"]
)
def test_a_name_is_found_in_lists_and_names_of_files(written: str) -> None:
    assert masked(f"1_{written}_601_224_318.pdf", [key_of("Anna Kowalska"), "601224318"]) == "1_××××××_××××××.pdf"


def test_what_is_nobodys_stays_readable() -> None:
    assert masked(TEXT, []) == TEXT
    assert masked(TEXT, [key_of("601 224 319"), key_of("Anna Nowak"), key_of("x@example.pl")]) == TEXT


def test_the_cover_does_not_tell_how_long_a_value_is() -> None:
    short = masked("Jan Lis pisze.", [key_of("Jan Lis")])
    assert short == masked("Aleksandra Konstantynopolska pisze.", [key_of("Aleksandra Konstantynopolska")])
