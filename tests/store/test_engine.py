"""Opening: the right key, a wrong one, a schema from the future, and no clear text in the file."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from csatdesk.operations.session import _copy_beside
from csatdesk.operations.work import Store
from csatdesk.store.base import Base
from csatdesk.store.engine import (
    NEWEST,
    ServerAway,
    StoreTooNew,
    StoreUnreadable,
    bring_up_to_date,
    local_engines,
    server_engines,
)
from csatdesk.store.entities.cases import Case
from csatdesk.store.work import StoreDamaged
from tests.cast import KEY, NOW, Stage


def test_a_wrong_key_is_said_plainly(built_store: Path) -> None:
    store = Store(*local_engines(built_store, bytes(32)))
    with pytest.raises(StoreUnreadable):
        bring_up_to_date(store.writer)
    store.close()


def test_a_store_of_a_newer_program_is_left_alone(local_centre: Stage) -> None:
    with local_centre.work() as work:
        work.db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew):
        bring_up_to_date(local_centre.store.writer)


def test_a_store_that_is_up_to_date_loads_no_alembic(local_centre: Stage) -> None:
    called: list[bool] = []
    bring_up_to_date(local_centre.store.writer, before=lambda: called.append(True))
    assert not called


def test_readers_cannot_write(centre: Stage) -> None:
    with pytest.raises((DBAPIError, StoreDamaged)), centre.read() as reading:
        reading.db.execute(text("UPDATE centres SET name = 'x'"))


def test_the_migrations_make_what_the_entities_say(centre: Stage) -> None:
    with centre.store.writer.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, type_, _parents: type_ != "table" or name in Base.metadata.tables},
        )
        differences = [
            one
            for one in compare_metadata(context, Base.metadata)
            if one[0] in {"add_table", "add_column", "add_index"}
        ]
        assert context.get_current_revision() == NEWEST
    assert differences == []


def test_the_file_holds_no_clear_text(local_centre: Stage) -> None:
    local_centre.register("Zażółć gęślą jaźń kanarek.")
    files = [path.read_bytes() for path in local_centre.profile.dir.glob("store.db*")]
    assert len(files) >= 2  # the store and its write-ahead log
    for content in files:
        assert not content.startswith(b"SQLite format 3")
        assert b"kanarek" not in content
        assert "Zielińska".encode() not in content


def test_a_server_that_is_away_is_said_plainly() -> None:
    writer, _readers = server_engines("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(ServerAway):
        bring_up_to_date(writer)


def test_before_a_migration_the_store_is_copied_with_what_stands_in_its_log(local_centre: Stage) -> None:
    registered = local_centre.register()
    _copy_beside(local_centre.profile.store, KEY)
    copy = Store(*local_engines(local_centre.profile.store.with_suffix(".before-migration"), KEY))
    with copy.read(local_centre.anna, NOW) as reading:
        assert reading.db.execute(select(Case.number)).scalars().all() == [registered.number]
    copy.close()
