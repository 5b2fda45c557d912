"""The pane beside a list: what is known of the one that is chosen, or words in its place while none is."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.operations.cases.screens import CaseFacts

PANE_LEAST = 340


class ChosenPane(QWidget):
    """A subclass lays out its card and gives it to `put_in` with the words for none."""

    shown = Signal()  # another one, or the same anew
    left = Signal()  # Escape: back to the list

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.facts: CaseFacts | None = None
        self.asker = QObject(self)  # of the questions whose answers are shown
        self._whole = QStackedWidget()
        self.setProperty("surface", "bg")
        self.setMinimumWidth(PANE_LEAST)

    def put_in(self, card: QWidget, empty: EmptyState) -> None:
        self._whole.addWidget(card)
        self._whole.addWidget(empty)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._whole)

    def show_card(self) -> None:
        self._whole.setCurrentIndex(0)

    def show_none(self) -> None:
        self._whole.setCurrentIndex(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def has_keyboard(*places: QWidget) -> bool:
    """Whether one of them, or something in it, has the focus."""
    found = QApplication.focusWidget()
    return found is not None and any(place is found or place.isAncestorOf(found) for place in places)
