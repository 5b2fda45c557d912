"""Running clocks by their day, whichever clock it is."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    day = ["centre_id", "is_running", "is_paused", "due_at", "id", "clock", "case_id", "promise_id"]
    op.create_index("ix_deadlines_day", "deadlines", day)
