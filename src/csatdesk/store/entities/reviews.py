"""Reviews by rule: rules in their versions, draws with seed and frame, what each person is to score, comparisons of
several who scored the same, and calling back after a bad result.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.comparisons import ComparisonKind
from csatdesk.domain.follow_ups import FollowUpOutcome
from csatdesk.domain.reviews import NAME_MOST, TaskKind, TaskState
from csatdesk.store.audit import Audited
from csatdesk.store.base import FAR, Base, EnumText, JsonText, UtcDateTime, index_of_filled


class ReviewRule(Audited, Base):
    """A rule by which contacts are drawn; what it says stands in its versions. `ended_at` FAR: it holds."""

    __tablename__ = "review_rules"
    __table_args__ = (Index("ix_review_rules_centre", "centre_id", "ended_at", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    number: Mapped[int] = mapped_column(Integer)  # of its newest version
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class ReviewRuleVersion(Audited, Base):
    """What a rule said from an instant on; never changed, so that each draw can name the one it followed."""

    __tablename__ = "review_rule_versions"
    __table_args__ = (Index("ix_review_rule_versions_number", "rule_id", "number", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("review_rules.id"))
    number: Mapped[int] = mapped_column(Integer)
    content: Mapped[Any] = mapped_column(JsonText)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReviewDraw(Audited, Base):
    """One draw, kept for good. `reserves`: by person and month what comes next, in order. `frame_digest`: one word
    for what was drawn from; `frame_last_id`: contacts that were logged later do not belong to it.
    """

    __tablename__ = "review_draws"
    __table_args__ = (Index("ix_review_draws_rule", "rule_id", "first_on", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    rule_id: Mapped[int] = mapped_column(ForeignKey("review_rules.id"))
    rule_version_id: Mapped[int] = mapped_column(ForeignKey("review_rule_versions.id"))
    first_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date] = mapped_column(Date)
    seed: Mapped[int] = mapped_column(BigInteger)
    frame_size: Mapped[int] = mapped_column(Integer)
    frame_people: Mapped[int] = mapped_column(Integer)
    frame_last_id: Mapped[int] = mapped_column(Integer)
    frame_digest: Mapped[str] = mapped_column(String(64))
    left_out: Mapped[int] = mapped_column(Integer)
    drawn: Mapped[int] = mapped_column(Integer)
    reserves: Mapped[Any] = mapped_column(JsonText)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Comparison(Audited, Base):
    """Several people score the same without seeing one another. `adopted_id`: the evaluation that counts in the end.

    `case_id` and `contact_id` have no key: an import that is taken back takes its contacts along.
    """

    __tablename__ = "comparisons"
    __table_args__ = (
        Index("ix_comparisons_centre", "centre_id", "ended_at", "begun_at", "id"),
        Index("ix_comparisons_version", "standard_version_id", "begun_at", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    kind: Mapped[ComparisonKind] = mapped_column(EnumText(ComparisonKind))
    title: Mapped[str] = mapped_column(String(NAME_MOST), default="")
    standard_version_id: Mapped[int] = mapped_column(ForeignKey("standard_versions.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    case_id: Mapped[int | None] = mapped_column(Integer)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    adopted_id: Mapped[int | None] = mapped_column(ForeignKey("evaluations.id"))
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"title", "reason"})


class ReviewTask(Audited, Base):
    """One person is to score one contact. `key`: what was drawn, of the contacts or of a call list.

    `replaces_id`: the one that could not be reviewed, in whose place the draw put this one.
    """

    __tablename__ = "review_tasks"
    __table_args__ = (
        Index("ix_review_tasks_mine", "reviewer_id", "state", "due_at", "id"),
        Index("ix_review_tasks_draw", "draw_id", "state", "id"),
        index_of_filled("ix_review_tasks_comparison", "comparison_id", "reviewer_id"),
        index_of_filled("ix_review_tasks_evaluation", "evaluation_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    kind: Mapped[TaskKind] = mapped_column(EnumText(TaskKind))
    state: Mapped[TaskState] = mapped_column(EnumText(TaskState), default=TaskState.OPEN)
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("review_draws.id"))
    comparison_id: Mapped[int | None] = mapped_column(ForeignKey("comparisons.id"))
    standard_id: Mapped[int] = mapped_column(ForeignKey("standards.id"))
    key: Mapped[int | None] = mapped_column(Integer)
    grouped: Mapped[str] = mapped_column(String(32), default="")  # person and month, as in the draw's reserves
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    channel: Mapped[str] = mapped_column(String(32), default="")
    case_id: Mapped[int | None] = mapped_column(Integer)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seconds: Mapped[int | None] = mapped_column(Integer)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    evaluation_id: Mapped[int | None] = mapped_column(ForeignKey("evaluations.id"))
    replaces_id: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(Text, default="")
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"reason"})


class FollowUp(Audited, Base):
    """A bad result of the review of a real contact: the customer is called back, by whoever leads the person.

    `falls_to_id`: who does it where nobody leads them. `ended_at` FAR: it is still to be done.
    """

    __tablename__ = "review_follow_ups"
    __table_args__ = (
        Index("ix_review_follow_ups_open", "centre_id", "ended_at", "due_at", "id"),
        Index("ix_review_follow_ups_evaluation", "evaluation_id", unique=True),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluations.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    falls_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    case_id: Mapped[int | None] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)
    outcome: Mapped[FollowUpOutcome | None] = mapped_column(EnumText(FollowUpOutcome))
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"note"})
