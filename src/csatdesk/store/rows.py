"""Very many rows at once, without the work that SQLAlchemy does for each."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert
from sqlalchemy.orm import Session

from csatdesk.store.base import Base


def insert_rows(db: Session, entity: type[Base], columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Add rows of plain values, each in the order of `columns`. What is not named must have no default here."""
    if not rows:
        return
    connection = db.connection()
    dialect = connection.dialect
    table: Any = entity.__table__
    put = insert(table).values({name: bindparam(name) for name in columns}).compile(dialect=dialect)
    written = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns}
    values: dict[str, Any] = dict(zip(columns, zip(*rows, strict=True), strict=True))
    for name, process in written.items():
        if process is not None:
            values[name] = [process(value) for value in values[name]]
    if put.positional:
        connection.exec_driver_sql(str(put), list(zip(*(values[name] for name in put.positiontup or ()), strict=True)))
    else:
        ready = zip(*values.values(), strict=True)
        connection.exec_driver_sql(str(put), [dict(zip(columns, row, strict=True)) for row in ready])
