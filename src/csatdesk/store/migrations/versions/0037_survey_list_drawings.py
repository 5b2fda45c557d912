"""Contact lists are made from known customers: the choice, the seed and what came of it stay beside the list."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.create_table(
        "survey_list_drawings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("gap_days", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=20), nullable=False),
        sa.Column("matched", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_survey_list_drawings_centre_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_list_drawings_survey_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_survey_list_drawings_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_list_drawings"),
    )
    op.create_index("ix_survey_list_drawings_survey", "survey_list_drawings", ["survey_id", "id"])
