"""Which row of a sheet names its columns, and whether a cell holds a value (number, date) or words."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from csatdesk.domain.folding import fold
from csatdesk.sheets.cells import Cell, SheetRow, is_blank, raw_text

LOOKED_AT = 30  # rows in which a header is sought
LABEL_MOST = 80  # characters of a column name

_VALUE = re.compile(r"[-+(]?[\s\d.,:/%€$£()-]*\d[\s\d.,:/%€$£()-]*(?:[Tt ]\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?\Z")


def header_words(header: str) -> str:
    """A column name for comparing: folded words parted by one blank ("Date_Created:" → "date created")."""
    return " ".join(re.findall(r"[^\W_]+", fold(header)))


def is_value(cell: Cell) -> bool:
    """A number, a date, a phone number or an amount: anything but words."""
    return bool(_VALUE.match(cell.strip())) if isinstance(cell, str) else cell is not None


def guess_header_row(rows: Sequence[SheetRow], known: Collection[str] = ()) -> int:
    """The number of the row that names the columns; 0 when the rows begin with values at once.

    `rows` are the first of the sheet, blank ones included or not; `known`: column names as `header_words` gives them.
    """
    filled = [row for row in rows[:LOOKED_AT] if not is_blank(row.cells)]
    if not filled:
        return 0
    for row in filled:
        if sum(header_words(raw_text(cell)) in known for cell in row.cells if isinstance(cell, str)) >= 2:
            return row.number
    return _by_shape(filled, rows)


def _by_shape(filled: Sequence[SheetRow], rows: Sequence[SheetRow]) -> int:
    width = _usual_width(rows)
    wide = [row for row in filled if len(_texts(row)) >= max(1, 0.6 * width)]
    if not wide or all(is_value(cell) for cell in wide[0].cells if raw_text(cell)):
        return 0
    named = [row for row in wide if _could_name(row)]
    if not named:
        return wide[0].number
    contrast = {row.number: _contrast(row, rows) for row in named}
    best = max(contrast.values())
    if best >= 3 and contrast[named[0].number] == best:
        return _last_of_block(named, contrast, best)
    return next(row.number for row in named if contrast[row.number] == best)


def _last_of_block(named: Sequence[SheetRow], contrast: dict[int, int], best: int) -> int:
    """Of several header rows on top of one another the last one stands on the table."""
    last = named[0].number
    for row in named[1:]:
        if row.number == last + 1 and contrast[row.number] == best and not any(map(is_value, row.cells)):
            last = row.number
    return last


def _usual_width(rows: Sequence[SheetRow]) -> int:
    widths = Counter(len(_texts(row)) for row in rows)
    widths.pop(0, None)
    return max(widths, key=lambda width: (widths[width] * width, width), default=1)


def _texts(row: SheetRow) -> list[str]:
    return [text for cell in row.cells if (text := raw_text(cell))]


def _could_name(row: SheetRow) -> bool:
    """Mostly different, short cells, of which the first filled one is words."""
    texts = _texts(row)
    first = next(cell for cell in row.cells if raw_text(cell))
    return len(set(texts)) >= 0.6 * len(texts) and max(map(len, texts)) <= LABEL_MOST and not is_value(first)


def _contrast(row: SheetRow, rows: Sequence[SheetRow]) -> int:
    """In how many columns this row has words and most rows below it values."""
    below = [other for other in rows if other.number > row.number]
    return sum(
        isinstance(cell, str) and not is_value(cell) and _mostly_values(below, column)
        for column, cell in enumerate(row.cells)
        if raw_text(cell)
    )


def _mostly_values(rows: Sequence[SheetRow], column: int) -> bool:
    cells = [cell for row in rows if raw_text(cell := row.cell(column))]
    return bool(cells) and 2 * sum(map(is_value, cells)) > len(cells)
