"""The figures of a month as tiles: a name, a value, one plain sentence, and how it differs from before."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.gui.labels import Label
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16
from csatdesk.operations.reports.figure_words import Figure
from csatdesk.wording.texts import _

TILE_LEAST = 200  # pixels at usual text
KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class FigureTile(QFrame):
    """One figure. Where a list can show the cases behind it, Enter or a click opens that list."""

    chosen = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.figure: Figure | None = None
        self.name, self.value = Label("", "small", bold=True), Label("", "number")
        self.second = Label("", "small", "ink2", wrap=True)
        self.compared = Label("", "caption", "ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S4, S4, S4)
        self.setProperty("ring_room", S4)
        column.setSpacing(0)
        for label in (self.name, self.value, self.second, self.compared):
            column.addWidget(label)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_figure(self, figure: Figure) -> None:
        self.figure = figure
        self.name.setText(figure.name)
        self.value.setText(figure.value)
        self.second.setText(figure.second)
        self.compared.setText("\n".join(figure.compared))
        self.compared.setVisible(bool(figure.compared))
        opens = figure.shown is not None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        told = (f"{figure.name}: {figure.value}", figure.second, *figure.compared)
        self.setAccessibleName("; ".join(told))
        self.setToolTip(_("Enter opens the cases") if opens else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS:
            self._open()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    def _open(self) -> None:
        if self.figure is not None and self.figure.shown is not None:
            self.chosen.emit(self.key)


class FigureTiles(QWidget):
    """All tiles, as many beside one another as have room for their words."""

    chosen = Signal(object)  # the CaseFilter of a figure

    def __init__(self, abreast: Sequence[int] = (4, 3, 1)) -> None:
        """`abreast`: how many may stand in a row, the most first."""
        super().__init__()
        self._abreast = abreast
        self.tiles: dict[str, FigureTile] = {}
        self._in_row = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S16)
        self._grid.setVerticalSpacing(S8 if theme().compact else S12)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        for key in self.tiles.keys() - {figure.key for figure in figures}:
            self._take_away(self.tiles.pop(key))
        for figure in figures:
            if figure.key not in self.tiles:
                tile = self.tiles[figure.key] = FigureTile(figure.key)
                tile.chosen.connect(self._open)
                self._in_row = 0
            self.tiles[figure.key].show_figure(figure)
        self.tiles = {figure.key: self.tiles[figure.key] for figure in figures}  # in their order, whenever they came
        self._place()

    def _take_away(self, tile: FigureTile) -> None:
        """A month without such figures is shown."""
        self._grid.removeWidget(tile)
        tile.hide()
        tile.deleteLater()
        self._in_row = 0

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(TILE_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Three in a group, so that rows of six, of three, or one above the other."""
        room = self.width() // theme().px(TILE_LEAST)
        in_row = next((count for count in self._abreast if room >= count), 1)
        if in_row == self._in_row:
            return
        self._in_row = in_row
        for place, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, place // in_row, place % in_row, Qt.AlignmentFlag.AlignTop)
        for column in range(self._abreast[0]):
            self._grid.setColumnStretch(column, int(column < in_row))

    def _open(self, key: str) -> None:
        figure = self.tiles[key].figure
        if figure is not None:
            self.chosen.emit(figure.shown)
