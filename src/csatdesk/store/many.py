"""Rows by the hundred thousand, written as they are: without the work of mapping each."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from csatdesk.store.base import Base


def insert_many(db: Session, entity: type[Base], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """`names`: of the columns, in the order of the table. Values go to the driver as they are: numbers, texts, None."""
    table = entity.__table__
    assert isinstance(table, Table)
    connection = db.connection()
    made = insert(table).compile(dialect=connection.dialect, column_keys=list(names))
    if made.positional:
        connection.exec_driver_sql(str(made), list(rows))
    else:
        connection.exec_driver_sql(str(made), [dict(zip(names, row, strict=True)) for row in rows])
