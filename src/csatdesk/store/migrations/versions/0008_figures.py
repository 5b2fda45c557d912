"""The ledger of open cases, the segment that a case came with, numbers without a case, and indexes to count a month."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

CHANGED = {  # index: table, columns
    "ix_cases_closed": ("cases", "office_id closed_at is_open kind outcome segment"),
    "ix_cases_ranked": (
        "cases",
        "centre_id received_at topic_id channel kind office_id is_open segment solved repeats_id",
    ),
    "ix_deadlines_due": ("deadlines", "centre_id clock is_running due_at id met_at ended_at is_paused case_id"),
}


def upgrade() -> None:
    op.execute("ALTER TABLE cases ADD COLUMN segment VARCHAR(32)")
    op.execute("UPDATE cases SET segment = (SELECT c.segment FROM customers c WHERE c.id = cases.customer_id)")
    for name, (table, columns) in CHANGED.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns.split())
    op.drop_index("ix_contacts_at", "contacts")
    op.create_index("ix_contacts_month", "contacts", ["at", "channel", "case_id"])
    _case_turns()
    _void_numbers()
    _carry_over()


def _case_turns() -> None:
    op.create_table(
        "case_turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(32), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("segment", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_case_turns_centre_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_turns_case_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_case_turns_office_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_turns"),
    )


def _void_numbers() -> None:
    number = sa.String(20).with_variant(sa.String(20, collation="C"), "postgresql")
    op.create_table(
        "void_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("number", number, nullable=False),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("voided_at", sa.BigInteger(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_void_numbers_centre_id"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_void_numbers_import_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_void_numbers_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_void_numbers"),
        sa.UniqueConstraint("number", name="uq_void_numbers_number"),
    )


def _carry_over() -> None:
    """Every case came in; those closed went out; those reopened did so before, too, as their history tells; those in
    the trash or part of another went when they were open. Then the indexes, which are quicker to make at once.
    """
    _turn("in", 1, "received_at", "1 = 1")
    closed = "status IN ('closed', 'withdrawn', 'passed_on')"
    ended = "CASE WHEN closed_at < received_at THEN received_at ELSE COALESCE(closed_at, received_at) END"
    _turn("out", -1, ended, closed)
    _turn("gone", -1, "thrown_at", f"NOT ({closed}) AND is_open = 2 AND thrown_at IS NOT NULL")
    merged = "(SELECT MAX(m.at) FROM merges m WHERE m.what = 'cases' AND m.loser_id = cases.id)"
    _turn("gone", -1, merged, f"NOT ({closed}) AND is_open = 2 AND thrown_at IS NULL")
    _reopened()
    columns = ["centre_id", "at", "way", "office_id", "segment", "change"]
    op.create_index("ix_case_turns_at", "case_turns", columns)
    op.create_index("ix_case_turns_case_id", "case_turns", ["case_id"])


def _turn(way: str, change: int, at: str, which: str) -> None:
    op.execute(
        f"INSERT INTO case_turns (centre_id, case_id, at, way, change, office_id, segment) "  # noqa: S608  (constants)
        f"SELECT centre_id, id, COALESCE({at}, received_at), '{way}', {change}, office_id, segment "
        f"FROM cases WHERE {which}"
    )


def _reopened() -> None:
    """Each reopening, and the closing before it: the last one that its history has, else at the same instant."""
    closed_at = (
        "COALESCE((SELECT MAX(c.at) FROM case_events c "
        "WHERE c.case_id = e.case_id AND c.event = 'closed' AND c.at <= e.at), e.at)"
    )
    for way, change, at in (("reopened", 1, "e.at"), ("out", -1, closed_at)):
        op.execute(
            f"INSERT INTO case_turns (centre_id, case_id, at, way, change, office_id, segment) "  # noqa: S608
            f"SELECT cases.centre_id, cases.id, {at}, '{way}', {change}, cases.office_id, cases.segment "
            f"FROM case_events e JOIN cases ON cases.id = e.case_id WHERE e.event = 'reopened'"
        )
