"""A finding: its sentence, what it was measured on, and the chart or its table."""

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.charts import Chart
from csatdesk.gui.charts.canvas import RING, ChartCanvas, picture
from csatdesk.gui.charts.table import ChartTable
from csatdesk.gui.labels import Label
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.wording.charts.tables import as_table


class ChartPanel(QWidget):
    """`opened` and `pointed` as those of the chart; `entered`: the keyboard has come in."""

    opened = Signal(str)
    pointed = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chart: Chart | None = None
        self.title, self.subtitle = Label("", "heading", wrap=True), Label("", "small", "ink2", wrap=True)
        self.canvas, self.table = ChartCanvas(), ChartTable()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self.table)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.title)
        self._column.addSpacing(S4 // 2)
        self._column.addWidget(self.subtitle)
        self._column.addSpacing(S8)
        self._column.addWidget(self._stack, 1)
        self.canvas.opened.connect(self.opened)
        self.canvas.pointed.connect(self.pointed)
        for one in (self.canvas, self.table):
            one.installEventFilter(self)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        margin, air = theme().margin, S8 if theme().compact else S12
        self._column.setContentsMargins(margin - RING, air, margin - RING, air)
        for label in (self.title, self.subtitle):
            label.setContentsMargins(RING, 0, RING, 0)

    def show_chart(self, chart: Chart) -> None:
        self.chart = chart
        self.title.setText(chart.title)
        self.subtitle.setText(chart.subtitle)
        self.canvas.show_chart(chart)
        self.show_table(self.is_table and not chart.nothing)

    @property
    def is_table(self) -> bool:
        return self._stack.currentWidget() is self.table

    @property
    def has_keyboard(self) -> bool:
        return self.canvas.hasFocus() or self.table.hasFocus()

    def show_table(self, is_table: bool) -> None:
        """The table instead of the chart, the keyboard staying in its place."""
        was_here = self.has_keyboard
        if is_table and self.chart is not None:
            self.table.show_table(as_table(self.chart), self.chart.title)
        front: QWidget = self.table if is_table else self.canvas
        self._stack.setCurrentWidget(front)
        self.setFocusProxy(front)
        if was_here:
            front.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """The picture for a slide and the table for a sheet: the program it is pasted into takes what it can."""
        if self.chart is None:
            return
        copied = QMimeData()
        copied.setImageData(picture(self.chart))
        copied.setText(f"{self.chart.title}\n{self.chart.subtitle}\n{as_table(self.chart).as_text()}")
        QGuiApplication.clipboard().setMimeData(copied)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        return super().eventFilter(watched, event)
