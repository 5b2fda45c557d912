"""Remind and escalate many rows at once: in small writes, told in one message, taken back in one step."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from csatdesk.domain.changes import Progress
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor
from csatdesk.operations.deadlines.commands import (
    NobodyAbove,
    NobodyToRemind,
    OwnReminder,
    escalate_case,
    remind_keeper,
)
from csatdesk.operations.small_writes import in_small_writes
from csatdesk.operations.work import Store, Undoable, Work
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.system.clock import now


class Telling(Enum):
    REMIND = "remind"
    ESCALATE = "escalate"


@dataclass(frozen=True, slots=True)
class Picked:
    """A chosen row: a case, and which of its clocks stands there."""

    case_id: int
    deadline_id: int | None


class NobodyToTell(Refusal):
    text = N_("Of none of the chosen cases is there anybody else to tell.")


COMMANDS = {Telling.REMIND: remind_keeper, Telling.ESCALATE: escalate_case}
DONE = {Telling.REMIND: N_("Reminders sent: {count}."), Telling.ESCALATE: N_("Cases escalated: {count}.")}
PARTLY = {
    Telling.REMIND: N_("Reminders sent: {count}. Left out, with nobody else to remind: {left}."),
    Telling.ESCALATE: N_("Cases escalated: {count}. Left out, with nobody above: {left}."),
}


@dataclass(slots=True)
class _Done:
    undos: list[Callable[[Work], object]] = field(default_factory=list)
    left: int = 0


def tell_many(
    store: Store, actor: Actor, progress: Progress, *, picked: Sequence[Picked], telling: Telling
) -> Undoable[int]:
    """How many were told. Rows with nobody to tell are left out; cancelled or failed, all is taken back."""
    done = _Done()

    def tell_some(some: Sequence[Picked]) -> None:
        with store.write(actor, now()) as work:
            told = _tell_some(work, some, telling)
        done.undos += told.undos
        done.left += told.left

    def take_back() -> None:
        if done.undos:
            with store.write(actor, now()) as work:
                _take_all_back(work, undos=done.undos)

    in_small_writes(picked, tell_some, progress=progress, take_back=take_back)
    if not done.undos:
        raise NobodyToTell()
    count, left = len(done.undos), done.left
    text = PARTLY[telling] if left else DONE[telling]
    return Undoable(count, partial(_take_all_back, undos=tuple(done.undos)), text, {"count": count, "left": left})


def _tell_some(work: Work, picked: Sequence[Picked], telling: Telling) -> _Done:
    """What was merged, ended or thrown away since it was chosen is left out, too."""
    done = _Done()
    for one in picked:
        case = work.db.get(Case, one.case_id)
        if case is None or case.is_open != OPEN:
            done.left += 1
            continue
        try:
            done.undos.append(COMMANDS[telling](work, case_id=one.case_id, deadline_id=one.deadline_id).undo)
        except (NobodyToRemind, OwnReminder, NobodyAbove):  # raised before anything is written
            done.left += 1
    return done


def _take_all_back(work: Work, *, undos: Sequence[Callable[[Work], object]]) -> None:
    for undo in undos:
        with suppress(Refusal):  # of what was thrown away since nothing is left to take back
            undo(work)
