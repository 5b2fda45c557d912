"""What scrolls up and down as a whole: forms and cards that are higher than their place."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def upright_scroll(inside: QWidget) -> QScrollArea:
    """A frameless area around `inside`, as wide as its place, passed over by Tab."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def reading_scroll(inside: QWidget, name: str) -> QScrollArea:
    """The same around words alone, without a field to lead the keyboard into it: Tab reaches it while it scrolls, and
    arrows and page keys move it.
    """
    area = upright_scroll(inside)
    area.setAccessibleName(name)
    area.setProperty("ring", "around")
    area.verticalScrollBar().rangeChanged.connect(partial(_reach, area))
    return area


def _reach(area: QScrollArea, _least: int, most: int) -> None:
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if most else Qt.FocusPolicy.NoFocus)
