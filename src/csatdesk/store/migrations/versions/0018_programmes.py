"""Mystery shopping: programmes, their scenarios, waves and visits."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("informed_on", sa.Date(), nullable=True),
        sa.Column("use_of_results", sa.Text(), nullable=False),
        sa.Column("names_staff", sa.Boolean(), nullable=False),
        sa.Column("gap_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_programmes_centre_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name="fk_programmes_owner_id"),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name="fk_programmes_standard_id"),
        sa.PrimaryKeyConstraint("id", name="pk_programmes"),
        sa.UniqueConstraint("uid", name="uq_programmes_uid"),
    )
    op.create_index("ix_programmes_centre", "programmes", ["centre_id"])
    op.create_table(
        "visit_scenarios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("segment", sa.String(length=32), nullable=False),
        sa.Column("briefs", sa.Text(), nullable=False),
        sa.Column("answer_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name="fk_visit_scenarios_programme_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visit_scenarios"),
    )
    op.create_index("ix_visit_scenarios_programme", "visit_scenarios", ["programme_id", "position"])
    op.create_table(
        "waves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("visitor_ids", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("released_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_waves_centre_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name="fk_waves_programme_id"),
        sa.PrimaryKeyConstraint("id", name="pk_waves"),
        sa.UniqueConstraint("uid", name="uq_waves_uid"),
    )
    op.create_index("ix_waves_centre", "waves", ["centre_id", "released_at", "id"])
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("visitor_id", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("to_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("called_at", sa.BigInteger(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("receipt", sa.String(20).with_variant(sa.String(20, collation="C"), "postgresql"), nullable=False),
        sa.Column("employee", sa.String(length=200), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("has_critical_fail", sa.Boolean(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=True),
        sa.Column("test_case_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_visits_centre_id"),
        sa.ForeignKeyConstraint(["wave_id"], ["waves.id"], name="fk_visits_wave_id"),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name="fk_visits_office_id"),
        sa.ForeignKeyConstraint(["scenario_id"], ["visit_scenarios.id"], name="fk_visits_scenario_id"),
        sa.ForeignKeyConstraint(["visitor_id"], ["staff.id"], name="fk_visits_visitor_id"),
        sa.ForeignKeyConstraint(["test_case_id"], ["cases.id"], name="fk_visits_test_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
        sa.UniqueConstraint("uid", name="uq_visits_uid"),
    )
    op.create_index("ix_visits_office", "visits", ["centre_id", "office_id", "from_at"])
    filled = sa.text("test_case_id IS NOT NULL")
    op.create_index("ix_visits_test_case", "visits", ["test_case_id"], sqlite_where=filled, postgresql_where=filled)
    op.create_index("ix_visits_visitor", "visits", ["visitor_id", "from_at", "id"])
    op.create_index("ix_visits_wave", "visits", ["wave_id", "from_at", "id"])
