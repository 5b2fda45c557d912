"""Finding the customer that a row of a file speaks of, by phone, e-mail or account."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select

from csatdesk.domain.folding import fold, query_words
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.search import CUSTOMERS, matching
from csatdesk.store.visible import visible_customers

CANDIDATES = 20  # customers that share a beginning of a number or address


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

    def typed(self) -> Iterator[str]:
        """What finds candidates in the full text, in the order of `keys`."""
        yield from (one for one in (self.account, *self.email.split(","), *self.phone.split(",")) if one.strip())


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


def is_there(work: Work, traces: Traces) -> bool:
    """Whether a customer of the same name shares a number or address; two people with one phone are two customers."""
    return any(fold(found.name) == fold(traces.name) for found in sharing(work, traces))


def sharing(reading: Reading, traces: Traces) -> Iterator[Candidate]:
    """Customers of the centre with a phone, e-mail or account of `traces`."""
    keys = set(traces.keys())
    for typed in traces.typed():
        found = matching(reading.db, CUSTOMERS, typed)
        if found is None:
            continue
        columns = (Customer.id, Customer.name, Customer.phone, Customer.email, Customer.account)
        query = select(*columns).join(found.words, found.id == Customer.id)
        query = query.where(found.condition, visible_customers(reading.actor)).order_by(found.id).limit(CANDIDATES)
        for customer_id, name, phone, email, account in reading.db.execute(query):
            if keys & set(Traces(name, phone, email, account).keys()):
                yield Candidate(customer_id, name)
