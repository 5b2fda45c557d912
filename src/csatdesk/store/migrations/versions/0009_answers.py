"""Letters of cases with their templates; whose answers are approved; the server that takes e-mails."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

BATCH = 500
CENTRES = ("approve_kinds TEXT NOT NULL DEFAULT '[]'", "mail TEXT NOT NULL DEFAULT '{}'")


def upgrade() -> None:
    for column in CENTRES:
        op.execute(f"ALTER TABLE centres ADD COLUMN {column}")
    _templates()
    _versions()
    _letters()
    _carry_over()


def _templates() -> None:
    op.create_table(
        "letter_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=True),
        sa.Column("short", sa.String(length=20), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_letter_templates_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter_templates"),
        sa.UniqueConstraint("uid", name="uq_letter_templates_uid"),
    )
    op.create_index("ix_letter_templates_kind", "letter_templates", ["centre_id", "kind"])


def _versions() -> None:
    op.create_table(
        "letter_template_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_letter_template_versions_by_id"),
        sa.ForeignKeyConstraint(
            ["template_id"], ["letter_templates.id"], name="fk_letter_template_versions_template_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letter_template_versions"),
        sa.UniqueConstraint("template_id", "number", name="uq_letter_template_versions_template_id_number"),
    )


def _letters() -> None:
    people = ("made_by_id", "printed_by_id", "sent_by_id")
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("template_version", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=32), nullable=True),
        sa.Column("posting", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=400), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("printed_at", sa.BigInteger(), nullable=True),
        sa.Column("printed_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_letters_centre_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_letters_case_id"),
        sa.ForeignKeyConstraint(["template_id"], ["letter_templates.id"], name="fk_letters_template_id"),
        *(sa.ForeignKeyConstraint([name], ["staff.id"], name=f"fk_letters_{name}") for name in people),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sa.UniqueConstraint("uid", name="uq_letters_uid"),
    )
    op.create_index("ix_letters_case", "letters", ["case_id", "id"])
    op.create_index("ix_letters_state", "letters", ["centre_id", "state", "id"])


def _carry_over() -> None:
    """Every answer that was written before becomes a letter of its case: sent, or prepared."""
    letters = sa.table(
        "letters",
        *(sa.column(name) for name in ("centre_id", "case_id", "period", "kind", "state", "language", "text", "way")),
        *(sa.column(name) for name in ("posting", "email", "made_at", "made_by_id", "sent_at", "confirmed_at")),
        *(sa.column(name) for name in ("trouble", "version")),
        sa.column("uid", sa.Uuid()),
    )
    for batch in _answered():
        op.get_bind().execute(letters.insert(), [_letter(row) for row in batch])


def _answered() -> Iterator[list[Any]]:
    query = sa.text(
        "SELECT id, centre_id, period, language, answer_text, answer_sent_at, reply_by, registered_at, "
        "prepared_by_id, owner_id FROM cases WHERE answer_text <> '' AND id > :last ORDER BY id LIMIT :most"
    )
    last = 0
    while rows := list(op.get_bind().execute(query, {"last": last, "most": BATCH})):
        yield rows
        last = rows[-1].id


def _letter(row: Any) -> dict[str, Any]:
    sent_at = row.answer_sent_at
    return {
        "uid": uuid4(),
        "centre_id": row.centre_id,
        "case_id": row.id,
        "period": row.period,
        "kind": "answer",
        "state": "prepared" if sent_at is None else "sent",
        "language": row.language,
        "text": row.answer_text,
        "way": None if sent_at is None else row.reply_by,
        "posting": "",
        "email": "",
        "made_at": row.registered_at if sent_at is None else sent_at,
        "made_by_id": row.prepared_by_id or row.owner_id,
        "sent_at": sent_at,
        "confirmed_at": sent_at,
        "trouble": "",
        "version": 1,
    }
