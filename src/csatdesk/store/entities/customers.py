"""What belongs to one customer beside their own row: traces, consents, who speaks for them; and pairs alike."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.attendance import Relation
from csatdesk.domain.contacts import Channel
from csatdesk.domain.customers import TraceKind
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, UtcDateTime


class CustomerTrace(Base):
    """One phone, e-mail, account, meter point or address in the one spelling by which two customers are the same.

    Made from the customer's own columns whenever these are written, which is what the audit tells.
    """

    __tablename__ = "customer_traces"
    __table_args__ = (Index("ix_customer_traces_told", "centre_id", "kind", "told"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    kind: Mapped[TraceKind] = mapped_column(EnumText(TraceKind))
    typed: Mapped[str] = mapped_column(String(700))
    told: Mapped[str] = mapped_column(String(700))
    e164: Mapped[str] = mapped_column(String(20), default="")  # of phones, where the number is a possible one


class Consent(Audited, Base):
    """What a customer agreed to, word for word, and how; withdrawn it stays, with the day."""

    __tablename__ = "consents"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    wording: Mapped[str] = mapped_column(Text)
    given_on: Mapped[date] = mapped_column(Date)
    how: Mapped[Channel] = mapped_column(EnumText(Channel))
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    withdrawn_how: Mapped[Channel | None] = mapped_column(EnumText(Channel))
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    personal = frozenset({"wording"})


class Representative(Audited, Base):
    """Somebody who speaks for a customer, and whose authority was seen by whom and when."""

    __tablename__ = "representatives"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    relation: Mapped[Relation] = mapped_column(EnumText(Relation))
    phone: Mapped[str] = mapped_column(String(200), default="")
    authority: Mapped[str] = mapped_column(Text)
    seen_on: Mapped[date | None] = mapped_column(Date)
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    ended_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"name", "phone", "authority"})


class CustomerPair(Audited, Base):
    """Two customers that share something, `first_id` the older one. Refused once, they are not proposed again."""

    __tablename__ = "customer_pairs"
    __table_args__ = (
        Index("ix_customer_pairs_both", "first_id", "second_id", unique=True),
        Index("ix_customer_pairs_second", "second_id"),
        Index("ix_customer_pairs_open", "centre_id", "is_open", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    first_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    kind: Mapped[TraceKind] = mapped_column(EnumText(TraceKind))
    is_open: Mapped[int] = mapped_column(Integer, default=1)  # a number, since both databases index it alike
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # who refused or merged
    at: Mapped[datetime] = mapped_column(UtcDateTime)
