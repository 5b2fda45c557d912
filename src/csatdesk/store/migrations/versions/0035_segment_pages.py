"""What a centre wants for each segment of its customers, and which segment a measure is for."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "segment_strategies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("segment", sa.String(length=32), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("channels", sa.Text(), nullable=False),
        sa.Column("main_channel", sa.String(length=32), nullable=True),
        sa.Column("promises", sa.Text(), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_segment_strategies_centre_id"),
        sa.ForeignKeyConstraint(["responsible_id"], ["staff.id"], name="fk_segment_strategies_responsible_id"),
        sa.PrimaryKeyConstraint("id", name="pk_segment_strategies"),
        sa.UniqueConstraint("uid", name="uq_segment_strategies_uid"),
    )
    op.create_index("ix_segment_strategies_segment", "segment_strategies", ["centre_id", "segment"], unique=True)
    op.add_column("corrective_actions", sa.Column("segment", sa.String(length=32), nullable=True))
    is_filled = sa.text("segment IS NOT NULL")
    op.create_index(
        "ix_corrective_actions_segment",
        "corrective_actions",
        ["segment", "stage", "due_on"],
        sqlite_where=is_filled,
        postgresql_where=is_filled,
    )
