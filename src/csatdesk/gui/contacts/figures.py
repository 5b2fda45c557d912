"""A row of figures: each large, under it in small words what it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csatdesk.gui.fields import Hairline, Label
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12


@dataclass(frozen=True, slots=True)
class Figure:
    value: str
    words: str


class FigureRow(QWidget):
    """In one line; two in a line where they do not fit, with large text."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: tuple[Figure, ...] = ()
        self._cells: list[QWidget] = []
        self._lines: list[Hairline] = []
        self._is_folded = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        theme().changed.connect(self._refit)
        self._refit()

    def show_figures(self, figures: Sequence[Figure]) -> None:
        if tuple(figures) == self.figures:
            return
        self.figures = tuple(figures)
        for widget in (*self._cells, *self._lines):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._cells = [_cell(figure) for figure in figures]
        self._lines = [Hairline(upright=True) for _between in self._cells[1:]]
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Two cells side by side are enough."""
        wide = [cell.minimumSizeHint().width() for cell in self._cells]
        pair = sum(max(column) for column in (wide[::2], wide[1::2]) if column)
        return QSize(pair + 2 * self._grid.horizontalSpacing(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_folded != self._has_to_fold():
            self._arrange()

    def _has_to_fold(self) -> bool:
        gaps = 2 * len(self._lines) * self._grid.horizontalSpacing() + len(self._lines)
        return sum(cell.minimumSizeHint().width() for cell in self._cells) + gaps > self.width()

    def _arrange(self) -> None:
        """A hairline between two stands where all are in one line."""
        self._is_folded = self._has_to_fold()
        for place, cell in enumerate(self._cells):
            row, column = divmod(place, 2) if self._is_folded else (0, place)
            self._grid.addWidget(cell, row, 2 * column)
        for place, line in enumerate(self._lines):
            self._grid.addWidget(line, 0, 2 * place + 1)
            line.setVisible(not self._is_folded)
        for column in range(self._grid.columnCount()):
            is_used = column % 2 == 0 and (column < 4 or not self._is_folded)
            self._grid.setColumnStretch(column, 1 if is_used else 0)
        self.updateGeometry()

    def _refit(self) -> None:
        self._grid.setHorizontalSpacing(S8 if theme().compact else S12)
        self._grid.setVerticalSpacing(S8)


def _cell(figure: Figure) -> QWidget:
    cell = QWidget()
    cell.setAccessibleName(f"{figure.value} {figure.words}")
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Label(figure.value, "title"))
    column.addWidget(Label(figure.words, "caption", "ink2", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
    return cell
