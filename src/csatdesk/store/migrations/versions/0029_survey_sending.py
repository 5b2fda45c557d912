"""How a survey asks: plans of sending, rules of drawing with what they drew from, messages, calls in vain."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "survey_sendings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("copy_to", sa.String(length=400), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("first_days", sa.Integer(), nullable=False),
        sa.Column("last_days", sa.Integer(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_sendings_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_sendings"),
        sa.UniqueConstraint("survey_id", name="uq_survey_sendings_survey_id"),
    )
    op.create_table(
        "survey_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=32), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("channels", sa.Text(), nullable=False),
        sa.Column("office_ids", sa.Text(), nullable=False),
        sa.Column("topic_ids", sa.Text(), nullable=False),
        sa.Column("route", sa.String(length=32), nullable=False),
        sa.Column("wait_days", sa.Integer(), nullable=False),
        sa.Column("gap_days", sa.Integer(), nullable=False),
        sa.Column("needs_consent", sa.Boolean(), nullable=False),
        sa.Column("sends_at_once", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.String(length=24), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("frame_size", sa.Integer(), nullable=False),
        sa.Column("frame_digest", sa.String(length=64), nullable=False),
        sa.Column("first_contact_id", sa.Integer(), nullable=False),
        sa.Column("last_contact_id", sa.Integer(), nullable=False),
        sa.Column("last_closed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_survey_rules_centre_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_rules_survey_id"),
        sa.ForeignKeyConstraint(["begun_by_id"], ["staff.id"], name="fk_survey_rules_begun_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_rules"),
        sa.UniqueConstraint("uid", name="uq_survey_rules_uid"),
    )
    op.create_index("ix_survey_rules_standing", "survey_rules", ["centre_id", "ended_at", "survey_id"])
    op.create_index("ix_survey_rules_survey_id", "survey_rules", ["survey_id"])
    op.create_table(
        "survey_frame",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("grouped", sa.String(length=80), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["rule_id"], ["survey_rules.id"], name="fk_survey_frame_rule_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_frame"),
    )
    op.create_index("ix_survey_frame_key", "survey_frame", ["rule_id", "key"], unique=True)
    op.create_index("ix_survey_frame_group", "survey_frame", ["rule_id", "grouped", "place"])
    op.create_index("ix_survey_frame_fate", "survey_frame", ["rule_id", "fate"])
    op.create_table(
        "survey_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_messages_survey_id"),
        sa.ForeignKeyConstraint(["invitation_id"], ["survey_invitations.id"], name="fk_survey_messages_invitation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_messages"),
        sa.UniqueConstraint("uid", name="uq_survey_messages_uid"),
    )
    op.create_index("ix_survey_messages_one", "survey_messages", ["invitation_id", "step"], unique=True)
    op.create_index("ix_survey_messages_state", "survey_messages", ["survey_id", "step", "state"])
    op.create_table(
        "survey_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["invitation_id"], ["survey_invitations.id"], name="fk_survey_attempts_invitation_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_survey_attempts_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_attempts"),
    )
    op.create_index("ix_survey_attempts_invitation", "survey_attempts", ["invitation_id", "at"])
