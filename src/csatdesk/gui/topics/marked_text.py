"""A customer's text to read, with the words underlined that speak for a topic."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser

from csatdesk.domain.topic_keywords import Found
from csatdesk.gui.theme import theme
from csatdesk.wording.texts import _

PADDING = 7  # that the stylesheet gives to texts


class MarkedText(QTextBrowser):
    """Plain text, whatever it holds; no higher than its words."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setViewportMargins(-PADDING, 0, 0, 0)  # the words begin where those above them do
        self.setAccessibleName(_("What the customer said"))
        self.setProperty("bare", True)
        self.document().setDocumentMargin(0)
        self._found: tuple[Found, ...] = ()
        theme().changed.connect(self._mark)

    def show_text(self, text: str, found: Sequence[Found]) -> None:
        self.setPlainText(text)
        self._found = tuple(found)
        self._mark()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setMaximumHeight(round(self.document().size().height()) + 8)

    def _mark(self) -> None:
        for place in self._found:
            cursor = QTextCursor(self.document())
            cursor.setPosition(_utf16(self.toPlainText(), place.start))
            cursor.setPosition(_utf16(self.toPlainText(), place.end), QTextCursor.MoveMode.KeepAnchor)
            marked = QTextCharFormat()
            marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            marked.setUnderlineColor(theme().color("accent"))
            cursor.mergeCharFormat(marked)


def _utf16(text: str, place: int) -> int:
    """Qt counts letters beyond the first 65,536 as two."""
    return place + sum(ord(letter) > 0xFFFF for letter in text[:place])
