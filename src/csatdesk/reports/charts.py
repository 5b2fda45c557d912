"""Charts on paper: the layout of the screen drawn as lines and letters, sharp at any size, in the light colours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import singledispatch

from csatdesk.domain.charts import Chart
from csatdesk.reports.blocks import Block, Stack, text
from csatdesk.reports.day_rows import hatch
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import (
    ACCENT,
    BODY,
    CAPTION,
    EDGE,
    GAP4,
    GAP8,
    GAP16,
    HEADING,
    INK,
    INK2,
    INK3,
    LINE,
    LINE2,
    SMALL,
    SMALL_SECOND,
)
from csatdesk.reports.typeface import BOLD, REGULAR, Style, printable, register_fonts, width
from csatdesk.wording.charts.drawn import drawn
from csatdesk.wording.charts.shapes import Area, Dot, Drawing, Hatch, Patch, Place, Point, Shape, Stroke, Words

PAPER, ACCENT_TINT, BAR, WARN_TINT = 0xFFFFFF, 0xEAEFFB, 0x7990D4, 0xFDF3E2
INKS = {
    "bg": PAPER,
    "ink": INK,
    "ink2": INK2,
    "ink3": INK3,
    "line": LINE,
    "line2": LINE2,
    "edge": EDGE,
    "accent": ACCENT,
    "accent_tint": ACCENT_TINT,
    "bar": BAR,
    "warn_tint": WARN_TINT,
}
STYLES = {"caption": CAPTION, "small": SMALL, "body": BODY}
PIXEL = 0.75  # points: one of 96 to the inch
ASCENT = 0.78  # of the size of a letter, above the base line
HOLLOW = 1.1
PROPORTION = 0.42  # height to width of charts that may be as high as they like
ELLIPSIS = "…"


class PaperRuler:
    """Widths and heights of words by the embedded typeface."""

    unit = PIXEL

    def wide(self, words: str, role: str, is_bold: bool) -> float:
        register_fonts()
        return width(printable(words), _style(role, "ink", is_bold))

    def ascent(self, role: str) -> float:
        style = STYLES[role]
        return (style.leading - style.size) / 2 + ASCENT * style.size

    def high(self, role: str) -> float:
        return STYLES[role].leading


def _style(role: str, ink: str, is_bold: bool) -> Style:
    style = STYLES[role]
    return Style(style.size, style.leading, INKS[ink], BOLD if is_bold else REGULAR)


@dataclass
class ChartDrawn(Block):
    """The chart without its two lines. `high`: of those that stretch; otherwise as wide as they are by proportion.

    `factors`: how many times as large it may be drawn, the largest first; the first with which it is no higher than
    `high` and shortens no more names than with the last is taken.
    """

    chart: Chart
    high: float | None = None
    gap_above: float = GAP8
    factors: Sequence[float] = (1.0,)
    _drawing: Drawing | None = field(default=None, init=False)
    _factor: float = field(default=1.0, init=False)

    def measure(self, width: float) -> float:
        high = self.high or PROPORTION * width
        made = {one: drawn(self.chart, PaperRuler(), width / one, high / one) for one in self.factors}
        last = self.factors[-1]
        least = _shortened(made[last])
        fitting = (one for one in self.factors if made[one].high * one <= high and _shortened(made[one]) <= least)
        self._factor = next(fitting, last)
        self._drawing = made[self._factor]
        return self._drawing.high * self._factor

    def draw(self, pen: Pen, x: float, y: float) -> None:
        assert self._drawing is not None
        with pen.magnified((x, y), self._factor):
            for shape in self._drawing.shapes:
                _draw(shape, pen, (x, y))


def _shortened(drawing: Drawing) -> int:
    return sum(isinstance(shape, Words) and shape.text.endswith(ELLIPSIS) for shape in drawing.shapes)


def chart_block(chart: Chart, *, gap_above: float = GAP16, high: float | None = None) -> Stack:
    """The finding with its sentence, its base and its chart, on one page."""
    return Stack(
        [
            text(chart.title, HEADING),
            text(chart.subtitle, SMALL_SECOND, GAP4),
            ChartDrawn(chart, high),
        ],
        gap_above=gap_above,
    )


def _box(place: Place, origin: Point) -> tuple[float, float, float, float]:
    return origin[0] + place.left, origin[1] + place.top, place.wide, place.high


@singledispatch
def _draw(shape: Shape, _pen: Pen, _origin: Point) -> None:
    raise NotImplementedError(type(shape))


@_draw.register
def _words(shape: Words, pen: Pen, origin: Point) -> None:
    style = _style(shape.role, shape.ink, shape.is_bold)
    write = pen.upright_text if shape.is_upright else pen.text
    write(origin[0] + shape.at[0], origin[1] + shape.at[1], printable(shape.text), style)


@_draw.register
def _patch(shape: Patch, pen: Pen, origin: Point) -> None:
    pen.box(*_box(shape.place, origin), INKS[shape.fill])


@_draw.register
def _stroke(shape: Stroke, pen: Pen, origin: Point) -> None:
    pen.polyline([(origin[0] + x, origin[1] + y) for x, y in shape.points], INKS[shape.ink], shape.thick)


@_draw.register
def _area(shape: Area, pen: Pen, origin: Point) -> None:
    pen.polygon([(origin[0] + x, origin[1] + y) for x, y in shape.points], INKS[shape.fill])


@_draw.register
def _dot(shape: Dot, pen: Pen, origin: Point) -> None:
    at = (origin[0] + shape.at[0], origin[1] + shape.at[1])
    if not shape.is_hollow:
        pen.disc(at, shape.radius, INKS[shape.ink])
        return
    pen.disc(at, shape.radius, PAPER)
    pen.ring(at, shape.radius - HOLLOW / 2, INKS[shape.ink], HOLLOW)


@_draw.register
def _hatch(shape: Hatch, pen: Pen, origin: Point) -> None:
    hatch(pen, _box(shape.place, origin))
