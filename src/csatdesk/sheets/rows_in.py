"""What reading cases and reading customers have in common: cells by field, their problems, words to our values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from csatdesk.domain.cell_texts import ERROR, ERROR_VALUES, ROUNDED, holds_rounded
from csatdesk.domain.changes import Progress
from csatdesk.domain.marks import N_
from csatdesk.sheets.cells import (
    DAMAGED,
    DAMAGED_TEXT,
    NUL_TEXT,
    CellProblem,
    SheetRow,
    clean_text,
    column_letter,
    is_blank,
    one_line,
    raw_text,
    row_problem,
    shown,
)
from csatdesk.sheets.header_row import header_words
from csatdesk.sheets.mapping import ColumnMapping

PROGRESS_ROWS = 500
LINE_MOST = 500  # characters of a name, a number, an address
SOURCE_NUMBER_MOST = 59  # with the name of the list and a colon before it, it is kept in 120
EXACT = frozenset({"phone", "customer_phone", "fax", "account", "meter_point", "source_number", "place_number"})

CUT_OFF = N_(
    "A quotation mark opens in this row and never closes, so the file could not be read from here on. "
    "Close it, or take it out, in the file."
)
TOO_LONG = N_(
    "This row goes on after column {column}, the last one with a name. A separator may stand inside a text: "
    "put that text between quotation marks."
)
TOO_SHORT = N_(
    "This row ends before column {column}. A line break may have parted it: join it again, "
    "or put the text between quotation marks."
)
LINE_TOO_LONG = N_("This is longer than {most} characters. Shorten it, or choose another column.")
COPY = N_("Row {first} has the same number but says something else. Give one of them another number, or delete it.")


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A word we cannot place, told once: `taken_as` is what these rows get unless a person says otherwise."""

    field: str
    header: str
    value: str
    first_row: int
    count: int
    taken_as: str


class Record(Protocol):
    """What one row becomes; two records are equal when they say the same, whatever their rows."""

    @property
    def row(self) -> int: ...

    @property
    def source_number(self) -> str: ...


Made = TypeVar("Made", bound=Record)


@dataclass(frozen=True, slots=True)
class Prepared(Generic[Made]):
    """All rows of a file, checked. `good` can be written as they are.

    Each problem refuses its row, and `refused` holds these rows as read. `unknown`: words we cannot place, once each;
    their rows are good. `copies`: rows that repeat an earlier one word for word, as (row, first row); they are neither
    good nor refused.
    """

    good: tuple[Made, ...]
    problems: tuple[CellProblem, ...]
    unknown: tuple[UnknownValue, ...]
    copies: tuple[tuple[int, int], ...]
    refused: tuple[SheetRow, ...]


def prepare_rows(
    rows: Iterable[SheetRow],
    mapping: ColumnMapping,
    make: "Callable[[RowReader], Made | None]",
    values: "Iterable[ValueReader]",
    *,
    progress: Progress,
    total: int,
) -> Prepared[Made]:
    """Check all rows. `make` turns the cells of a row into a record, or notes problems; `values` are its readers."""
    sorter = _Sorter(mapping, make)
    done = 0
    for done, row in enumerate(rows, start=1):
        sorter.add(row)
        if done % PROGRESS_ROWS == 0:
            progress(done, max(total, done))
    progress(done, max(total, done))
    unknown = tuple(one for reader in values for one in reader.unknown())
    return Prepared(tuple(sorter.good), tuple(sorter.problems), unknown, tuple(sorter.copies), tuple(sorter.refused))


class _Sorter(Generic[Made]):
    """Parts good rows from copies and from refused ones."""

    def __init__(self, mapping: ColumnMapping, make: "Callable[[RowReader], Made | None]") -> None:
        self._mapping, self._make = mapping, make
        self._first: dict[str, Made] = {}
        self.good: list[Made] = []
        self.problems: list[CellProblem] = []
        self.copies: list[tuple[int, int]] = []
        self.refused: list[SheetRow] = []

    def add(self, row: SheetRow) -> None:
        reader = RowReader(row, self._mapping)
        record = self._record(reader)
        if record is None or reader.problems:
            self.refused.append(row)
            self.problems += reader.problems
        elif record.source_number in self._first:
            self._add_again(row, record)
        else:
            self.good.append(record)
            if record.source_number:
                self._first[record.source_number] = record

    def _record(self, reader: "RowReader") -> Made | None:
        wrong = row_shape_problem(reader.row, self._mapping)
        if wrong:
            reader.problems.append(wrong)
            return None
        return self._make(reader)

    def _add_again(self, row: SheetRow, record: Made) -> None:
        """A number that was there before: the same once more, or two that must not share it."""
        first = self._first[record.source_number]
        if record == first:
            self.copies.append((row.number, first.row))
            return
        reader = RowReader(row, self._mapping)
        reader.problem("source_number", COPY, first=first.row)
        self.refused.append(row)
        self.problems += reader.problems


