"""Checklists with a schedule: what is asked for, its terms, and the days on which something came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "checklist_schedules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_checklist_schedules_centre_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_checklist_schedules_office_id"),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name="fk_checklist_schedules_standard_id"),
        sa.PrimaryKeyConstraint("id", name="pk_checklist_schedules"),
        sa.UniqueConstraint("uid", name="uq_checklist_schedules_uid"),
    )
    op.create_index("ix_checklist_schedules_office", "checklist_schedules", ["centre_id", "office_id"])
    op.create_table(
        "checklist_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(length=32), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["schedule_id"], ["checklist_schedules.id"], name="fk_checklist_terms_schedule_id"),
        sa.ForeignKeyConstraint(["asked_id"], ["staff.id"], name="fk_checklist_terms_asked_id"),
        sa.ForeignKeyConstraint(["set_by_id"], ["staff.id"], name="fk_checklist_terms_set_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_checklist_terms"),
    )
    op.create_index("ix_checklist_terms_schedule", "checklist_terms", ["schedule_id", "id"])
    op.create_table(
        "checklist_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=True),
        sa.Column("excuse", sa.Text(), nullable=False),
        sa.Column("excused_at", sa.BigInteger(), nullable=True),
        sa.Column("excused_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_checklist_days_centre_id"),
        sa.ForeignKeyConstraint(["schedule_id"], ["checklist_schedules.id"], name="fk_checklist_days_schedule_id"),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name="fk_checklist_days_evaluation_id"),
        sa.ForeignKeyConstraint(["excused_by_id"], ["staff.id"], name="fk_checklist_days_excused_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_checklist_days"),
    )
    op.create_index("ix_checklist_days_day", "checklist_days", ["schedule_id", "day"], unique=True)
    filled = sa.text("evaluation_id IS NOT NULL")
    op.create_index(
        "ix_checklist_days_evaluation",
        "checklist_days",
        ["evaluation_id"],
        sqlite_where=filled,
        postgresql_where=filled,
    )
    op.execute("ALTER TABLE evaluations ADD COLUMN check_id INTEGER")
