"""Contact lists of surveys, and the addresses that count towards a year."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "survey_contact_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("mandatory", sa.String(length=9), nullable=False),
        sa.Column("refused_count", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("consent_at", sa.BigInteger(), nullable=True),
        sa.Column("consent_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_survey_contact_lists_centre_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_contact_lists_survey_id"),
        sa.ForeignKeyConstraint(["accepted_by_id"], ["staff.id"], name="fk_survey_contact_lists_accepted_by_id"),
        sa.ForeignKeyConstraint(["consent_by_id"], ["staff.id"], name="fk_survey_contact_lists_consent_by_id"),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["staff.id"], name="fk_survey_contact_lists_submitted_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_contact_lists"),
        sa.UniqueConstraint("survey_id", name="uq_survey_contact_lists_survey_id"),
    )
    op.create_table(
        "survey_submitted_addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_survey_submitted_addresses_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_submitted_addresses"),
    )
    op.create_index(
        "ix_survey_submitted_addresses_once",
        "survey_submitted_addresses",
        ["centre_id", "unit", "year", "digest"],
        unique=True,
    )