def row_shape_problem(row: SheetRow, mapping: ColumnMapping) -> CellProblem | None:
    """What is wrong with a row as a whole: cut off, longer than the header, or too short for the mapped columns."""
    width = len(mapping.headers)
    if row.is_cut_off:
        return row_problem(row.number, CUT_OFF)
    if len(row.cells) > width and not is_blank(row.cells[width:]):
        return row_problem(row.number, TOO_LONG, column=column_letter(width - 1))
    if len(row.cells) < mapping.width:
        return row_problem(row.number, TOO_SHORT, column=column_letter(len(row.cells)))
    return None


@dataclass(slots=True)
class RowReader:
    """The cells of one row by field; problems gather in `problems`."""

    row: SheetRow
    mapping: ColumnMapping
    problems: list[CellProblem] = field(default_factory=list)
    _lines: dict[str, str] = field(default_factory=dict)

    def line(self, key: str, most: int = LINE_MOST) -> str:
        """A cell of one line; "" when empty, unmapped or wrong."""
        column = self.mapping.columns.get(key)
        if column is None:
            return ""
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = self.fitting(key, one_line(self._sound(key, column)), most)
        return found

    def fitting(self, key: str, text: str, most: int) -> str:
        """What was made of a cell, or "" with a problem where it is too long."""
        if len(text) <= most:
            return text
        self.problem(key, LINE_TOO_LONG, most=most)
        return ""

    def word(self, key: str) -> str:
        """A cell that should hold a word of a list; however long it is, it refuses no row."""
        return one_line(raw_text(self.row.cell(self.mapping.columns.get(key, -1))))

    def text(self, key: str, most: int, too_long: str) -> str:
        """A cell of many lines and at most so many characters."""
        column = self.mapping.columns.get(key)
        text = "" if column is None else clean_text(self._sound(key, column))
        if len(text) > most:
            self.problem(key, too_long, most=most)
            return ""
        return text

    def _sound(self, key: str, column: int) -> str:
        text = raw_text(self.row.cell(column))
        if "\0" in text:
            self.problem(key, NUL_TEXT)
            return ""
        if DAMAGED in text:
            self.problem(key, DAMAGED_TEXT)
            return ""
        if text in ERROR_VALUES:
            self.problem(key, ERROR, value=text)
            return ""
        if key in EXACT and holds_rounded(text):
            self.problem(key, ROUNDED, value=shown(text))
            return ""
        return text

    def problem(self, key: str, text: str, **values: object) -> None:
        """Note what is wrong in the cell of a field, with its place and the beginning of its content."""
        column = self.mapping.columns.get(key)
        value = "" if column is None else shown(clean_text(raw_text(self.row.cell(column))))
        self.problems.append(
            CellProblem(self.row.number, self.mapping.letter(key), self.mapping.header(key), value, text, values)
        )


class ValueReader:
    """Turns words of one field into our values and remembers those it does not know."""

    def __init__(
        self, key: str, header: str, words: Mapping[str, str], chosen: Mapping[str, str], default: str
    ) -> None:
        self._key, self._header, self._default = key, header, default
        self._words = {**words, **{header_words(word): value for word, value in chosen.items()}}
        self._folded: dict[str, str] = {}
        self._unknown: dict[str, tuple[str, int, int]] = {}

    def value(self, text: str, row: int) -> str:
        """Our value for a cell; the default for an empty or unknown one."""
        folded = self._folded.get(text)
        if folded is None:
            folded = self._folded[text] = header_words(text)
        found = self._words.get(folded) if folded else self._default
        if found is None:
            said, first, count = self._unknown.get(folded, (shown(text), row, 0))
            self._unknown[folded] = (said, first, count + 1)
            return self._default
        return found

    def unknown(self) -> tuple[UnknownValue, ...]:
        return tuple(
            UnknownValue(self._key, self._header, said, first, count, self._default)
            for said, first, count in self._unknown.values()
        )
