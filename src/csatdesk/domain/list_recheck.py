"""A corrected contact list beside the one before it: what was mended, what is still wrong, what came and went."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csatdesk.domain.contact_lists import CheckedList, Fault, ListColumn, ListRow, address_key, customers_in
from csatdesk.domain.folding import fold

ALIKE_FROM = 3  # cells that two rows of one number must share to be the same customer


@dataclass(frozen=True, slots=True)
class Recheck:
    """`mended` are faults of the old list, `still` and `fresh` of the new one; rows go by their own list's numbers."""

    mended: tuple[Fault, ...]
    still: tuple[Fault, ...]
    fresh: tuple[Fault, ...]
    new_rows: tuple[int, ...]
    gone_rows: tuple[int, ...]


def recheck(old: CheckedList, new: CheckedList) -> Recheck:
    """Rows are found again by what they hold, so that rows put in or taken out between them do no harm."""
    before, after = customers_in(old.sheet.rows), customers_in(new.sheet.rows)
    now_at = {0: 0, 1: 1, **_pairs(before, after)}
    was_at = {row: number for number, row in now_at.items()}
    standing = {(now_at.get(one.row), one.column) for one in old.faults}
    left = {(was_at.get(one.row), one.column) for one in new.faults}
    return Recheck(
        mended=tuple(one for one in old.faults if (one.row, one.column) not in left),
        still=tuple(one for one in new.faults if (one.row, one.column) in standing),
        fresh=tuple(one for one in new.faults if (one.row, one.column) not in standing),
        new_rows=tuple(row.number for row in after if row.number not in was_at),
        gone_rows=tuple(row.number for row in before if row.number not in now_at),
    )


def _pairs(before: Sequence[ListRow], after: Sequence[ListRow]) -> dict[int, int]:
    """Numbers of old rows → numbers of new ones: the surest likeness first, each row once."""
    found: dict[int, int] = {}
    for alike in (_all_of, _address_of, _name_of):
        taken = set(found.values())
        waiting: dict[str, deque[int]] = {}
        for row in after:
            if row.number not in taken:
                waiting.setdefault(alike(row), deque()).append(row.number)
        for row in before:
            twins = waiting.get(alike(row)) if alike(row) and row.number not in found else None
            if twins:
                found[row.number] = twins.popleft()
    taken = set(found.values())
    free = {row.number: row for row in after if row.number not in taken}
    for row in before:
        twin = free.get(row.number) if row.number not in found else None
        if twin is not None and _shared(row, twin) >= ALIKE_FROM:
            found[row.number] = twin.number
    return found


def _all_of(row: ListRow) -> str:
    return "\n".join(row.cells)


def _address_of(row: ListRow) -> str:
    return address_key(row.cell(ListColumn.ADDRESS.place))


def _name_of(row: ListRow) -> str:
    parts = (ListColumn.FIRST_NAME, ListColumn.LAST_NAME, ListColumn.COMPANY)
    names = [fold(row.cell(part.place)) for part in parts]
    return "\n".join(names) if all(names) else ""


def _shared(one: ListRow, other: ListRow) -> int:
    return sum(bool(cell) and cell == theirs for cell, theirs in zip(one.cells, other.cells, strict=False))


@dataclass(frozen=True, slots=True)
class ListChange:
    """What a new accepted list changes in the one that is kept, by address: counts alone."""

    new: int
    changed: int
    gone: int
    same: int


def change_between(old: Mapping[str, object], new: Mapping[str, object]) -> ListChange:
    """`old` and `new`: customers by the key of their address."""
    both = old.keys() & new.keys()
    same = sum(old[key] == new[key] for key in both)
    return ListChange(len(new) - len(both), len(both) - same, len(old) - len(both), same)
