"""Lists of calls of a telephone exchange, and whose extension is whose."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.call_lists import Direction
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, UtcDateTime, index_of_filled


class StaffExtension(Audited, Base):
    """Who answers at an extension, as told at the last import or here."""

    __tablename__ = "staff_extensions"
    __table_args__ = (Index("ix_staff_extensions_once", "centre_id", "extension", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    extension: Mapped[str] = mapped_column(String(40))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class CallList(Audited, Base):
    """One imported file; `sha256` of it tells the same file again."""

    __tablename__ = "call_lists"
    __table_args__ = (Index("ix_call_lists_once", "centre_id", "sha256", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    file_name: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    calls: Mapped[int] = mapped_column(Integer)
    logged: Mapped[int] = mapped_column(Integer)  # calls of it that a contact logged here fits
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ListedCall(Base):
    """One call. `staff_id` None: nobody is known at its extension. `contact_id`: the contact logged here that fits."""

    __tablename__ = "listed_calls"
    __table_args__ = (
        Index("ix_listed_calls_time", "centre_id", "at", "id"),
        Index("ix_listed_calls_list", "list_id", "extension"),
        Index("ix_listed_calls_once", "centre_id", "extension", "at", "seconds", unique=True),
        index_of_filled("ix_listed_calls_contact", "contact_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    list_id: Mapped[int] = mapped_column(ForeignKey("call_lists.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    extension: Mapped[str] = mapped_column(String(40))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    seconds: Mapped[int] = mapped_column(Integer)
    direction: Mapped[Direction | None] = mapped_column(EnumText(Direction))
    contact_id: Mapped[int | None] = mapped_column(Integer)
