"""What people keep about lists: filters with names, columns, cases at hand, what they have seen."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.cases import Sort
from csatdesk.domain.saved_filters import ListKey
from csatdesk.store.audit import Audited
from csatdesk.store.base import FAR, Base, EnumText, JsonText, UtcDateTime


class SavedFilter(Audited, Base):
    """`shown`: the plain values of a `CaseFilter`, and what its list has beside; a search text in it may be somebody's
    name."""

    __tablename__ = "saved_filters"
    __table_args__ = (Index("ix_saved_filters_owner", "centre_id", "owner_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    list_key: Mapped[ListKey] = mapped_column(EnumText(ListKey), default=ListKey.CASES)
    name: Mapped[str] = mapped_column(String(60))
    is_shared: Mapped[bool] = mapped_column(Boolean, default=False)
    sort: Mapped[Sort] = mapped_column(EnumText(Sort))
    shown: Mapped[Any] = mapped_column(JsonText, default=dict)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"name", "shown"})


class ListLook(Base):
    """The columns of one list as one person wants them."""

    __tablename__ = "list_looks"
    __table_args__ = (Index("ix_list_looks_staff", "staff_id", "list_key", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    list_key: Mapped[str] = mapped_column(String(20))
    columns: Mapped[Any] = mapped_column(JsonText, default=list)
    widths: Mapped[Any] = mapped_column(JsonText, default=dict)


class OwnCase(Base):
    """A case that somebody opened lately (`opened_at`) or pinned (`pinned_at`); FAR: they did not."""

    __tablename__ = "own_cases"
    __table_args__ = (
        Index("ix_own_cases_staff", "staff_id", "case_id", unique=True),
        Index("ix_own_cases_case", "case_id"),  # else taking a case out of the store would read all of these
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)
    pinned_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)


class Seen(Base):
    """When somebody was last here, and the newest line of history that there was then."""

    __tablename__ = "seen"
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), unique=True)
    event_id: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
