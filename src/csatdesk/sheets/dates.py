"""Dates as people and programs write them: how a whole column is written, and what instant one cell means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum

from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.sheets.month_words import MONTHS


class DateStyle(Enum):
    """How a column writes dates; each also reads ISO, which dates of a workbook always are."""

    ISO = "iso"  # 2024-03-05, 2024-03-05T14:30:00+02:00
    DAY_FIRST = "day_first"  # 5.3.2024, 05/03/24 14:30
    MONTH_FIRST = "month_first"  # 3/5/2024 2:30 PM
    YEAR_FIRST = "year_first"  # 2024/03/05, 2024.3.5, 20240305
    WORDS = "words"  # 5 March 2024, 5 marca 2024, March 5, 2024
    EXCEL = "excel"  # 45356.604: days since 30 December 1899
    UNIX_SECONDS = "unix_seconds"
    UNIX_MILLISECONDS = "unix_milliseconds"


STYLE_LABELS = {
    DateStyle.ISO: N_("Year-month-day (2024-03-25)"),
    DateStyle.DAY_FIRST: N_("Day, month, year (25.3.2024 or 25/3/2024)"),
    DateStyle.MONTH_FIRST: N_("Month, day, year (3/25/2024)"),
    DateStyle.YEAR_FIRST: N_("Year, month, day (2024/3/25 or 20240325)"),
    DateStyle.WORDS: N_("Month as a word (25 March 2024)"),
    DateStyle.EXCEL: N_("Day numbers of a spreadsheet (45376.5)"),
    DateStyle.UNIX_SECONDS: N_("Seconds since 1970 (1711361400)"),
    DateStyle.UNIX_MILLISECONDS: N_("Milliseconds since 1970 (1711361400000)"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says: an instant in UTC; without a time of day it is midnight of that day in the zone given."""

    at: datetime
    has_time: bool


@dataclass(frozen=True, slots=True)
class StyleGuess:
    """`style` None: no dates. `is_sure` False: day and month could be exchanged (03/04/2024), a person must say."""

    style: DateStyle | None
    is_sure: bool


_TIME = (
    r"(?:(?:[T,]|\s)\s*(?:kl\.?|klo|kell|godz\.?|г\.?,?|at)?\s*"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?\s*г?\.?\Z"
)
_PART = r"\s*[./\-\s]\s*"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_WEEKDAY = r"(?:[^\W\d]{2,14}\.?,?\s+)?"
_PATTERNS = {
    DateStyle.ISO: (re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _TIME),),
    DateStyle.DAY_FIRST: (
        re.compile(_WEEKDAY + r"(?P<day>\d{1,2})" + _PART + r"(?P<month>\d{1,2})" + _PART + _YEAR + r"\.?" + _TIME),
    ),
    DateStyle.MONTH_FIRST: (
        re.compile(_WEEKDAY + r"(?P<month>\d{1,2})" + _PART + r"(?P<day>\d{1,2})" + _PART + _YEAR + _TIME),
    ),
    DateStyle.YEAR_FIRST: (
        re.compile(r"(?P<year>\d{4})" + _PART + r"(?P<month>\d{1,2})" + _PART + r"(?P<day>\d{1,2})\.?" + _TIME),
        re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})" + _TIME),
    ),
    DateStyle.WORDS: (
        re.compile(_WEEKDAY + r"(?P<day>\d{1,2})[.\-\s]*\s*(?P<word>[^\W\d_]{3,})\.?[,\-\s]*\s*" + _YEAR + _TIME),
        re.compile(_WEEKDAY + r"(?P<word>[^\W\d_]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+" + _YEAR + _TIME),
    ),
}
_LONGEST = 60  # characters of a date
_NUMBER = re.compile(r"\d{1,17}(?:[.,]\d{1,12})?\Z")
_SPREADSHEET_START = datetime(1899, 12, 30)  # noqa: DTZ001  (a day number knows no zone)
_UNIX_START = datetime(1970, 1, 1, tzinfo=UTC)
_RANGES = {  # which numbers can be dates between 1990 and 2100
    DateStyle.EXCEL: (32_874, 73_050),
    DateStyle.UNIX_SECONDS: (631_152_000, 4_102_444_800),
    DateStyle.UNIX_MILLISECONDS: (631_152_000_000, 4_102_444_800_000),
}


