"""Other people in the texts of a case: which of their names, numbers and addresses stand there."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import select

from csatdesk.domain.folding import query_words
from csatdesk.domain.masking import candidates, key_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.search import CUSTOMERS, Sought, matching_any

Paper = TypeVar("Paper")


@dataclass(slots=True)
class OtherPeople:
    """Looks each candidate up once, however many cases it stands in."""

    reading: Reading
    _known: dict[str, frozenset[int]] = field(default_factory=dict)

    def keys(self, texts: Iterable[str], own_id: int | None) -> frozenset[str]:
        """Keys of values of customers other than `own_id`; whatever is also theirs stays readable."""
        hidden: set[str] = set()
        for candidate in {one for text in texts for one in candidates(text)}:
            named = self._named(candidate)
            if named and own_id not in named:
                hidden.add(key_of(candidate))
        return frozenset(hidden)

    def _named(self, candidate: str) -> frozenset[int]:
        if candidate not in self._known:
            self._known[candidate] = frozenset(self._look_up(candidate))
        return self._known[candidate]

    def _look_up(self, candidate: str) -> Iterator[int]:
        """Customers with whole words of it: many more have words that begin alike."""
        sought = [[Sought(word, is_beginning=False)] for word in query_words(candidate)]
        if not sought:
            return
        found = matching_any(self.reading.db, CUSTOMERS, sought)
        columns = (Customer.id, Customer.name, Customer.phone, Customer.email, Customer.account, Customer.meter_point)
        query = select(*columns).join(found.words, found.id == Customer.id)
        query = query.where(found.condition, Customer.centre_id == self.reading.actor.centre_id)
        key = key_of(candidate)
        for customer_id, name, *values in self.reading.db.execute(query):
            if set(key.split()) <= set(key_of(name).split()) or any(_holds(value, key) for value in values):
                yield customer_id


def _holds(values: str, key: str) -> bool:
    """Several phones or e-mails are parted by a comma; a phone may have the code of its country."""
    return any((found := key_of(one)) and (found == key or found.endswith(key)) for one in values.split(","))


def texts_in(paper: Any) -> Iterator[str]:
    """Every text in a tree of dataclasses."""
    if isinstance(paper, str):
        yield paper
    elif isinstance(paper, tuple | list):
        for one in paper:
            yield from texts_in(one)
    elif dataclasses.is_dataclass(paper):
        for one in dataclasses.fields(paper):
            yield from texts_in(getattr(paper, one.name))


def with_texts(paper: Paper, change: Callable[[str], str], kept: frozenset[str] = frozenset()) -> Paper:
    """The same tree with every text changed, but for the fields named in `kept`."""
    if isinstance(paper, str):
        return change(paper)  # type: ignore[return-value]  # a text gives a text
    if isinstance(paper, tuple | list):
        return tuple(with_texts(one, change, kept) for one in paper)  # type: ignore[return-value]  # a row gives a row
    if dataclasses.is_dataclass(paper) and not isinstance(paper, type):
        names = [one.name for one in dataclasses.fields(paper) if one.name not in kept]
        return dataclasses.replace(paper, **{name: with_texts(getattr(paper, name), change, kept) for name in names})
    return paper
