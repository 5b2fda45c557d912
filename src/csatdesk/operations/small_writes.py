"""Long work in small writes, between which the commands of others come through."""

from collections.abc import Callable, Sequence
from time import sleep
from typing import TypeVar

from csatdesk.domain.changes import Progress
from csatdesk.operations.work import PAUSE_SECONDS

AT_ONCE = 10  # things in one write, about a fifth of a second

T = TypeVar("T")


def in_small_writes(
    things: Sequence[T],
    write: Callable[[Sequence[T]], object],
    *,
    progress: Progress,
    take_back: Callable[[], object] = lambda: None,
) -> None:
    """`write` some of `things` at a time, each time in a transaction of its own.

    `take_back` is called when it is cancelled or fails half way; without it what was written stays.
    """
    try:
        for first in range(0, len(things), AT_ONCE):
            progress(first, len(things))
            write(things[first : first + AT_ONCE])
            sleep(PAUSE_SECONDS)
        progress(len(things), len(things))
    except BaseException:  # whatever ended it
        take_back()
        raise
