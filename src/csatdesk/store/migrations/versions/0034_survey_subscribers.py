"""Reports of surveys go to subscribers by e-mail, each once."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.execute("ALTER TABLE survey_subscriptions ADD COLUMN by_mail BOOLEAN NOT NULL DEFAULT FALSE")
    op.execute("ALTER TABLE survey_subscriptions ADD COLUMN ended_at BIGINT")
    op.create_table(
        "survey_subscribers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["survey_subscriptions.id"], name="fk_survey_subscribers_subscription_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_survey_subscribers"),
    )
    op.create_index("ix_survey_subscribers_subscription_id", "survey_subscribers", ["subscription_id"])
    op.create_table(
        "survey_report_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["survey_subscriptions.id"], name="fk_survey_report_mails_subscription_id"
        ),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["survey_subscribers.id"], name="fk_survey_report_mails_subscriber_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_survey_report_mails"),
        sa.UniqueConstraint("uid", name="uq_survey_report_mails_uid"),
    )
    op.create_index("ix_survey_report_mails_one", "survey_report_mails", ["subscriber_id", "first"], unique=True)
    op.create_index("ix_survey_report_mails_newest", "survey_report_mails", ["subscription_id", "first"])
