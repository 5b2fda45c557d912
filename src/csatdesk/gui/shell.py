"""The one window of the program. It holds what is in front now: sign-in, set-up, the desk, or the lock."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from csatdesk.gui.theme import COMPACT_BELOW, theme
from csatdesk.system.paths import Profile

USUAL_SIZE = QSize(1366, 768)
LEAST_SIZE = QSize(960, 560)


class Shell(QWidget):
    """Keeps its place on the screen in the profile, turns compact by its logical size, draws the focus ring."""

    painted = Signal()  # once, after the first paint
    closing = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._places = QSettings(str(profile.dir / "window.ini"), QSettings.Format.IniFormat)
        self._is_painted = False
        self.may_close: Callable[[], bool] = lambda: True  # False keeps the window, for instance for a backup
        self._stack = QStackedLayout(self)
        self.setProperty("surface", "bg")
        self.setMinimumSize(LEAST_SIZE)
        self.setWindowTitle("csatdesk")
        self._restore_place()

    @property
    def front(self) -> QWidget | None:
        return self._stack.currentWidget()

    @property
    def places(self) -> QSettings:
        """Where windows keep column widths and splitters."""
        return self._places

    def bring(self, view: QWidget, *, words: str = "") -> None:
        """Put `view` in front; `words` go to the window's title: numbers, never names."""
        if self._stack.indexOf(view) < 0:
            self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        self.set_words(words)

    def drop(self, view: QWidget) -> None:
        """Take `view` away for good."""
        self._stack.removeWidget(view)
        view.deleteLater()

    def set_words(self, words: str) -> None:
        self.setWindowTitle(f"{words} – csatdesk" if words else "csatdesk")

    def open(self) -> None:
        """Show the window where it was last; the first time over the whole of a small screen."""
        screen = self.screen().size()
        is_small = LEAST_SIZE.width() <= screen.width() <= USUAL_SIZE.width()
        if is_small and self._places.value("geometry") is None:
            self.showMaximized()
        else:
            self.show()

    def when_painted(self, then: Callable[[], object]) -> None:
        """Call `then` once the first picture is on the screen."""
        self.painted.connect(then)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.painted.emit()
        from csatdesk.gui.focus_ring import FocusRing  # what is not seen in the first picture may come after it

        self._ring = FocusRing(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme().set_compact(self.width() < COMPACT_BELOW[0] or self.height() < COMPACT_BELOW[1])

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self._places.setValue("geometry", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)

    def _restore_place(self) -> None:
        kept = self._places.value("geometry")
        if kept is None or not self.restoreGeometry(kept):
            screen = self.screen().availableGeometry()
            self.resize(USUAL_SIZE.boundedTo(screen.size()))
            self.move(screen.center() - self.rect().center())
