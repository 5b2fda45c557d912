"""Freeing what points at itself, on the UI thread alone.

Python frees such garbage on whichever thread happens to allocate next. A widget or timer that a worker thread frees
takes the program down, so the collector rests and the UI thread does its work between two events.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class GarbageCollector(QObject):
    """One a program; lives and works on the UI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(collect)
        self._clock.start()


def collect() -> None:
    """Collect the oldest generation that is due, as Python itself would have."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


def spare_what_stays() -> None:
    """Look no more at what is there now, once the program is loaded: to walk all of it takes 50 ms each time."""
    gc.freeze()
