"""Promises of cases as lists and cards show them."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from csatdesk.domain.promises import PromiseRow
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.promises import CasePromise, Organisation
from csatdesk.store.entities.staff import Staff

_OWNER, _MADE_BY, _DONE_BY = aliased(Staff), aliased(Staff), aliased(Staff)

PROMISE_ROWS: Select[Any] = (
    select(
        CasePromise.id,
        CasePromise.case_id,
        Case.number,
        func.coalesce(Customer.name, ""),
        CasePromise.kind,
        CasePromise.text,
        CasePromise.owner_id,
        func.coalesce(_OWNER.name, ""),
        CasePromise.organisation_id,
        func.coalesce(Organisation.name, ""),
        CasePromise.due_at,
        CasePromise.is_day,
        CasePromise.made_at,
        func.coalesce(_MADE_BY.name, ""),
        CasePromise.done_at,
        func.coalesce(_DONE_BY.name, ""),
        CasePromise.done_note,
        CasePromise.dropped_at.is_not(None),
        CasePromise.position,
        CasePromise.version,
    )
    .join(Case, Case.id == CasePromise.case_id)
    .outerjoin(Customer, Customer.id == Case.customer_id)
    .outerjoin(_OWNER, _OWNER.id == CasePromise.owner_id)
    .outerjoin(Organisation, Organisation.id == CasePromise.organisation_id)
    .outerjoin(_MADE_BY, _MADE_BY.id == CasePromise.made_by_id)
    .outerjoin(_DONE_BY, _DONE_BY.id == CasePromise.done_by_id)
)
"""One row per promise, columns in the order of PromiseRow's fields."""


def list_promises(reading: Reading, case_id: int) -> tuple[PromiseRow, ...]:
    """All promises and steps of a case, open, done and dropped, in their order."""
    query = PROMISE_ROWS.where(CasePromise.case_id == case_id)
    found = reading.db.execute(query.order_by(CasePromise.position, CasePromise.id))
    return tuple(PromiseRow(*row) for row in found)
