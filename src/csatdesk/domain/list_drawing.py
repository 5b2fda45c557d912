"""A contact list made from customers the centre knows: who is chosen, who of them is left out and why, who is drawn.

Everybody gets a number that follows from the seed and who they are, and who have the smallest ones are drawn: each has
the same chance, whatever the order in which they are looked at (permanent random numbers: Ohlsson, "Coordination of
samples using permanent random numbers", in Cox and others, "Business Survey Methods", 1995, chapter 9).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from csatdesk.domain.contact_lists import DEFAULT_MOST, Fault, LeftOut, ListContact
from csatdesk.domain.contacts import Channel, CustomerKind, Segment
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.survey_sampling import GAP_MOST, ROUTES, CountOutside, RouteUnfit
from csatdesk.domain.surveys import Route

DAYS_MOST = 3_660
GAP_USUAL = 90  # days


class NobodyToDraw(Refusal):
    text = N_("None of these customers can be asked. Above the fields stands how many are left out, and why.")


class TooManyDrawn(Refusal):
    text = N_("{count} of these customers can be asked, and {room} fit onto the list. Say how many are drawn.")


class PeriodTurned(Refusal):
    text = N_("The last day lies before the first.")


@dataclass(frozen=True, slots=True)
class CustomerChoice:
    """Empty: everything fits. Days, channels, offices and topics are of one and the same contact. `size` None: all."""

    segments: tuple[Segment, ...] = ()
    kind: CustomerKind | None = None
    languages: tuple[str, ...] = ()
    activity: str = ""
    days: int | None = None  # before today
    first_on: date | None = None
    last_on: date | None = None
    channels: tuple[Channel, ...] = ()
    office_ids: tuple[int, ...] = ()
    topic_ids: tuple[int, ...] = ()  # with all topics below them
    route: Route = Route.EMAIL
    gap_days: int = GAP_USUAL
    needs_consent: bool = True
    size: int | None = None

    @property
    def asks_contact(self) -> bool:
        """Only customers who had a contact of this kind."""
        bounds = (self.days, self.first_on, self.last_on)
        return any(one is not None for one in bounds) or bool(self.channels or self.office_ids or self.topic_ids)

    def check(self) -> None:
        limits = (("days", 1, DAYS_MOST), ("gap_days", 0, GAP_MOST), ("size", 1, DEFAULT_MOST))
        for name, least, most in limits:
            count = getattr(self, name)
            if count is not None and not least <= count <= most:
                raise CountOutside(field=name, least=least, most=most)
        if self.first_on is not None and self.last_on is not None and self.last_on < self.first_on:
            raise PeriodTurned(field="last_on")
        if self.route not in ROUTES:
            raise RouteUnfit(field="route")


@dataclass(frozen=True, slots=True)
class WeighedCustomer:
    """One who was chosen, as the list would hold them. `reason` None: they can be asked. `faults`: of their cells."""

    id: int
    name: str
    contact: ListContact
    segment: Segment
    reason: LeftOut | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class WeighedChoice:
    """`shown`: of each reason the first ones who are left out for it."""

    matched: int
    left_out: Mapping[LeftOut, int]
    shown: tuple[WeighedCustomer, ...]

    @property
    def fits(self) -> int:
        return self.matched - sum(self.left_out.values())


def in_drawn_order(customer_ids: Iterable[int], seed: int) -> list[int]:
    return sorted(customer_ids, key=lambda one: sha256(f"{seed} {one}".encode()).digest())


def choice_to_plain(choice: CustomerChoice) -> dict[str, object]:
    """As it is kept beside what came of it."""
    return {
        "segments": [one.value for one in choice.segments],
        "kind": choice.kind.value if choice.kind is not None else None,
        "languages": list(choice.languages),
        "activity": choice.activity,
        "days": choice.days,
        "first_on": choice.first_on.isoformat() if choice.first_on is not None else None,
        "last_on": choice.last_on.isoformat() if choice.last_on is not None else None,
        "channels": [one.value for one in choice.channels],
        "office_ids": list(choice.office_ids),
        "topic_ids": list(choice.topic_ids),
        "route": choice.route.value,
        "gap_days": choice.gap_days,
        "needs_consent": choice.needs_consent,
        "size": choice.size,
    }


def choice_from_plain(plain: Mapping[str, Any]) -> CustomerChoice:
    first_on, last_on = (date.fromisoformat(one) if one else None for one in (plain["first_on"], plain["last_on"]))
    return CustomerChoice(
        segments=tuple(map(Segment, plain["segments"])),
        kind=CustomerKind(plain["kind"]) if plain["kind"] else None,
        languages=tuple(plain["languages"]),
        activity=plain["activity"],
        days=plain["days"],
        first_on=first_on,
        last_on=last_on,
        channels=tuple(map(Channel, plain["channels"])),
        office_ids=tuple(plain["office_ids"]),
        topic_ids=tuple(plain["topic_ids"]),
        route=Route(plain["route"]),
        gap_days=plain["gap_days"],
        needs_consent=plain["needs_consent"],
        size=plain["size"],
    )
