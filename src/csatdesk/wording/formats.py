"""Dates, times, numbers, money and spans as people of the spoken language write them.

Babel does the work and is imported when the first value is formatted, so that the sign-in window need not wait for it.
Groups of digits and units hang together by U+00A0; the narrow U+202F, which our paper's font lacks, never comes out.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal

from csatdesk.wording.speaking import language

if TYPE_CHECKING:
    from babel import Locale

_LETTERS_BEFORE_DIGITS = re.compile(r"([A-Z]{3})(?=\d)")  # "PLN12.50" reads badly; CLDR means a blank there
_ENGLISH_UNITS = {"duration-hour": "h", "duration-minute": "min"}  # as everywhere else in the program
_NARROW, _HARD = "\u202f", "\u00a0"
_REGION = {"en": "en_GB"}  # weekday before day and month, Monday first, 24 hours: like the other five

_SHORT = {"en": "d MMM y", "pl": "dd.MM.y", "nb": "dd.MM.y", "et": "dd.MM.y", "fi": "d.M.y", "ru": "dd.MM.y"}
_FULL = {
    "en": "EEEE d MMMM y",
    "pl": "EEEE, d MMMM y",
    "nb": "EEEE d. MMMM y",
    "et": "EEEE, d. MMMM y",
    "fi": "cccc d. MMMM y",
    "ru": "EEEE, d MMMM y 'г.'",
}
_DAY_IN_YEAR = {
    "en": "EEE d MMMM",
    "pl": "EEEE, d MMMM",
    "nb": "EEEE d. MMMM",
    "et": "EEEE, d. MMMM",
    "fi": "cccc d. MMMM",
    "ru": "EEEE, d MMMM",
}
_LISTED = {
    "en": "EEE d MMM",
    "pl": "EEE d MMM",
    "nb": "EEE d. MMM",
    "et": "EEE, d. MMM",
    "fi": "ccc d.M.",
    "ru": "EEE, d MMM",
}
_SHORT_DAY = {"en": "EEE d", "pl": "EEE d", "nb": "EEE d.", "et": "EEE d.", "fi": "ccc d.", "ru": "EEE d"}
# "By that date" governs a case that CLDR does not know: the weekday (and in Estonian the month) stands here.
_WEEKDAY_BY: Mapping[str, Sequence[str]] = {
    "pl": ("poniedziałku", "wtorku", "środy", "czwartku", "piątku", "soboty", "niedzieli"),
    "et": ("esmaspäeval", "teisipäeval", "kolmapäeval", "neljapäeval", "reedel", "laupäeval", "pühapäeval"),
    "fi": ("maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina", "sunnuntaina"),
    "ru": ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"),
}
_MONTH_BY_ET = (
    "jaanuaril",
    "veebruaril",
    "märtsil",
    "aprillil",
    "mail",
    "juunil",
    "juulil",
    "augustil",
    "septembril",
    "oktoobril",
    "novembril",
    "detsembril",
)
_QUOTES = {"en": "“”", "pl": "„”", "nb": "«»", "et": "„“", "fi": "””", "ru": "«»"}


@cache
def _locale(code: str) -> "Locale":
    from babel import Locale

    return Locale.parse(_REGION.get(code, code))


def _day(day: date, patterns: Mapping[str, str]) -> str:
    from babel.dates import format_date

    code = language()
    return _wide(format_date(day, patterns[code], locale=_locale(code)))


def _wide(text: str) -> str:
    return text.replace(_NARROW, _HARD)


def short_date(day: date) -> str:
    """For lists and columns: "10.12.2026", in English "10 Dec 2026"."""
    return _day(day, _SHORT)


def full_date(day: date) -> str:
    """For a date that matters, with its weekday: "torsdag 10. desember 2026"."""
    return _day(day, _FULL)


def day_in_year(day: date) -> str:
    """Weekday, day and month where the year goes without saying: "czwartek, 10 grudnia", "Thu 10 December"."""
    return _day(day, _DAY_IN_YEAR)


def listed_day(day: date) -> str:
    """Weekday, day and month at their shortest, for the second line of a list: "Mon 16 Nov", "pon. 16 lis"."""
    return _day(day, _LISTED)


def short_day(day: date) -> str:
    """Weekday and day where the month stands above: "Mon 16"."""
    return _day(day, _SHORT_DAY)


def by_date(day: date, today: date | None = None) -> str:
    """Until that day, the day itself included: "do czwartku 10 grudnia", "by Thu 10 December".

    The year stands there only when it is another than that of `today`.
    """
    told = _by(day, today)
    return f"до {told} включительно" if language() == "ru" else told


def by_instant(at: datetime, zone: tzinfo, today: date | None = None) -> str:
    """Until a time of a day, in the centre's zone: "do czwartku 10 grudnia, godz. 14:30"."""
    local = at.astimezone(zone)
    told, clock = _by(local.date(), today), spoken_time(local)
    match language():
        case "pl":
            return f"{told}, godz.{_HARD}{clock}"
        case "et":
            return f"{told} kell{_HARD}{clock}"
        case "fi":
            return f"{told} klo{_HARD}{clock}"
        case "ru":
            return f"до {clock} {told}"
        case _:
            return f"{told} {clock}"


