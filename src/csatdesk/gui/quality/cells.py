"""What the lists of quality paint: a mean on its range, a bar, the two points of a step."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme

DOT, RANGE = 4.5, 6  # pixels: radius of a point, height of a range
WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value from 0 to 100 stands between `x` and `x + wide`; values under `least` stand at the left edge."""

    x: float
    wide: float
    least: float = 0.0

    def at(self, value: float) -> float:
        part = (max(value, self.least) - self.least) / (WHOLE - self.least)
        return self.x + part * self.wide


@dataclass(frozen=True, slots=True)
class Ranged:
    """A point on the range in which the true mean likely lies."""

    scale: Scale
    mean: float
    low: float
    high: float
    height: int

    def paint(self, painter: QPainter, at: QPointF, _lines: tuple[float, float]) -> None:
        middle = at.y() + (self.height - 1) / 2
        _ground(painter, self.scale, at, self.height)
        left, right = (at.x() + self.scale.at(value) for value in (self.low, self.high))
        high = theme().px(RANGE)
        painter.fillRect(QRectF(left, middle - high / 2, max(right - left, 2.0), high), theme().color("accent_line"))
        _dot(painter, QPointF(at.x() + self.scale.at(self.mean), middle), "accent", is_hollow=False)


@dataclass(frozen=True, slots=True)
class TwoPoints:
    """One's own mean, filled, and the benchmark, hollow, with the gap between them; either may be missing."""

    scale: Scale
    here: float | None
    there: float | None
    height: int

    def paint(self, painter: QPainter, at: QPointF, _lines: tuple[float, float]) -> None:
        middle = at.y() + (self.height - 1) / 2
        _ground(painter, self.scale, at, self.height)
        if self.here is not None and self.there is not None:
            ends = sorted(at.x() + self.scale.at(value) for value in (self.here, self.there))
            high = theme().px(RANGE)
            tone = "overdue" if self.here < self.there else "accent_line"
            painter.fillRect(QRectF(ends[0], middle - high / 2, ends[1] - ends[0], high), theme().color(tone))
        if self.there is not None:
            _dot(painter, QPointF(at.x() + self.scale.at(self.there), middle), "ink2", is_hollow=True)
        if self.here is not None:
            _dot(painter, QPointF(at.x() + self.scale.at(self.here), middle), "accent", is_hollow=False)


def _ground(painter: QPainter, scale: Scale, at: QPointF, height: int) -> None:
    """The line on which everything stands, and its ends."""
    middle = at.y() + (height - 1) / 2
    fill_line(painter, QRectF(at.x() + scale.x, round(middle), scale.wide, 1), theme().color("line"))
    metrics = theme().metrics("caption")
    for end, value in ((scale.x, scale.least), (scale.x + scale.wide, WHOLE)):
        fill_line(painter, QRectF(at.x() + end, round(middle) - 4, 1, 9), theme().color("line2"))
        words = f"{value:.0f}"
        left = at.x() + end - metrics.horizontalAdvance(words) / 2
        draw_words(painter, QPointF(left, at.y() + height - 4), words, "caption", "ink3")


def _dot(painter: QPainter, centre: QPointF, tone: str, *, is_hollow: bool) -> None:
    radius = DOT * theme().scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().color(tone), 2) if is_hollow else Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("bg" if is_hollow else tone))
    painter.drawEllipse(centre, radius, radius)
    painter.restore()
