"""What the customers of a file are found by, worked out in the child process while others are being written.

The child calls `read_for_child` by name; `marks_from_plain` turns what it yields back.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any
from zlib import crc32

from csatdesk.domain.customers import TOLD_BY, Marks, Trace, TraceKind, marks_of
from csatdesk.sheets.cells import SheetRow
from csatdesk.sheets.customers_in import ImportedCustomer, customers_of, in_order, place
from csatdesk.sheets.mapping import ColumnMapping
from csatdesk.sheets.tables import TableChoices, format_from_plain, read, sniff_and_read

READ_MARKS = "csatdesk.sheets.customer_marks:read_for_child"
ROW, CHECK = 0, 1  # where they stand in what is told of one customer
AT_ONCE = 200  # customers told of in one message

_KINDS = {kind.value: kind for kind in TraceKind}
_VALUES: Callable[[ImportedCustomer], tuple[str, ...]] = attrgetter(*TOLD_BY)


def values_of(customer: ImportedCustomer) -> tuple[str, ...]:
    return _VALUES(customer)


def check_of(values: tuple[str, ...]) -> int:
    """Tells whether two processes read the same."""
    return crc32("\n".join(values).encode(errors="replace"))


def read_for_child(path: str, options: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """What the customers of the file are found by, in order and many at a time; `last`: the place of the last one."""
    gc.disable()  # looking through all customers for what only holds itself takes longer than the process lives after
    mapping = ColumnMapping(tuple(options["headers"]), options["columns"])
    customers = in_order(customers_of(_rows(Path(path), options["table"]), mapping))
    for start in range(0, len(customers), AT_ONCE):
        some = customers[start : start + AT_ONCE]
        yield {"last": place(some[-1]), "marks": [_plain(one) for one in some]}


def _rows(path: Path, table: Mapping[str, Any]) -> Iterator[SheetRow]:
    """`table`: a plain `TableFormat`, or plain `TableChoices` where the rest is still to be guessed."""
    return (
        read(path, format_from_plain(table)) if "headers" in table else sniff_and_read(path, TableChoices(**table))[1]
    )


def _plain(customer: ImportedCustomer) -> list[object]:
    """Their row, a check of the values, and the marks; traces one after the other."""
    values = values_of(customer)
    marks = marks_of(values)
    told = [part for one in marks.told for part in (one.kind.value, one.typed, one.told)]
    return [customer.row, check_of(values), told, " ".join(marks.words), " ".join(marks.names)]


def marks_from_plain(plain: Sequence[Any]) -> Marks:
    _row, _check, told, found_by, names = plain
    traces = zip(map(_KINDS.__getitem__, told[::3]), told[1::3], told[2::3], strict=True)
    return Marks(tuple(map(Trace._make, traces)), tuple(found_by.split()), tuple(names.split()))
