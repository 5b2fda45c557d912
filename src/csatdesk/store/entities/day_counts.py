"""How many people the queue machine and the telephone exchange counted in a day."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.day_counts import CountSource
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, UtcDateTime


class DayCount(Audited, Base):
    """One number of one machine of one office; a later import of the same day takes its place."""

    __tablename__ = "day_counts"
    __table_args__ = (
        Index("ix_day_counts_once", "office_id", "day", "source", unique=True),
        Index("ix_day_counts_day", "centre_id", "day", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    day: Mapped[date] = mapped_column(Date)
    source: Mapped[CountSource] = mapped_column(EnumText(CountSource))
    count: Mapped[int] = mapped_column(Integer)
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
