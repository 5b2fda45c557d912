"""Matters that came again in the demo centre and that nobody has linked yet, beside those that only look alike: a
namesake, the same topic long ago, a switchboard that many share, a number too short to tell anybody apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from csatdesk.domain.contacts import Channel, Known, NewCustomer
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.demo_matters import Matter, MatterMaker
from csatdesk.operations.work import Work

SWITCHBOARD = "58 340 77 00"
TENANTS = ("Agata Lis", "Damian Wrona", "Halina Sowa", "Igor Kos", "Lena Czapla")


@dataclass(frozen=True, slots=True)
class Planted:
    """Two customers, or one twice, on one topic; so many days ago. `is_repeat`: what a person would say of it."""

    first: NewCustomer
    second: NewCustomer
    days: tuple[int, int]
    is_repeat: bool


def _person(name: str, *, phone: str = "", account: str = "") -> NewCustomer:
    return NewCustomer(name, language="pl", phone=phone, account=account)


SPOUSES = (_person("Teresa Bąk", phone="605 811 204"), _person("Roman Bąk", phone="+48 605-811-204"))
FLAT = (_person("Oliwia Kurek", account="5077 1240 33"), _person("Wiktor Kurek", account="5077-1240-33"))
ALONE = _person("Feliks Sroka", phone="609 440 118")
NAMESAKES = (_person("Jan Kowalczyk", phone="601 337 905"), _person("Jan Kowalczyk", phone="693 820 441"))
LONG_AGO = _person("Zofia Gil", phone="512 660 073")
SHORT = (_person("Barbara Dudek", phone="112"), _person("Leon Szpak", phone="112"))
AT_SWITCHBOARD = tuple(_person(name, phone=SWITCHBOARD) for name in TENANTS)

PLANTED = (
    Planted(*SPOUSES, (34, 12), is_repeat=True),
    Planted(*FLAT, (41, 15), is_repeat=True),
    Planted(ALONE, ALONE, (52, 23), is_repeat=True),
    Planted(*NAMESAKES, (31, 13), is_repeat=False),
    Planted(LONG_AGO, LONG_AGO, (128, 17), is_repeat=False),
    Planted(*SHORT, (28, 14), is_repeat=False),
    Planted(AT_SWITCHBOARD[0], AT_SWITCHBOARD[1], (37, 16), is_repeat=False),
)


def planted_customers(work: Work) -> Mapping[NewCustomer, int]:
    """Registered before anything happens."""
    new = dict.fromkeys((*(one for pair in PLANTED for one in (pair.first, pair.second)), *AT_SWITCHBOARD))
    return {one: register_customer(work, new=one) for one in new}


def planted_matters(make: MatterMaker, customers: Mapping[NewCustomer, int]) -> Iterator[Matter]:
    """Both matters of every pair, on the topic of one story."""
    stories = [story for story in make.countries["pl"].stories if make.targets.get(story.kind) is not None]
    for place, pair in enumerate(PLANTED):
        story = stories[place % len(stories)]
        for who, days in zip((pair.first, pair.second), pair.days, strict=True):
            matter = make.matter(story, "hall", make.instant("hall", days), channel=Channel.PHONE)
            yield replace(matter, known=Known.CUSTOMER, customer_id=customers[who])
