"""A few suggestions: path › topic, the words that made it with a dotted underline, and the key that takes it.

Usage:
    topics = SuggestionList()
    topics.show_rows([Suggestion(7, "Bill", "Amount too high", ("rachunek", "dwa razy więcej"), "Ctrl+1")])
    topics.chosen.connect(...)       # the value; by click, Enter on a row, or the row's key anywhere in the window
    topics.mark(7)                   # this row is the one taken; None for none
Search results stand in the same place: rows without `because`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from csatdesk.gui.keys import shown_keys
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.rows_model import ROW_ROLE, Index, RowsModel
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S12, S24
from csatdesk.wording.texts import _


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row. `note` is shown in caption where there is no `because`; `keys` is a portable shortcut."""

    value: object
    path: str
    name: str
    because: tuple[str, ...] = ()
    keys: str = ""
    note: str = ""


class _Model(RowsModel[Suggestion]):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.taken: object = None

    def words(self, row: Suggestion, role: int) -> str | None:
        return full_name(row) if role == Qt.ItemDataRole.DisplayRole else None

    def mark(self, value: object) -> None:
        self.taken = value
        self.repaint_rows(self.rows)

    def is_taken(self, row: int) -> bool:
        return self.taken is not None and 0 <= row < len(self.rows) and self.rows[row].value == self.taken


class _Delegate(QStyledItemDelegate):
    def __init__(self, model: _Model, parent: QListView) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, row_height() + row_gap())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        box = QRectF(option.rect).adjusted(0, 0, 0, -row_gap())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, index.row(), option)
        metrics = theme().metrics("body")
        baseline = round(box.top() + (box.height() - metrics.height()) / 2) + metrics.ascent()
        at = QPointF(box.left() + S12, baseline)
        right = box.right() - S12
        if row.keys:
            keys = shown_keys(row.keys)
            right -= theme().metrics("caption").horizontalAdvance(keys)
            draw_words(painter, QPointF(right, baseline), keys, "caption", "ink2")
            right -= S12
        column = because_column(self._model.rows, box.width()) if row.because or row.note else right - box.left()
        _paint_name(painter, at, row, column - 2 * S12)
        if row.because:
            _paint_because(painter, QPointF(box.left() + column, baseline), row.because, right)
        elif row.note:
            at = QPointF(box.left() + column, baseline)
            draw_words(painter, at, row.note, "caption", "ink3", room=right - at.x())
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, row: int, option: QStyleOptionViewItem) -> None:
        taken = self._model.is_taken(row)
        if taken or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(theme().color("ink") if taken and theme().scheme.is_contrast else Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("accent_tint" if taken else "hover"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        elif row > 0 and not self._model.is_taken(row - 1):
            line = QRectF(box.left() + S12, box.top() - 1, box.width() - 2 * S12, 1)
            fill_line(painter, line, theme().color("line"))
        if taken:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.center().y() - 10, 3, 20), 1, 1)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def full_name(row: Suggestion) -> str:
    return f"{row.path} › {row.name}" if row.path else row.name


def row_height() -> int:
    return theme().metrics("body").height() + (11 if theme().compact else 16)


def row_gap() -> int:
    return 0 if theme().compact else 2


def because_column(rows: Sequence[Suggestion], width: float) -> float:
    """Where "because of" begins: the same in all rows, right of the longest name, at most halfway across."""
    names = max((_name_width(row) for row in rows), default=0)
    return min(max(232 * theme().scale, S12 + names + S24), width * 0.55)


def _name_width(row: Suggestion) -> int:
    path = theme().metrics("body").horizontalAdvance(f"{row.path}  › ") if row.path else 0
    return path + theme().metrics("body", bold=True).horizontalAdvance(row.name)


def _paint_name(painter: QPainter, at: QPointF, row: Suggestion, room: float) -> None:
    used = 0
    if row.path:
        used = draw_words(painter, at, row.path, "body", "ink2") + 6
        used += draw_words(painter, at + QPointF(used, 0), "›", "body", "ink3") + 6
    draw_words(painter, at + QPointF(used, 0), row.name, "body", bold=True, room=room - used)


def _paint_because(painter: QPainter, at: QPointF, words: Sequence[str], right: float) -> None:
    x = at.x() + draw_words(painter, at, _("because of"), "caption", "ink3") + 8
    for word in words:
        if x + theme().metrics("small").horizontalAdvance(word) > right:
            return
        wide = draw_words(painter, QPointF(x, at.y()), word, "small", "ink2")
        paint_dotted(painter, QPointF(x, at.y() + 4.5), wide)
        x += wide + S12


def paint_dotted(painter: QPainter, at: QPointF, width: float) -> None:
    """The dotted line under telling words, in accent."""
    pen = QPen(theme().color("accent"), 1.5)
    pen.setDashPattern([1, 1.4])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(at, at + QPointF(width, 0))


class SuggestionList(QListView):
    """See the module's first words."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Model(self)
        self._shortcuts: list[QShortcut] = []
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self._rows, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.clicked.connect(lambda index: self._choose(index.row()))
        theme().changed.connect(self._refit)

    @property
    def rows(self) -> tuple[Suggestion, ...]:
        return self._rows.rows

    def show_rows(self, rows: Sequence[Suggestion]) -> None:
        """Show these instead of the ones before."""
        self._rows.show_rows(rows)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = [self._shortcut(i, row.keys) for i, row in enumerate(rows) if row.keys]
        self.updateGeometry()

    def mark(self, value: object) -> None:
        self._rows.mark(value)

    def sizeHint(self) -> QSize:
        return QSize(400, max(1, len(self.rows)) * (row_height() + row_gap()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, min(3, max(1, len(self.rows))) * (row_height() + row_gap()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.currentIndex().isValid():
            self._choose(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        if row < len(self.rows):
            self.chosen.emit(self.rows[row].value)

    def _shortcut(self, row: int, keys: str) -> QShortcut:
        made = QShortcut(QKeySequence(keys), self)
        made.activated.connect(lambda: self._choose(row))
        return made

    def _refit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()


def stepped(event: QKeyEvent, place: int, count: int) -> int:
    """For a field over the list: where its Up or Down lead from `place` among `count` rows, round the ends."""
    return (place + (1 if event.key() == Qt.Key.Key_Down else -1)) % count
