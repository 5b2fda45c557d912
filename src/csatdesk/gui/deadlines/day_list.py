"""The days of an explained clock: a row each with its open time painted, the hours above, the running total right."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from csatdesk.domain.explanation import Explanation
from csatdesk.gui.deadlines.picture_paint import Columns, columns, paint_row, row_height
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.wording.day_picture import Picture, Row, picture_of
from csatdesk.wording.texts import _

Index = QModelIndex | QPersistentModelIndex
LABELS_WIDE, LABELS_NARROW = 8, 5
NOTHING = Picture("", (), (), (), "", is_week=False)


class _Days(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.picture = NOTHING

    def show(self, picture: Picture) -> None:
        self.beginResetModel()
        self.picture = picture
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.picture.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        words = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
        return self.picture.rows[index.row()].spoken if index.isValid() and role in words else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: "DayRows") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, row_height(self._view.row(index), self._view.columns))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, box = self._view, QRectF(option.rect)
        painter.save()
        paint_row(painter, box, view.row(index), view.picture, view.columns)
        if view.hasFocus() and index.row() == view.currentIndex().row():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().color("accent"), 2))
            ring = QRectF(view.columns.left - 10, box.top() + 2, view.columns.right - view.columns.left + 16, 0)
            ring.setBottom(box.bottom() - 3)
            painter.drawRoundedRect(ring, S4, S4)
        painter.restore()


class DayRows(QListView):
    """Arrows move by rows; Enter on days told in one line opens them all; Right goes over to the clocks."""

    unfolded = Signal()
    left_right = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._days = _Days(self)
        self.columns = Columns(0, 0, 100, 100)
        self._high = 1
        self.setModel(self._days)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(_("Days"))
        self.setProperty("ring", "none")
        self.activated.connect(self._open)

    @property
    def picture(self) -> Picture:
        return self._days.picture

    def row(self, index: Index) -> Row:
        return self.picture.rows[index.row()]

    def show_picture(self, picture: Picture) -> None:
        """Today's row comes into sight, and is the current one."""
        self._days.show(picture)
        today = next((place for place, row in enumerate(picture.rows) if row.is_today), 0)
        index = self._days.index(today)
        self.setCurrentIndex(index)
        self.scrollTo(index, QListView.ScrollHint.EnsureVisible)

    def set_columns(self, found: Columns) -> None:
        """As high as its rows, if there is room; else it scrolls."""
        self.columns = found
        self._high = sum(row_height(row, found) for row in self.picture.rows)
        self.setMaximumHeight(max(self._high, 1))
        self.updateGeometry()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:
        return QSize(100, self._high)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, min(self._high, 60))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Right:
            self.left_right.emit()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        if index.isValid() and self.row(index).is_fold:
            self.unfolded.emit()


class _Head(QWidget):
    """Month, hours or weekdays, and what the totals are."""

    def __init__(self) -> None:
        super().__init__()
        self.picture, self.columns = NOTHING, Columns(0, 0, 100, 100)

    def sizeHint(self) -> QSize:
        return QSize(100, theme().metrics("caption").height() + (12 if theme().compact else 18))

    def minimumSizeHint(self) -> QSize:
        return QSize(10, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.picture.rows:
            return
        painter, where, metrics = QPainter(self), self.columns, theme().metrics("caption")
        base = self.height() - 8 - metrics.descent()
        free = where.left
        labels = self.picture.labels
        first = where.x(labels[0].at) - metrics.horizontalAdvance(labels[0].words) / 2 if labels else where.right
        if where.left + metrics.horizontalAdvance(self.picture.month) + S8 <= first:
            draw_words(painter, QPointF(where.left, base), self.picture.month, "caption", "ink2")
        for label in self.picture.labels:
            wide = metrics.horizontalAdvance(label.words)
            left = where.x(label.at) - wide / 2
            if left >= free:
                draw_words(painter, QPointF(left, base), label.words, "caption", "ink2")
                free = left + wide + S4
        words = total_head(self.picture)
        wide = metrics.horizontalAdvance(words)
        if where.right - wide > free + S8:
            draw_words(painter, QPointF(where.right - wide, base), words, "caption", "ink2")
        line = QRectF(where.left, self.height() - 1, where.right - where.left, 1)
        fill_line(painter, line, theme().color("line"))


class _Foot(_Head):
    """The allowance under the last total."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        where, words = self.columns, self.picture.foot
        wide = theme().metrics("small").horizontalAdvance(words)
        base = theme().metrics("small").ascent() + S4
        draw_words(QPainter(self), QPointF(where.right - wide, base), words, "small", "ink2")


def total_head(picture: Picture) -> str:
    return _("days so far") if picture.is_week else _("counted so far")


class DayPicture(QWidget):
    """Head, rows and foot of one clock."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: Explanation | None = None
        self._unfold = False
        self.head, self.rows, self.foot = _Head(), DayRows(), _Foot()
        self.rows.unfolded.connect(self._open_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.rows)
        column.addWidget(self.foot)
        column.addStretch(1)
        theme().changed.connect(self._refit)

    @property
    def picture(self) -> Picture:
        return self.rows.picture

    def show_clock(self, told: Explanation) -> None:
        """Days that were opened stay open while the same clock is shown."""
        if self._told is None or self._told.facts.id != told.facts.id:
            self._unfold = False
        self._told = told
        self._show()

    def _show(self) -> None:
        if self._told is None:
            return
        most = LABELS_NARROW if theme().compact or theme().scale > 1.3 else LABELS_WIDE
        picture = picture_of(self._told, labels_most=most, unfold=self._unfold)
        self.head.picture = self.foot.picture = picture
        self.rows.show_picture(picture)
        self._fit()

    def _open_all(self) -> None:
        self._unfold = True
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The scroll bar stands in the margin, so that nothing moves when it comes."""
        found = columns(self.picture, self.width(), total_head(self.picture))
        self.head.columns = self.foot.columns = found
        self.rows.set_columns(found)
        self.head.update()
        self.foot.update()

    def _refit(self) -> None:
        self.head.updateGeometry()
        self._show()
