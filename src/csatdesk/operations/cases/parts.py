"""Cases that are part of another: upward to the whole, downward to the parts; and what is promised in them."""

from collections.abc import Sequence

from sqlalchemy import select, update

from csatdesk.operations.cases.clocks import renew_clocks
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.deadlines import CaseDeadline
from csatdesk.store.entities.links import Merge
from csatdesk.store.entities.promises import CasePromise

CASES = "cases"
DEEPEST = 20  # parts of parts


def whole_of(reading: Reading, case_id: int) -> int:
    """The case in which this one ended up; itself when it is part of none."""
    for _step in range(DEEPEST):
        into = reading.db.execute(select(Case.merged_into_id).where(Case.id == case_id)).scalar()
        if into is None:
            break
        case_id = into
    return case_id


def parts_of(reading: Reading, case_id: int) -> tuple[int, ...]:
    """All cases that are part of this one, and those that are part of them."""
    found: list[int] = []
    level: Sequence[int] = (case_id,)
    while level:
        query = select(Merge.loser_id).where(
            Merge.what == CASES, Merge.winner_id.in_(level), Merge.undone_at.is_(None), Merge.loser_id.not_in(found)
        )
        level = reading.db.execute(query.order_by(Merge.loser_id)).scalars().all()
        found.extend(level)
    return tuple(found)


def keep_promises(work: Work, case: Case, into: Case) -> None:
    """What was promised in a case that becomes part of another is kept there: its clocks go on in the whole."""
    for promise in _promises(work, case):
        promise.from_case_id = promise.from_case_id or case.id
        _put(work, promise, into)
    renew_clocks(work, into)


def return_promises(work: Work, case: Case, whole: Case) -> None:
    """What was promised in a part, and in its own parts, goes back with it."""
    theirs = {case.id, *parts_of(work, case.id)}
    for promise in _promises(work, whole):
        if promise.from_case_id in theirs:
            promise.from_case_id = None if promise.from_case_id == case.id else promise.from_case_id
            _put(work, promise, case)
    renew_clocks(work, whole)


def _promises(work: Work, case: Case) -> Sequence[CasePromise]:
    work.db.flush()
    return work.db.execute(select(CasePromise).where(CasePromise.case_id == case.id)).scalars().all()


def _put(work: Work, promise: CasePromise, case: Case) -> None:
    promise.case_id = case.id
    theirs = update(CaseDeadline).where(CaseDeadline.promise_id == promise.id)
    work.db.execute(theirs.values(case_id=case.id, period=case.period))


def made_in(reading: Reading, case_id: int) -> dict[int, str]:
    """Promises of a case that were made in one of its parts: id → the part's number."""
    query = select(CasePromise.id, Case.number).join(Case, Case.id == CasePromise.from_case_id)
    return {row.id: row.number for row in reading.db.execute(query.where(CasePromise.case_id == case_id))}
