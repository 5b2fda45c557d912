"""Who changed what: rows written with the flush, in a hash chain per desk.

A row holds ids, plain values and keyed hashes. Before and after of columns that an entity names `personal` lie in
`audit_values`, which erasure empties without breaking the chain.
"""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, Text, delete, event, insert, inspect, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from csatdesk.store.base import Base, JsonText, UtcDateTime, batched

KEPT_OUT = frozenset({"version", "uid"})
ROWS_MOST = 400  # in one statement


class Audited:
    """An entity whose changes are written down. `personal` columns go to the side table, `unaudited` nowhere."""

    personal: ClassVar[frozenset[str]] = frozenset()
    unaudited: ClassVar[frozenset[str]] = frozenset()


class AuditRow(Base):
    """One change of one row. `hash` covers the row and the hash before it."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_desk", "desk_id", "sequence", unique=True),
        Index("ix_audit_row", "what", "row_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(Integer)
    sequence: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(Integer)
    what: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int] = mapped_column(Integer)
    action: Mapped[str] = mapped_column(String(10))
    changes: Mapped[Any] = mapped_column(JsonText)
    hash: Mapped[str] = mapped_column(String(64))


class AuditValue(Base):
    """Before and after of one personal column."""

    __tablename__ = "audit_values"
    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)
    column: Mapped[str] = mapped_column(String(40))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


@dataclass(slots=True)
class Change:
    """One row's change before it is written: column → (before, after) as plain JSON values."""

    what: str
    entity: Any
    action: str
    plain: dict[str, tuple[object, object]] = field(default_factory=dict)
    personal: dict[str, tuple[object, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Auditor:
    """Who acts, where and when; hung on the session as `session.info["auditor"]`."""

    by_id: int
    desk_id: int
    at: datetime
    key: bytes


@event.listens_for(Session, "before_flush")
def _gather(session: Session, _context: object, _instances: object) -> None:
    if "auditor" not in session.info:
        return
    changes: list[Change] = session.info.setdefault("changes", [])
    changes.extend(_change(entity, "add") for entity in session.new if isinstance(entity, Audited))
    changes.extend(
        _change(entity, "change")
        for entity in session.dirty
        if isinstance(entity, Audited) and session.is_modified(entity)
    )
    changes.extend(_change(entity, "delete") for entity in session.deleted if isinstance(entity, Audited))


@event.listens_for(Session, "after_flush_postexec")
def _write(session: Session, _context: object) -> None:
    changes: list[Change] = session.info.pop("changes", [])
    told = [change for change in changes if not _is_unaudited(change)]
    if told:
        write_changes(session, told)


def _is_unaudited(change: Change) -> bool:
    """Only columns changed of which nothing is to be told, when they did least of all."""
    return change.action == "change" and not change.plain and not change.personal and bool(change.entity.unaudited)


def _change(entity: Any, action: str) -> Change:
    change = Change(entity.__tablename__, entity, action)
    state = inspect(entity)
    for column in state.mapper.column_attrs:
        name = column.key
        if name in entity.unaudited or name in KEPT_OUT:
            continue
        history = state.attrs[name].history
        before = plain(history.deleted[0]) if history.deleted else None
        after = plain(history.added[0]) if history.added else None
        if history.has_changes() and before != after:
            (change.personal if name in entity.personal else change.plain)[name] = (before, after)
    return change


def write_changes(session: Session, changes: list[Change]) -> None:
    """Append `changes` to the desk's chain."""
    auditor: Auditor = session.info["auditor"]
    sequence, previous = _last(session, auditor.desk_id)
    for number, change in enumerate(changes, start=sequence + 1):
        row = _row(auditor, change, number)
        row["hash"] = previous = chained(auditor.key, previous, row)
        audit_id = session.execute(insert(AuditRow).returning(AuditRow.id), row).scalar_one()
        if change.personal:
            session.execute(insert(AuditValue), list(_values(audit_id, change)))


def forget_values(db: Session, what: str, row_ids: Collection[int]) -> None:
    """Empty before and after of these rows; who changed them and when stays, and the chain holds."""
    for some in batched(row_ids, ROWS_MOST):
        rows = select(AuditRow.id).where(AuditRow.what == what, AuditRow.row_id.in_(some))
        db.execute(delete(AuditValue).where(AuditValue.audit_id.in_(rows)))


def _last(session: Session, desk_id: int) -> tuple[int, str]:
    query = (
        select(AuditRow.sequence, AuditRow.hash)
        .where(AuditRow.desk_id == desk_id)
        .order_by(AuditRow.sequence.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    return (found.sequence, found.hash) if found else (0, "")


def _row(auditor: Auditor, change: Change, number: int) -> dict[str, Any]:
    hashed = {name: [keyed(auditor.key, side) for side in sides] for name, sides in change.personal.items()}
    return {
        "desk_id": auditor.desk_id,
        "sequence": number,
        "at": auditor.at,
        "by_id": auditor.by_id,
        "what": change.what,
        "row_id": change.entity if isinstance(change.entity, int) else change.entity.id,
        "action": change.action,
        "changes": {"plain": {name: list(sides) for name, sides in change.plain.items()}, "hashed": hashed},
    }


def _values(audit_id: int, change: Change) -> Iterator[dict[str, Any]]:
    for name, (before, after) in change.personal.items():
        yield {"audit_id": audit_id, "column": name, "before": _text(before), "after": _text(after)}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def chained(key: bytes, previous: str, row: dict[str, Any]) -> str:
    """HMAC-SHA-256 over the hash before and the row without its own hash."""
    told = {name: plain(value) for name, value in row.items() if name != "hash"}
    message = previous + json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()


def keyed(key: bytes, value: object) -> str | None:
    """A hash that tells sameness, not the value."""
    return None if value is None else hmac.new(key, str(value).encode(), hashlib.sha256).hexdigest()[:32]


def plain(value: object) -> object:
    """`value` as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def broken_link(db: Session, desk_id: int) -> int | None:
    """The first sequence number of a desk whose hash does not follow from the rows before; None: the chain holds."""
    key = _key(db)
    previous, expected = "", 1
    for row in db.execute(select(AuditRow).where(AuditRow.desk_id == desk_id).order_by(AuditRow.sequence)).scalars():
        told = {name: getattr(row, name) for name in _TOLD}
        if row.sequence != expected or chained(key, previous, told) != row.hash:
            return row.sequence
        previous, expected = row.hash, expected + 1
    return None


_TOLD = ("desk_id", "sequence", "at", "by_id", "what", "row_id", "action", "changes")


def _key(db: Session) -> bytes:
    found: bytes = db.execute(text("SELECT audit_key FROM centres ORDER BY id LIMIT 1")).scalar_one()
    return bytes(found)
