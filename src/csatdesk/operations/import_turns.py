"""One list is imported by one person at a time: what another import has not ended yet may still be taken back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import select

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.operations.work import Work
from csatdesk.store.entities.centres import Centre
from csatdesk.store.entities.imports import Import
from csatdesk.store.entities.staff import Staff
from csatdesk.system.processes import is_running, this_process

RUNNING = "running"
INTO, RUN = "into", "run"  # the survey that an import puts answers into, and its run, among what it remembers
OF_TURN = frozenset({INTO, RUN})  # nobody asks for them when it has ended


class ImportUnderWay(Refusal):
    text = N_(
        "{name} is importing “{source}” already, so nothing was imported here. Wait until that is done. "
        "If it broke off, start csatdesk anew at that desk: it takes its part back."
    )


_under_way: set[str] = set()  # the runs of this process


@contextmanager
def marked() -> Iterator[Mapping[str, str]]:
    """What an import remembers of the run that does it, which is under way until the block is left."""
    run = uuid4().hex
    _under_way.add(run)
    try:
        yield {"process": this_process(), RUN: run}
    finally:
        _under_way.discard(run)


def is_under_way(told: Mapping[str, object]) -> bool:
    """Whether the run that an import remembers still goes on, as far as this computer can see."""
    process = str(told.get("process", ""))
    return told.get(RUN) in _under_way if process == this_process() else is_running(process)


def left_here(told: Mapping[str, object]) -> bool:
    """Whether it ended in this process and could not be taken back then: the disk was full, the server was silent."""
    return told.get("process") == this_process() and not is_under_way(told)


def take_turn(work: Work, *, what: str, source: str, mapping: Mapping[str, object]) -> None:
    """Refused while the same list, or another into the same survey, is being imported or taken back."""
    work.db.execute(select(Centre.id).where(Centre.id == work.actor.centre_id).with_for_update())  # one after another
    query = (
        select(Import.source, Import.mapping, Staff.name)
        .join(Staff, Staff.id == Import.by_id)
        .where(Import.centre_id == work.actor.centre_id, Import.what == what, Import.state == RUNNING)
    )
    into = mapping.get(INTO)
    for other, told, name in work.db.execute(query).tuples():
        if other == source or (into is not None and (told or {}).get(INTO) == into):
            raise ImportUnderWay(name=name, source=other)
