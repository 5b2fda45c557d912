"""The share of remote contacts of one topic, month by month, with its target."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csatdesk.domain.topic_ranking import Tally
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.wording.formats import month_and_year, number, percent
from csatdesk.wording.texts import _

FEW = 30  # cases; a share of fewer is drawn hollow
HEIGHT, HEIGHT_COMPACT = 84, 60
POINT = 3.2


class TrendChart(QWidget):
    """A line over months; months without a case are left out of it."""

    def __init__(self) -> None:
        super().__init__()
        self._months: tuple[tuple[date, Tally], ...] = ()
        self._target: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_months(self, months: Sequence[tuple[date, Tally]], target: int | None) -> None:
        self._months, self._target = tuple(months), target
        told = [
            _("{month}: {share} of {count}").format(
                month=month_and_year(month), share=percent(tally.remote_share or 0), count=number(tally.count)
            )
            for month, tally in months
            if tally.count
        ]
        self.setAccessibleName(_("Remote share by month"))
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        words = theme().metrics("caption").height()
        return QSize(400, theme().px(HEIGHT_COMPACT if theme().compact else HEIGHT) + words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._months:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        caption = theme().metrics("caption")
        left, right = caption.horizontalAdvance("100 %") + S8, caption.horizontalAdvance("100 %") + S8
        box = QRectF(left, 6, self.width() - left - right, self.height() - caption.height() - 10)
        self._paint_axis(painter, box)
        if self._target is not None:
            y = box.bottom() - box.height() * self._target / 100
            painter.setPen(QPen(theme().color("edge"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        self._paint_line(painter, box)

    def _paint_axis(self, painter: QPainter, box: QRectF) -> None:
        caption = theme().metrics("caption")
        for share in (0.0, 0.5, 1.0):
            y = box.bottom() - box.height() * share
            fill_line(painter, QRectF(box.left(), y, box.width(), 1), theme().color("line2" if not share else "line"))
            words = percent(share)
            x = box.left() - S8 - caption.horizontalAdvance(words)
            draw_words(painter, QPointF(x, y + caption.capHeight() / 2), words, "caption", "ink2")
        for place in (0, len(self._months) - 1):
            words = month_and_year(self._months[place][0])
            wide = caption.horizontalAdvance(words)
            x = min(max(self._x(box, place) - wide / 2, 0), self.width() - wide)
            draw_words(painter, QPointF(x, self.height() - caption.descent()), words, "caption", "ink2")

    def _paint_line(self, painter: QPainter, box: QRectF) -> None:
        points = [
            (QPointF(self._x(box, place), box.bottom() - box.height() * share), tally)
            for place, (_month, tally) in enumerate(self._months)
            if (share := tally.remote_share) is not None
        ]
        painter.setPen(QPen(theme().color("accent"), 1.75))
        painter.drawPolyline([point for point, _tally in points])
        for point, tally in points:
            hollow = tally.count < FEW
            painter.setPen(QPen(theme().color("edge" if hollow else "bg"), 1.25))
            painter.setBrush(theme().color("bg" if hollow else "accent"))
            painter.drawEllipse(point, POINT, POINT)
        if points:
            at = points[-1][0] + QPointF(S8, theme().metrics("caption").capHeight() / 2)
            words = percent(points[-1][1].remote_share or 0)
            draw_words(painter, at, words, "caption", bold=True)

    def _x(self, box: QRectF, place: int) -> float:
        return box.left() + box.width() * (place + 0.5) / len(self._months)
