"""A block out of a billing system is split into its parts, in every language of the program."""

import pytest

from csatdesk.domain.billing_block import BillingBlock, split

POLISH = """Imię i nazwisko: Agnieszka Zielińska
Nr klienta: 4021 7786 05
Nr licznika: E-118 204 77
Telefon: 601 224 318
E-mail: a.zielinska@example.pl
Adres: ul. Długa 4/7, 80-831 Gdańsk"""
NORWEGIAN = """Navn:\tKåre Sørlie
Kundenummer:\t7788 9901
Målepunkt-ID:\t707057500012345678
Mobil:\t+47 912 34 567
E-post:\tkare@example.no
Adresse:\tStorgata 5, 0155 Oslo"""
ESTONIAN = """Nimi = Andres Kõiv
Kliendinumber = 300 455 12
Mõõtepunkt = EIC38ZEE-001
Telefon = 5123 4567
E-post = andres@example.ee
Aadress = Pikk tn 12, 10123 Tallinn"""
FINNISH = """Asiakas: Sami Kärkkäinen
Asiakasnro: 1234567
Käyttöpaikka: 643007572000123456
Puh.: 040 123 4567
Sähköposti: sami@example.fi
Osoite: Mannerheimintie 5 A, 00100 Helsinki"""
RUSSIAN = """ФИО: Алексей Журавлёв
Лицевой счёт: 550 112 778
Счётчик: 0119-22
Тел.: +7 921 555-01-40
Почта: a.zhuravlev@example.ru
Адрес: 190068, Санкт-Петербург, Садовая ул., д. 42"""
ENGLISH = (
    "Name: Oliver Grant | Account no: 99 100 7 | Meter: M-17 | Phone: 020 7946 0018 | "
    "Email: og@example.com | Address: 5 High Street"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            POLISH,
            (
                "Agnieszka Zielińska",
                "4021 7786 05",
                "E-118 204 77",
                "601 224 318",
                "a.zielinska@example.pl",
                "ul. Długa 4/7, 80-831 Gdańsk",
            ),
        ),
        (
            NORWEGIAN,
            (
                "Kåre Sørlie",
                "7788 9901",
                "707057500012345678",
                "+47 912 34 567",
                "kare@example.no",
                "Storgata 5, 0155 Oslo",
            ),
        ),
        (
            ESTONIAN,
            (
                "Andres Kõiv",
                "300 455 12",
                "EIC38ZEE-001",
                "5123 4567",
                "andres@example.ee",
                "Pikk tn 12, 10123 Tallinn",
            ),
        ),
        (
            FINNISH,
            (
                "Sami Kärkkäinen",
                "1234567",
                "643007572000123456",
                "040 123 4567",
                "sami@example.fi",
                "Mannerheimintie 5 A, 00100 Helsinki",
            ),
        ),
        (
            RUSSIAN,
            (
                "Алексей Журавлёв",
                "550 112 778",
                "0119-22",
                "+7 921 555-01-40",
                "a.zhuravlev@example.ru",
                "190068, Санкт-Петербург, Садовая ул., д. 42",
            ),
        ),
        (ENGLISH, ("Oliver Grant", "99 100 7", "M-17", "020 7946 0018", "og@example.com", "5 High Street")),
    ],
    ids=["pl", "nb", "et", "fi", "ru", "en"],
)
def test_a_labelled_block_is_split_in_every_language(text: str, expected: tuple[str, ...]) -> None:
    assert split(text) == BillingBlock(*expected)


def test_without_labels_the_lines_speak_for_themselves() -> None:
    found = split(
        "Agnieszka Zielińska\r\nul. Długa 4\r\n80-831 Gdańsk\r\n4021 7786 05\r\n+48 601 224 318\r\na.z@example.pl\r\n"
    )
    assert found == BillingBlock(
        "Agnieszka Zielińska", "4021 7786 05", "", "+48 601 224 318", "a.z@example.pl", "ul. Długa 4, 80-831 Gdańsk"
    )


def test_an_address_over_two_labelled_lines_is_one() -> None:
    found = split("Klient: Jan Nowak\nUlica: Długa 4\nAdres: 80-831 Gdańsk")
    assert found is not None
    assert found.address == "Długa 4, 80-831 Gdańsk"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Agnieszka Zielińska",
        "601 224 318",
        "4021 7786 05\n",
        "Rachunek za wysoki.\nProszę o korektę.",
        "x" * 3_000,
        ":\n:\n:",
    ],
)
def test_what_is_no_block_is_left_as_it_is(text: str) -> None:
    assert split(text) is None
