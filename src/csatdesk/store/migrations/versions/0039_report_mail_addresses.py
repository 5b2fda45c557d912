"""Where a report went by e-mail stays known when the address of its subscriber is changed."""

from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.execute("ALTER TABLE survey_report_mails ADD COLUMN address VARCHAR(400) NOT NULL DEFAULT ''")
