"""The rail at the left: icons, words and counts, the person at the bottom; 72 wide with icon over word when compact.

Usage:
    rail = Rail()
    rail.show_entries([RailEntry("desk", "desk", _("My desk")), RailEntry("new", "new", _("New contact"), _("New"))])
    rail.set_current("desk"); rail.set_count("desk", "6"); rail.chosen.connect(open_page)   # chosen: the key
    rail.show_person("Marta Wiśniewska", _("Central hall, desk 4"), _("desk 4")); rail.person_pressed.connect(menu)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import draw_words, fill_line, initials, paint_avatar
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S24

WIDE, NARROW = 172, 72
WORDS_FROM = 46
WIDER_MOST = 1.3  # of the usual width; longer words are elided
TIGHTEST = 17  # of a narrow place, beside its words: icon, gaps
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One place to go. `short` is the word when compact; `count` is shown as it stands."""

    key: str
    icon: str
    words: str
    short: str = ""
    count: str = ""


class RailModel(QAbstractListModel):
    """The entries a role may use, and which of them is the page now shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[RailEntry] = []
        self.current = ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ROW_ROLE:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{entry.words} {entry.count}".strip()
        return entry.words if role == Qt.ItemDataRole.ToolTipRole and theme().compact else None

    def show_entries(self, entries: Sequence[RailEntry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def set_current(self, key: str) -> None:
        self.current = key
        self._all_changed()

    def row_of(self, key: str) -> int:
        """-1 for a page that is not in the rail."""
        return next((row for row, entry in enumerate(self.entries) if entry.key == key), -1)

    def set_count(self, key: str, count: str) -> None:
        self.entries = [
            RailEntry(entry.key, entry.icon, entry.words, entry.short, count) if entry.key == key else entry
            for entry in self.entries
        ]
        self._all_changed()

    def _all_changed(self) -> None:
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))


class _RailDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        usual = _item_height() + (4 if theme().compact else 2)
        view = self.parent()
        if not theme().compact or not isinstance(view, QListView):
            return QSize(rail_width(), usual)
        room = view.viewport().height() // max(index.model().rowCount(), 1)
        return QSize(rail_width(), max(min(usual, room), theme().px(TIGHTEST) + theme().metrics("caption").height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, RailModel)
        place = QRectF(option.rect).adjusted(0, 0, 0, -_gap(option.rect.height()))
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = 4 if theme().compact else 8
        box = place.adjusted(inset, 0, 1 - inset, 0)  # the hairline stands beside the list
        selected = entry.key == model.current
        _paint_ground(painter, box, selected, bool(state & QStyle.StateFlag.State_MouseOver))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        (_paint_narrow if theme().compact else _paint_wide)(painter, box, entry, selected)
        painter.restore()


def _gap(high: int) -> int:
    """Between two places; where there are many and little room, their icons need it more."""
    if not theme().compact:
        return 2
    return 4 if high >= _item_height() else 1


def _paint_ground(painter: QPainter, box: QRectF, selected: bool, hovered: bool) -> None:
    if selected or hovered:
        painter.setPen(theme().color("ink") if selected and theme().scheme.is_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent_tint" if selected else "hover"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if selected:
        high = 30 if theme().compact else 20
        bar = QRectF(box.left(), box.center().y() - high / 2, 3, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent"))
        painter.drawRoundedRect(bar, 1, 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_wide(painter: QPainter, box: QRectF, entry: RailEntry, selected: bool) -> None:
    side = 18 * theme().scale
    paint_icon(painter, entry.icon, QRectF(box.left() + 10, box.center().y() - side / 2, side, side), _tone(selected))
    metrics = theme().metrics("body", selected)
    baseline = round(box.top() + (box.height() - metrics.height()) / 2) + metrics.ascent()
    left = box.left() + 20 + side
    count = theme().metrics("caption").horizontalAdvance(entry.count)
    room = int(box.right() - 10 - count - left - (8 if entry.count else 0))
    ink = "accent" if selected else "ink"
    draw_words(painter, QPointF(left, baseline), entry.words, "body", ink, bold=selected, room=room)
    if entry.count:
        draw_words(painter, QPointF(box.right() - 10 - count, baseline), entry.count, "caption", "ink2")


def _paint_narrow(painter: QPainter, box: QRectF, entry: RailEntry, selected: bool) -> None:
    metrics = theme().metrics("caption", selected)
    room = box.height() - metrics.height()
    side = min(18 * theme().scale, room - 1)  # smaller where there are many places and little room
    gap = min(5.0, room - side)
    top = box.top() + (room - side - gap) / 2
    paint_icon(painter, entry.icon, QRectF(box.center().x() - side / 2, top, side, side), _tone(selected))
    words = metrics.elidedText(entry.short or entry.words, Qt.TextElideMode.ElideRight, int(box.width() - 4))
    wide = metrics.horizontalAdvance(words)
    at = QPointF(round(box.center().x() - wide / 2), round(top + side + gap) + metrics.ascent())
    draw_words(painter, at, words, "caption", "accent" if selected else "ink", bold=selected)


def _tone(selected: bool) -> str:
    return "accent" if selected else "ink2"


def _item_height() -> int:
    if theme().compact:
        return 33 + theme().metrics("caption").height()  # less where there are many places and little room
    return theme().metrics("body").height() + 16


def rail_width() -> int:
    """172, or 72 when compact; wider with larger text, so that words keep their room."""
    return round((NARROW if theme().compact else WIDE) * (1 + (theme().scale - 1) * 0.7))


class Rail(QFrame):
    """See the module's first words."""

    chosen = Signal(str)
    person_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self._model = RailModel(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_RailDelegate(self._list))
        self._list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setProperty("surface", "side")
        self._list.clicked.connect(self._picked)
        self._list.activated.connect(self._picked)
        self._person = _Person(self)
        self._person.clicked.connect(self.person_pressed)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self._list, 1)
        column.addWidget(self._person)
        self._column = column
        theme().changed.connect(self._refit)
        self._refit()

    def show_entries(self, entries: Sequence[RailEntry]) -> None:
        self._model.show_entries(entries)
        self._refit()

    def set_current(self, key: str) -> None:
        """Mark the page now shown; the arrow keys start from it."""
        self._model.set_current(key)
        self._list.setCurrentIndex(self._model.index(self._model.row_of(key)))

    def set_count(self, key: str, count: str) -> None:
        """Show a count at the right, "" for none."""
        self._model.set_count(key, count)

    def set_name(self, name: str) -> None:
        """What the list is called for screen readers."""
        self._list.setAccessibleName(name)

    def show_person(self, name: str, line: str, short: str = "") -> None:
        """Who is signed in, with role or desk beneath; `short` stands there when compact."""
        self._person.show_person(name, line, short or line)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        fill_line(painter, QRectF(self.width() - 1, 0, 1, self.height()), theme().color("line"))
        if not theme().compact:
            draw_words(painter, QPointF(16, 33 * theme().scale), "csatdesk", "heading")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._list.scheduleDelayedItemsLayout()

    def _words_wide(self) -> int:
        """What the longest words need when bold; languages differ. Compact words stand under their icon."""
        if theme().compact:
            return 0
        metrics = theme().metrics("body", bold=True)
        words = (metrics.horizontalAdvance(entry.words.replace("&", "")) for entry in self._model.entries)
        return round(theme().px(WORDS_FROM)) + max(words, default=0) + S24

    def _picked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.entries[index.row()].key)

    def _refit(self) -> None:
        self.setFixedWidth(min(max(rail_width(), self._words_wide()), round(rail_width() * WIDER_MOST)))
        self._column.setContentsMargins(0, 10 if theme().compact else round(56 * theme().scale), 1, 0)
        self._list.scheduleDelayedItemsLayout()
        self._person.updateGeometry()


