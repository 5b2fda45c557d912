"""Coaching, trainings, recognition and probation."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "staff_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("training", sa.String(length=32), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("is_monetary", sa.Boolean(), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_staff_records_by_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_staff_records_centre_id"),
        sa.ForeignKeyConstraint(["person_id"], ["staff.id"], name="fk_staff_records_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_records"),
        sa.UniqueConstraint("uid", name="uq_staff_records_uid"),
    )
    op.create_index("ix_staff_records_person", "staff_records", ["person_id", "on"])
