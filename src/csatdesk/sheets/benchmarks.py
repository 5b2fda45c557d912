"""Figures of another company as a sheet: the template to fill in, and what somebody wrote there, cell by cell.

Column A holds keys that no language changes; "about:" goes before the facts about the company. Measures are codes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from csatdesk.domain.benchmarks import FACTS, Part, TypedBenchmark, TypedFigure, place
from csatdesk.domain.cell_texts import without_unseen
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.sheets.cells import (
    CellProblem,
    SheetRow,
    clean_text,
    column_letter,
    raw_text,
    row_problem,
    sentence,
    shown,
)
from csatdesk.sheets.tables_out import Column, Sheet, write_book, write_table
from csatdesk.wording.benchmarks import fact_words, part_words
from csatdesk.wording.texts import _

ABOUT = "about:"
ALL_FACTS = (*FACTS, "n")
PARTS = (Part.VALUE, Part.GRADE, Part.ENDS, Part.N, Part.SPREAD)
FIRST_PART = 2  # column C
UNKNOWN_KEY = N_("“{key}” is no question of this survey. Leave column A as the template has it.")
TWICE = N_("“{key}” stands here twice.")
CUT_OFF = N_("A quotation mark opens in this row and never closes, so the file could not be read from here on.")


@dataclass(frozen=True, slots=True)
class Line:
    """One question in the template, with how it is graded here."""

    key: str
    name: str
    grade: str
    ends: str


@dataclass(slots=True)
class ReadSheet:
    """What was written, where each field stands, and what is wrong with the sheet itself."""

    facts: dict[str, str] = field(default_factory=dict)
    figures: dict[str, TypedFigure] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)  # field → row, column from 0
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def typed(self) -> TypedBenchmark:
        return TypedBenchmark(self.facts, self.figures)

    def told(self, refusals: Iterable[Refusal]) -> list[str]:
        """All that is wrong, in the order of the sheet."""
        found = [(one.row, one.column, sentence(one)) for one in self.problems]
        found += [self._told(one) for one in refusals]
        return [words for _row, _column, words in sorted(found)]

    def _told(self, refusal: Refusal) -> tuple[int, str, str]:
        """At the cell of its field; of a line that is not there at all, by its name."""
        name = refusal.field or ""
        if name in self.places:
            row, column = self.places[name]
            letter, value = column_letter(column), shown(self.texts.get(name, ""))
            problem = CellProblem(row, letter, _header(column, name), value, refusal.text, refusal.values)
            return row, letter, sentence(problem)
        said = _(refusal.text).format(**refusal.values)
        if name in ALL_FACTS:
            said = _("{place}: {reason}").format(place=fact_words(name), reason=said)
        return 0, "", said


def _header(column: int, name: str) -> str:
    return fact_words(name) if name in ALL_FACTS else part_words(PARTS[column - FIRST_PART])


def write_benchmark_template(path: Path, lines: Sequence[Line], codes: Sequence[tuple[str, str]], zone: tzinfo) -> None:
    """`codes`: of measures, with what each means. A text table has no second sheet to tell them on. Raises Trouble."""
    columns = [Column(_("Key"), 30), Column(_("Question"), 44), *(Column(part_words(part), 16) for part in PARTS)]
    facts = [(f"{ABOUT}{name}", fact_words(name), "", "", "", "", "") for name in ALL_FACTS]
    asked = [(one.key, one.name, "", one.grade, one.ends, "", "") for one in lines]
    sheet = Sheet(columns, [*facts, *asked], _("Benchmark"))
    if path.suffix.casefold() == ".csv":
        write_table(path, columns, sheet.rows, zone=zone)
        return
    measured = part_words(Part.GRADE)
    guide = Sheet([Column(measured, 16), Column(_("Means"), 90)], codes, measured)
    write_book(path, (sheet, guide), zone=zone)


def read_rows(rows: Iterable[SheetRow], keys: frozenset[str]) -> ReadSheet:
    """`keys`: of the questions of this survey. The first row holds the names of the columns."""
    found = ReadSheet()
    for row in rows:
        if row.is_cut_off:
            found.problems.append(row_problem(row.number, CUT_OFF))
        elif row.number > 1:
            _add(found, row, [_text(row, column) for column in range(FIRST_PART + len(PARTS))], keys)
    return found


def _text(row: SheetRow, column: int) -> str:
    return without_unseen(clean_text(raw_text(row.cell(column)))).strip()


def _add(found: ReadSheet, row: SheetRow, cells: Sequence[str], keys: frozenset[str]) -> None:
    key, fact = cells[0], cells[0].removeprefix(ABOUT)
    is_fact = key.startswith(ABOUT) and fact in ALL_FACTS
    if not is_fact and key not in keys:
        if any(cells[FIRST_PART:]) or key:
            found.problems.append(_at_key(row.number, key, UNKNOWN_KEY))
        return
    if (fact if is_fact else place(Part.VALUE, key)) in found.places:
        found.problems.append(_at_key(row.number, key, TWICE))
        return
    if is_fact:
        _keep(found, fact, row.number, FIRST_PART, cells)
        found.facts[fact] = cells[FIRST_PART]
        return
    for column, part in enumerate(PARTS, start=FIRST_PART):
        _keep(found, place(part, key), row.number, column, cells)
    found.figures[key] = TypedFigure(*cells[FIRST_PART:])


def _keep(found: ReadSheet, name: str, row: int, column: int, cells: Sequence[str]) -> None:
    found.places[name], found.texts[name] = (row, column), cells[column]


def _at_key(row: int, key: str, text: str) -> CellProblem:
    return CellProblem(row, column_letter(0), _("Key"), shown(key), text, {"key": shown(key)})
