"""The index from which the spans are told that went on at an instant, however long ago."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.drop_index("ix_case_spans_ended", "case_spans")
    op.create_index("ix_case_spans_ended", "case_spans", ["centre_id", "to_at", "from_at"])
