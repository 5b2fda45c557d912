"""Daily counts of a machine out of a table: day, office, count; every problem names its row and column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.sheets.cells import CellProblem, SheetRow, column_letter, raw_text, row_problem, shown
from csatdesk.sheets.dates import DateStyle, parse
from csatdesk.sheets.header_row import header_words

DAY, OFFICE, COUNT = "day", "office", "count"
NAMES: Mapping[str, frozenset[str]] = {  # as `header_words` gives them, in the languages of the program
    DAY: frozenset({"day", "date", "data", "dzien", "dato", "dag", "kuupaev", "paev", "paiva", "pvm", "дата", "день"}),
    OFFICE: frozenset(
        {"office", "branch", "placowka", "oddzial", "kontor", "esindus", "toimipiste", "офис", "отделение"}
    ),
    COUNT: frozenset(
        {"count", "tickets", "calls", "visitors", "liczba", "ilosc", "antall", "arv", "kogus", "maara", "lukumaara"}
        | {"количество", "число"}
    ),
}
STYLES = (  # of two that read as many days the first
    DateStyle.ISO,
    DateStyle.DAY_FIRST,
    DateStyle.YEAR_FIRST,
    DateStyle.WORDS,
    DateStyle.EXCEL,
    DateStyle.MONTH_FIRST,
)
COUNT_MOST = 100_000  # people in a day of one office
FIRST_YEAR, LAST_YEAR = 1990, 2100  # as of the day numbers of a spreadsheet
_WHOLE = re.compile(r"[0-9]{1,9}\Z")

DAY_MISSING = N_("The day is missing.")
DAY_WRONG = N_("“{value}” is not a date.")
OFFICE_WRONG = N_("There is no office “{value}”. Your offices are: {offices}.")
COUNT_WRONG = N_("“{value}” is not a whole number from 0 to {most}.")
TWICE = N_("Row {first} has another number for the same day and office.")
CUT_OFF = N_("A quotation mark opens in this row and never closes, so the file could not be read from here on.")


@dataclass(frozen=True, slots=True)
class CountRead:
    """One good row."""

    row: int
    day: date
    office_id: int
    count: int


@dataclass(frozen=True, slots=True)
class CountsRead:
    good: tuple[CountRead, ...]
    problems: tuple[CellProblem, ...]


def read_counts(rows: Sequence[SheetRow], headers: Sequence[str], offices: Mapping[int, str]) -> CountsRead:
    """Check all rows. Columns go by their names; without names the first three are day, office, count."""
    return _Reader(headers, offices, _style(rows, headers)).read(rows)


def _columns(headers: Sequence[str]) -> dict[str, int]:
    words = [header_words(header) for header in headers]
    named = {key: next((at for at, one in enumerate(words) if one in names), None) for key, names in NAMES.items()}
    usual = {DAY: 0, OFFICE: 1, COUNT: 2}
    taken = {at for at in named.values() if at is not None}
    if not taken:
        return usual
    left = [at for at in range(max(len(headers), 3)) if at not in taken]
    return {key: at if at is not None else left.pop(0) for key, at in named.items()}


def _style(rows: Sequence[SheetRow], headers: Sequence[str]) -> DateStyle:
    """How most of the days are written; those that are not are told one by one."""
    day = _columns(headers)[DAY]
    cells = [raw_text(row.cell(day)) for row in rows if not row.is_cut_off]
    return max(STYLES, key=lambda style: sum(parse(cell, style, UTC) is not None for cell in cells))


class _Reader:
    def __init__(self, headers: Sequence[str], offices: Mapping[int, str], style: DateStyle) -> None:
        self._headers, self._columns, self._style = headers, _columns(headers), style
        self._offices = {fold(name): office_id for office_id, name in offices.items()}
        self._office_names = ", ".join(offices.values())
        self._first: dict[tuple[date, int], CountRead] = {}
        self._problems: list[CellProblem] = []

    def read(self, rows: Iterable[SheetRow]) -> CountsRead:
        for row in rows:
            if row.is_cut_off:
                self._problems.append(row_problem(row.number, CUT_OFF))
                break
            self._add(row)
        return CountsRead(tuple(self._first.values()), tuple(self._problems))

    def _add(self, row: SheetRow) -> None:
        day, office_id, count = self._day(row), self._office(row), self._count(row)
        if day is None or office_id is None or count is None:
            return
        first = self._first.setdefault((day, office_id), CountRead(row.number, day, office_id, count))
        if first.count != count:
            self._note(row, COUNT, TWICE, first=first.row)

    def _day(self, row: SheetRow) -> date | None:
        written = self._cell(row, DAY)
        if not written:
            self._note(row, DAY, DAY_MISSING)
            return None
        found = parse(written, self._style, UTC)
        if found is None or not FIRST_YEAR <= found.at.year <= LAST_YEAR:
            self._note(row, DAY, DAY_WRONG, value=shown(written))
            return None
        return found.at.date()

    def _office(self, row: SheetRow) -> int | None:
        """Its name; a centre with one office need not name it."""
        written = self._cell(row, OFFICE)
        if not written and len(self._offices) == 1:
            return next(iter(self._offices.values()))
        found = self._offices.get(fold(written))
        if found is None:
            self._note(row, OFFICE, OFFICE_WRONG, value=shown(written), offices=self._office_names)
        return found

    def _count(self, row: SheetRow) -> int | None:
        written = self._cell(row, COUNT).replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
        if not (_WHOLE.match(written) and int(written) <= COUNT_MOST):
            self._note(row, COUNT, COUNT_WRONG, value=shown(self._cell(row, COUNT)), most=COUNT_MOST)
            return None
        return int(written)

    def _cell(self, row: SheetRow, key: str) -> str:
        return raw_text(row.cell(self._columns[key]))

    def _note(self, row: SheetRow, key: str, text: str, **values: object) -> None:
        at = self._columns[key]
        header = self._headers[at] if at < len(self._headers) else ""
        self._problems.append(CellProblem(row.number, column_letter(at), header, self._cell(row, key), text, values))
