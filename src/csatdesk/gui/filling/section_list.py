"""The left of a form that is filled: its sections, and the questions of the one in which one stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import draw_words
from csatdesk.gui.rows_model import ROW_ROLE, Index, RowsModel
from csatdesk.gui.theme import theme

LEFT, RIGHT, INDENT, BAR = 24, 24, 18, 3
SECTION_HIGH, ITEM_HIGH = 34, 24
GAP = 8


@dataclass(frozen=True, slots=True)
class ListRow:
    """`key`: of the question that is gone to. `note`: "6 left", "skipped", "now", "not here"."""

    key: str
    words: str
    note: str = ""
    is_section: bool = False
    is_current: bool = False
    is_done: bool = False
    is_faint: bool = False


class RowModel(RowsModel[ListRow]):
    def words(self, row: ListRow, role: int) -> str | None:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return row.words
        return f"{row.words}, {row.note}".rstrip(", ") if role == Qt.ItemDataRole.AccessibleTextRole else None

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Painted anew where only notes changed, so that the place of the list stays."""
        same = [(one.key, one.is_section) for one in rows] == [(one.key, one.is_section) for one in self.rows]
        if same:
            self.repaint_rows(rows)
        else:
            super().show_rows(rows)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row: ListRow = index.data(ROW_ROLE)
        less = 6 if theme().compact and row.is_section else 0
        return QSize(100, theme().px((SECTION_HIGH if row.is_section else ITEM_HIGH) - less))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ListRow = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, box, row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        _paint_words(painter, box, row)
        painter.restore()


def _paint_ground(painter: QPainter, box: QRectF, row: ListRow) -> None:
    if not row.is_current:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    left = box.left()
    if row.is_section:
        painter.setBrush(theme().color("accent_tint"))
        painter.drawRect(box)
    else:
        left += LEFT + INDENT - 10
    painter.setBrush(theme().color("accent"))
    inset = 0 if row.is_section else 3
    painter.drawRect(QRectF(left, box.top() + inset, BAR, box.height() - 2 * inset))


def _paint_words(painter: QPainter, box: QRectF, row: ListRow) -> None:
    role = "body" if row.is_section else "small"
    ink = "ink" if (row.is_section and not row.is_faint) or row.is_current else "ink2"
    metrics = theme().metrics(role, row.is_current)
    baseline = round(box.top() + (box.height() - metrics.height()) / 2) + metrics.ascent()
    left = box.left() + LEFT + (0 if row.is_section else INDENT)
    right = box.right() - RIGHT
    if row.is_done:
        side = theme().px(14)
        paint_icon(painter, "check", QRectF(right - side, box.center().y() - side / 2, side, side), "ink2")
        right -= side + GAP
    elif row.note:
        bold = row.is_current
        wide = theme().metrics("small" if row.is_section else "caption", bold).horizontalAdvance(row.note)
        tone = "ink" if row.is_section and not row.is_faint else "accent" if row.is_current else "ink2"
        note_role = "small" if row.is_section else "caption"
        draw_words(painter, QPointF(right - wide, baseline), row.note, note_role, tone, bold=bold)
        right -= wide + GAP
    draw_words(painter, QPointF(left, baseline), row.words, role, ink, bold=row.is_current, room=right - left)


class SectionList(QListView):
    """Arrows move, Enter or a click goes to the question. Letters are answers, not a search."""

    gone_to = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model = RowModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setProperty("ring", "none")
        self.clicked.connect(self._picked)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def rows(self) -> Sequence[ListRow]:
        return self._model.rows

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        self._model.show_rows(rows)
        place = next((at for at, row in enumerate(rows) if row.is_current and not row.is_section), None)
        if place is None:
            place = next((at for at, row in enumerate(rows) if row.is_current), None)
        if place is not None:
            self.setCurrentIndex(self._model.index(place))
            self.scrollTo(self._model.index(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._picked(self.currentIndex())
        elif event.text().strip() or event.key() == Qt.Key.Key_Backspace:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _picked(self, index: Index) -> None:
        if index.isValid():
            self.gone_to.emit(self._model.rows[index.row()].key)
