"""Erasing what is known of a customer: when it was done, what is told of it, and how long complaints are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

CUSTOMERS = {  # index → what it sorts by; at its end what is asked of every row of it
    "ix_customers_centre_sort": "centre_id",
    "ix_customers_segment": "centre_id segment",
    "ix_customers_activity": "centre_id activity_key",
}


def upgrade() -> None:
    op.execute("ALTER TABLE centres ADD COLUMN keep_years INTEGER NOT NULL DEFAULT 0")
    op.execute("ALTER TABLE customers ADD COLUMN erased_at BIGINT")
    op.execute("ALTER TABLE cases ADD COLUMN erased_at BIGINT")
    for name, columns in CUSTOMERS.items():
        op.drop_index(name, "customers")
        op.create_index(name, "customers", [*columns.split(), "sort_key", "id", "merged_into_id", "erased_at"])
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_erasures_centre_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_erasures_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
    )
    op.create_index("ix_erasures_at", "erasures", ["centre_id", "at"])
