"""A customer's cases, newest first, in the two lines of every list. Enter opens one."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from csatdesk.domain.case_rows import CaseRow
from csatdesk.gui.cases import told
from csatdesk.gui.cases.case_cells import due_cell, due_width, matter_cell
from csatdesk.gui.cases.row_cells import Drawn, Words, elided, line_places, row_height
from csatdesk.gui.cases.rows import Index
from csatdesk.gui.labels import fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

ROW = Qt.ItemDataRole.UserRole


class CustomerCases(QListWidget):
    """As high as its rows."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.facts: CaseFacts | None = None
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("Cases, newest first"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.itemClicked.connect(lambda item: self.opened.emit(item.data(ROW).id))
        theme().changed.connect(self._refit)

    def show_cases(self, rows: Sequence[CaseRow], facts: CaseFacts) -> None:
        self.facts = facts
        self.clear()
        for row in rows:
            due = told.due(row, facts)
            item = QListWidgetItem(", ".join((row.number, told.topic_words(row.topic_id, facts.tree), due.words)))
            item.setData(ROW, row)
            self.addItem(item)
        self._refit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(item.data(ROW).id)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _refit(self) -> None:
        self.setFixedHeight(max(self.count() * row_height(), 1))
        self.scheduleDelayedItemsLayout()


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: CustomerCases) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        facts = self._table.facts
        if facts is None:
            return
        row: CaseRow = index.data(ROW)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme().color("hover"))
        if index.row() < self._table.count() - 1:
            fill_line(painter, QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme().color("line"))
        lines = line_places()
        for x, drawn in self._cells(row, facts, box):
            for one in drawn:
                one.paint(painter, QPointF(x, box.top()), lines)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), RADIUS, RADIUS)
        painter.restore()

    def _cells(self, row: CaseRow, facts: CaseFacts, box: QRectF) -> list[tuple[float, Sequence[Drawn]]]:
        """Deadline, topic with first words, kind with number: each where it begins."""
        due, right = due_width(), theme().px(104)
        middle = max(box.width() - due - right, theme().px(80))
        high = round(box.height())
        kind = (
            Words(0, 1, elided(word(row.kind), right)),
            Words(0, 2, elided(row.number, right, "small"), "small", "ink2"),
        )
        left = theme().margin
        return [
            (box.left() - left, due_cell(told.due(row, facts), QSize(due + left, high))),
            (box.left() + due, matter_cell(row, facts, QSize(round(middle), high))),
            (box.left() + due + middle, kind),
        ]
