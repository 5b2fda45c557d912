"""Field work: the key that signs, packages given out, the things in them, and the versions of each that are known."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, JsonText, UtcDateTime


class FieldKey(Base):
    """The key with which a centre signs what it gives out. Written down nowhere else."""

    __tablename__ = "field_keys"
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"), unique=True)
    seed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FieldPackage(Audited, Base):
    """What somebody took along. `signer`: the public key of its results; `result_key` seals them."""

    __tablename__ = "field_packages"
    __table_args__ = (Index("ix_field_packages_holder", "holder_id", "given_at", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    holder_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signer: Mapped[bytes] = mapped_column(LargeBinary)
    result_key: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    unaudited = frozenset({"signer", "result_key"})


class FieldAssignment(Audited, Base):
    """One thing in a package. `evaluation_id`: the one that counts now."""

    __tablename__ = "field_assignments"
    __table_args__ = (
        Index("ix_field_assignments_package", "package_id"),
        Index("ix_field_assignments_evaluation", "evaluation_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    package_id: Mapped[int] = mapped_column(ForeignKey("field_packages.id"))
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluations.id"))


class FieldVersionRow(Audited, Base):
    """One version of what was filled. `evaluation_id`: where it lies, None once another one goes on from it.

    `is_here`: filled at the centre; `after`: the ids of all it goes on from; `report`: what a visit's report says
    beside its times; `passed_at`: when somebody decided against it.
    """

    __tablename__ = "field_versions"
    __table_args__ = (Index("ix_field_versions_assignment", "assignment_id", "version_id", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("field_assignments.id"))
    version_id: Mapped[str] = mapped_column(String(32))
    evaluation_id: Mapped[int | None] = mapped_column(ForeignKey("evaluations.id"))
    digest: Mapped[str] = mapped_column(String(64))
    after: Mapped[Any] = mapped_column(JsonText, default=list)
    report: Mapped[Any] = mapped_column(JsonText, default=dict)
    is_here: Mapped[bool] = mapped_column(Boolean, default=False)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    brought_at: Mapped[datetime] = mapped_column(UtcDateTime)
    passed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    personal = frozenset({"report"})
