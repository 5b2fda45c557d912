"""A page of a paper as it is shown before it is printed."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from csatdesk.gui.theme import theme


class Sheet(QWidget):
    """One page: white in every look, as it will come out of the printer."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._picture.loadFromData(page)
        self.setFixedSize(self._picture.size() + QSize(2, 2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(1, 1, self._picture)
        painter.setPen(QPen(theme().color("line2"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
