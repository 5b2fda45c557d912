"""Open cases at the begin and the end of some days, and what happened between: added up from the ledger.

Counted is backwards from what is open now, so that the days long ago need not be read.
"""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func, select

from csatdesk.domain.cuts import Cut
from csatdesk.domain.month_figures import Balance
from csatdesk.operations.cuts import within
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.turns import CaseTurn, Way


def load_balance(reading: Reading, since: datetime, until: datetime, cut: Cut) -> Balance:
    changes: dict[Way, int] = defaultdict(int)
    for way, change in reading.db.execute(_turns(reading, cut, since, until)):
        changes[way] = change
    after = _open_now(reading, cut) - sum(change for _way, change in reading.db.execute(_turns(reading, cut, until)))
    return Balance(
        before=after - sum(changes.values()),
        came_in=changes[Way.IN],
        reopened=changes[Way.REOPENED],
        closed=-changes[Way.OUT],
        gone=-changes[Way.GONE],
        moved=changes[Way.MOVED],
        after=after,
    )


def _turns(reading: Reading, cut: Cut, since: datetime, until: datetime | None = None):  # type: ignore[no-untyped-def]  # a Select of way and change
    query = select(CaseTurn.way, func.sum(CaseTurn.change)).where(
        CaseTurn.centre_id == reading.actor.centre_id, CaseTurn.at >= since, *within(cut, CaseTurn)
    )
    if until is not None:
        query = query.where(CaseTurn.at < until)
    return query.group_by(CaseTurn.way)


def _open_now(reading: Reading, cut: Cut) -> int:
    query = select(func.count(Case.id)).where(
        Case.centre_id == reading.actor.centre_id, Case.is_open == OPEN, *within(cut)
    )
    return reading.db.execute(query).scalar_one()
