"""The last contacts of a customer: channel, day, topic, and how the deadline stands. Enter opens the case."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
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

from csatdesk.domain.contacts import Channel
from csatdesk.domain.mark_shapes import LOUD
from csatdesk.gui.icons import CHANNEL_ICONS, paint_icon
from csatdesk.gui.labels import draw_words
from csatdesk.gui.marks import WORD_AFTER, paint_state
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S8, S12
from csatdesk.wording.words import word

_LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Line:
    """`state` is a value of DeadlineState, or "none"; `words` say it."""

    case_id: int
    channel: Channel
    day: str
    topic: str
    is_open: bool
    state: str
    words: str


class ContactLines(QListWidget):
    """As high as its lines; no scroll bar of its own."""

    opened = Signal(int)  # the id of a case

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.itemClicked.connect(self._open)
        theme().changed.connect(self._refit)

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.clear()
        self._delegate.days = tuple(line.day for line in lines)
        for line in lines:
            item = QListWidgetItem(", ".join((word(line.channel), line.day, line.topic, line.words)))
            item.setData(_LINE, line)
            self.addItem(item)
        self._refit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            self._open(item)
            return
        super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_LINE).case_id)

    def _refit(self) -> None:
        self.setFixedHeight(max(1, self.count()) * line_height())
        self.scheduleDelayedItemsLayout()


def line_height() -> int:
    return theme().metrics("body").height() + (3 if theme().compact else 4)


class _Delegate(QStyledItemDelegate):
    days: tuple[str, ...] = ()  # of all lines: their column is as wide as the widest

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, line_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: Line = index.data(_LINE)
        box = QRectF(option.rect)
        painter.save()
        _paint_ground(painter, box, option)
        metrics = theme().metrics("body")
        baseline = round(box.top() + (box.height() - metrics.height()) / 2) + metrics.ascent()
        side = 16 * theme().scale
        icon = QRectF(box.left(), box.center().y() - side / 2, side, side)
        paint_icon(painter, CHANNEL_ICONS[line.channel.value], icon)
        x = box.left() + side + S8
        draw_words(painter, QPointF(x, baseline), line.day, "body", "ink2")
        x += max(map(metrics.horizontalAdvance, self.days), default=0) + S12
        right = _paint_state_at(painter, box.right(), baseline, line)
        draw_words(painter, QPointF(x, baseline), line.topic, "body", bold=line.is_open, room=right - S12 - x)
        painter.restore()


def _paint_ground(painter: QPainter, box: QRectF, option: QStyleOptionViewItem) -> None:
    if option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, theme().color("hover"))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme().color("accent"), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def _paint_state_at(painter: QPainter, right: float, baseline: float, line: Line) -> float:
    """Mark and words ending at `right`; where they begin."""
    wide = theme().metrics("body", line.state in LOUD).horizontalAdvance(line.words) + WORD_AFTER * theme().scale
    paint_state(painter, line.state, line.words, QPointF(right - wide, baseline), "body")
    return right - wide
