"""Copies of the local store: made while it is in use, encrypted like it, and tried before anybody relies on them."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.errors import Trouble
from csatdesk.domain.marks import N_
from csatdesk.store.engine import BUSY_MILLISECONDS, NEWEST, StoreTooNew, StoreUnreadable

STEP_PAGES = 1024  # 4 MiB between two looks at Cancel
COUNTED = ("centres", "staff", "customers", "cases", "case_events", "audit")


class CopyUnsound(Trouble):
    text = N_("The copy of the store does not hold what the store holds, so it was thrown away. Try again.")
    can_retry = True


class StoreUnsound(Trouble):
    text = N_("The store is damaged: {count} pages or rows do not agree. Restore the last backup.")


def write_copy(store: Path, key: bytes, target: Path, progress: Progress = no_progress) -> Mapping[str, int]:
    """Copy a store that may be in use, page by page, encrypted with its own key; how many rows the copy must hold.

    `target` must not exist. What is written meanwhile is not in the copy and does not disturb it.
    """
    with closing(_opened(store, key)) as source, closing(_opened(target, key)) as copy, _told():
        source.execute("BEGIN")
        expected = _counts(source)

        def so_far(_status: int, remaining: int, total: int) -> None:
            progress(total - remaining, total)

        source.backup(copy, pages=STEP_PAGES, progress=so_far)
        source.execute("ROLLBACK")
    return expected


def try_copy(path: Path, key: bytes, expected: Mapping[str, int]) -> None:
    """Open a copy with the key, check every page, and count; `CopyUnsound` when anything differs."""
    try:
        found = check_store(path, key)
    except (StoreUnreadable, StoreUnsound) as error:
        raise CopyUnsound() from error
    if found != expected:
        raise CopyUnsound()


def check_store(path: Path, key: bytes) -> Mapping[str, int]:
    """Read every page of a store; the rows of its main tables.

    Raises `StoreUnreadable` for another key, `StoreUnsound` for damage, `StoreTooNew` for that of a newer program.
    """
    with closing(_opened(path, key)) as connection, _told():
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()  # fails for another key
        _check_pages(connection)
        if revision > NEWEST:
            raise StoreTooNew()
        return _counts(connection)


def _check_pages(connection: Any) -> None:
    """First whether every page is as it was written, then whether the pages make sense together."""
    for check in ("cipher_integrity_check", "quick_check"):
        problems = [row for row in connection.execute(f"PRAGMA {check}").fetchall() if row[0] != "ok"]
        if problems:
            raise StoreUnsound(count=len(problems))


def _counts(connection: Any) -> dict[str, int]:
    counted = {name: connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone() for name in COUNTED}  # noqa: S608 our own names
    return {name: row[0] for name, row in counted.items()}


def _opened(path: Path, key: bytes) -> Any:
    """A connection of its own beside the store's pools, without a journal mode of its own."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), isolation_level=None, timeout=BUSY_MILLISECONDS / 1000)
    for pragma in (f"key = \"x'{key.hex()}'\"", "cipher_log_level = NONE", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


@contextmanager
def _told() -> Iterator[None]:
    """Say in words what the driver says about a file that is damaged or belongs to another key."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.DatabaseError as error:
        # another key opens nothing at all; damage may lie where the names of the tables stand, read before any check
        if "malformed" in str(error):
            raise StoreUnsound(count=1) from error
        raise StoreUnreadable() from error
