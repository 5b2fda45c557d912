"""Icons are painted as large as there is room for."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from csatdesk.gui.icons import paint_icon


@pytest.mark.parametrize(("side", "seen"), [(16.0, True), (0.4, False), (0.0, False), (-2.0, False)])
def test_where_there_is_no_room_nothing_is_painted_and_nothing_complained(
    qapp: QApplication, side: float, seen: bool
) -> None:
    paper = QImage(20, 20, QImage.Format.Format_ARGB32)
    paper.fill(0)
    painter = QPainter(paper)
    paint_icon(painter, "check", QRectF(2, 2, 16, side))
    painter.end()
    inked = any(paper.pixelColor(x, y).alpha() for x in range(20) for y in range(20))
    assert inked == seen
