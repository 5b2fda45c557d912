"""Centre, staff, topics, customers, cases, clocks, history, audit and full text."""

import sqlalchemy as sa
from alembic import op

from csatdesk.store.base import binary_order
from csatdesk.store.search import create_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    _audit()
    _centres()
    _number_blocks()
    _audit_values()
    _calendars()
    _targets()
    _teams()
    _topics()
    _offices()
    _desks()
    _staff()
    _imports()
    _customers()
    _cases()
    _case_events()
    _case_topics()
    _contacts()
    _deadlines()
    create_tables(op.get_bind())


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_desk", "audit", ["desk_id", "sequence"], unique=True)
    op.create_index("ix_audit_row", "audit", ["what", "row_id"], unique=False)


def _centres() -> None:
    op.create_table(
        "centres",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("topics_version", sa.Integer(), nullable=False),
        sa.Column("audit_key", sa.LargeBinary(), nullable=False),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_centres"),
        sa.UniqueConstraint("uid", name="uq_centres_uid"),
    )


def _number_blocks() -> None:
    op.create_table(
        "number_blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_number_blocks"),
        sa.UniqueConstraint("block", "year", name="uq_number_blocks_block_year"),
    )


def _audit_values() -> None:
    op.create_table(
        "audit_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name="fk_audit_values_audit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_values"),
    )
    op.create_index("ix_audit_values_audit_id", "audit_values", ["audit_id"], unique=False)


def _calendars() -> None:
    op.create_table(
        "calendars",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_calendars_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_calendars"),
    )


def _targets() -> None:
    op.create_table(
        "targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=True),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(32), nullable=False),
        sa.Column("roll_to_working_day", sa.Boolean(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_targets_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_targets"),
    )


def _teams() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_teams_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
        sa.UniqueConstraint("uid", name="uq_teams_uid"),
    )


def _topics() -> None:
    op.create_table(
        "topics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_assignable", sa.Boolean(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("inquiry_type", sa.String(32), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_topics_centre_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["topics.id"], name="fk_topics_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.UniqueConstraint("centre_id", "key", name="uq_topics_centre_id_key"),
        sa.UniqueConstraint("uid", name="uq_topics_uid"),
    )


def _offices() -> None:
    op.create_table(
        "offices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name="fk_offices_calendar_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_offices_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_offices"),
        sa.UniqueConstraint("uid", name="uq_offices_uid"),
    )


def _desks() -> None:
    op.create_table(
        "desks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_desks_office_id"),
        sa.PrimaryKeyConstraint("id", name="pk_desks"),
        sa.UniqueConstraint("block", name="uq_desks_block"),
        sa.UniqueConstraint("uid", name="uq_desks_uid"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", binary_order(400), nullable=False),
        sa.Column("sign_in_name", sa.String(length=100), nullable=False),
        sa.Column("sign_in_folded", sa.String(length=100), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.Column("wrong_pins", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("extra_rights", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_staff_centre_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_staff_office_id"),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name="fk_staff_team_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("sign_in_folded", name="uq_staff_sign_in_folded"),
        sa.UniqueConstraint("uid", name="uq_staff_uid"),
    )


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_imports_by_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_imports_centre_id"),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name="fk_imports_desk_id"),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
    )


def _customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sort_key", binary_order(600), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("segment", sa.String(32), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=400), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("meter_point", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_number", sa.String(length=120), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_customers_centre_id"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_customers_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sa.UniqueConstraint("uid", name="uq_customers_uid"),
    )
    op.create_index("ix_customers_centre_sort", "customers", ["centre_id", "sort_key", "id"], unique=False)
    op.create_index("ix_customers_import_id", "customers", ["import_id"], unique=False)
    op.create_index("ix_customers_source", "customers", ["centre_id", "source_number"], unique=True)


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("number", binary_order(20), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("is_open", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("known", sa.String(32), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("reply_by", sa.String(32), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("sender_reference", sa.String(length=200), nullable=False),
        sa.Column("book_entry", sa.String(length=200), nullable=False),
        sa.Column("enclosures", sa.String(length=500), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("next_due_at", sa.BigInteger(), nullable=False),
        sa.Column("clock", sa.String(32), nullable=True),
        sa.Column("clock_due_at", sa.BigInteger(), nullable=True),
        sa.Column("clock_met_at", sa.BigInteger(), nullable=True),
        sa.Column("clock_unit", sa.String(32), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("root_cause", sa.Text(), nullable=False),
        sa.Column("answer_sent_at", sa.BigInteger(), nullable=True),
        sa.Column("answer_text", sa.Text(), nullable=False),
        sa.Column("no_answer_reason", sa.String(32), nullable=True),
        sa.Column("redress", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("repeats_id", sa.Integer(), nullable=True),
        sa.Column("source_number", sa.String(length=120), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_cases_centre_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_cases_customer_id"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_cases_import_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_cases_office_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name="fk_cases_owner_id"),
        sa.ForeignKeyConstraint(["repeats_id"], ["cases.id"], name="fk_cases_repeats_id"),
        sa.ForeignKeyConstraint(["taken_by_id"], ["staff.id"], name="fk_cases_taken_by_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name="fk_cases_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
        sa.UniqueConstraint("uid", name="uq_cases_uid"),
    )
    op.create_index("ix_cases_closed", "cases", ["office_id", "closed_at"], unique=False)
    op.create_index("ix_cases_customer", "cases", ["customer_id", "received_at", "id"], unique=False)
    op.create_index("ix_cases_due", "cases", ["centre_id", "is_open", "next_due_at", "id"], unique=False)
    op.create_index("ix_cases_import_id", "cases", ["import_id"], unique=False)
    op.create_index("ix_cases_kind", "cases", ["centre_id", "kind", "is_open", "next_due_at", "id"], unique=False)
    op.create_index(
        "ix_cases_office", "cases", ["centre_id", "office_id", "is_open", "owner_id", "next_due_at", "id"], unique=False
    )
    op.create_index("ix_cases_owner", "cases", ["centre_id", "is_open", "owner_id", "next_due_at", "id"], unique=False)
    op.create_index("ix_cases_received", "cases", ["centre_id", "received_at", "id"], unique=False)
    op.create_index("ix_cases_source", "cases", ["centre_id", "source_number"], unique=True)
    op.create_index("ix_cases_topic", "cases", ["topic_id", "received_at", "id"], unique=False)


def _case_events() -> None:
    op.create_table(
        "case_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_case_events_by_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_events_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_events"),
    )
    op.create_index("ix_case_events_case", "case_events", ["case_id", "at", "id"], unique=False)


def _case_topics() -> None:
    op.create_table(
        "case_topics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("was_suggested", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_case_topics_by_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_topics_case_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name="fk_case_topics_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_topics"),
    )
    op.create_index("ix_case_topics_case", "case_topics", ["case_id", "topic_id"], unique=True)
    op.create_index("ix_case_topics_topic_id", "case_topics", ["topic_id"], unique=False)


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_contacts_by_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_contacts_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
    )
    op.create_index("ix_contacts_at", "contacts", ["at"], unique=False)
    op.create_index("ix_contacts_case_id", "contacts", ["case_id"], unique=False)


def _deadlines() -> None:
    op.create_table(
        "deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(32), nullable=False),
        sa.Column("start_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(32), nullable=False),
        sa.Column("met_at", sa.BigInteger(), nullable=True),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("calendar_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name="fk_deadlines_calendar_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_deadlines_case_id"),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_deadlines_target_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deadlines"),
    )
    op.create_index("ix_deadlines_case", "deadlines", ["case_id", "period", "clock"], unique=False)
