"""A part of My desk: its heading with a count, a list, and words in its place while the list is empty."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.gui.cases.row_cells import row_height
from csatdesk.gui.desk.lists import DeskTable
from csatdesk.gui.labels import Hairline, Label
from csatdesk.gui.notices import EmptyState
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8


class Section(QWidget):
    """`title` carries the mnemonic that leads into the list. Without `empty` it is hidden while there is nothing.

    `rows_most`: as high as its rows, up to so many; else it takes the room there is. `line`: a hairline above.
    """

    def __init__(
        self, title: str, table: DeskTable, empty: EmptyState | None = None, *, rows_most: int = 0, line: bool = False
    ) -> None:
        super().__init__()
        self.table, self._empty, self._rows_most = table, empty, rows_most
        self._beside: list[QWidget] = []
        self._gives_way = False
        self._count = Label("", "body", "ink2")
        self._stack = QStackedWidget()
        self._stack.addWidget(table)
        if empty is not None:
            self._stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if line:
            column.addWidget(Hairline())
        column.addWidget(self._made_top(title))
        column.addWidget(self._stack, 1)
        if empty is None:
            self.hide()
        table.rows.loaded.connect(self._loaded)
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def is_empty(self) -> bool:
        """Whether it is known that there is nothing."""
        return self.isHidden() or self._stack.currentWidget() is not self.table

    def add_to_head(self, widget: QWidget) -> None:
        """At the right end of the heading's line, for as long as there are rows."""
        self._beside.append(widget)
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def give_way(self, is_low: bool) -> None:
        """In a low window it stands there only while it has rows."""
        self._gives_way = is_low
        self.setVisible(not is_low or self.table.rows.row_count > 0)

    def show_count(self, words: str) -> None:
        self._count.setText(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _made_top(self, title: str) -> QWidget:
        heading = Label(title, "heading")
        heading.setBuddy(self.table)
        self._top = QWidget()
        self._head = QHBoxLayout(self._top)
        self._head.setSpacing(S8)
        for words in (heading, self._count):
            self._head.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addStretch(1)
        return self._top

    def _loaded(self) -> None:
        has_rows = self.table.rows.row_count > 0
        if self._empty is None:
            self.setVisible(has_rows)
        else:
            self._stack.setCurrentWidget(self.table if has_rows else self._empty)
            self.setVisible(has_rows or not self._gives_way)
        for widget in self._beside:
            widget.setVisible(has_rows)
        self._refit()

    def _refit(self) -> None:
        self._head.setContentsMargins(theme().margin, 0, theme().margin, 0)
        self._top.setFixedHeight(theme().metrics("heading").height() + (14 if theme().compact else 20))
        if not self._rows_most:
            return
        if self._empty is not None and self.is_empty:
            self._stack.setFixedHeight(self._empty.heightForWidth(self.width()))
        else:
            self._stack.setFixedHeight(min(self.table.rows.row_count, self._rows_most) * row_height())
