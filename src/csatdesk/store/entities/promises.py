"""Promises to customers, steps of requests, and the outside organisations that cases are handed to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.promises import PromiseKind
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, UtcDateTime, index_of_filled


class CasePromise(Audited, Base):
    """One promise. Its clock is a row of `deadlines`; a step whose turn has not come has none."""

    __tablename__ = "promises"
    __table_args__ = (
        Index("ix_promises_case", "case_id", "position", "id"),
        Index("ix_promises_owner", "owner_id", "is_open"),
        index_of_filled("ix_promises_from_case", "from_case_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    from_case_id: Mapped[int | None] = mapped_column(
        ForeignKey("cases.id")
    )  # where made, while that is part of this case
    kind: Mapped[PromiseKind] = mapped_column(EnumText(PromiseKind))
    text: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(Integer, default=0)
    days: Mapped[int | None] = mapped_column(Integer)  # working days of a step whose turn has not come
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    is_open: Mapped[int] = mapped_column(Integer, default=1)  # 1 until done or dropped
    is_day: Mapped[bool] = mapped_column(Boolean, default=True)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    done_note: Mapped[str] = mapped_column(Text, default="")
    dropped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"text", "done_note"})


class Organisation(Audited, Base):
    """An outside organisation: network company, emergency service. `days`: working days it has to answer us."""

    __tablename__ = "organisations"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    days: Mapped[int] = mapped_column(Integer, default=5)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
