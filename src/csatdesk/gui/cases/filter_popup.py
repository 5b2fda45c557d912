"""The small list that drops down in the window: first what to filter by, then its values. Keyboard only.

Typing narrows the list, arrows move, Space ticks a value and goes on, Enter takes it and ends, Escape goes back.
"""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from csatdesk.domain.cases import CaseFilter
from csatdesk.gui.cases.filters import FIELDS, FilterField, Option, matching
from csatdesk.gui.cases.rows import Index
from csatdesk.gui.fields import TextField
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import draw_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S4, S8
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.texts import _

SHOWN_MOST = 9
VALUE = Qt.ItemDataRole.UserRole
CHOSEN = VALUE + 1


class FilterPopup(QFrame):
    """Stands over the page, not in a window of its own."""

    changed = Signal(object)  # CaseFilter
    closed = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._facts: CaseFacts | None = None
        self._me = 0
        self._shown = CaseFilter()
        self._field: FilterField | None = None
        self._ticked = False
        self.setProperty("frame", "field")
        self.setProperty("surface", "bg")
        self.search = TextField(icon="search")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.itemClicked.connect(lambda _item: self._take(ends=False))
        column = QVBoxLayout(self)
        column.setContentsMargins(S8, S8, S8, S8)
        column.setSpacing(S4)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.search.textEdited.connect(lambda _text: self._show())
        self.search.installEventFilter(self)
        self.hide()

    def choose(self, shown: CaseFilter, facts: CaseFacts, me: int, below: QWidget, field: FilterField | None) -> None:
        """Drop down under `below`: the values of `field`, or the fields to choose from."""
        self._shown, self._facts, self._me = shown, facts, me
        self._go_to(field)
        self._place(below)
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def words(self) -> list[str]:
        """What the list offers now."""
        return [self.list.item(place).text() for place in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search:
            if event.type() == QEvent.Type.KeyPress:
                assert isinstance(event, QKeyEvent)
                return self._key(event)
            if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
                self._left(event.reason())
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % max(self.list.count(), 1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self._take(ends=True)
            case Qt.Key.Key_Space if not self.search.text() and self._field is not None:
                self._take(ends=False)
            case Qt.Key.Key_Escape:
                self._end()
            case Qt.Key.Key_Backspace if not self.search.text() and self._field is not None:
                self._go_to(None)
            case _:
                return False
        return True

    def _take(self, *, ends: bool) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        if self._field is None:
            self._go_to(item.data(VALUE))
            return
        is_done = ends and self._ticked and not self.search.text()
        if not is_done:
            self._tick(item.data(VALUE))
        if ends or self._field.is_single:
            self._end()

    def _tick(self, value: Hashable) -> None:
        assert self._field is not None
        self._ticked = True
        self._shown = self._field.toggled(self._shown, value)
        self._mark()
        self.changed.emit(self._shown)

    def _go_to(self, field: FilterField | None) -> None:
        self._field, self._ticked = field, False
        self.search.clear()
        name = _("Filter by") if field is None else _(field.name)
        self.search.setPlaceholderText(name)
        self.search.setAccessibleName(name)
        self._show()

    def _show(self) -> None:
        self.list.clear()
        for option in self._options():
            item = QListWidgetItem(option.words)
            item.setData(VALUE, option.value)
            self.list.addItem(item)
        self._mark()
        self.list.setCurrentRow(0)
        self._fit()

    def _options(self) -> Sequence[Option]:
        if self._field is None:
            return matching((Option(one, _(one.name)) for one in FIELDS), self.search.text())
        assert self._facts is not None
        return self._field.options(self._facts, self._me, self.search.text())

    def _mark(self) -> None:
        """Tick what is chosen."""
        chosen = self._field.chosen(self._shown) if self._field is not None else frozenset()
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setData(CHOSEN, item.data(VALUE) in chosen)

    def _place(self, below: QWidget) -> None:
        at = below.mapTo(self._owner, QPoint(0, below.height() + S4))
        self.setFixedWidth(theme().px(320))
        self.move(max(S8, min(at.x(), self._owner.width() - self.width() - S8)), at.y())
        self._fit()

    def _fit(self) -> None:
        lines = min(max(self.list.count(), 1), SHOWN_MOST)
        self.list.setFixedHeight(lines * line_height())
        self.adjustSize()

    def _end(self) -> None:
        """Let the page take the focus first: a hidden field would hand it to any neighbour."""
        self.closed.emit()
        self.hide()

    def _left(self, reason: Qt.FocusReason) -> None:
        if reason is not Qt.FocusReason.ActiveWindowFocusReason:
            self.hide()


def line_height() -> int:
    return theme().metrics("body").height() + (8 if theme().compact else 10)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, line_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            selected = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(theme().color("ink") if selected and theme().scheme.is_contrast else Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("accent_tint" if selected else "hover"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        metrics = theme().metrics("body")
        baseline = round(box.top() + (box.height() - metrics.height()) / 2) + metrics.ascent()
        side = theme().px(15)
        if index.data(CHOSEN):
            at = QRectF(box.left() + S8, box.top() + (box.height() - side) / 2, side, side)
            paint_icon(painter, "check", at, "accent")
        x = box.left() + S8 + side + S8
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        draw_words(painter, QPointF(x, baseline), words, bold=bool(index.data(CHOSEN)), room=box.right() - S8 - x)
        painter.restore()
