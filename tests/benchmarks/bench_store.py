"""Lists, search and memory over very many cases, against the same SQL by hand in the same run.

python -m tests.benchmarks.bench_store [cases] [store to keep]
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row, text

from csatdesk.domain.cases import (
    CaseFilter,
    CaseKind,
    Sort,
)
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.queries import count_cases, list_cases, load_my_desk
from csatdesk.operations.contacts.queries import suggest_customers
from csatdesk.operations.work import Reading, Store
from csatdesk.store.base import EPOCH
from csatdesk.store.engine import local_engines
from csatdesk.system.paths import Profile
from tests.benchmarks.many_cases import fill
from tests.cast import KEY, NOW, stage

LIMIT = 2.0
PAGE = (
    "SELECT c.id, c.number, c.kind, c.status, c.channel, c.topic_id, substr(c.text, 1, 160), "
    "coalesce(k.name, ''), c.known, c.owner_id, coalesce(s.name, ''), c.received_at, c.clock, c.clock_due_at, "
    "c.clock_unit, c.clock_met_at FROM cases c LEFT JOIN customers k ON k.id = c.customer_id "
    "LEFT JOIN staff s ON s.id = c.owner_id WHERE c.centre_id = 1 {more} "
    "ORDER BY c.received_at DESC, c.id DESC LIMIT 200"
)


def main() -> int:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder, "store.db")
        if not path.exists():
            began = time.perf_counter()
            fill(path, cases)
            print(f"made {cases:,} cases in {time.perf_counter() - began:.0f} s, {path.stat().st_size >> 20} MiB")
        return measure(path)


def measure(path: Path) -> int:
    before = _memory()
    store = Store(*local_engines(path, KEY))
    made = stage(store, Profile(Path("nowhere")))
    with made.read(made.anna, NOW) as reading:
        ratios = [
            compare(
                "first page", lambda: list_cases(reading, filter=CaseFilter(), sort=Sort.RECEIVED), by_hand(reading)
            ),
            deep_page(reading),
            search(reading),
        ]
        for name, ask in others(reading):
            print(f"{name:32} {_milliseconds(ask):8.2f} ms")
    print(f"memory grew by {_memory() - before} MiB")
    store.close()
    return int(max(ratios) > LIMIT)


def by_hand(reading: Reading, more: str = "", **values: object) -> Callable[[], object]:
    statement = text(PAGE.format(more=more))
    return lambda: [_converted(row) for row in reading.db.connection().execute(statement, values)]


def _converted(row: Row[Any]) -> tuple[object, ...]:
    """The values that a list row holds, made the plain way."""
    found = tuple(row)
    return (
        *found[:2],
        CaseKind(found[2]),
        Status(found[3]),
        Channel(found[4]),
        *found[5:8],
        Known(found[8]),
        *found[9:11],
        EPOCH + timedelta(microseconds=found[11]),
        Clock(found[12]),
        EPOCH + timedelta(microseconds=found[13]),
        Unit(found[14]),
        found[15] and EPOCH + timedelta(microseconds=found[15]),
    )


def deep_page(reading: Reading) -> float:
    """The page after row 900,000 (or nine tenths of all)."""
    total = reading.db.execute(text("SELECT count(*) FROM cases")).scalar_one()
    at = reading.db.execute(
        text("SELECT received_at, id FROM cases ORDER BY received_at DESC, id DESC LIMIT 1 OFFSET :skip"),
        {"skip": total * 9 // 10},
    ).one()
    after = (EPOCH + timedelta(microseconds=at.received_at), at.id)
    return compare(
        "page at nine tenths",
        lambda: list_cases(reading, filter=CaseFilter(), sort=Sort.RECEIVED, after=after),
        by_hand(reading, "AND (c.received_at, c.id) < (:a, :b)", a=at.received_at, b=at.id),
    )


def search(reading: Reading) -> float:
    """The newest 50 hits with the same columns and the same values converted."""
    columns = PAGE[: PAGE.index("FROM")]
    raw = text(
        columns + "FROM case_words w CROSS JOIN cases c ON c.id = w.rowid "
        "LEFT JOIN customers k ON k.id = c.customer_id LEFT JOIN staff s ON s.id = c.owner_id "
        "WHERE w.case_words MATCH :q AND c.centre_id = 1 ORDER BY w.rowid DESC LIMIT 50"
    )
    return compare(
        "search, newest 50",
        lambda: list_cases(reading, filter=CaseFilter(text="licznik"), limit=50),
        lambda: [_converted(row) for row in reading.db.connection().execute(raw, {"q": '"licznik"*'})],
    )


def others(reading: Reading) -> list[tuple[str, Callable[[], object]]]:
    open_cases = CaseFilter(is_open=True)
    return [
        ("open cases by due", lambda: list_cases(reading, filter=open_cases)),
        (
            "complaints and claims, open",
            lambda: list_cases(reading, filter=CaseFilter(is_open=True, kinds=(CaseKind.COMPLAINT, CaseKind.CLAIM))),
        ),
        ("counts of open cases", lambda: count_cases(reading, filter=open_cases)),
        ("counts of a search", lambda: count_cases(reading, filter=CaseFilter(text="licznik"))),
        ("my desk", lambda: load_my_desk(reading)),
        ("suggest customers", lambda: suggest_customers(reading, typed="zielin")),
    ]


def compare(name: str, ours: Callable[[], object], peer: Callable[[], object]) -> float:
    pairs = [(_milliseconds(ours), _milliseconds(peer)) for _round in range(5)]  # by turns: a busy machine hits both
    a, b = min(first for first, _second in pairs), min(second for _first, second in pairs)
    print(f"{name:32} {a:8.2f} ms   by hand {b:8.2f} ms   ratio {a / b:5.2f}   limit {LIMIT}")
    return a / b


def _milliseconds(ask: Callable[[], object]) -> float:
    ask()
    taken: list[float] = []
    for _round in range(15):
        began = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - began)
    return min(taken) * 1000  # what it takes when nothing else runs


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


if __name__ == "__main__":
    raise SystemExit(main())
