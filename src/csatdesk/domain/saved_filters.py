"""Filters that are kept under a name, one's own or for everybody, and how a person laid a list out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum
from typing import Any

from csatdesk.domain.cases import CaseFilter, CaseKind, DueBand, Priority, ReplyBy, Sort
from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.statuses import Status

NAME_MOST = 60
BY_KEY_MOST = 9  # filters that have a key of their own


class FilterNameMissing(Refusal):
    text = N_("Give the filter a name.")


class FilterNameTooLong(Refusal):
    text = N_("This name is longer than {most} characters. Shorten it.")


class FilterNameTaken(Refusal):
    text = N_("There is a filter “{name}” already. Choose another name.")


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """`is_shared`: everybody of the centre has it. `may_change`: whoever asks may rename it and throw it away."""

    id: int
    name: str
    shown: CaseFilter
    sort: Sort
    is_shared: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class ListLook:
    """Which columns of a list somebody wants to see, in their order, and the width of those they made wider or
    narrower, in pixels at text size 1. No columns: the usual ones.
    """

    columns: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)


def checked_name(name: str) -> str:
    """The name as it is kept."""
    name = " ".join(name.split())
    if not name:
        raise FilterNameMissing(field="name")
    if len(name) > NAME_MOST:
        raise FilterNameTooLong(field="name", most=NAME_MOST)
    return name


_ENUMS: Mapping[str, type[Enum]] = {
    "statuses": Status,
    "kinds": CaseKind,
    "channels": Channel,
    "due": DueBand,
    "reply_by": ReplyBy,
    "priorities": Priority,
}
_DAYS = frozenset({"received_from", "received_to"})


def filter_to_plain(shown: CaseFilter) -> dict[str, object]:
    """What differs from a list of everything, as plain values."""
    everything = CaseFilter()
    told = {one.name: getattr(shown, one.name) for one in fields(CaseFilter)}
    return {name: _plain(value) for name, value in told.items() if value != getattr(everything, name)}


def _plain(value: Any) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def filter_from_plain(plain: Mapping[str, Any]) -> CaseFilter:
    """The filter again. What this version no longer knows is left out."""
    known = {one.name for one in fields(CaseFilter)}
    return CaseFilter(**{name: _read(name, value) for name, value in plain.items() if name in known})


def _read(name: str, value: Any) -> Any:
    if name in _ENUMS:
        members: Callable[[object], Enum] = _ENUMS[name]
        have = {one.value for one in _ENUMS[name]}
        return tuple(members(one) for one in value if one in have)
    if name in _DAYS:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
