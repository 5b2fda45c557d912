"""One thing done with many cases, in small writes. A case that refuses is named and does not stop the others."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select

from csatdesk.domain.changes import Progress
from csatdesk.domain.errors import Refusal
from csatdesk.domain.staff import Actor
from csatdesk.operations.small_writes import in_small_writes
from csatdesk.operations.work import Store, Undoable, Work
from csatdesk.store.entities.cases import Case
from csatdesk.system.clock import now

Deed = Callable[[Work, int], Undoable[Any]]  # with one case, by its id


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case with which it was not done, and the rule that says why."""

    case_id: int
    number: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class ManyDone:
    done: int
    left_out: tuple[LeftOut, ...] = ()


def do_many(
    store: Store, actor: Actor, progress: Progress, *, case_ids: Sequence[int], deed: Deed, words: str
) -> Undoable[ManyDone] | ManyDone:
    """Do `deed` with each case. `words` (marked with N_, place for {count}) tell that it was done.

    Cancelled, or stopped by trouble, it takes back what it has done. What it did is undone in one step.
    """
    done: list[Undoable[Any]] = []
    left_out: dict[int, Refusal] = {}

    def do_some(some: Sequence[int]) -> None:
        done.extend(_do_some(store, actor, some, deed, left_out))

    def take_back() -> None:
        for one in reversed(done):
            with suppress(Refusal), store.write(actor, now()) as work:  # what went on since stays as it is
                one.undo(work)

    in_small_writes(case_ids, do_some, progress=progress, take_back=take_back)
    told = ManyDone(len(done), _told(store, actor, left_out))
    if not done:
        return told
    if len(done) == 1:
        return Undoable(told, done[0].undo, done[0].text, done[0].values)
    return Undoable(told, partial(_undo_all, done=tuple(done)), words, {"count": len(done)})


def _do_some(
    store: Store, actor: Actor, case_ids: Sequence[int], deed: Deed, left_out: dict[int, Refusal]
) -> list[Undoable[Any]]:
    """In one write; when one of them refuses nothing of it stays, and each is done in a write of its own."""
    try:
        with store.write(actor, now()) as work:
            return [deed(work, case_id) for case_id in case_ids]
    except Refusal as refusal:
        if len(case_ids) == 1:
            left_out[case_ids[0]] = refusal
            return []
    return [one for case_id in case_ids for one in _do_some(store, actor, (case_id,), deed, left_out)]


def _told(store: Store, actor: Actor, left_out: Mapping[int, Refusal]) -> tuple[LeftOut, ...]:
    if not left_out:
        return ()
    with store.read(actor, now()) as reading:
        query = select(Case.id, Case.number).where(Case.id.in_(list(left_out)))
        numbers = {row.id: row.number for row in reading.db.execute(query)}
    return tuple(LeftOut(case_id, numbers.get(case_id, ""), refusal) for case_id, refusal in left_out.items())


def _undo_all(work: Work, *, done: Sequence[Undoable[Any]]) -> None:
    for one in reversed(done):
        one.undo(work)
