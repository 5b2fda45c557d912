"""Evaluations with their answers, their evidence and what is contested in them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, LargeBinary, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.corrective_actions import Cause
from csatdesk.domain.evaluations import EvaluationKind, EvaluationState, Ruling
from csatdesk.domain.feedback import FeedbackKind
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, JsonText, UtcDateTime, index_of_filled

NO_TOTAL = -1.0  # in the sort column, below every total


class Evaluation(Audited, Base):
    """Results are kept beside as texts of exact decimals, "" where there is none; `total_number`: to sort by.

    `item_marks`, `section_marks`: what cost it points, from which figures are added up (`domain.quality.marks_of`).
    """

    __tablename__ = "evaluations"
    __table_args__ = (
        Index("ix_evaluations_list", "centre_id", "happened_at", "id"),
        Index("ix_evaluations_office", "office_id", "happened_at", "id"),
        Index("ix_evaluations_reviewer", "reviewer_id", "happened_at", "id"),
        Index("ix_evaluations_kind", "centre_id", "kind", "happened_at", "id"),
        Index("ix_evaluations_open", "reviewer_id", "state", "happened_at", "id"),
        Index("ix_evaluations_version", "standard_version_id", "state"),
        Index("ix_evaluations_figures", "standard_version_id", "happened_at", "id"),
        index_of_filled("ix_evaluations_employee", "employee_id", "happened_at", "id"),
        index_of_filled("ix_evaluations_case", "case_id"),
        index_of_filled("ix_evaluations_visit", "visit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    kind: Mapped[EvaluationKind] = mapped_column(EnumText(EvaluationKind))
    state: Mapped[EvaluationState] = mapped_column(EnumText(EvaluationState))
    standard_version_id: Mapped[int] = mapped_column(ForeignKey("standard_versions.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    channel: Mapped[str] = mapped_column(String(32), default="")
    segment: Mapped[str] = mapped_column(String(32), default="")
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    visit_id: Mapped[int | None] = mapped_column(Integer)
    check_id: Mapped[int | None] = mapped_column(Integer)  # the day of a schedule that it is for
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)  # when the last answer or word was kept
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    called_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    comment: Mapped[str] = mapped_column(Text, default="")
    is_avoidable_repeat: Mapped[bool | None] = mapped_column(Boolean)
    status: Mapped[str] = mapped_column(String(16), default="")
    raw_total: Mapped[str] = mapped_column(String(64), default="")
    total: Mapped[str] = mapped_column(String(64), default="")
    total_number: Mapped[float] = mapped_column(Float, default=NO_TOTAL)
    coverage: Mapped[str] = mapped_column(String(64), default="")
    verdict: Mapped[str] = mapped_column(String(16), default="")
    item_marks: Mapped[str] = mapped_column(Text, default="")
    section_marks: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"comment"})
    unaudited = frozenset({"kept_at", "item_marks", "section_marks"})


class EvaluationAnswer(Audited, Base):
    """`answer` None: only a note so far."""

    __tablename__ = "evaluation_answers"
    __table_args__ = (Index("ix_evaluation_answers_item", "evaluation_id", "item_key", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluations.id"))
    item_key: Mapped[str] = mapped_column(String(64))
    answer: Mapped[Any] = mapped_column(JsonText, nullable=True)
    note: Mapped[str] = mapped_column(Text, default="")
    personal = frozenset({"note"})


class EvaluationFile(Audited, Base):
    """A photo or paper that belongs to one item. `sha256` of the whole file."""

    __tablename__ = "evaluation_files"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluations.id"), index=True)
    item_key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(300))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    personal = frozenset({"name"})


class EvaluationFilePart(Base):
    __tablename__ = "evaluation_file_parts"
    __table_args__ = (Index("ix_evaluation_file_parts_place", "file_id", "place", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("evaluation_files.id"))
    place: Mapped[int] = mapped_column(Integer)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class EvaluationDispute(Audited, Base):
    """One contested answer: who, why, who decided, and both totals."""

    __tablename__ = "evaluation_disputes"
    __table_args__ = (
        Index("ix_evaluation_disputes_item", "evaluation_id", "item_key", unique=True),
        Index("ix_evaluation_disputes_ruling", "ruling", "evaluation_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluations.id"))
    item_key: Mapped[str] = mapped_column(String(64))
    ruling: Mapped[Ruling] = mapped_column(EnumText(Ruling))
    reason: Mapped[str] = mapped_column(Text)
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_before: Mapped[Any] = mapped_column(JsonText)
    answer_after: Mapped[Any] = mapped_column(JsonText, nullable=True)
    total_before: Mapped[str] = mapped_column(String(64), default="")
    total_after: Mapped[str] = mapped_column(String(64), default="")
    ruling_reason: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"reason", "ruling_reason"})


class EvaluationCause(Audited, Base):
    """Why one item of an evaluation failed, as somebody who reviews or leads sees it."""

    __tablename__ = "evaluation_causes"
    __table_args__ = (Index("ix_evaluation_causes_item", "evaluation_id", "item_key", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluations.id"))
    item_key: Mapped[str] = mapped_column(String(64))
    cause: Mapped[Cause] = mapped_column(EnumText(Cause))
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class EvaluationFeedback(Audited, Base):
    """What came back about an evaluation, in its order: read, said, answered; given to a partner, replied by them."""

    __tablename__ = "evaluation_feedback"
    __table_args__ = (
        Index("ix_evaluation_feedback_evaluation", "evaluation_id", "id"),
        Index("ix_evaluation_feedback_said", "kind", "said_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluations.id"))
    kind: Mapped[FeedbackKind] = mapped_column(EnumText(FeedbackKind))
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str] = mapped_column(Text, default="")
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    personal = frozenset({"text"})
