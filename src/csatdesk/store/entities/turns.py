"""When cases became open and ceased to be: the ledger from which the balance of any period is added up."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.contacts import Segment
from csatdesk.store.base import Base, EnumText, UtcDateTime


class Way(Enum):
    """Why there is one open case more or less."""

    IN = "in"
    OUT = "out"  # a closing; one that is taken back counts against it
    REOPENED = "reopened"
    GONE = "gone"  # into the trash, or part of another case; and back again
    MOVED = "moved"  # to another office or segment: one less there, one more here


class CaseTurn(Base):
    """One open case more (`change` 1) or less (-1). Written by `store.turns` with every change of a case."""

    __tablename__ = "case_turns"
    __table_args__ = (Index("ix_case_turns_at", "centre_id", "at", "way", "office_id", "segment", "change"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    way: Mapped[Way] = mapped_column(EnumText(Way))
    change: Mapped[int] = mapped_column(Integer)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    segment: Mapped[Segment | None] = mapped_column(EnumText(Segment))
