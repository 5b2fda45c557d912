"""Standards, scorecards and checklists with their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "standards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_standards_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_standards"),
        sa.UniqueConstraint("uid", name="uq_standards_uid"),
        sa.UniqueConstraint("centre_id", "key", name="uq_standards_centre_id"),
    )
    op.create_table(
        "standard_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_standard_versions_centre_id"),
        sa.ForeignKeyConstraint(["published_by_id"], ["staff.id"], name="fk_standard_versions_published_by_id"),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name="fk_standard_versions_standard_id"),
        sa.PrimaryKeyConstraint("id", name="pk_standard_versions"),
        sa.UniqueConstraint("uid", name="uq_standard_versions_uid"),
        sa.UniqueConstraint("standard_id", "number", name="uq_standard_versions_standard_id"),
    )
    op.create_index("ix_standard_versions_state", "standard_versions", ["centre_id", "state"])
