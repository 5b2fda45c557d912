"""Help before anybody is at the desk: the guide over the sign-in page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from csatdesk.gui.help.pane import HelpPane
from csatdesk.wording.texts import _


class HelpWindow(QDialog):
    """Closed by Escape; the page beneath keeps what was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Help"))
        self.pane = HelpPane()
        self.pane.closed.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)

    def open_page(self, name: str) -> None:
        self.pane.open(name)
        self.resize(self.pane.sizeHint().width(), 560)
        self.open()
