"""What looks like a repeat of an earlier case: proposals that people settle, the days of the centre, what waits to be
looked at.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

DAYS = 90
FILLED = sa.text("repeat_check IS NOT NULL")


def upgrade() -> None:
    op.execute(f"ALTER TABLE centres ADD COLUMN repeat_days INTEGER NOT NULL DEFAULT {DAYS}")
    op.execute("ALTER TABLE cases ADD COLUMN repeat_check INTEGER")
    _proposals()
    op.execute(
        "UPDATE cases SET repeat_check = centre_id"
        " WHERE customer_id IS NOT NULL AND topic_id IS NOT NULL AND repeats_id IS NULL AND is_open < 2"
    )
    op.create_index(
        "ix_cases_repeat_check", "cases", ["repeat_check", "id"], sqlite_where=FILLED, postgresql_where=FILLED
    )


def _proposals() -> None:
    op.create_table(
        "repeat_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("by_trace", sa.String(32), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_repeat_proposals_centre_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_repeat_proposals_case_id"),
        sa.ForeignKeyConstraint(["other_id"], ["cases.id"], name="fk_repeat_proposals_other_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_repeat_proposals_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_repeat_proposals"),
    )
    op.create_index("ix_repeat_proposals_pair", "repeat_proposals", ["case_id", "other_id"], unique=True)
    op.create_index("ix_repeat_proposals_other", "repeat_proposals", ["other_id"])
    op.create_index("ix_repeat_proposals_state", "repeat_proposals", ["centre_id", "state", "id"])
