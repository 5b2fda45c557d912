"""Whole files of answers, column by column: each value once, and of every row only which of them stands in it.

Answers repeat themselves: thirty thousand rows hold a handful of values. So a value comes through the child process,
is cleaned and is checked once, not once a row.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.answer_proposals import SeenColumn
from csatdesk.domain.cell_texts import without_unseen
from csatdesk.sheets.cells import (
    DAMAGED,
    DAMAGED_TEXT,
    NUL_TEXT,
    Cell,
    CellProblem,
    SheetRow,
    clean_text,
    column_letter,
    raw_text,
    shown,
)
from csatdesk.sheets.mapping import ColumnMapping
from csatdesk.sheets.rows_in import row_shape_problem
from csatdesk.sheets.tables import TableChoices, TableFormat, format_from_plain, sniff_and_read

TEXT_MOST = 10_000  # characters of one answer
STATISTICAL_BLANKS = frozenset({".", "#NULL!"})  # of SPSS, SAS and Stata
_WHOLE = re.compile(r"\A(-?\d+)\.0+\Z")
BLOCK = 2_000  # rows that come through the pipe at once


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """`values`: all that stand in it, clean. `codes`: of each row the place of its value."""

    header: str
    values: tuple[str, ...]
    codes: "array[int]"

    def counted(self) -> dict[str, int]:
        """How often each value stands, blanks left out; the most frequent first."""
        told: Counter[str] = Counter()
        for code, count in Counter(self.codes).items():
            told[self.values[code]] += count
        told.pop("", None)
        return dict(told.most_common())

    def seen(self) -> SeenColumn:
        return SeenColumn(self.header, self.counted())


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """`numbers`: of the rows as a spreadsheet shows them. `seen`: of each column its values, counted. `problems`: rows
    that could not be read at all.
    """

    path: Path
    format: TableFormat
    numbers: "array[int]"
    columns: tuple[CodedColumn, ...]
    seen: tuple[SeenColumn, ...]
    problems: tuple[CellProblem, ...]

    def __len__(self) -> int:
        return len(self.numbers)


def code_for_child(path: str, options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """The plain `TableFormat`, blocks of rows as places of values, then the values of each column, then what is wrong.
    `options`: fields of `TableChoices`.
    """
    table, rows = sniff_and_read(Path(path), TableChoices(**options))  # type: ignore[arg-type]  # our own values, back from JSON
    yield {"format": table.plain()}
    coder = _Coder(table)
    for row in rows:
        coder.add(row)
        if len(coder.numbers) == BLOCK:
            yield coder.block()
    yield coder.block()
    for column, values in enumerate(coder.values):
        yield {"column": column, "values": [_text(value) for value in values]}
    for number, problem in coder.wrong:
        yield {"wrong": number, "text": problem.text, "filled": dict(problem.values)}


class _Places(dict[Cell, int]):
    """The place of each value; a new one comes behind the others."""

    def __missing__(self, cell: Cell) -> int:
        place = self[cell] = len(self)
        return place


class _Coder:
    def __init__(self, table: TableFormat) -> None:
        self.width = len(table.headers)
        self.mapping = ColumnMapping(table.headers, {str(place): place for place in range(self.width)})
        self.values = [_Places() for _ in table.headers]
        self.wrong: list[tuple[int, CellProblem]] = []
        self.numbers: list[int] = []
        self.rows: list[Sequence[Cell]] = []

    def add(self, row: SheetRow) -> None:
        cells = row.cells
        if row.is_cut_off or len(cells) != self.width:
            problem = row_shape_problem(row, self.mapping)
            if problem is not None:
                self.wrong.append((row.number, problem))
                return
            cells = cells[: self.width]
        self.numbers.append(row.number)
        self.rows.append(cells)

    def block(self) -> dict[str, object]:
        columns = zip(self.values, zip(*self.rows, strict=True), strict=False)  # a last block may hold no row
        codes = [list(map(places.__getitem__, cells)) for places, cells in columns]
        made: dict[str, object] = {"numbers": self.numbers, "codes": codes}
        self.numbers, self.rows = [], []
        return made


def _text(value: Cell) -> str:
    """The value, clean. What programs for statistics write for "nothing" is nothing, and "4.0" is 4."""
    text = raw_text(value)
    if "\0" in text:
        return text
    bare = without_unseen(clean_text(text)).strip()
    return "" if bare in STATISTICAL_BLANKS else _WHOLE.sub(r"\1", bare)


def table_from_plain(path: Path, blocks: Iterator[Mapping[str, object]]) -> AnswerTable:
    """What came through the child process, put together."""
    table = format_from_plain(next(blocks)["format"])  # type: ignore[arg-type]  # our own values, back from JSON
    numbers = array("l")
    codes = [array("l") for _ in table.headers]
    values: dict[int, tuple[str, ...]] = {}
    wrong = []
    for block in blocks:
        if "numbers" in block:
            numbers.extend(block["numbers"])  # type: ignore[arg-type]  # our own values, back from JSON
            for column, some in zip(codes, block["codes"], strict=False):  # type: ignore[call-overload]  # as above
                column.extend(some)
        elif "column" in block:
            values[int(str(block["column"]))] = tuple(block["values"])  # type: ignore[arg-type]  # as above
        else:
            wrong.append(_problem(block))
    names = _names(table.headers)
    columns = tuple(CodedColumn(name, values.get(place, ()), codes[place]) for place, name in enumerate(names))
    return AnswerTable(path, table, numbers, columns, tuple(one.seen() for one in columns), tuple(wrong))


def _names(headers: Sequence[str]) -> list[str]:
    """What the columns are called: by their letter where nothing or the same stands above two of them."""
    twice = {name for name, count in Counter(headers).items() if count > 1}
    letters = map(column_letter, range(len(headers)))
    return [
        f"{name} {letter}".strip() if name in twice or not name else name
        for name, letter in zip(headers, letters, strict=True)
    ]


def _problem(block: Mapping[str, object]) -> CellProblem:
    filled = block["filled"]
    assert isinstance(filled, dict)
    return CellProblem(int(str(block["wrong"])), "", "", "", str(block["text"]), filled)


def damage(value: str) -> str | None:
    """What is wrong with a value as text, whatever its column means."""
    if "\0" in value:
        return NUL_TEXT
    return DAMAGED_TEXT if DAMAGED in value else None


def problems_in(
    table: AnswerTable, place: int, wrong: Mapping[int, tuple[str, Mapping[str, object]]]
) -> list[CellProblem]:
    """Every cell of a column that holds one of these values. `wrong`: place of the value → what to say of it."""
    if not wrong:
        return []
    column, letter = table.columns[place], column_letter(place)
    return [
        CellProblem(table.numbers[row], letter, column.header, shown(column.values[code]), *wrong[code])
        for row, code in enumerate(column.codes)
        if code in wrong
    ]
