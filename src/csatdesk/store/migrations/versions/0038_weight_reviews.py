"""Who looked at the weights of a standard beside what matters to customers, when, and what was matched with what."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.create_table(
        "weight_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_key", sa.String(length=64), nullable=False),
        sa.Column("way", sa.String(length=64), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("survey_name", sa.String(length=200), nullable=False),
        sa.Column("first_month", sa.Integer(), nullable=False),
        sa.Column("last_month", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.BigInteger(), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_weight_reviews_centre_id"),
        sa.ForeignKeyConstraint(["version_id"], ["standard_versions.id"], name="fk_weight_reviews_version_id"),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["staff.id"], name="fk_weight_reviews_reviewed_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_weight_reviews"),
        sa.UniqueConstraint("uid", name="uq_weight_reviews_uid"),
    )
    op.create_index("ix_weight_reviews_version", "weight_reviews", ["version_id", "id"])
