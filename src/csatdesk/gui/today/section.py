"""A part of Today: a heading with its count, a list of painted rows, and words in its place while it is empty."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.gui.buttons import LinkButton
from csatdesk.gui.labels import Hairline, Label
from csatdesk.gui.notices import EmptyState
from csatdesk.gui.theme import theme
from csatdesk.gui.today.row_list import RowList
from csatdesk.gui.tokens import S8, S16
from csatdesk.operations.cases.screens import CaseFacts


class RowSection(QWidget):
    """`title` carries the mnemonic that leads into the list. `rows_most`: as high as its rows, up to so many."""

    def __init__(
        self, title: str, rows: RowList, what: str = "", why: str = "", *, rows_most: int = 0, line: bool = False
    ) -> None:
        super().__init__()
        self.rows, self._rows_most = rows, rows_most
        self._count = Label("", "body", "ink2")
        self._stack = QStackedWidget()
        self._stack.addWidget(rows)
        self._empty = EmptyState(what, why) if what else None
        if self._empty is not None:
            self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if line:
            column.addWidget(Hairline())
        column.addWidget(self._made_top(title))
        column.addWidget(self._stack, 1)
        if rows_most:
            self.hide()
        theme().changed.connect(self._refit)
        self._refit()

    def add_caption(self, words: str) -> None:
        self._head.addWidget(Label(words, "caption", "ink2"), 0, Qt.AlignmentFlag.AlignVCenter)

    def add_link(self, words: str, keys: str) -> LinkButton:
        """At the right end of the heading's line."""
        link = LinkButton(words, keys=keys)
        self._head.insertWidget(self._head.count() - 1, link, 0, Qt.AlignmentFlag.AlignVCenter)
        return link

    def show_count(self, words: str) -> None:
        self._count.setText(words)

    def show_rows(self, rows: Sequence[Any], facts: CaseFacts, *, is_shown: bool = True) -> None:
        self.rows.show_rows(rows, facts)
        self.setVisible(is_shown)
        if self._empty is not None:
            self._stack.setCurrentWidget(self.rows if rows else self._empty)
        self._refit()

    def _made_top(self, title: str) -> QWidget:
        heading = Label(title, "heading")
        heading.setBuddy(self.rows)
        self._top = QWidget()
        self._head = QHBoxLayout(self._top)
        self._head.setSpacing(S8)
        for words in (heading, self._count):
            self._head.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addStretch(1)
        self._head.addSpacing(S16)
        return self._top

    def _refit(self) -> None:
        self._head.setContentsMargins(theme().margin, 0, theme().margin, 0)
        self._top.setFixedHeight(theme().metrics("heading").height() + (14 if theme().compact else 20))
        if self._rows_most:
            shown = min(self.rows.model_of_rows.rowCount(), self._rows_most)
            self._stack.setFixedHeight(shown * self.rows.row_height() + (S8 if shown else 0))
