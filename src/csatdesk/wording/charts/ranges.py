"""Rows with a score, between what it likely lies, and how many answered; what is hidden says why."""

from collections.abc import Sequence
from dataclasses import dataclass

from csatdesk.domain.charts import RangeRow, RangeRows, Scale
from csatdesk.domain.suppression import Shown
from csatdesk.wording.charts.shapes import Hatch, Place, Sketch
from csatdesk.wording.charts.told import NOTHING, figure, spoken, tick
from csatdesk.wording.formats import number
from csatdesk.wording.speaking import _

ROW_AIR, GAP, DOT, RIM = 11, 16, 5, 6.5
HATCH_HIGH = 15
NAME_MOST = 0.34  # of the width


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand across: names from 0, places and numbers of answers end at theirs, values at the right."""

    name: float
    place: float
    n: float
    begin: float
    end: float
    right: float

    def x(self, value: float, scale: Scale) -> float:
        return self.begin + scale.share(value) * (self.end - self.begin)


def lay_out(chart: RangeRows, sketch: Sketch) -> None:
    scale, where = chart.scale(), _columns(chart, sketch)
    unit, row_high = sketch.unit, sketch.ruler.high("body") + ROW_AIR * sketch.unit
    head = sketch.ruler.high("caption") + 4 * unit
    drawn = sum(one.score.shown is not Shown.HIDDEN for one in chart.rows)
    _head(chart, scale, where, sketch, (head, head + drawn * row_high))
    top = head
    for row in chart.rows:
        _row(row, chart, where, sketch, Place(0, top, sketch.drawing.wide, row_high))
        top += row_high
    sketch.drawing.high = max(top, head)


def _columns(chart: RangeRows, sketch: Sketch) -> Columns:
    ruler, unit, wide = sketch.ruler, sketch.unit, sketch.drawing.wide
    names = max((ruler.wide(row.name, "body", row.is_loud) for row in chart.rows), default=0)
    name = min(names, NAME_MOST * wide)
    place = name
    if chart.place_head:
        places = [chart.place_head, *(row.place for row in chart.rows)]
        place += GAP * unit + max(ruler.wide(words, "small", False) for words in places)
    counts = [number(row.score.n) for row in chart.rows if row.score.n is not None]
    n = place + GAP * unit + max(ruler.wide(words, "body", False) for words in (*counts, NOTHING))
    n = max(n, place + GAP * unit + ruler.wide(_("answers"), "caption", False))
    told = max((ruler.wide(_end_words(row, chart), "small", True) for row in chart.rows), default=0)
    return Columns(name, place, n, n + 1.75 * GAP * unit, wide - told - GAP * unit, wide)


def _end_words(row: RangeRow, chart: RangeRows) -> str:
    score = row.score
    if score.shown is Shown.HIDDEN:
        return ""
    if score.shown is Shown.FULL and score.value is not None:
        return figure(score.value, chart.measure)
    return score.words or NOTHING


def _head(chart: RangeRows, scale: Scale, where: Columns, sketch: Sketch, span: tuple[float, float]) -> None:
    base = sketch.ruler.ascent("caption")
    sketch.words((where.n, base), _("answers"), side=1)
    if chart.place_head:
        sketch.words((where.place, base), chart.place_head, side=1)
    for value in _shown_ticks(chart, scale, where, sketch):
        x = where.x(value, scale)
        sketch.words((x, base), tick(value, scale.step, chart.measure), side=0.5)
        sketch.hairline((x, span[0]), high=span[1] - span[0], ink="line2" if value == 0 else "line")


def _shown_ticks(chart: RangeRows, scale: Scale, where: Columns, sketch: Sketch) -> Sequence[float]:
    """All numbers of the axis, or every second where they would touch."""
    widest = max(sketch.ruler.wide(tick(one, scale.step, chart.measure), "caption", False) for one in scale.ticks)
    room = (where.end - where.begin) / max(1, len(scale.ticks) - 1)
    every = max(1, -int(-(widest + 6 * sketch.unit) // max(room, 1)))
    return scale.ticks[::every]


def _row(row: RangeRow, chart: RangeRows, where: Columns, sketch: Sketch, box: Place) -> None:
    score, base = row.score, sketch.base(box.top, box.high, "body")
    is_full = score.shown is Shown.FULL
    ink = "ink" if is_full else "ink2"
    sketch.words((0, base), row.name, "body", ink, is_bold=row.is_loud, room=where.name)
    if row.place:
        sketch.words((where.place, base), row.place, "small", "ink2", side=1)
    sketch.words((where.n, base), NOTHING if score.n is None else number(score.n), "body", "ink2", side=1)
    if score.shown is Shown.HIDDEN:
        _hidden(row, where, sketch, box)
    else:
        _drawn(row, chart, where, sketch, box)
        words, role = _end_words(row, chart), "body" if is_full else "caption"
        sketch.words((where.right, sketch.base(box.top, box.high, role)), words, role, ink, is_bold=is_full, side=1)
    sketch.mark(box, spoken(row.name, score, chart.measure), row.key)


def _drawn(row: RangeRow, chart: RangeRows, where: Columns, sketch: Sketch, box: Place) -> None:
    score, scale = row.score, chart.scale()
    if not score.is_drawn or score.value is None:
        return
    is_grey = score.shown is Shown.GREY
    ink, y = "edge" if is_grey else "accent", box.top + box.high / 2
    if score.likely is not None:
        sketch.stroke([(where.x(score.likely.low, scale), y), (where.x(score.likely.high, scale), y)], ink, 2)
    at = (where.x(score.value, scale), y)
    sketch.dot(at, RIM, "bg")
    sketch.dot(at, DOT, ink, is_hollow=is_grey)


def _hidden(row: RangeRow, where: Columns, sketch: Sketch, box: Place) -> None:
    unit = sketch.unit
    sketch.hairline((0, box.top), wide=box.wide)
    room = where.right - where.begin - 2 * GAP * unit
    base = sketch.base(box.top, box.high, "small")
    sketch.words((where.begin, base), row.score.words, "small", "ink2", room=room)
    told = min(room, sketch.ruler.wide(row.score.words, "small", False))
    left, high = where.begin + told + 12 * unit, HATCH_HIGH * unit
    sketch.drawing.shapes.append(Hatch(Place(left, box.top + (box.high - high) / 2, where.right - left, high)))
