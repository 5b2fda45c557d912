"""How many answers a group of a survey's results must have to be shown is the centre's to choose."""

from alembic import op

revision = "0033"
down_revision = "0032"

FLOOR = 5


def upgrade() -> None:
    op.execute(f"ALTER TABLE centres ADD COLUMN survey_floor INTEGER NOT NULL DEFAULT {FLOOR}")
