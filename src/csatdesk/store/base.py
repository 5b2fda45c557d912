"""The declarative base: one column type each for instants, enums and small trees; names of constraints.

Instants are whole microseconds since 1970 UTC in both databases, so that order, keys and comparisons are the same.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import islice
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Dialect, Index, MetaData, String, Text, text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PAUSED = datetime(9998, 12, 31, tzinfo=UTC)  # in the sort column: nothing is due until the case goes on
FAR = datetime(9999, 1, 1, tzinfo=UTC)  # stands in where nothing is due, so that the sort column is never NULL
MICROSECOND = timedelta(microseconds=1)
Choice = TypeVar("Choice", bound=Enum)
One = TypeVar("One")


def batched(several: Iterable[One], size: int) -> Iterator[tuple[One, ...]]:
    """As `itertools.batched` of Python 3.12."""
    rest = iter(several)
    while some := tuple(islice(rest, size)):
        yield some


def _instant(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else EPOCH + timedelta(microseconds=microseconds)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware instants, given back in UTC; a naive one is a programming error."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"naive datetime {value!r}")
        return (value - EPOCH) // MICROSECOND

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[int | None], datetime | None]:
        return _instant  # straight, since lists read a thousand of them a page


class EnumText(TypeDecorator[Choice], Generic[Choice]):
    """A member of one enum, stored as its value."""

    impl = String(32)
    cache_ok = True

    def __init__(self, choices: type[Choice]) -> None:
        super().__init__()
        self.choices = choices
        self._members: dict[str | None, Choice | None] = {None: None}
        self._members.update({str(member.value): member for member in choices})

    def process_bind_param(self, value: Choice | None, _dialect: Dialect) -> str | None:
        return None if value is None else str(value.value)

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[str | None], Choice | None]:
        return self._members.__getitem__  # straight, since lists read a thousand of them a page


class JsonText(TypeDecorator[Any]):
    """A small tree of plain values as JSON text; never asked about in SQL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def index_of_filled(name: str, column: str, *beside: str) -> Index:
    """An index of a reference that most rows leave empty: it costs these nothing, and what is referred to can go
    without a look at every row."""
    filled = text(f"{column} IS NOT NULL")
    return Index(name, column, *beside, sqlite_where=filled, postgresql_where=filled)


def binary_order(length: int | None = None) -> String:
    """Text that both databases sort by code point: sort keys and case numbers."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class Base(DeclarativeBase):
    """Base of all entities."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
