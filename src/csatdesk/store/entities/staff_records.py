"""Coaching, trainings, recognition and probation of a person."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.staff_records import TITLE_MOST, RecordKind, TrainingKind
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, UtcDateTime, index_of_filled


class StaffRecord(Audited, Base):
    """See `NewRecord`. `removed_at`: taken out; kept for the undo and for nobody to see."""

    __tablename__ = "staff_records"
    __table_args__ = (
        Index("ix_staff_records_person", "person_id", "on"),
        index_of_filled("ix_staff_records_measure", "measure_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[RecordKind] = mapped_column(EnumText(RecordKind))
    training: Mapped[TrainingKind | None] = mapped_column(EnumText(TrainingKind))
    on: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    next_on: Mapped[date | None] = mapped_column(Date)
    title: Mapped[str] = mapped_column(String(TITLE_MOST))
    text: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[str] = mapped_column(Text, default="")
    is_monetary: Mapped[bool] = mapped_column(Boolean, default=False)
    value: Mapped[str] = mapped_column(String(TITLE_MOST), default="")
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("corrective_actions.id"))  # that a training answers
    reply: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"title", "text", "basis", "value", "reply"})
