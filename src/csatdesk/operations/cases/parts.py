"""Cases that are part of another: upward to the whole, downward to the parts."""

from collections.abc import Sequence

from sqlalchemy import select

from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.links import Merge

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
