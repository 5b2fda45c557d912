"""The list of the palette: titles of sections, and lines with icon, words, a second part and a shortcut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from csatdesk.gui.icons import paint_icon
from csatdesk.gui.keys import shown_keys
from csatdesk.gui.labels import Label, draw_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S4, S8, S12
from csatdesk.wording.texts import _

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that can be taken: `do()` is what it does."""

    icon: str
    words: str
    do: Callable[[], object]
    second: str = ""
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    entries: tuple[Entry, ...]


LINE_ROLE = Qt.ItemDataRole.UserRole
WIDE = 520


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Entry | str] = []  # a text is the title of a section

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line if isinstance(line, str) else f"{line.words} {line.second}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show_sections(self, sections: Sequence[Section]) -> None:
        self.beginResetModel()
        self.lines = []
        for section in sections:
            self.lines.append(section.title)
            self.lines.extend(section.entries)
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        is_title = isinstance(index.data(LINE_ROLE), str)
        role = "caption" if is_title else "body"
        return QSize(200, theme().metrics(role).height() + (14 if is_title else 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, str):
            draw_words(painter, QPointF(box.left() + S12, box.bottom() - 6), line, "caption", "ink2", bold=True)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            _paint_entry(painter, box, line, chosen=chosen, over=bool(option.state & QStyle.StateFlag.State_MouseOver))
        painter.restore()


def _paint_entry(painter: QPainter, box: QRectF, entry: Entry, *, chosen: bool, over: bool) -> None:
    if chosen or over:
        painter.setPen(theme().color("ink") if chosen and theme().scheme.is_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent_tint" if chosen else "hover"))
        painter.drawRoundedRect(box.adjusted(0.5, 0, -0.5, 0), RADIUS, RADIUS)
    side = theme().px(16)
    place = QRectF(box.left() + S12, box.center().y() - side / 2, side, side)
    paint_icon(painter, entry.icon, place, "accent" if chosen else "ink2")
    metrics = theme().metrics("body")
    baseline = round(box.top() + (box.height() - metrics.height()) / 2) + metrics.ascent()
    right = box.right() - S12
    if entry.keys:
        keys = shown_keys(entry.keys)
        right -= theme().metrics("caption").horizontalAdvance(keys)
        draw_words(painter, QPointF(right, baseline), keys, "caption", "ink3")
        right -= S12
    left = place.right() + S12
    left += draw_words(painter, QPointF(left, baseline), entry.words, bold=chosen, room=right - left) + S12
    draw_words(painter, QPointF(left, baseline), entry.second, "small", "ink2", room=right - left)


class PaletteList(QFrame):
    """A framed list over the page. It never takes the focus: the box keeps it."""

    taken = Signal(object)  # Entry

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("frame", "field")
        self._lines = _Lines(self)
        self.view = QListView()
        self.view.setModel(self._lines)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(_("Found"))
        self.view.clicked.connect(lambda index: self._take_row(index.row()))
        self._nothing = Label(_("Nothing found."), "small", "ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(S4, S4, S4, S8)
        column.addWidget(self.view)
        column.addWidget(self._nothing)
        self.hide()

    @property
    def entries(self) -> list[Entry]:
        return [line for line in self._lines.lines if not isinstance(line, str)]

    @property
    def current(self) -> "Entry | None":
        line = self.view.currentIndex().data(LINE_ROLE)
        return None if line is None or isinstance(line, str) else line

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show these, with the first entry ready to be taken."""
        self._lines.show_sections(sections)
        self._nothing.setVisible(not sections)
        self.view.setVisible(bool(sections))
        self.step(1)

    def step(self, steps: int) -> None:
        """Make the entry `steps` further current; titles are passed over."""
        places = [place for place, line in enumerate(self._lines.lines) if not isinstance(line, str)]
        if not places:
            return
        here = self.view.currentIndex().row()
        at = places.index(here) + steps if here in places else 0
        self.view.setCurrentIndex(self._lines.index(places[min(max(at, 0), len(places) - 1)]))

    def take(self) -> None:
        if self.current is not None:
            self.taken.emit(self.current)

    def sizeHint(self) -> QSize:
        rows = sum(self.view.sizeHintForRow(row) for row in range(self._lines.rowCount()))
        high = rows or self._nothing.sizeHint().height() + S8
        return QSize(theme().px(WIDE), high + S12 + 4)

    def _take_row(self, row: int) -> None:
        line = self._lines.lines[row]
        if not isinstance(line, str):
            self.taken.emit(line)
