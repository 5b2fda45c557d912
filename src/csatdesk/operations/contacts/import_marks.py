"""What imported customers are found by: of a long file worked out ahead by a second process."""

from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from csatdesk.domain.customers import Marks, marks_of
from csatdesk.domain.errors import Refusal, Trouble
from csatdesk.operations.import_files import ColumnMapping, TableChoices
from csatdesk.sheets.customer_marks import READ_MARKS, check_of, marks_from_plain, values_of
from csatdesk.sheets.customers_in import ImportedCustomer, place
from csatdesk.system.child import Limits, ReaderProcess

LONG = 500_000  # bytes of a file from which a second process is worth its start
LIMITS = Limits(seconds=3_600)
NO_MORE: Mapping[str, Any] = {}


@dataclass(slots=True)
class MarkSource:
    """Asked for customers `in_order`. `_ahead`: what the second process tells, `_next` the next of it."""

    _ahead: Generator[dict[str, Any]] | None
    _next: Mapping[str, Any] | None = None

    def marks(self, customer: ImportedCustomer) -> Marks:
        values, wanted = values_of(customer), list(place(customer))
        while self._next is None or (self._next and self._next["place"] < wanted):
            self._next = self._told()
        if self._next and self._next["place"] == wanted and self._next["check"] == check_of(values):
            return marks_from_plain(self._next)
        return marks_of(values)

    def _told(self) -> Mapping[str, Any]:
        """A process that fails has failed at rows that are checked already: nobody needs to hear of it."""
        try:
            return next(self._ahead, NO_MORE) if self._ahead is not None else NO_MORE
        except (Refusal, Trouble):
            return NO_MORE


@contextmanager
def mark_source(path: Path, table: TableChoices, mapping: ColumnMapping, long: int = LONG) -> Generator[MarkSource]:
    """Of a file of `long` bytes or more the second process begins at once, while the rows are still being checked."""
    if not path.is_file() or path.stat().st_size < long:
        yield MarkSource(None, NO_MORE)
        return
    asked = {"table": asdict(table), "headers": mapping.headers, "columns": dict(mapping.columns)}
    with closing(ReaderProcess(READ_MARKS, path, asked, LIMITS)) as process:
        yield MarkSource(process.rows())
