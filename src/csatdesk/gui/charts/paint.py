"""Paints the shapes of a chart with QPainter, from tokens only."""

from functools import singledispatch

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from csatdesk.gui.deadlines.picture_paint import paint_hatch
from csatdesk.gui.labels import fill_line
from csatdesk.gui.theme import theme
from csatdesk.wording.charts.shapes import Area, Dot, Drawing, Hatch, Patch, Place, Shape, Stroke, Words

HOLLOW = 1.5  # thickness of a ring


class ScreenRuler:
    """Widths and heights of words by the theme in force."""

    @property
    def unit(self) -> float:
        return theme().scale

    def wide(self, words: str, role: str, is_bold: bool) -> float:
        return theme().metrics(role, is_bold).horizontalAdvance(words)

    def ascent(self, role: str) -> float:
        return theme().metrics(role, bold=False).ascent()

    def high(self, role: str) -> float:
        return theme().metrics(role, bold=False).height()


def paint(painter: QPainter, drawing: Drawing) -> None:
    for shape in drawing.shapes:
        _paint(shape, painter)


def rect(place: Place) -> QRectF:
    return QRectF(place.left, place.top, place.wide, place.high)


@singledispatch
def _paint(shape: Shape, _painter: QPainter) -> None:
    raise NotImplementedError(type(shape))


@_paint.register
def _words(shape: Words, painter: QPainter) -> None:
    painter.setFont(theme().font(shape.role, shape.is_bold))
    painter.setPen(theme().color(shape.ink))
    if not shape.is_upright:
        painter.drawText(QPointF(round(shape.at[0]), round(shape.at[1])), shape.text)
        return
    painter.save()
    painter.translate(round(shape.at[0]), round(shape.at[1]))
    painter.rotate(-90)
    painter.drawText(QPointF(0, 0), shape.text)
    painter.restore()


@_paint.register
def _patch(shape: Patch, painter: QPainter) -> None:
    colour = theme().color(shape.fill)
    fill_line(painter, rect(shape.place), colour)
    if theme().scheme.is_contrast and shape.fill.endswith("_tint"):
        painter.setPen(QPen(theme().color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect(shape.place).adjusted(0.5, 0.5, -0.5, -0.5))


@_paint.register
def _stroke(shape: Stroke, painter: QPainter) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme().color(shape.ink), shape.thick)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline([QPointF(*point) for point in shape.points])
    painter.restore()


@_paint.register
def _area(shape: Area, painter: QPainter) -> None:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*point) for point in shape.points]))
    path.closeSubpath()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, theme().color(shape.fill))
    if theme().scheme.is_contrast:
        painter.strokePath(path, QPen(theme().color("line"), 1))
    painter.restore()


@_paint.register
def _dot(shape: Dot, painter: QPainter) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = theme().color(shape.ink)
    radius = shape.radius
    if shape.is_hollow:
        painter.setPen(QPen(colour, HOLLOW * theme().scale))
        painter.setBrush(theme().color("bg"))
        radius -= HOLLOW * theme().scale / 2
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
    painter.drawEllipse(QPointF(*shape.at), radius, radius)
    painter.restore()


@_paint.register
def _hatch(shape: Hatch, painter: QPainter) -> None:
    paint_hatch(painter, rect(shape.place))
