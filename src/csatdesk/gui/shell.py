"""The one window of the program. It holds what is in front now: sign-in, set-up, the desk, or the lock."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QRect, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from csatdesk.gui.theme import theme
from csatdesk.system.paths import Profile

USUAL_SIZE = QSize(1366, 768)
LEAST_SIZE = QSize(960, 560)
SMALLEST = QSize(640, 360)  # on a small screen with large scaling
BESIDE_WIDE, BESIDE_HIGH = 480, 560  # beside another program; wider with larger text


class _Whole(NamedTuple):
    """Where the whole window stood; `kept` as it is written down when it closes. Sign-in waits for no dataclass."""

    kept: QByteArray
    place: QRect
    is_maximized: bool


class Shell(QWidget):
    """Keeps its place on the screen in the profile, turns compact by its logical size, draws the focus ring."""

    painted = Signal()  # once, after the first paint
    closing = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._places = QSettings(str(profile.dir / "window.ini"), QSettings.Format.IniFormat)
        self._is_painted = False
        self._whole: _Whole | None = None  # its place while it stands beside another program
        self.may_close: Callable[[], bool] = lambda: True  # False keeps the window, for instance for a backup
        self._stack = QStackedLayout(self)
        self.setProperty("surface", "bg")
        self.setMinimumSize(self._least())
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

    def stand_beside(self, beside: bool) -> None:
        """Narrow and above all other windows at the right edge of the screen; and back to where it was.

        Where the system does not let windows stay above others (Wayland), it is narrow all the same.
        """
        if beside == (self._whole is not None):
            return
        whole, self._whole = (
            self._whole,
            _Whole(self.saveGeometry(), self.geometry(), self.isMaximized()) if beside else None,
        )
        self._stay_on_top(beside)
        theme().set_beside(beside)
        self.setMinimumSize(QSize(round(BESIDE_WIDE * theme().scale), BESIDE_HIGH) if beside else self._least())
        if self.isVisible():
            self.showMaximized() if whole is not None and whole.is_maximized else self.showNormal()
        if beside:
            room = self.screen().availableGeometry()
            wide = min(self.minimumWidth(), room.width())
            self.setGeometry(room.right() + 1 - wide, room.top(), wide, room.height())
        elif whole is not None and not whole.is_maximized:
            self.setGeometry(whole.place)

    def _least(self) -> QSize:
        """No more than the screen has: what stands beyond its edge cannot be reached."""
        return LEAST_SIZE.boundedTo(self.screen().availableSize()).expandedTo(SMALLEST)

    def _stay_on_top(self, on_top: bool) -> None:
        """By the window that stands there: setWindowFlag would make another one, and the keyboard would be lost."""
        hint = Qt.WindowType.WindowStaysOnTopHint
        self.overrideWindowFlags(self.windowFlags() | hint if on_top else self.windowFlags() & ~hint)
        if (window := self.windowHandle()) is not None:
            window.setFlag(hint, on_top)

    def open(self) -> None:
        """Show the window where it was last; the first time over the whole of a small screen."""
        screen = self.screen().size()
        if screen.width() <= USUAL_SIZE.width() and self._places.value("geometry") is None:
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
        theme().fit(self.width(), self.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self._places.setValue("geometry", self.saveGeometry() if self._whole is None else self._whole.kept)
        self.closing.emit()
        super().closeEvent(event)

    def _restore_place(self) -> None:
        kept = self._places.value("geometry")
        if kept is None or not self.restoreGeometry(kept):
            screen = self.screen().availableGeometry()
            self.resize(USUAL_SIZE.boundedTo(screen.size()))
            self.move(screen.center() - self.rect().center())
