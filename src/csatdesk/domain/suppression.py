"""Which groups are shown: none so small that a person could be known again, and none that subtraction would reveal."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeVar

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_

Group = TypeVar("Group", bound=Hashable)

FLOOR, FLOOR_LEAST, FLOOR_MOST = 5, 3, 10
FEW = 30  # shown in grey below
RANKING_LEAST = 50


class Shown(Enum):
    EMPTY = "empty"  # nobody answered: nothing to hide
    HIDDEN = "hidden"
    GREY = "grey"  # few answers
    FULL = "full"


class FloorWrong(Refusal):
    text = N_("Choose {least} to {most}.")


def check_floor(floor: int) -> None:
    if not FLOOR_LEAST <= floor <= FLOOR_MOST:
        raise FloorWrong(field="floor", least=FLOOR_LEAST, most=FLOOR_MOST)


def shown(counts: Mapping[Group, int], *, floor: int = FLOOR, is_total_shown: bool = True) -> dict[Group, Shown]:
    """How each group is shown, by how many answered in it.

    Where the total stands beside the groups, what is hidden is the difference of it and the others: the next smallest
    is hidden too, until those that are hidden are at least two and together as many as a group must be.
    """
    hidden = {group for group, count in counts.items() if 0 < count < floor}
    waiting = sorted((group for group, count in counts.items() if count >= floor), key=counts.__getitem__)
    while is_total_shown and waiting and not _is_safe([counts[one] for one in hidden], floor):
        hidden.add(waiting.pop(0))
    return {group: _one(count, is_hidden=group in hidden) for group, count in counts.items()}


def _is_safe(hidden: Sequence[int], floor: int) -> bool:
    return not hidden or (len(hidden) > 1 and sum(hidden) >= floor)


def _one(count: int, *, is_hidden: bool) -> Shown:
    if is_hidden:
        return Shown.HIDDEN
    if not count:
        return Shown.EMPTY
    return Shown.GREY if count < FEW else Shown.FULL


Cell = tuple[Any, ...]  # a path: month, office, channel, …
Blocks = tuple[frozenset[Cell], ...]


def blocks(counts: Mapping[Cell, int], *, floor: int = FLOOR) -> Blocks:
    """Cells put together until each block holds as many as a group must; a view shows only blocks that lie wholly in
    it. Whatever views are laid beside one another and subtracted, what is left is made of whole blocks.

    A cell is a path, such as month, office, channel: small ones are put to those that differ in their last part first.
    Where all of them together are too few, there is no block: nothing is shown.
    """
    found, rest = _blocks({cell: count for cell, count in counts.items() if count}, 0, floor)
    return tuple(found) if not rest else tuple(_put_to(found, rest, counts))


def _blocks(counts: Mapping[Cell, int], depth: int, floor: int) -> tuple[list[frozenset[Cell]], frozenset[Cell]]:
    """The blocks below one branch, and cells that are too few to make one of their own."""
    below: dict[Hashable, dict[Cell, int]] = {}
    for cell, count in counts.items():
        if depth == len(cell):
            return ([frozenset({cell})], frozenset()) if count >= floor else ([], frozenset({cell}))
        below.setdefault(cell[depth], {})[cell] = count
    made: list[frozenset[Cell]] = []
    rest: frozenset[Cell] = frozenset()
    for _part, cells in sorted(below.items(), key=lambda one: str(one[0])):
        inside, left = _blocks(cells, depth + 1, floor)
        made += inside
        rest |= left
    if not rest:
        return made, rest
    if sum(counts[cell] for cell in rest) >= floor:
        return [*made, rest], frozenset()
    return (_put_to(made, rest, counts), frozenset()) if made else ([], rest)


def _put_to(made: list[frozenset[Cell]], rest: frozenset[Cell], counts: Mapping[Cell, int]) -> list[frozenset[Cell]]:
    """The rest goes to the smallest block; alone it shows nothing."""
    if not made:
        return []
    smallest = min(made, key=lambda one: (sum(counts[cell] for cell in one), sorted(map(str, one))))
    return [one | rest if one is smallest else one for one in made]


def joined(whole: Iterable[frozenset[Cell]], counts: Mapping[Cell, int], *, floor: int = FLOOR) -> Blocks:
    """Blocks put together, none of them parted, until each holds as many of these counts too: those who answered one
    question are fewer than those who answered at all, and both are looked at beside one another.
    """
    sums = {block: sum(counts.get(cell, 0) for cell in block) for block in whole}
    if all(not count or count >= floor for count in sums.values()):
        return tuple(block for block, count in sums.items() if count)
    by_first = {min(block, key=lambda cell: tuple(map(str, cell))): block for block in sums}
    found = blocks({first: sums[block] for first, block in by_first.items()}, floor=floor)
    return tuple(frozenset[Cell]().union(*(by_first[first] for first in block)) for block in found)


def refined(rough: Blocks, counts: Mapping[Cell, int], *, floor: int = FLOOR) -> Blocks:
    """Blocks of longer paths that lie in these, so that views by both can be laid beside one another."""
    found: list[frozenset[Cell]] = []
    for block in rough:
        length = len(next(iter(block)))
        inside = {cell: count for cell, count in counts.items() if count and cell[:length] in block}
        found += blocks(inside, floor=floor)
    return tuple(found)
