"""Dates, numbers and money against the table of manners in the glossary, in six languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from csatdesk.wording import formats
from csatdesk.wording.texts import LANGUAGES, speaking

DAY = date(2026, 12, 10)
TABLE: dict[str, tuple[Callable[[], str], dict[str, str]]] = {
    "short date": (
        lambda: formats.short_date(DAY),
        dict.fromkeys(("pl", "nb", "et", "fi", "ru"), "10.12.2026") | {"en": "10 Dec 2026"},
    ),
    "date that matters": (
        lambda: formats.full_date(DAY),
        {
            "en": "Thursday 10 December 2026",
            "pl": "czwartek, 10 grudnia 2026",
            "nb": "torsdag 10. desember 2026",
            "et": "neljapäev, 10. detsember 2026",
            "fi": "torstai 10. joulukuuta 2026",
            "ru": "четверг, 10 декабря 2026 г.",
        },
    ),
    "by that date": (
        lambda: formats.by_date(DAY),
        {
            "en": "by Thu 10 December",
            "pl": "do czwartku 10 grudnia",
            "nb": "innen torsdag 10. desember",
            "et": "hiljemalt neljapäeval, 10. detsembril",
            "fi": "viimeistään torstaina 10. joulukuuta",
            "ru": "до четверга, 10 декабря включительно",
        },
    ),
    "by a date of next year": (
        lambda: formats.by_date(date(2027, 1, 4), today=DAY),
        {
            "en": "by Mon 4 January 2027",
            "pl": "do poniedziałku 4 stycznia 2027",
            "nb": "innen mandag 4. januar 2027",
            "et": "hiljemalt esmaspäeval, 4. jaanuaril 2027",
            "fi": "viimeistään maanantaina 4. tammikuuta 2027",
            "ru": "до понедельника, 4 января 2027 г. включительно",
        },
    ),
    "time in a sentence": (
        lambda: formats.spoken_time(time(14, 30)),
        {"en": "14:30", "pl": "14:30", "nb": "kl. 14.30", "et": "14:30", "fi": "14.30", "ru": "14:30"},
    ),
    "time in a list": (
        lambda: formats.clock_time(time(14, 30)),
        dict.fromkeys(("en", "pl", "nb", "et", "ru"), "14:30") | {"fi": "14.30"},
    ),
    "number": (
        lambda: formats.number(Decimal("12345.6")),
        dict.fromkeys(("pl", "nb", "et", "fi", "ru"), "12 345,6") | {"en": "12,345.6"},
    ),
    "per cent": (
        lambda: formats.percent(Decimal("0.12")),
        {"en": "12%", "pl": "12%", "nb": "12 %", "et": "12%", "fi": "12 %", "ru": "12 %"},
    ),
    "quotation marks": (
        lambda: formats.quoted("a"),
        {"en": "“a”", "pl": "„a”", "nb": "«a»", "et": "„a“", "fi": "”a”", "ru": "«a»"},
    ),
    "span": (
        lambda: formats.span(timedelta(hours=2, minutes=15, seconds=59)),
        {
            "en": "2 h 15 min",
            "pl": "2 godz. 15 min",
            "nb": "2 t 15 min",
            "et": "2 t 15 min",
            "fi": "2 t 15 min",
            "ru": "2 ч 15 мин",
        },
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", TABLE)
def test_the_table_of_manners_holds(row: str, language: str) -> None:
    write, wanted = TABLE[row]
    with speaking(language):
        assert write().replace("\u00a0", " ") == wanted[language]


@pytest.mark.parametrize(
    ("language", "currency", "wanted"),
    [
        ("en", "EUR", "€12.50"),
        ("en", "PLN", "PLN 12.50"),
        ("pl", "PLN", "12,50 zł"),
        ("nb", "NOK", "12,50 kr"),
        ("et", "EUR", "12,50 €"),
        ("fi", "EUR", "12,50 €"),
        ("ru", "RUB", "12,50 ₽"),
    ],
)
def test_money_bears_the_sign_of_its_currency(language: str, currency: str, wanted: str) -> None:
    with speaking(language):
        assert formats.money(Decimal("12.5"), currency).replace("\u00a0", " ") == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_narrow_blank_comes_out_and_groups_never_break(language: str) -> None:
    with speaking(language):
        told = [formats.full_date(DAY), formats.number(1234567.5), formats.money(Decimal(1234567), "RUB")]
    assert not any("\u202f" in text for text in told)
    assert " " not in told[1]


def test_every_weekday_and_month_has_its_form_after_by() -> None:
    for language in ("pl", "et", "fi", "ru"):
        with speaking(language):
            days = {formats.by_date(date(2026, 3, day)).split(" 1")[0].split(" 2")[0] for day in range(16, 23)}
        assert len(days) == 7, language
    with speaking("et"):
        assert len({formats.by_date(date(2026, month, 10)).split(". ")[1] for month in range(1, 13)}) == 12


def test_an_instant_is_told_in_the_zone_of_the_centre() -> None:
    at = datetime(2026, 12, 10, 23, 30, tzinfo=UTC)
    with speaking("pl"):
        assert formats.short_instant(at, ZoneInfo("Europe/Warsaw")) == "11.12.2026 00:30"
    with speaking("fi"):
        assert formats.full_instant(at, ZoneInfo("Europe/Helsinki")) == "perjantai 11. joulukuuta 2026, 01.30"


def test_a_span_keeps_its_two_largest_units_and_an_empty_one_says_so() -> None:
    assert formats.span(timedelta(days=3, hours=4, minutes=59)) == "3 days 4 h"
    assert formats.span(timedelta(seconds=20)) == "0 min"


def test_plurals_of_spans_follow_the_language() -> None:
    with speaking("pl"):
        assert [formats.span(timedelta(days=n)) for n in (1, 2, 5)] == ["1 dzień", "2 dni", "5 dni"]


def test_decimals_can_be_fixed_and_sizes_read_like_a_file_manager() -> None:
    with speaking("pl"):
        assert formats.number(3, 2) == "3,00"
        assert formats.percent(0.1234, 1) == "12,3%"
        assert formats.file_size(1_400_000) == "1,4\u00a0MB"
        assert formats.file_size(999) == "999\u00a0B"


def test_things_in_a_row_end_with_and() -> None:
    with speaking("ru"):
        assert formats.listing(["а", "б", "в"]) == "а, б и в"
