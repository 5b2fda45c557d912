"""The rules in the order in which they are tried, house targets first, legal periods below."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csatdesk.gui.administration.lists import ROW_ROLE, Entry, EntryList
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.marks import paint_mark
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RuleEntry(Entry):
    """`line` says what the rule gives and since when. `place`: its number; `heading`: over the first of its clock;
    `never`: why it can never be reached."""

    place: int = 0
    conditions: str = ""
    heading: str = ""
    never: str = ""

    @property
    def spoken(self) -> str:
        told = (self.heading, f"{self.place}", self.words, self.conditions, self.line, self.never, self.note)
        return ", ".join(filter(None, told))


def _heading_height(entry: RuleEntry) -> int:
    return theme().metrics("body").height() + S16 if entry.heading else 0


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ROW_ROLE)
        lines = 3 if entry.never else 2
        high = theme().metrics("body").height() + lines * theme().metrics("small").height()
        return QSize(80, high + (S8 if theme().compact else S12) + _heading_height(entry))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: RuleEntry = index.data(ROW_ROLE)
        whole = QRectF(option.rect)
        place = whole.adjusted(0, _heading_height(entry), 0, 0)
        painter.save()
        if entry.heading:
            baseline = place.top() - S8 - theme().metrics("body", bold=True).descent()
            draw_words(painter, QPointF(place.left() + theme().margin, baseline), entry.heading, "body", bold=True)
        self._paint_ground(painter, place, option)
        self._paint_words(painter, place, entry)
        painter.restore()

    def _paint_ground(self, painter: QPainter, place: QRectF, option: QStyleOptionViewItem) -> None:
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, theme().color("accent_tint" if is_current else "hover"))
        if is_current:
            painter.fillRect(QRectF(place.left(), place.top(), 3, place.height()), theme().color("accent"))
        else:
            left = place.left() + theme().margin
            fill_line(painter, QRectF(left, place.bottom() - 1, place.right() - left, 1), theme().color("line"))
        if is_current and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRect(place.adjusted(1, 1, -1, -1))

    def _paint_words(self, painter: QPainter, place: QRectF, entry: RuleEntry) -> None:
        body, small = theme().metrics("body", bold=True), theme().metrics("small")
        left, right = place.left() + theme().margin, place.right() - S12
        baseline = round(place.top() + (S4 if theme().compact else S8 - 2)) + body.ascent()
        draw_words(painter, QPointF(left, baseline), f"{entry.place}", "body", "ink2")
        left += theme().px(22)
        room = right - left
        if entry.note:
            wide = theme().metrics("caption").horizontalAdvance(entry.note)
            draw_words(painter, QPointF(right - wide, baseline), entry.note, "caption", "ink2")
            room -= wide + S12
        ink = "ink3" if entry.never else "ink"
        draw_words(painter, QPointF(left, baseline), entry.words, "body", ink, bold=True, room=room)
        for told in (entry.conditions, entry.line):
            baseline += small.height()
            draw_words(painter, QPointF(left, baseline), told, "small", "ink2", room=right - left)
        if entry.never:
            baseline += small.height()
            middle = QPointF(left + theme().px(5), baseline - small.capHeight() / 2)
            paint_mark(painter, "due_soon", middle, theme().px(10))
            after = left + theme().px(16)
            draw_words(painter, QPointF(after, baseline), entry.never, "small", "ink", room=right - after)


class RuleList(EntryList):
    """An `EntryList` of `RuleEntry`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(EntryList.ScrollMode.ScrollPerPixel)
