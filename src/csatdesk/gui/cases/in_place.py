"""What stands for a while in the place of the list of cases: a heading, what is shown, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.flow_box import Flow, FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.gui.two_ends import TwoEnds
from csatdesk.wording.texts import _


class InPlaceOfList(QWidget):
    """Escape goes back. A subclass puts its buttons into `buttons`, and with `fill` what is shown below."""

    left = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.title, self.note = Label(title, "heading"), Label("", "small", "ink2")
        self.back = LinkButton(_("Back to the cases"), keys="Esc", role="body")
        self.back.clicked.connect(self.left)
        self.buttons = Flow(gap=S12)
        self.buttons.addWidget(self.back)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._head())

    def _head(self) -> QWidget:
        said, done = FlowBox(self.title, self.note, gap=S12), QWidget()
        done.setLayout(self.buttons)
        self.buttons.setContentsMargins(0, 0, S8, 0)
        return TwoEnds(said, done)

    def fill(self, shown: QWidget) -> None:
        self._column.addWidget(shown, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def lines_place(*widgets: QWidget) -> QWidget:
    """Lines below each other with the margins of the page, at the top of their place."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(theme().margin, S12, theme().margin, S12)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return place
