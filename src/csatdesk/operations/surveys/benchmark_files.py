"""Figures of another company in files: the template, and a file that is read whole or not at all."""

from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.benchmarks import TypedBenchmark, comparable, ends_of, grades_of, read_typed
from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.survey_views import Grade, grade_of
from csatdesk.operations.surveys.findings.words import question_words
from csatdesk.operations.surveys.results.figures import items_of
from csatdesk.operations.work import Store
from csatdesk.sheets.benchmarks import Line, read_rows, write_benchmark_template
from csatdesk.sheets.cells import column_letter
from csatdesk.sheets.tables import rows_from_plain
from csatdesk.sheets.trouble import TooManyCells
from csatdesk.system.child import Limits, run_reader
from csatdesk.system.clock import now
from csatdesk.wording.benchmarks import code_words

READER = "csatdesk.sheets.tables:read_for_child"
LIMITS = Limits(memory_bytes=1 << 29, seconds=60, cells=100_000)
ROWS_MOST = 1_000
STEPS = 2


@dataclass(frozen=True, slots=True)
class BenchmarkFile:
    """What stands in a file. `problems`: each faulty cell in words; then nothing of it is taken over."""

    file_name: str
    typed: TypedBenchmark
    problems: tuple[str, ...]


def save_benchmark_template(
    store: Store, actor: Actor, progress: Progress = no_progress, *, survey_id: int, path: Path
) -> None:
    """A line for each question of this survey, as it is graded here."""
    require(actor, Right.LEAD_SURVEYS)
    with store.read(actor, now()) as reading:
        items, zone = comparable(items_of(reading, survey_id)), ZoneInfo(reading.centre.zone)
    lines = [
        Line(one.key, question_words(one), grade_of(one).value, "..".join(map(str, ends_of(one)))) for one in items
    ]
    known = {grade for one in items for grade in grades_of(one)}
    codes = [(one.value, code_words(one)) for one in Grade if one in known]
    write_benchmark_template(path, lines, codes, zone)
    progress(1, 1)


def read_benchmark_file(
    store: Store, actor: Actor, progress: Progress = no_progress, *, survey_id: int, path: Path
) -> BenchmarkFile:
    """Every faulty cell at once. What is right comes back as typed, for somebody to look at and save."""
    require(actor, Right.LEAD_SURVEYS)
    with store.read(actor, now()) as reading:
        items = comparable(items_of(reading, survey_id))
    progress(0, STEPS)
    with closing(run_reader(READER, path, {"header_row": 0}, LIMITS)) as rows:
        given = list(rows_from_plain(islice(rows, ROWS_MOST + 1)))
    if len(given) > ROWS_MOST:
        last = given[-1]
        raise TooManyCells(file=path.name, row=last.number, column=column_letter(max(0, len(last.cells) - 1)))
    found = read_rows(given, frozenset(one.key for one in items))
    progress(1, STEPS)
    _new, refusals = read_typed(found.typed, items)
    progress(STEPS, STEPS)
    return BenchmarkFile(path.name, found.typed, tuple(found.told(refusals)))
