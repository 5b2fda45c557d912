"""A text that is longer than its column is refused at its field: PostgreSQL would break off, SQLite keep it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import String, event, inspect
from sqlalchemy.orm import InstanceState, Mapper, Session

from csatdesk.domain.lengths import ValueTooLong


def keep_widths(db: Session) -> None:
    """From now on nothing goes into this transaction that a column cannot hold."""
    event.listen(db, "before_flush", _check_all)


def _check_all(session: Session, _context: object, _instances: object) -> None:
    for entity in session.new:
        _check(inspect(entity), is_new=True)
    for entity in session.dirty:
        _check(inspect(entity), is_new=False)


def _check(state: InstanceState[Any], *, is_new: bool) -> None:
    """What stands in the store already stays as it is."""
    for name, most in _widths(state.mapper).items():
        text = state.dict.get(name)
        if isinstance(text, str) and len(text) > most and (is_new or name in state.committed_state):
            raise ValueTooLong(field=name, most=most)


@cache
def _widths(mapper: Mapper[Any]) -> Mapping[str, int]:
    types = {attribute.key: attribute.columns[0].type for attribute in mapper.column_attrs}
    return {name: one.length for name, one in types.items() if isinstance(one, String) and one.length}
