"""Waits until somebody stops typing, and lets much-repeated calls through only so often."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

TYPING_MS = 120  # between the last key and the question it asks
RELOAD_MS = 250  # between two reloads of a list that changes all the time


class Pause(QObject):
    """Calls `action` once, `wait_ms` after the last `poke()`."""

    def __init__(self, action: Callable[[], object], parent: QObject, wait_ms: int = TYPING_MS) -> None:
        super().__init__(parent)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(wait_ms)
        self._clock.timeout.connect(action)

    def poke(self) -> None:
        self._clock.start()

    def cancel(self) -> None:
        self._clock.stop()

    @property
    def is_waiting(self) -> bool:
        return self._clock.isActive()


class Throttle(QObject):
    """Calls `action` at once on the first `poke()`, then at most every `every_ms`, and once more for the last."""

    def __init__(self, action: Callable[[], object], parent: QObject, every_ms: int = RELOAD_MS) -> None:
        super().__init__(parent)
        self._action = action
        self._again = False
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(every_ms)
        self._clock.timeout.connect(self._time_is_over)

    @property
    def is_due(self) -> bool:
        """Whether the last `poke()` has yet to be heard."""
        return self._again

    def poke(self) -> None:
        if self._clock.isActive():
            self._again = True
            return
        self._clock.start()
        self._action()

    def _time_is_over(self) -> None:
        if self._again:
            self._again = False
            self.poke()
