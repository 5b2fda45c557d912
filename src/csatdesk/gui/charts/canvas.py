"""A chart on screen: marks are reached by arrows, said to screen readers, and opened by Enter or a click.

Painted by ourselves and not by pyqtgraph, for three reasons measured or looked at. Its import takes 0.75 s on two slow
cores, for numpy comes with it, where the layout used here takes 0.05 s and paper shares it. Its look (frames, ticks on
all sides, legends) would have to be switched off piece by piece to be that of the design. And its marks are items of a
scene without focus, names or roles: none could be reached without a mouse.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csatdesk.domain.charts import Chart, ImportancePerformance
from csatdesk.gui.charts.paint import ScreenRuler, paint, rect
from csatdesk.gui.labels import draw_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S8, S16
from csatdesk.wording.charts.drawn import drawn
from csatdesk.wording.charts.shapes import Drawing
from csatdesk.wording.charts.tables import as_table

LEAST_WIDE, LEAST_HIGH, LEAST_COMPACT = 280, 150, 110
NEXT = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
DOWN = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
OPEN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
RING = 6  # pixels that the ring of a mark reaches beyond it, to both sides
COPY_RATIO, COPY_WIDE, COPY_HIGH = 2, 640, 300


class ChartCanvas(QWidget):
    """`opened` carries the key of a mark; `pointed` what the mark says, empty when none is pointed at."""

    opened = Signal(str)
    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chart: Chart | None = None
        self.place = 0
        self._hovered = -1
        self._drawing = Drawing(0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")  # the mark itself shows where the keyboard stands
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self._lay_out)

    def show_chart(self, chart: Chart) -> None:
        self.chart = chart
        self.place, self._hovered = 0, -1
        self.setAccessibleDescription(f"{chart.subtitle}\n{as_table(chart).as_text()}" if not chart.nothing else "")
        self._lay_out()
        self._tell()

    @property
    def drawing(self) -> Drawing:
        return self._drawing

    def _lay_out(self) -> None:
        if self.chart is None:
            return
        self._drawing = drawn(self.chart, ScreenRuler(), max(0, self.width() - 2 * RING), self.height())
        self.place = max(0, min(self.place, len(self._drawing.marks) - 1))
        self.setMinimumHeight(self._least())
        self.updateGeometry()
        self.update()

    def _least(self) -> int:
        """Rows and cells need what they need; the others stretch."""
        assert self.chart is not None
        natural = drawn(self.chart, ScreenRuler(), max(self.width() - 2 * RING, LEAST_WIDE), 0).high
        return round(natural) or theme().px(LEAST_COMPACT if theme().compact else LEAST_HIGH)

    # Qt asks

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDE, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.translate(RING, 0)
        paint(painter, self._drawing)
        marks = self._drawing.marks
        if self.hasFocus() and marks:
            self._ring(painter, rect(marks[self.place].place), "accent", 2)
        elif 0 <= self._hovered < len(marks):
            self._ring(painter, rect(marks[self._hovered].place), "accent_line", 1)
        elif self.hasFocus():
            self._ring(painter, QRectF(0, 0, self._drawing.wide, self._drawing.high), "accent", 2)

    @staticmethod
    def _ring(painter: QPainter, box: QRectF, tone: str, thick: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color(tone), thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = thick / 2
        painter.drawRoundedRect(box.adjusted(half - RING, half, RING - half, -half), RADIUS, RADIUS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, marks = Qt.Key(event.key()), self._drawing.marks
        if not marks or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in OPEN:
            self._open(self.place)
        elif key == Qt.Key.Key_Home:
            self._go(0)
        elif key == Qt.Key.Key_End:
            self._go(len(marks) - 1)
        elif key in NEXT:
            self._go(self.place + NEXT[key])
        elif key in DOWN:
            self._go(self._beneath(DOWN[key]))
        else:
            super().keyPressEvent(event)

    def _beneath(self, way: int) -> int:
        """The nearest mark below or above in the same column; without one the next or the one before."""
        marks = self._drawing.marks
        here = marks[self.place].place
        column = [
            (abs(one.place.top - here.top), place)
            for place, one in enumerate(marks)
            if one.place.left < here.right and here.left < one.place.right and way * (one.place.top - here.top) > 0
        ]
        is_cloud = isinstance(self.chart, ImportancePerformance)
        return min(column)[1] if column and not is_cloud else self.place + way

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place >= 0:
            self._go(place)
            self._open(place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isVisible():
            self.pointed.emit("")
        self.update()

    # marks

    def _at(self, where: QPointF) -> int:
        marks, at = self._drawing.marks, where - QPointF(RING, 0)
        return next((place for place, one in enumerate(marks) if rect(one.place).contains(at)), -1)

    def _hover(self, place: int) -> None:
        if place == self._hovered:
            return
        self._hovered = place
        marks = self._drawing.marks
        self.setToolTip(marks[place].words if place >= 0 else "")
        opens = place >= 0 and bool(marks[place].key)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self.update()

    def _go(self, place: int) -> None:
        if 0 <= place < len(self._drawing.marks):
            self.place = place
            self._tell()
            self.update()

    def _open(self, place: int) -> None:
        key = self._drawing.marks[place].key
        if key:
            self.opened.emit(key)

    def _tell(self) -> None:
        marks, chart = self._drawing.marks, self.chart
        if chart is None:
            return
        said = marks[self.place].words if marks else chart.nothing
        self.setAccessibleName(f"{chart.title}. {said}" if said else chart.title)
        if self.hasFocus():
            self.pointed.emit(said)


def picture(chart: Chart) -> QImage:
    """The chart with its two lines, as large as a slide takes it."""
    ruler, margin = ScreenRuler(), S16
    wide = theme().px(COPY_WIDE)
    head = theme().metrics("heading").height() + theme().metrics("small").height() + S16
    drawing = drawn(chart, ruler, wide, theme().px(COPY_HIGH))
    size = QSize(wide + 2 * margin, round(head + drawing.high) + 2 * margin)
    image = QImage(size * COPY_RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(COPY_RATIO)
    image.fill(QColor(theme().color("bg")))
    painter = QPainter(image)
    base = margin + theme().metrics("heading").ascent()
    draw_words(painter, QPointF(margin, base), chart.title, "heading", room=wide)
    base += theme().metrics("small").height() + S8 // 2
    draw_words(painter, QPointF(margin, base), chart.subtitle, "small", "ink2", room=wide)
    painter.translate(margin, margin + head)
    paint(painter, drawing)
    painter.end()
    return image
