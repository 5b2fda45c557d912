"""Who confirmed which area of a survey's set-up; surveys that run already are confirmed by who set them up."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "survey_confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_confirmations_survey_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_survey_confirmations_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_confirmations"),
        sa.UniqueConstraint("survey_id", "area", name="uq_survey_confirmations_survey_id_area"),
    )
    confirmed = sa.text(
        "INSERT INTO survey_confirmations (survey_id, area, by_id, at, invited) "
        "SELECT id, :area, made_by_id, made_at, 0 FROM surveys WHERE state <> 'draft'"
    )
    for area in ("profile", "questions", "sending"):
        op.get_bind().execute(confirmed, {"area": area})
