"""Remind and escalate many rows at once: in small writes, told in one message, taken back in one step."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from time import sleep

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
from csatdesk.operations.work import PAUSE_SECONDS, Store, Undoable, Work
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.system.clock import now

AT_ONCE = 10  # rows in one write


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
    try:
        for first in range(0, len(picked), AT_ONCE):
            progress(first, len(picked))
            with store.write(actor, now()) as work:
                _tell_some(work, picked[first : first + AT_ONCE], telling, done)
            sleep(PAUSE_SECONDS)
        progress(len(picked), len(picked))
        if not done.undos:
            raise NobodyToTell()
    except BaseException:  # whatever ended it
        if done.undos:
            with store.write(actor, now()) as work:
                _take_all_back(work, undos=done.undos)
        raise
    count, left = len(done.undos), done.left
    text = PARTLY[telling] if left else DONE[telling]
    return Undoable(count, partial(_take_all_back, undos=tuple(done.undos)), text, {"count": count, "left": left})


def _tell_some(work: Work, picked: Sequence[Picked], telling: Telling, done: _Done) -> None:
    """What was merged, ended or thrown away since it was chosen is left out, too."""
    undos, left = [], 0
    for one in picked:
        case = work.db.get(Case, one.case_id)
        if case is None or case.is_open != OPEN:
            left += 1
            continue
        try:
            undos.append(COMMANDS[telling](work, case_id=one.case_id, deadline_id=one.deadline_id).undo)
        except (NobodyToRemind, OwnReminder, NobodyAbove):  # raised before anything is written
            left += 1
    done.undos += undos
    done.left += left


def _take_all_back(work: Work, *, undos: Sequence[Callable[[Work], object]]) -> None:
    for undo in undos:
        with suppress(Refusal):  # of what was thrown away since nothing is left to take back
            undo(work)
