"""A layout that goes on in the next line where the width ends: for chips."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from csatdesk.gui.tokens import S8
from csatdesk.gui.wrapping import Wrapping


class FlowLayout(Wrapping):
    """Widgets one after another, each as wide as it wants, in lines of equal height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSpacing(S8)

    def insert(self, place: int, widget: QWidget) -> None:
        """Put a widget between those that are there."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def place(self, rect: QRect, *, is_real: bool) -> int:
        at, line = rect.topLeft(), self._line()
        for item in self.shown_items():
            size = item.sizeHint()
            if at.x() > rect.x() and at.x() + size.width() > rect.right() + 1:
                at = QPoint(rect.x(), at.y() + line + self.spacing())
            if is_real:
                item.setGeometry(QRect(at + QPoint(0, (line - size.height()) // 2), size))
            at += QPoint(size.width() + self.spacing(), 0)
        return at.y() + line - rect.y()

    def _line(self) -> int:
        return max((item.sizeHint().height() for item in self.shown_items()), default=0)
