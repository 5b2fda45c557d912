"""Indexes behind what refers to a case or a clock from few rows: else removing one reads every case there is."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

REFERRING = (
    ("ix_cases_repeats", "cases", "repeats_id"),
    ("ix_cases_merged_into", "cases", "merged_into_id"),
    ("ix_promises_from_case", "promises", "from_case_id"),
    ("ix_notices_deadline", "notices", "deadline_id"),
)


def upgrade() -> None:
    for name, table, column in REFERRING:
        filled = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, table, [column], sqlite_where=filled, postgresql_where=filled)
