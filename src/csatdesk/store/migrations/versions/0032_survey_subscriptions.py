"""Reports of surveys are made by themselves, into a folder."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "survey_subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("every", sa.String(length=32), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("begun_after", sa.Date(), nullable=False),
        sa.Column("done_until", sa.Date(), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=True),
        sa.Column("hitch", sa.String(length=32), nullable=True),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_survey_subscriptions_centre_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_subscriptions_survey_id"),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name="fk_survey_subscriptions_made_by_id"),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name="fk_survey_subscriptions_desk_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_subscriptions"),
        sa.UniqueConstraint("uid", name="uq_survey_subscriptions_uid"),
    )
    op.create_index("ix_survey_subscriptions_active", "survey_subscriptions", ["centre_id", "is_active", "survey_id"])
