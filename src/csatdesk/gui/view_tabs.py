"""The views of a page as tabs in its first line: the one in front in bold with a line beneath, none of them jumping."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabBar

from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8


class ViewTabs(QTabBar):
    """`name` is what screen readers call it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(name)
        self.setProperty("ring_room", S8)

    def tabSizeHint(self, index: int) -> QSize:
        """Each as wide as its words in bold, so that the others stay where they are."""
        hint, words = super().tabSizeHint(index), self.tabText(index)
        plain, bold = self.fontMetrics().horizontalAdvance(words), theme().metrics("body", bold=True)
        return QSize(hint.width() + max(0, bold.horizontalAdvance(words) - plain), hint.height())
