"""Text tables: rows parted by commas, semicolons, tabs or bars, in any usual encoding and with any line ends."""

import csv
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from csatdesk.domain.marks import N_
from csatdesk.sheets.cells import SheetRow
from csatdesk.sheets.trouble import NotATable, told_plainly

SEPARATOR_LABELS = {",": N_("Comma"), ";": N_("Semicolon"), "\t": N_("Tab"), "|": N_("Vertical bar")}
SEPARATORS = tuple(SEPARATOR_LABELS)  # on equal footing the earlier is taken
CELL_MOST = 4_000_000  # characters; a longer cell is a quotation mark that never closes
SNIFFED_ROWS = 200

_SEP_LINE = re.compile(r'\ufeff?"?sep=(.)"?\s*\Z', re.IGNORECASE)
_NEVER_IN_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x19\x1b-\x1f]")
_END = "\x1fend of file\x1f"  # a row of our own behind the last: swallowed when a quotation mark stays open


def csv_rows(path: Path, encoding: str, separator: str) -> Iterator[SheetRow]:
    """All rows from the top, blank ones too, numbered as a spreadsheet shows them (a line "sep=;" is no row).

    Never raises for what the file holds: letters the encoding lacks come as U+FFFD, and a row whose quotation mark
    never closes comes without cells, `is_cut_off`, as the last. Raises Trouble when the file cannot be read.
    """
    csv.field_size_limit(CELL_MOST)
    with told_plainly(path), path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = _without_sep_line(file)
        reader = csv.reader(chain(lines, (_END,)), delimiter=separator)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader)
            except csv.Error:
                yield SheetRow(number, (), is_cut_off=True)
                return
            if _END in cells[-1:]:
                return
            if cells and cells[-1].endswith(_END):
                yield SheetRow(number, (), is_cut_off=True)
                return
            yield SheetRow(number, tuple(cell or None for cell in cells))


def _without_sep_line(lines: Iterator[str]) -> Iterator[str]:
    first = next(lines, "")
    return lines if _SEP_LINE.match(first) else chain((first,) if first else (), lines)


def guess_separator(path: Path, encoding: str) -> str:
    """The separator named in a first line "sep=;", else the one that parts the first rows most evenly.

    Raises NotATable when the file holds no text.
    """
    with told_plainly(path), path.open(encoding=encoding, errors="replace", newline="") as file:
        start = file.read(1 << 16)
    if len(_NEVER_IN_TEXT.findall(start)) > max(2, 0.01 * len(start)):
        raise NotATable(file=path.name)
    named = _SEP_LINE.match(next(iter(start.splitlines(keepends=True)), ""))
    if named:
        return named[1]
    scores = {mark: _evenness(_start(path, encoding, mark)) for mark in SEPARATORS}
    return max(SEPARATORS, key=lambda mark: scores[mark])


def _start(path: Path, encoding: str, separator: str) -> list[Sequence[str]]:
    rows = islice(csv_rows(path, encoding, separator), SNIFFED_ROWS)
    return [[str(cell or "") for cell in row.cells] for row in rows if row.cells]


def _evenness(rows: Sequence[Sequence[str]]) -> float:
    """High when most rows have the same number of cells, many of them, and cells do not begin with a blank."""
    widths = Counter(map(len, rows))
    widths.pop(1, None)
    if not widths:
        return 0
    width = max(widths, key=lambda one: (widths[one] * math.log2(one + 1), one))
    inner = [cell for row in rows for cell in row[1:] if cell]
    spaced = sum(cell[0] == " " for cell in inner) / max(1, len(inner))
    return widths[width] / len(rows) * math.log2(width + 1) * (1 - 0.7 * spaced)
