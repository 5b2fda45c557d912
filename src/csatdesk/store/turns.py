"""Keeps the ledger of open cases: rows written with the flush that changes a case, or at once for many that were
written without entities.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, event, func, insert, inspect, literal, select, update
from sqlalchemy.orm import Session

from csatdesk.store.entities.cases import NOT_OPEN, OPEN, Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.turns import CaseTurn, Way

Row = dict[str, Any]


def keep_turns(db: Session) -> None:
    """From now on the ledger follows what is written in this transaction, at the instant that the audit names."""
    event.listen(db, "after_flush", _write)


def _write(session: Session, _context: object) -> None:
    at = session.info["auditor"].at
    rows = [row for one in session.new if isinstance(one, Case) for row in _of_new(one, at)]
    rows += [row for one in session.dirty if isinstance(one, Case) for row in _of_changed(one, at)]
    if rows:
        session.connection().execute(insert(CaseTurn), rows)


def _of_new(one: Case, at: datetime) -> Iterator[Row]:
    yield _row(one, one.received_at, Way.IN, 1)
    if one.is_open != OPEN:
        yield _row(one, one.closed_at or at, Way.OUT, -1)


def _of_changed(one: Case, at: datetime) -> Iterator[Row]:
    was, place = _before(one, "is_open"), {"office_id": _before(one, "office_id"), "segment": _before(one, "segment")}
    now = one.is_open
    if was != OPEN and now == OPEN:
        reopened = was == NOT_OPEN and _before(one, "period") != one.period
        yield _row(one, at, Way.REOPENED if reopened else Way.OUT if was == NOT_OPEN else Way.GONE, 1)
    elif was == OPEN and now != OPEN:
        yield _row(one, at, Way.OUT if now == NOT_OPEN else Way.GONE, -1) | place
    elif now == OPEN and place != {"office_id": one.office_id, "segment": one.segment}:
        yield _row(one, at, Way.MOVED, -1) | place
        yield _row(one, at, Way.MOVED, 1)


def _before(one: Case, name: str) -> Any:
    history = inspect(one).attrs[name].history
    return history.deleted[0] if history.deleted else getattr(one, name)


def _row(one: Case, at: datetime, way: Way, change: int) -> Row:
    return {
        "centre_id": one.centre_id,
        "case_id": one.id,
        "at": at,
        "way": way,
        "change": change,
        "office_id": one.office_id,
        "segment": one.segment,
    }


def enter_many(db: Session, case_ids: Sequence[int]) -> None:
    """For cases written without entities: their customers' segments, and their lines of the ledger. One that was closed
    nobody knows when was never open.
    """
    segment = select(Customer.segment).where(Customer.id == Case.customer_id).scalar_subquery()
    these = Case.id.in_(case_ids)
    db.execute(update(Case).where(these).values(segment=segment).execution_options(synchronize_session=False))
    told = func.coalesce(Case.closed_at, Case.received_at)
    ended_at = case((told < Case.received_at, Case.received_at), else_=told)
    columns = ("centre_id", "case_id", "office_id", "segment", "at", "way", "change")
    shared = (Case.centre_id, Case.id, Case.office_id, Case.segment)
    came = select(*shared, Case.received_at, literal(Way.IN.value), literal(1)).where(these)
    went = select(*shared, ended_at, literal(Way.OUT.value), literal(-1)).where(these, Case.is_open != OPEN)
    for rows in (came, went):
        db.execute(insert(CaseTurn).from_select(columns, rows))
