"""Nodes of the topic tree."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.topics import InquiryType
from csatdesk.store.audit import Audited
from csatdesk.store.base import FAR, Base, EnumText, JsonText, UtcDateTime


class TopicNode(Audited, Base):
    __tablename__ = "topics"
    __table_args__ = (UniqueConstraint("centre_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    key: Mapped[str] = mapped_column(String(120))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    position: Mapped[int] = mapped_column(Integer)
    is_assignable: Mapped[bool] = mapped_column(Boolean)
    is_retired: Mapped[bool] = mapped_column(Boolean, default=False)
    inquiry_type: Mapped[InquiryType] = mapped_column(EnumText(InquiryType))
    names: Mapped[Any] = mapped_column(JsonText)
    keywords: Mapped[Any] = mapped_column(JsonText, default=dict)
    definition: Mapped[str] = mapped_column(Text, default="")
    card: Mapped[Any] = mapped_column(JsonText, nullable=True)
    card_owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    card_on: Mapped[date | None] = mapped_column(Date)  # the day the card was last looked through
    not_confused: Mapped[Any] = mapped_column(JsonText, default=list)  # ids of topics it is easily taken for
    remote_target: Mapped[int | None] = mapped_column(Integer)  # percent of contacts
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: with the first migration
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class TopicName(Audited, Base):
    """What a topic was called and where it stood in a span of time; `to_at` FAR: still."""

    __tablename__ = "topic_names"
    __table_args__ = (Index("ix_topic_names_topic", "topic_id", "from_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"))
    names: Mapped[Any] = mapped_column(JsonText)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
