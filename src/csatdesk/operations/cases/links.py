"""Links between cases, and merging that can be undone."""

from datetime import datetime
from functools import partial

from sqlalchemy import or_, select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.changes import Kind
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.erasure import CaseErased
from csatdesk.domain.links import (
    AlreadyLinked,
    EarlierLegalDay,
    LinkKind,
    LinkRow,
    LinkToItself,
    MergeRow,
    NotMerged,
    RepeatCause,
    WholeNotOpen,
)
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.operations.cases.clocks import all_clocks, renew_clocks
from csatdesk.operations.cases.life import log, workable
from csatdesk.operations.cases.parts import CASES, keep_promises, return_promises
from csatdesk.operations.cases.promises import after_promise
from csatdesk.operations.cases.repeat_proposals import settle_linked, settle_unlinked
from csatdesk.operations.words import write_case_words
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import GONE, NOT_OPEN, OPEN, Case
from csatdesk.store.entities.deadlines import RUNNING
from csatdesk.store.entities.links import CaseLink, Merge
from csatdesk.store.entities.staff import Staff


def link_cases(
    work: Work, *, case_id: int, other_id: int, kind: LinkKind, cause: RepeatCause | None = None
) -> Undoable[int]:
    """Say how two cases hang together. `cause`: why the customer had to come again, of a repeat."""
    if case_id == other_id:
        raise LinkToItself()
    case = workable(work, case_id, Right.WORK_ON_CASE)
    other = workable(work, other_id, Right.REGISTER_CASE)
    if _found(work, case_id, other_id, kind) is not None:
        raise AlreadyLinked()
    link = CaseLink(case_id=case_id, other_id=other_id, kind=kind, cause=cause, at=work.at, by_id=work.actor.id)
    work.db.add(link)
    work.db.flush()
    if kind is LinkKind.REPEAT:
        case.repeats_id = other_id
        settle_linked(work, case, other_id)
    _log_both(work, case, other, Event.LINKED, kind)
    undo = partial(unlink_cases, link_id=link.id, is_undone=True)
    return Undoable(link.id, undo, N_("Linked case {number}."), {"number": case.number})


def _found(work: Work, case_id: int, other_id: int, kind: LinkKind) -> CaseLink | None:
    query = select(CaseLink).where(CaseLink.case_id == case_id, CaseLink.other_id == other_id, CaseLink.kind == kind)
    return work.db.execute(query).scalar_one_or_none()


def unlink_cases(work: Work, *, link_id: int, is_undone: bool = False) -> Undoable[None]:
    """`is_undone`: the link is taken back at once, so that what was proposed is proposed as before."""
    link = work.db.get_one(CaseLink, link_id)
    case = workable(work, link.case_id, Right.WORK_ON_CASE)
    other = work.db.get_one(Case, link.other_id)
    again = partial(link_cases, case_id=case.id, other_id=other.id, kind=link.kind, cause=link.cause)
    if link.kind is LinkKind.REPEAT and case.repeats_id == other.id:
        case.repeats_id = None
    if link.kind is LinkKind.REPEAT:
        settle_unlinked(work, case, other.id, is_undone=is_undone)
    work.db.delete(link)
    _log_both(work, case, other, Event.UNLINKED, link.kind)
    return Undoable(None, again, N_("Unlinked case {number}."), {"number": case.number})


def _log_both(work: Work, case: Case, other: Case, event: Event, kind: LinkKind) -> None:
    log(work, case, event, "", kind=kind.value, other=other.number)
    log(work, other, event, "", kind=kind.value, other=case.number)
    work.changed.add(Kind.CASE)


def list_links(reading: Reading, *, case_id: int) -> tuple[LinkRow, ...]:
    """Links of a case in both directions, newest first."""
    query = select(CaseLink).where(or_(CaseLink.case_id == case_id, CaseLink.other_id == case_id))
    found = reading.db.execute(query.order_by(CaseLink.at.desc(), CaseLink.id.desc())).scalars().all()
    return tuple(_link_row(reading, link, case_id) for link in found)


def _link_row(reading: Reading, link: CaseLink, case_id: int) -> LinkRow:
    is_from_here = link.case_id == case_id
    other = reading.db.get_one(Case, link.other_id if is_from_here else link.case_id)
    return LinkRow(
        id=link.id,
        kind=link.kind,
        case_id=other.id,
        number=other.number,
        topic_id=other.topic_id,
        received_at=other.received_at,
        is_open=other.is_open == OPEN,
        is_from_here=is_from_here,
        cause=link.cause,
    )


