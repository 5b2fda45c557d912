"""What stands on top of the window while it is narrow beside another program: its name, and the way back."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.labels import fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4
from csatdesk.wording.texts import _


class BesideBar(QFrame):
    """Hidden while the window is whole."""

    whole_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "sunk")
        self.whole = LinkButton(_("Whole window"), keys="Ctrl+Shift+B")
        self.whole.clicked.connect(self.whole_wanted)
        self._row = QHBoxLayout(self)
        self._row.addWidget(Label("csatdesk", "small", bold=True), 1)
        self._row.addWidget(self.whole)
        theme().changed.connect(self._refit)
        self._refit()
        self.hide()

    def _refit(self) -> None:
        self._row.setContentsMargins(theme().margin, S4, theme().margin, S4)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        fill_line(QPainter(self), QRectF(0, self.height() - 1, self.width(), 1), theme().color("line"))
