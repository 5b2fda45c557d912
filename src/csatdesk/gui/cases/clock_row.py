"""One clock of a card: state, what and when, "Why?". What does not fit beside the state stands beneath it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from csatdesk.gui.labels import Label, StateLabel
from csatdesk.gui.marks import WORD_AFTER
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8

TOP = Qt.AlignmentFlag.AlignTop


class ClockRow(QWidget):
    """`link`: at the right end of the first line. `note`: a sentence below all."""

    def __init__(self, state: StateLabel, about: Label, link: QWidget | None, note: Label | None) -> None:
        super().__init__()
        self._state, self.about, self._link = state, about, link
        self._is_beneath: bool | None = None
        indent = round(WORD_AFTER * theme().scale)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(state, 0, 0, TOP)
        if link is not None:
            self._grid.addWidget(link, 0, 2, TOP)
        if note is not None:
            note.setContentsMargins(indent, 0, 0, 0)
            self._grid.addWidget(note, 2, 0, 1, 3)
        self._indent = indent
        self._place()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        is_beneath = self._wanted() > self.width()
        if is_beneath is self._is_beneath:
            return
        self._is_beneath = is_beneath
        self._grid.removeWidget(self.about)
        self.about.setContentsMargins(self._indent if is_beneath else 0, 0, 0, 0)
        if is_beneath:
            self._grid.addWidget(self.about, 1, 0, 1, 3)
        else:
            self._grid.addWidget(self.about, 0, 1)

    def _wanted(self) -> int:
        """The width at which everything stands in one line."""
        words = self.about.fontMetrics().horizontalAdvance(self.about.text())
        link = self._link.sizeHint().width() + S8 if self._link is not None else 0
        return self._state.sizeHint().width() + S8 + words + link + 1
