"""A part of My desk: its heading with a count, a list, and words in its place while the list is empty."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.gui.cases.rows import row_height
from csatdesk.gui.desk.lists import DeskTable
from csatdesk.gui.labels import Label
from csatdesk.gui.notices import EmptyState
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8


class Section(QWidget):
    """`title` carries the mnemonic that leads into the list. `rows_most`: as high as its rows, up to so many."""

    def __init__(self, title: str, table: DeskTable, empty: EmptyState, *, rows_most: int = 0) -> None:
        super().__init__()
        self.table, self._empty, self._rows_most = table, empty, rows_most
        heading = Label(title, "heading")
        heading.setBuddy(table)
        self._count = Label("", "body", "ink2")
        self._head = QHBoxLayout()
        self._head.setSpacing(S8)
        self._head.addWidget(heading, 0, Qt.AlignmentFlag.AlignBottom)
        self._head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        self._head.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(table)
        self._stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self._stack, 1)
        table.rows.loaded.connect(self._loaded)
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def is_empty(self) -> bool:
        return self._stack.currentWidget() is self._empty

    def add_to_head(self, widget: QWidget) -> None:
        """At the right end of the heading's line."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_count(self, words: str) -> None:
        self._count.setText(words)

    def _loaded(self) -> None:
        self._stack.setCurrentWidget(self.table if self.table.rows.row_count else self._empty)
        self._refit()

    def _refit(self) -> None:
        above, below = (8, 5) if theme().compact else (12, 8)
        self._head.setContentsMargins(theme().margin, above, theme().margin, below)
        if self._rows_most:
            rows = min(self.table.rows.row_count, self._rows_most)
            self._stack.setFixedHeight(self._empty.sizeHint().height() if self.is_empty else rows * row_height())
