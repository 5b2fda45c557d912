"""Templates of letters with every version they had, and the letters of cases."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.cases import ReplyBy
from csatdesk.domain.letters import POSTING_MOST, LetterKind, LetterState
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, JsonText, UtcDateTime


class LetterTemplate(Audited, Base):
    """A template as it holds now. `key`: of the starting template it was made from; `short`: of a snippet."""

    __tablename__ = "letter_templates"
    __table_args__ = (Index("ix_letter_templates_kind", "centre_id", "kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    key: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[LetterKind] = mapped_column(EnumText(LetterKind))
    way: Mapped[ReplyBy | None] = mapped_column(EnumText(ReplyBy))
    short: Mapped[str] = mapped_column(String(20), default="")
    names: Mapped[Any] = mapped_column(JsonText)
    texts: Mapped[Any] = mapped_column(JsonText)
    is_retired: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class LetterTemplateVersion(Base):
    """How a template read in one version: never changed, so that a letter can always tell what it was made from."""

    __tablename__ = "letter_template_versions"
    __table_args__ = (UniqueConstraint("template_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("letter_templates.id"))
    number: Mapped[int] = mapped_column(Integer)
    names: Mapped[Any] = mapped_column(JsonText)
    texts: Mapped[Any] = mapped_column(JsonText)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Letter(Audited, Base):
    """One letter of a case. `sent_at`: when it went out; `confirmed_at`: when that was said or the server took it."""

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_case", "case_id", "id"),
        Index("ix_letters_state", "centre_id", "state", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    period: Mapped[int] = mapped_column(Integer, default=1)
    kind: Mapped[LetterKind] = mapped_column(EnumText(LetterKind))
    state: Mapped[LetterState] = mapped_column(EnumText(LetterState))
    language: Mapped[str] = mapped_column(String(5))
    text: Mapped[str] = mapped_column(Text)
    template_id: Mapped[int | None] = mapped_column(ForeignKey("letter_templates.id"))
    template_version: Mapped[int | None] = mapped_column(Integer)
    way: Mapped[ReplyBy | None] = mapped_column(EnumText(ReplyBy))
    posting: Mapped[str] = mapped_column(String(POSTING_MOST), default="")
    email: Mapped[str] = mapped_column(String(400), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    printed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trouble: Mapped[str] = mapped_column(Text, default="")  # why the last sending failed
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"text", "email", "posting", "trouble"})
