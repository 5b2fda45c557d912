"""What was imported when, so that an import can be named, repeated without harm and taken back."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, JsonText, UtcDateTime


class Import(Audited, Base):
    """`state`: "running" until the last batch; a start that finds a running one takes it back."""

    __tablename__ = "imports"
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    what: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(300))
    mapping: Mapped[Any] = mapped_column(JsonText)
    state: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    added: Mapped[int] = mapped_column(Integer, default=0)
    refused: Mapped[int] = mapped_column(Integer, default=0)
