"""What happened to a case, newest first, on one line of icons. Enter on an entry shows all of its text, or less."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from csatdesk.domain.case_rows import HistoryLine
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.cases.history_words import Told, tell
from csatdesk.gui.cases.row_cells import elided
from csatdesk.gui.cases.rows import Index
from csatdesk.gui.cases.told import instant
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S4, S8, S12
from csatdesk.wording.texts import _

ENTRY = Qt.ItemDataRole.UserRole
LINES_MOST = 2  # of a text, before "more"
INDENT = 32  # from the icons' left edge to the words


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    told: Told
    when: str


class History(QListWidget):
    """As high as its entries; whatever it stands in scrolls."""

    line_reached = Signal(QRect)  # by the keyboard: bring this part of it into sight

    def __init__(self) -> None:
        super().__init__()
        self._open: set[int] = set()
        self._delegate = _Delegate(self, self._open)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("History, newest first"))
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.itemClicked.connect(self._toggle)
        self.currentItemChanged.connect(lambda item, _before: self._reached(item))
        theme().changed.connect(self._refit)

    def show_lines(self, lines: Sequence[HistoryLine], tree: TopicTree, now: datetime, zone: tzinfo) -> None:
        self.show_entries([Entry(line.id, tell(line, tree, zone), instant(line.at, now, zone)) for line in lines])

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.clear()
        self._delegate.forget()
        for entry in entries:
            item = QListWidgetItem(". ".join((entry.told.head, entry.when, entry.told.text)))
            item.setData(ENTRY, entry)
            self.addItem(item)
        self._refit()

    @property
    def entries(self) -> list[Entry]:
        return [self.item(place).data(ENTRY) for place in range(self.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._toggle(item)
        elif item is not None and event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(item.text())
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._refit()

    def _toggle(self, item: QListWidgetItem) -> None:
        entry: Entry = item.data(ENTRY)
        self._open.symmetric_difference_update({entry.id})
        self._refit()
        self._reached(item)

    def _reached(self, item: QListWidgetItem | None) -> None:
        if item is not None and self.hasFocus():
            self.line_reached.emit(self.visualItemRect(item).translated(self.pos()))

    def _refit(self) -> None:
        self._delegate.width = self.viewport().width()
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
        heights = (self._delegate.height_of(entry) for entry in self.entries)
        self.setFixedHeight(max(sum(heights), 1))


@dataclass(frozen=True, slots=True)
class _Laid:
    """The lines of an entry's text as they are drawn, and whether there is more."""

    lines: tuple[str, ...]
    has_more: bool


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent: QListWidget, opened: set[int]) -> None:
        super().__init__(parent)
        self._list = parent
        self._opened = opened
        self._laid: dict[int, _Laid] = {}
        self.width = 0

    def forget(self) -> None:
        self._laid.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.height_of(index.data(ENTRY)))

    def height_of(self, entry: Entry) -> int:
        lines = len(self._lines(entry).lines)
        return theme().metrics("body").height() + lines * _line_height() + (9 if theme().compact else 13)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter, box, entry, index.row())
        body = theme().metrics("body")
        baseline = box.top() + body.ascent()
        x = box.left() + theme().px(INDENT)
        wide = theme().metrics("caption").horizontalAdvance(entry.when)
        draw_words(painter, QPointF(box.right() - wide, baseline), entry.when, "caption", "ink2")
        head = elided(entry.told.head, box.right() - wide - S12 - x, bold=True)
        draw_words(painter, QPointF(x, baseline), head, bold=True)
        self._paint_text(painter, QPointF(x, box.top() + body.height() + 1), entry)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(x - S8, box.top() + 1, box.right() - x + S8 - 1, box.height() - S8)
            painter.drawRoundedRect(ring, RADIUS, RADIUS)
        painter.restore()

    def _paint_line(self, painter: QPainter, box: QRectF, entry: Entry, place: int) -> None:
        """The icon, and the line down to the next one."""
        side = theme().px(17)
        top = box.top() + (theme().metrics("body").height() - side) / 2
        if place < self._list.count() - 1:
            x = box.left() + theme().px(9)
            down = QRectF(x, top + side + S4, 1, box.bottom() - top - side - S4 - 2)
            fill_line(painter, down, theme().color("line"))
        tone = "overdue" if entry.told.is_loud else "ink2"
        paint_icon(painter, entry.told.icon, QRectF(box.left(), top, side, side), tone)

    def _paint_text(self, painter: QPainter, at: QPointF, entry: Entry) -> None:
        laid = self._lines(entry)
        metrics = theme().metrics("small")
        y = at.y() + metrics.ascent()
        for place, line in enumerate(laid.lines):
            wide = draw_words(painter, QPointF(at.x(), y), line, "small", "ink2")
            if laid.has_more and place == len(laid.lines) - 1:
                draw_words(painter, QPointF(at.x() + wide + S8, y), _("more"), "small", "accent")
            y += _line_height()

    def _lines(self, entry: Entry) -> _Laid:
        found = self._laid.get(entry.id)
        if found is None:
            room = self.width - theme().px(INDENT) - 2
            found = self._laid[entry.id] = _broken(entry.told.text, room, entry.id in self._opened)
        return found


def _line_height() -> int:
    return theme().metrics("small").height() + 1


def _broken(text: str, room: int, is_open: bool) -> _Laid:
    """A text in lines as wide as `room`; two of them, unless it is open."""
    if not text or room <= 0:
        return _Laid((), has_more=False)
    lines = _wrapped(text if is_open else text[: room * 2], room)  # no letter is narrower than half a pixel
    if is_open or len(lines) <= LINES_MOST:
        return _Laid(tuple(lines), has_more=False)
    more = theme().metrics("small").horizontalAdvance(_("more")) + S8
    rest = " ".join(lines[LINES_MOST - 1 :])
    return _Laid((*lines[: LINES_MOST - 1], elided(rest, room - more, "small")), has_more=True)


def _wrapped(text: str, room: int) -> list[str]:
    lines = []
    for paragraph in text.splitlines():
        units = paragraph.encode("utf-16-le")  # Qt counts in these: an emoji is two of them
        layout = QTextLayout(paragraph, theme().font("small"))
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            part = units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
            lines.append(part.decode("utf-16-le").rstrip())
        layout.endLayout()
    return lines
