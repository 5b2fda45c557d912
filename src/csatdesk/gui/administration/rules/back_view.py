"""Something that stands in the place of the form for a while: its heading, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csatdesk.gui.administration.section import Sheet, beside
from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.tokens import S24
from csatdesk.wording.texts import _


class BackView(Sheet):
    """Escape or its link leaves it."""

    left = Signal()

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Label(heading, "heading")
        self.back = LinkButton(_("Back to the rules"), keys="Esc", role="body")
        self.back.clicked.connect(self.left)
        self.add(beside(self.heading, self.back, gap=S24))

    def start(self) -> None:
        """Put the focus where work begins."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
