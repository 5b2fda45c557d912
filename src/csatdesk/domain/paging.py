"""Long lists come in pages that follow the last key; never by counting rows from the start."""

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
