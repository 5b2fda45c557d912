"""Staff and teams."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.staff import Role
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, JsonText, UtcDateTime, binary_order


class Team(Audited, Base):
    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    name: Mapped[str] = mapped_column(String(100))
    leader_id: Mapped[int | None] = mapped_column(Integer)  # of staff; no key, since staff point to their team


class Staff(Audited, Base):
    __tablename__ = "staff"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(binary_order(400))
    sign_in_name: Mapped[str] = mapped_column(String(100))
    sign_in_folded: Mapped[str] = mapped_column(String(100), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    pin_hash: Mapped[str] = mapped_column(String(200), default="")
    wrong_pins: Mapped[int] = mapped_column(Integer, default=0)
    role: Mapped[Role] = mapped_column(EnumText(Role))
    extra_rights: Mapped[list[str]] = mapped_column(JsonText, default=list)
    language: Mapped[str] = mapped_column(String(5))
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"name", "sort_key", "sign_in_name", "sign_in_folded"})
    unaudited = frozenset({"password_hash", "pin_hash", "wrong_pins"})
