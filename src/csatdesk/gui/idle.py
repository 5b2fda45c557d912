"""Notices that nobody works at the desk any more, or that the computer slept."""

from time import monotonic, time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

LOOK_MS = 5_000
SLEPT_S = 60.0  # seconds that a look is late when the computer slept meanwhile
WORK = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}


class IdleWatch(QObject):
    """Emits `away` after `minutes` (0: never) without key or mouse in the window, and after the computer slept.

    It listens to the window of the platform, where each key or movement passes once.
    """

    away = Signal()

    def __init__(self, window: QWidget, minutes: int) -> None:
        super().__init__(window)
        self.minutes = minutes
        self._worked_at = monotonic()
        self._looked_at = time()
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(lambda: self.look(monotonic(), time()))
        self._clock.start()
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in WORK:
            self._worked_at = monotonic()
        return False

    def look(self, at: float, wall: float) -> None:
        """Decide at `at` (seconds of a clock that may stand still in sleep) and `wall` (one that does not)."""
        slept = wall - self._looked_at > SLEPT_S
        self._looked_at = wall
        if self.minutes and (slept or at - self._worked_at >= 60 * self.minutes):
            self._worked_at = at
            self.away.emit()
