"""The two halves of a segment's page: what is written and promised; what came of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.corrective_actions import MeasureRow
from csatdesk.gui.charts.panel import ChartPanel
from csatdesk.gui.fields import EmptyState, Label, PlainButton
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import deed_button
from csatdesk.gui.reports.tiles import FigureTiles
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16
from csatdesk.operations.segments.queries import SegmentPage
from csatdesk.operations.segments.words import (
    channel_lines,
    chart,
    figures,
    house_lines,
    measure_words,
    method_lines,
)
from csatdesk.wording.texts import _

ABREAST = (4, 3, 2, 1)  # figures in a row
OPENING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class MeasureLine(QFrame):
    """One measure: Enter or a click opens it, Delete takes it off the page where that is allowed."""

    chosen = Signal(int)
    unwanted = Signal(object)  # its MeasureRow

    def __init__(self, row: MeasureRow, *, may_remove: bool) -> None:
        super().__init__()
        self.row, self._may_remove = row, may_remove
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(row.title, "body", wrap=True))
        words.addWidget(Label(measure_words(row), "small", "ink2", wrap=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(S4, S4, S4, S4)
        line.addLayout(words, 1)
        self.remove = PlainButton(_("Remove"), size="small")
        self.remove.setAccessibleName(" ".join((_("Remove"), row.title)))
        self.remove.clicked.connect(self._remove)
        line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.remove.setVisible(may_remove)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{row.title}; {measure_words(row)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING:
            self.chosen.emit(self.row.id)
        elif event.key() == Qt.Key.Key_Delete and self._may_remove:
            self._remove()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.row.id)

    def _remove(self) -> None:
        self.unwanted.emit(self.row)


class WrittenView(QWidget):
    """Aim, channels, promises with what the rules give, and measures. `deeds`: those for measures."""

    first_step = Signal()
    opened = Signal(int)
    unwanted = Signal(object)

    def __init__(self, deeds: Sequence[QAction], *, may_write: bool) -> None:
        super().__init__()
        self._may_write = may_write
        self.empty = EmptyState(
            _("What we want for these customers stands here, and what we promise them."),
            _("Nothing is written yet."),
            _("Write something down") if may_write else "",
            keys="E",
        )
        self.empty.first_step.connect(self.first_step)
        self.aim, self.channels = Label("", "body", wrap=True), Label("", "body", wrap=True)
        self.promises = Label("", "body", wrap=True)
        self.texts = [_block(_("What we want"), self.aim), _block(_("Channels"), self.channels)]
        self.promised = _block(_("What we promise"), self.promises)
        self.house, self.measures = QVBoxLayout(), QVBoxLayout()
        self.house_head = Label(_("House target, by the rules"), "small", bold=True, wrap=True)
        self.no_measures = Label(_("none so far"), "body", "ink2", wrap=True)
        self.lines: list[MeasureLine] = []
        self.buttons = [deed_button(action, "small") for action in deeds]
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        self.house.setSpacing(S4)
        self.measures.setSpacing(0)
        rules, measures = QVBoxLayout(), QVBoxLayout()
        rules.setSpacing(S4)
        rules.addWidget(self.house_head)
        rules.addLayout(self.house)
        measures.setSpacing(S4)
        measures.addWidget(Label(_("Measures"), "heading", wrap=True))
        measures.addLayout(self.measures)
        measures.addWidget(self.no_measures)
        if self.buttons:
            measures.addWidget(FlowBox(*self.buttons, gap=S8))
        column = self._column = QVBoxLayout(self)
        column.setSpacing(S16)
        column.addWidget(self.empty)
        for block in (*self.texts, self.promised):
            column.addWidget(block)
        column.addLayout(rules)
        column.addLayout(measures)
        column.addStretch(1)

    def _refit(self) -> None:
        air = S8 if theme().compact else S12
        self._column.setContentsMargins(theme().margin, air, theme().margin, air)
        self.empty.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]  # it has one

    def show_page(self, page: SegmentPage) -> None:
        written = page.strategy.written if page.strategy is not None else None
        self.empty.setVisible(written is None)
        for block in self.texts:
            block.setVisible(written is not None)
        if page.strategy is not None and written is not None:
            self.aim.setText(written.aim)
            self.channels.setText(", ".join(channel_lines(page.strategy)) or _("not said"))
            self.promises.setText(written.promises)
        self.promised.setVisible(written is not None and bool(written.promises))
        _clear(self.house)
        told = house_lines(page)
        self.house_head.setVisible(bool(told))
        for name, cases in told:
            self.house.addWidget(_two_lines(name, cases))
        self._show_measures(page.measures)

    def _show_measures(self, rows: Sequence[MeasureRow]) -> None:
        _clear(self.measures)
        self.lines = [MeasureLine(row, may_remove=bool(self.buttons)) for row in rows]
        for line in self.lines:
            line.chosen.connect(self.opened)
            line.unwanted.connect(self.unwanted)
            self.measures.addWidget(line)
        self.no_measures.setVisible(not rows)


class ResultsView(QWidget):
    """Figures as tiles and the chart of all segments. `opened` comes with a CaseFilter."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.tiles, self.panel = FigureTiles(ABREAST), ChartPanel()
        self.method = Label("", "caption", "ink2", wrap=True)
        self.tiles.chosen.connect(self.opened)
        self._told, self._foot, column = QVBoxLayout(), QVBoxLayout(), QVBoxLayout(self)
        self._told.setSpacing(S8)
        self._told.addWidget(Label(_("What came of it"), "heading", wrap=True))
        self._told.addWidget(self.tiles)
        self._foot.addWidget(self.method)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._told)
        column.addWidget(self.panel)  # with margins of its own
        column.addLayout(self._foot)
        column.addStretch(1)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        air = S8 if theme().compact else S12
        self._told.setContentsMargins(theme().margin, air, theme().margin, 0)
        self._foot.setContentsMargins(theme().margin, 0, theme().margin, air)

    def show_page(self, page: SegmentPage) -> None:
        self.tiles.show_figures(figures(page))
        found = chart(page)
        self.panel.setVisible(found is not None)
        if found is not None:
            self.panel.show_chart(found)
        self.method.setText(" ".join(method_lines(page)))


def _block(heading: str, *parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S4)
    column.addWidget(Label(heading, "heading", wrap=True))
    for part in parts:
        column.addWidget(part)
    return whole


def _two_lines(first: str, second: str) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Label(first, "body", wrap=True))
    column.addWidget(Label(second, "small", "ink2", wrap=True))
    return whole


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
