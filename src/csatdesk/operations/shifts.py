"""The end of a shift: open promises and call-backs go over with one note, and the other person confirms it (C27)."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import aliased

from csatdesk.domain.absences import ShiftHandOver
from csatdesk.domain.case_rows import Event
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.promises import PromiseRow
from csatdesk.operations.absences import stands_in
from csatdesk.operations.cases.life import check_works_here, log
from csatdesk.operations.cases.promise_rows import PROMISE_ROWS
from csatdesk.operations.notices import notify
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.absences import ShiftNote
from csatdesk.store.entities.cases import GONE, Case
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.entities.staff import Staff

OPEN = 1
SHOWN_MOST = 100


class NothingToHandOver(Refusal):
    text = N_("Choose what is to be handed over, or write a note.")


class OwnShift(Refusal):
    text = N_("Choose somebody else: you cannot hand your shift over to yourself.")


def open_promises_of(reading: Reading, staff_id: int) -> list[int]:
    """Promises and call-backs that this person still has to keep, by what is due first; steps to come are left out."""
    query = (
        select(CasePromise.id)
        .join(Case, Case.id == CasePromise.case_id)
        .where(
            CasePromise.owner_id == staff_id,
            CasePromise.is_open == OPEN,
            CasePromise.due_at.is_not(None),
            Case.centre_id == reading.actor.centre_id,
            Case.is_open < GONE,
        )
        .order_by(CasePromise.due_at, CasePromise.id)
    )
    return list(reading.db.execute(query).scalars())


def list_own_promises(reading: Reading) -> tuple[PromiseRow, ...]:
    """The person's own, as rows; as many as anybody looks through at the end of a shift."""
    ids = open_promises_of(reading, reading.actor.id)[:SHOWN_MOST]
    query = PROMISE_ROWS.where(CasePromise.id.in_(ids)).order_by(CasePromise.due_at, CasePromise.id)
    return tuple(PromiseRow(*found) for found in reading.db.execute(query))


def hand_over_shift(work: Work, *, to_staff_id: int, promise_ids: Sequence[int], note: str) -> Undoable[int]:
    """Hand one's own open promises over; the other person finds them, the note, and a button to confirm."""
    if to_staff_id == work.actor.id:
        raise OwnShift(field="to")
    check_works_here(work, to_staff_id)
    to_staff_id = stands_in(work, to_staff_id)
    wanted = [promise_id for promise_id in open_promises_of(work, work.actor.id) if promise_id in set(promise_ids)]
    if not wanted and not note.strip():
        raise NothingToHandOver(field="note")
    _give(work, wanted, to_staff_id)
    handed = ShiftNote(
        centre_id=work.actor.centre_id,
        from_id=work.actor.id,
        to_id=to_staff_id,
        at=work.at,
        note=note.strip(),
        promise_ids=wanted,
    )
    work.db.add(handed)
    notify(work, staff_ids=[to_staff_id], what="handed_over")
    work.db.flush()
    undo = partial(_take_back, shift_id=handed.id)
    name = work.db.get_one(Staff, to_staff_id).name
    return Undoable(handed.id, undo, N_("Handed the shift over to {name}."), {"name": name})


def _give(work: Work, promise_ids: Sequence[int], to_staff_id: int) -> None:
    name = work.db.get_one(Staff, to_staff_id).name
    for promise_id in promise_ids:
        promise = work.db.get_one(CasePromise, promise_id)
        promise.owner_id = to_staff_id
        log(work, work.db.get_one(Case, promise.case_id), Event.HANDED_OVER, promise.text, to=name)
    work.changed.add(Kind.CASE)


def _take_back(work: Work, *, shift_id: int) -> None:
    handed = work.db.get_one(ShiftNote, shift_id)
    open_still = [one for one in handed.promise_ids if work.db.get_one(CasePromise, one).is_open == OPEN]
    _give(work, open_still, handed.from_id)
    work.db.delete(handed)


def confirm_shift(work: Work, *, shift_id: int) -> Undoable[None]:
    """The person has read the note and takes over."""
    handed = _mine(work, shift_id)
    handed.confirmed_at = work.at
    work.changed.update((Kind.CASE, Kind.NOTICE))
    undo = partial(_unconfirm, shift_id=shift_id)
    name = work.db.get_one(Staff, handed.from_id).name
    return Undoable(None, undo, N_("Took the shift of {name} over."), {"name": name})


def _unconfirm(work: Work, *, shift_id: int) -> None:
    _mine(work, shift_id).confirmed_at = None
    work.changed.update((Kind.CASE, Kind.NOTICE))


def _mine(work: Work, shift_id: int) -> ShiftNote:
    query = select(ShiftNote).where(ShiftNote.id == shift_id, ShiftNote.to_id == work.actor.id)
    return work.db.execute(query).scalar_one()


def list_shift_notes(reading: Reading) -> tuple[ShiftHandOver, ...]:
    """What was handed over to the person and is not confirmed yet, newest first."""
    giver, taker = aliased(Staff), aliased(Staff)
    query = (
        select(
            ShiftNote.id,
            ShiftNote.from_id,
            giver.name,
            ShiftNote.to_id,
            taker.name,
            ShiftNote.at,
            ShiftNote.note,
            ShiftNote.promise_ids,
            ShiftNote.confirmed_at,
        )
        .join(giver, giver.id == ShiftNote.from_id)
        .join(taker, taker.id == ShiftNote.to_id)
        .where(ShiftNote.to_id == reading.actor.id, ShiftNote.confirmed_at.is_(None))
        .order_by(ShiftNote.id.desc())
    )
    found = reading.db.execute(query)
    return tuple(
        ShiftHandOver(id_, from_id, from_name, to_id, to_name, at, note, tuple(promises), confirmed_at)
        for id_, from_id, from_name, to_id, to_name, at, note, promises, confirmed_at in found
    )
