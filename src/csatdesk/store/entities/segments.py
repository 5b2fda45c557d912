"""What a centre wants for each segment of its customers."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Integer, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, JsonText


class SegmentStrategy(Audited, Base):
    """One of a segment. `channels`: values of those offered."""

    __tablename__ = "segment_strategies"
    __table_args__ = (Index("ix_segment_strategies_segment", "centre_id", "segment", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    segment: Mapped[Segment] = mapped_column(EnumText(Segment))
    aim: Mapped[str] = mapped_column(Text)
    channels: Mapped[Any] = mapped_column(JsonText, default=list)
    main_channel: Mapped[Channel | None] = mapped_column(EnumText(Channel))
    promises: Mapped[str] = mapped_column(Text, default="")
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reviewed_on: Mapped[date | None] = mapped_column(Date)
    next_review_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
