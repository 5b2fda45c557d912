"""The way through the form: Enter and Tab go on from stop to stop; what is rarely used comes after the last."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from csatdesk.gui.fields import FormRow, SegmentedChoice

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Way(QObject):
    """`stops` are asked for anew each time: a letter has more of them than a call. Enter presses a button that has
    the focus and goes on everywhere else."""

    def __init__(self, parent: QWidget, stops: Callable[[], Sequence[QWidget]], own: Sequence[QWidget]) -> None:
        """`own`: stops that know by themselves what Enter means."""
        super().__init__(parent)
        self._stops = stops
        self._passed = set(own)  # looked at already

    def order(self, afterwards: Sequence[QWidget]) -> None:
        """Let Tab follow the stops, then what comes afterwards."""
        chain = [part for stop in (*self._stops(), *afterwards) for part in _parts(stop)]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)
        for part in chain:
            if part not in self._passed:
                self._passed.add(part)
                part.installEventFilter(self)

    def go_on(self, after: QWidget) -> None:
        """Focus the next stop that is shown and can be used."""
        stops = list(self._stops())
        at = next((place for place, stop in enumerate(stops) if after in _parts(stop)), -1)
        for stop in stops[at + 1 :]:
            if stop.isVisible() and stop.isEnabled():
                focus(stop)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in ENTER:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and isinstance(watched, QPushButton):
                watched.click()
                return True
            if plain and isinstance(watched, QWidget):
                self.go_on(watched)
                return True
        return super().eventFilter(watched, event)


def focus(stop: QWidget) -> None:
    if isinstance(stop, SegmentedChoice):
        stop.focus_chosen()
    else:
        stop.setFocus(Qt.FocusReason.TabFocusReason)


def _parts(stop: QWidget) -> Sequence[QWidget]:
    """The widgets of a stop that take the focus: the segments of a choice, else itself."""
    if isinstance(stop, SegmentedChoice):
        return stop.findChildren(QAbstractButton)
    return (stop,)


def field_row(label: str, widget: QWidget, field: QWidget) -> FormRow:
    """A row whose mnemonic leads to the field inside the widget: a label passes by what has only a focus proxy."""
    row = FormRow(label, widget)
    row.label.setBuddy(field)
    return row
