"""The unit of work: one transaction, one person, one instant.

`Store.write()` commits when its block is left and rolls back on any exception; nobody calls commit(). The database
itself holds the transaction of `Store.read()` read-only.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError, NoResultFound, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from csatdesk.domain.centres import CentreFacts
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther, NotFound, Trouble
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor
from csatdesk.store.audit import Auditor
from csatdesk.store.engine import ServerAway
from csatdesk.store.entities.centres import Centre
from csatdesk.store.turns import keep_turns
from csatdesk.store.widths import keep_widths

T = TypeVar("T")


class StoreBusy(Trouble):
    text = N_("Another program is writing to the store. Nothing was saved; try again in a moment.")
    can_retry = True


class DiskFull(Trouble):
    text = N_("The disk is full. Nothing was saved, and what you typed is still here. Make room, then try again.")
    can_retry = True


class StoreDamaged(Trouble):
    text = N_(
        "The store could not be read or written. Nothing was changed. Restore the last backup if this comes back."
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A read-only transaction of one person."""

    db: Session
    actor: Actor
    at: datetime
    store: "Store"

    @property
    def centre(self) -> CentreFacts:
        return self.store.centre_facts(self.db, self.actor.centre_id)


@dataclass(frozen=True, slots=True)
class Work(Reading):
    """A writing transaction: what changes in it is told in `changed`."""

    changed: set[Kind] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Undoable(Generic[T]):
    """What a command returns that can be taken back. `text` (marked with N_) and `values` say what was done."""

    result: T
    undo: Callable[[Work], object]
    text: str
    values: dict[str, object] = field(default_factory=dict)


class Store:
    """The open store: one writer, two readers, and what is worth keeping in memory between transactions."""

    def __init__(self, writer: Engine, readers: Engine) -> None:
        self.writer = writer
        self.readers = readers
        self._cache: dict[object, Any] = {}
        self._lock = threading.Lock()

    @contextmanager
    def read(self, actor: Actor, at: datetime) -> Iterator[Reading]:
        with _translated(), Session(self.readers, autoflush=False) as db, db.begin():
            yield Reading(db, actor, at, self)

    @contextmanager
    def write(self, actor: Actor, at: datetime) -> Iterator[Work]:
        with _translated(), Session(self.writer) as db, db.begin():
            work = Work(db, actor, at, self)
            keep_turns(db)
            keep_widths(db)
            db.info["auditor"] = Auditor(actor.id, actor.desk_id, at, self._audit_key(db, actor.centre_id))
            yield work
            db.flush()
        if Kind.CENTRE in work.changed:
            self.forget(("centre", actor.centre_id))

    def sweep(self) -> None:
        """Bring everything written into the store's own file and empty the journal beside it, where it has one."""
        if self.writer.dialect.name == "sqlite":
            with _translated(), closing(self.writer.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def kept(self, key: object, make: Callable[[], T]) -> T:
        """`make()` once for `key`. Keys carry a version, so that nothing kept here can be stale."""
        with self._lock:
            if key in self._cache:
                found: T = self._cache[key]
                return found
        made = make()
        with self._lock:
            self._cache[key] = made
        return made

    def forget(self, key: object) -> None:
        with self._lock:
            self._cache.pop(key, None)

    def centre_facts(self, db: Session, centre_id: int) -> CentreFacts:
        return self.kept(("centre", centre_id), lambda: _facts(db, centre_id))

    def _audit_key(self, db: Session, centre_id: int) -> bytes:
        return self.kept(
            ("audit key", centre_id),
            lambda: db.execute(select(Centre.audit_key).where(Centre.id == centre_id)).scalar_one(),
        )

    def close(self) -> None:
        self.readers.dispose()
        self.writer.dispose()


def _facts(db: Session, centre_id: int) -> CentreFacts:
    columns = (Centre.id, Centre.uid, Centre.name, Centre.country, Centre.language, Centre.zone, Centre.is_demo)
    return CentreFacts(*db.execute(select(*columns).where(Centre.id == centre_id)).one())


@contextmanager
def _translated() -> Iterator[None]:
    """Say database errors in words for people."""
    try:
        yield
    except StaleDataError as error:
        raise ChangedByOther() from error
    except NoResultFound as error:
        raise NotFound() from error
    except OperationalError as error:
        raise trouble_of(error) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise ServerAway() from error
        raise


def trouble_of(error: OperationalError) -> Trouble:
    """What a driver's message means for the person."""
    said = str(error.orig).casefold()
    if "locked" in said or "busy" in said:
        return StoreBusy()
    if "full" in said or "no space" in said:
        return DiskFull()
    if "connection" in said or "server" in said:
        return ServerAway()
    return StoreDamaged()
