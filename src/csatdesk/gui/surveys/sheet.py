"""A questionnaire as it lies on the desk: all questions with their numbers, and beside each what is keyed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.rows_model import ROW_ROLE, Index, RowsModel
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S16

NUMBER_WIDE, ANSWER_SHARE = 34, 0.42


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`answer`: in words; "" while nothing is keyed. `is_asked`: else it is jumped over after the answers so far."""

    key: str
    number: str
    words: str
    answer: str = ""
    is_asked: bool = True
    is_current: bool = False
    is_missing: bool = False  # somebody wanted to save without it


class _Rows(RowsModel[SheetRow]):
    def words(self, row: SheetRow, role: int) -> str | None:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return row.words
        return f"{row.number} {row.words}: {row.answer}" if role == Qt.ItemDataRole.AccessibleTextRole else None

    def show_rows(self, rows: Sequence[SheetRow]) -> None:
        """Only painted anew while the questions stay the same: each key comes through here."""
        if [one.key for one in rows] == [one.key for one in self.rows]:
            self.repaint_rows(rows)
        else:
            super().show_rows(rows)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, theme().metrics("body").height() + (6 if theme().compact else 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: SheetRow = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        if row.is_current:
            painter.fillRect(box, theme().color("accent_tint"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme().color("accent"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(theme().color("accent"), 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
        else:
            line = QRectF(box.left() + theme().margin, box.bottom() - 1, box.width(), 1)
            fill_line(painter, line, theme().color("line"))
        _paint_words(painter, box, row)
        painter.restore()


def _paint_words(painter: QPainter, box: QRectF, row: SheetRow) -> None:
    metrics = theme().metrics("body", row.is_current)
    baseline = round(box.top() + (box.height() - metrics.height()) / 2) + metrics.ascent()
    left, right = box.left() + theme().margin, box.right() - theme().margin
    number = theme().metrics("small").horizontalAdvance(row.number)
    edge = left + theme().px(NUMBER_WIDE) - S16
    draw_words(painter, QPointF(edge - number, baseline), row.number, "small", "ink2")
    left += theme().px(NUMBER_WIDE)
    answer = metrics.elidedText(row.answer, Qt.TextElideMode.ElideRight, round((right - left) * ANSWER_SHARE))
    wide = theme().metrics("body", bold=True).horizontalAdvance(answer)
    tone = "overdue" if row.is_missing else "ink" if row.is_asked else "ink3"
    draw_words(painter, QPointF(right - wide, baseline), answer, "body", tone, bold=True)
    ink = "ink" if row.is_asked else "ink3"
    room = right - wide - S8 - left
    draw_words(painter, QPointF(left, baseline), row.words, "body", ink, bold=row.is_current, room=room)


class SheetList(QListView):
    """A click goes to a question; every key is an answer, so the keyboard passes through to the form."""

    gone_to = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setProperty("ring", "none")
        self.setAccessibleName(name)
        self.clicked.connect(self._picked)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def rows(self) -> Sequence[SheetRow]:
        return self._model.rows

    def show_rows(self, rows: Sequence[SheetRow]) -> None:
        self._model.show_rows(rows)
        place = next((at for at, row in enumerate(rows) if row.is_current), None)
        if place is not None and self.currentIndex().row() != place:
            self.setCurrentIndex(self._model.index(place))
            self.scrollTo(self._model.index(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def _picked(self, index: QModelIndex) -> None:
        self.gone_to.emit(self._model.rows[index.row()].key)
