"""30,000 filled-in questionnaires of 20 questions taken over from a file, against only reading that file.

python -m tests.benchmarks.bench_responses [responses]

Aim: the whole import, reading and checking included, within `MOST` times what the bare reader takes for the same file
(the csv module for a text file, python-calamine for a workbook), and no batch longer than `BATCH_MOST_MS`. Beside it
stands the floor: how long the store takes for the bare rows, written by its driver in one transaction in the order of
their keys. What lies below the floor no program reaches with a row for each answer.
"""

import csv
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook
from sqlalchemy import delete

from csatdesk.domain.answer_columns import with_keys
from csatdesk.domain.answer_proposals import propose
from csatdesk.operations.surveys.answer_imports import ANSWER_COLUMNS, import_answers
from csatdesk.operations.surveys.answer_plans import AnswerPlan, look_at_answers
from csatdesk.operations.work import Store
from csatdesk.store.engine import local_engines
from csatdesk.store.entities.surveys import Response, ResponseAnswer
from csatdesk.store.many import insert_many
from csatdesk.system.paths import Profile
from tests.cast import KEY, Stage, build, stage

ITEMS, MOST, BATCH_MOST_MS = 20, 2.0, 200.0


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = invented(count)
        centre = opened(folder / "store.db")
        missed = [
            tell(centre, "text file, csv", as_text(folder, rows), bare_csv),
            tell(centre, "workbook, calamine", as_workbook(folder, rows), bare_workbook),
        ]
        floor = bare_store(centre, count)
        each = floor / count / ITEMS * 1e6
        print(f"floor of the store: {floor:.2f} s for {count * ITEMS:,} answers, {each:.1f} µs each")
        centre.store.close()
    return int(any(missed))


def invented(count: int) -> list[list[object]]:
    chance = random.Random(7)
    head: list[object] = ["RESPNUM", "NPS", *(f"Q7A{number:02}" for number in range(1, ITEMS))]
    rows: list[list[object]] = [
        [number, chance.randint(0, 11), *chance.choices(range(7), k=ITEMS - 1)] for number in range(1, count + 1)
    ]
    return [head, *rows]


def as_text(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    path = folder / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def as_workbook(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    path = folder / "answers.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Answers")
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def bare_csv(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return len(list(csv.reader(file)))


def bare_workbook(path: Path) -> int:
    with CalamineWorkbook.from_path(path) as book:
        return len(list(book.get_sheet_by_index(0).iter_rows()))


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def tell(centre: Stage, name: str, path: Path, bare: Callable[[Path], int]) -> bool:
    """Whether it is too slow."""
    reading = min(seconds(lambda: bare(path)) for _try in range(3))
    began = time.perf_counter()
    table = look_at_answers(path)
    looked = time.perf_counter() - began
    columns = with_keys(propose(table.seen))
    plan = AnswerPlan(table, columns, name, 202605, centre.marek.office_id)
    told: list[float] = []

    def progress(_done: int, _total: int) -> None:
        told.append(time.perf_counter())

    job = partial(import_answers, centre.store, centre.marek, plan=plan, progress=progress)
    whole = seconds(job) + looked
    ratio, longest = whole / reading, 1000 * max(after - before for before, after in pairwise(told))
    print(f"{name}: bare reading {reading:.3f} s, look {looked:.2f} s, whole import {whole:.2f} s, {ratio:.1f} times")
    print(f"  longest batch with the pause behind it {longest:.0f} ms")
    return ratio > MOST or longest > BATCH_MOST_MS


def bare_store(centre: Stage, count: int) -> float:
    """The same number of answers, of responses that are there already, straight through the driver."""
    with centre.work(centre.marek) as work:
        work.db.execute(delete(ResponseAnswer))
        ids = sorted(work.db.execute(Response.__table__.select().with_only_columns(Response.id)).scalars())[:count]
        rows = [(one, f"q{item:02}", 1, 3, "", "") for one in ids for item in range(ITEMS)]
        return seconds(lambda: insert_many(work.db, ResponseAnswer, ANSWER_COLUMNS, rows))


def opened(path: Path) -> Stage:
    writer, readers = local_engines(path, KEY)
    build(writer)
    return stage(Store(writer, readers), Profile(path.parent))


if __name__ == "__main__":
    sys.exit(main())
