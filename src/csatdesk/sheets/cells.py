"""Cells and rows as they leave a file, what is wrong with one of them, and how a cell becomes clean text."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite

from csatdesk.domain.cell_places import column_letter as column_letter  # noqa: PLC0414  (sheets find it here)
from csatdesk.domain.cell_texts import without_unseen
from csatdesk.domain.marks import N_
from csatdesk.wording.texts import _

Cell = str | int | float | None  # dates come as ISO text, whole numbers as int, empty cells as None

EMPTY_WORDS = frozenset({"NA", "N/A", "n/a", "#N/A", "NULL", "null", "NaN", "nan", "(null)", "-", "--", "–", "—", "?"})
SHOWN_MOST = 60  # characters of a cell repeated in a problem
DAMAGED = "\ufffd"
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a file. `number` is what a spreadsheet shows beside it; `cells` start at column A.

    `is_cut_off`: a quotation mark opens in this row and never closes, so nothing after it could be read.
    """

    number: int
    cells: tuple[Cell, ...]
    is_cut_off: bool = False

    def cell(self, column: int) -> Cell:
        """The cell in a column counted from 0; None where the row is too short."""
        return self.cells[column] if 0 <= column < len(self.cells) else None

    def plain(self) -> dict[str, object]:
        return {"row": self.number, "cells": list(self.cells), "cut": self.is_cut_off}


def row_from_plain(values: Mapping[str, object]) -> SheetRow:
    """The row that `SheetRow.plain` took apart. Raises TypeError or KeyError when it was something else."""
    number, cells = values["row"], values["cells"]
    if not isinstance(number, int) or not isinstance(cells, list):
        raise TypeError("not a row of a sheet")
    return SheetRow(number, tuple(cells), bool(values.get("cut")))


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in one cell, or in a whole row (then `column` and `header` are empty).

    `text` is marked with N_() and filled with `values` after translation: see `sentence`.
    """

    row: int
    column: str
    header: str
    value: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)


def reason(problem: CellProblem) -> str:
    """What is wrong and what to do, in the language of this context, without the place."""
    return _(problem.text).format(**problem.values)


def sentence(problem: CellProblem) -> str:
    """Place and reason: "Row 17, column C (Date): “31.02.2024” is not a date. …"."""
    if not problem.column:
        place = _("Row {row}").format(row=problem.row)
    elif problem.header:
        place = _("Row {row}, column {column} ({header})").format(
            row=problem.row, column=problem.column, header=problem.header
        )
    else:
        place = _("Row {row}, column {column}").format(row=problem.row, column=problem.column)
    return _("{place}: {reason}").format(place=place, reason=reason(problem))


NUL_TEXT = N_("This cell holds a character that no text has. Type the cell again, or leave it empty.")
DAMAGED_TEXT = N_("Some letters here could not be read. Choose another encoding for the file, or correct the cell.")


def row_problem(row: int, text: str, **values: object) -> CellProblem:
    return CellProblem(row, "", "", "", text, values)


def shown(value: str) -> str:
    """The beginning of a cell on one line, for use in a sentence."""
    line = " ".join(value.split())
    return line if len(line) <= SHOWN_MOST else line[: SHOWN_MOST - 1] + "…"


def plain_value(value: object) -> Cell:
    """A value of a workbook as a plain cell: 4933221.0 → 4933221, dates → ISO text, true → "TRUE"."""
    if isinstance(value, float):  # most cells of a workbook
        return int(value) if value.is_integer() else value if isfinite(value) else None
    if isinstance(value, str):
        return value or None
    if value is None or isinstance(value, int):
        return str(value).upper() if isinstance(value, bool) else value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return str(value)


def raw_text(cell: Cell) -> str:
    """The cell as text, untouched but for the words that stand for "nothing" ("NA", "NULL", "-"), which become ""."""
    if cell is None:
        return ""
    text = (cell if isinstance(cell, str) else str(cell)).strip()
    return "" if text in EMPTY_WORDS else text


def clean_text(text: str) -> str:
    """Text fit to be kept: composed letters, line ends as \\n, no control characters, no half characters."""
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text.strip()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LONE_SURROGATE.sub(DAMAGED, _DROPPED.sub("", text)).strip()


def holds_dropped(text: str) -> bool:
    """Whether `clean_text` would leave characters out that a person may have meant."""
    return not (text.isascii() and text.isprintable()) and _DROPPED.search(text.strip()) is not None


def one_line(text: str) -> str:
    """Text of a field that has one line: names, numbers, addresses."""
    cleaned = clean_text(text)
    if cleaned.isprintable() and "  " not in cleaned:  # the blank is the only printable space
        return cleaned
    return " ".join(without_unseen(cleaned).split())


def is_blank(cells: Sequence[Cell]) -> bool:
    return not any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in cells)