class _Person(QAbstractButton):
    """Initials, name and desk; opens the person's menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._line, self._short = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_person(self, name: str, line: str, short: str) -> None:
        self._name, self._line, self._short = name, line, short
        self.setAccessibleName(f"{name}, {line}")
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        caption = theme().metrics("caption").height()
        if theme().compact:
            return QSize(rail_width(), round(28 * theme().scale) + 14 + caption)
        return QSize(rail_width(), 30 + theme().metrics("small").height() + caption)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._name:
            return
        painter = QPainter(self)
        (self._paint_narrow if theme().compact else self._paint_wide)(painter)

    def _paint_wide(self, painter: QPainter) -> None:
        fill_line(painter, QRectF(8, 0, self.width() - 16, 1), theme().color("line"))
        side = 28 * theme().scale
        middle = self.height() / 2
        paint_avatar(painter, QRectF(14, middle - side / 2, side, side), initials(self._name))
        left = 22 + side
        room = int(self.width() - left - 8)
        draw_words(painter, QPointF(left, round(middle - 4)), self._name, "small", bold=True, room=room)
        below = QPointF(left, round(middle + 12 * theme().scale))
        draw_words(painter, below, self._line, "caption", "ink2", room=room)

    def _paint_narrow(self, painter: QPainter) -> None:
        side = 28 * theme().scale
        paint_avatar(painter, QRectF((self.width() - side) / 2, 4, side, side), initials(self._name))
        metrics = theme().metrics("caption")
        words = metrics.elidedText(self._short, Qt.TextElideMode.ElideRight, self.width() - 8)
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().color("ink2"))
        painter.drawText(QRectF(0, side + 8, self.width(), metrics.height()), Qt.AlignmentFlag.AlignHCenter, words)
