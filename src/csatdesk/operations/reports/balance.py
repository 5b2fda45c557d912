"""Open cases at the begin and the end of some days, and what happened between: added up from the ledger.

Counted is backwards from what is open now, so that the days long ago need not be read.
"""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from csatdesk.domain.cuts import Cut
from csatdesk.domain.month_figures import Balance
from csatdesk.operations.cuts import within
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.turns import CaseTurn, Way


def load_balance(reading: Reading, since: datetime, until: datetime, cut: Cut) -> Balance:
    here = _here(reading, cut)
    query = select(CaseTurn.way, func.sum(CaseTurn.change)).where(*here, CaseTurn.at >= since, CaseTurn.at < until)
    changes: dict[Way, int] = defaultdict(int, reading.db.execute(query.group_by(CaseTurn.way)).tuples().all())
    after = _open_now(reading, cut) - _change_since(reading, until, cut)
    return Balance(
        before=after - sum(changes.values()),
        came_in=changes[Way.IN],
        reopened=changes[Way.REOPENED],
        closed=-changes[Way.OUT],
        gone=-changes[Way.GONE],
        moved=changes[Way.MOVED],
        after=after,
    )


def _change_since(reading: Reading, until: datetime, cut: Cut) -> int:
    """How many more are open now. Not grouped by the way: a year would be sorted for it."""
    if until > reading.at:
        return 0
    here = _here(reading, cut, is_long=True)
    query = select(func.sum(CaseTurn.change)).where(*here, CaseTurn.at >= until)
    return reading.db.execute(query).scalar_one() or 0


def _here(reading: Reading, cut: Cut, *, is_long: bool = False) -> tuple[ColumnElement[bool], ...]:
    return CaseTurn.centre_id == reading.actor.centre_id, *within(reading, cut, CaseTurn, is_long=is_long)


def _open_now(reading: Reading, cut: Cut) -> int:
    query = select(func.count(Case.id)).where(
        Case.centre_id == reading.actor.centre_id, Case.is_open == OPEN, *within(reading, cut, is_long=True)
    )
    return reading.db.execute(query).scalar_one()
