"""A store from before erasure keeps its customers, finds them by the new indexes, and need keep nothing for years."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from csatdesk.operations.contacts.keeping import load_keeping
from csatdesk.operations.contacts.queries import list_customers
from csatdesk.store.engine import MIGRATIONS, NEWEST
from tests.cast import Stage

INDEXES = ("ix_customers_centre_sort", "ix_customers_segment", "ix_customers_activity")


def migrate_anew(engine: Engine) -> None:
    """Take the store back to before this migration, run it alone, and call the store up to date again."""
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        for undo in (
            "DROP TABLE erasures",
            *(f"DROP INDEX {name}" for name in INDEXES),
            "ALTER TABLE customers DROP COLUMN erased_at",
            "ALTER TABLE cases DROP COLUMN erased_at",
            "ALTER TABLE centres DROP COLUMN keep_years",
            *(f"CREATE INDEX {name} ON customers (centre_id, sort_key, id, merged_into_id)" for name in INDEXES),
        ):
            connection.execute(text(undo))
        scripts = ScriptDirectory.from_config(config)
        own = next(one for one in scripts.walk_revisions() if str(one.path).endswith("_erasure.py"))
        assert isinstance(own.down_revision, str)
        command.stamp(config, own.down_revision)
        command.upgrade(config, own.revision)
        command.stamp(config, NEWEST)


def test_customers_are_there_as_before_and_nothing_is_kept_unasked(centre: Stage) -> None:
    with centre.read() as reading:
        before = list_customers(reading).rows
    migrate_anew(centre.store.writer)
    with centre.read(centre.marek) as reading:
        assert list_customers(reading).rows == before
        assert (load_keeping(reading).years, load_keeping(reading).erasures) == (0, ())
    columns = {one["name"]: one["column_names"][-1] for one in inspect(centre.store.writer).get_indexes("customers")}
    assert [columns[name] for name in INDEXES] == ["erased_at"] * 3
