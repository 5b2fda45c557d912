"""Which channel is used for what, and how content people are there: a cell for each, business and private apart."""

from collections.abc import Iterator

from csatdesk.domain.charts import Cell, MatrixCells, MatrixPart, Measure, Rank
from csatdesk.domain.suppression import Shown
from csatdesk.wording.charts.shapes import Hatch, Place, Sketch
from csatdesk.wording.charts.tables import rank_word
from csatdesk.wording.charts.told import NOTHING, figure, spoken
from csatdesk.wording.speaking import _

NAME_MOST, GAP, AIR, EDGE = 0.26, 12, 8, 2
PERCENT = Measure("", is_percent=True)


def lay_out(chart: MatrixCells, sketch: Sketch) -> None:
    ruler, unit = sketch.ruler, sketch.unit
    names = [row.name for part in chart.parts for row in part.rows]
    widest = max((ruler.wide(name, "body", False) for name in names), default=0) + GAP * unit
    left = min(widest, NAME_MOST * sketch.drawing.wide)
    wide = (sketch.drawing.wide - left) / max(1, len(chart.columns))
    for place, column in enumerate(chart.columns):
        x = left + (place + 0.5) * wide
        sketch.words((x, ruler.ascent("caption")), column, side=0.5, room=wide - AIR * unit)
    top = ruler.high("caption") + AIR * unit
    for part in chart.parts:
        top = _part(part, chart, sketch, (left, top, wide))
    sketch.drawing.high = top


def _part(part: MatrixPart, chart: MatrixCells, sketch: Sketch, corner: tuple[float, float, float]) -> float:
    """Its rows from a place downwards; where it ends."""
    ruler, unit = sketch.ruler, sketch.unit
    left, top, wide = corner
    if part.name:
        high = ruler.high("small") + AIR * unit
        sketch.words((0, sketch.base(top, high, "small")), part.name, "small", "ink", is_bold=True, room=left)
        top += high
    row_high = ruler.high("body") + ruler.high("caption") + AIR * unit
    for row in part.rows:
        sketch.hairline((0, top), wide=sketch.drawing.wide)
        base = sketch.base(top, row_high, "body")
        sketch.words((0, base), row.name, "body", "ink", room=left - GAP * unit)
        for place, cell in enumerate(row.cells):
            box = Place(left + place * wide + unit, top + 2 * unit, wide - 2 * unit, row_high - 3 * unit)
            _cell(cell, chart, sketch, box)
            said = ", ".join(filter(None, [row.name, chart.columns[place], part.name]))
            sketch.mark(box, "; ".join([spoken(said, cell.score, chart.measure), *_notes(cell)]), cell.key)
        top += row_high
    return top + AIR * unit


def _notes(cell: Cell) -> Iterator[str]:
    if cell.share is not None:
        yield _("{share} of all").format(share=figure(cell.share, PERCENT))
    if cell.rank is not None:
        yield rank_word(cell.rank)


def _cell(cell: Cell, chart: MatrixCells, sketch: Sketch, box: Place) -> None:
    """The score, and beneath it how many of all answers: the best and the worst are framed and say so."""
    score, middle = cell.score, box.left + box.wide / 2
    if score.shown is Shown.HIDDEN:
        sketch.drawing.shapes.append(Hatch(box))
        return
    if cell.rank is not None:
        _frame(cell.rank, sketch, box)
    is_full = score.shown is Shown.FULL
    told = figure(score.value, chart.measure) if score.is_drawn and score.value is not None else NOTHING
    upper = box.top + 2 * sketch.unit + sketch.ruler.ascent("body")
    ink = "ink" if is_full else "ink3"
    sketch.words((middle, upper), told, "body", ink, is_bold=is_full, side=0.5)
    beneath = upper + sketch.ruler.high("caption") + sketch.unit
    notes = [figure(cell.share, PERCENT)] if cell.share is not None else []
    notes += [rank_word(cell.rank)] if cell.rank is not None else []
    sketch.words((middle, beneath), " · ".join(notes), "caption", ink, side=0.5, room=box.wide)


def _frame(rank: Rank, sketch: Sketch, box: Place) -> None:
    sketch.patch(box, "accent_tint" if rank is Rank.BEST else "warn_tint")
    thick = EDGE * sketch.unit
    ink = "accent" if rank is Rank.BEST else "edge"
    for place in (
        Place(box.left, box.top, box.wide, thick),
        Place(box.left, box.bottom - thick, box.wide, thick),
        Place(box.left, box.top, thick, box.high),
        Place(box.right - thick, box.top, thick, box.high),
    ):
        sketch.patch(place, ink)
