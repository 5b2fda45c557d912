"""A list, and beside it what is known of the row that is chosen: the split of a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from csatdesk.gui.theme import theme

LIST_LEAST = 320


class ListBeside(QSplitter):
    """The list, or `empty` in its place, at the left; the pane at the right."""

    def __init__(self, rows: QWidget, empty: QWidget, pane: QWidget, *, wide: int, compact: int) -> None:
        """`wide` and `compact`: how wide the pane would be, before the size of the text."""
        super().__init__(Qt.Orientation.Horizontal)
        self._pane, self._wide, self._compact = pane, wide, compact
        self._lists = QStackedWidget()
        self._lists.addWidget(rows)
        self._lists.addWidget(empty)
        self._lists.setMinimumWidth(LIST_LEAST)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(self._lists)
        self.addWidget(pane)
        self.setStretchFactor(0, 1)

    @property
    def is_empty(self) -> bool:
        return self._lists.currentIndex() == 1

    def show_empty(self, is_empty: bool) -> None:
        self._lists.setCurrentIndex(1 if is_empty else 0)

    def share_width(self, width: int) -> None:
        """`width`: of the page."""
        pane = theme().px(self._compact if theme().compact else self._wide)
        pane = max(min(pane, width // 2), self._pane.minimumWidth())
        self.setSizes([width - pane - 1, pane])
