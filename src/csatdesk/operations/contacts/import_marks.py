"""What imported customers are found by: of a long file worked out ahead by a second process."""

from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from csatdesk.domain.customers import Marks, marks_of
from csatdesk.domain.errors import Refusal, Trouble
from csatdesk.operations.import_files import ColumnMapping, TableChoices
from csatdesk.sheets.customer_marks import CHECK, READ_MARKS, ROW, check_of, marks_from_plain, values_of
from csatdesk.sheets.customers_in import ImportedCustomer, place
from csatdesk.sheets.tables import format_known
from csatdesk.system.child import Limits, ReaderProcess

LONG = 500_000  # bytes of a file from which a second process is worth its start
LIMITS = Limits(seconds=3_600)


@dataclass(slots=True)
class MarkSource:
    """Asked for customers `in_order`. `_ahead`: what the second process tells; `_told`: what it told, by row of the
    file; `_last`: whom it told of last.
    """

    _ahead: Generator[dict[str, Any]] | None
    _told: dict[int, Sequence[Any]] = field(default_factory=dict)
    _last: tuple[object, ...] = ()

    def marks(self, customer: ImportedCustomer) -> Marks:
        told = self._told.pop(customer.row, None) or self._told_further(customer)
        values = values_of(customer)
        return marks_from_plain(told) if told and told[CHECK] == check_of(values) else marks_of(values)

    def _told_further(self, customer: ImportedCustomer) -> Sequence[Any] | None:
        """A process that fails has failed at rows that are checked already: nobody needs to hear of it."""
        wanted = place(customer)
        while self._ahead is not None and self._last < wanted:
            try:
                message = next(self._ahead, None)
            except (Refusal, Trouble):
                message = None
            if message is None:
                self._ahead = None
            else:
                self._last = tuple(message["last"])
                self._told = {one[ROW]: one for one in message["marks"]}
        return self._told.pop(customer.row, None)


@contextmanager
def mark_source(path: Path, table: TableChoices, mapping: ColumnMapping, long: int = LONG) -> Generator[MarkSource]:
    """Of a file of `long` bytes or more the second process begins at once, while the rows are still being checked."""
    if not path.is_file() or path.stat().st_size < long:
        yield MarkSource(None)
        return
    known = format_known(table, mapping.headers)  # else the file would be looked through once more to find it out
    asked = {"table": asdict(known or table), "headers": mapping.headers, "columns": dict(mapping.columns)}
    with closing(ReaderProcess(READ_MARKS, path, asked, LIMITS)) as process:
        yield MarkSource(process.rows())
