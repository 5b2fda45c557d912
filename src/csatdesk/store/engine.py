"""Opens SQLCipher or PostgreSQL: pragmas, pools, the schema's version."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from csatdesk.domain.errors import Trouble
from csatdesk.domain.marks import N_

CACHE_MEBIBYTES = 8
BUSY_MILLISECONDS = 5_000
READERS = 2
MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "0039"  # the revision this program works with


class StoreUnreadable(Trouble):
    text = N_(
        "The store cannot be opened with this key. It may be damaged or belong to another centre: "
        "restore the last backup, or use the recovery sheet."
    )


class StoreTooNew(Trouble):
    text = N_("The store was written by a newer csatdesk. Install the newest version on this computer.")


class ServerAway(Trouble):
    text = N_("The database server does not answer. Nothing was lost. Check the network, then try again.")
    can_retry = True


def local_engines(path: Path, key: bytes) -> tuple[Engine, Engine]:
    """Writer and readers of an encrypted file. `key`: 32 raw bytes. Creates the file when it is missing."""
    writer = _sqlite(lambda: _connect(path, key, query_only=False), size=1, begin="BEGIN IMMEDIATE")
    readers = _sqlite(lambda: _connect(path, key, query_only=True), size=READERS, begin="BEGIN")
    return writer, readers


def server_engines(url: str) -> tuple[Engine, Engine]:
    """Writer and readers of a PostgreSQL database. `url`: postgresql+psycopg://…"""
    shared = create_engine(url, pool_size=READERS + 1, pool_pre_ping=True)
    readers = shared.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
    return shared, readers


def _sqlite(connect: Callable[[], Any], *, size: int, begin: str) -> Engine:
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite+pysqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, pool_size=size, max_overflow=0
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _connect(path: Path, key: bytes, *, query_only: bool) -> Any:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_MILLISECONDS / 1000
    )
    try:
        for pragma in _pragmas(key, query_only=query_only):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except dbapi2.DatabaseError as error:
        connection.close()
        raise StoreUnreadable() from error
    return connection


def _pragmas(key: bytes, *, query_only: bool) -> tuple[str, ...]:
    return (
        f"key = \"x'{key.hex()}'\"",
        "cipher_log_level = NONE",  # it writes to the terminal else
        "cipher_memory_security = OFF",  # wiping every page costs more than the process boundary gives
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is erased must not lie on in free pages, whoever has the key
        "temp_store = MEMORY",  # sorting must not spill clear text to disk
        f"cache_size = {-1024 * CACHE_MEBIBYTES}",
        f"query_only = {'ON' if query_only else 'OFF'}",
    )


def schema_revision(engine: Engine) -> str | None:
    """The revision written in the database; None when it has no schema yet."""
    with _reached(engine) as connection:
        try:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except DatabaseError:
            return None


@contextmanager
def _reached(engine: Engine) -> Iterator[Connection]:
    """A connection; `ServerAway` when none can be had."""
    try:
        connection = engine.connect()
    except OperationalError as error:
        raise ServerAway() from error
    with connection:
        yield connection


def bring_up_to_date(engine: Engine, before: Callable[[], object] = lambda: None) -> None:
    """Migrate when needed; alembic is loaded only then. `before` runs first on a store that holds something."""
    found = schema_revision(engine)
    if found == NEWEST:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreTooNew()
    if found is not None:
        before()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, NEWEST)
