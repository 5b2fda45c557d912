"""Standards, scorecards and checklists, each with its versions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.standards import VersionState
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, JsonText, UtcDateTime


class Standard(Audited, Base):
    """What all versions have in common. `key`: of its template; `kind`, `channel`: words of its schema."""

    __tablename__ = "standards"
    __table_args__ = (UniqueConstraint("centre_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    key: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(32), default="")
    channel: Mapped[str] = mapped_column(String(32), default="")
    titles: Mapped[Any] = mapped_column(JsonText)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class StandardVersion(Audited, Base):
    """One version: changed only as a draft. `content`: the template as a mapping of schema csatdesk-scorecard/1."""

    __tablename__ = "standard_versions"
    __table_args__ = (
        UniqueConstraint("standard_id", "number"),
        Index("ix_standard_versions_state", "centre_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    standard_id: Mapped[int] = mapped_column(ForeignKey("standards.id"))
    number: Mapped[int] = mapped_column(Integer)
    state: Mapped[VersionState] = mapped_column(EnumText(VersionState))
    content: Mapped[Any] = mapped_column(JsonText)
    note: Mapped[str] = mapped_column(Text, default="")  # what is new in it, in a person's words
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class WeightReview(Audited, Base):
    """Somebody looked at the weights of a version beside what matters to customers. `areas`: the question of each
    section that was matched, by the key of the section. Survey and questionnaire by name and key: they may go.
    """

    __tablename__ = "weight_reviews"
    __table_args__ = (Index("ix_weight_reviews_version", "version_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("standard_versions.id"))
    questionnaire_key: Mapped[str] = mapped_column(String(64))
    way: Mapped[str] = mapped_column(String(64))  # the question that all others were set against, or what they say
    areas: Mapped[Any] = mapped_column(JsonText)
    survey_name: Mapped[str] = mapped_column(String(200))
    first_month: Mapped[int] = mapped_column(Integer)
    last_month: Mapped[int] = mapped_column(Integer)
    answers: Mapped[int] = mapped_column(Integer)  # 0: too few to say anything
    note: Mapped[str] = mapped_column(Text, default="")
    reviewed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reviewed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
