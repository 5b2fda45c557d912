"""Hand out the cases that nobody has: to the people of their office who have the fewest open cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.staff import Role
from csatdesk.operations.absences import who_is_away
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.deadlines.workload import Dimension, open_counts
from csatdesk.operations.staff import list_staff
from csatdesk.operations.today.decisions import MOST, UNOWNED
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case

HANDLES = frozenset({Role.CLERK, Role.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody at work today who can get a case. `open_cases`: what they have already."""

    staff_id: int
    name: str
    office_id: int
    open_cases: int
    is_clerk: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A case and who is suggested for it; None: nobody is at work."""

    case: CaseRow
    office_id: int
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class HandOut:
    """`shares`: the cases that are due first, at most `MOST`; `candidates`: who has least first."""

    shares: tuple[Share, ...]
    candidates: tuple[Candidate, ...]


def suggest_hand_out(reading: Reading) -> HandOut:
    cases = list_cases(reading, filter=UNOWNED, limit=MOST).rows
    query = select(Case.id, Case.office_id).where(Case.id.in_([case.id for case in cases]))
    offices = {row.id: row.office_id for row in reading.db.execute(query)}
    candidates = list_candidates(reading)
    return HandOut(_shared(cases, offices, candidates), candidates)


def list_candidates(reading: Reading) -> tuple[Candidate, ...]:
    """Everybody who handles cases and is at work today, who has least first."""
    counts = open_counts(reading, CaseFilter(is_open=True), Dimension.OWNER)
    has = {owner: sum(found[:3]) for owner, found in counts.items()}
    away = who_is_away(reading)
    found = [
        Candidate(one.id, one.name, one.office_id, has.get(one.id, 0), one.role is Role.CLERK)
        for one in list_staff(reading)
        if one.role in HANDLES and one.id not in away
    ]
    return tuple(sorted(found, key=lambda one: one.open_cases))


def _shared(cases: Sequence[CaseRow], offices: dict[int, int], candidates: Sequence[Candidate]) -> tuple[Share, ...]:
    """Each to whoever of its office has least, counting what was just given; of two alike to who was given less."""
    has = {one.staff_id: (one.open_cases, 0) for one in candidates}
    shares = []
    for case in cases:
        chosen = _least(offices[case.id], candidates, has)
        if chosen is not None:
            has[chosen] = (has[chosen][0] + 1, has[chosen][1] + 1)
        shares.append(Share(case, offices[case.id], chosen))
    return tuple(shares)


def _least(office_id: int, candidates: Sequence[Candidate], has: dict[int, tuple[int, int]]) -> int | None:
    """Clerks of the office go first, then whoever works there, then clerks elsewhere."""
    if not candidates:
        return None

    def rank(one: Candidate) -> tuple[bool, bool, tuple[int, int]]:
        return one.office_id != office_id, not one.is_clerk, has[one.staff_id]

    return min(candidates, key=rank).staff_id
