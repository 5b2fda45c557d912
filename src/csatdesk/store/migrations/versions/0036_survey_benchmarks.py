"""Figures of other companies and of studies stand beside one's own."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
TEXT = 120


def upgrade() -> None:
    op.create_table(
        "survey_benchmarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=TEXT), nullable=False),
        sa.Column("industry", sa.String(length=TEXT), nullable=False),
        sa.Column("publisher", sa.String(length=TEXT), nullable=False),
        sa.Column("published", sa.String(length=TEXT), nullable=False),
        sa.Column("period", sa.String(length=TEXT), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_survey_benchmarks_centre_id"),
        sa.ForeignKeyConstraint(["changed_by_id"], ["staff.id"], name="fk_survey_benchmarks_changed_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_benchmarks"),
        sa.UniqueConstraint("uid", name="uq_survey_benchmarks_uid"),
    )
    op.create_index("ix_survey_benchmarks_active", "survey_benchmarks", ["centre_id", "is_active", "id"])
    op.create_table(
        "survey_benchmark_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("benchmark_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(length=64), nullable=False),
        sa.Column("metric", sa.String(length=32), nullable=False),
        sa.Column("grade", sa.String(length=32), nullable=False),
        sa.Column("worst", sa.Integer(), nullable=False),
        sa.Column("best", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("spread", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["benchmark_id"], ["survey_benchmarks.id"], name="fk_survey_benchmark_figures_benchmark_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_survey_benchmark_figures"),
        sa.UniqueConstraint("benchmark_id", "item_key", name="uq_survey_benchmark_figures_benchmark_id"),
    )
