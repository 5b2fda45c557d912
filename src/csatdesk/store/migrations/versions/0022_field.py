"""Field work: packages given out, and what is known of each thing in them."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "field_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_field_keys_centre_id"),
        sa.PrimaryKeyConstraint("id", name="pk_field_keys"),
        sa.UniqueConstraint("centre_id", name="uq_field_keys_centre_id"),
    )
    op.create_table(
        "field_packages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.Column("signer", sa.LargeBinary(), nullable=False),
        sa.Column("result_key", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_field_packages_centre_id"),
        sa.ForeignKeyConstraint(["holder_id"], ["staff.id"], name="fk_field_packages_holder_id"),
        sa.PrimaryKeyConstraint("id", name="pk_field_packages"),
        sa.UniqueConstraint("uid", name="uq_field_packages_uid"),
    )
    op.create_index("ix_field_packages_holder", "field_packages", ["holder_id", "given_at", "id"])
    op.create_table(
        "field_assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("package_id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["package_id"], ["field_packages.id"], name="fk_field_assignments_package_id"),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name="fk_field_assignments_evaluation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_field_assignments"),
        sa.UniqueConstraint("uid", name="uq_field_assignments_uid"),
    )
    op.create_index("ix_field_assignments_package", "field_assignments", ["package_id"])
    op.create_index("ix_field_assignments_evaluation", "field_assignments", ["evaluation_id"])
    op.create_table(
        "field_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.String(length=32), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("is_here", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("brought_at", sa.BigInteger(), nullable=False),
        sa.Column("passed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["assignment_id"], ["field_assignments.id"], name="fk_field_versions_assignment_id"),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name="fk_field_versions_evaluation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_field_versions"),
    )
    op.create_index("ix_field_versions_assignment", "field_versions", ["assignment_id", "version_id"], unique=True)