def parse(text: str, style: DateStyle, zone: tzinfo) -> Moment | None:
    """The instant a cell means, or None when it is no date in this style. `zone`: of times that name none."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if style in _RANGES:
        if _NUMBER.match(text):
            return _from_number(float(text.replace(",", ".")), style, zone)
        return _from_text(text, DateStyle.ISO, zone)
    return _from_text(text, style, zone) or (None if style is DateStyle.ISO else _from_text(text, DateStyle.ISO, zone))


def _from_number(number: float, style: DateStyle, zone: tzinfo) -> Moment | None:
    least, most = _RANGES[style]
    if not least <= number < most:
        return None
    if style is DateStyle.EXCEL:
        naive = _SPREADSHEET_START + timedelta(seconds=round(number * 86_400))
        return _moment(naive, zone, has_time=not float(number).is_integer())
    seconds = number if style is DateStyle.UNIX_SECONDS else number / 1000
    return Moment(_UNIX_START + timedelta(seconds=seconds), has_time=True)


def _from_text(text: str, style: DateStyle, zone: tzinfo) -> Moment | None:
    for pattern in _PATTERNS[style]:
        found = pattern.match(text)
        if found:
            return _from_parts(found.groupdict(), zone)
    return None


def _from_parts(parts: dict[str, str | None], zone: tzinfo) -> Moment | None:
    month = parts.get("month")
    number = int(month) if month else MONTHS.get(fold(parts.get("word") or ""), 0)
    hour = _hour(parts)
    try:
        naive = datetime(  # noqa: DTZ001  (the zone follows)
            _year(parts["year"] or ""),
            number,
            int(parts["day"] or 0),
            hour or 0,
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
        )
        return _moment(naive, _named_zone(parts["zone"], zone), has_time=hour is not None)
    except (ValueError, OverflowError):
        return None


def _hour(parts: dict[str, str | None]) -> int | None:
    """The hour on the 24-hour clock; None when the cell has no time."""
    if parts["hour"] is None:
        return None
    hour = int(parts["hour"])
    if not parts["half"]:
        return hour
    if not 1 <= hour <= 12:
        return 99  # "14:00 PM" is no time
    return hour % 12 + (12 if parts["half"][0] in "Pp" else 0)


def _year(digits: str) -> int:
    """Two digits mean 1990–2089."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 90 else 2000)


def _named_zone(name: str | None, zone: tzinfo) -> tzinfo:
    if not name:
        return zone
    if name in ("Z", "UTC", "GMT"):
        return UTC
    named = datetime.strptime(name.replace(":", ""), "%z").tzinfo
    return named or zone


def _moment(naive: datetime, zone: tzinfo, *, has_time: bool) -> Moment:
    """A local time that the clock shows twice is taken as the first, one that it skips as an hour later."""
    return Moment(naive.replace(tzinfo=zone).astimezone(UTC), has_time)


def parse_time(text: str) -> tuple[int, int] | None:
    """Hour and minute of a cell that holds a time of day only ("14:30", "2.30 pm", "kl. 9"), else None."""
    found = re.match(
        r"\s*(?:kl\.?|klo|kell|godz\.?)?\s*(\d{1,2})(?:[:.](\d{2}))?(?:[:.]\d{2}(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*\Z",
        text,
    )
    if not found:
        return None
    hour = _hour({"hour": found[1], "half": found[3]})
    minute = int(found[2] or 0)
    return (hour, minute) if hour is not None and hour < 24 and minute < 60 else None


_SHARE = 0.9  # of the filled cells a style must read
_ORDER = (
    DateStyle.ISO,
    DateStyle.YEAR_FIRST,
    DateStyle.WORDS,
    DateStyle.UNIX_SECONDS,
    DateStyle.UNIX_MILLISECONDS,
    DateStyle.EXCEL,
    DateStyle.DAY_FIRST,
    DateStyle.MONTH_FIRST,
)


def guess_style(texts: Iterable[str], zone: tzinfo = UTC) -> StyleGuess:
    """How a column writes its dates, from its filled cells; the whole column decides between d/m and m/d."""
    cells = [text for text in texts if text]
    if not cells:
        return StyleGuess(None, is_sure=True)
    read = {style: sum(parse(cell, style, zone) is not None for cell in cells) for style in _ORDER}
    best = max(_ORDER, key=lambda style: read[style])
    if read[best] < _SHARE * len(cells):
        return StyleGuess(None, is_sure=True)
    other = {DateStyle.DAY_FIRST: DateStyle.MONTH_FIRST}.get(best)
    return StyleGuess(best, is_sure=other is None or read[other] < read[best] or _writes_dots(cells))


def _writes_dots(cells: Sequence[str]) -> bool:
    """Only day-first countries part dates by dots."""
    return all(re.match(r"\D*\d{1,2}\s*\.", cell) for cell in cells)
