"""A score by month, with between what it likely lies; a month without a value leaves a gap and never a zero."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from csatdesk.domain.charts import Moment, Scale, Trend
from csatdesk.domain.suppression import Shown
from csatdesk.wording.charts.shapes import Area, Place, Point, Sketch
from csatdesk.wording.charts.told import NOTHING, figure, spoken, tick

AIR, ENDS_GAP = 8, 12
POINT, RIM = 3.2, 4.6


def lay_out(chart: Trend, sketch: Sketch) -> None:
    scale = chart.scale()
    plot = _plot(chart, scale, sketch)
    _axis(chart, scale, plot, sketch)
    places = [(one, _x(place, len(chart.moments), plot)) for place, one in enumerate(chart.moments)]
    for drawn in _runs(places):
        _band(drawn, scale, plot, sketch)
    for drawn in _runs(places):
        sketch.stroke([(x, _y(one.score.value or 0, scale, plot)) for one, x in drawn], "accent", 1.75)
    for one, x in places:
        _point(one, x, scale, plot, sketch)
    _labels(places, plot, sketch)
    _last(chart, places, scale, plot, sketch)
    step = plot.wide / max(1, len(places))
    for one, x in places:
        box = Place(x - step / 2, plot.top, step, plot.high)
        sketch.mark(box, spoken(one.name, one.score, chart.measure), one.key)


def _plot(chart: Trend, scale: Scale, sketch: Sketch) -> Place:
    ruler, unit = sketch.ruler, sketch.unit
    caption = ruler.high("caption")
    numbers = max(ruler.wide(tick(value, scale.step, chart.measure), "caption", False) for value in scale.ticks)
    told = [one.score for one in chart.moments if one.score.is_drawn]
    reach = max((ruler.wide(figure(one.value or 0, chart.measure), "body", True) for one in told), default=0)
    left, right = numbers + AIR * unit, sketch.drawing.wide - reach - 2 * ENDS_GAP * unit
    beneath = caption * (2 if any(one.below for one in chart.moments) else 1) + AIR * unit
    return Place(left, caption / 2, right - left, sketch.drawing.high - beneath - caption / 2)


def _x(place: int, count: int, plot: Place) -> float:
    inset = min(plot.wide / max(2, 2 * count), 14 * plot.wide / 460)
    return plot.left + inset + (plot.wide - 2 * inset) * (place / (count - 1) if count > 1 else 0.5)


def _y(value: float, scale: Scale, plot: Place) -> float:
    return plot.bottom - scale.share(value) * plot.high


def _axis(chart: Trend, scale: Scale, plot: Place, sketch: Sketch) -> None:
    for value in scale.ticks:
        y = _y(value, scale, plot)
        is_floor = value in {0, scale.low}
        sketch.hairline((plot.left, y), wide=plot.wide, ink="line2" if is_floor else "line")
        middle = sketch.base(y, 0, "caption")
        at = (plot.left - AIR * sketch.unit, middle)
        sketch.words(at, tick(value, scale.step, chart.measure), side=1)


def _runs(places: Sequence[tuple[Moment, float]]) -> Iterator[list[tuple[Moment, float]]]:
    """Months one after another that have a value."""
    for is_drawn, run in groupby(places, key=lambda one: one[0].score.is_drawn):
        if is_drawn:
            yield list(run)


def _band(run: Sequence[tuple[Moment, float]], scale: Scale, plot: Place, sketch: Sketch) -> None:
    reaches = [(x, one.score.likely) for one, x in run if one.score.likely is not None]
    upper: list[Point] = [(x, _y(likely.high, scale, plot)) for x, likely in reaches]
    lower: list[Point] = [(x, _y(likely.low, scale, plot)) for x, likely in reaches]
    if len(reaches) > 1:
        sketch.drawing.shapes.append(Area((*upper, *reversed(lower)), "accent_tint"))
    for above, beneath in zip(upper, lower, strict=True):
        sketch.stroke([above, beneath], "bar", 1.5)


def _point(one: Moment, x: float, scale: Scale, plot: Place, sketch: Sketch) -> None:
    if not one.score.is_drawn or one.score.value is None:
        sketch.words((x, plot.bottom - AIR * sketch.unit), NOTHING, "caption", "ink3", side=0.5)
        return
    at = (x, _y(one.score.value, scale, plot))
    is_grey = one.score.shown is Shown.GREY
    sketch.dot(at, RIM, "bg")
    sketch.dot(at, POINT, "edge" if is_grey else "accent", is_hollow=is_grey)


def _labels(places: Sequence[tuple[Moment, float]], plot: Place, sketch: Sketch) -> None:
    """Names of months beneath; where they would touch, every second or third only, the last always."""
    ruler, caption = sketch.ruler, sketch.ruler.high("caption")
    if not places:
        return
    widest = max(ruler.wide(one.label, "caption", True) for one, _x_at in places) + AIR * sketch.unit
    step = (places[-1][1] - places[0][1]) / max(1, len(places) - 1)
    every = 1 if len(places) == 1 else max(1, -int(-widest // step))
    last = len(places) - 1
    base = plot.bottom + AIR * sketch.unit / 2 + ruler.ascent("caption")
    for place, (one, x) in enumerate(places):
        is_last = place == last
        if (last - place) % every == 0:
            sketch.words((x, base), one.label, "caption", "ink" if is_last else "ink2", is_bold=is_last, side=0.5)
    _years([(one.below, x) for one, x in places if one.below], base + caption, sketch)


def _years(begun: Sequence[tuple[str, float]], base: float, sketch: Sketch) -> None:
    """Under their first month; an earlier one that would touch the next stands a little before it."""
    limit = sketch.drawing.wide
    for words, x in reversed(begun):
        wide = sketch.ruler.wide(words, "caption", False)
        left = min(x - wide / 2, limit - wide)
        sketch.words((left, base), words)
        limit = left - AIR * sketch.unit


def _last(chart: Trend, places: Sequence[tuple[Moment, float]], scale: Scale, plot: Place, sketch: Sketch) -> None:
    """The newest value and both ends of its range stand beside it, none over another."""
    if not places or not places[-1][0].score.is_drawn:
        return
    score, x = places[-1][0].score, plot.right + ENDS_GAP * sketch.unit * 0.4
    value = score.value or 0
    y = _y(value, scale, plot)
    sketch.words((x, sketch.base(y, 0, "body")), figure(value, chart.measure), "body", "ink", is_bold=True)
    if score.likely is None:
        return
    least = (sketch.ruler.high("body") + sketch.ruler.high("caption")) / 2 - sketch.unit * 2
    for end, side in ((score.likely.high, -1), (score.likely.low, 1)):
        beside = _y(end, scale, plot)
        beside = min(beside, y - least) if side < 0 else max(beside, y + least)
        sketch.words((x, sketch.base(beside, 0, "caption")), figure(end, chart.measure), "caption", "ink3")
