"""Importing 100,000 customers from a workbook with all checks: aim ≤ 4 times reading it and inserting its rows raw.

python -m tests.benchmarks.bench_customers [customers]
"""

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook
from sqlalchemy import insert
from sqlalchemy.orm import Session as Database

from csatdesk.operations.contacts.imports import import_customers, look_at_file, usual_choices
from csatdesk.operations.work import Store
from csatdesk.store.engine import local_engines
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.search import use_memory
from csatdesk.system.paths import Profile
from tests.benchmarks.many_customers import customer
from tests.cast import KEY, build, stage

LIMIT = 4.0
HEADERS = ("Number", "Name", "Phone", "E-mail", "Account", "Segment", "Address")


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "customers.xlsx")
        make_workbook(path, count)
        peer = by_hand(path, Path(folder, "peer.db"))
        ours = imported(path, Path(folder, "ours.db"), count)
    print(f"{count:,} customers: {ours:.1f} s, raw {peer:.1f} s, ratio {ours / peer:.2f}, limit {LIMIT}")
    return int(ours / peer > LIMIT)


def make_workbook(path: Path, count: int) -> None:
    chance = random.Random(5)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Customers")
    sheet.append(HEADERS)
    for number in range(1, count + 1):
        made = customer(chance, number)
        told = (made["phone"], made["email"], made["account"], made["segment"].value)
        sheet.append((number, made["name"], *told, f"ul. Długa {number % 90}, 80-{number % 900:03d} Gdańsk"))
    book.save(path)


def by_hand(path: Path, store: Path) -> float:
    """What calamine reads, as rows of the same table, without any check or search."""
    writer, readers = local_engines(store, KEY)
    build(writer)
    began = time.perf_counter()
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
    chance = random.Random(6)
    with Database(writer) as db, db.begin():
        use_memory(db.connection(), 64)
        values = [_raw(chance, 1000 + place, row) for place, row in enumerate(rows)]
        for start in range(0, len(values), 5_000):
            db.execute(insert(Customer), values[start : start + 5_000])
    taken = time.perf_counter() - began
    for engine in (writer, readers):
        engine.dispose()
    return taken


def _raw(chance: random.Random, number: int, row: Sequence[object]) -> dict[str, object]:
    _source, name, phone, email, account, _segment, address = map(str, row)
    told = {"name": name, "phone": phone, "email": email, "account": account, "address": address}
    return customer(chance, number) | told


def imported(path: Path, where: Path, count: int) -> float:
    writer, readers = local_engines(where, KEY)
    build(writer)
    store = Store(writer, readers)
    ewa = stage(store, Profile(Path("nowhere"))).ewa
    look = look_at_file(path, what="customers")
    began = time.perf_counter()
    result = import_customers(store, ewa, path=path, mapping=look.mapping, choices=usual_choices(look))
    taken = time.perf_counter() - began
    store.close()
    if result.added != count:
        raise SystemExit(f"only {result.added} of {count} were added")
    return taken


if __name__ == "__main__":
    raise SystemExit(main())