def _by(day: date, today: date | None) -> str:
    year = "" if today is None or today.year == day.year else f" {day.year}"
    match language():
        case "pl":
            return f"do {_weekday_by(day)} {_plain(day, 'd MMMM')}{year}"
        case "nb":
            return f"innen {_plain(day, 'EEEE d. MMMM')}{year}"
        case "et":
            return f"hiljemalt {_weekday_by(day)}, {day.day}. {_MONTH_BY_ET[day.month - 1]}{year}"
        case "fi":
            return f"viimeistään {_weekday_by(day)} {_plain(day, 'd. MMMM')}{year}"
        case "ru":
            return f"{_weekday_by(day)}, {_plain(day, 'd MMMM')}{year and year + ' г.'}"
        case _:
            return f"by {_plain(day, 'EEE d MMMM')}{year}"


def _weekday_by(day: date) -> str:
    return _WEEKDAY_BY[language()][day.weekday()]


def _plain(day: date, pattern: str) -> str:
    return _day(day, {language(): pattern})


def month_and_year(day: date) -> str:
    """The month by itself, as a heading: "grudzień 2026", "December 2026"."""
    return _plain(day, "LLLL y")


def short_month(day: date) -> str:
    """The month under an axis: "gru", "Dec"."""
    return _plain(day, "LLL")


def clock_time(moment: time | datetime) -> str:
    """A time of day for lists and columns: "14:30", in Finnish "14.30"."""
    return f"{moment.hour:02}{'.' if language() == 'fi' else ':'}{moment.minute:02}"


def spoken_time(moment: time | datetime) -> str:
    """A time of day inside a sentence: "14:30", in Norwegian "kl. 14.30"."""
    return f"kl.{_HARD}{moment.hour:02}.{moment.minute:02}" if language() == "nb" else clock_time(moment)


def short_instant(at: datetime, zone: tzinfo) -> str:
    """An aware instant in the centre's zone, for lists: "10.12.2026 14:30"."""
    local = at.astimezone(zone)
    return f"{short_date(local.date())} {clock_time(local)}"


def full_instant(at: datetime, zone: tzinfo) -> str:
    """An aware instant in the centre's zone, inside a sentence: "czwartek, 10 grudnia 2026, 14:30"."""
    local = at.astimezone(zone)
    return f"{full_date(local.date())}, {spoken_time(local)}"


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """A number with its groups: "12 345,6"; `decimals` fixes the places after the comma, else at most three."""
    from babel.numbers import format_decimal

    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return _wide(format_decimal(value, format=pattern, locale=_locale(language())))


def typed_number(value: Decimal, decimals_most: int = 2) -> str:
    """A number as one types it into a field: without groups, whose commas and points would be read as decimals."""
    from babel.numbers import format_decimal

    return format_decimal(value, format=f"0.{'#' * decimals_most}", locale=_locale(language()))


def percent(share: float | Decimal, decimals: int = 0) -> str:
    """A share between 0 and 1 as per cent: 0.12 → "12%" or "12 %"."""
    blank = _HARD if language() in ("nb", "fi", "ru") else ""
    return f"{number(share * 100, decimals)}{blank}%"


def money(amount: Decimal, currency: str) -> str:
    """An amount with the sign of its currency (ISO code): "12,50 zł"; always with the currency's own places."""
    from babel.numbers import format_currency

    told = _wide(format_currency(amount, currency, locale=_locale(language())))
    return _LETTERS_BEFORE_DIGITS.sub(rf"\1{_HARD}", told)


def span(length: timedelta, *, is_brief: bool = False) -> str:
    """A length of time in its two largest units, rounded down to minutes: "2 godz. 15 min", "3 dni"; where there is
    little room "2h 15m".
    """
    from babel.units import format_unit

    minutes = int(abs(length).total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "duration-day"), (hours, "duration-hour"), (rest, "duration-minute")]
    told = [(count, unit) for count, unit in parts if count][:2] or [(0, "duration-minute")]
    locale = _locale(language())
    wide: Literal["narrow", "short"] = "narrow" if is_brief else "short"

    def one(count: int, unit: str) -> str:
        if not is_brief and locale.language == "en" and unit in _ENGLISH_UNITS:
            return f"{number(count)} {_ENGLISH_UNITS[unit]}"
        return _wide(format_unit(count, unit, length=wide, locale=locale))

    return " ".join(one(count, unit) for count, unit in told)


def file_size(size: int) -> str:
    """Bytes as a person compares them: "1,4 MB"; 1 MB = 1,000,000 bytes."""
    for unit, power in (("GB", 9), ("MB", 6), ("kB", 3)):
        if size >= 10**power:
            return f"{number(Decimal(size) / 10**power, 1)}{_HARD}{unit}"
    return f"{number(size)}{_HARD}B"


def listing(items: Sequence[str]) -> str:
    """Things one after another in a sentence: "a, b and c"."""
    from babel.lists import format_list

    return format_list(items, locale=_locale(language()))


def quoted(text: str) -> str:
    """The text between the quotation marks of the language."""
    marks = _QUOTES[language()]
    return f"{marks[0]}{text}{marks[1]}"


def for_paper(text: str) -> str:
    """Text from anywhere with the one blank that the paper's font lacks replaced."""
    return _wide(text)
