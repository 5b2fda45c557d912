"""Measures about failed items, why each item failed, and trainings that answer a measure."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

NAMED = {  # what a row names from now on
    "corrective_actions": {"standard_id": "standards", "person_id": "staff", "evaluation_id": "evaluations"},
    "staff_records": {"measure_id": "corrective_actions"},
}
FILLED = (
    ("ix_corrective_actions_standard", "corrective_actions", ["standard_id", "stage"]),
    ("ix_staff_records_measure", "staff_records", ["measure_id"]),
)


def upgrade() -> None:
    for table, columns in NAMED.items():
        for name, named in columns.items():
            key = f"CONSTRAINT fk_{table}_{name} REFERENCES {named} (id)"
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} INTEGER {key}")
    for name in ("template_key", "item_key"):  # never filled
        op.execute(f"ALTER TABLE corrective_actions DROP COLUMN {name}")
    for name, table, keys in FILLED:
        filled = sa.text(f"{keys[0]} IS NOT NULL")
        op.create_index(name, table, keys, sqlite_where=filled, postgresql_where=filled)
    _items()
    _causes()


def _items() -> None:
    op.create_table(
        "corrective_action_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["corrective_actions.id"], name="fk_corrective_action_items_action_id"),
        sa.PrimaryKeyConstraint("id", name="pk_corrective_action_items"),
    )
    op.create_index(
        "ix_corrective_action_items_item", "corrective_action_items", ["action_id", "item_key"], unique=True
    )


def _causes() -> None:
    op.create_table(
        "evaluation_causes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name="fk_evaluation_causes_evaluation_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_evaluation_causes_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation_causes"),
    )
    op.create_index("ix_evaluation_causes_item", "evaluation_causes", ["evaluation_id", "item_key"], unique=True)
