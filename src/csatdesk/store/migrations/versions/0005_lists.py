"""Saved filters, and how each person wants to see a list."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _saved_filters()
    _list_looks()


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
