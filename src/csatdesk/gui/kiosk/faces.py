"""Five faces from very happy to very sad, drawn as shapes; the one that was chosen is filled and has a ring."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from csatdesk.gui.theme import theme

# Lengths in radii of the face. A mouth: how far it reaches to the sides, its ends and its middle below the centre.
EYE = (0.335, -0.205)
EYE_SIZE = (0.083, 0.103)
MOUTHS = ((0.455, 0.145, 0.465), (0.475, 0.21, 0.39), (0.475, 0.30, 0.30), (0.455, 0.55, 0.36), (0.455, 0.61, 0.29))
MOUTH_THICK, EDGE_THICK, RING_THICK = 0.083, 0.031, 0.041
RING = 1.1  # its radius
WHOLE = 2 * (RING + RING_THICK / 2)  # from edge to edge of the ring


def paint_face(painter: QPainter, centre: QPointF, radius: float, mood: int, *, is_chosen: bool) -> None:
    """`mood`: 0, the happiest, to 4."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.scale(radius, radius)
    ink = theme().color("accent_ink" if is_chosen else "ink")
    painter.setBrush(theme().color("accent" if is_chosen else "bg"))
    painter.setPen(Qt.PenStyle.NoPen if is_chosen else QPen(ink, EDGE_THICK))
    painter.drawEllipse(QPointF(), 1.0, 1.0)
    if is_chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().color("accent"), RING_THICK))
        painter.drawEllipse(QPointF(), RING, RING)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for side in (-1, 1):
        painter.drawEllipse(QPointF(side * EYE[0], EYE[1]), *EYE_SIZE)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, MOUTH_THICK, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(_mouth(mood))
    painter.restore()


def _mouth(mood: int) -> QPainterPath:
    wide, ends, middle = MOUTHS[mood]
    path = QPainterPath(QPointF(-wide, ends))
    path.quadTo(QPointF(0, 2 * middle - ends), QPointF(wide, ends))
    return path
