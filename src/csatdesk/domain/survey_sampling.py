"""Drawing whom a survey asks from logged contacts: every n-th, counted for itself in each group.

A group is one channel, office and topic. Its first one is that of a random start, so that every contact has the same
chance; the start follows from the seed, which is kept, so that anybody can draw again (systematic sampling: Cochran,
"Sampling Techniques", 3rd edition, chapter 8).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256

from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.surveys import Route

EVERY_MOST, WAIT_MOST, GAP_MOST = 1000, 365, 730
START_BYTES = 8
ROUTES = (Route.EMAIL, Route.PAPER, Route.PHONE)  # by which somebody who was drawn can be reached


class Moment(Enum):
    """What somebody is asked about: a talk, or a key moment of what happened to them (S2.7)."""

    CONTACT = "contact"
    FIRST_CONTACT = "first_contact"
    CASE_CLOSED = "case_closed"
    REQUEST_CLOSED = "request_closed"  # a contract, a connection
    COMPLAINT_CLOSED = "complaint_closed"  # or a claim

    @property
    def is_closing(self) -> bool:
        return self not in {Moment.CONTACT, Moment.FIRST_CONTACT}


class Fate(Enum):
    """What became of one that could be drawn. All but the first two: drawn, but not to be asked."""

    PASSED = "passed"
    ASKED = "asked"
    NO_ADDRESS = "no_address"
    ASKED_LATELY = "asked_lately"
    NO_CONSENT = "no_consent"

    @property
    def is_drawn(self) -> bool:
        return self is not Fate.PASSED


class CountOutside(Refusal):
    text = N_("Write a whole number from {least} to {most}.")


class RouteUnfit(Refusal):
    text = N_("Somebody drawn is asked by e-mail, on paper or by phone.")


@dataclass(frozen=True, slots=True)
class DrawingRule:
    """Empty lists: everything fits. `wait_days`: asked so many days after the moment. `gap_days`: nobody is asked
    again sooner, by any survey. `needs_consent`: only who agreed in writing; else all who did not object.
    `sends_at_once`: by e-mail, from any desk that is open, without anybody pressing a key.
    """

    moment: Moment = Moment.CONTACT
    every: int = 10
    channels: tuple[Channel, ...] = ()
    office_ids: tuple[int, ...] = ()
    topic_ids: tuple[int, ...] = ()  # with all topics below them
    route: Route = Route.EMAIL
    wait_days: int = 0
    gap_days: int = 90
    needs_consent: bool = False
    sends_at_once: bool = False

    def check(self) -> None:
        limits = (("every", 1, EVERY_MOST), ("wait_days", 0, WAIT_MOST), ("gap_days", 0, GAP_MOST))
        for name, least, most in limits:
            if not least <= getattr(self, name) <= most:
                raise CountOutside(field=name, least=least, most=most)
        if self.route not in ROUTES:
            raise RouteUnfit(field="route")


def group_of(channel: Channel, office_id: int, topic_id: int | None) -> str:
    return f"{channel.value}:{office_id}:{topic_id or 0}"


def start_of(seed: int, group: str, every: int) -> int:
    """The place in a group of the first that is drawn, 0 to `every` - 1."""
    told = sha256(f"{seed} {group}".encode()).digest()[:START_BYTES]
    return int.from_bytes(told) % every


def is_drawn(place: int, *, seed: int, group: str, every: int) -> bool:
    """`place`: how many of its group came before it."""
    return place % every == start_of(seed, group, every)


def longer_digest(digest: str, key: int, group: str, place: int) -> str:
    """The frame in one word, one line longer."""
    return sha256(f"{digest}\n{key} {group} {place}".encode()).hexdigest()


def digest_of(frame: Iterable[tuple[int, str, int]]) -> str:
    """Of all lines (key, group, place), in the order in which they came."""
    digest = ""
    for line in frame:
        digest = longer_digest(digest, *line)
    return digest


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in force, and what it came to. `drawn`: how many of each fate, without those that were passed."""

    id: int
    rule: DrawingRule
    seed: int
    begun_at: datetime
    begun_by: str
    frame_size: int
    frame_digest: str
    drawn: Mapping[Fate, int]


@dataclass(frozen=True, slots=True)
class CheckedFrame:
    """`is_same_frame`: what was drawn from is what was kept. `is_same_draw`: its seed draws the same from it."""

    is_same_frame: bool
    is_same_draw: bool
    frame_size: int
