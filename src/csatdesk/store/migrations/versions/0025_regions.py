"""In which region or country an office lies: results are looked at by it."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.execute("ALTER TABLE offices ADD COLUMN region VARCHAR(100) NOT NULL DEFAULT ''")
