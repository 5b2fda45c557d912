"""Figures of other companies to read: the list, one of them, what a survey can be compared in."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from csatdesk.domain.benchmarks import BenchmarkFigure, BenchmarkRow, NewBenchmark, comparable
from csatdesk.domain.errors import NotFound
from csatdesk.domain.forms import Item
from csatdesk.domain.staff import Right, require
from csatdesk.domain.surveys import SurveyRow
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.surveys.results.figures import items_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.survey_benchmarks import SurveyBenchmark, SurveyBenchmarkFigure


@dataclass(frozen=True, slots=True)
class BenchmarkBoard:
    """All of the centre, those in use first; `items`: what this survey can be compared in."""

    survey: SurveyRow
    items: tuple[Item, ...]
    rows: tuple[BenchmarkRow, ...]


def load_benchmarks(reading: Reading, *, survey_id: int) -> BenchmarkBoard:
    require(reading.actor, Right.SEE_SURVEYS)
    survey = load_survey(reading, survey_id=survey_id)
    return BenchmarkBoard(survey, comparable(items_of(reading, survey_id)), list_benchmarks(reading))


def list_benchmarks(reading: Reading, *, active_only: bool = False) -> tuple[BenchmarkRow, ...]:
    query = select(SurveyBenchmark).where(SurveyBenchmark.centre_id == reading.actor.centre_id)
    if active_only:
        query = query.where(SurveyBenchmark.is_active.is_(True))
    found = reading.db.execute(query.order_by(SurveyBenchmark.is_active.desc(), SurveyBenchmark.id)).scalars().all()
    figures = _figures(reading, [one.id for one in found])
    return tuple(row_of(one, figures.get(one.id, ())) for one in found)


def load_benchmark(reading: Reading, *, benchmark_id: int) -> BenchmarkRow:
    require(reading.actor, Right.SEE_SURVEYS)
    found = reading.db.get(SurveyBenchmark, benchmark_id)
    if found is None or found.centre_id != reading.actor.centre_id:
        raise NotFound()
    return row_of(found, _figures(reading, [found.id]).get(found.id, ()))


def row_of(one: SurveyBenchmark, figures: Iterable[BenchmarkFigure]) -> BenchmarkRow:
    new = NewBenchmark(one.name, one.industry, one.publisher, one.published, one.period, one.n, tuple(figures))
    return BenchmarkRow(one.id, new, one.is_active, one.version)


def _figures(reading: Reading, ids: list[int]) -> dict[int, list[BenchmarkFigure]]:
    query = select(SurveyBenchmarkFigure).where(SurveyBenchmarkFigure.benchmark_id.in_(ids))
    found: dict[int, list[BenchmarkFigure]] = {}
    for one in reading.db.execute(query.order_by(SurveyBenchmarkFigure.id)).scalars():
        figure = BenchmarkFigure(one.item_key, one.metric, one.grade, one.worst, one.best, one.value, one.n, one.spread)
        found.setdefault(one.benchmark_id, []).append(figure)
    return found
