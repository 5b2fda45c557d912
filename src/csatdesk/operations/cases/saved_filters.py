"""Filters of a list of cases kept under a name, one's own and shared ones; and how a person laid the list out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from csatdesk.domain.cases import CaseFilter, Sort
from csatdesk.domain.changes import Kind
from csatdesk.domain.folding import fold
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.saved_filters import (
    FilterNameTaken,
    ListKey,
    ListLook,
    SavedFilter,
    checked_name,
    filter_from_plain,
    filter_to_plain,
    look_from_plain,
    more_from_plain,
)
from csatdesk.domain.staff import Right, require
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities import lists
from csatdesk.store.entities.lists import SavedFilter as Kept
from csatdesk.wording.sorting import sort_key
from csatdesk.wording.texts import language

NOTHING_MORE: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OwnLists:
    """What a person kept about a list. Their own filters come first, each part by name."""

    filters: tuple[SavedFilter, ...] = ()
    look: ListLook = ListLook()  # noqa: RUF009  (frozen)


def load_own_lists(reading: Reading, *, list_key: ListKey = ListKey.CASES) -> OwnLists:
    require(reading.actor, Right.SEE_CASES)
    look = _look(reading, list_key)
    return OwnLists(_filters(reading, list_key), look_from_plain(look.columns, look.widths) if look else ListLook())


def _filters(reading: Reading, list_key: ListKey) -> tuple[SavedFilter, ...]:
    query = select(Kept).where(_reached(reading), Kept.list_key == list_key)
    found = reading.db.execute(query).scalars()
    rows = sorted(found, key=lambda one: (one.is_shared, sort_key(one.name, language()), one.id))
    shares = reading.actor.may(Right.SHARE_FILTERS)
    return tuple(
        SavedFilter(
            row.id,
            row.name,
            filter_from_plain(row.shown),
            row.sort,
            row.is_shared,
            may_change=shares or not row.is_shared,
            more=more_from_plain(row.shown),
        )
        for row in rows
    )


def _reached(reading: Reading) -> ColumnElement[bool]:
    """One's own, and those shared in the centre."""
    actor = reading.actor
    return and_(Kept.centre_id == actor.centre_id, or_(Kept.is_shared, Kept.owner_id == actor.id))


def save_filter(
    work: Work,
    *,
    name: str,
    shown: CaseFilter,
    sort: Sort = Sort.DUE,
    is_shared: bool = False,
    uid: UUID | None = None,
    list_key: ListKey = ListKey.CASES,
    more: Mapping[str, object] = NOTHING_MORE,
) -> Undoable[int]:
    """Keep what a list shows under a name: for oneself, or for everybody. `uid`: of one that comes back; `more`: plain
    values that this list has beside the filter.
    """
    require(work.actor, Right.SHARE_FILTERS if is_shared else Right.SEE_CASES)
    name = checked_name(name)
    _check_is_free(work, name, list_key, is_shared=is_shared)
    row = Kept(
        uid=uid or new_identity(work.at),
        centre_id=work.actor.centre_id,
        owner_id=work.actor.id,
        list_key=list_key,
        name=name,
        is_shared=is_shared,
        sort=sort,
        shown={**more, **filter_to_plain(shown)},
    )
    work.db.add(row)
    work.db.flush()
    work.changed.add(Kind.LIST)
    undo = partial(drop_filter, filter_id=row.id)
    return Undoable(row.id, undo, N_("Saved the filter “{name}”."), {"name": name})


def _check_is_free(work: Work, name: str, list_key: ListKey, *, is_shared: bool, but_id: int = 0) -> None:
    """Two of one's own, or two shared ones, would not be told apart by name."""
    folded = fold(name)
    query = select(Kept).where(_reached(work), Kept.list_key == list_key, Kept.id != but_id)
    for other in work.db.execute(query).scalars():
        if other.is_shared == is_shared and fold(other.name) == folded:
            raise FilterNameTaken(field="name", name=other.name)


def rename_filter(work: Work, *, filter_id: int, name: str) -> Undoable[None]:
    row = _own(work, filter_id)
    name = checked_name(name)
    _check_is_free(work, name, row.list_key, is_shared=row.is_shared, but_id=row.id)
    before, row.name = row.name, name
    work.changed.add(Kind.LIST)
    undo = partial(rename_filter, filter_id=filter_id, name=before)
    return Undoable(None, undo, N_("Renamed the filter to “{name}”."), {"name": name})


def drop_filter(work: Work, *, filter_id: int) -> Undoable[None]:
    """Throw a filter away; undo brings it back."""
    row = _own(work, filter_id)
    kept = filter_from_plain(row.shown)
    undo = partial(
        save_filter,
        name=row.name,
        shown=kept,
        sort=row.sort,
        is_shared=row.is_shared,
        uid=row.uid,
        list_key=row.list_key,
        more=more_from_plain(row.shown),
    )
    work.db.delete(row)
    work.changed.add(Kind.LIST)
    return Undoable(None, undo, N_("Threw the filter “{name}” away."), {"name": row.name})


def _own(work: Work, filter_id: int) -> Kept:
    """A filter that the person may change: their own, or a shared one with the right to share."""
    row = work.db.execute(select(Kept).where(_reached(work), Kept.id == filter_id)).scalar_one()
    require(work.actor, Right.SHARE_FILTERS if row.is_shared else Right.SEE_CASES)
    return row


def _look(reading: Reading, list_key: ListKey) -> lists.ListLook | None:
    own = lists.ListLook.staff_id == reading.actor.id, lists.ListLook.list_key == list_key.value
    query = select(lists.ListLook).where(*own)
    return reading.db.execute(query).scalar_one_or_none()


def keep_list_look(work: Work, *, look: ListLook, list_key: ListKey = ListKey.CASES) -> None:
    """Remember how the person laid a list out, for every desk they sit at."""
    require(work.actor, Right.SEE_CASES)
    row = _look(work, list_key)
    if row is None:
        row = lists.ListLook(staff_id=work.actor.id, list_key=list_key.value)
        work.db.add(row)
    row.columns, row.widths = list(look.columns), dict(look.widths)
