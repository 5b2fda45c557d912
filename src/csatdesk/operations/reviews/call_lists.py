"""Call lists of the telephone exchange as what reviews are drawn from, since bad calls go unlogged.

A list is imported whole or not at all. Each call is laid beside the contacts that its person logged: one fits from the
begin of the call until ten minutes after its end (`domain.call_lists.TOLERANCE`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import file_digest
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, insert, select, update

from csatdesk.domain.call_lists import TOLERANCE, Call, fitting
from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import NotFound, Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.reviews import SPOKEN
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.import_files import NO_CHOICES, opened_file
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.sheets.calls_in import read_calls
from csatdesk.sheets.cells import SheetRow, sentence
from csatdesk.store.entities.call_lists import CallList, ListedCall, StaffExtension
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.reviews import ReviewDraw
from csatdesk.store.entities.staff import Staff
from csatdesk.system.clock import now
from csatdesk.system.files import file_trouble

SHOWN_MOST = 24  # lists
UNKNOWN_MOST = 60  # extensions of nobody
ROWS = 500  # written at once


class SameCallList(Refusal):
    text = N_("This file was imported before, as “{name}”. Nothing was changed.")


class CallListDrawnFrom(Refusal):
    text = N_("Reviews were drawn since this list came. It stays, so that they can be explained.")


@dataclass(frozen=True, slots=True)
class CallsFile:
    """A file as it was read; `problems` are whole sentences that name row and column. Nothing of it is written yet."""

    name: str
    sha256: str
    calls: tuple[Call, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallListRow:
    """`unlogged`: calls of known people that no contact here fits; `of_nobody`: at extensions that are nobody's."""

    id: int
    file_name: str
    first_at: datetime
    last_at: datetime
    calls: int
    logged: int
    of_nobody: int

    @property
    def unlogged(self) -> int:
        return self.calls - self.of_nobody - self.logged


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension at which nobody is known; `calls`: how many of the lists are from there."""

    extension: str
    calls: int


def look_at_calls(store: Store, actor: Actor, progress: Progress, *, path: Path) -> CallsFile:
    """A job: read a list in the capped child process. SameCallList when this very file was imported before."""
    require(actor, Right.IMPORT)
    with file_trouble(path), path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    with store.read(actor, now()) as reading:
        _check_new(reading, sha256)
        zone = ZoneInfo(reading.centre.zone)
    progress(0, 2)
    with opened_file(path, NO_CHOICES) as (table, rows):
        progress(1, 2)
        found = read_calls(tuple(_told(rows, progress)), table.headers, zone)
    progress(2, 2)
    return CallsFile(path.name, sha256, found.good, tuple(map(sentence, found.problems)))


def _told(rows: Iterable[SheetRow], progress: Progress) -> Iterator[SheetRow]:
    """So that a long file can be cancelled."""
    for place, row in enumerate(rows):
        if not place % 500:
            progress(1, 2)
        yield row


def _check_new(reading: Reading, sha256: str) -> None:
    query = select(CallList.file_name).where(CallList.centre_id == reading.actor.centre_id, CallList.sha256 == sha256)
    name = reading.db.execute(query).scalar()
    if name is not None:
        raise SameCallList(name=name)


def save_calls(work: Work, *, file: CallsFile) -> Undoable[int]:
    """Write a list; how many of its calls were not known from another one before."""
    require(work.actor, Right.IMPORT)
    _check_new(work, file.sha256)
    row = CallList(uid=new_identity(work.at), centre_id=work.actor.centre_id, file_name=file.name[:300])
    row.sha256, row.by_id, row.at, row.calls, row.logged = file.sha256, work.actor.id, work.at, 0, 0
    row.first_at, row.last_at = file.calls[0].at, file.calls[-1].at
    work.db.add(row)
    work.db.flush()
    row.calls = _write(work, row, file.calls)
    row.logged = _match(work, row.first_at, row.last_at, list_id=row.id)
    work.changed.update((Kind.IMPORT, Kind.REVIEW))
    undo = partial(_take_back, list_id=row.id)
    values: dict[str, object] = {"count": row.calls, "file": file.name}
    return Undoable(row.calls, undo, N_("Imported {count} calls of {file}."), values)


def _write(work: Work, row: CallList, calls: Sequence[Call]) -> int:
    """Those that no earlier list has."""
    query = select(ListedCall.at, ListedCall.extension, ListedCall.seconds).where(
        ListedCall.centre_id == row.centre_id, ListedCall.at >= row.first_at, ListedCall.at <= row.last_at
    )
    known = set(work.db.execute(query).tuples())
    people = _people(work)
    values = [
        {
            "centre_id": row.centre_id,
            "list_id": row.id,
            "at": call.at,
            "extension": call.extension,
            "staff_id": people.get(fold(call.extension)),
            "seconds": call.seconds,
            "direction": call.direction,
        }
        for call in calls
        if (call.at, call.extension, call.seconds) not in known
    ]
    for at in range(0, len(values), ROWS):
        work.db.execute(insert(ListedCall), values[at : at + ROWS])
    return len(values)


def _people(reading: Reading) -> dict[str, int]:
    """Whose an extension is; a name in its place is the person's. Names that two bear are nobody's."""
    centre = reading.actor.centre_id
    found: dict[str, int] = {}
    twice: set[str] = set()
    staff = select(Staff.name, Staff.id).where(Staff.centre_id == centre, Staff.is_active.is_(True))
    for name, staff_id in reading.db.execute(staff).tuples():
        twice.update({fold(name)} & found.keys())
        found[fold(name)] = staff_id
    kept = select(StaffExtension.extension, StaffExtension.staff_id).where(StaffExtension.centre_id == centre)
    told = {fold(extension): staff_id for extension, staff_id in reading.db.execute(kept).tuples()}
    return {name: staff_id for name, staff_id in found.items() if name not in twice} | told


def _match(work: Work, first_at: datetime, last_at: datetime, *, list_id: int | None = None) -> int:
    """Lay calls that fit nothing yet beside contacts that are no call yet; how many found theirs."""
    centre = work.actor.centre_id
    span = (ListedCall.centre_id == centre, ListedCall.at >= first_at, ListedCall.at <= last_at)
    open_calls = select(ListedCall.id, ListedCall.staff_id, ListedCall.at, ListedCall.seconds).where(
        *span, ListedCall.staff_id.is_not(None), ListedCall.contact_id.is_(None)
    )
    if list_id is not None:
        open_calls = open_calls.where(ListedCall.list_id == list_id)
    calls: dict[int, list[tuple[int, Call]]] = {}
    for id_, staff_id, at, seconds in work.db.execute(open_calls.order_by(ListedCall.at, ListedCall.id)).tuples():
        calls.setdefault(staff_id or 0, []).append((id_, Call(at, "", seconds)))
    matched = select(ListedCall.contact_id).where(*span, ListedCall.contact_id.is_not(None))
    taken = set(work.db.execute(matched).scalars())
    longest = max((call.ends_at for theirs in calls.values() for _id, call in theirs), default=last_at)
    contacts = _contacts(work, first_at, longest + TOLERANCE, taken)
    fits = [
        {"id": theirs[place][0], "contact_id": contact_id}
        for staff_id, theirs in calls.items()
        for place, contact_id in fitting(
            [(call.at, call.ends_at) for _id, call in theirs], contacts.get(staff_id, [])
        ).items()
    ]
    for place in range(0, len(fits), ROWS):
        work.db.execute(update(ListedCall), fits[place : place + ROWS])
    return len(fits)


def _contacts(
    work: Work, begin: datetime, end: datetime, taken: set[int | None]
) -> dict[int, list[tuple[datetime, int]]]:
    query = (
        select(Contact.by_id, Contact.at, Contact.id)
        .join(Case, Case.id == Contact.case_id)
        .where(
            Contact.at >= begin,
            Contact.at <= end,
            Contact.channel.in_(SPOKEN),
            Contact.by_id.is_not(None),
            Case.centre_id + 0 == work.actor.centre_id,  # + 0: the stretch of time is to be chosen, not the cases
        )
        .order_by(Contact.at, Contact.id)
    )
    found: dict[int, list[tuple[datetime, int]]] = {}
    for staff_id, at, contact_id in work.db.execute(query).tuples():
        if contact_id not in taken:
            found.setdefault(staff_id or 0, []).append((at, contact_id))
    return found


def _take_back(work: Work, *, list_id: int) -> None:
    """As long as nothing was drawn since."""
    require(work.actor, Right.IMPORT)
    row = work.db.get_one(CallList, list_id)
    drawn = select(ReviewDraw.id).where(ReviewDraw.centre_id == row.centre_id, ReviewDraw.at >= row.at)
    if work.db.execute(drawn).first() is not None:
        raise CallListDrawnFrom()
    work.db.execute(delete(ListedCall).where(ListedCall.list_id == list_id))
    work.db.delete(row)
    work.changed.update((Kind.IMPORT, Kind.REVIEW))


def set_extension(work: Work, *, extension: str, staff_id: int) -> int:
    """Say whose an extension is, for what was imported and what will be; how many calls found their person."""
    require(work.actor, Right.IMPORT)
    centre = work.actor.centre_id
    person = select(Staff.id).where(Staff.id == staff_id, Staff.centre_id == centre)
    if work.db.execute(person).scalar() is None:
        raise NotFound()
    query = select(StaffExtension).where(StaffExtension.centre_id == centre, StaffExtension.extension == extension)
    kept = work.db.execute(query).scalar() or StaffExtension(centre_id=centre, extension=extension)
    kept.staff_id = staff_id
    work.db.add(kept)
    of_it = (ListedCall.centre_id == centre, ListedCall.extension == extension, ListedCall.staff_id.is_(None))
    bounds = select(func.min(ListedCall.at), func.max(ListedCall.at), func.count()).where(*of_it)
    first, last, count = work.db.execute(bounds).one()
    work.db.execute(update(ListedCall).where(*of_it).values(staff_id=staff_id))
    if count:
        _match(work, first, last)
        _count_again(work, first, last)
    work.changed.update((Kind.IMPORT, Kind.REVIEW))
    return int(count)


def _count_again(work: Work, first: datetime, last: datetime) -> None:
    touched = select(CallList).where(
        CallList.centre_id == work.actor.centre_id, CallList.last_at >= first, CallList.first_at <= last
    )
    for row in work.db.execute(touched).scalars():
        logged = select(func.count()).where(ListedCall.list_id == row.id, ListedCall.contact_id.is_not(None))
        row.logged = work.db.execute(logged).scalar_one()


def list_call_lists(reading: Reading) -> tuple[CallListRow, ...]:
    """The newest first."""
    require(reading.actor, Right.IMPORT)
    query = select(CallList).where(CallList.centre_id == reading.actor.centre_id)
    rows = reading.db.execute(query.order_by(CallList.id.desc()).limit(SHOWN_MOST)).scalars().all()
    nobody = (
        select(ListedCall.list_id, func.count())
        .where(ListedCall.list_id.in_([row.id for row in rows]), ListedCall.staff_id.is_(None))
        .group_by(ListedCall.list_id)
    )
    counts = dict(reading.db.execute(nobody).tuples().all())
    return tuple(
        CallListRow(row.id, row.file_name, row.first_at, row.last_at, row.calls, row.logged, counts.get(row.id, 0))
        for row in rows
    )


def list_unknown_extensions(reading: Reading) -> tuple[Extension, ...]:
    """Extensions of the lists shown that are nobody's yet, those with most calls first."""
    require(reading.actor, Right.IMPORT)
    lists = [row.id for row in list_call_lists(reading)]
    count = func.count()
    query = (
        select(ListedCall.extension, count)
        .where(ListedCall.list_id.in_(lists), ListedCall.staff_id.is_(None))
        .group_by(ListedCall.extension)
        .order_by(count.desc(), ListedCall.extension)
        .limit(UNKNOWN_MOST)
    )
    return tuple(Extension(extension, calls) for extension, calls in reading.db.execute(query).tuples())
