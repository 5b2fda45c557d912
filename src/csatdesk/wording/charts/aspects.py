"""What matters against how well it goes: the field upper left is where to work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csatdesk.domain.charts import Aspect, ImportancePerformance, Measure
from csatdesk.wording.charts.shapes import Place, Point, Sketch, Words, fitted
from csatdesk.wording.charts.told import answers, ends, figure, tick
from csatdesk.wording.formats import percent
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
    dots = _dots(chart, sketch, inner)
    names = _name_fields(chart, sketch, plot, split, dots)
    lines = [Place(split[0], plot.top, unit, plot.high), Place(plot.left, split[1], plot.wide, unit)]
    _points(chart, sketch, inner, _Room(plot, [*names, *dots], lines, dots))


def _at(chart: ImportancePerformance, performance: float, importance: float, inner: Place) -> Point:
    across, up = chart.across_scale().share(performance), chart.up_scale().share(importance)
    return inner.left + across * inner.wide, inner.bottom - up * inner.high


def _fields(sketch: Sketch, plot: Place, split: Point) -> None:
    sketch.patch(Place(plot.left, plot.top, split[0] - plot.left, split[1] - plot.top), "warn_tint")
    for x in (plot.left, split[0], plot.right):
        sketch.hairline((x, plot.top), high=plot.high, ink="line2")
    for y in (plot.top, split[1], plot.bottom):
        sketch.hairline((plot.left, y), wide=plot.wide, ink="line2")


def _dots(chart: ImportancePerformance, sketch: Sketch, inner: Place) -> list[Place]:
    """Where the dots will stand: no name lies on one."""
    found = []
    for one in chart.aspects:
        x, y = _at(chart, one.performance, one.importance, inner)
        radius = (TO_DO if chart.is_to_do(one) else OTHER) * sketch.unit
        found.append(Place(x - radius, y - radius, 2 * radius, 2 * radius))
    return found


def _name_fields(
    chart: ImportancePerformance, sketch: Sketch, plot: Place, split: Point, dots: Sequence[Place]
) -> list[Place]:
    """Each name in its corner of its field, or in another one of it where a dot stands there; the places they take."""
    air, names, ascent = AIR * sketch.unit, chart.fields, sketch.ruler.ascent("caption")
    bad, good = (plot.left + air, split[0] - air), (plot.right - air, split[0] + air)  # the outer end first
    top, bottom = plot.top + air + ascent, plot.bottom - air
    above, below = split[1] - air, split[1] + air + ascent
    return [
        _name_field(sketch, text, ends, bases, dots, is_bold=text == names.matters_badly)
        for text, ends, bases in (
            (names.matters_badly, bad, (above, top)),
            (names.matters_well, good, (top, above)),
            (names.less_badly, bad, (bottom, below)),
            (names.less_well, good, (bottom, below)),
        )
    ]


def _name_field(sketch: Sketch, text: str, ends: Point, bases: Point, dots: Sequence[Place], *, is_bold: bool) -> Place:
    """`ends`, `bases`: of the field, those it has usually first."""
    ruler = sketch.ruler
    shown = fitted(ruler, text, "caption", abs(ends[0] - ends[1]), is_bold=is_bold)
    wide, high, ascent = ruler.wide(shown, "caption", is_bold), ruler.high("caption"), ruler.ascent("caption")
    lefts = [x if x == min(ends) else x - wide for x in ends]
    corners = [Place(left, base - ascent, wide, high) for base in bases for left in lefts]
    box = next((one for one in corners if not any(one.meets(dot) for dot in dots)), corners[0])
    ink = "ink" if is_bold else "ink2"
    sketch.words((box.left, box.top + ascent), shown, "caption", ink, is_bold=is_bold)
    return box


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
    for one, at in dots.items():
        box = _name(one, at, sketch, room, is_to_do=chart.is_to_do(one))
        sketch.mark(_around(box, at, unit), _spoken(one, chart), one.key)


@dataclass(frozen=True, slots=True)
class _Room:
    """Where a name may stand, what has been put there before, lines that it had better not cross, and the dots."""

    plot: Place
    taken: list[Place]
    lines: list[Place]
    dots: Sequence[Place]

    def free(self, tries: Sequence[Place], otherwise: Place, own: Point, near: float) -> Place:
        """The first that is free; best one that crosses no line, and better across a line than beside another's dot."""
        within = [box for box in tries if box.is_within(self.plot)] or [otherwise]
        free = [box for box in within if not any(box.meets(other) for other in self.taken)]
        others = [dot for dot in self.dots if not Place(own[0], own[1], 0, 0).is_within(dot)]
        alone = [box for box in free if not any(box.wider(near).meets(dot) for dot in others)]
        clear = [box for box in alone if not any(box.meets(line) for line in self.lines)]
        box = next(iter(clear or alone or free or within))
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
        Place(x + gap * 0.6, y + gap, wide, high),
        Place(x + gap * 0.6, y - gap - high, wide, high),
        Place(x - gap * 0.6 - wide, y + gap, wide, high),
        Place(x - gap * 0.6 - wide, y - gap - high, wide, high),
    ]
    box = room.free(tries, tries[1], at, TO_DO * sketch.unit)
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
    return ". ".join(filter(None, (", ".join([said, *_how_sure(one, chart)]), chart.field_of(one))))


def _how_sure(one: Aspect, chart: ImportancePerformance) -> Iterator[str]:
    """Of how much it matters."""
    if one.likely is not None:
        yield _("likely {range}").format(range=ends(one.likely, chart.importance or Measure("", 1)))
    if one.rank_kept is not None:
        yield _("its rank stayed in {share} of repeated draws").format(share=percent(one.rank_kept))
