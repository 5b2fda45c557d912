"""Very many rows at once, without the work that SQLAlchemy does for each."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, bindparam, insert
from sqlalchemy.orm import Session

from csatdesk.store.base import Base


class _Put(NamedTuple):
    """A statement made ready. `order`: of its values, where these go by place; `written`: what makes them plain."""

    statement: str
    order: tuple[str, ...] | None
    written: Mapping[str, Callable[[Any], Any]]


def insert_rows(db: Session, entity: type[Base], columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Add rows of plain values, each in the order of `columns`. What is not named must have no default here."""
    if not rows:
        return
    connection = db.connection()
    put = _ready(entity, tuple(columns), connection.dialect)
    values: dict[str, Any] = dict(zip(columns, zip(*rows, strict=True), strict=True))
    for name, process in put.written.items():
        values[name] = [process(value) for value in values[name]]
    if put.order is not None:
        connection.exec_driver_sql(put.statement, list(zip(*map(values.__getitem__, put.order), strict=True)))
    else:
        ready = zip(*values.values(), strict=True)
        connection.exec_driver_sql(put.statement, [dict(zip(columns, row, strict=True)) for row in ready])


@lru_cache(32)
def _ready(entity: type[Base], columns: tuple[str, ...], dialect: Dialect) -> _Put:
    table: Any = entity.__table__
    put = insert(table).values({name: bindparam(name) for name in columns}).compile(dialect=dialect)
    found = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns}
    written = {name: process for name, process in found.items() if process is not None}
    return _Put(str(put), tuple(put.positiontup or ()) if put.positional else None, written)
