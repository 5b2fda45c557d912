"""Nodes of the topic tree."""

from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.topics import InquiryType
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, JsonText


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
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
