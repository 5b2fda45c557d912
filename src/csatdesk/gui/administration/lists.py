"""The two inner lists of administration: its sections, and the records of one section (offices, people, teams).

Usage:
    entries = EntryList(_("Offices"))
    entries.show_entries([Entry(7, "Infolinia", "Mon to Fri, 8:00–16:00")])
    entries.chosen.connect(self._show)        # the entry's id, when a person or `choose` goes to it
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list. `line` stands beneath; `note` at the right in caption; `is_faint`: no longer in use."""

    id: Hashable
    words: str
    line: str = ""
    note: str = ""
    is_faint: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(filter(None, (self.words, self.line, self.note)))


class EntryModel(QAbstractListModel):
    more_wanted = Signal()  # the view has come to the end of what is here

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self._has_more = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ROW_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        return None

    def show_entries(self, entries: Sequence[Entry], *, has_more: bool = False) -> None:
        self.beginResetModel()
        self.entries, self._has_more = list(entries), has_more
        self.endResetModel()

    def add_entries(self, entries: Sequence[Entry], *, has_more: bool) -> None:
        self._has_more = has_more
        if entries:
            self.beginInsertRows(QModelIndex(), len(self.entries), len(self.entries) + len(entries) - 1)
            self.entries += entries
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more

    def fetchMore(self, parent: Index) -> None:
        """Asked for once; the rest comes by `add_entries`."""
        if self.canFetchMore(parent):
            self._has_more = False
            self.more_wanted.emit()

    def place_of(self, entry_id: Hashable) -> int:
        """-1 for one that is not here."""
        return next((place for place, entry in enumerate(self.entries) if entry.id == entry_id), -1)

    def renote(self, entry_id: Hashable, note: str) -> None:
        """Change the words at the right of one entry."""
        place = self.place_of(entry_id)
        if place >= 0 and self.entries[place].note != note:
            self.entries[place] = replace(self.entries[place], note=note)
            self.dataChanged.emit(self.index(place), self.index(place))


class _Delegate(QStyledItemDelegate):
    """Words, and a second line where the list has two; hairline under the words only, a bar where one stands."""

    def __init__(self, parent: QListView, two_lines: bool) -> None:
        super().__init__(parent)
        self._two_lines = two_lines

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        high = theme().metrics("body").height() + (8 if theme().compact else 12)
        if self._two_lines:
            high += theme().metrics("small").height() - 2
        return QSize(80, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ROW_ROLE)
        place, state = QRectF(option.rect), option.state
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, theme().color("accent_tint" if is_current else "hover"))
        if is_current:
            painter.fillRect(QRectF(place.left(), place.top(), 3, place.height()), theme().color("accent"))
        elif self._two_lines:
            line = QRectF(place.left() + theme().margin, place.bottom() - 1, place.width() - theme().margin, 1)
            fill_line(painter, line, theme().color("line"))
        if is_current and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRect(place.adjusted(1, 1, -1, -1))
        self._paint_words(painter, place, entry, is_current)
        painter.restore()

    def _paint_words(self, painter: QPainter, place: QRectF, entry: Entry, is_current: bool) -> None:
        bold = is_current or self._two_lines
        metrics, below = theme().metrics("body", bold), theme().metrics("small")
        left, right = place.left() + theme().margin, place.right() - S12
        high = metrics.height() + (below.height() if self._two_lines else 0)
        baseline = round(place.top() + (place.height() - high) / 2) + metrics.ascent()
        if entry.note:
            wide = theme().metrics("caption").horizontalAdvance(entry.note)
            draw_words(painter, QPointF(right - wide, baseline), entry.note, "caption", "ink2")
            right -= wide + S12
        ink = "ink3" if entry.is_faint else "ink"
        draw_words(painter, QPointF(left, baseline), entry.words, "body", ink, bold=bold, room=right - left)
        if self._two_lines:
            at = QPointF(left, baseline + metrics.descent() + below.ascent())
            draw_words(painter, at, entry.line, "small", "ink3" if entry.is_faint else "ink2", room=right - left)


class EntryList(QListView):
    """See the module's first words. Arrow keys go from entry to entry and show each at once."""

    chosen = Signal(object)
    more_wanted = Signal()  # its end is reached, and `add_entries` is to bring what follows

    def __init__(self, name: str, parent: QWidget | None = None, *, two_lines: bool = True) -> None:
        super().__init__(parent)
        self._model = EntryModel(self)
        self._shown: Hashable = None
        self.setModel(self._model)
        self._model.more_wanted.connect(self.more_wanted)
        self.setItemDelegate(_Delegate(self, two_lines))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setProperty("ring", "none")
        self.setAccessibleName(name)
        self.selectionModel().currentChanged.connect(self._moved)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._model.entries)

    @property
    def current(self) -> Hashable:
        """The id of the entry one stands on; None in an empty list."""
        return self._shown

    def show_entries(self, entries: Sequence[Entry], *, has_more: bool = False) -> None:
        """Show these; whoever stood on one of them still does, and nothing is said of it. `has_more`: others follow."""
        kept = self._shown
        self._model.show_entries(entries, has_more=has_more)
        self._go(self._model.place_of(kept), silently=True)

    def add_entries(self, entries: Sequence[Entry], *, has_more: bool) -> None:
        """What follows; who stands on an entry stays there."""
        self._model.add_entries(entries, has_more=has_more)

    def choose(self, entry_id: Hashable) -> bool:
        """Go to an entry; False when it is not here."""
        place = self._model.place_of(entry_id)
        self._go(place, silently=False)
        return place >= 0

    def stand_on(self, wanted: Hashable = None) -> None:
        """On the wanted entry where it is here; else one stays, or where one stood is gone, goes to the first."""
        if not self.choose(wanted) and self._model.place_of(self._shown) < 0 and self._model.entries:
            self._go(0, silently=False)

    def leave(self) -> None:
        """Stand on no entry: what is shown beside is new."""
        self._shown = None
        self.selectionModel().clear()

    def note(self, entry_id: Hashable, note: str) -> None:
        self._model.renote(entry_id, note)

    def _go(self, place: int, *, silently: bool) -> None:
        if place < 0:
            return
        index = self._model.index(place)
        if silently:
            self._shown = self._model.entries[place].id
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid():
            return
        entry_id = self._model.entries[current.row()].id
        if entry_id != self._shown:
            self._shown = entry_id
            self.chosen.emit(entry_id)
