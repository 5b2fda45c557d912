"""The views of a page as tabs in its first line: the one in front in bold with a line beneath, none of them jumping."""

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF
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
        """Each as wide as its words in bold, which only the one in front is by itself, so that the others stay."""
        hint = super().tabSizeHint(index)
        if index == self.currentIndex():
            return hint
        return QSize(hint.width() + self._wide(index, bold=True) - self._wide(index, bold=False), hint.height())

    def _wide(self, index: int, *, bold: bool) -> int:
        return ceil(QFontMetricsF(theme().font("body", bold)).horizontalAdvance(self.tabText(index)))
