"""A small list that drops down in the window: typing narrows it, arrows move, Enter takes, Escape goes back.

It stands over the page, not in a window of its own. A subclass says which rows there are and what taking one does.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

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

from csatdesk.gui.cases.rows import Index
from csatdesk.gui.fields import ErrorLine, Label, TextField
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import draw_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S4, S8

SHOWN_MOST = 9
VALUE = Qt.ItemDataRole.UserRole
CHOSEN = VALUE + 1
NOTE = VALUE + 2


@dataclass(frozen=True, slots=True)
class DropRow:
    """`note` stands at the right end."""

    value: Hashable
    words: str
    note: str = ""
    is_chosen: bool = False


class DropList(QFrame):
    """See the module's first words. `has_hint`: a line beneath, `hint`, says which keys do what."""

    closed = Signal()

    def __init__(self, owner: QWidget, *, has_hint: bool = False) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setProperty("frame", "field")
        self.setProperty("surface", "bg")
        self.search = TextField(icon="search")
        self.error = ErrorLine()
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.itemClicked.connect(lambda _item: self.take(ends=False))
        column = QVBoxLayout(self)
        column.setContentsMargins(S8, S8, S8, S8)
        column.setSpacing(S4)
        column.addWidget(self.search)
        column.addWidget(self.error)
        column.addWidget(self.list)
        self.hint = Label("", "caption", "ink2", wrap=True)
        column.addWidget(self.hint)
        self.hint.setVisible(has_hint)
        self.search.textEdited.connect(lambda _text: self.typed())
        self.search.installEventFilter(self)
        self.hide()

    # for subclasses

    def rows(self) -> Sequence[DropRow]:
        """What is offered for what is typed."""
        raise NotImplementedError

    def take(self, *, ends: bool) -> None:
        """The row on which the keyboard stands was taken; `ends`: by Enter."""
        raise NotImplementedError

    def key(self, event: QKeyEvent) -> bool:
        """A key of the subclass's own; True when it was one."""
        raise NotImplementedError

    def typed(self) -> None:
        """Something was typed: offer what fits."""
        self.error.say("")
        self.show_rows()

    # for all

    @property
    def words(self) -> list[str]:
        """What the list offers now."""
        return [self.list.item(place).text() for place in range(self.list.count())]

    @property
    def value(self) -> object:
        """What the keyboard stands on."""
        item = self.list.currentItem()
        return None if item is None else item.data(VALUE)

    def ask(self, name: str) -> None:
        """What the field at the top is for."""
        self.search.clear()
        self.search.setPlaceholderText(name)
        self.search.setAccessibleName(name)

    def drop_below(self, below: QWidget) -> None:
        at = below.mapTo(self._owner, QPoint(0, below.height() + S4))
        self.setFixedWidth(theme().px(320))
        self.move(max(S8, min(at.x(), self._owner.width() - self.width() - S8)), at.y())
        self.fit()
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_rows(self, place: int = 0) -> None:
        """`place`: the row on which the keyboard then stands."""
        self.list.clear()
        for row in self.rows():
            item = QListWidgetItem(row.words)
            item.setData(VALUE, row.value)
            item.setData(CHOSEN, row.is_chosen)
            item.setData(NOTE, row.note)
            self.list.addItem(item)
        self.list.setCurrentRow(min(place, self.list.count() - 1))
        self.fit()

    def fit(self) -> None:
        self.list.setVisible(self.list.count() > 0)
        self.list.setFixedHeight(min(self.list.count(), SHOWN_MOST) * line_height())
        self.adjustSize()

    def end(self) -> None:
        """Let the page take the focus first: a hidden field would hand it to any neighbour."""
        self.closed.emit()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self.key(event) or self._usual_key(event)
            if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
                self._left(event.reason())
        return super().eventFilter(watched, event)

    def _usual_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % max(self.list.count(), 1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self.take(ends=True)
            case Qt.Key.Key_Escape:
                self.end()
            case _:
                return False
        return True

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
        end = box.right() - S8
        note = str(index.data(NOTE) or "")
        if note:
            end -= theme().metrics("small").horizontalAdvance(note) + S8
            draw_words(painter, QPointF(end + S8, baseline), note, "small", "ink2")
        draw_words(painter, QPointF(x, baseline), words, bold=bool(index.data(CHOSEN)), room=end - x)
        painter.restore()
