"""Who is away and who stands in, and what was handed over at the end of a shift."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, JsonText, UtcDateTime


class Absence(Audited, Base):
    """Days of the centre's zone, both included."""

    __tablename__ = "absences"
    __table_args__ = (Index("ix_absences_days", "centre_id", "last_on", "first_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    first_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date] = mapped_column(Date)
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"note"})


class ShiftNote(Audited, Base):
    """Open promises and call-backs handed over with one note, and when the other person confirmed it."""

    __tablename__ = "shift_notes"
    __table_args__ = (Index("ix_shift_notes_to", "to_id", "confirmed_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    promise_ids: Mapped[Any] = mapped_column(JsonText, default=list)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    personal = frozenset({"note"})
