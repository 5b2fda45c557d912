"""What customers are told by, written beside them, and the pairs of customers that share some of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from sqlalchemy import ColumnElement, delete, func, or_, select

from csatdesk.domain.customers import TOLD_BY, Trace, TraceKind, traces
from csatdesk.operations.contacts.ways import quick_e164
from csatdesk.operations.repeat_marks import look_again, repeat_days
from csatdesk.operations.work import Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import CustomerPair, CustomerTrace
from csatdesk.store.rows import insert_rows
from csatdesk.store.search import is_among
from csatdesk.store.visible import visible_customers

SHARED_MOST = 4  # a phone that more customers share is that of a firm or a house, and tells nothing
BEARERS_MOST = 50  # who has the same account, e-mail or phone is looked at by name: of more, nobody is

Pair = tuple[int, int]
Key = tuple[TraceKind, str]


@dataclass(frozen=True, slots=True)
class Bearers:
    """Who had which traces: by trace, id and name. `crowded`: traces of more than can be one customer."""

    names: Mapping[Key, Mapping[int, str]]
    crowded: Collection[Key]


def write_traces(work: Work, customer: Customer) -> None:
    """Put the customer's traces anew, and propose who else has them. The customer is flushed."""
    work.db.execute(delete(CustomerTrace).where(CustomerTrace.customer_id == customer.id))
    told = traces(**{name: getattr(customer, name) for name in TOLD_BY})
    add_traces(work, {customer.id: told})
    _renew_pairs(work, customer.id, told)
    look_again(work, Case.customer_id == customer.id, Case.received_at >= work.at - timedelta(days=repeat_days(work)))


def add_traces(work: Work, told: Mapping[int, Iterable[Trace]]) -> None:
    """`told`: the traces of customers by their ids."""
    country, centre_id = work.centre.country, work.actor.centre_id
    rows = [
        (centre_id, customer_id, one.kind, one.typed, one.told, _dialled(one, country))
        for customer_id, several in told.items()
        for one in several
    ]
    insert_rows(work.db, CustomerTrace, ("centre_id", "customer_id", "kind", "typed", "told", "e164"), rows)


def _dialled(one: Trace, country: str) -> str:
    return quick_e164(one.typed, country) if one.kind is TraceKind.PHONE else ""


def bearers_of(work: Work, several: Iterable[Trace]) -> Bearers:
    """Who has one of these traces by now. Each is asked for by its own value: a join over them would be planned badly
    by a store that has no statistics yet.
    """
    wanted: defaultdict[TraceKind, set[str]] = defaultdict(set)
    for one in several:
        wanted[one.kind].add(one.told)
    names: defaultdict[Key, dict[int, str]] = defaultdict(dict)
    crowded: set[Key] = set()
    for kind, told in wanted.items():
        here = (CustomerTrace.centre_id == work.actor.centre_id, CustomerTrace.kind == kind)
        counted = select(CustomerTrace.told, func.count()).where(*here, is_among(work.db, CustomerTrace.told, told))
        counts = dict(work.db.execute(counted.group_by(CustomerTrace.told)).tuples().all())
        crowded.update((kind, one) for one, count in counts.items() if count > BEARERS_MOST)
        few = [one for one, count in counts.items() if count <= BEARERS_MOST]
        if few:
            query = select(CustomerTrace.told, Customer.id, Customer.name)
            query = query.join(Customer, Customer.id == CustomerTrace.customer_id)
            query = query.where(*here, is_among(work.db, CustomerTrace.told, few), visible_customers(work.actor))
            for said, customer_id, name in work.db.execute(query).tuples():
                names[kind, said][customer_id] = name
    return Bearers(names, crowded)


def withdraw_pairs(work: Work, customer_id: int) -> None:
    """Propose this customer to nobody for now; what a person said of a pair stays."""
    work.db.execute(delete(CustomerPair).where(_of(customer_id), CustomerPair.is_open == 1))


def propose_pairs(work: Work, told: Mapping[int, Iterable[Trace]], before: Bearers) -> None:
    """Propose each of these new customers, by their ids, with everybody who shares a trace. `before`: who had them.

    They come with an import, whose own row stands in the audit; a row for each would take a tenth of the import.
    """
    first: dict[Key, int] = {}
    having: defaultdict[Key, set[int]] = defaultdict(set)  # only what two or more have
    for customer_id, several in told.items():
        for one in several:
            key = (one.kind, one.told)
            other = first.setdefault(key, customer_id)
            if other != customer_id or key in before.names:
                having[key].update((other, customer_id), before.names.get(key, ()))
    found = _not_spoken_of(work, dict(_sharing(having, before.crowded, told)))
    common = {"centre_id": work.actor.centre_id, "at": work.at, "is_open": 1}
    rows = [(*pair, kind, *common.values()) for pair, kind in found.items()]
    insert_rows(work.db, CustomerPair, ("first_id", "second_id", "kind", *common), rows)


def _renew_pairs(work: Work, customer_id: int, told: Iterable[Trace]) -> None:
    """Pairs that still share something stay the rows they are: somebody may have one before their eyes."""
    bearers = bearers_of(work, told)
    found = dict(_sharing(bearers.names, bearers.crowded, [customer_id]))
    query = select(CustomerPair).where(_of(customer_id), CustomerPair.is_open == 1)
    for pair in work.db.execute(query).scalars().all():
        kind = found.pop((pair.first_id, pair.second_id), None)
        if kind is None:
            work.db.delete(pair)
        else:
            pair.kind = kind
    for (first_id, second_id), kind in _not_spoken_of(work, found).items():
        values = {"first_id": first_id, "second_id": second_id, "kind": kind, "at": work.at}
        work.db.add(CustomerPair(centre_id=work.actor.centre_id, **values))


def _of(customer_id: int) -> ColumnElement[bool]:
    return or_(CustomerPair.first_id == customer_id, CustomerPair.second_id == customer_id)


def _sharing(
    having: Mapping[Key, Collection[int]], crowded: Collection[Key], ids: Collection[int]
) -> Iterator[tuple[Pair, TraceKind]]:
    """Pairs of one of `ids` and who has what they have, where few have it, with the surest kind they share; the last
    told wins, so the surest come last.
    """
    kinds = {kind: -place for place, kind in enumerate(TraceKind)}
    new = set(ids)
    few = [key for key, several in having.items() if 1 < len(several) <= SHARED_MOST and key not in crowded]
    for key in sorted(few, key=lambda one: kinds[one[0]]):
        yield from ((pair, key[0]) for pair in combinations(sorted(having[key]), 2) if new.intersection(pair))


def _not_spoken_of(work: Work, found: Mapping[Pair, TraceKind]) -> dict[Pair, TraceKind]:
    """Those of these pairs that are not there already."""
    if not found:
        return {}
    firsts = {first for first, _second in found}
    query = select(CustomerPair.first_id, CustomerPair.second_id).where(CustomerPair.first_id.in_(firsts))
    there = set(work.db.execute(query).tuples())
    return {pair: kind for pair, kind in found.items() if pair not in there}
