"""Contacts by weekday and hour as a map: the darker, the more. The arrow keys go from hour to hour."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csatdesk.domain.month_figures import WEEKDAYS, Activity, Grid
from csatdesk.gui.labels import draw_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.weekdays import short_weekday_names, weekday_names

STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
HALF = 0.55  # from here on the cell is dark enough for light words


class HeatMap(QWidget):
    """`told` says the cell under the keyboard or the pointer."""

    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._grid: Grid = ()
        self._hours = range(0)
        self.cell = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")  # the cell itself shows where the keyboard stands
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_grid(self, seen: Activity, grid: Grid) -> None:
        """`grid` is one of those that `seen` has; all are drawn over the same hours."""
        self._grid, self._hours = grid, seen.hours
        self.cell = self._busiest()
        self._tell()
        self.setVisible(bool(self._hours))
        self.updateGeometry()
        self.update()

    def _busiest(self) -> tuple[int, int]:
        cells = [(day, hour) for day in range(WEEKDAYS) for hour in self._hours]
        return max(cells, key=lambda cell: self._grid[cell[0]][cell[1]], default=(0, 0))

    @property
    def words(self) -> str:
        """The chosen cell: "Monday, 10–11: 14 contacts"."""
        if not self._hours:
            return ""
        return cell_words(*self.cell, self._grid[self.cell[0]][self.cell[1]])

    def sizeHint(self) -> QSize:
        return QSize(320, round((WEEKDAYS + 1) * self._row_high()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or not self._hours:
            super().keyPressEvent(event)
            return
        day, hour = self.cell[0] + step[0], self.cell[1] + step[1]
        if 0 <= day < WEEKDAYS and hour in self._hours:
            self._move((day, hour))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None:
            self._move(cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._hours:
            return
        painter = QPainter(self)
        most = max((count for row in self._grid for count in row), default=0) or 1
        caption = theme().metrics("caption")
        for place, name in enumerate(short_weekday_names()):
            base = round((place + 1.5) * self._row_high() + caption.capHeight() / 2)
            draw_words(painter, QPointF(0, base), name, "caption", "ink2", room=self._names() - S4)
        for hour in self._hours:
            words = str(hour)
            middle = self._cell_box(0, hour).center().x() - caption.horizontalAdvance(words) / 2
            draw_words(painter, QPointF(middle, round(self._row_high() - S4)), words, "caption", "ink2")
            for day in range(WEEKDAYS):
                self._paint_cell(painter, day, hour, self._grid[day][hour] / most)

    def _paint_cell(self, painter: QPainter, day: int, hour: int, share: float) -> None:
        box, count = self._cell_box(day, hour).adjusted(1, 1, -1, -1), self._grid[day][hour]
        painter.fillRect(box, _mixed(theme().color("sunk"), theme().color("accent"), share))
        words = number(count) if count else ""
        metrics = theme().metrics("caption")
        if words and metrics.horizontalAdvance(words) <= box.width():
            at = QPointF(
                box.center().x() - metrics.horizontalAdvance(words) / 2, box.center().y() + metrics.capHeight() / 2
            )
            draw_words(painter, at, words, "caption", "accent_ink" if share >= HALF else "ink")
        if (day, hour) == self.cell and self.hasFocus():
            painter.setPen(QPen(theme().color("ink"), 2))
            painter.drawRect(box)

    def _names(self) -> float:
        metrics = theme().metrics("caption")
        return max(metrics.horizontalAdvance(name) for name in short_weekday_names()) + S8

    def _row_high(self) -> float:
        return theme().metrics("caption").height() + (6 if theme().compact else 9)

    def _cell_box(self, day: int, hour: int) -> QRectF:
        wide = (self.width() - self._names()) / len(self._hours)
        left = self._names() + (hour - self._hours.start) * wide
        return QRectF(left, (day + 1) * self._row_high(), wide, self._row_high())

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        cells = ((day, hour) for day in range(WEEKDAYS) for hour in self._hours)
        return next((cell for cell in cells if self._cell_box(*cell).contains(point)), None)

    def _move(self, cell: tuple[int, int]) -> None:
        if cell != self.cell:
            self.cell = cell
            self._tell()
            self.update()

    def _tell(self) -> None:
        self.setAccessibleName(_("Contacts by weekday and hour") + (f": {self.words}" if self.words else ""))
        self.told.emit(self.words)


def cell_words(day: int, hour: int, count: int) -> str:
    told = ngettext("{weekday}, {hour}–{next}: {count} contact", "{weekday}, {hour}–{next}: {count} contacts", count)
    return told.format(weekday=weekday_names()[day], hour=hour, next=hour + 1, count=number(count))


def _mixed(ground: QColor, full: QColor, share: float) -> QColor:
    """`full` over `ground`; a single contact can still be told from none."""
    part = 0.0 if not share else 0.12 + 0.88 * share
    lows = (ground.red(), ground.green(), ground.blue())
    fulls = (full.red(), full.green(), full.blue())
    return QColor(*(round(low + (high - low) * part) for low, high in zip(lows, fulls, strict=True)))
