"""Answers by value as upright bars, with what belongs together named beneath."""

from csatdesk.domain.charts import Band, Distribution, Tone
from csatdesk.wording.charts.shapes import Place, Sketch
from csatdesk.wording.charts.told import answers
from csatdesk.wording.formats import number

FILLS = {Tone.LOW: "ink3", Tone.MIDDLE: "bar", Tone.HIGH: "accent"}
GAP, BRACKET, AIR = 5, 8, 6
BAR_LEAST = 2  # pixels of a bar of few answers, so that it is seen


def lay_out(chart: Distribution, sketch: Sketch) -> None:
    wide, high, unit, ruler = sketch.drawing.wide, sketch.drawing.high, sketch.unit, sketch.ruler
    caption = ruler.high("caption")
    foot = (caption + BRACKET * unit) if any(band.label for band in chart.bands) else 0.0
    floor = high - foot - caption - 2 * AIR * unit
    step = wide / len(chart.bars)
    widest = max(ruler.wide(number(bar.count), "small", False) for bar in chart.bars)
    steps = ruler.high("small") if widest > step else 0.0  # every second number stands higher, so that none touch
    tallest = floor - ruler.high("small") - AIR * unit - steps
    most = max(bar.count for bar in chart.bars) or 1
    place = 0
    for band in chart.bands:
        first = place
        for bar in band.bars:
            left, bar_high = place * step + GAP * unit / 2, tallest * bar.count / most
            bar_high = max(bar_high, BAR_LEAST * unit) if bar.count else 0.0
            box = Place(left, floor - bar_high, step - GAP * unit, bar_high)
            sketch.patch(box, FILLS[band.tone])
            middle = left + box.wide / 2
            base = box.top - AIR * unit - (steps if place % 2 else 0)
            sketch.words((middle, base), number(bar.count), "small", "ink", side=0.5)
            sketch.words((middle, floor + AIR * unit + ruler.ascent("caption")), bar.label, side=0.5)
            sketch.mark(
                Place(left, 0, box.wide, floor + caption + AIR * unit), f"{bar.label}: {answers(bar.count)}", bar.key
            )
            place += 1
        _bracket(band, sketch, first * step, place * step, floor + 2 * AIR * unit + caption)
    sketch.hairline((0, floor), wide=wide, ink="line2")
    _name_bands(chart, sketch, step)


def _bracket(band: Band, sketch: Sketch, left: float, right: float, top: float) -> None:
    if band.label:
        gap = GAP * sketch.unit / 2
        sketch.hairline((left + gap, top), wide=right - left - 2 * gap, ink="edge")


def _name_bands(chart: Distribution, sketch: Sketch, step: float) -> None:
    """Each name in the middle of its bracket; a narrow bracket's name reaches over its neighbours' free room."""
    ruler, wide = sketch.ruler, sketch.drawing.wide
    base = sketch.drawing.high - ruler.high("caption") + ruler.ascent("caption")
    free, place = 0.0, 0
    for number_of, band in enumerate(chart.bands):
        count = len(band.bars)
        is_bold = band.tone is not Tone.MIDDLE
        own = ruler.wide(band.label, "caption", is_bold)
        left = (place + count / 2) * step - own / 2
        later = _least_after(chart.bands[number_of + 1 :], sketch, place + count, step)
        left = max(free, min(left, later - own, wide - own))
        ink = "ink" if is_bold else "ink2"
        sketch.words((left, base), band.label, "caption", ink, is_bold=is_bold, room=wide - left)
        free = left + own + GAP * sketch.unit
        place += count


def _least_after(bands: tuple[Band, ...], sketch: Sketch, place: int, step: float) -> float:
    """Where the name of the next band begins when it stands as far to the right as it may."""
    if not bands:
        return sketch.drawing.wide
    band = bands[0]
    own = sketch.ruler.wide(band.label, "caption", band.tone is not Tone.MIDDLE)
    centred = (place + len(band.bars) / 2) * step - own / 2
    return min(centred, sketch.drawing.wide - own) - GAP * sketch.unit
