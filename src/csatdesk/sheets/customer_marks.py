"""What the customers of a file are found by, worked out in the child process while others are being written.

The child calls `read_for_child` by name; `marks_from_plain` turns what it yields back.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

from csatdesk.domain.customers import TOLD_BY, Marks, Trace, TraceKind, marks_of
from csatdesk.sheets.customers_in import ImportedCustomer, customers_of, in_order, place
from csatdesk.sheets.mapping import ColumnMapping
from csatdesk.sheets.tables import read_for_child as read_rows
from csatdesk.sheets.tables import rows_from_plain

READ_MARKS = "csatdesk.sheets.customer_marks:read_for_child"


def values_of(customer: ImportedCustomer) -> tuple[str, ...]:
    return tuple(getattr(customer, name) for name in TOLD_BY)


def check_of(values: tuple[str, ...]) -> int:
    """Tells whether two processes read the same."""
    return crc32("\n".join(values).encode(errors="replace"))


def read_for_child(path: str, options: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """For each customer of the file, in order, their place, a check of the values, and the marks."""
    mapping = ColumnMapping(tuple(options["headers"]), options["columns"])
    for customer in in_order(customers_of(rows_from_plain(read_rows(path, options["table"])), mapping)):
        values = values_of(customer)
        marks = marks_of(values)
        yield {
            "place": place(customer),
            "check": check_of(values),
            "told": [(one.kind.value, one.typed, one.told) for one in marks.told],
            "words": " ".join(marks.words),
            "names": " ".join(marks.names),
        }


def marks_from_plain(message: Mapping[str, Any]) -> Marks:
    told = tuple(Trace(TraceKind(kind), typed, said) for kind, typed, said in message["told"])
    return Marks(told, tuple(message["words"].split()), tuple(message["names"].split()))
