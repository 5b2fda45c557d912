"""The focus ring: one overlay per window that follows the focus, 1 px outside the control.

Usage: `FocusRing(window)` once per window. A widget says by its property "ring" where the ring goes:
"parent" around its parent (a bare field in its frame), "none" nowhere (lists draw the focus inside the row), "around"
around an area that scrolls and is one part of a page among others.
"ring_room" keeps it so many pixels away from words that begin at the very edge, and half as many above and below.
"""

from PySide6.QtCore import QEvent, QMargins, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QMenu, QScrollArea, QWidget
from shiboken6 import isValid

from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS

OUT = 6  # what halo and ring need around the control
MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.EnabledChange,
    QEvent.Type.ParentChange,
}


class FocusRing(QWidget):
    """Lies over the whole window, lets every click through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)
        theme().changed.connect(self.update)
        window.installEventFilter(self)
        self._focus_changed(None, window.focusWidget())

    @property
    def target(self) -> QWidget | None:
        """The widget the ring is around now."""
        return self._target

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES:
            self._follow()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        place, visible = self._places()
        if place.isEmpty() or visible.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(visible.translated(-self.pos()))
        around = QRectF(place.translated(-self.pos()))
        painter.setPen(QPen(theme().color("accent_line"), 3))
        painter.drawRoundedRect(around.adjusted(-1.5, -1.5, 1.5, 1.5), RADIUS + 2, RADIUS + 2)
        painter.setPen(QPen(theme().color("accent"), 2))
        painter.drawRoundedRect(around, RADIUS, RADIUS)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in filter(isValid, self._watched):  # some may be gone by now
            widget.removeEventFilter(self)
        self._target = ring_target(new) if new is not None and new.window() is self._window else None
        self._watched = _chain(self._target, self._window)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._follow()

    def _follow(self) -> None:
        place, visible = self._places()
        self.setVisible(not visible.isEmpty())
        self.setGeometry(place.adjusted(-OUT, -OUT, OUT, OUT))
        self.raise_()
        self.update()

    def _places(self) -> tuple[QRect, QRect]:
        """Where the control is in the window, and the part of its surroundings in which the ring may be drawn."""
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            return QRect(), QRect()
        away = int(target.property("ring_room") or 0)
        room = QMargins(away, away // 2, away, away // 2)
        place = QRect(target.mapTo(self._window, target.rect().topLeft()), target.size()).marginsAdded(room)
        visible = self._window.rect()
        for area in _scroll_areas(target, self._window):
            port = area.viewport()
            visible &= QRect(port.mapTo(self._window, port.rect().topLeft()), port.size())
        return place, visible


def ring_target(widget: QWidget) -> QWidget | None:
    """The widget around which the ring belongs when `widget` has the focus; None where no ring is drawn."""
    found: QWidget | None = widget.focusProxy() or widget
    while found is not None and found.property("ring") == "parent":
        found = found.parentWidget()
    if found is not None and found.property("ring") == "around":
        return found
    if found is None or found.property("ring") == "none" or isinstance(found, QAbstractItemView | QMenu | QScrollArea):
        return None
    return None if found.isWindow() else found


def _chain(target: QWidget | None, window: QWidget) -> list[QWidget]:
    """The target and all that may move it, up to the window."""
    chain = []
    while target is not None and target is not window:
        chain.append(target)
        target = target.parentWidget()
    return chain


def _scroll_areas(target: QWidget, window: QWidget) -> list[QAbstractScrollArea]:
    parents = _chain(target.parentWidget(), window)
    return [parent for parent in parents if isinstance(parent, QAbstractScrollArea)]
