"""What stands in the rows of one page: two questions for all of them together, by the ids that were found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.deadlines import Clock, Deadline
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.cases.queries import cases_by_id
from csatdesk.operations.deadlines.instants import local_today, own_calendar
from csatdesk.operations.deadlines.views import DeadlineRow, View, Waits
from csatdesk.operations.work import Reading
from csatdesk.store.entities.deadlines import RUNNING, CaseDeadline
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.entities.staff import Staff


@dataclass(frozen=True, slots=True)
class Found:
    """A row as the index gives it: of a case, a pause (`reason`), a promise's clock (`promise_id`), or any clock."""

    id: int
    order_at: datetime
    case_id: int
    promise_id: int | None
    reason: WaitingFor | None
    note: str | None
    deadline_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Running:
    """One running clock."""

    deadline: Deadline
    promise_id: int | None
    promise_text: str
    keeper_id: int | None
    keeper_name: str


def made_rows(reading: Reading, view: View, found: Sequence[Found]) -> tuple[DeadlineRow, ...]:
    """The rows of a page, in their order."""
    case_ids = tuple(dict.fromkeys(one.case_id for one in found))
    cases = cases_by_id(reading, case_ids=case_ids)
    clocks = _running(reading, case_ids)
    known = [one for one in found if one.case_id in cases]
    waits = _waits(reading, known)
    return tuple(_row(view, one, cases[one.case_id], clocks.get(one.case_id, ()), waits.get(one.id)) for one in known)


def _row(view: View, found: Found, case: CaseRow, clocks: Sequence[_Running], waits: Waits | None) -> DeadlineRow:
    shown = _shown(found, clocks)
    legal = next((one.deadline.id for one in clocks if one.deadline.clock is Clock.LEGAL), None)
    is_promise = shown is not None and shown.promise_id is not None
    keeps = shown is not None and is_promise and shown.keeper_id is not None
    return DeadlineRow(
        id=f"{_begins(view, found)} {found.id}",
        case=case,
        due=shown.deadline if shown is not None else case.due,
        keeper_id=shown.keeper_id if shown is not None and keeps else case.owner_id,
        keeper_name=shown.keeper_name if shown is not None and keeps else case.owner_name,
        promise_id=shown.promise_id if shown is not None else None,
        promise_text=shown.promise_text if shown is not None else "",
        legal_id=legal,
        waits=waits,
    )


def _begins(view: View, found: Found) -> str:
    if found.deadline_id is not None:
        return "clock"
    return view.value if view in _OWN else "case"


_OWN = frozenset({View.PAUSED, View.PROMISES})  # lists in which a case may stand twice


def _shown(found: Found, clocks: Sequence[_Running]) -> _Running | None:
    """The clock or promise asked for; else the clock that is due first, paused ones after the others."""
    if found.deadline_id is not None:
        return next((one for one in clocks if one.deadline.id == found.deadline_id), None)
    if found.promise_id is not None:
        clocks = [one for one in clocks if one.promise_id == found.promise_id]
    return min(clocks, key=lambda one: (one.deadline.is_paused, one.deadline.due_at, one.deadline.id), default=None)


def _waits(reading: Reading, found: Sequence[Found]) -> Mapping[int, Waits]:
    """Of rows that are pauses, by their id."""
    calendar, today = own_calendar(reading), local_today(reading)

    def days(since: datetime) -> int:
        return calendar.working_days_between(calendar.local_day(since), today)

    return {
        one.id: Waits(one.reason, one.order_at, days(one.order_at), one.note or "")
        for one in found
        if one.reason is not None
    }


def _running(reading: Reading, case_ids: Sequence[int]) -> Mapping[int, list[_Running]]:
    """Running clocks by case."""
    columns = (
        CaseDeadline.case_id,
        CaseDeadline.clock,
        CaseDeadline.start_at,
        CaseDeadline.due_at,
        CaseDeadline.unit,
        CaseDeadline.is_paused,
        CaseDeadline.id,
        CaseDeadline.period,
        CaseDeadline.promise_id,
        func.coalesce(CasePromise.text, ""),
        CasePromise.owner_id,
        func.coalesce(Staff.name, ""),
    )
    query = (
        select(*columns)
        .outerjoin(CasePromise, CasePromise.id == CaseDeadline.promise_id)
        .outerjoin(Staff, Staff.id == CasePromise.owner_id)
        .where(CaseDeadline.case_id.in_(case_ids), CaseDeadline.is_running + 0 == RUNNING)
    )
    return _by_case(reading.db.connection().execute(query)) if case_ids else {}


def _by_case(found: Iterable[Any]) -> dict[int, list[_Running]]:
    clocks: dict[int, list[_Running]] = {}
    for case_id, clock, start_at, due_at, unit, is_paused, id_, period, *promise in found:
        deadline = Deadline(clock, start_at, due_at, unit, None, is_paused, None, id_, period)
        clocks.setdefault(case_id, []).append(_Running(deadline, *promise))
    return clocks
