"""One person's deadlines for their calendar program: one entry for each running clock, numbers only."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import and_, func, select

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.deadlines import Clock, Deadline, shown_day
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.deadlines.instants import own_calendar
from csatdesk.operations.work import Reading, Store
from csatdesk.sheets.calendar_file import CalendarEntry, write_calendar
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.deadlines import RUNNING, CaseDeadline
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.visible import visible_cases
from csatdesk.system.clock import now
from csatdesk.wording.texts import _
from csatdesk.wording.words import in_sentence, word

ENTRIES_MOST = 2_000


class NoDeadlines(Refusal):
    text = N_("This person has no running deadline, so there is nothing to write.")


def export_calendar(
    store: Store,
    actor: Actor,
    *,
    staff_id: int,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> int:
    """Write the file; the number of entries. One's own deadlines, or anybody's for who watches over them."""
    if staff_id != actor.id:
        require(actor, Right.SEE_DEADLINES)
    with store.read(actor, at or now()) as reading:
        entries, name = read_entries(reading, staff_id=staff_id), _("Deadlines, csatdesk")
    progress(1, 2)
    if not entries:
        raise NoDeadlines()
    write_calendar(path, entries, name=name, written_at=at or now())
    return len(entries)


def read_entries(reading: Reading, *, staff_id: int) -> tuple[CalendarEntry, ...]:
    """Clocks of the person's cases, and promises that this person keeps. Paused ones have no day and are left out."""
    keeper = func.coalesce(CasePromise.owner_id, Case.owner_id)
    query = (
        select(
            CaseDeadline.id,
            CaseDeadline.clock,
            CaseDeadline.start_at,
            CaseDeadline.due_at,
            CaseDeadline.unit,
            Case.number,
        )
        .join(Case, Case.id == CaseDeadline.case_id)
        .outerjoin(CasePromise, CasePromise.id == CaseDeadline.promise_id)
        .where(
            visible_cases(reading.actor),
            Case.id.in_(_cases_of(reading, staff_id)),
            keeper == staff_id,
            CaseDeadline.is_running == RUNNING,
            CaseDeadline.is_paused.is_(False),
        )
    )
    found = reading.db.execute(query.order_by(CaseDeadline.due_at, CaseDeadline.id).limit(ENTRIES_MOST))
    return tuple(_entry(reading, *row) for row in found)


def _cases_of(reading: Reading, staff_id: int):  # type: ignore[no-untyped-def]  # a Select of ids of cases
    own = select(Case.id).where(
        and_(Case.centre_id == reading.actor.centre_id, Case.is_open == OPEN, Case.owner_id == staff_id)
    )
    kept = select(CasePromise.case_id).where(CasePromise.owner_id == staff_id, CasePromise.is_open == OPEN)
    return own.union(kept)


def _entry(  # noqa: PLR0917  (the columns of the query)
    reading: Reading, id_: int, clock: Clock, start_at: datetime, due_at: datetime, unit: object, number: str
) -> CalendarEntry:
    deadline = Deadline(clock, start_at, due_at, unit)  # type: ignore[arg-type]  # a Unit, as the column gives it
    title = _("{number}: {clock} due").format(number=number, clock=in_sentence(word(clock)))
    due = shown_day(due_at, deadline.unit, own_calendar(reading)) if deadline.is_period else due_at
    return CalendarEntry(f"deadline-{id_}@{reading.centre.uid}", title, due)
