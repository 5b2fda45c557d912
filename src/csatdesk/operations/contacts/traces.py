"""What customers are told by, written beside them, and the pairs of customers that share some of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from sqlalchemy import and_, delete, insert, or_, select
from sqlalchemy.orm import aliased

from csatdesk.domain.customers import TraceKind, traces
from csatdesk.operations.contacts.ways import quick_e164
from csatdesk.operations.work import Work
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import CustomerPair, CustomerTrace

TOLD_BY = ("name", "phone", "email", "account", "meter_point", "address")
SHARED_MOST = 4  # a phone that more customers share is that of a firm or a house, and tells nothing

Pair = tuple[int, int]


def write_traces(work: Work, customer: Customer) -> None:
    """Put the customer's traces anew, and propose who else has them. The customer is flushed."""
    work.db.execute(delete(CustomerTrace).where(CustomerTrace.customer_id == customer.id))
    add_traces(work, {customer.id: {name: getattr(customer, name) for name in TOLD_BY}})
    withdraw_pairs(work, customer.id)
    propose_pairs(work, [customer.id])


def add_traces(work: Work, values: Mapping[int, Mapping[str, object]]) -> None:
    """`values`: by id of a customer, the columns of `TOLD_BY`."""
    rows = [row for customer_id, columns in values.items() for row in _rows(work, customer_id, columns)]
    if rows:
        work.db.execute(insert(CustomerTrace), rows)


def _rows(work: Work, customer_id: int, columns: Mapping[str, object]) -> Iterator[dict[str, object]]:
    country = work.centre.country
    for one in traces(**{name: str(columns[name]) for name in TOLD_BY}):
        yield {
            "centre_id": work.actor.centre_id,
            "customer_id": customer_id,
            "kind": one.kind,
            "typed": one.typed,
            "told": one.told,
            "e164": quick_e164(one.typed, country) if one.kind is TraceKind.PHONE else "",
        }


def withdraw_pairs(work: Work, customer_id: int) -> None:
    """Propose this customer to nobody for now; what a person said of a pair stays."""
    theirs = or_(CustomerPair.first_id == customer_id, CustomerPair.second_id == customer_id)
    work.db.execute(delete(CustomerPair).where(theirs, CustomerPair.is_open == 1))


def propose_pairs(work: Work, ids: Sequence[int]) -> None:
    """Propose each of these customers with everybody who shares a trace, unless a person has spoken of the pair."""
    found = dict(_sharing(work, ids))
    if not found:
        return
    for pair in _spoken_of(work, found):
        del found[pair]
    for (first_id, second_id), kind in found.items():
        values = {"first_id": first_id, "second_id": second_id, "kind": kind, "at": work.at}
        work.db.add(CustomerPair(centre_id=work.actor.centre_id, **values))


def _sharing(work: Work, ids: Sequence[int]) -> Iterator[tuple[Pair, TraceKind]]:
    """Pairs with the surest kind they share; the last told wins, so the surest come last."""
    own, other = aliased(CustomerTrace), aliased(CustomerTrace)
    same = and_(other.centre_id == own.centre_id, other.kind == own.kind, other.told == own.told)
    query = (
        select(own.kind, own.told, own.customer_id, other.customer_id)
        .join(other, and_(same, other.customer_id != own.customer_id))
        .join(Customer, Customer.id == other.customer_id)
        .where(own.customer_id.in_(ids), Customer.merged_into_id.is_(None))
    )
    bearers: defaultdict[tuple[TraceKind, str], set[int]] = defaultdict(set)
    for kind, told, one_id, other_id in work.db.execute(query).tuples():
        bearers[kind, told] |= {one_id, other_id}
    kinds = list(TraceKind)
    new = set(ids)
    for (kind, _told), several in sorted(bearers.items(), key=lambda one: -kinds.index(one[0][0])):
        if len(several) <= SHARED_MOST:
            yield from ((pair, kind) for pair in combinations(sorted(several), 2) if new.intersection(pair))


def _spoken_of(work: Work, pairs: Iterable[Pair]) -> list[Pair]:
    """Those of these pairs that are there already."""
    wanted = set(pairs)
    firsts = {first for first, _second in wanted}
    query = select(CustomerPair.first_id, CustomerPair.second_id).where(CustomerPair.first_id.in_(firsts))
    return [pair for pair in work.db.execute(query).tuples() if pair in wanted]
