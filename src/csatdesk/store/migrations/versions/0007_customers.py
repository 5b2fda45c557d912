"""Customers: spellings of names, traces, line of business, consents, who speaks for them, pairs alike, merges."""

import sqlalchemy as sa
from alembic import op

from csatdesk.domain.customers import traces
from csatdesk.domain.spelling import all_name_words, spelling_keys

revision = "0007"
down_revision = "0006"

CUSTOMERS = (
    "activity VARCHAR(120) NOT NULL DEFAULT ''",
    """activity_key VARCHAR(120) {binary} NOT NULL DEFAULT ''""",
    "merged_into_id INTEGER CONSTRAINT fk_customers_merged_into_id REFERENCES customers (id)",
)
AT_ONCE = 2_000  # customers
TOLD = ("name", "phone", "email", "account", "meter_point", "address")


def upgrade() -> None:
    is_server = op.get_bind().dialect.name == "postgresql"
    for column in CUSTOMERS:
        op.execute("ALTER TABLE customers ADD COLUMN " + column.format(binary='COLLATE "C"' if is_server else ""))
    op.execute("ALTER TABLE merges ADD COLUMN moved TEXT NOT NULL DEFAULT '{}'")
    op.drop_index("ix_customers_centre_sort", "customers")
    for name, first in (
        ("centre_sort", ["centre_id"]),
        ("segment", ["centre_id", "segment"]),
        ("activity", ["centre_id", "activity_key"]),
    ):
        op.create_index(f"ix_customers_{name}", "customers", [*first, "sort_key", "id", "merged_into_id"])
    op.create_index("ix_customers_merged_into_id", "customers", ["merged_into_id"])
    _spellings(is_server)
    _traces()
    _consents()
    _representatives()
    _pairs()
    _fill()


def _spellings(is_server: bool) -> None:
    op.create_table(
        "customer_spellings",
        sa.Column("key", sa.String(40, collation="C" if is_server else None), nullable=False),
        sa.Column("word", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("key", "word", name="pk_customer_spellings"),
        sqlite_with_rowid=False,
    )


def _traces() -> None:
    op.create_table(
        "customer_traces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("typed", sa.String(700), nullable=False),
        sa.Column("told", sa.String(700), nullable=False),
        sa.Column("e164", sa.String(20), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_customer_traces_centre_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_customer_traces_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_customer_traces"),
    )
    op.create_index("ix_customer_traces_told", "customer_traces", ["centre_id", "kind", "told"])
    op.create_index("ix_customer_traces_customer_id", "customer_traces", ["customer_id"])


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_how", sa.String(32), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_consents_customer_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_consents_by_id"),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["staff.id"], name="fk_consents_withdrawn_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_customer_id", "consents", ["customer_id"])


def _representatives() -> None:
    op.create_table(
        "representatives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("relation", sa.String(32), nullable=False),
        sa.Column("phone", sa.String(200), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_representatives_customer_id"),
        sa.ForeignKeyConstraint(["seen_by_id"], ["staff.id"], name="fk_representatives_seen_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_representatives"),
    )
    op.create_index("ix_representatives_customer_id", "representatives", ["customer_id"])


def _pairs() -> None:
    op.create_table(
        "customer_pairs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("is_open", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_customer_pairs_centre_id"),
        sa.ForeignKeyConstraint(["first_id"], ["customers.id"], name="fk_customer_pairs_first_id"),
        sa.ForeignKeyConstraint(["second_id"], ["customers.id"], name="fk_customer_pairs_second_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_customer_pairs_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_customer_pairs"),
    )
    op.create_index("ix_customer_pairs_both", "customer_pairs", ["first_id", "second_id"], unique=True)
    op.create_index("ix_customer_pairs_second", "customer_pairs", ["second_id"])
    op.create_index("ix_customer_pairs_open", "customer_pairs", ["centre_id", "is_open", "id"])


def _fill() -> None:
    """Spellings and traces of the customers that are there."""
    bind, last = op.get_bind(), 0
    words: set[str] = set()
    query = sa.text(f"SELECT id, centre_id, {', '.join(TOLD)} FROM customers WHERE id > :last ORDER BY id LIMIT :most")  # noqa: S608 our own names
    while rows := bind.execute(query, {"last": last, "most": AT_ONCE}).mappings().all():
        last = rows[-1]["id"]
        words |= all_name_words(row["name"] for row in rows)
        found = [
            {"centre": row["centre_id"], "id": row["id"], "kind": one.kind.value, "typed": one.typed, "told": one.told}
            for row in rows
            for one in traces(**{name: row[name] for name in TOLD})
        ]
        if found:
            put = "INSERT INTO customer_traces (centre_id, customer_id, kind, typed, told) VALUES "
            bind.execute(sa.text(put + "(:centre, :id, :kind, :typed, :told)"), found)
    keys = [{"key": key, "word": word} for word in words for key in spelling_keys(word)]
    if keys:
        bind.execute(sa.text("INSERT INTO customer_spellings (key, word) VALUES (:key, :word)"), keys)
