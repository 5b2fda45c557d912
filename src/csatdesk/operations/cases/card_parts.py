"""What a card shows beside the case itself: its clocks, pauses, extensions, and how many cases it is linked to."""

from dataclasses import replace

from sqlalchemy import func, or_, select

from csatdesk.domain.case_rows import CaseClock, ExtensionRow
from csatdesk.domain.clocks import Pause
from csatdesk.domain.deadlines import Deadline
from csatdesk.operations.cases.clocks import all_clocks, as_deadline, course_of, load_pauses
from csatdesk.operations.cases.rules import given
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.deadlines import RUNNING, CaseDeadline, DeadlineExtension
from csatdesk.store.entities.links import CaseLink
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.entities.staff import Staff


def load_all_pauses(reading: Reading, case: Case) -> tuple[Pause, ...]:
    """The pauses of all periods, in order."""
    return tuple(pause for period in range(1, case.period + 1) for pause in load_pauses(reading, case, period))


def load_clocks(reading: Reading, case: Case) -> tuple[CaseClock, ...]:
    """All clocks of a case, in the order in which people need them: see `_order`."""
    promised, pauses = _promised(reading, case.id), load_pauses(reading, case)
    clocks = [_clock(reading, row, pauses, promised) for row in all_clocks(reading, case)]
    return tuple(sorted(clocks, key=_order))


def _promised(reading: Reading, case_id: int) -> dict[int, str]:
    found = reading.db.execute(select(CasePromise.id, CasePromise.text).where(CasePromise.case_id == case_id))
    return {row.id: row.text for row in found}


def _clock(reading: Reading, row: CaseDeadline, pauses: tuple[Pause, ...], promised: dict[int, str]) -> CaseClock:
    deadline = as_deadline(row)
    assert deadline is not None
    if row.is_running == RUNNING and row.is_paused:
        deadline = replace(deadline, due_at=course_of(reading, row, pauses).run(reading.at).due_at)
    return CaseClock(
        deadline=deadline,
        silence=given(row.clock, row.amount, row.unit, row.rule or {}).silence,
        promise=promised.get(row.promise_id, "") if row.promise_id is not None else "",
        is_extended=row.extended_to is not None and row.promise_id is None,
    )


def _order(clock: CaseClock) -> tuple[object, ...]:
    """What runs, the nearest first, what stands still after it; then what has ended, the newest period first."""
    deadline = clock.deadline
    return not clock.is_running, -deadline.period, deadline.is_paused, deadline.due_at, deadline.id


def load_extensions(reading: Reading, case_id: int) -> tuple[ExtensionRow, ...]:
    """How the deadlines of a case were moved, the oldest first; those that were taken back, too."""
    query = (
        select(DeadlineExtension, CaseDeadline, Staff.name)
        .join(CaseDeadline, CaseDeadline.id == DeadlineExtension.deadline_id)
        .join(Staff, Staff.id == DeadlineExtension.by_id)
        .where(CaseDeadline.case_id == case_id)
        .order_by(DeadlineExtension.at, DeadlineExtension.id)
    )
    return tuple(_extension(found, row, name) for found, row, name in reading.db.execute(query))


def _extension(found: DeadlineExtension, row: CaseDeadline, name: str) -> ExtensionRow:
    before = Deadline(row.clock, row.start_at, found.before_at, row.unit)
    return ExtensionRow(
        clock=row.clock,
        before=before,
        after=replace(before, due_at=found.after_at),
        reason=found.reason,
        proof=found.proof,
        notice_sent_at=found.notice_sent_at,
        by_name=name,
        at=found.at,
        is_undone=found.undone_at is not None,
    )


def count_links(reading: Reading, case_id: int) -> int:
    query = select(func.count(CaseLink.id)).where(or_(CaseLink.case_id == case_id, CaseLink.other_id == case_id))
    return reading.db.execute(query).scalar_one()
