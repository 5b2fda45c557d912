"""A line of widgets that goes on in the next line where there is no room: for large text and small windows."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget

from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.gui.wrapping import Wrapping


class Flow(Wrapping):
    """Each widget as wide as it wants to be, none wider than the line; middles on one axis.

    One line alone stands in the middle of what it stands beside in a row.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = S8, line_gap: int = S8) -> None:
        super().__init__(parent)
        self._gap, self._line_gap = gap, line_gap

    def sizeHint(self) -> QSize:
        """One line."""
        sizes = [item.sizeHint() for item in self.shown_items()]
        wide = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """The widest that cannot be narrower."""
        sizes = [item.minimumSize() for item in self.shown_items()]
        wide = max((size.width() for size in sizes), default=0)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def _with_margins(self, size: QSize) -> QSize:
        margins: QMargins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def place(self, rect: QRect, *, is_real: bool) -> int:
        """Put the widgets into lines; the height they take."""
        room = rect.marginsRemoved(self.contentsMargins())
        if is_real:
            needed = self.place(QRect(0, 0, rect.width(), 0), is_real=False)
            spare = rect.height() - needed
            room.translate(0, spare // 2 if 0 < spare < needed == self.sizeHint().height() else 0)
        top, used = room.top(), 0
        line: list[tuple[QLayoutItem, QSize]] = []
        for item in self.shown_items():
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


class Whole(FlowBox):
    """One line that is broken only where the window stands beside another program."""

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() if theme().beside else self.sizeHint()
