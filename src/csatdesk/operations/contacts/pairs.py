"""Pairs of customers that may be one: proposed, looked at side by side, refused by a person and then left alone."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import aliased

from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import NewCustomer
from csatdesk.domain.customers import PairCard, PairRow, PairSide, PairSpokenOf
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import COUNT_LIMIT
from csatdesk.domain.staff import Right, require
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import CustomerPair
from csatdesk.store.visible import visible_customers

SHOWN_MOST = 50


def list_pairs(
    reading: Reading, *, customer_id: int | None = None, after_id: int = 0, limit: int = SHOWN_MOST
) -> tuple[PairRow, ...]:
    """Pairs nobody has spoken of, the longest proposed first; of one customer, or all after a pair."""
    if not reading.actor.may(Right.SEE_CUSTOMERS):
        return ()
    first, second = aliased(Customer), aliased(Customer)
    query = (
        select(CustomerPair.id, CustomerPair.kind, first.name, second.name)
        .join(first, first.id == CustomerPair.first_id)
        .join(second, second.id == CustomerPair.second_id)
        .where(CustomerPair.id > after_id)
        .order_by(CustomerPair.id)
        .limit(limit)
    )
    centre_id = reading.actor.centre_id
    if customer_id is None:
        query = query.where(CustomerPair.centre_id == centre_id, CustomerPair.is_open == 1)
    else:
        sides = (CustomerPair.first_id == customer_id, CustomerPair.second_id == customer_id)
        theirs = union_all(*(select(CustomerPair.id).where(side) for side in sides))
        query = query.where(CustomerPair.id.in_(theirs))
        query = query.where(CustomerPair.centre_id + 0 == centre_id, CustomerPair.is_open + 0 == 1)  # + 0: no index
    return tuple(PairRow(*found) for found in reading.db.execute(query).tuples())


def count_pairs(reading: Reading) -> int:
    """How many pairs wait for a person, stopping at `COUNT_LIMIT`."""
    if not reading.actor.may(Right.CHANGE_CUSTOMERS):
        return 0
    query = select(CustomerPair.id).where(CustomerPair.centre_id == reading.actor.centre_id, CustomerPair.is_open == 1)
    return reading.db.execute(select(func.count()).select_from(query.limit(COUNT_LIMIT).subquery())).scalar_one()


@dataclass(frozen=True, slots=True)
class PairsWaiting:
    """A pair to decide about, None when there is none; `count`: how many wait."""

    card: PairCard | None
    count: int


def load_pair_waiting(reading: Reading, *, pair_id: int | None = None, after_id: int = 0) -> PairsWaiting:
    """This pair; else the one that waits longest of those after another, or from the start again."""
    if pair_id is None:
        rows = list_pairs(reading, after_id=after_id, limit=1) or list_pairs(reading, limit=1)
        pair_id = rows[0].id if rows else None
    if pair_id is None:
        return PairsWaiting(None, 0)
    return PairsWaiting(load_pair(reading, pair_id=pair_id), count_pairs(reading))


def load_pair(reading: Reading, *, pair_id: int) -> PairCard:
    """Both customers side by side."""
    require(reading.actor, Right.SEE_CUSTOMERS)
    query = select(CustomerPair).where(
        CustomerPair.id == pair_id, CustomerPair.centre_id == reading.actor.centre_id, CustomerPair.is_open == 1
    )
    pair = reading.db.execute(query).scalar_one()
    return PairCard(pair.id, pair.kind, _side(reading, pair.first_id), _side(reading, pair.second_id))


def _side(reading: Reading, customer_id: int) -> PairSide:
    customer = reading.db.get_one(Customer, customer_id)
    cases = select(func.count(Case.id)).where(Case.customer_id == customer_id)
    return PairSide(
        customer.id,
        customer.version,
        values_of(customer),
        reading.db.execute(cases).scalar_one(),
        customer.created_at,
    )


def values_of(customer: Customer) -> NewCustomer:
    return NewCustomer(**{name: getattr(customer, name) for name in NewCustomer.__slots__})


def pair_of(work: Work, *ids: int) -> CustomerPair | None:
    """What was proposed or said of these two customers, in whichever order."""
    here = CustomerPair.centre_id == work.actor.centre_id
    query = select(CustomerPair).where(here, CustomerPair.first_id == min(ids), CustomerPair.second_id == max(ids))
    return work.db.execute(query).scalar_one_or_none()


def refuse_pair(work: Work, *, first_id: int, second_id: int) -> Undoable[None]:
    """These are two customers; nobody is asked again. Told by the customers: the number of a pair that was withdrawn
    meanwhile may be another pair's by now.
    """
    require(work.actor, Right.CHANGE_CUSTOMERS)
    pair = pair_of(work, first_id, second_id)
    if pair is None or not pair.is_open:
        raise PairSpokenOf()
    pair.is_open, pair.by_id, pair.at = 0, work.actor.id, work.at
    work.changed.add(Kind.CUSTOMER)
    return Undoable(None, partial(_propose_again, ids=(first_id, second_id)), N_("Two customers, not the same"))


def _propose_again(work: Work, *, ids: tuple[int, int]) -> None:
    require(work.actor, Right.CHANGE_CUSTOMERS)
    pair = pair_of(work, *ids)
    there = select(func.count()).where(Customer.id.in_(ids), visible_customers(work.actor))
    if pair is None or work.db.execute(there).scalar_one() < len(ids):  # one of them is part of another by now
        raise PairSpokenOf()
    pair.is_open, pair.by_id = 1, None
    work.changed.add(Kind.CUSTOMER)
