"""Which groups are shown: none so small that a person could be known again, and none that subtraction would reveal."""

from collections.abc import Hashable, Mapping, Sequence
from enum import Enum
from typing import TypeVar

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


def may_show_total(counts: Mapping[Group, int], *, floor: int = FLOOR) -> bool:
    """Whether the total beside the groups as `shown` shows them tells nothing about one of them."""
    states = shown(counts, floor=floor)
    return _is_safe([count for group, count in counts.items() if states[group] is Shown.HIDDEN], floor)


def _is_safe(hidden: Sequence[int], floor: int) -> bool:
    return not hidden or (len(hidden) > 1 and sum(hidden) >= floor)


def _one(count: int, *, is_hidden: bool) -> Shown:
    if is_hidden:
        return Shown.HIDDEN
    if not count:
        return Shown.EMPTY
    return Shown.GREY if count < FEW else Shown.FULL
