"""What was erased at a customer's wish: when, by whom, why and how much; of nobody."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, UtcDateTime


class Erasure(Audited, Base):
    __tablename__ = "erasures"
    __table_args__ = (Index("ix_erasures_at", "centre_id", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(String(200))
    cases: Mapped[int] = mapped_column(Integer)
    letters: Mapped[int] = mapped_column(Integer)
    files: Mapped[int] = mapped_column(Integer)
