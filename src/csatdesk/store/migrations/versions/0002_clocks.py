"""Life cycle, pauses, promises, links, known matters, absences, attachments, jobs; rules kept with each clock."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FAR = 253370764800000000  # the first instant of the year 9999, as the store writes it

CASES = (
    "priority VARCHAR(32) NOT NULL DEFAULT 'normal'",
    "team_id INTEGER CONSTRAINT fk_cases_team_id REFERENCES teams (id)",
    "request_kind VARCHAR(32)",
    "request_fields TEXT NOT NULL DEFAULT '{}'",
    "clock_paused BOOLEAN NOT NULL DEFAULT FALSE",
    "solved VARCHAR(32)",
    "appeal_text TEXT NOT NULL DEFAULT ''",
    "prepared_by_id INTEGER CONSTRAINT fk_cases_prepared_by_id REFERENCES staff (id)",
    "approved_by_id INTEGER CONSTRAINT fk_cases_approved_by_id REFERENCES staff (id)",
    "matter_id INTEGER CONSTRAINT fk_cases_matter_id REFERENCES matters (id)",
    "merged_into_id INTEGER CONSTRAINT fk_cases_merged_into_id REFERENCES cases (id)",
    "thrown_at BIGINT",
    "thrown_by_id INTEGER CONSTRAINT fk_cases_thrown_by_id REFERENCES staff (id)",
    "thrown_why TEXT NOT NULL DEFAULT ''",
)
TARGETS = (
    "clock VARCHAR(32) NOT NULL DEFAULT 'house'",
    "profile VARCHAR(60) NOT NULL DEFAULT ''",
    "position INTEGER NOT NULL DEFAULT 0",
    "kinds TEXT NOT NULL DEFAULT '[]'",
    "topic_ids TEXT NOT NULL DEFAULT '[]'",
    "segments TEXT NOT NULL DEFAULT '[]'",
    "channels TEXT NOT NULL DEFAULT '[]'",
    "office_ids TEXT NOT NULL DEFAULT '[]'",
    "priorities TEXT NOT NULL DEFAULT '[]'",
    "acknowledge_amount INTEGER",
    "acknowledge_unit VARCHAR(32) NOT NULL DEFAULT 'working_hours'",
    """pauses_for TEXT NOT NULL DEFAULT '["customer","colleague","organisation"]'""",
    "alarms TEXT NOT NULL DEFAULT '{}'",
    "starts_at VARCHAR(32) NOT NULL DEFAULT 'received'",
    "event_names TEXT NOT NULL DEFAULT '{}'",
    "extension TEXT NOT NULL DEFAULT '{}'",
    "silence VARCHAR(32) NOT NULL DEFAULT 'nothing'",
    "source VARCHAR(300) NOT NULL DEFAULT ''",
    "since_at BIGINT",
)
TOPICS = (
    "card_owner_id INTEGER CONSTRAINT fk_topics_card_owner_id REFERENCES staff (id)",
    "card_on DATE",
    "not_confused TEXT NOT NULL DEFAULT '[]'",
    "remote_target INTEGER",
    "merged_into_id INTEGER CONSTRAINT fk_topics_merged_into_id REFERENCES topics (id)",
    "retired_at BIGINT",
    "created_at BIGINT",
)


def upgrade() -> None:
    _jobs()
    _organisations()
    _absences()
    _merges()
    _shift_notes()
    _matters()
    _topic_names()
    _attachments()
    _case_links()
    _case_spans()
    _legal_starts()
    _pauses()
    _promises()
    _attachment_parts()
    _add("cases", CASES)
    op.create_index("ix_cases_matter_id", "cases", ["matter_id"])
    ranked = ["centre_id", "received_at", "topic_id", "channel", "kind", "office_id", "is_open"]
    op.create_index("ix_cases_ranked", "cases", ranked)
    op.create_index("ix_cases_status", "cases", ["centre_id", "is_open", "status", "next_due_at", "id"])
    op.drop_index("ix_cases_due", "cases")
    workload = ["owner_id", "office_id", "topic_id", "clock"]
    op.create_index("ix_cases_due", "cases", ["centre_id", "is_open", "next_due_at", "id", *workload])
    op.create_index("ix_cases_answered", "cases", ["centre_id", "answer_sent_at", "id", *workload[:3]])
    op.create_index("ix_case_events_by", "case_events", ["by_id", "at"])
    op.create_index("ix_case_topics_at", "case_topics", ["at", "is_main"])
    _add("targets", TARGETS)
    _add("calendars", ("previous_id INTEGER CONSTRAINT fk_calendars_previous_id REFERENCES calendars (id)",))
    _add("topics", TOPICS)
    _add("contacts", ("remote VARCHAR(32)",))
    _deadlines()
    _alarms()
    _extensions()
    _notices()
    _carry_over()


def _add(table: str, columns: tuple[str, ...]) -> None:
    """As plain SQL: both databases take a column with its reference, which Alembic would add apart."""
    for column in columns:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")


def _carry_over() -> None:
    """What was stored before, in the new form."""
    op.execute("UPDATE cases SET status = 'sent' WHERE status = 'answered'")
    op.execute("UPDATE targets SET kinds = '[\"' || kind || '\"]' WHERE kind IS NOT NULL")
    op.execute("UPDATE targets SET position = id + CASE WHEN kind IS NULL THEN 1000 ELSE 0 END")
    op.execute("ALTER TABLE targets DROP COLUMN kind")
    op.execute(
        f"INSERT INTO topic_names (topic_id, names, parent_id, from_at, to_at) "  # noqa: S608  (a constant)
        f"SELECT id, names, parent_id, 0, {FAR} FROM topics"
    )
    op.execute(
        f"INSERT INTO case_spans (centre_id, case_id, status, owner_id, office_id, from_at, to_at) "  # noqa: S608
        f"SELECT centre_id, id, status, owner_id, office_id, registered_at, "
        f"CASE WHEN is_open = 1 THEN {FAR} ELSE COALESCE(closed_at, registered_at) END FROM cases"
    )


def _deadlines() -> None:
    """Made anew, since neither database can add all of it to the old table."""
    op.execute("CREATE TABLE deadlines_before AS SELECT * FROM deadlines")
    op.drop_table("deadlines")
    _new_deadlines()
    op.execute(
        "INSERT INTO deadlines (id, centre_id, case_id, period, clock, start_at, due_at, met_at, is_paused, "  # noqa: S608
        "is_running, next_alarm_at, target_id, calendar_id, amount, unit, rule) "
        "SELECT d.id, c.centre_id, d.case_id, d.period, d.clock, d.start_at, d.due_at, d.met_at, FALSE, r.runs, "
        f"CASE WHEN r.runs = 1 THEN 0 ELSE {FAR} END, "  # 0: the job works out anew when it speaks
        "d.target_id, d.calendar_id, COALESCE(t.amount, 0), d.unit, '{}' FROM deadlines_before d "
        "JOIN cases c ON c.id = d.case_id LEFT JOIN targets t ON t.id = d.target_id "
        "JOIN (SELECT e.id, CASE WHEN e.met_at IS NULL AND f.is_open = 1 AND e.period = f.period THEN 1 ELSE 0 END "
        "AS runs FROM deadlines_before e JOIN cases f ON f.id = e.case_id) r ON r.id = d.id"
    )
    op.drop_table("deadlines_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval('deadlines_id_seq', (SELECT COALESCE(MAX(id), 0) + 1 FROM deadlines), false)")


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("leased_by", sa.Integer(), nullable=True),
        sa.Column("last_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("key", name="uq_jobs_key"),
    )


def _organisations() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_organisations_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
        sa.UniqueConstraint("uid", name="uq_organisations_uid"),
    )


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_absences_centre_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_absences_staff_id"),
        sa.ForeignKeyConstraint(["substitute_id"], ["staff.id"], name="fk_absences_substitute_id"),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
    )
    op.create_index("ix_absences_days", "absences", ["centre_id", "last_on", "first_on"], unique=False)
    op.create_index("ix_absences_staff_id", "absences", ["staff_id"], unique=False)


def _merges() -> None:
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("loser_id", sa.Integer(), nullable=False),
        sa.Column("winner_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_merges_by_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_merges_centre_id"),
        sa.ForeignKeyConstraint(["undone_by_id"], ["staff.id"], name="fk_merges_undone_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_merges"),
    )
    op.create_index("ix_merges_winner", "merges", ["what", "winner_id"], unique=False)


def _shift_notes() -> None:
    op.create_table(
        "shift_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("promise_ids", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_shift_notes_centre_id"),
        sa.ForeignKeyConstraint(["from_id"], ["staff.id"], name="fk_shift_notes_from_id"),
        sa.ForeignKeyConstraint(["to_id"], ["staff.id"], name="fk_shift_notes_to_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shift_notes"),
    )
    op.create_index("ix_shift_notes_to", "shift_notes", ["to_id", "confirmed_at"], unique=False)


def _matters() -> None:
    op.create_table(
        "matters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text_to_say", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("begins_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_matters_centre_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_matters_office_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name="fk_matters_owner_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name="fk_matters_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_matters"),
        sa.UniqueConstraint("uid", name="uq_matters_uid"),
    )
    op.create_index("ix_matters_ended", "matters", ["centre_id", "ended_at"], unique=False)


def _topic_names() -> None:
    op.create_table(
        "topic_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("to_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_topic_names_by_id"),
        sa.ForeignKeyConstraint(["merged_into_id"], ["topics.id"], name="fk_topic_names_merged_into_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["topics.id"], name="fk_topic_names_parent_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name="fk_topic_names_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_topic_names"),
    )
    op.create_index("ix_topic_names_topic", "topic_names", ["topic_id", "from_at"], unique=False)


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_attachments_by_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_attachments_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
        sa.UniqueConstraint("uid", name="uq_attachments_uid"),
    )
    op.create_index("ix_attachments_case_id", "attachments", ["case_id"], unique=False)


def _case_links() -> None:
    op.create_table(
        "case_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("cause", sa.String(32), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_case_links_by_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_links_case_id"),
        sa.ForeignKeyConstraint(["other_id"], ["cases.id"], name="fk_case_links_other_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_links"),
    )
    op.create_index("ix_case_links_case", "case_links", ["case_id", "other_id", "kind"], unique=True)
    op.create_index("ix_case_links_other", "case_links", ["other_id"], unique=False)


def _case_spans() -> None:
    op.create_table(
        "case_spans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("to_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_spans_case_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_case_spans_centre_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_case_spans_office_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name="fk_case_spans_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_spans"),
    )
    op.create_index("ix_case_spans_case", "case_spans", ["case_id", "to_at"], unique=False)
    op.create_index("ix_case_spans_ended", "case_spans", ["centre_id", "to_at", "status"], unique=False)


def _legal_starts() -> None:
    op.create_table(
        "legal_starts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_legal_starts_by_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_legal_starts_case_id"),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_legal_starts_target_id"),
        sa.PrimaryKeyConstraint("id", name="pk_legal_starts"),
    )
    op.create_index("ix_legal_starts_case_id", "legal_starts", ["case_id"], unique=False)


def _pauses() -> None:
    op.create_table(
        "pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("to_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("end_note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_pauses_by_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_pauses_case_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_pauses_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pauses"),
    )
    op.create_index("ix_pauses_case", "pauses", ["case_id", "from_at"], unique=False)
    op.create_index("ix_pauses_open", "pauses", ["centre_id", "to_at", "from_at", "id"], unique=False)


def _promises() -> None:
    op.create_table(
        "promises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("from_case_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("is_open", sa.Integer(), nullable=False),
        sa.Column("is_day", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("done_note", sa.Text(), nullable=False),
        sa.Column("dropped_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_promises_case_id"),
        sa.ForeignKeyConstraint(["from_case_id"], ["cases.id"], name="fk_promises_from_case_id"),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name="fk_promises_done_by_id"),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name="fk_promises_made_by_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_promises_organisation_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name="fk_promises_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_promises"),
    )
    op.create_index("ix_promises_case", "promises", ["case_id", "position", "id"], unique=False)
    op.create_index("ix_promises_owner", "promises", ["owner_id", "is_open"], unique=False)


def _attachment_parts() -> None:
    op.create_table(
        "attachment_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"], name="fk_attachment_parts_attachment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attachment_parts"),
    )
    op.create_index("ix_attachment_parts_place", "attachment_parts", ["attachment_id", "place"], unique=True)


def _new_deadlines() -> None:
    op.create_table(
        "deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(32), nullable=False),
        sa.Column("promise_id", sa.Integer(), nullable=True),
        sa.Column("start_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("met_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("is_running", sa.Integer(), nullable=False),
        sa.Column("extended_to", sa.BigInteger(), nullable=True),
        sa.Column("next_alarm_at", sa.BigInteger(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("calendar_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(32), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name="fk_deadlines_calendar_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_deadlines_case_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_deadlines_centre_id"),
        sa.ForeignKeyConstraint(["promise_id"], ["promises.id"], name="fk_deadlines_promise_id"),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name="fk_deadlines_target_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deadlines"),
    )
    op.create_index("ix_deadlines_alarm", "deadlines", ["next_alarm_at", "id"], unique=False)
    op.create_index("ix_deadlines_case", "deadlines", ["case_id", "period", "clock"], unique=False)
    op.create_index("ix_deadlines_due", "deadlines", ["centre_id", "clock", "is_running", "due_at", "id"], unique=False)
    op.create_index("ix_deadlines_promise_id", "deadlines", ["promise_id"], unique=False)


def _alarms() -> None:
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("alarm", sa.String(32), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadlines.id"], name="fk_alarms_deadline_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alarms"),
    )
    op.create_index("ix_alarms_once", "alarms", ["deadline_id", "alarm"], unique=True)


def _extensions() -> None:
    op.create_table(
        "extensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("before_at", sa.BigInteger(), nullable=False),
        sa.Column("after_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column("notice_sent_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"], name="fk_extensions_attachment_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_extensions_by_id"),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadlines.id"], name="fk_extensions_deadline_id"),
        sa.PrimaryKeyConstraint("id", name="pk_extensions"),
    )
    op.create_index("ix_extensions_deadline_id", "extensions", ["deadline_id"], unique=False)


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("deadline_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_notices_by_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_notices_case_id"),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadlines.id"], name="fk_notices_deadline_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_notices_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index("ix_notices_case_id", "notices", ["case_id"], unique=False)
    op.create_index("ix_notices_staff", "notices", ["staff_id", "read_at", "id"], unique=False)
