"""Surveys, whom they ask and what was answered; country and competence of an office."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
UNORDERED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.execute("ALTER TABLE offices ADD COLUMN country VARCHAR(2) NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE offices ADD COLUMN competence VARCHAR(32) NOT NULL DEFAULT 'none'")
    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("questionnaire_version_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("respondents", sa.String(length=32), nullable=False),
        sa.Column("routes", sa.Text(), nullable=False),
        sa.Column("sender", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("offers_names", sa.Boolean(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_surveys_office_id"),
        sa.ForeignKeyConstraint(
            ["questionnaire_version_id"], ["standard_versions.id"], name="fk_surveys_questionnaire_version_id"
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name="fk_surveys_made_by_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_surveys_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_surveys"),
        sa.UniqueConstraint("uid", name="uq_surveys_uid"),
    )
    op.create_index("ix_surveys_state", "surveys", ["centre_id", "state", "id"])
    op.create_table(
        "survey_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("route", sa.String(length=32), nullable=False),
        sa.Column("first_name", sa.String(length=200), nullable=False),
        sa.Column("last_name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("company", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("extras", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("segment", sa.String(length=32), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("send_on", sa.Date(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("reminded_at", sa.BigInteger(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("is_delivered", sa.Boolean(), nullable=False),
        sa.Column("disposition", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_survey_invitations_case_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name="fk_survey_invitations_topic_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_survey_invitations_customer_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_survey_invitations_staff_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_survey_invitations_office_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_survey_invitations_centre_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_invitations_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_invitations"),
        sa.UniqueConstraint("uid", name="uq_survey_invitations_uid"),
        sa.UniqueConstraint("code", name="uq_survey_invitations_code"),
    )
    op.create_index(
        "ix_survey_invitations_case",
        "survey_invitations",
        ["case_id"],
        sqlite_where=sa.text("case_id IS NOT NULL"),
        postgresql_where=sa.text("case_id IS NOT NULL"),
    )
    op.create_index(
        "ix_survey_invitations_customer",
        "survey_invitations",
        ["customer_id"],
        sqlite_where=sa.text("customer_id IS NOT NULL"),
        postgresql_where=sa.text("customer_id IS NOT NULL"),
    )
    op.create_index("ix_survey_invitations_list", "survey_invitations", ["survey_id", "id"])
    op.create_index("ix_survey_invitations_send", "survey_invitations", ["survey_id", "sent_at", "disposition", "id"])
    op.create_table(
        "survey_responses",
        sa.Column("id", UNORDERED, nullable=False, autoincrement=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("route", sa.String(length=32), nullable=True),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("segment", sa.String(length=32), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_survey_responses_office_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_survey_responses_staff_id"),
        sa.ForeignKeyConstraint(["version_id"], ["standard_versions.id"], name="fk_survey_responses_version_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_survey_responses_customer_id"),
        sa.ForeignKeyConstraint(["invitation_id"], ["survey_invitations.id"], name="fk_survey_responses_invitation_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_survey_responses_centre_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name="fk_survey_responses_topic_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_survey_responses_case_id"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_survey_responses_import_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_responses_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_responses"),
        sa.UniqueConstraint("uid", name="uq_survey_responses_uid"),
    )
    op.create_index("ix_survey_responses_at", "survey_responses", ["survey_id", "at", "id"])
    op.create_index(
        "ix_survey_responses_case",
        "survey_responses",
        ["case_id"],
        sqlite_where=sa.text("case_id IS NOT NULL"),
        postgresql_where=sa.text("case_id IS NOT NULL"),
    )
    op.create_index(
        "ix_survey_responses_customer",
        "survey_responses",
        ["customer_id"],
        sqlite_where=sa.text("customer_id IS NOT NULL"),
        postgresql_where=sa.text("customer_id IS NOT NULL"),
    )
    op.create_index(
        "ix_survey_responses_import",
        "survey_responses",
        ["import_id"],
        sqlite_where=sa.text("import_id IS NOT NULL"),
        postgresql_where=sa.text("import_id IS NOT NULL"),
    )
    op.create_index("ix_survey_responses_invitation", "survey_responses", ["invitation_id"], unique=True)
    op.create_index(
        "ix_survey_responses_counted",
        "survey_responses",
        ["survey_id", "is_anonymous", "month", "office_id", "channel", "route", "segment", "topic_id", "id"],
    )
    op.create_index("ix_survey_responses_month", "survey_responses", ["survey_id", "month", "id"])
    op.create_index(
        "ix_survey_responses_staff",
        "survey_responses",
        ["staff_id", "month"],
        sqlite_where=sa.text("staff_id IS NOT NULL"),
        postgresql_where=sa.text("staff_id IS NOT NULL"),
    )
    op.create_table(
        "survey_answers",
        sa.Column("response_id", UNORDERED, nullable=False, autoincrement=False),
        sa.Column("item_key", sa.String(length=64), nullable=False, autoincrement=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("choice", sa.String(length=400), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["survey_responses.id"], name="fk_survey_answers_response_id"),
        sa.PrimaryKeyConstraint("response_id", "item_key", name="pk_survey_answers"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_survey_answers_item", "survey_answers", ["survey_id", "item_key", "response_id", "number", "choice"]
    )
