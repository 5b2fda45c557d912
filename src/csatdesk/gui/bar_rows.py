"""Horizontal bars, a row for each thing: arrows go from row to row, Enter or a click opens what is behind it.

A subclass paints its rows; `BarRows` keeps the place of the keyboard and the room that a row has.
"""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS

BAR_HIGH = 14
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class BarRows(QWidget):
    chosen = Signal(int)  # place of a row

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.place = 0
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")  # the row itself shows where the keyboard stands
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.refit)

    # for subclasses

    def count(self) -> int:
        raise NotImplementedError

    def row_words(self, place: int) -> str:
        """A row as it is spoken."""
        raise NotImplementedError

    def paint_row(self, painter: QPainter, place: int, box: QRectF) -> None:
        raise NotImplementedError

    def foot_height(self) -> int:
        return 0

    def paint_foot(self, painter: QPainter, box: QRectF) -> None:
        """What stands beneath the rows: the legend."""

    def refit(self) -> None:
        """The rows are others now."""
        self.place = max(0, min(self.place, self.count() - 1))
        self._tell()
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    # Qt asks

    def row_high(self) -> int:
        return theme().metrics("small").height() + (4 if theme().compact else 9)

    def sizeHint(self) -> QSize:
        return QSize(300, self.count() * self.row_high() + self.foot_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place in range(self.count()):
            box = QRectF(0, place * self.row_high(), self.width(), self.row_high())
            self._paint_ground(painter, place, box)
            self.paint_row(painter, place, box)
        foot = self.count() * self.row_high()
        self.paint_foot(painter, QRectF(0, foot, self.width(), self.foot_height()))

    def _paint_ground(self, painter: QPainter, place: int, box: QRectF) -> None:
        is_here = self.hasFocus() and place == self.place
        if not is_here and place != self._hovered:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().color("accent") if is_here else Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent_tint" if is_here else "hover"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and 0 <= self.place + step < self.count():
            self.place += step
            self._tell()
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.count():
            self.chosen.emit(self.place)
        elif step is None:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().y())
        if place >= 0:
            self.place = place
            self.chosen.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._place_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _place_at(self, y: float) -> int:
        place = int(y // self.row_high())
        return place if 0 <= place < self.count() else -1

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def _tell(self) -> None:
        said = self.row_words(self.place) if self.count() else ""
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)
