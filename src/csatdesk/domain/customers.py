"""What a customer is told by, who speaks for them, what they agreed to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, NamedTuple

from csatdesk.domain.attendance import Relation
from csatdesk.domain.contacts import Channel, NewCustomer, check_lengths
from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold, query_words, words
from csatdesk.domain.marks import N_
from csatdesk.domain.spelling import name_words

TOLD_MOST = 700  # characters; folding makes several of some letters


class TraceKind(Enum):
    """The surest first: what two customers share when they may be one."""

    ACCOUNT = "account"
    METER = "meter"
    EMAIL = "email"
    PHONE = "phone"
    PLACE = "place"  # the same name at the same address
    __hash__ = object.__hash__  # each is there once; an enum hashes its name anew each time


class Trace(NamedTuple):
    """One value as typed, and `told`: the one spelling by which it is compared."""

    kind: TraceKind
    typed: str
    told: str


def several(text: str) -> list[str]:
    """The values of a field that may hold several, parted by commas."""
    return [one for part in text.split(",") if (one := " ".join(part.split()))]


def _bare(text: str) -> str:
    """The letters and digits by which numbers and addresses are the same, however they are split or dialled."""
    return "".join(query_words(text))


def traces(
    name: str, *, phone: str = "", email: str = "", account: str = "", meter_point: str = "", address: str = ""
) -> tuple[Trace, ...]:
    """What a customer with these values is told by, the surest first; an empty value tells nothing."""
    values = ((TraceKind.ACCOUNT, account), (TraceKind.METER, meter_point), (TraceKind.EMAIL, email))
    told = [one for kind, text in (*values, (TraceKind.PHONE, phone)) for one in _of_field(kind, text)]
    place = _bare(address)
    if place and name.strip():
        said = " ".join(sorted(fold(name).split()))
        told.append(Trace(TraceKind.PLACE, address, f"{said} | {place}"[:TOLD_MOST]))
    return tuple(told)


def _of_field(kind: TraceKind, text: str) -> Iterator[Trace]:
    for one in several(text) if text else ():
        told = fold(one) if kind is TraceKind.EMAIL else _bare(one)
        if told:
            yield Trace(kind, one, told[:TOLD_MOST])


TOLD_BY = ("name", "phone", "email", "account", "meter_point", "address")
FOUND_BY = TOLD_BY[:-1]


@dataclass(frozen=True, slots=True)
class Marks:
    """What a customer is told by, the words that they are found by, and the words of the name."""

    told: tuple[Trace, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]


def marks_of(values: Sequence[str]) -> Marks:
    """`values`: in the order of `TOLD_BY`."""
    told = dict(zip(TOLD_BY, values, strict=True))
    found_by = dict.fromkeys(word for name in FOUND_BY for word in words(told[name]))
    return Marks(traces(**told), tuple(found_by), tuple(name_words(told["name"])))


class WordingMissing(Refusal):
    text = N_("Write what the customer agreed to, in the words that were read or signed.")


class DayAhead(Refusal):
    text = N_("This day is still to come. Write the day on which it was.")


class AlreadyWithdrawn(Refusal):
    text = N_("This consent was withdrawn already.")


class WithdrawnBefore(Refusal):
    text = N_("A consent cannot be withdrawn before it was given.")


class RepresentativeNameMissing(Refusal):
    text = N_("Write the name of the person who speaks for the customer.")


class AuthorityMissing(Refusal):
    text = N_("Write which paper or words give the authority, and tick that you have seen it, or leave both empty.")


@dataclass(frozen=True, slots=True)
class NewConsent:
    wording: str
    given_on: date
    how: Channel

    def check(self, today: date) -> None:
        if not self.wording.strip():
            raise WordingMissing(field="wording")
        if self.given_on > today:
            raise DayAhead(field="given_on")


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """`by` and `withdrawn_by`: names of staff."""

    id: int
    wording: str
    given_on: date
    how: Channel
    by: str
    withdrawn_on: date | None
    withdrawn_how: Channel | None
    withdrawn_by: str


@dataclass(frozen=True, slots=True)
class NewRepresentative:
    """`authority`: the paper or words that give it; `is_seen`: the person who saves has seen it."""

    name: str
    relation: Relation
    phone: str = ""
    authority: str = ""
    is_seen: bool = False

    def check(self) -> None:
        if not self.name.strip():
            raise RepresentativeNameMissing(field="name")
        check_lengths(self, "name", "phone")
        if self.is_seen and not self.authority.strip():
            raise AuthorityMissing(field="authority")


@dataclass(frozen=True, slots=True)
class RepresentativeRow:
    """`seen_by`: who saw the authority, "" while nobody has."""

    id: int
    name: str
    relation: Relation
    phone: str
    authority: str
    seen_on: date | None
    seen_by: str
    ended_on: date | None
    version: int


class PairSpokenOf(Refusal):
    text = N_("Somebody has decided about these two customers meanwhile.")


class NotMergedAnyMore(Refusal):
    text = N_("This customer was already taken out again.")


class MergedFurther(Refusal):
    text = N_("{name} has since become part of another customer. Take that apart first.")


SEVERAL = ("phone", "email", "account", "meter_point")  # fields that hold what both had
ONE_OF = ("name", "kind", "segment", "language", "activity", "address", "note")  # fields where a person chooses


@dataclass(frozen=True, slots=True)
class PairSide:
    """One of two customers that may be the same. `cases`: how many they have."""

    id: int
    version: int
    values: NewCustomer
    cases: int
    since: datetime


@dataclass(frozen=True, slots=True)
class PairCard:
    """Two customers that share something; `first` is the one known longer."""

    id: int
    kind: TraceKind
    first: PairSide
    second: PairSide


@dataclass(frozen=True, slots=True)
class PairRow:
    """A proposed pair in a list: names and what they share."""

    id: int
    kind: TraceKind
    first_name: str
    second_name: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A customer that became part of another, and can be taken out again."""

    merge_id: int
    name: str
    at: datetime
    by: str


def together(first: NewCustomer, second: NewCustomer) -> NewCustomer:
    """What one customer made of two would hold: all ways to reach them, else the first's values where there are any."""
    values: dict[str, Any] = {name: getattr(first, name) or getattr(second, name) for name in ONE_OF}
    values |= {name: _all(getattr(first, name), getattr(second, name), name) for name in SEVERAL}
    return NewCustomer(**values)


def _all(first: str, second: str, name: str) -> str:
    """Both texts' values, each once however it is spelt."""
    found = _by_spelling(first, name)
    for told, one in _by_spelling(second, name).items():
        found.setdefault(told, one)
    return ", ".join(found.values())


def _by_spelling(text: str, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in several(text):
        told = next((trace.told for trace in traces("", **{name: one})), fold(one))
        found.setdefault(told, one)
    return found


def apart(name: str, before: Any, after: Any, now: Any) -> Any:
    """What a field of one customer holds when they are two again. `before` and `after` they became one: what came with
    the other goes with them, and what was changed since stays.
    """
    if now == after:
        return before
    if name not in SEVERAL:
        return now
    came = _by_spelling(after, name).keys() - _by_spelling(before, name).keys()
    return ", ".join(one for told, one in _by_spelling(now, name).items() if told not in came)
