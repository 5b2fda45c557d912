"""Figures of other companies and of studies, to be set beside one's own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.survey_views import Grade
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, UtcDateTime


class SurveyBenchmark(Audited, Base):
    """Of the centre, for every survey that asks the same. `n`: of figures that have no base of their own."""

    __tablename__ = "survey_benchmarks"
    __table_args__ = (Index("ix_survey_benchmarks_active", "centre_id", "is_active", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    name: Mapped[str] = mapped_column(String(120))
    industry: Mapped[str] = mapped_column(String(120))
    publisher: Mapped[str] = mapped_column(String(120))
    published: Mapped[str] = mapped_column(String(120))
    period: Mapped[str] = mapped_column(String(120))
    n: Mapped[int | None] = mapped_column(Integer)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class SurveyBenchmarkFigure(Audited, Base):
    """What it says of one question: see `domain.benchmarks.BenchmarkFigure`."""

    __tablename__ = "survey_benchmark_figures"
    __table_args__ = (UniqueConstraint("benchmark_id", "item_key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    benchmark_id: Mapped[int] = mapped_column(ForeignKey("survey_benchmarks.id"))
    item_key: Mapped[str] = mapped_column(String(64))
    metric: Mapped[str] = mapped_column(String(32))
    grade: Mapped[Grade] = mapped_column(EnumText(Grade))
    worst: Mapped[int] = mapped_column(Integer)
    best: Mapped[int] = mapped_column(Integer)
    value: Mapped[float] = mapped_column(Float)
    n: Mapped[int | None] = mapped_column(Integer)
    spread: Mapped[float | None] = mapped_column(Float)
