"""Totals in the order of their days: a line breaks where the scorecard changed (SC-1, rule 17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.wording.evaluations import score_words
from csatdesk.wording.formats import number, short_date

HIGH, HIGH_COMPACT = 92, 70
POINT = 3.2
STEPS = (0, 50, 100)


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """One total. `seen`: what is told beside it; `family`: what may be compared with it, all where there is none."""

    day: date
    total: Decimal
    seen: str = ""
    family: str = ""


class HistoryLine(QWidget):
    """Totals from 0 to 100; each point is one evaluation. `name`: for screen readers."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.points: tuple[HistoryPoint, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        theme().changed.connect(self.updateGeometry)

    def show_history(self, points: Sequence[HistoryPoint]) -> None:
        self.points = tuple(points)
        told = [
            f"{short_date(one.day)}: {', '.join(filter(None, (score_words(one.total), one.seen)))}" for one in points
        ]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        high = HIGH_COMPACT if theme().compact else HIGH
        return QSize(400, theme().px(high) + theme().metrics("caption").height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        caption = theme().metrics("caption")
        side = caption.horizontalAdvance("100") + S8
        last = caption.horizontalAdvance("100.0") + S8
        box = QRectF(side, 6, self.width() - side - last, self.height() - caption.height() - 10)
        self._paint_axis(painter, box)
        self._paint_points(painter, box)

    def _paint_axis(self, painter: QPainter, box: QRectF) -> None:
        caption = theme().metrics("caption")
        for step in STEPS:
            y = box.bottom() - box.height() * step / 100
            fill_line(painter, QRectF(box.left(), y, box.width(), 1), theme().color("line" if step else "line2"))
            words = number(step)
            x = box.left() - S8 - caption.horizontalAdvance(words)
            draw_words(painter, QPointF(x, y + caption.capHeight() / 2), words, "caption", "ink2")
        for place in dict.fromkeys((0, len(self.points) - 1)):
            words = short_date(self.points[place].day)
            wide = caption.horizontalAdvance(words)
            x = min(max(self._at(box, place).x() - wide / 2, 0), self.width() - wide)
            draw_words(painter, QPointF(x, self.height() - caption.descent()), words, "caption", "ink2")

    def _paint_points(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(theme().color("accent"), 1.75))
        for (place, one), (_next, other) in pairwise(enumerate(self.points)):
            if one.family == other.family:
                painter.drawLine(self._at(box, place), self._at(box, place + 1))
        painter.setPen(QPen(theme().color("bg"), 1.25))
        painter.setBrush(theme().color("accent"))
        for place in range(len(self.points)):
            painter.drawEllipse(self._at(box, place), POINT, POINT)
        at = self._at(box, len(self.points) - 1) + QPointF(S8, theme().metrics("caption").capHeight() / 2)
        draw_words(painter, at, score_words(self.points[-1].total), "caption", bold=True)

    def _at(self, box: QRectF, place: int) -> QPointF:
        x = box.left() + box.width() * (place + 0.5) / len(self.points)
        return QPointF(x, box.bottom() - box.height() * float(self.points[place].total) / 100)
