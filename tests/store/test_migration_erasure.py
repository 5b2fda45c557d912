"""A store from before erasure keeps its customers, finds them by the new indexes, and need keep nothing for years."""

from sqlalchemy import inspect

from csatdesk.operations.contacts.keeping import load_keeping
from csatdesk.operations.contacts.queries import list_customers
from tests.cast import Stage
from tests.store.migrating import migrate_anew

INDEXES = ("ix_customers_centre_sort", "ix_customers_segment", "ix_customers_activity")


UNDO = (
    "DROP TABLE erasures",
    *(f"DROP INDEX {name}" for name in INDEXES),
    "ALTER TABLE customers DROP COLUMN erased_at",
    "ALTER TABLE cases DROP COLUMN erased_at",
    "ALTER TABLE centres DROP COLUMN keep_years",
    *(f"CREATE INDEX {name} ON customers (centre_id, sort_key, id, merged_into_id)" for name in INDEXES),
)


def test_customers_are_there_as_before_and_nothing_is_kept_unasked(centre: Stage) -> None:
    with centre.read() as reading:
        before = list_customers(reading).rows
    migrate_anew(centre.store.writer, "erasure", UNDO)
    with centre.read(centre.marek) as reading:
        assert list_customers(reading).rows == before
        assert (load_keeping(reading).years, load_keeping(reading).erasures) == (0, ())
    columns = {one["name"]: one["column_names"][-1] for one in inspect(centre.store.writer).get_indexes("customers")}
    assert [columns[name] for name in INDEXES] == ["erased_at"] * 3
