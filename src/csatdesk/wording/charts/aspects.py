"""What matters against how well it goes: the field upper left is where to work."""

from collections.abc import Sequence
from dataclasses import dataclass

from csatdesk.domain.charts import Aspect, ImportancePerformance, Measure
from csatdesk.wording.charts.shapes import Place, Point, Sketch, Words, fitted
from csatdesk.wording.charts.told import answers, figure, tick
from csatdesk.wording.speaking import _

AIR, INSET, TO_DO, OTHER = 8, 14, 5, 4


def lay_out(chart: ImportancePerformance, sketch: Sketch) -> None:
    unit, ruler, drawing = sketch.unit, sketch.ruler, sketch.drawing
    caption = ruler.high("caption")
    side, foot = caption + AIR * unit, 2 * caption + AIR * unit
    plot = Place(side, unit, drawing.wide - side - unit, drawing.high - foot - unit)
    inner = Place(
        plot.left + INSET * unit, plot.top + INSET * unit, plot.wide - 2 * INSET * unit, plot.high - 2 * INSET * unit
    )
    split = _at(chart, chart.performance_from, chart.importance_from, inner)
    _fields(sketch, plot, split)
    _axes(chart, sketch, plot, inner)
    taken = _name_fields(chart, sketch, plot, split)
    lines = [Place(split[0], plot.top, unit, plot.high), Place(plot.left, split[1], plot.wide, unit)]
    _points(chart, sketch, inner, _Room(plot, taken, lines))


def _at(chart: ImportancePerformance, performance: float, importance: float, inner: Place) -> Point:
    across, up = chart.across_scale().share(performance), chart.up_scale().share(importance)
    return inner.left + across * inner.wide, inner.bottom - up * inner.high


def _fields(sketch: Sketch, plot: Place, split: Point) -> None:
    sketch.patch(Place(plot.left, plot.top, split[0] - plot.left, split[1] - plot.top), "warn_tint")
    for x in (plot.left, split[0], plot.right):
        sketch.hairline((x, plot.top), high=plot.high, ink="line2")
    for y in (plot.top, split[1], plot.bottom):
        sketch.hairline((plot.left, y), wide=plot.wide, ink="line2")


def _name_fields(chart: ImportancePerformance, sketch: Sketch, plot: Place, split: Point) -> list[Place]:
    """Each name in the corner of its field; the places that they take."""
    ruler, air = sketch.ruler, AIR * sketch.unit
    names = chart.fields
    upper, lower = plot.top + air + ruler.ascent("caption"), plot.bottom - air
    left, right = split[0] - plot.left - 2 * air, plot.right - split[0] - 2 * air
    placed: list[Place] = []
    for text, x, base, side, room in (
        (names.matters_badly, plot.left + air, split[1] - air, 0, left),
        (names.matters_well, plot.right - air, upper, 1, right),
        (names.less_badly, plot.left + air, lower, 0, left),
        (names.less_well, plot.right - air, lower, 1, right),
    ):
        is_bold = text == names.matters_badly
        shown = fitted(ruler, text, "caption", room, is_bold=is_bold)
        sketch.words((x, base), shown, "caption", "ink" if is_bold else "ink2", is_bold=is_bold, side=side)
        wide = ruler.wide(shown, "caption", is_bold)
        placed.append(Place(x - side * wide, base - ruler.ascent("caption"), wide, ruler.high("caption")))
    return placed


def _axes(chart: ImportancePerformance, sketch: Sketch, plot: Place, inner: Place) -> None:
    ruler, air = sketch.ruler, AIR * sketch.unit / 2
    scale, base = chart.across_scale(), plot.bottom + air + ruler.ascent("caption")
    for value in scale.ticks:
        words = tick(value, scale.step, Measure(""))
        sketch.words((_at(chart, value, 0, inner)[0], base), words, side=0.5)
    sketch.words((plot.right, base + ruler.high("caption")), chart.across, side=1, room=plot.wide)
    up = fitted(ruler, chart.up, "caption", plot.high)
    sketch.drawing.shapes.append(Words((ruler.ascent("caption"), plot.bottom), up, is_upright=True))


def _points(chart: ImportancePerformance, sketch: Sketch, inner: Place, room: "_Room") -> None:
    """Dots first, so that no name lies on one; those to work on are named first and have the best places."""
    unit = sketch.unit
    order = sorted(chart.aspects, key=lambda one: (not chart.is_to_do(one), -one.importance))
    dots = {one: _at(chart, one.performance, one.importance, inner) for one in order}
    for one, (x, y) in dots.items():
        radius = TO_DO if chart.is_to_do(one) else OTHER
        sketch.dot((x, y), radius, "accent" if chart.is_to_do(one) else "edge")
        room.taken.append(Place(x - radius * unit, y - radius * unit, 2 * radius * unit, 2 * radius * unit))
    for one, at in dots.items():
        box = _name(one, at, sketch, room, is_to_do=chart.is_to_do(one))
        sketch.mark(_around(box, at, unit), _spoken(one, chart), one.key)


@dataclass(frozen=True, slots=True)
class _Room:
    """Where a name may stand, what has been put there before, and lines that it had better not cross."""

    plot: Place
    taken: list[Place]
    lines: list[Place]

    def free(self, tries: Sequence[Place], otherwise: Place) -> Place:
        within = [box for box in tries if box.is_within(self.plot)] or [otherwise]
        free = [box for box in within if not any(box.meets(other) for other in self.taken)]
        clear = [box for box in free if not any(box.meets(line) for line in self.lines)]
        box = next(iter(clear or free or within))
        self.taken.append(box)
        return box


def _name(one: Aspect, at: Point, sketch: Sketch, room: _Room, *, is_to_do: bool) -> Place:
    """Right of its dot, or wherever else it is free; if nowhere, right or left all the same."""
    ruler = sketch.ruler
    high, gap = ruler.high("small"), 10 * sketch.unit
    text = fitted(ruler, one.name, "small", room.plot.wide / 2, is_bold=is_to_do)
    wide = ruler.wide(text, "small", is_to_do)
    x, y = at
    tries = [
        Place(x + gap, y - high / 2, wide, high),
        Place(x - gap - wide, y - high / 2, wide, high),
        Place(x - wide / 2, y - gap * 0.7 - high, wide, high),
        Place(x - wide / 2, y + gap * 0.7, wide, high),
        Place(x + gap * 0.6, y - gap * 0.4 - high, wide, high),
        Place(x + gap * 0.6, y + gap * 0.4, wide, high),
        Place(x - gap * 0.6 - wide, y - gap * 0.4 - high, wide, high),
        Place(x - gap * 0.6 - wide, y + gap * 0.4, wide, high),
    ]
    box = room.free(tries, tries[1])
    ink = "ink" if is_to_do else "ink2"
    sketch.words((box.left, box.top + ruler.ascent("small")), text, "small", ink, is_bold=is_to_do)
    return box


def _around(box: Place, at: Point, unit: float) -> Place:
    """Dot and name."""
    reach = TO_DO * unit
    left, top = min(box.left, at[0] - reach), min(box.top, at[1] - reach)
    right, bottom = max(box.right, at[0] + reach), max(box.bottom, at[1] + reach)
    return Place(left, top, right - left, bottom - top)


def _spoken(one: Aspect, chart: ImportancePerformance) -> str:
    matters = figure(one.importance, chart.importance or Measure("", 1))
    said = _("{name}: goes {performance} of 100, matters {importance}, {answers}").format(
        name=one.name, performance=figure(one.performance, Measure("")), importance=matters, answers=answers(one.n)
    )
    field = chart.field_of(one)
    return f"{said}. {field}" if field else said
