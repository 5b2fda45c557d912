"""Files of other programs before anything is imported: what they are, and what their rows would become.

A file from outside is only ever read in the capped child process. The types that windows need to name a choice are
handed on from here.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.sheets.cells import CellProblem, SheetRow, column_letter, raw_text, reason, sentence
from csatdesk.sheets.dates import STYLE_LABELS, DateStyle, StyleGuess
from csatdesk.sheets.encodings import ENCODINGS
from csatdesk.sheets.field_words import CASE_FIELDS, CUSTOMER_FIELDS, Field
from csatdesk.sheets.mapping import ColumnMapping, guess_columns, guess_date_styles
from csatdesk.sheets.past_words import PAST_FIELDS
from csatdesk.sheets.rows_in import Prepared, Record, UnknownValue
from csatdesk.sheets.tables import TableChoices, TableFormat, format_from_plain, rows_from_plain
from csatdesk.system.child import run_reader

__all__ = [
    "CASE_FIELDS",
    "CUSTOMER_FIELDS",
    "ENCODINGS",
    "STYLE_LABELS",
    "ColumnMapping",
    "DateStyle",
    "Field",
    "FileLook",
    "ImportPreview",
    "Prepared",
    "PreviewRow",
    "Record",
    "TableChoices",
    "TableFormat",
    "UnknownValue",
    "look_at_file",
    "sentence",
]

READ = "csatdesk.sheets.tables:table_for_child"
LOOKED_AT = 20_000  # rows kept for previews; whatever lies beyond is checked by the import itself
SHOWN_ROWS = 50
FIELDS = {"cases": CASE_FIELDS, "customers": CUSTOMER_FIELDS, "past": PAST_FIELDS}
NO_CHOICES = TableChoices()
T = TypeVar("T", bound=Record)


@dataclass(frozen=True, slots=True)
class FileLook:
    """What a file holds, and the first guess at its columns. `row_count` None: more rows than were looked at."""

    path: Path
    what: str  # a key of FIELDS
    format: TableFormat
    rows: tuple[SheetRow, ...]
    row_count: int | None
    mapping: ColumnMapping
    date_styles: Mapping[str, StyleGuess]

    @property
    def headers(self) -> tuple[str, ...]:
        return self.format.headers

    @property
    def sheets(self) -> tuple[str, ...]:
        return self.format.sheets

    @property
    def fields(self) -> Sequence[Field]:
        """The fields that its columns can fill."""
        return FIELDS[self.what]

    @property
    def table_choices(self) -> TableChoices:
        """What to give to the import, so that it reads the file exactly as it was shown."""
        table = self.format
        return TableChoices(table.encoding or None, table.separator or None, table.sheet or None, table.header_row)

    def date_styles_for(self, mapping: ColumnMapping) -> Mapping[str, StyleGuess]:
        """How the date columns of another mapping are written."""
        return guess_date_styles(mapping, self.rows)

    def mapped(self, columns: Mapping[str, int]) -> ColumnMapping:
        """A mapping as the person chose it: field key → column counted from 0."""
        return ColumnMapping(self.headers, dict(columns))


def look_at_file(
    path: Path, *, what: str, options: TableChoices = NO_CHOICES, progress: Progress = no_progress
) -> FileLook:
    """Look into a file in the capped child process. Raises a Refusal or Trouble that names the file."""
    with opened_file(path, options) as (table, rows):
        progress(1, 2)
        looked_at = tuple(islice(rows, LOOKED_AT + 1))
    mapping = guess_columns(table.headers, looked_at, FIELDS[what])
    progress(2, 2)
    return FileLook(
        path=path,
        what=what,
        format=table,
        rows=looked_at[:LOOKED_AT],
        row_count=None if len(looked_at) > LOOKED_AT else len(looked_at),
        mapping=mapping,
        date_styles=guess_date_styles(mapping, looked_at),
    )


@contextmanager
def opened_file(path: Path, options: TableChoices) -> Generator[tuple[TableFormat, Iterator[SheetRow]]]:
    """What a file is, and its rows as they come from the child, which ends with the block."""
    with closing(run_reader(READ, path, asdict(options))) as told:
        yield format_from_plain(next(told)), rows_from_plain(told)


# what the rows would become


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as read. `problems`: what is wrong with it, by column counted from 0; None stands for the whole row."""

    number: int
    cells: tuple[str, ...]
    problems: Mapping[int | None, str]


@dataclass(frozen=True, slots=True)
class UnknownTopic:
    """A word for a topic that the tree does not hold, as the file writes it, and how many cases use it."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class ImportPreview(Generic[T]):
    """What the import would do with the rows looked at; `is_whole`: these are all. Problems are whole sentences."""

    rows: tuple[PreviewRow, ...]
    problems: tuple[str, ...]
    good_count: int
    bad_count: int
    copy_count: int
    unknown: tuple[UnknownValue, ...]
    topics: tuple[UnknownTopic, ...]
    is_whole: bool
    good: tuple[T, ...]  # the first, as they would be written


def preview_of(look: FileLook, prepared: Prepared[T], topics: tuple[UnknownTopic, ...] = ()) -> ImportPreview[T]:
    """The first rows with their problems, rows with problems beyond them too, and the counts."""
    by_row: dict[int, list[CellProblem]] = {}
    for problem in prepared.problems:
        by_row.setdefault(problem.row, []).append(problem)
    first = look.rows[:SHOWN_ROWS]
    later = [row for row in look.rows[SHOWN_ROWS:] if row.number in by_row][:SHOWN_ROWS]
    return ImportPreview(
        rows=tuple(_preview_row(row, by_row.get(row.number, ())) for row in (*first, *later)),
        problems=tuple(map(sentence, prepared.problems)),
        good_count=len(prepared.good),
        bad_count=len(prepared.refused),
        copy_count=len(prepared.copies),
        unknown=prepared.unknown,
        topics=topics,
        is_whole=look.row_count is not None,
        good=prepared.good[:SHOWN_ROWS],
    )


def _preview_row(row: SheetRow, problems: Sequence[CellProblem]) -> PreviewRow:
    places = {column_letter(place): place for place in range(len(row.cells))}
    told: dict[int | None, str] = {}
    for problem in problems:
        told.setdefault(places.get(problem.column), reason(problem))
    return PreviewRow(row.number, tuple(raw_text(cell) for cell in row.cells), told)


def checked(
    path: Path,
    options: TableChoices,
    prepare: Callable[[Iterator[SheetRow], TableFormat], Prepared[T]],
) -> tuple[TableFormat, Prepared[T]]:
    """Read the whole file and check every row of it, before anything is written."""
    with opened_file(path, options) as (table, rows):
        return table, prepare(rows, table)
