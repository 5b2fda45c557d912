"""Customers, channels and the single communications with a customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.lengths import ValueTooLong
from csatdesk.domain.marks import N_


class Channel(Enum):
    HALL = "hall"
    VIP_HALL = "vip_hall"
    RECEPTION = "reception"
    PHONE = "phone"
    CALL_BACK = "call_back"
    EMAIL = "email"
    WEB_FORM = "web_form"  # the internet reception
    SHOP = "shop"  # the internet shop
    ACCOUNT = "account"  # the personal account
    CHAT = "chat"
    SOCIAL = "social"
    LETTER = "letter"
    BOOK = "book"  # complaints and suggestions book: volume, page, entry
    EVENT = "event"

    @property
    def is_in_person(self) -> bool:
        return self in IN_PERSON

    @property
    def asks_received_at(self) -> bool:
        """Letters, e-mails and book entries were received before they are registered."""
        return self in {Channel.LETTER, Channel.EMAIL, Channel.BOOK}

    __hash__ = object.__hash__  # figures are counted by it; that of Enum is slow, being written in Python


IN_PERSON = frozenset({Channel.HALL, Channel.VIP_HALL, Channel.RECEPTION, Channel.BOOK, Channel.EVENT})


class CustomerKind(Enum):
    PERSON = "person"
    ORGANISATION = "organisation"


class Segment(Enum):
    HOUSEHOLD = "household"
    SMALL_BUSINESS = "small_business"
    LARGE_BUSINESS = "large_business"
    PUBLIC_BODY = "public_body"
    VIP = "vip"


class Remote(Enum):
    """Whether somebody who came in person could have done it from home (C22)."""

    SHOWN_HOW = "shown_how"
    NOT_OFFERED = "not_offered"
    PREFERS_DESK = "prefers_desk"


class Known(Enum):
    """Who stands at the counter: a customer we know, one we do not, one who wishes to stay anonymous."""

    CUSTOMER = "customer"
    UNKNOWN = "unknown"
    ANONYMOUS = "anonymous"


class CustomerNameMissing(Refusal):
    text = N_("Write the customer's name, or press “Not known”.")


MOST: Mapping[str, int] = {
    "name": 300,
    "phone": 200,
    "email": 400,
    "account": 100,
    "meter_point": 100,
    "address": 400,
    "activity": 120,
}  # characters of what is kept of a customer


def check_lengths(values: object, *names: str) -> None:
    """Refuse the first of these fields that holds more than is kept."""
    for name in names:
        if len(getattr(values, name)) > MOST[name]:
            raise ValueTooLong(field=name, most=MOST[name])


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer as typed or imported. Several phones or e-mails are parted by a comma."""

    name: str
    kind: CustomerKind = CustomerKind.PERSON
    segment: Segment = Segment.HOUSEHOLD
    language: str = "en"
    phone: str = ""
    email: str = ""
    account: str = ""
    meter_point: str = ""
    address: str = ""
    note: str = ""
    activity: str = ""  # an organisation's line of business

    def check(self) -> None:
        if not self.name.strip():
            raise CustomerNameMissing(field="name")
        check_lengths(self, *MOST)


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer in lists and suggestions.

    `found_by` says which value matched, in plain text ("601 224 318"). `is_close`: the name is only spelt alike.
    """

    id: int
    name: str
    kind: CustomerKind
    segment: Segment
    language: str
    phone: str
    email: str
    account: str
    meter_point: str
    address: str
    activity: str = ""
    open_cases: int = 0
    found_by: str = ""
    is_close: bool = False


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """Which customers a list shows. `segment`: None for all; `activity`: "" for all."""

    text: str = ""
    segment: Segment | None = None
    activity: str = ""

    def takes(self, segment: Segment, activity: str) -> bool:
        """Whether a customer of this segment and line of business is shown."""
        return self.segment in {None, segment} and (not self.activity or fold(activity) == fold(self.activity))


EVERYBODY = CustomerFilter()


@dataclass(frozen=True, slots=True)
class CustomerCount:
    """`is_close`: nobody is spelt as typed, these are only spelt alike."""

    count: int
    is_close: bool = False


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """A customer's page: who, and counts; cases and contacts come by their own queries."""

    row: CustomerRow
    note: str
    since: datetime
    version: int
    contacts_in_year: int
    cases_in_year: int
    repeats_in_year: int
    last_contact_at: datetime | None
    phones: tuple[str, ...]  # as they are read aloud
    speakers: tuple[str, ...]  # who speaks for the customer now


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One past contact of a customer, newest first: what it was about and how its deadline stands."""

    case_id: int
    number: str
    at: datetime
    channel: Channel
    topic_id: int | None
    is_open: bool
    due_at: datetime | None
    met: bool | None  # None while open or without deadline
