"""Several of a list, each a tick of its own."""

from collections.abc import Collection, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.gui.fields import CheckBox
from csatdesk.gui.tokens import S4

V = TypeVar("V")


class TickList(QWidget, Generic[V]):
    def __init__(self, options: Sequence[tuple[V, str]], ticked: Collection[V]) -> None:
        super().__init__()
        self._values = [value for value, _words in options]
        self.boxes = [CheckBox(words.replace("&", "&&")) for _value, words in options]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        for value, box in zip(self._values, self.boxes, strict=True):
            box.setChecked(value in ticked)
            column.addWidget(box)
        if self.boxes:
            self.setFocusProxy(self.boxes[0])

    def ticked(self) -> tuple[V, ...]:
        return tuple(value for value, box in zip(self._values, self.boxes, strict=True) if box.isChecked())
