"""What a customer is told by, who speaks for them, what they agreed to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from csatdesk.domain.attendance import Relation
from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold, query_words
from csatdesk.domain.marks import N_


class TraceKind(Enum):
    """The surest first: what two customers share when they may be one."""

    ACCOUNT = "account"
    METER = "meter"
    EMAIL = "email"
    PHONE = "phone"
    PLACE = "place"  # the same name at the same address


@dataclass(frozen=True, slots=True)
class Trace:
    """One value as typed, and `told`: the one spelling by which it is compared."""

    kind: TraceKind
    typed: str
    told: str


def several(text: str) -> list[str]:
    """The values of a field that may hold several, parted by commas."""
    return [one for part in text.split(",") if (one := " ".join(part.split()))]


def traces(
    name: str, *, phone: str = "", email: str = "", account: str = "", meter_point: str = "", address: str = ""
) -> Iterator[Trace]:
    """What a customer with these values is told by, the surest first; an empty value tells nothing."""
    numbered = ((TraceKind.ACCOUNT, account), (TraceKind.METER, meter_point))
    for kind, text in numbered:
        yield from (Trace(kind, one, told) for one in several(text) if (told := "".join(query_words(one))))
    yield from (Trace(TraceKind.EMAIL, one, fold(one)) for one in several(email))
    yield from (Trace(TraceKind.PHONE, one, told) for one in several(phone) if (told := " ".join(query_words(one))))
    place = "".join(query_words(address))
    if place and name.strip():
        said = " ".join(sorted(fold(name).split()))
        yield Trace(TraceKind.PLACE, address, f"{said} | {place}"[:700])


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
