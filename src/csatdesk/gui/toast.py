"""The offer to undo, bottom right above the status bar.

Usage:
    toast = UndoToast(window, above=status_bar)
    toast.offer(_("Handed over 3 cases."), undo)    # `undo` is called by its button, or by toast.undo()
    toast.gone.connect(status_bar.keep_offer)        # after 10 s the words stay in the status bar
It stays while focused or under the pointer. Errors never use it.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csatdesk.gui.buttons import LinkButton
from csatdesk.gui.labels import Label
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S8, S12, S16
from csatdesk.wording.texts import _

STAYS_MS = 10_000


class _Words(Label):
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme().font("body"))
        painter.setPen(theme().color("bg"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class _Undo(LinkButton):
    """Bold words in the toast's own colours."""

    def _tone(self) -> str:
        return "bg"

    def _keys_tone(self) -> str:
        return "bg"


class UndoToast(QFrame):
    """A child of the window; see the module's first words."""

    gone = Signal(str)  # the words, when the time is over and nothing was undone
    undone = Signal()

    def __init__(self, window: QWidget, above: QWidget | None = None, stays_ms: int = STAYS_MS) -> None:
        super().__init__(window)
        self._above = above
        self.foot: Callable[[], QWidget | None] = lambda: None  # what else at the bottom must not be covered now
        self._undo: Callable[[], None] | None = None
        self._words = _Words()
        self._button = _Undo(_("Undo"), keys="Ctrl+Z", bold=True, role="body")
        self._button.clicked.connect(self.undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(S16, S8, S16, S8)
        row.setSpacing(S12)
        row.addWidget(self._words)
        row.addWidget(self._button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(stays_ms)
        self._clock.timeout.connect(self._time_is_over)
        window.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def offer(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Show at once; without `undo` the words alone."""
        self._undo = undo
        self._words.setText(words)
        self._button.setVisible(undo is not None)
        self.setAccessibleName(words)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._clock.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def undo(self) -> None:
        """Do what the button does; nothing when there is nothing to undo."""
        undo, self._undo = self._undo, None
        self._clock.stop()
        self.hide()
        if undo is not None:
            undo()
            self.undone.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest} and not self.isHidden():
            self.place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.isVisible():
            self._clock.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("ink"))
        painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)

    def _time_is_over(self) -> None:
        if self._button.hasFocus():
            self._clock.start()
            return
        self.hide()
        if self._undo is not None:
            self.gone.emit(self.words)

    def place(self) -> None:
        """Where it covers nothing that is needed now."""
        window = self.parentWidget()
        if window is None:
            return
        size = self.sizeHint()
        left = window.width() - size.width() - theme().margin
        self.setGeometry(left, self._bottom(window) - size.height() - S16, size.width(), size.height())

    def _bottom(self, window: QWidget) -> int:
        bottom = window.height()
        if self._above is not None and not self._above.isHidden():
            bottom -= max(self._above.height(), self._above.sizeHint().height())
        foot = self.foot()
        if foot is not None and foot.isVisible():
            bottom = min(bottom, foot.mapTo(window, QPoint(0, 0)).y())
        return bottom
