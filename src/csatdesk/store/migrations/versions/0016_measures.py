"""Corrective actions with their history, and how the centre judges their effect."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

CENTRES = (("effect_days", 60), ("effect_complaints", 5), ("effect_contacts", 500))
FILLED = {"judge_from": ["judge_from", "centre_id"], "topic": ["topic_id"], "case": ["case_id"]}
REFERENCES = {
    "centre_id": "centres",
    "topic_id": "topics",
    "case_id": "cases",
    "office_id": "offices",
    "owner_id": "staff",
    "done_by_id": "staff",
    "ended_by_id": "staff",
}


def upgrade() -> None:
    for name, usual in CENTRES:
        op.execute(f"ALTER TABLE centres ADD COLUMN {name} INTEGER NOT NULL DEFAULT {usual}")
    _actions()
    _events()


def _actions() -> None:
    op.create_table(
        "corrective_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("means", sa.String(32), nullable=False),
        sa.Column("cause", sa.String(32), nullable=True),
        sa.Column("origin", sa.String(32), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("template_key", sa.String(60), nullable=True),
        sa.Column("item_key", sa.String(60), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("figure", sa.String(200), nullable=False),
        sa.Column("expected_before", sa.Numeric(12, 2), nullable=True),
        sa.Column("expected_after", sa.Numeric(12, 2), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("done_note", sa.Text(), nullable=False),
        sa.Column("judge_from", sa.Date(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=f"fk_corrective_actions_{name}")
            for name, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_corrective_actions"),
        sa.UniqueConstraint("uid", name="uq_corrective_actions_uid"),
    )
    op.create_index("ix_corrective_actions_list", "corrective_actions", ["centre_id", "stage", "due_on", "id"])
    op.create_index("ix_corrective_actions_owner", "corrective_actions", ["owner_id", "stage", "due_on"])
    for name, columns in FILLED.items():
        filled = sa.text(f"{columns[0]} IS NOT NULL")
        op.create_index(
            f"ix_corrective_actions_{name}",
            "corrective_actions",
            columns,
            sqlite_where=filled,
            postgresql_where=filled,
        )


def _events() -> None:
    op.create_table(
        "corrective_action_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["corrective_actions.id"], name="fk_corrective_action_events_action_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_corrective_action_events_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_corrective_action_events"),
    )
    op.create_index("ix_corrective_action_events_action", "corrective_action_events", ["action_id", "id"])
