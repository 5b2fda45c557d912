"""A bar with two ends: what narrows the page at the left, what leads out of it at the right.

Where both do not fit into one line, as with large text or in a small window, the second goes beneath the first.
"""

from PySide6.QtCore import QEvent, QMargins, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12


class TwoEnds(QWidget):
    """`first` fits when there is room for what it says in `sizeHint`; it may wrap in itself. `has_margins`: those of a
    page; without them it stands in the margins of what holds it."""

    def __init__(
        self, first: QWidget, second: QWidget, parent: QWidget | None = None, *, has_margins: bool = True
    ) -> None:
        super().__init__(parent)
        self._first, self._second, self._has_margins = first, second, has_margins
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(first, 1)
        self._row.addWidget(second, 0, Qt.AlignmentFlag.AlignTop)
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def is_one_line(self) -> bool:
        return self._row.direction() is QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # words or buttons are others now
            self._turn()
        return super().event(event)

    def _refit(self) -> None:
        side = theme().margin
        margins = QMargins(side, S8, side - S8, S8 - 1) if self._has_margins else QMargins()
        self._row.setContentsMargins(margins)
        self._row.setSpacing(S12)
        self._turn()

    def _turn(self) -> None:
        margins = self._row.contentsMargins()
        ends = self._first.sizeHint().width() + S12 + self._second.sizeHint().width()
        fits = ends + margins.left() + margins.right() <= self.width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if way is not self._row.direction():
            self._row.setDirection(way)
