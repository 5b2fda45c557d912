"""Known matters: what to say until it ends, and one answer to all."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.store.audit import Audited
from csatdesk.store.base import FAR, Base, JsonText, UtcDateTime


class KnownMatter(Audited, Base):
    """`ended_at` FAR: it goes on. Texts by language."""

    __tablename__ = "matters"
    __table_args__ = (Index("ix_matters_ended", "centre_id", "ended_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    title: Mapped[str] = mapped_column(String(200))
    text_to_say: Mapped[Any] = mapped_column(JsonText, default=dict)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    begins_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # expected
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)
    answer: Mapped[Any] = mapped_column(JsonText, default=dict)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
