"""Two measurements by office in a list, and beside it the course of both in two charts."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.charts import Chart
from csatdesk.gui.actions import make_action, plain
from csatdesk.gui.charts.panel import ChartPanel
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Label, LinkButton
from csatdesk.gui.quality.lists import Line
from csatdesk.gui.quality.sides_list import SidesList
from csatdesk.gui.quality.views import MOVING_MS, FindingView
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S8, S12
from csatdesk.wording.texts import _

PANE_WIDE, PANE_COMPACT = 430, 360


class CoursePane(QWidget):
    """Two courses, one under the other, each on a scale of its own. `left`: back to the list."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name, self.words = Label("", "body", bold=True, wrap=True), Label("", "small", "ink2", wrap=True)
        self.first, self.second = ChartPanel(), ChartPanel()
        column = self._column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self.name)
        column.addWidget(self.words)
        for panel in self.panels:
            panel.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # as high as a chart
            column.addWidget(panel, 1)
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def panels(self) -> tuple[ChartPanel, ChartPanel]:
        return self.first, self.second

    def _refit(self) -> None:
        self._column.setContentsMargins(0, S12, 0, S8)
        for label in (self.name, self.words):
            label.setContentsMargins(theme().margin, 0, theme().margin, 0)

    def show_charts(self, charts: tuple[Chart, Chart]) -> None:
        for panel, chart in zip(self.panels, charts, strict=True):
            panel.show_chart(chart)

    def turn_tables(self) -> None:
        is_table = not self.first.is_table
        for panel in self.panels:
            panel.show_table(is_table and panel.chart is not None and not panel.chart.nothing)

    def focus_page(self) -> None:
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class CourseView(FindingView):
    """Two measurements by office, and the course of both beside the list."""

    def __init__(
        self, context: Context, table: SidesList[object], empty: EmptyState, choices: Sequence[QWidget]
    ) -> None:
        super().__init__(context)
        self.as_tables = LinkButton(plain(_("Charts as &tables")), keys="Alt+T")
        self.list, self.empty, self.pane = table, empty, CoursePane()
        self._area = upright_scroll(self.pane)
        self._put_in(table, empty, self._area, (*choices, self.as_tables), wide=PANE_WIDE, compact=PANE_COMPACT)
        self._pane_asker = QObject(self)
        self._following = Pause(self.follow, self, MOVING_MS)
        table.current_changed.connect(lambda _line: self._following.poke())
        table.opened.connect(lambda _line: self._enter())
        self.pane.left.connect(self.start)
        self.as_tables.clicked.connect(self.pane.turn_tables)
        make_action(self, _("Charts as &tables"), self.pane.turn_tables, "Alt+T")

    def _tell(self, finding: str, base: str, note: str, *, is_found: bool = True) -> None:
        for label, words in ((self.finding, finding), (self.base, base), (self.note, note)):
            label.setText(words)
            label.setVisible(bool(words))
        self.split_view.show_empty(not is_found)
        self._area.setVisible(is_found)
        self.as_tables.setVisible(is_found)
        self.follow()
        self.head_changed.emit()

    def _tell_nothing(self) -> None:
        self.list.show_lines(())
        self._tell("", "", "", is_found=False)

    def follow(self) -> None:
        """The course of the office in hand."""
        self._following.cancel()
        line = self.list.row()
        if isinstance(line, Line):
            name, words = self.list.named(line.of)
            self.pane.name.setText(name)
            self.pane.words.setText(words)
            self._ask_courses(line.of)

    def _ask_courses(self, row: object) -> None:
        raise NotImplementedError

    def _enter(self) -> None:
        """Into the course of the row in hand, which may not have been read yet."""
        self.follow()
        self.pane.focus_page()
