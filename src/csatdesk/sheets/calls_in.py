"""A list of calls of a telephone exchange out of a table: when, at which extension, how long, perhaps in or out.

Numbers of callers are not taken over: nothing here needs them. Every problem names its row and column.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, tzinfo

from csatdesk.domain.call_lists import Call, Direction
from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.sheets.cells import CellProblem, SheetRow, column_letter, raw_text, row_problem, shown
from csatdesk.sheets.dates import DateStyle, parse, parse_time
from csatdesk.sheets.header_row import header_words

AT, CLOCK, EXTENSION, LENGTH, DIRECTION = "at", "clock", "extension", "length", "direction"
CALLS_MOST = 50_000  # of a file
SECONDS_MOST = 86_400
EXTENSION_MOST = 40  # characters


def _words(text: str) -> frozenset[str]:
    return frozenset(header_words(one) for one in text.split("|"))


NAMES: Mapping[str, frozenset[str]] = {  # as `header_words` gives them, in the languages of the program
    AT: _words(
        "start|start time|call start|date|call date|date and time|datetime|timestamp|began|data|data i godzina|"
        "początek|rozpoczęcie|dato|dato og tid|starttid|kuupäev|algus|päivä|pvm|alku|aloitusaika|"
        "дата|дата и время|начало"
    ),
    CLOCK: _words("time|hour|call time|godzina|czas|klokkeslett|tid|kl|kellaaeg|kell|kellonaika|klo|aika|время|час"),
    EXTENSION: _words(
        "extension|ext|agent|employee|operator|user|line|internal number|"
        "wewnętrzny|numer wewnętrzny|pracownik|konsultant|"
        "internnummer|linje|ansatt|bruker|sisenumber|töötaja|operaator|alanumero|työntekijä|käyttäjä|"
        "внутренний номер|добавочный|сотрудник|оператор"
    ),
    LENGTH: _words(
        "length|duration|talk time|seconds|call length|czas trwania|czas rozmowy|długość|varighet|lengde|samtaletid|"
        "kestus|pikkus|kesto|puhelun kesto|длительность|продолжительность|секунды"
    ),
    DIRECTION: _words("direction|call direction|kierunek|retning|suund|suunta|направление"),
}
USUAL = (AT, EXTENSION, LENGTH)  # of a table without names
DIRECTIONS: Mapping[str, Direction] = dict.fromkeys(
    _words(
        "in|incoming|inbound|received|przychodzące|przychodząca|inn|innkommende|sisse|sissetulev|"
        "saapuva|sisään|входящий|входящая|вх"
    ),
    Direction.IN,
) | dict.fromkeys(
    _words(
        "out|outgoing|outbound|made|wychodzące|wychodząca|ut|utgående|välja|väljaminev|lähtevä|ulos|исходящий|исходящая|исх"
    ),
    Direction.OUT,
)
STYLES = (  # of two that read as many the first
    DateStyle.ISO,
    DateStyle.DAY_FIRST,
    DateStyle.YEAR_FIRST,
    DateStyle.WORDS,
    DateStyle.EXCEL,
    DateStyle.UNIX_SECONDS,
    DateStyle.UNIX_MILLISECONDS,
    DateStyle.MONTH_FIRST,
)

AT_MISSING = N_("The day and time of the call are missing.")
AT_WRONG = N_("“{value}” is not a date.")
CLOCK_MISSING = N_("The time of day is missing.")
CLOCK_WRONG = N_("“{value}” is not a time of day.")
EXTENSION_MISSING = N_("The extension is missing.")
EXTENSION_LONG = N_("“{value}” is longer than {most} characters.")
LENGTH_WRONG = N_("“{value}” is not a length: write seconds, 3:25 or 0:03:25.")
DIRECTION_WRONG = N_("“{value}” is neither in nor out.")
CUT_OFF = N_("A quotation mark opens in this row and never closes, so the file could not be read from here on.")
TOO_MANY = N_("The file has more than {most} calls. Import it in parts.")
_SPAN = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?\Z")
_SECONDS = re.compile(r"(\d{1,5})(?:[.,]\d+)?\s*(?:s|sek|sec)?\.?\Z")


@dataclass(frozen=True, slots=True)
class CallsRead:
    """The calls in the order of time, each once."""

    good: tuple[Call, ...]
    problems: tuple[CellProblem, ...]


def read_calls(rows: Sequence[SheetRow], headers: Sequence[str], zone: tzinfo) -> CallsRead:
    """Check all rows. Columns go by their names; without names the first three are start, extension, length."""
    return _Reader(rows, headers, zone).read(rows)


def _columns(headers: Sequence[str]) -> dict[str, int]:
    words = [header_words(header) for header in headers]
    found: dict[str, int] = {}
    for key, names in NAMES.items():
        at = next((at for at, one in enumerate(words) if one in names and at not in found.values()), None)
        if at is not None:
            found[key] = at
    if AT not in found and CLOCK in found:  # one column, named for the time
        found[AT] = found.pop(CLOCK)
    return found if found else dict(zip(USUAL, range(3), strict=True))


class _Reader:
    def __init__(self, rows: Sequence[SheetRow], headers: Sequence[str], zone: tzinfo) -> None:
        self._headers, self._columns, self._zone = headers, _columns(headers), zone
        cells = [self._cell(row, AT) for row in rows if not row.is_cut_off]
        self._style = max(STYLES, key=lambda style: sum(parse(cell, style, zone) is not None for cell in cells))
        self._found: dict[tuple[datetime, str, int], Call] = {}
        self._problems: list[CellProblem] = []

    def read(self, rows: Iterable[SheetRow]) -> CallsRead:
        for row in rows:
            if row.is_cut_off:
                self._problems.append(row_problem(row.number, CUT_OFF))
                break
            if len(self._found) >= CALLS_MOST:
                self._problems.append(row_problem(row.number, TOO_MANY, most=CALLS_MOST))
                break
            self._add(row)
        calls = sorted(self._found.values(), key=lambda call: (call.at, call.extension))
        return CallsRead(tuple(calls), tuple(self._problems))

    def _add(self, row: SheetRow) -> None:
        before = len(self._problems)
        at, extension, seconds = self._at(row), self._extension(row), self._length(row)
        direction = self._direction(row)
        if at is None or extension is None or seconds is None or len(self._problems) > before:
            return
        self._found[at, extension, seconds] = Call(at, extension, seconds, direction)

    def _at(self, row: SheetRow) -> datetime | None:
        written = self._cell(row, AT)
        if not written:
            self._note(row, AT, AT_MISSING)
            return None
        found = parse(written, self._style, self._zone)
        if found is None:
            self._note(row, AT, AT_WRONG, value=shown(written))
            return None
        if found.has_time:
            return found.at
        return self._with_clock(row, found.at)

    def _with_clock(self, row: SheetRow, midnight: datetime) -> datetime | None:
        """The time of day stands in a column of its own."""
        written = self._cell(row, CLOCK) if CLOCK in self._columns else ""
        if not written:
            self._note(row, CLOCK if CLOCK in self._columns else AT, CLOCK_MISSING)
            return None
        told = parse_time(written)
        if told is None:
            self._note(row, CLOCK, CLOCK_WRONG, value=shown(written))
            return None
        day = midnight.astimezone(self._zone).date()
        return datetime.combine(day, time(*told), self._zone).astimezone(midnight.tzinfo)

    def _extension(self, row: SheetRow) -> str | None:
        written = " ".join(self._cell(row, EXTENSION).split())
        if not written:
            self._note(row, EXTENSION, EXTENSION_MISSING)
            return None
        if len(written) > EXTENSION_MOST:
            self._note(row, EXTENSION, EXTENSION_LONG, value=shown(written), most=EXTENSION_MOST)
            return None
        return written

    def _length(self, row: SheetRow) -> int | None:
        written = self._cell(row, LENGTH).strip()
        seconds = seconds_of(written)
        if seconds is None or seconds > SECONDS_MOST:
            self._note(row, LENGTH, LENGTH_WRONG, value=shown(written))
            return None
        return seconds

    def _direction(self, row: SheetRow) -> Direction | None:
        written = self._cell(row, DIRECTION) if DIRECTION in self._columns else ""
        if not written:
            return None
        found = DIRECTIONS.get(fold(header_words(written)))
        if found is None:
            self._note(row, DIRECTION, DIRECTION_WRONG, value=shown(written))
        return found

    def _cell(self, row: SheetRow, key: str) -> str:
        return raw_text(row.cell(self._columns[key])) if key in self._columns else ""

    def _note(self, row: SheetRow, key: str, text: str, **values: object) -> None:
        at = self._columns.get(key)
        if at is None:
            self._problems.append(row_problem(row.number, text, **values))
            return
        header = self._headers[at] if at < len(self._headers) else ""
        self._problems.append(CellProblem(row.number, column_letter(at), header, self._cell(row, key), text, values))


def seconds_of(written: str) -> int | None:
    """185, 185 s, 3:05 (minutes and seconds), 0:03:05; None for what is no length."""
    whole = _SECONDS.match(written)
    if whole:
        return int(whole[1])
    span = _SPAN.match(written)
    if not span or int(span[3]) > 59 or (span[1] and int(span[2]) > 59):
        return None
    return int(span[1] or 0) * 3600 + int(span[2]) * 60 + int(span[3])
