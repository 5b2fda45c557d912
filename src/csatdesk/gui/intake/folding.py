"""A row that becomes a column where it does not fit: long languages and large text."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from csatdesk.gui.flow_box import Whole
from csatdesk.gui.theme import as_high_as_wide, theme


class FoldingRow(QWidget):
    """Puts its widgets side by side as long as their least widths allow."""

    def __init__(self, spacing: int, parent: QWidget | None = None, *, folds_beside: bool = False) -> None:
        """`folds_beside`: where the window stands beside another program it is a column, whatever would fit."""
        super().__init__(parent)
        self._folds_beside = folds_beside
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        self._widgets: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def is_folded(self) -> bool:
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self._widgets.append(widget)
        self._box.addWidget(widget, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        if theme().beside:
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Other words, or another widget shown: both may bring or take room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _fold(self) -> None:
        shown = self._shown()
        gaps = self._box.spacing() * (len(shown) - 1)
        may = not (self._folds_beside and theme().beside)
        fits = may and sum(map(_in_line, shown)) + gaps <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if direction != self._box.direction():
            self._box.setDirection(direction)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return as_high_as_wide(self, super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest widget."""
        return QSize(max(map(_least, self._shown()), default=0), self._box.minimumSize().height())


def _in_line(widget: QWidget) -> int:
    """Of a line that could be broken, unbroken: the row folds before it does."""
    return widget.sizeHint().width() if isinstance(widget, Whole) else _least(widget)


def _least(widget: QWidget) -> int:
    return max(widget.minimumWidth(), widget.minimumSizeHint().width())
