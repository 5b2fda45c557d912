"""Evaluations with answers, evidence and disputes; how many working days an answer may be contested."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

DISPUTE_DAYS = 5


def upgrade() -> None:
    op.execute(f"ALTER TABLE centres ADD COLUMN dispute_days INTEGER NOT NULL DEFAULT {DISPUTE_DAYS}")
    _evaluations()
    _evaluation_answers()
    _evaluation_files()
    _evaluation_file_parts()
    _evaluation_disputes()


def _evaluations() -> None:
    op.create_table(
        "evaluations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("standard_version_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("segment", sa.String(32), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("called_at", sa.BigInteger(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("is_avoidable_repeat", sa.Boolean(), nullable=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("raw_total", sa.String(64), nullable=False),
        sa.Column("total", sa.String(64), nullable=False),
        sa.Column("total_number", sa.Float(), nullable=False),
        sa.Column("coverage", sa.String(64), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_evaluations_centre_id"),
        sa.ForeignKeyConstraint(
            ["standard_version_id"], ["standard_versions.id"], name="fk_evaluations_standard_version_id"
        ),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_evaluations_office_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name="fk_evaluations_topic_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_evaluations_case_id"),
        sa.ForeignKeyConstraint(["employee_id"], ["staff.id"], name="fk_evaluations_employee_id"),
        sa.ForeignKeyConstraint(["reviewer_id"], ["staff.id"], name="fk_evaluations_reviewer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evaluations"),
        sa.UniqueConstraint("uid", name="uq_evaluations_uid"),
    )
    filled = sa.text("case_id IS NOT NULL")
    op.create_index("ix_evaluations_case", "evaluations", ["case_id"], sqlite_where=filled, postgresql_where=filled)
    filled = sa.text("employee_id IS NOT NULL")
    op.create_index(
        "ix_evaluations_employee",
        "evaluations",
        ["employee_id", "happened_at", "id"],
        sqlite_where=filled,
        postgresql_where=filled,
    )
    op.create_index("ix_evaluations_list", "evaluations", ["centre_id", "happened_at", "id"])
    op.create_index("ix_evaluations_office", "evaluations", ["office_id", "happened_at", "id"])
    op.create_index("ix_evaluations_kind", "evaluations", ["centre_id", "kind", "happened_at", "id"])
    op.create_index("ix_evaluations_open", "evaluations", ["reviewer_id", "state", "happened_at", "id"])
    op.create_index("ix_evaluations_reviewer", "evaluations", ["reviewer_id", "happened_at", "id"])
    op.create_index("ix_evaluations_version", "evaluations", ["standard_version_id", "state"])
    filled = sa.text("visit_id IS NOT NULL")
    op.create_index("ix_evaluations_visit", "evaluations", ["visit_id"], sqlite_where=filled, postgresql_where=filled)


def _evaluation_answers() -> None:
    op.create_table(
        "evaluation_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name="fk_evaluation_answers_evaluation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation_answers"),
    )
    op.create_index("ix_evaluation_answers_item", "evaluation_answers", ["evaluation_id", "item_key"], unique=True)


def _evaluation_files() -> None:
    op.create_table(
        "evaluation_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(64), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name="fk_evaluation_files_evaluation_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_evaluation_files_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation_files"),
        sa.UniqueConstraint("uid", name="uq_evaluation_files_uid"),
    )
    op.create_index("ix_evaluation_files_evaluation_id", "evaluation_files", ["evaluation_id"])


def _evaluation_file_parts() -> None:
    op.create_table(
        "evaluation_file_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["evaluation_files.id"], name="fk_evaluation_file_parts_file_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation_file_parts"),
    )
    op.create_index("ix_evaluation_file_parts_place", "evaluation_file_parts", ["file_id", "place"], unique=True)


def _evaluation_disputes() -> None:
    op.create_table(
        "evaluation_disputes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(64), nullable=False),
        sa.Column("ruling", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("answer_before", sa.Text(), nullable=False),
        sa.Column("answer_after", sa.Text(), nullable=True),
        sa.Column("total_before", sa.String(64), nullable=False),
        sa.Column("total_after", sa.String(64), nullable=False),
        sa.Column("ruling_reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name="fk_evaluation_disputes_evaluation_id"),
        sa.ForeignKeyConstraint(["raised_by_id"], ["staff.id"], name="fk_evaluation_disputes_raised_by_id"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name="fk_evaluation_disputes_decided_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation_disputes"),
        sa.UniqueConstraint("uid", name="uq_evaluation_disputes_uid"),
    )
    op.create_index("ix_evaluation_disputes_item", "evaluation_disputes", ["evaluation_id", "item_key"], unique=True)
    op.create_index("ix_evaluation_disputes_ruling", "evaluation_disputes", ["ruling", "evaluation_id"])
