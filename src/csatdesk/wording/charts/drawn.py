"""Lays out any chart at a size."""

from csatdesk.domain.charts import (
    Chart,
    Distribution,
    ImportancePerformance,
    MatrixCells,
    RangeRows,
    StepProfile,
    Trend,
)
from csatdesk.wording.charts import aspects, bars, matrix, ranges, steps, trend
from csatdesk.wording.charts.shapes import Drawing, Ruler, Sketch


def drawn(chart: Chart, ruler: Ruler, wide: float, high: float) -> Drawing:
    """Of rows and cells as high as they need; all else as high as it may be. Where nothing may be shown: its words."""
    sketch = Sketch(ruler, Drawing(wide, high))
    match chart:
        case Chart(nothing=words) if words:
            sketch.drawing.high = ruler.high("body")
            sketch.words((0, ruler.ascent("body")), words, "body", "ink2", room=wide)
        case Distribution():
            bars.lay_out(chart, sketch)
        case Trend():
            trend.lay_out(chart, sketch)
        case RangeRows():
            ranges.lay_out(chart, sketch)
        case ImportancePerformance():
            aspects.lay_out(chart, sketch)
        case MatrixCells():
            matrix.lay_out(chart, sketch)
        case StepProfile():
            steps.lay_out(chart, sketch)
        case _:
            raise TypeError(chart)
    return sketch.drawing
