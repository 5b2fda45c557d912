"""Several things to tick, side by side: one Tab stop, arrows move, Space ticks. Nothing ticked means everything."""

from collections.abc import Hashable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.gui.fields import CheckBox
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S16

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class TickRow(QWidget):
    """Usage: `TickRow([(CaseKind.CLAIM, _("Claim")), …])`; `values()`, `set_values()`."""

    edited = Signal()

    def __init__(self, options: Sequence[tuple[Hashable, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[Hashable, CheckBox] = {}
        self._flow: QWidget | None = None
        self._column = QVBoxLayout(self)
        self.offer(options)
        theme().changed.connect(self._refit)
        self._refit()

    def offer(self, options: Sequence[tuple[Hashable, str]]) -> None:
        """Put these in place of what was offered; what was ticked stays ticked."""
        ticked = self.values()
        if self._flow is not None:
            self._flow.hide()
            self._flow.deleteLater()
        self.boxes = {value: CheckBox(words) for value, words in options}
        self._flow = FlowBox(*self.boxes.values(), gap=S16, line_gap=S4)
        self._column.addWidget(self._flow)
        for box in self.boxes.values():
            box.installEventFilter(self)
            box.toggled.connect(lambda _on: self.edited.emit())
        self.set_values(ticked)
        self._stop_at(next(iter(self.boxes.values()), None))

    def values(self) -> frozenset[Hashable]:
        return frozenset(value for value, box in self.boxes.items() if box.isChecked())

    def set_values(self, values: Iterable[Hashable]) -> None:
        wanted = set(values)
        for value, box in self.boxes.items():
            box.setChecked(value in wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in STEPS:
            boxes = list(self.boxes.values())
            place = next((place for place, box in enumerate(boxes) if box is watched), 0)
            to = boxes[(place + STEPS[Qt.Key(event.key())]) % len(boxes)]
            self._stop_at(to)
            to.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, CheckBox):
            self._stop_at(watched)
        return super().eventFilter(watched, event)

    def _stop_at(self, stop: CheckBox | None) -> None:
        """Tab comes to this box and goes on from it."""
        for box in self.boxes.values():
            policy = Qt.FocusPolicy.StrongFocus if box is stop else Qt.FocusPolicy.ClickFocus
            box.setFocusPolicy(policy)
        if stop is not None:
            self.setFocusProxy(stop)

    def _refit(self) -> None:
        """The first line of ticks stands where the label beside it stands."""
        down = (theme().field_height - theme().metrics("body").height() - 4) // 2
        self._column.setContentsMargins(0, down, 0, 0)
