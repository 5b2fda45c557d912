"""Fixtures that set the stage: a fresh copy of the cast's store for every test, on both databases."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from csatdesk.operations.work import Store
from csatdesk.store.engine import local_engines, server_engines
from csatdesk.system.paths import open_profile
from tests.cast import KEY, Stage, build, stage
from tests.postgres import PostgresServer

TEMPLATE = "cast_template"


@pytest.fixture(scope="session")
def built_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cast's encrypted store, made once."""
    path = tmp_path_factory.mktemp("built") / "store.db"
    writer, readers = local_engines(path, KEY)
    build(writer)
    readers.dispose()
    with writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    writer.dispose()
    return path


def local_stage(built: Path, folder: Path) -> Stage:
    profile = open_profile(folder / "profile")
    shutil.copy(built, profile.store)
    return stage(Store(*local_engines(profile.store, KEY)), profile)


@contextmanager
def server_stage(server: PostgresServer, folder: Path) -> Iterator[Stage]:
    url = server.database(server.template(TEMPLATE, build_on_server))
    made = stage(Store(*server_engines(url)), open_profile(folder / "profile"))
    yield made
    made.store.close()
    server.drop(url)


def build_on_server(url: str) -> None:
    writer, _readers = server_engines(url)
    build(writer)
    writer.dispose()


@pytest.fixture(params=["sqlcipher", "postgresql"])
def centre(request: pytest.FixtureRequest, built_store: Path, tmp_path: Path) -> Iterator[Stage]:
    """The cast at work, on each database."""
    if request.param == "sqlcipher":
        made = local_stage(built_store, tmp_path)
        yield made
        made.store.close()
    else:
        with server_stage(request.getfixturevalue("postgres_server"), tmp_path) as made:
            yield made


@pytest.fixture
def local_centre(built_store: Path, tmp_path: Path) -> Iterator[Stage]:
    """The cast at work on the encrypted store only: for windows, which do not care."""
    made = local_stage(built_store, tmp_path)
    yield made
    made.store.close()
