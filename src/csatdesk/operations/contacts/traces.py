"""What customers are told by, written beside them, and the pairs of customers that share some of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select

from csatdesk.domain.customers import TraceKind, traces
from csatdesk.operations.contacts.ways import quick_e164
from csatdesk.operations.repeat_marks import look_again, repeat_days
from csatdesk.operations.work import Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import CustomerPair, CustomerTrace

TOLD_BY = ("name", "phone", "email", "account", "meter_point", "address")
SHARED_MOST = 4  # a phone that more customers share is that of a firm or a house, and tells nothing

Pair = tuple[int, int]


def write_traces(work: Work, customer: Customer) -> None:
    """Put the customer's traces anew, and propose who else has them. The customer is flushed."""
    work.db.execute(delete(CustomerTrace).where(CustomerTrace.customer_id == customer.id))
    add_traces(work, {customer.id: {name: getattr(customer, name) for name in TOLD_BY}})
    _renew_pairs(work, customer.id)
    look_again(work, Case.customer_id == customer.id, Case.received_at >= work.at - timedelta(days=repeat_days(work)))


def add_traces(work: Work, values: Mapping[int, Mapping[str, object]]) -> None:
    """`values`: by id of a customer, the columns of `TOLD_BY`."""
    rows = [row for customer_id, columns in values.items() for row in _rows(work, customer_id, columns)]
    if rows:
        work.db.execute(CustomerTrace.__table__.insert(), rows)  # type: ignore[attr-defined]  # a table


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
    work.db.execute(delete(CustomerPair).where(_of(customer_id), CustomerPair.is_open == 1))


def propose_pairs(work: Work, ids: Sequence[int]) -> None:
    """Propose each of these customers with everybody who shares a trace, unless a person has spoken of the pair."""
    _propose(work, dict(_sharing(work, ids)))


def _renew_pairs(work: Work, customer_id: int) -> None:
    """Pairs that still share something stay the rows they are: somebody may have one before their eyes."""
    found = dict(_sharing(work, [customer_id]))
    query = select(CustomerPair).where(_of(customer_id), CustomerPair.is_open == 1)
    for pair in work.db.execute(query).scalars().all():
        kind = found.pop((pair.first_id, pair.second_id), None)
        if kind is None:
            work.db.delete(pair)
        else:
            pair.kind = kind
    _propose(work, found)


def _of(customer_id: int) -> ColumnElement[bool]:
    return or_(CustomerPair.first_id == customer_id, CustomerPair.second_id == customer_id)


def _propose(work: Work, found: dict[Pair, TraceKind]) -> None:
    if not found:
        return
    for pair in _spoken_of(work, found):
        del found[pair]
    for (first_id, second_id), kind in found.items():
        values = {"first_id": first_id, "second_id": second_id, "kind": kind, "at": work.at}
        work.db.add(CustomerPair(centre_id=work.actor.centre_id, **values))


def _sharing(work: Work, ids: Sequence[int]) -> Iterator[tuple[Pair, TraceKind]]:
    """Pairs with the surest kind they share; the last told wins, so the surest come last."""
    bearers: defaultdict[tuple[TraceKind, str], set[int]] = defaultdict(set)
    for kind, told, customer_id in work.db.execute(_of_few(work, ids)).tuples():
        bearers[kind, told].add(customer_id)
    kinds = list(TraceKind)
    new = set(ids)
    for (kind, _told), several in sorted(bearers.items(), key=lambda one: -kinds.index(one[0][0])):
        yield from ((pair, kind) for pair in combinations(sorted(several), 2) if new.intersection(pair))


def _of_few(work: Work, ids: Sequence[int]) -> Select[tuple[TraceKind, str, int]]:
    """Who has what one of these customers has, where few have it; those who are part of another have no traces."""
    here, kind, told = CustomerTrace.centre_id == work.actor.centre_id, CustomerTrace.kind, CustomerTrace.told
    own = select(kind, told).where(CustomerTrace.customer_id.in_(ids)).distinct().subquery()
    shared = select(kind, told).join(own, and_(kind == own.c.kind, told == own.c.told)).where(here)
    few = shared.group_by(kind, told).having(func.count().between(2, SHARED_MOST)).subquery()
    query = select(kind, told, CustomerTrace.customer_id)
    return query.join(few, and_(kind == few.c.kind, told == few.c.told)).where(here)


def _spoken_of(work: Work, pairs: Iterable[Pair]) -> list[Pair]:
    """Those of these pairs that are there already."""
    wanted = set(pairs)
    firsts = {first for first, _second in wanted}
    query = select(CustomerPair.first_id, CustomerPair.second_id).where(CustomerPair.first_id.in_(firsts))
    return [pair for pair in work.db.execute(query).tuples() if pair in wanted]
