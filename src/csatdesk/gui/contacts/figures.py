"""A row of figures: each large, under it in small words what it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.gui.fields import Hairline, Label
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12


@dataclass(frozen=True, slots=True)
class Figure:
    value: str
    words: str


class FigureRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.figures: tuple[Figure, ...] = ()
        self._made: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(S12)
        theme().changed.connect(self._refit)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        if tuple(figures) == self.figures:
            return
        self.figures = tuple(figures)
        for widget in self._made:
            self._row.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made = []
        for place, figure in enumerate(figures):
            if place:
                self._put(Hairline(upright=True), 0)
            self._put(_cell(figure), 1)

    def _put(self, widget: QWidget, stretch: int) -> None:
        self._made.append(widget)
        self._row.addWidget(widget, stretch)

    def _refit(self) -> None:
        self._row.setSpacing(S8 if theme().compact else S12)


def _cell(figure: Figure) -> QWidget:
    cell = QWidget()
    cell.setAccessibleName(f"{figure.value} {figure.words}")
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Label(figure.value, "title"))
    column.addWidget(Label(figure.words, "caption", "ink2", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
    return cell
