"""Entering, changing and ending figures of other companies."""

from functools import partial

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from csatdesk.domain.benchmarks import BenchmarkFigure, BenchmarkThere, NewBenchmark
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.operations.surveys.benchmarks.queries import load_benchmark
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.survey_benchmarks import SurveyBenchmark, SurveyBenchmarkFigure


def add_benchmark(work: Work, *, new: NewBenchmark) -> Undoable[int]:
    require(work.actor, Right.LEAD_SURVEYS)
    new.check()
    _check_single(work, new)
    row = SurveyBenchmark(uid=new_identity(work.at), centre_id=work.actor.centre_id, is_active=True)
    _write(work, row, new)
    work.db.add(row)
    work.db.flush()
    _put_figures(work, row.id, new.figures)
    undo = partial(_take_away, benchmark_id=row.id, version=row.version)
    return Undoable(row.id, undo, N_("{name} added."), {"name": row.name})


def change_benchmark(work: Work, *, benchmark_id: int, new: NewBenchmark, version: int) -> Undoable[int]:
    """The new version of the row."""
    require(work.actor, Right.LEAD_SURVEYS)
    new.check()
    row = _own(work, benchmark_id, version)
    _check_single(work, new, but=row.id)
    before = load_benchmark(work, benchmark_id=row.id).new
    _write(work, row, new)
    _put_figures(work, row.id, new.figures)
    undo = partial(change_benchmark, benchmark_id=row.id, new=before, version=row.version)
    return Undoable(row.version, undo, N_("{name} changed."), {"name": row.name})


def set_in_use(work: Work, *, benchmark_id: int, is_active: bool, version: int) -> Undoable[int]:
    """Whether results are compared with it. What it said stays either way."""
    require(work.actor, Right.LEAD_SURVEYS)
    row = _own(work, benchmark_id, version)
    row.is_active = is_active
    _stamp(work, row)
    text = N_("{name} is compared with again.") if is_active else N_("{name} is no longer compared with.")
    undo = partial(set_in_use, benchmark_id=row.id, is_active=not is_active, version=row.version)
    return Undoable(row.version, undo, text, {"name": row.name})


def _own(work: Work, benchmark_id: int, version: int) -> SurveyBenchmark:
    row = work.db.get(SurveyBenchmark, benchmark_id)
    if row is None or row.centre_id != work.actor.centre_id or row.version != version:
        raise ChangedByOther()
    return row


def _check_single(work: Work, new: NewBenchmark, *, but: int = 0) -> None:
    query = select(SurveyBenchmark.id).where(
        SurveyBenchmark.centre_id == work.actor.centre_id,
        SurveyBenchmark.name == new.name,
        SurveyBenchmark.period == new.period,
        SurveyBenchmark.id != but,
    )
    if work.db.execute(query.limit(1)).first() is not None:
        raise BenchmarkThere(field="period")


def _write(work: Work, row: SurveyBenchmark, new: NewBenchmark) -> None:
    row.name, row.industry, row.period, row.n = new.name, new.industry, new.period, new.n
    row.publisher, row.published = new.publisher, new.published
    _stamp(work, row)


def _stamp(work: Work, row: SurveyBenchmark) -> None:
    row.changed_at, row.changed_by_id = work.at, work.actor.id
    if row.id is not None:
        flag_modified(row, "changed_at")  # a new version also where only its figures changed
        work.db.flush()
    work.changed.add(Kind.SURVEY)


def _put_figures(work: Work, benchmark_id: int, figures: tuple[BenchmarkFigure, ...]) -> None:
    query = select(SurveyBenchmarkFigure).where(SurveyBenchmarkFigure.benchmark_id == benchmark_id)
    there = {one.item_key: one for one in work.db.execute(query).scalars()}
    for figure in figures:
        row = there.pop(figure.item_key, None)
        if row is None:
            row = SurveyBenchmarkFigure(benchmark_id=benchmark_id, item_key=figure.item_key)
            work.db.add(row)
        row.metric, row.grade, row.worst, row.best = figure.metric, figure.grade, figure.worst, figure.best
        row.value, row.n, row.spread = figure.value, figure.n, figure.spread
    for gone in there.values():
        work.db.delete(gone)
    work.db.flush()


def _take_away(work: Work, *, benchmark_id: int, version: int) -> None:
    require(work.actor, Right.LEAD_SURVEYS)
    row = _own(work, benchmark_id, version)
    _put_figures(work, row.id, ())
    work.db.delete(row)
    work.db.flush()
    work.changed.add(Kind.SURVEY)
