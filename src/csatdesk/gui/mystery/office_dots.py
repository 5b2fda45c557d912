"""Offices on a line from 0 to 100: a dot for the mean, a bar for where it lies with 95 % certainty."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from csatdesk.gui.bar_rows import BarRows
from csatdesk.gui.cases.row_cells import elided
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S16
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _

NAMES, ROOM_LEAST = 0.2, 80  # of the width; pixels of the line
DOT, THICK = 4.5, 4.0
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class OfficeDot:
    """`mean` None: no score. `low`, `high` None: no interval, and the dot is hollow. `words`, `second`: beside it."""

    name: str
    mean: float | None
    low: float | None
    high: float | None
    words: str
    second: str


class OfficeDots(BarRows):
    """See the module's first words. `chosen`: the place of an office, whose visits are wanted."""

    def __init__(self) -> None:
        super().__init__(_("Offices"))
        self.dots: tuple[OfficeDot, ...] = ()
        self.mark: float | None = None

    def show_dots(self, dots: Sequence[OfficeDot], mark: float | None) -> None:
        """`mark`: what a visit passes with."""
        self.dots, self.mark = tuple(dots), mark
        self.refit()

    def count(self) -> int:
        return len(self.dots)

    def row_words(self, place: int) -> str:
        dot = self.dots[place]
        return f"{dot.name}: {dot.words}, {dot.second}"

    def row_high(self) -> int:
        return super().row_high() + S4

    def foot_height(self) -> int:
        return theme().metrics("caption").height() + S4

    def paint_row(self, painter: QPainter, place: int, box: QRectF) -> None:
        dot, metrics = self.dots[place], theme().metrics("small")
        baseline = round(box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent())
        left, room = self._line()
        draw_words(painter, QPointF(S4, baseline), elided(dot.name, round(left - S16), "small"), "small")
        self._paint_scale(painter, box)
        if dot.mean is not None:
            self._paint_dot(painter, dot, box.center().y())
        x = left + room + S16
        x += draw_words(painter, QPointF(x, baseline), dot.words, "small", bold=True) + S8
        draw_words(painter, QPointF(x, baseline), dot.second, "caption", "ink2", room=box.right() - x - S4)

    def paint_foot(self, painter: QPainter, box: QRectF) -> None:
        metrics = theme().metrics("caption")
        for value in TICKS:
            words = number(value)
            x = self._x(value) - metrics.horizontalAdvance(words) / 2
            draw_words(painter, QPointF(x, box.top() + metrics.ascent()), words, "caption", "ink2")

    def _line(self) -> tuple[float, float]:
        """Where the line from 0 to 100 begins, and how long it is."""
        bold, caption = theme().metrics("small", bold=True), theme().metrics("caption")
        said = max(
            (bold.horizontalAdvance(one.words) + caption.horizontalAdvance(one.second) for one in self.dots), default=0
        )
        left = self.width() * NAMES
        return left, max(self.width() - left - said - 2 * S16 - S8, ROOM_LEAST)

    def _x(self, value: float) -> float:
        left, room = self._line()
        return left + room * value / 100

    def _paint_scale(self, painter: QPainter, box: QRectF) -> None:
        for value in TICKS:
            fill_line(painter, QRectF(self._x(value), box.top(), 1, box.height()), theme().color("line"))
        if self.mark is not None:
            painter.setPen(QPen(theme().color("ink3"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(self._x(self.mark), box.top()), QPointF(self._x(self.mark), box.bottom()))

    def _paint_dot(self, painter: QPainter, dot: OfficeDot, middle: float) -> None:
        assert dot.mean is not None
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_interval = dot.low is not None and dot.high is not None
        if dot.low is not None and dot.high is not None:
            wide = max(self._x(dot.high) - self._x(dot.low), 1.0)
            bar = QRectF(self._x(dot.low), middle - THICK / 2, wide, THICK)
            painter.fillRect(bar, theme().color("accent_line"))
        painter.setPen(QPen(theme().color("accent"), 1.5))
        painter.setBrush(theme().color("accent") if has_interval else theme().color("bg"))
        painter.drawEllipse(QPointF(self._x(dot.mean), middle), DOT, DOT)
        painter.restore()
