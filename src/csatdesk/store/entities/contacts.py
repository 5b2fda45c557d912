"""Customers, the values they are found by, and the single communications."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.attendance import Confirmation, Relation
from csatdesk.domain.contacts import Channel, CustomerKind, Remote, Segment
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, UtcDateTime, binary_order

CALLED = text("called_at IS NOT NULL")
SHOWN = ("merged_into_id", "erased_at")


class Customer(Audited, Base):
    __tablename__ = "customers"
    __table_args__ = (
        # the last two: counting what is shown asks the index alone
        Index("ix_customers_centre_sort", "centre_id", "sort_key", "id", *SHOWN),
        Index("ix_customers_source", "centre_id", "source_number", unique=True),
        Index("ix_customers_segment", "centre_id", "segment", "sort_key", "id", *SHOWN),
        Index("ix_customers_activity", "centre_id", "activity_key", "sort_key", "id", *SHOWN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    name: Mapped[str] = mapped_column(String(300))
    sort_key: Mapped[str] = mapped_column(binary_order(600))
    kind: Mapped[CustomerKind] = mapped_column(EnumText(CustomerKind))
    segment: Mapped[Segment] = mapped_column(EnumText(Segment))
    language: Mapped[str] = mapped_column(String(5))
    phone: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(400), default="")
    account: Mapped[str] = mapped_column(String(100), default="")
    meter_point: Mapped[str] = mapped_column(String(100), default="")
    address: Mapped[str] = mapped_column(String(400), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    activity: Mapped[str] = mapped_column(String(120), default="")  # an organisation's line of business
    activity_key: Mapped[str] = mapped_column(binary_order(120), default="")  # folded: one line of business, one key
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    source_number: Mapped[str | None] = mapped_column(String(120))  # "source:number" of an import
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # then all that was known of them is gone
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    unaudited = frozenset({"activity_key"})
    personal = frozenset(
        {"name", "sort_key", "phone", "email", "account", "meter_point", "address", "note"}
        | {"activity", "source_number"}
    )


class Contact(Audited, Base):
    """One communication of a case, by one channel."""

    __tablename__ = "contacts"
    __table_args__ = (
        Index("ix_contacts_month", "at", "channel", "case_id"),
        # all that is told of the queue, of those alone who were called from it
        Index(
            "ix_contacts_called",
            *("at", "case_id", "waited_seconds", "desk_seconds"),
            sqlite_where=CALLED,
            postgresql_where=CALLED,
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    channel: Mapped[Channel] = mapped_column(EnumText(Channel))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    remote: Mapped[Remote | None] = mapped_column(EnumText(Remote))  # only of contacts in person
    seconds: Mapped[int | None] = mapped_column(Integer)  # from the start of the talk to saving
    representative: Mapped[str] = mapped_column(String(200), default="")  # who spoke for the customer
    relation: Mapped[Relation | None] = mapped_column(EnumText(Relation))
    authority_seen: Mapped[bool] = mapped_column(Boolean, default=False)
    authority: Mapped[str] = mapped_column(String(200), default="")
    read_back: Mapped[Confirmation | None] = mapped_column(EnumText(Confirmation))
    read_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ticket: Mapped[str] = mapped_column(String(40), default="")
    ticket_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    called_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    waited_seconds: Mapped[int | None] = mapped_column(Integer)  # from the ticket to the call
    desk_seconds: Mapped[int | None] = mapped_column(Integer)  # from the call to saving
    personal = frozenset({"text", "representative", "authority", "ticket"})
