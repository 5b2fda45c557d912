"""A line of widgets that goes on in the next line where there is no room: for large text and small windows."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from csatdesk.gui.tokens import S8


class Flow(QLayout):
    """Each widget as wide as it wants to be, none wider than the line; middles on one axis."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = S8, line_gap: int = S8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), is_real=False)

    def sizeHint(self) -> QSize:
        """One line."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """The widest that cannot be narrower."""
        sizes = [item.minimumSize() for item in self._shown()]
        wide = max((size.width() for size in sizes), default=0)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, is_real=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins: QMargins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay(self, rect: QRect, *, is_real: bool) -> int:
        """Put the widgets into lines; the height they take."""
        room = rect.marginsRemoved(self.contentsMargins())
        top, used = room.top(), 0
        line: list[tuple[QLayoutItem, QSize]] = []
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(room.width(), item.minimumSize().width()), 1 << 20))
            if line and used + self._gap + size.width() > room.width():
                top += self._put(line, room.left(), top, is_real=is_real) + self._line_gap
                line, used = [], 0
            used += size.width() + (self._gap if line else 0)
            line.append((item, size))
        top += self._put(line, room.left(), top, is_real=is_real)
        return top - room.top() + rect.height() - room.height()

    def _put(self, line: list[tuple[QLayoutItem, QSize]], left: int, top: int, *, is_real: bool) -> int:
        high = max((size.height() for _item, size in line), default=0)
        if is_real:
            for item, size in line:
                item.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
                left += size.width() + self._gap
        return high


class FlowBox(QWidget):
    """Widgets in a flow."""

    def __init__(self, *widgets: QWidget, gap: int = S8, line_gap: int = S8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = Flow(self, gap=gap, line_gap=line_gap)
        for widget in widgets:
            flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
