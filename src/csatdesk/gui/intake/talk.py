"""One talk at the desk as far as it was written down: what a tab holds, what a draft keeps, what a case is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from csatdesk.domain.attendance import Attendance, Confirmation, QueueTicket, Relation, Representative
from csatdesk.domain.cases import CaseKind, NewCase, Priority, ReplyBy
from csatdesk.domain.contacts import Channel, CustomerKind, CustomerRow, Known, NewCustomer, Remote, Segment
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.requests import RequestKind
from csatdesk.gui.intake.request_values import filed_values

VERSION = 1  # of a draft's form


class CustomerUndecided(Refusal):
    text = N_("Take one of the customers with Enter, or press Shift+Enter for a new customer of this name.")


@dataclass(frozen=True, slots=True)
class Talk:
    """None and empty texts mean "not said yet"; then `reply_by`, `language` and `received_at` follow from the rest."""

    uid: UUID
    began_at: datetime
    by_id: int  # whose talk it is
    kind: CaseKind = CaseKind.INQUIRY
    channel: Channel = Channel.HALL
    known: Known = Known.CUSTOMER
    customer_id: int | None = None
    customer_name: str = ""  # of the customer picked, or of the new one
    typed: str = ""  # in the box, before somebody is picked
    phone: str = ""  # of a new customer
    email: str = ""
    account: str = ""
    meter_point: str = ""
    address: str = ""
    text: str = ""
    remedy: str = ""
    topic_id: int | None = None
    received_at: datetime | None = None
    reply_by: ReplyBy | None = None
    language: str = ""
    sender_reference: str = ""
    book_entry: str = ""
    enclosures: str = ""
    suggested_topic_ids: tuple[int, ...] = ()
    repeats_case_id: int | None = None
    refused_repeat: bool = False  # "Not a repeat" was pressed
    refused_repeat_id: int | None = None  # of this case
    ticked: tuple[int, ...] = ()  # on the topic's card
    link_given: str = ""  # how the card's link was given, for the history
    priority: Priority = Priority.NORMAL
    remote: Remote | None = None
    matter_id: int | None = None
    request_kind: RequestKind | None = None
    request_typed: Mapping[str, str] = field(default_factory=dict)  # by the key of the field, as it was typed
    representative_name: str = ""
    relation: Relation = Relation.SPOUSE
    authority_seen: bool = False
    authority: str = ""
    read_back: Confirmation | None = None
    read_back_at: datetime | None = None
    ticket_number: str = ""
    ticket_at: datetime | None = None
    called_at: datetime | None = None
    kept_at: datetime | None = None  # of a draft that came back

    @property
    def is_new_customer(self) -> bool:
        return self.known is Known.CUSTOMER and self.customer_id is None and bool(self.customer_name)

    @property
    def is_empty(self) -> bool:
        """Whether closing it would lose nothing that somebody wrote or picked."""
        said = (self.customer_name, self.typed, self.phone, self.email, self.text, self.remedy, self.sender_reference)
        brought = (
            self.representative_name,
            self.ticket_number,
            self.book_entry,
            self.enclosures,
            *self.request_typed.values(),
        )
        picked = self.known is not Known.CUSTOMER or self.topic_id is not None or self.customer_id is not None
        return not picked and not any(part.strip() for part in (*said, *brought))

    def new_case(self, *, language: str, reply_by: ReplyBy, solved_now: bool = False) -> NewCase:
        """What is saved; `language` and `reply_by` are those shown while none was chosen."""
        typed_name = self.customer_name or self.typed
        customer = self.known is Known.CUSTOMER
        new = customer and self.customer_id is None and bool(typed_name.strip())
        spoken = self.language or language
        return NewCase(
            uid=self.uid,
            kind=self.kind,
            channel=self.channel,
            received_at=self.received_at or self.began_at,
            text=self.text,
            known=self.known,
            customer_id=self.customer_id if customer else None,
            new_customer=self._new_customer(typed_name, spoken) if new else None,
            topic_id=self.topic_id,
            remedy=self.remedy,
            reply_by=self.reply_by or reply_by,
            language=spoken,
            sender_reference=self.sender_reference,
            book_entry=self.book_entry if self.channel is Channel.BOOK else "",
            enclosures=self.enclosures,
            started_at=self.began_at,
            solved_now=solved_now,
            suggested_topic_ids=self.suggested_topic_ids,
            repeats_case_id=self.repeats_case_id,
            refused_repeat_id=self.refused_repeat_id,
            link_given=self.link_given,
            priority=self.priority,
            request_kind=self.request_kind,
            request_fields=filed_values(self.request_kind, self.request_typed, self.began_at.date()),
            remote=self.remote if self.channel.is_in_person else None,
            matter_id=self.matter_id,
            attendance=self.attendance,
        )

    @property
    def representative(self) -> Representative | None:
        if not (self.representative_name or self.authority_seen):
            return None
        return Representative(self.representative_name, self.relation, self.authority_seen, self.authority)

    @property
    def ticket(self) -> QueueTicket | None:
        """Of the queue machine; nobody who came by another channel has one."""
        has_any = bool(self.ticket_number) or self.ticket_at is not None
        found = QueueTicket(self.ticket_number, self.ticket_at, self.called_at)
        return found if has_any and self.channel.is_in_person else None

    @property
    def attendance(self) -> Attendance:
        return Attendance(self.representative, self.read_back, self.read_back_at, self.ticket)

    def with_attendance(self, who: Representative | None, ticket: QueueTicket | None) -> "Talk":
        shown, drawn = who or Representative(""), ticket or QueueTicket()
        return replace(
            self,
            representative_name=shown.name,
            relation=shown.relation,
            authority_seen=shown.authority_seen,
            authority=shown.authority,
            ticket_number=drawn.number,
            ticket_at=drawn.drawn_at,
            called_at=drawn.called_at,
        )

    def _new_customer(self, name: str, language: str) -> NewCustomer:
        return NewCustomer(
            name=name.strip(),
            language=language,
            phone=self.phone.strip(),
            email=self.email.strip(),
            account=self.account,
            meter_point=self.meter_point,
            address=self.address,
        )


def row_of(talk: Talk) -> CustomerRow | None:
    """The customer of a draft, as far as a draft knows them."""
    if talk.customer_id is None:
        return None
    return CustomerRow(
        talk.customer_id, talk.customer_name, CustomerKind.PERSON, Segment.HOUSEHOLD, talk.language, "", "", "", "", ""
    )


def usual_reply(talk: Talk, *, has_email: bool, has_phone: bool) -> ReplyBy:
    """How this customer probably wants the answer, until somebody asks them."""
    if talk.channel is Channel.LETTER:
        return ReplyBy.LETTER
    if talk.channel is Channel.EMAIL:
        return ReplyBy.EMAIL
    if has_email or talk.email.strip():
        return ReplyBy.EMAIL
    if has_phone or talk.phone.strip():
        return ReplyBy.PHONE
    return ReplyBy.NONE if talk.known is not Known.CUSTOMER else ReplyBy.AT_DESK


def to_values(talk: Talk) -> dict[str, object]:
    """The talk as a draft keeps it: only what JSON can hold."""
    kept = {one.name: _plain(getattr(talk, one.name)) for one in fields(talk) if one.name != "kept_at"}
    return {"version": VERSION} | kept


def from_values(values: Mapping[str, object], kept_at: datetime) -> Talk:
    """The talk a draft holds; ValueError when it is none. Fields that a newer program added are left out."""
    if not {"uid", "began_at", "by_id"} <= values.keys():
        raise ValueError("this draft holds no talk")
    hints = get_type_hints(Talk)
    found = {name: _typed(values[name], hint) for name, hint in hints.items() if name in values}
    return replace(Talk(**found), kept_at=kept_at)


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
        case tuple():
            return list(value)
        case Mapping():
            return dict(value)
        case _:
            return value


def _typed(value: Any, hint: Any) -> Any:
    if isinstance(hint, UnionType):
        return None if value is None else _typed(value, get_args(hint)[0])
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is UUID or (isinstance(hint, type) and issubclass(hint, Enum)):
        return hint(value)
    if get_origin(hint) is Mapping:
        return {str(key): str(one) for key, one in dict(value).items()}
    if isinstance(value, list):
        return tuple(map(int, value))
    if not isinstance(value, hint):
        raise ValueError(f"a draft's value is no {hint}")
    return value
