"""The complaints register: every number that was given out, in order and without gaps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from csatdesk.domain.case_numbers import CaseNumber
from csatdesk.domain.cases import CaseKind, Outcome
from csatdesk.domain.contacts import Channel


class Fate(Enum):
    """What became of a number."""

    KEPT = "kept"
    MERGED = "merged"  # part of another case
    THROWN = "thrown"  # into the trash: voided, with its reason
    TAKEN_BACK = "taken_back"  # with its import
    NO_CASE = "no_case"  # given out by an earlier csatdesk, which did not write down what became of it


@dataclass(frozen=True, slots=True)
class Entry:
    """One number. Without a case there is nothing but its fate."""

    number: CaseNumber
    fate: Fate
    registered_at: datetime | None = None
    kind: CaseKind | None = None
    channel: Channel | None = None
    received_at: datetime | None = None
    topic_id: int | None = None
    customer: str = ""
    closed_at: datetime | None = None
    answered_at: datetime | None = None
    outcome: Outcome | None = None
    reason: str = ""  # why it was thrown away
    into: str = ""  # number of the whole

    @property
    def is_complaint(self) -> bool:
        return self.kind is not None and self.kind.needs_outcome


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers after one another that are no complaint or claim and stand where they stood: told in one line."""

    first: CaseNumber
    last: CaseNumber

    @property
    def count(self) -> int:
        return self.last.running - self.first.running + 1


RegisterLine = Entry | Run


def without_gaps(block: int, year: int, span: tuple[int, int], entries: Iterable[Entry]) -> Iterator[Entry]:
    """`entries` of one desk block and year in order, and for every number of the span between that has none, one that
    says so.
    """
    first, last = span
    wanted = first
    for entry in entries:
        for running in range(wanted, entry.number.running):
            yield Entry(CaseNumber(year, block, running), Fate.NO_CASE)
        yield entry
        wanted = entry.number.running + 1
    for running in range(wanted, last + 1):
        yield Entry(CaseNumber(year, block, running), Fate.NO_CASE)


def lines(entries: Iterable[Entry]) -> Iterator[RegisterLine]:
    """Complaints, claims and whatever became nothing in full; the others between them run together."""
    waiting: list[Entry] = []
    for entry in entries:
        if entry.fate is Fate.KEPT and not entry.is_complaint:
            waiting.append(entry)
            continue
        yield from _run(waiting)
        waiting = []
        yield entry
    yield from _run(waiting)


def _run(waiting: Sequence[Entry]) -> Iterator[Run]:
    if waiting:
        yield Run(waiting[0].number, waiting[-1].number)
