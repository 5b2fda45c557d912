"""Saved filters, how each person wants to see a list, cases at hand, what was seen when."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _saved_filters()
    _list_looks()
    _own_cases()
    _seen()


def _saved_filters() -> None:
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.String(32), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_saved_filters_centre_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name="fk_saved_filters_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filters"),
        sa.UniqueConstraint("uid", name="uq_saved_filters_uid"),
    )
    op.create_index("ix_saved_filters_owner", "saved_filters", ["centre_id", "owner_id"], unique=False)


def _list_looks() -> None:
    op.create_table(
        "list_looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("list_key", sa.String(length=20), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("widths", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_list_looks_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_list_looks"),
    )
    op.create_index("ix_list_looks_staff", "list_looks", ["staff_id", "list_key"], unique=True)


def _own_cases() -> None:
    op.create_table(
        "own_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("pinned_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_own_cases_staff_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_own_cases_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_own_cases"),
    )
    op.create_index("ix_own_cases_staff", "own_cases", ["staff_id", "case_id"], unique=True)
    op.create_index("ix_own_cases_case", "own_cases", ["case_id"])


def _seen() -> None:
    op.create_table(
        "seen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_seen_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_seen"),
        sa.UniqueConstraint("staff_id", name="uq_seen_staff_id"),
    )