# merging


def merge_cases(work: Work, *, case_id: int, into_id: int, version: int | None = None) -> Undoable[int]:
    """Make a case part of another: its contacts, history and promises show there, and lists count it no more.

    A pointer and a line in the log, so that it can be taken apart again. Its clocks stand still, but what was promised
    is kept in the whole from now on.
    """
    if case_id == into_id:
        raise LinkToItself()
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    into = workable(work, into_id, Right.WORK_ON_CASE)
    if case.status.is_open and not into.status.is_open:
        raise WholeNotOpen(number=into.number, part=case.number)
    if _legal_due(work, case) < _legal_due(work, into):
        raise EarlierLegalDay(number=case.number, into=into.number)
    merge = Merge(
        centre_id=case.centre_id, what=CASES, loser_id=case_id, winner_id=into_id, at=work.at, by_id=work.actor.id
    )
    work.db.add(merge)
    case.merged_into_id, case.is_open, case.next_due_at = into_id, GONE, FAR
    keep_promises(work, case, into)
    leave(work, case)
    log(work, case, Event.MERGED, "", into=into.number)
    log(work, into, Event.MERGED, "", other=case.number)
    work.db.flush()
    write_case_words(work, into)
    work.changed.add(Kind.CASE)
    undo = partial(unmerge_cases, merge_id=merge.id)
    values: dict[str, object] = {"number": case.number, "into": into.number}
    return Undoable(merge.id, undo, N_("Case {number} is part of {into} now."), values)


def _legal_due(work: Work, case: Case) -> datetime:
    """The legal last day that still runs; FAR when none does. Merging must not put it out of sight."""
    running = (row.due_at for row in all_clocks(work, case) if row.clock is Clock.LEGAL and row.is_running == RUNNING)
    return min(running, default=FAR) if case.status.is_open else FAR


def leave(work: Work, case: Case) -> None:
    """Nobody is warned about a case that is gone; `renew_clocks` gives its clocks their voice back. Whatever was to be
    its repeat may be that of a case before it.
    """
    case.look_for_repeats()
    for row in all_clocks(work, case):
        row.next_alarm_at = FAR


def unmerge_cases(work: Work, *, merge_id: int) -> Undoable[None]:
    """Take two cases apart again; the clocks of the part go on as if it had never been one."""
    merge = work.db.get_one(Merge, merge_id)
    if merge.undone_at is not None or merge.what != CASES:
        raise NotMerged()
    into = workable(work, merge.winner_id, Right.WORK_ON_CASE)
    case = work.db.get_one(Case, merge.loser_id)
    if case.erased_at is not None:
        raise CaseErased(number=case.number)
    merge.undone_at, merge.undone_by_id = work.at, work.actor.id
    return_promises(work, case, into)
    come_back(work, case)
    for one in (case, into):
        after_promise(work, one)
    log(work, case, Event.UNMERGED, "", into=into.number)
    log(work, into, Event.UNMERGED, "", other=case.number)
    write_case_words(work, into)
    work.changed.add(Kind.CASE)
    again = partial(merge_cases, case_id=case.id, into_id=into.id)
    return Undoable(None, again, N_("Took case {number} out again."), {"number": case.number})


def come_back(work: Work, case: Case) -> None:
    """The case stands in lists again, with its clocks."""
    case.merged_into_id = case.thrown_at = case.thrown_by_id = None
    case.is_open = OPEN if case.status.is_open else NOT_OPEN
    case.look_for_repeats()
    renew_clocks(work, case)


def list_merged(reading: Reading, *, case_id: int) -> tuple[MergeRow, ...]:
    """The cases that are part of this one."""
    query = (
        select(Merge.id, Case.id, Case.number, Merge.at, Staff.name)
        .join(Case, Case.id == Merge.loser_id)
        .join(Staff, Staff.id == Merge.by_id)
        .where(Merge.what == CASES, Merge.winner_id == case_id, Merge.undone_at.is_(None))
    )
    return tuple(MergeRow(*found) for found in reading.db.execute(query.order_by(Merge.at)))
