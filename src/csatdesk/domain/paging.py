"""Long lists come in pages that follow the last key; never by counting rows from the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
Key = tuple[object, ...]
PAGE_SIZE = 200
COUNT_LIMIT = 10_001  # a total above 10,000 is shown as "10 000+"


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in order, and the key after which the next page starts (None: this was the last)."""

    rows: tuple[Row, ...]
    next: Key | None


def page_of(rows: Sequence[Row], after: Key | None, limit: int, *, backwards: bool) -> Page[Row]:
    """A page of what stands in memory; the key is the place."""
    start = 0 if after is None else int(str(after[0])) + 1
    if backwards:
        end = len(rows) if after is None else int(str(after[0]))
        start = max(0, end - limit)
        return Page(tuple(rows[start:end]), (start,) if start else None)
    shown = tuple(rows[start : start + limit])
    return Page(shown, (start + limit - 1,) if start + limit < len(rows) else None)
