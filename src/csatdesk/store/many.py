"""Rows by the hundred thousand, written as they are: without the work of mapping each."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from csatdesk.store.base import Base


def insert_many(db: Session, entity: type[Base], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """`names`: of the columns, in the order of the table; those left out stay empty. Nothing is written for no rows."""
    if not rows:
        return
    table = entity.__table__
    assert isinstance(table, Table)
    connection = db.connection()
    made = insert(table).compile(dialect=connection.dialect, column_keys=list(names))
    plain = list(_plain(rows, [_processor(table, name, connection.dialect) for name in names]))
    if made.positional:
        connection.exec_driver_sql(str(made), plain)
    else:
        connection.exec_driver_sql(str(made), [dict(zip(names, row, strict=True)) for row in plain])


def _processor(table: Table, name: str, dialect: Any) -> Any:
    """What makes of a value of this column one that the driver takes; None where they are the same."""
    return table.c[name].type.dialect_impl(dialect).bind_processor(dialect)


def _plain(rows: Sequence[tuple[Any, ...]], processors: Sequence[Any]) -> Iterable[tuple[Any, ...]]:
    if not any(processors):
        return rows
    columns = zip(*rows, strict=True)
    pairs = zip(columns, processors, strict=True)
    return zip(*(cells if made is None else map(made, cells) for cells, made in pairs), strict=True)
