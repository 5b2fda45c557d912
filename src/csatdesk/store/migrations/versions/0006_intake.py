"""Who speaks for a customer, what was read back, queue tickets; daily counts of machines; topics on function keys."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

CONTACTS = (
    "representative VARCHAR(200) NOT NULL DEFAULT ''",
    "relation VARCHAR(32)",
    "authority_seen BOOLEAN NOT NULL DEFAULT FALSE",
    "authority VARCHAR(200) NOT NULL DEFAULT ''",
    "read_back VARCHAR(32)",
    "read_back_at BIGINT",
    "ticket VARCHAR(40) NOT NULL DEFAULT ''",
    "ticket_at BIGINT",
    "called_at BIGINT",
    "waited_seconds INTEGER",
    "desk_seconds INTEGER",
)


def upgrade() -> None:
    for column in CONTACTS:
        op.execute(f"ALTER TABLE contacts ADD COLUMN {column}")
    op.execute("ALTER TABLE offices ADD COLUMN rush_topic_ids TEXT NOT NULL DEFAULT '[]'")
    _day_counts()


def _day_counts() -> None:
    op.create_table(
        "day_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_day_counts_centre_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_day_counts_office_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_day_counts_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_day_counts"),
    )
    op.create_index("ix_day_counts_once", "day_counts", ["office_id", "day", "source"], unique=True)
    op.create_index("ix_day_counts_day", "day_counts", ["centre_id", "day", "id"])
