"""Finding a customer from whatever was typed, misspelling and accents forgiven.

The full text finds what was spelt rightly. Else the words of customers' names that are spelt or sound alike stand in
for those typed; a few customers come out of that, and how alike their names are decides who stands first.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA
from sqlalchemy import select

from csatdesk.domain import case_numbers
from csatdesk.domain.spelling import latin, name_words, sound
from csatdesk.operations.contacts.ways import e164
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.search import CUSTOMERS, Matching, Sought, matching, matching_any, spelt_alike
from csatdesk.store.visible import visible_cases, visible_customers

CANDIDATES = 120  # looked at for one question
STAND_INS = 10  # spellings tried for one word
NEAREST = 4  # of them tried first
ENOUGH = 3  # customers, and the other spellings are not tried
ALIKE = 0.62  # of 1: from here on a word may be meant by another
BEGINNING = 0.98  # what the beginning of a word is worth against the whole
SOUNDS = 0.97  # what the same sound is worth against the same letters


@dataclass(frozen=True, slots=True)
class Hit:
    """A customer found. `is_close`: not as typed, only spelt alike."""

    id: int
    is_close: bool = False


def look_up(reading: Reading, typed: str, limit: int) -> tuple[Hit, ...]:
    """The customers that `typed` may mean, the likeliest first; a case number means the customer of that case."""
    by_case = _customer_of_case(reading, typed)
    if by_case is not None:
        return (Hit(by_case),)
    found = matching(reading.db, CUSTOMERS, typed)
    if found is None:
        return ()
    likeness = _Likeness(name_words(typed))
    exact = _named(reading, found, CANDIDATES) or _by_phone(reading, typed)
    hits = [Hit(one) for one in likeness.sorted(exact)[:limit]]
    if len(hits) == limit or not likeness.wanted or _is_number(typed):
        return tuple(hits)
    close = {one: name for one, name in _spelt_alike(reading, likeness.wanted).items() if one not in exact}
    return (*hits, *(Hit(one, is_close=True) for one in likeness.sorted(close)[: limit - len(hits)]))


def _is_number(typed: str) -> bool:
    """Whether more of it is a number than a name; nobody wants a customer of nearly that number."""
    return sum(map(str.isdigit, typed)) > sum(map(str.isalpha, typed))


def _by_phone(reading: Reading, typed: str) -> dict[int, str]:
    """A phone that is written as no phone of ours is: "0048 583001010", "58 300 10 10 ext. 4"."""
    number = e164(typed, reading.centre.country) if _is_number(typed) else ""
    found = matching(reading.db, CUSTOMERS, number) if number else None
    return _named(reading, found, CANDIDATES) if found is not None else {}


def _customer_of_case(reading: Reading, typed: str) -> int | None:
    number = case_numbers.parse(typed)
    if number is None:
        return None
    query = select(Customer.id).join(Case, Case.customer_id == Customer.id)
    query = query.where(Case.number == str(number), visible_cases(reading.actor), visible_customers(reading.actor))
    return reading.db.execute(query).scalar_one_or_none()


def _named(reading: Reading, found: Matching, limit: int) -> dict[int, str]:
    """Ids and names, the newest customers first."""
    query = select(Customer.id, Customer.name).join(found.words, found.id == Customer.id)
    query = query.where(found.condition, visible_customers(reading.actor)).order_by(found.id.desc()).limit(limit)
    return dict(reading.db.execute(query).tuples().all())


def _spelt_alike(reading: Reading, wanted: Sequence[str]) -> dict[int, str]:
    """Customers with all words that anybody is called by; the others ("Mrs", a nickname) are left out."""
    borne = spelt_alike(reading.db, wanted)
    groups = [group for word in wanted if (group := _stand_ins(word, borne[word]))]
    if not groups:
        return {}
    if len(groups) > 1:
        near = [group[:1] if group[0] in wanted else group[:NEAREST] for group in groups]
        found = _with_all(reading, near)
        if len(found) < ENOUGH and near != groups:
            found |= _with_all(reading, groups)
        if found:
            return found
    longest = max(groups, key=lambda group: len(group[0]))
    each = CANDIDATES // len(longest)
    some: dict[int, str] = {}
    for word in longest:  # one at a time, lest a common name crowd out a rare one
        some |= _named(reading, matching_any(reading.db, CUSTOMERS, [[Sought(word, is_beginning=False)]]), each)
    return some


def _with_all(reading: Reading, groups: Sequence[Sequence[str]]) -> dict[int, str]:
    """Customers whose names hold of every group one word."""
    sought = [[Sought(word, is_beginning=False) for word in group] for group in groups]
    return _named(reading, matching_any(reading.db, CUSTOMERS, sought), CANDIDATES)


def _stand_ins(word: str, borne: Collection[str]) -> list[str]:
    """The words of `borne` names that `word` may mean, the likeliest first."""
    likely = [(alike(word, one), one) for one in borne]
    return [one for degree, one in sorted(likely, reverse=True)[:STAND_INS] if degree >= ALIKE]


@lru_cache(16384)
def alike(typed: str, word: str) -> float:
    """How alike two folded words are, 0 to 1; swapped neighbours count as one mistake."""
    letters = OSA.normalized_similarity(latin(typed), latin(word))
    heard = OSA.normalized_similarity(sound(typed), sound(word))
    begun = BEGINNING if len(typed) < len(word) and word.startswith(typed) else 0.0
    return max(letters, SOUNDS * heard, begun)


@dataclass(slots=True)
class _Likeness:
    """How alike names are to what was typed."""

    wanted: list[str]
    _degrees: dict[str, float] = field(default_factory=dict)

    def sorted(self, named: dict[int, str]) -> list[int]:
        return sorted(named, key=lambda one: (-self._degree(named[one]), named[one]))

    def _degree(self, name: str) -> float:
        known = self._degrees.get(name)
        if known is None:
            words = name_words(name)
            best = [max((alike(typed, word) for word in words), default=0.0) for typed in self.wanted]
            spare = max(len(words) - len(best), 0)  # of two that fit, the one without another name stands first
            known = self._degrees[name] = sum(best) - spare / 1000
        return known
