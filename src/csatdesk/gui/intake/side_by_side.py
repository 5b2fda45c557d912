"""Form and pane side by side; where there is no room for both, one key changes between them."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csatdesk.gui.fields import Hairline
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme

PANE, PANE_COMPACT = 421, 341  # with its margins
GROWS_TO = 1.25  # of the pane with larger text; the form needs the room more


class SideBySide(QWidget):
    """The form scrolls only when the text is enlarged or the window is small."""

    def __init__(self, form: QWidget, pane: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._pane = form, pane
        self._is_narrow = self._pane_in_front = False
        self.area = upright_scroll(form)
        self._between = Hairline(upright=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.area, 1)
        row.addWidget(self._between)
        row.addWidget(pane)
        theme().changed.connect(self.share_width)

    def change_front(self) -> None:
        """Form or pane, where they do not fit both."""
        if self._is_narrow:
            self._pane_in_front = not self._pane_in_front
            self.share_width()

    def bring_into_view(self, widget: QWidget | None) -> None:
        """Scroll the form to a field that has got the focus."""
        if widget is not None and self._form.isAncestorOf(widget):
            self.area.ensureWidgetVisible(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_width()

    def share_width(self) -> None:
        wide = round((PANE_COMPACT if theme().compact else PANE) * min(theme().scale, GROWS_TO))
        self._is_narrow = self.width() < self._form.minimumSizeHint().width() + wide
        only_pane = self._is_narrow and self._pane_in_front
        self._pane.setMinimumWidth(0 if only_pane else wide)
        self._pane.setMaximumWidth(self.width() if only_pane else wide)
        self._pane.setVisible(only_pane or not self._is_narrow)
        self.area.setVisible(not only_pane)
        self._between.setVisible(not self._is_narrow)
