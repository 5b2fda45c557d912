"""A chart as a table: for screen readers, for the clipboard, and for those who would rather read numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch

from csatdesk.domain.charts import (
    Aspect,
    Chart,
    Distribution,
    ImportancePerformance,
    MatrixCells,
    Measure,
    RangeRows,
    Rank,
    Step,
    StepProfile,
    Trend,
    Value,
)
from csatdesk.wording.charts.told import NOTHING, ends, figure
from csatdesk.wording.formats import number, percent
from csatdesk.wording.speaking import _

WHOLE = Measure("")


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` and rows of as many cells; the first cell of a row is its name."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_text(self) -> str:
        """With tabs, as spreadsheets take it from the clipboard."""
        return "\n".join("\t".join(row) for row in (self.heads, *self.rows))


@singledispatch
def as_table(chart: Chart) -> Table:
    raise NotImplementedError(type(chart))


@as_table.register
def _distribution(chart: Distribution) -> Table:
    rows = [(bar.label, number(bar.count), band.label) for band in chart.bands for bar in band.bars]
    return Table((chart.value_head, _("Answers"), _("Group")), tuple(rows))


@as_table.register
def _trend(chart: Trend) -> Table:
    rows = [(one.name, *_cells(one.score, chart.measure)) for one in chart.moments]
    return Table((_("When"), *_heads(chart.measure)), tuple(rows))


@as_table.register
def _range_rows(chart: RangeRows) -> Table:
    places = [chart.place_head] if chart.place_head else []
    rows = [
        (row.name, *([row.place or NOTHING] if places else []), *_cells(row.score, chart.measure)) for row in chart.rows
    ]
    return Table((chart.row_head, *places, *_heads(chart.measure)), tuple(rows))


@as_table.register
def _importance(chart: ImportancePerformance) -> Table:
    heads = (_("What matters"), chart.across, chart.up, _("Likely"), _("Answers"), _("Rank stayed"), _("Group"))
    return Table(heads, tuple(_aspect(one, chart) for one in chart.aspects))


def _aspect(one: Aspect, chart: ImportancePerformance) -> tuple[str, ...]:
    measure = chart.importance or Measure("", 1)
    return (
        one.name,
        number(one.performance, 0),
        figure(one.importance, measure),
        NOTHING if one.likely is None else ends(one.likely, measure),
        number(one.n),
        NOTHING if one.rank_kept is None else percent(one.rank_kept),
        chart.field_of(one),
    )


@as_table.register
def _matrix(chart: MatrixCells) -> Table:
    rows = []
    for part in chart.parts:
        for row in part.rows:
            for column, cell in zip(chart.columns, row.cells, strict=True):
                share = NOTHING if cell.share is None else figure(cell.share, Measure("", is_percent=True))
                notes = [] if cell.rank is None else [rank_word(cell.rank)]
                first, *others = _cells(cell.score, chart.measure)
                told = ", ".join([*notes, *filter(None, others[-1:])])
                rows.append((part.name, row.name, column, share, first, *others[:-1], told))
    heads = (_("Who"), chart.row_head, chart.column_head, _("Share"), *_heads(chart.measure))
    return Table(heads, tuple(rows))


@as_table.register
def _steps(chart: StepProfile) -> Table:
    has_notes = bool(chart.note_head)
    heads: tuple[str, ...] = (chart.step_head, chart.first, chart.second)
    if has_notes:
        heads = (chart.step_head, chart.first, _("Answers"), chart.second, _("Answers"), chart.note_head)
    return Table(heads, tuple(tuple(_step(step, chart, has_notes)) for step in (*chart.steps, chart.total)))


def _step(step: Step, chart: StepProfile, has_notes: bool) -> Iterable[str]:
    yield step.name
    for score in (step.first, step.second):
        yield _one(score, chart.measure_of(step))
        if has_notes:
            yield NOTHING if score.n is None else number(score.n)
    if has_notes:
        yield step.note


def rank_word(rank: Rank) -> str:
    return _("best") if rank is Rank.BEST else _("worst")


def _heads(measure: Measure) -> tuple[str, ...]:
    return (measure.name, _("Likely"), _("Evaluations") if measure.is_of_evaluations else _("Answers"), _("Note"))


def _cells(score: Value, measure: Measure) -> tuple[str, ...]:
    likely = ends(score.likely, measure) if score.is_drawn and score.likely is not None else NOTHING
    n = NOTHING if score.n is None else number(score.n)
    value = figure(score.value, measure) if score.is_drawn and score.value is not None else NOTHING
    return (value, likely, n, score.words)


def _one(score: Value, measure: Measure) -> str:
    if score.is_drawn and score.value is not None:
        return figure(score.value, measure)
    return score.words or NOTHING
