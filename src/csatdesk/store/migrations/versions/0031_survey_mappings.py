"""What the columns of a file of answers mean is kept for the file of another year."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "survey_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=400), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=True),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_survey_mappings_centre_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_mappings_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_mappings"),
    )
    op.create_index("ix_survey_mappings_name", "survey_mappings", ["centre_id", "folded"], unique=True)
