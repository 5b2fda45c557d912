"""Filters that are kept under a name, one's own or for everybody, and how a person laid a list out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum
from typing import Any

from csatdesk.domain.cases import CaseFilter, CaseKind, DueBand, Priority, ReplyBy, Solved, Sort
from csatdesk.domain.contacts import Channel, Segment
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


class ListKey(Enum):
    """A list that people lay out and narrow as they want it."""

    CASES = "cases"
    DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list shows. `more`: plain values that this list alone has."""

    filter: CaseFilter
    sort: Sort = Sort.DUE
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def order(self) -> Sort:
        """Found words come newest first, whatever `sort` says."""
        return Sort.REGISTERED if self.filter.text.strip() else self.sort


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """`is_shared`: everybody of the centre has it. `may_change`: whoever asks may rename it and throw it away."""

    id: int
    name: str
    shown: CaseFilter
    sort: Sort
    is_shared: bool
    may_change: bool
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def whole(self) -> Shown:
        return Shown(self.shown, self.sort, self.more)


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
    "segments": Segment,
    "solved": Solved,
}
_DAYS = frozenset({"received_from", "received_to"})
_TEXTS = frozenset({"activities"})


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
    """The filter again. What this version no longer knows, or cannot read, is left out."""
    everything = CaseFilter()
    known = {one.name: getattr(everything, one.name) for one in fields(CaseFilter)}
    read = {name: _read(name, value, known[name]) for name, value in plain.items() if name in known}
    return CaseFilter(**{name: known[name] if value is None else value for name, value in read.items()})


def more_from_plain(plain: Mapping[str, object]) -> Mapping[str, object]:
    """What stands beside the filter."""
    known = {one.name for one in fields(CaseFilter)}
    return {name: value for name, value in plain.items() if name not in known}


def _read(name: str, value: Any, usual: object) -> Any:
    """None where `value` is none for this field. `usual`: what stands there in a list of everything."""
    if name in _DAYS:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            return None
    if not isinstance(usual, tuple):
        return value if isinstance(value, int if usual is None else type(usual)) else None
    if not isinstance(value, list):
        return None
    if name in _ENUMS:
        members: Callable[[object], Enum] = _ENUMS[name]
        have = {one.value for one in _ENUMS[name]}
        return tuple(members(one) for one in value if one in have)
    kept = str if name in _TEXTS else int  # the others are ids
    return tuple(one for one in value if type(one) is kept)


def look_from_plain(columns: object, widths: object) -> ListLook:
    """A list as it was laid out. What is no column or no width is left out."""
    named = [one for one in columns if isinstance(one, str)] if isinstance(columns, list) else []
    told = widths.items() if isinstance(widths, Mapping) else ()
    return ListLook(tuple(dict.fromkeys(named)), {str(key): wide for key, wide in told if type(wide) is int})
