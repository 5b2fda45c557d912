"""Past evaluations out of files, and what is said back about an evaluation."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def binary(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    _add_programmes_and_places()
    _add_evaluations()
    _add_feedback()


def _add_programmes_and_places() -> None:
    op.create_table(
        "past_programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded", binary(200), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_past_programmes_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_past_programmes"),
        sa.UniqueConstraint("uid", name="uq_past_programmes_uid"),
    )
    op.create_index("ix_past_programmes_name", "past_programmes", ["centre_id", "folded"], unique=True)
    op.create_table(
        "past_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("key", binary(420), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("town", sa.String(length=200), nullable=False),
        sa.Column("folded", binary(420), nullable=False),
        sa.Column("sort_key", binary(800), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("standing", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["past_programmes.id"], name="fk_past_places_programme_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_past_places_office_id"),
        sa.PrimaryKeyConstraint("id", name="pk_past_places"),
    )
    op.create_index("ix_past_places_key", "past_places", ["programme_id", "key"], unique=True)
    op.create_index("ix_past_places_standing", "past_places", ["programme_id", "standing", "sort_key", "id"])
    filled = sa.text("office_id IS NOT NULL")
    op.create_index("ix_past_places_office", "past_places", ["office_id"], sqlite_where=filled, postgresql_where=filled)


def _add_evaluations() -> None:
    op.create_table(
        "past_evaluations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("source_number", binary(160), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("reviewer", sa.String(length=200), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_past_evaluations_centre_id"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_past_evaluations_import_id"),
        sa.ForeignKeyConstraint(["place_id"], ["past_places.id"], name="fk_past_evaluations_place_id"),
        sa.PrimaryKeyConstraint("id", name="pk_past_evaluations"),
        sa.UniqueConstraint("uid", name="uq_past_evaluations_uid"),
    )
    op.create_index("ix_past_evaluations_place", "past_evaluations", ["place_id", "happened_on", "id"])
    op.create_index("ix_past_evaluations_import", "past_evaluations", ["import_id"])
    op.create_index("ix_past_evaluations_source", "past_evaluations", ["centre_id", "source_number"], unique=True)


def _add_feedback() -> None:
    op.create_table(
        "evaluation_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name="fk_evaluation_feedback_evaluation_id"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_evaluation_feedback_by_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_evaluation_feedback_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation_feedback"),
        sa.UniqueConstraint("uid", name="uq_evaluation_feedback_uid"),
    )
    op.create_index("ix_evaluation_feedback_evaluation", "evaluation_feedback", ["evaluation_id", "id"])
    op.create_index("ix_evaluation_feedback_said", "evaluation_feedback", ["kind", "said_at"])
