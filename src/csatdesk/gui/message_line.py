"""One message between header and page: what went wrong and what to do, with at most one thing to press."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csatdesk.gui.buttons import IconButton
from csatdesk.gui.notices import ErrorBanner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.wording.texts import _


class MessageLine(QFrame):
    """Hidden while there is nothing to say; Escape or its cross takes it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._do: Callable[[], object] | None = None
        self._banner = ErrorBanner()
        self._action = self._banner.add_action("")
        self._action.clicked.connect(self._pressed)
        self._close = IconButton("close", _("Close this message"))
        self._close.clicked.connect(self.clear)
        layout = self._banner.layout()
        assert layout is not None
        layout.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().margin, S8, theme().margin, S8)
        column.addWidget(self._banner)
        self.hide()

    @property
    def words(self) -> str:
        return self._banner.words

    def say(self, words: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        """Show `words`; `action` is what `do` is called on its link."""
        self._do = do
        self._action.setText(action)
        self._action.setVisible(do is not None)
        self._banner.say(words)
        self.show()

    def clear(self) -> None:
        self._do = None
        self._banner.say("")
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            return
        super().keyPressEvent(event)

    def _pressed(self) -> None:
        do = self._do
        self.clear()
        if do is not None:
            do()
