"""A short list of painted rows, all of them held: what is decided, what was promised. The keyboard keeps its place.

rows = RowList(DecisionRows(), _("Decide now"))
rows.show_rows(decisions, facts)        each row has an `id`
rows.opened.connect(...)                Enter, a double click, or a click on the row's button
"""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from csatdesk.gui.labels import fill_line
from csatdesk.gui.theme import theme
from csatdesk.operations.cases.screens import CaseFacts

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
SPOKEN = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
BAR = 3


class Rows(Protocol):
    """How one kind of row is told and painted."""

    def height(self) -> int: ...
    def line_from(self) -> float: ...
    def words(self, row: Any, facts: CaseFacts) -> str: ...
    def paint(self, painter: QPainter, box: QRectF, row: Any, facts: CaseFacts, *, is_chosen: bool) -> None: ...
    def button(self, box: QRectF, row: Any, facts: CaseFacts) -> QRectF: ...


class RowModel(QAbstractListModel):
    def __init__(self, kind: Rows, parent: QListView) -> None:
        super().__init__(parent)
        self._kind = kind
        self.rows: tuple[Any, ...] = ()
        self.facts: CaseFacts | None = None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.facts is None:
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        return self._kind.words(row, self.facts) if role in SPOKEN else None

    def show_rows(self, rows: Sequence[Any], facts: CaseFacts) -> None:
        self.beginResetModel()
        self.rows, self.facts = tuple(rows), facts
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def __init__(self, kind: Rows, view: "RowList") -> None:
        super().__init__(view)
        self._kind, self._view = kind, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, self._kind.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        facts, row = self._view.model_of_rows.facts, index.data(ROW_ROLE)
        if facts is None:
            return
        box, place = self._view.box_of(QRectF(option.rect)), index.row()
        is_chosen = self._view.is_marked and place == self._view.currentIndex().row()
        painter.save()
        self._paint_ground(painter, box, place, is_chosen=is_chosen)
        self._kind.paint(painter, box, row, facts, is_chosen=is_chosen)
        if is_chosen and self._view.hasFocus():
            _paint_focus(painter, box)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, place: int, *, is_chosen: bool) -> None:
        if is_chosen:
            painter.fillRect(box, theme().color("accent_tint"))
            painter.fillRect(QRectF(box.left(), box.top(), BAR, box.height()), theme().color("accent"))
            return
        if place == self._view.hovered:
            painter.fillRect(box, theme().color("hover"))
        if place < len(self._view.model_of_rows.rows) - 1 and self._kind.line_from():
            wide = box.width() - self._kind.line_from() - theme().margin
            line = QRectF(box.left() + self._kind.line_from(), box.bottom() - 1, wide, 1)
            fill_line(painter, line, theme().color("line"))


def _paint_focus(painter: QPainter, box: QRectF) -> None:
    colour, inner = theme().color("accent"), box.adjusted(1, 1, -1, -1)
    painter.fillRect(QRectF(inner.left(), inner.top(), inner.width(), 2), colour)
    painter.fillRect(QRectF(inner.left(), inner.bottom() - 2, inner.width(), 2), colour)
    painter.fillRect(QRectF(inner.left(), inner.top(), 2, inner.height()), colour)
    painter.fillRect(QRectF(inner.right() - 2, inner.top(), 2, inner.height()), colour)


class RowList(QListView):
    """See the module's first words. Only while it is `is_marked` it shows on which row the keyboard stands."""

    opened = Signal(object)
    came_in = Signal()  # the keyboard came into this list

    def __init__(self, kind: Rows, name: str) -> None:
        super().__init__()
        self._kind = kind
        self.hovered, self.is_marked = -1, False
        self.model_of_rows = RowModel(kind, self)
        self.setModel(self.model_of_rows)
        self.setItemDelegate(_Delegate(kind, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.entered.connect(lambda index: self._hover(index.row()))
        theme().changed.connect(self._refit)

    def show_rows(self, rows: Sequence[Any], facts: CaseFacts) -> None:
        """Other rows; the keyboard stays on its row, or where that row stood when it is gone."""
        before, place = self.row(), max(self.currentIndex().row(), 0)
        scrolled = self.verticalScrollBar().value()
        self.model_of_rows.show_rows(rows, facts)
        if rows:
            ids = [row.id for row in rows]
            kept = ids.index(before.id) if before is not None and before.id in ids else min(place, len(rows) - 1)
            self.setCurrentIndex(self.model_of_rows.index(kept))
            self.verticalScrollBar().setValue(scrolled)

    def row(self) -> Any:
        """The row on which the keyboard stands; None on none."""
        place = self.currentIndex().row()
        return self.model_of_rows.rows[place] if 0 <= place < len(self.model_of_rows.rows) else None

    def box_of(self, box: QRectF) -> QRectF:
        """A row as wide as the whole list: its right end keeps its place when the scroll bar comes into the margin."""
        return QRectF(box.left(), box.top(), self.width(), box.height())

    def row_height(self) -> int:
        return self._kind.height()

    def set_marked(self, marked: bool) -> None:
        self.is_marked = marked
        self.viewport().update()

    def spoken_rows(self) -> list[str]:
        """What stands in the list, as it is spoken."""
        return [str(self.model_of_rows.index(place).data()) for place in range(self.model_of_rows.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are no search here."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._on_button(event.position()):
            self._open()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._on_button(event.position()):
            self._open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came_in.emit()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _on_button(self, at: QPointF) -> bool:
        index, facts = self.indexAt(at.toPoint()), self.model_of_rows.facts
        if not index.isValid() or facts is None:
            return False
        return self._kind.button(self.box_of(QRectF(self.visualRect(index))), index.data(ROW_ROLE), facts).contains(at)

    def _open(self) -> None:
        row = self.row()
        if row is not None:
            self.opened.emit(row)

    def _hover(self, place: int) -> None:
        if place != self.hovered:
            self.hovered = place
            self.viewport().update()

    def _refit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
