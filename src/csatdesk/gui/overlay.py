"""What lies over the whole desk for a moment: a text turned to the customer, a receipt before it is printed."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QWidget


def desk_of(place: QWidget) -> QWidget:
    """The whole desk in which `place` stands: what the window puts away for the lock; the window where it has none."""
    window, desk = place.window(), place
    if not isinstance(window.layout(), QStackedLayout):
        return window
    while (parent := desk.parentWidget()) is not None and parent is not window:
        desk = parent
    return desk


class Overlay(QFrame):
    """Not modal, nothing waits for it. A part of the desk: when that is locked, nothing of it stays to be seen."""

    def __init__(self, place: QWidget, *, surface: str) -> None:
        desk = desk_of(place)
        super().__init__(desk)
        self.setProperty("surface", surface)
        self.setProperty("ring", "none")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        desk.installEventFilter(self)
        self.hide()

    def is_over(self, place: QWidget) -> bool:
        return self.parentWidget() is desk_of(place)

    def lay_over(self) -> None:
        desk = self.parentWidget()
        assert desk is not None
        self.setGeometry(desk.rect())
        self.area.verticalScrollBar().setValue(0)  # whoever was shown the one before has read on
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                bar.setValue(bar.value() + bar.pageStep() // 2)
            case Qt.Key.Key_Up | Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - bar.pageStep() // 2)
            case _:
                super().keyPressEvent(event)
