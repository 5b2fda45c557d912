"""State marks: one QPainterPath per state, painted by delegates, labels and charts.

Usage:
    paint_mark(painter, "overdue", QPointF(201, 170))                  # 11 px, centre given
    paint_state(painter, "overdue", "overdue 3 days", QPointF(196, 174)) # mark, then the word on this baseline
"""

from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker

from csatdesk.domain.mark_shapes import LOUD, MARK_COLOURS, MARKS, Area, Disc, Part, Ring, Stroke
from csatdesk.gui.theme import theme

WORD_AFTER = 18  # from the mark's left edge to the word


@cache
def mark_path(state: str) -> QPainterPath:
    """The filled shape of a state (a value of DeadlineState, or "none") in the unit square. Do not change it."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for part in MARKS[state]:
        path.addPath(_part_path(part))
    return path


def paint_mark(painter: QPainter, state: str, centre: QPointF, size: float = 11, tone: str | None = None) -> None:
    """Paint the mark of `state`; `tone` (a token) replaces its own colour (answered ticks are ink3)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.scale(size, size)
    painter.fillPath(mark_path(state), theme().color(tone or MARK_COLOURS[state]))
    painter.restore()


def paint_state(painter: QPainter, state: str, words: str, start: QPointF, role: str = "small") -> None:
    """Mark and words; `start` is the mark's left edge on the baseline of the words."""
    metrics = theme().metrics(role, state in LOUD)
    size = 11 * theme().scale
    centre = QPointF(start.x() + size / 2, start.y() - metrics.capHeight() / 2)
    paint_mark(painter, state, centre, size)
    painter.setFont(theme().font(role, state in LOUD))
    painter.setPen(theme().color(word_token(state)))
    painter.drawText(QPointF(start.x() + WORD_AFTER * theme().scale, start.y()), words)


def word_token(state: str) -> str:
    """The colour of a state's word: its own when loud, else ink2."""
    return MARK_COLOURS[state] if state in LOUD else "ink2"


def _part_path(part: Part) -> QPainterPath:
    path = QPainterPath()
    match part:
        case Disc(radius) | Ring(radius):
            path.addEllipse(QPointF(0, 0), radius, radius)
        case Area(points) | Stroke(points):
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
    if isinstance(part, Area):
        path.closeSubpath()
    return _stroked(path, part.width) if isinstance(part, Ring | Stroke) else path


def _stroked(path: QPainterPath, width: float) -> QPainterPath:
    pen = QPainterPathStroker()
    pen.setWidth(width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCurveThreshold(0.01)  # the unit square is small: the default would draw a ring as a polygon
    return pen.createStroke(path)
