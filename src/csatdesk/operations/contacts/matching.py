"""Finding the customer that a row of a file speaks of, by phone, e-mail or account."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from csatdesk.domain.customers import Trace, TraceKind
from csatdesk.domain.customers import traces as told_by
from csatdesk.domain.folding import fold, query_words
from csatdesk.operations.contacts.traces import Bearers
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import CustomerTrace
from csatdesk.store.visible import visible_customers

CANDIDATES = 20  # customers that share a number or address
SURE = (TraceKind.ACCOUNT, TraceKind.EMAIL, TraceKind.PHONE)
Told = tuple[str, Sequence[Trace]]  # a name, and what its bearer is told by


@dataclass(frozen=True, slots=True)
class Traces:
    """What a customer can be told by. Several phones or e-mails are parted by a comma."""

    name: str
    phone: str = ""
    email: str = ""
    account: str = ""

    def keys(self) -> Iterator[str]:
        """The values in one spelling each, the surest first; two customers with one in common are the same."""
        yield from (f"account {words}" for words in (" ".join(query_words(self.account)),) if words)
        yield from (f"email {fold(one.strip())}" for one in self.email.split(",") if one.strip())
        yield from (f"phone {words}" for one in self.phone.split(",") if (words := " ".join(query_words(one))))


@dataclass(slots=True)
class CustomerFinder:
    """Remembers who was found during one import, so that a customer of many rows is looked up once."""

    known: dict[str, int] = field(default_factory=dict)

    def find(self, work: Work, traces: Traces) -> int | None:
        """The customer with one of these numbers or addresses; else one of the same import with the same bare name."""
        keys = list(traces.keys())
        for key in keys:
            if key in self.known:
                return self.known[key]
        if not keys:
            return self.known.get(f"name {fold(traces.name)}") if traces.name else None
        found = next(sharing(work, traces), None)
        if found is not None:
            self.learn(traces, found.id)
        return None if found is None else found.id

    def learn(self, traces: Traces, customer_id: int) -> None:
        keys = list(traces.keys()) or [f"name {fold(traces.name)}"]
        for key in keys:
            self.known[key] = customer_id


@dataclass(frozen=True, slots=True)
class Candidate:
    id: int
    name: str


def known_already(several: Sequence[Told], before: Bearers) -> set[int]:
    """Which of these, by place, share a number or address with a customer of the same name, or with one further up.

    Two people with one phone are two customers.
    """
    names = {key: {fold(name) for name in found.values()} for key, found in before.names.items()}
    known: set[int] = set()
    for place, (name, told) in enumerate(several):
        folded, keys = fold(name), [(one.kind, one.told) for one in told if one.kind in SURE]
        if any(folded in names.get(key, ()) for key in keys):
            known.add(place)
            continue
        for key in keys:
            names.setdefault(key, set()).add(folded)
    return known


def _told(traces: Traces) -> Iterator[Trace]:
    told = told_by(traces.name, phone=traces.phone, email=traces.email, account=traces.account)
    return (one for one in told if one.kind in SURE)


def sharing(reading: Reading, traces: Traces) -> Iterator[Candidate]:
    """Customers of the centre with an account, e-mail or phone of `traces`, in this order."""
    for one in _told(traces):
        query = select(Customer.id, Customer.name).join(CustomerTrace, CustomerTrace.customer_id == Customer.id)
        query = query.where(CustomerTrace.centre_id == reading.actor.centre_id, CustomerTrace.kind == one.kind)
        query = query.where(CustomerTrace.told == one.told, visible_customers(reading.actor)).order_by(Customer.id)
        yield from (Candidate(*found) for found in reading.db.execute(query.limit(CANDIDATES)).tuples())
