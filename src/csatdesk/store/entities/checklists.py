"""Checklists with a schedule: what is asked for, and the days on which something came of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.checklists import Rhythm
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, UtcDateTime, index_of_filled


class ChecklistSchedule(Audited, Base):
    """What is checked where; how often stands in its terms."""

    __tablename__ = "checklist_schedules"
    __table_args__ = (Index("ix_checklist_schedules_office", "centre_id", "office_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    standard_id: Mapped[int] = mapped_column(ForeignKey("standards.id"))
    changes: Mapped[int] = mapped_column(Integer, default=0)  # of its terms, so that its version counts them
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class ChecklistTerms(Audited, Base):
    """One version of a schedule. Of a later change only `last_on` is rewritten. `until`: minutes after midnight."""

    __tablename__ = "checklist_terms"
    __table_args__ = (Index("ix_checklist_terms_schedule", "schedule_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("checklist_schedules.id"))
    rhythm: Mapped[Rhythm] = mapped_column(EnumText(Rhythm))
    weekday: Mapped[int] = mapped_column(Integer, default=0)
    day: Mapped[int] = mapped_column(Integer, default=1)
    until: Mapped[int] = mapped_column(Integer)
    place: Mapped[str] = mapped_column(String(100), default="")
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    first_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date | None] = mapped_column(Date)
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class ChecklistDay(Audited, Base):
    """A day of a schedule on which a check was begun or left out; one at most, whoever is quicker."""

    __tablename__ = "checklist_days"
    __table_args__ = (
        Index("ix_checklist_days_day", "schedule_id", "day", unique=True),
        index_of_filled("ix_checklist_days_evaluation", "evaluation_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    schedule_id: Mapped[int] = mapped_column(ForeignKey("checklist_schedules.id"))
    day: Mapped[date] = mapped_column(Date)
    evaluation_id: Mapped[int | None] = mapped_column(ForeignKey("evaluations.id"))
    excuse: Mapped[str] = mapped_column(Text, default="")
    excused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    excused_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"excuse"})
