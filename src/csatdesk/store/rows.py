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
    places = {place: process for place, name in enumerate(columns) if (process := written[name]) is not None}
    values = [list(row) for row in rows]
    for row in values:
        for place, process in places.items():
            row[place] = process(row[place])
    if put.positional:
        order = [list(columns).index(name) for name in put.positiontup or ()]
        connection.exec_driver_sql(str(put), [tuple(row[place] for place in order) for row in values])
    else:
        connection.exec_driver_sql(str(put), [dict(zip(columns, row, strict=True)) for row in values])
