"""Paints the questions of an evaluation: a section with its score, below it each question with its answer."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csatdesk.gui.administration.lists import ROW_ROLE, Entry
from csatdesk.gui.evaluations.item_lines import Heading
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12

Index = QModelIndex | QPersistentModelIndex
BAR = 3


class ItemDelegate(QStyledItemDelegate):
    """A second line only where there is something to say."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ROW_ROLE)
        high = theme().metrics("body").height() + S8
        if isinstance(entry.id, Heading):
            high += S12
        elif entry.line:
            high += theme().metrics("small").height()
        return QSize(80, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ROW_ROLE)
        place, state = QRectF(option.rect), option.state
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_current:
            painter.fillRect(place, theme().color("accent_tint"))
            painter.fillRect(QRectF(place.left(), place.top(), BAR, place.height()), theme().color("accent"))
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(theme().color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(place.adjusted(1, 1, -1, -1))
        if isinstance(entry.id, Heading):
            _paint_heading(painter, place, entry, is_first=index.row() == 0)
        else:
            _paint_question(painter, place, entry, bold=is_current)
        painter.restore()


def _paint_heading(painter: QPainter, place: QRectF, entry: Entry, *, is_first: bool) -> None:
    if not is_first:
        line = QRectF(place.left() + theme().margin, place.top() + S4, place.width() - theme().margin, 1)
        fill_line(painter, line, theme().color("line"))
    baseline = place.bottom() - S4 - theme().metrics("body", bold=True).descent()
    right = _paint_note(painter, place, entry.note, baseline, bold=True)
    left = place.left() + theme().margin
    draw_words(painter, QPointF(left, baseline), entry.words, "body", bold=True, room=right - left)


def _paint_question(painter: QPainter, place: QRectF, entry: Entry, *, bold: bool) -> None:
    metrics = theme().metrics("body", bold)
    baseline = place.top() + S4 + metrics.ascent()
    right = _paint_note(painter, place, entry.note, baseline, bold=bold)
    left = place.left() + theme().margin
    draw_words(painter, QPointF(left, baseline), entry.words, "body", bold=bold, room=right - left)
    if entry.line:
        at = QPointF(left, baseline + metrics.descent() + theme().metrics("small").ascent())
        draw_words(painter, at, entry.line, "small", "ink2", room=place.right() - S12 - left)


def _paint_note(painter: QPainter, place: QRectF, words: str, baseline: float, *, bold: bool) -> float:
    """The answer or score at the right; where the words before it must end."""
    wide = theme().metrics("body", bold).horizontalAdvance(words)
    at = QPointF(place.right() - S12 - wide, baseline)
    draw_words(painter, at, words, "body", bold=bold)
    return at.x() - S12
