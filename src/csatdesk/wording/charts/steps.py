"""A contact step by step, as two units do it: a line for each down the steps, the totals beneath."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from csatdesk.domain.charts import Measure, Scale, Step, StepProfile, Value
from csatdesk.wording.charts.shapes import Place, Point, Sketch
from csatdesk.wording.charts.told import NOTHING, figure, spoken, tick

ROW_AIR, GAP, DOT, RIM, HEAD_DOT = 11, 16, 4.5, 6, 16
SLACK = 2  # no letter of a head is lost to rounding
NAME_MOST = 0.34
FIRST, SECOND = "accent", "edge"


@dataclass(frozen=True, slots=True)
class Columns:
    """Names from 0, the axis from `begin` to `end`, both values end at theirs."""

    name: float
    begin: float
    end: float
    first: float
    second: float

    def x(self, value: float, scale: Scale) -> float:
        return self.begin + scale.share(value) * (self.end - self.begin)


def lay_out(chart: StepProfile, sketch: Sketch) -> None:
    where, ruler, unit = _columns(chart, sketch), sketch.ruler, sketch.unit
    row_high, head = ruler.high("body") + ROW_AIR * unit, ruler.high("caption") + 6 * unit
    bottom = head + len(chart.steps) * row_high
    _head(chart, where, sketch, (head, bottom))
    scale = chart.scale()
    for ink in (SECOND, FIRST):
        scores = [step.first if ink == FIRST else step.second for step in chart.steps]
        middles = (head + (place + 0.5) * row_high for place in range(len(scores)))
        _line([_point(score, y, where, scale) for score, y in zip(scores, middles, strict=True)], sketch, ink)
    for place, step in enumerate(chart.steps):
        box = Place(0, head + place * row_high, sketch.drawing.wide, row_high)
        _row(step, chart.measure, where, sketch, box)
        sketch.mark(box, _spoken(step, chart), step.key)
    total = chart.total
    box = Place(0, bottom, sketch.drawing.wide, row_high)
    sketch.hairline((0, bottom), wide=sketch.drawing.wide, ink="line2")
    _row(total, chart.measure_of(total), where, sketch, box, is_bold=True)
    sketch.mark(box, _spoken(total, chart), "")
    sketch.drawing.high = bottom + row_high


def _columns(chart: StepProfile, sketch: Sketch) -> Columns:
    ruler, unit, wide = sketch.ruler, sketch.unit, sketch.drawing.wide
    widest = max((ruler.wide(one.name, "body", False) for one in chart.steps), default=0)
    name = min(max(widest, ruler.wide(chart.total_head, "body", True)), NAME_MOST * wide)
    heads = max(ruler.wide(chart.first, "caption", True), ruler.wide(chart.second, "caption", True))
    column = min(heads + (HEAD_DOT + SLACK) * unit, wide * 0.2)
    first = wide - column - GAP * unit
    return Columns(name, name + 1.75 * GAP * unit, first - column - GAP * unit, first, wide)


def _point(score: Value, y: float, where: Columns, scale: Scale) -> Point | None:
    return (where.x(score.value, scale), y) if score.is_drawn and score.value is not None else None


def _head(chart: StepProfile, where: Columns, sketch: Sketch, span: tuple[float, float]) -> None:
    base, scale, unit = sketch.ruler.ascent("caption"), chart.scale(), sketch.unit
    for value in scale.ticks:
        x = where.x(value, scale)
        sketch.words((x, base), tick(value, scale.step, chart.measure), side=0.5)
        sketch.hairline((x, span[0]), high=span[1] - span[0])
    column = where.second - where.first
    for right, words, ink in ((where.first, chart.first, FIRST), (where.second, chart.second, SECOND)):
        room = column - (GAP + HEAD_DOT) * unit
        sketch.words((right, base), words, "caption", "ink", is_bold=True, side=1, room=room)
        wide = min(room, sketch.ruler.wide(words, "caption", True))
        at = (right - wide - 9 * unit, base - sketch.ruler.ascent("caption") * 0.35)
        sketch.dot(at, DOT, ink, is_hollow=ink == SECOND)


def _line(points: Sequence[Point | None], sketch: Sketch, ink: str) -> None:
    """One unit's line from step to step; a step without a value breaks it."""
    for is_drawn, run in groupby(points, key=lambda one: one is not None):
        joined = [one for one in run if one is not None]
        if is_drawn and len(joined) > 1:
            sketch.stroke(joined, ink, 1.75)
    for at in points:
        if at is not None:
            sketch.dot(at, RIM, "bg")
            sketch.dot(at, DOT, ink, is_hollow=ink == SECOND)


def _row(step: Step, measure: Measure, where: Columns, sketch: Sketch, box: Place, *, is_bold: bool = False) -> None:
    base = sketch.base(box.top, box.high, "body")
    sketch.words((0, base), step.name, "body", "ink", is_bold=is_bold, room=where.name)
    for right, score in ((where.first, step.first), (where.second, step.second)):
        ink = "ink" if score.is_drawn else "ink2"
        bold = is_bold or score is step.first
        role = "body" if score.is_drawn else "caption"
        room = where.second - where.first - 4 * sketch.unit
        told = _told(score, measure)
        if sketch.ruler.wide(told, role, False) > room:
            told = NOTHING  # why is said when one points at the step
        sketch.words((right, base), told, role, ink, is_bold=bold and score.is_drawn, side=1)


def _told(score: Value, measure: Measure) -> str:
    if score.is_drawn and score.value is not None:
        return figure(score.value, measure)
    return score.words or NOTHING


def _spoken(step: Step, chart: StepProfile) -> str:
    measure = chart.measure_of(step)
    said = [spoken(chart.first, step.first, measure), spoken(chart.second, step.second, measure)]
    if step.note:
        said.append(step.note)
    return f"{step.name}. {'; '.join(said)}"
