"""Keeps a window over one screen: it follows the screen's size, goes when that is unplugged and comes back with it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


class Covering(QObject):
    lost = Signal()  # the screen; the window is hidden
    found = Signal()  # again; the window covers it

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._screen: QScreen | None = None
        self._mark: tuple[str, ...] = ()  # of the screen, by which it is known again
        screens = QGuiApplication.instance()
        assert isinstance(screens, QGuiApplication)
        screens.screenRemoved.connect(self._removed)
        screens.screenAdded.connect(self._added)

    @property
    def is_lost(self) -> bool:
        return bool(self._mark) and self._screen is None

    def cover(self, screen: QScreen) -> None:
        if self._screen is not None:
            self._screen.geometryChanged.disconnect(self._fill)
        self._screen, self._mark = screen, mark_of(screen)
        screen.geometryChanged.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        assert self._screen is not None
        self._window.setScreen(self._screen)
        self._window.setGeometry(self._screen.geometry())
        self._window.showFullScreen()

    def _removed(self, screen: QScreen) -> None:
        """Else the system would move the window onto a screen that it was never meant for."""
        if screen is self._screen:
            self._screen = None
            self._window.hide()
            self.lost.emit()

    def _added(self, screen: QScreen) -> None:
        if self.is_lost and mark_of(screen) == self._mark:
            self.cover(screen)
            self.found.emit()


def mark_of(screen: QScreen) -> tuple[str, ...]:
    return screen.name(), screen.manufacturer(), screen.model(), screen.serialNumber()
