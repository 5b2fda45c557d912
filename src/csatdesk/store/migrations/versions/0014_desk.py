"""Indexes for the desk: lists of deadlines by segment, and how long people waited for the desk and stood at it; saved
filters of the list of deadlines beside those of the list of cases.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

DUE = ["centre_id", "is_open", "next_due_at", "id", "owner_id", "office_id", "topic_id", "clock"]
CALLED = sa.text("called_at IS NOT NULL")


def upgrade() -> None:
    op.execute("ALTER TABLE saved_filters ADD COLUMN list_key VARCHAR(32) NOT NULL DEFAULT 'cases'")
    op.drop_index("ix_cases_due", "cases")
    op.create_index("ix_cases_due", "cases", [*DUE, "segment"])
    columns = ["at", "case_id", "waited_seconds", "desk_seconds"]
    op.create_index("ix_contacts_called", "contacts", columns, sqlite_where=CALLED, postgresql_where=CALLED)
