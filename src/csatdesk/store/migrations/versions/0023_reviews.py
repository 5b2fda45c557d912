"""Reviews by rule, double scoring, calibration, calling back after a bad result, and lists of calls."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    _review_rules()
    _review_rule_versions()
    _review_draws()
    _comparisons()
    _review_tasks()
    _review_follow_ups()
    _staff_extensions()
    _call_lists()
    _listed_calls()


def _review_rules() -> None:
    op.create_table(
        "review_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_review_rules_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_rules"),
        sa.UniqueConstraint("uid", name="uq_review_rules_uid"),
    )
    op.create_index("ix_review_rules_centre", "review_rules", ["centre_id", "ended_at", "id"])


def _review_rule_versions() -> None:
    op.create_table(
        "review_rule_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_review_rule_versions_by_id"),
        sa.ForeignKeyConstraint(["rule_id"], ["review_rules.id"], name="fk_review_rule_versions_rule_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_rule_versions"),
    )
    op.create_index("ix_review_rule_versions_number", "review_rule_versions", ["rule_id", "number"], unique=True)


def _review_draws() -> None:
    op.create_table(
        "review_draws",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("rule_version_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("frame_size", sa.Integer(), nullable=False),
        sa.Column("frame_people", sa.Integer(), nullable=False),
        sa.Column("frame_last_id", sa.Integer(), nullable=False),
        sa.Column("frame_digest", sa.String(length=64), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("reserves", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_review_draws_by_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_review_draws_centre_id"),
        sa.ForeignKeyConstraint(["rule_id"], ["review_rules.id"], name="fk_review_draws_rule_id"),
        sa.ForeignKeyConstraint(
            ["rule_version_id"], ["review_rule_versions.id"], name="fk_review_draws_rule_version_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_draws"),
        sa.UniqueConstraint("uid", name="uq_review_draws_uid"),
    )
    op.create_index("ix_review_draws_rule", "review_draws", ["rule_id", "first_on", "id"])


def _comparisons() -> None:
    op.create_table(
        "comparisons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("standard_version_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("adopted_id", sa.Integer(), nullable=True),
        sa.Column("adopted_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["adopted_by_id"], ["staff.id"], name="fk_comparisons_adopted_by_id"),
        sa.ForeignKeyConstraint(["adopted_id"], ["evaluations.id"], name="fk_comparisons_adopted_id"),
        sa.ForeignKeyConstraint(["begun_by_id"], ["staff.id"], name="fk_comparisons_begun_by_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_comparisons_centre_id"),
        sa.ForeignKeyConstraint(["employee_id"], ["staff.id"], name="fk_comparisons_employee_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_comparisons_office_id"),
        sa.ForeignKeyConstraint(
            ["standard_version_id"], ["standard_versions.id"], name="fk_comparisons_standard_version_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_comparisons"),
        sa.UniqueConstraint("uid", name="uq_comparisons_uid"),
    )
    op.create_index("ix_comparisons_centre", "comparisons", ["centre_id", "ended_at", "begun_at", "id"])
    op.create_index("ix_comparisons_version", "comparisons", ["standard_version_id", "begun_at", "id"])


def _review_tasks() -> None:
    op.create_table(
        "review_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.Column("comparison_id", sa.Integer(), nullable=True),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=True),
        sa.Column("grouped", sa.String(length=32), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_review_tasks_centre_id"),
        sa.ForeignKeyConstraint(["comparison_id"], ["comparisons.id"], name="fk_review_tasks_comparison_id"),
        sa.ForeignKeyConstraint(["draw_id"], ["review_draws.id"], name="fk_review_tasks_draw_id"),
        sa.ForeignKeyConstraint(["employee_id"], ["staff.id"], name="fk_review_tasks_employee_id"),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name="fk_review_tasks_evaluation_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_review_tasks_office_id"),
        sa.ForeignKeyConstraint(["reviewer_id"], ["staff.id"], name="fk_review_tasks_reviewer_id"),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name="fk_review_tasks_standard_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_tasks"),
        sa.UniqueConstraint("uid", name="uq_review_tasks_uid"),
    )
    op.create_index(
        "ix_review_tasks_comparison",
        "review_tasks",
        ["comparison_id", "reviewer_id"],
        unique=False,
        sqlite_where=sa.text("comparison_id IS NOT NULL"),
        postgresql_where=sa.text("comparison_id IS NOT NULL"),
    )
    op.create_index("ix_review_tasks_draw", "review_tasks", ["draw_id", "state", "id"])
    op.create_index(
        "ix_review_tasks_evaluation",
        "review_tasks",
        ["evaluation_id"],
        unique=False,
        sqlite_where=sa.text("evaluation_id IS NOT NULL"),
        postgresql_where=sa.text("evaluation_id IS NOT NULL"),
    )
    op.create_index("ix_review_tasks_mine", "review_tasks", ["reviewer_id", "state", "due_at", "id"])


def _review_follow_ups() -> None:
    op.create_table(
        "review_follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("falls_to_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_review_follow_ups_by_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_review_follow_ups_centre_id"),
        sa.ForeignKeyConstraint(["employee_id"], ["staff.id"], name="fk_review_follow_ups_employee_id"),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name="fk_review_follow_ups_evaluation_id"),
        sa.ForeignKeyConstraint(["falls_to_id"], ["staff.id"], name="fk_review_follow_ups_falls_to_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_follow_ups"),
        sa.UniqueConstraint("uid", name="uq_review_follow_ups_uid"),
    )
    op.create_index("ix_review_follow_ups_evaluation", "review_follow_ups", ["evaluation_id"], unique=True)
    op.create_index("ix_review_follow_ups_open", "review_follow_ups", ["centre_id", "ended_at", "due_at", "id"])


def _staff_extensions() -> None:
    op.create_table(
        "staff_extensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("extension", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_staff_extensions_centre_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_extensions_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_extensions"),
    )
    op.create_index("ix_staff_extensions_once", "staff_extensions", ["centre_id", "extension"], unique=True)


def _call_lists() -> None:
    op.create_table(
        "call_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("logged", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_call_lists_by_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_call_lists_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_call_lists"),
        sa.UniqueConstraint("uid", name="uq_call_lists_uid"),
    )
    op.create_index("ix_call_lists_once", "call_lists", ["centre_id", "sha256"], unique=True)


def _listed_calls() -> None:
    op.create_table(
        "listed_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("extension", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=32), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_listed_calls_centre_id"),
        sa.ForeignKeyConstraint(["list_id"], ["call_lists.id"], name="fk_listed_calls_list_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_listed_calls_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_listed_calls"),
    )
    op.create_index(
        "ix_listed_calls_contact",
        "listed_calls",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index("ix_listed_calls_list", "listed_calls", ["list_id", "extension"])
    op.create_index("ix_listed_calls_once", "listed_calls", ["centre_id", "extension", "at", "seconds"], unique=True)
    op.create_index("ix_listed_calls_time", "listed_calls", ["centre_id", "at", "id"])
