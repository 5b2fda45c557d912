"""Batches of paper forms that are keyed twice; who is to be called after an answer, and what counts as a bad one."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
UNORDERED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "survey_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("second_by_id", sa.Integer(), nullable=True),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("differing", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_survey_batches_centre_id"),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name="fk_survey_batches_made_by_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_survey_batches_office_id"),
        sa.ForeignKeyConstraint(["second_by_id"], ["staff.id"], name="fk_survey_batches_second_by_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_batches_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_batches"),
        sa.UniqueConstraint("uid", name="uq_survey_batches_uid"),
    )
    op.create_index("ix_survey_batches_survey", "survey_batches", ["survey_id", "id"])
    op.create_table(
        "survey_keyed_forms",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("keyer", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["survey_batches.id"], name="fk_survey_keyed_forms_batch_id"),
        sa.PrimaryKeyConstraint("batch_id", "keyer", "number", name="pk_survey_keyed_forms"),
        sqlite_with_rowid=False,
    )
    _call_backs()
    op.create_table(
        "survey_limits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("nps_at_most", sa.Integer(), nullable=False),
        sa.Column("csat_at_most", sa.Integer(), nullable=False),
        sa.Column("ease_at_most", sa.Integer(), nullable=False),
        sa.Column("unsolved", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_limits_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_limits"),
        sa.UniqueConstraint("survey_id", name="uq_survey_limits_survey_id"),
    )


def _call_backs() -> None:
    op.create_table(
        "survey_call_backs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("response_id", UNORDERED, nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("is_everybodys", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_survey_call_backs_by_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_survey_call_backs_case_id"),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_survey_call_backs_centre_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_survey_call_backs_customer_id"),
        sa.ForeignKeyConstraint(["measure_id"], ["corrective_actions.id"], name="fk_survey_call_backs_measure_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_survey_call_backs_office_id"),
        sa.ForeignKeyConstraint(["response_id"], ["survey_responses.id"], name="fk_survey_call_backs_response_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_survey_call_backs_staff_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_call_backs_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_call_backs"),
        sa.UniqueConstraint("uid", name="uq_survey_call_backs_uid"),
    )
    for column in ("customer_id", "case_id"):
        op.create_index(
            f"ix_survey_call_backs_{column.removesuffix('_id')}",
            "survey_call_backs",
            [column],
            sqlite_where=sa.text(f"{column} IS NOT NULL"),
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    op.create_index("ix_survey_call_backs_open", "survey_call_backs", ["centre_id", "ended_at", "due_at", "id"])
    op.create_index("ix_survey_call_backs_response", "survey_call_backs", ["response_id"], unique=True)
