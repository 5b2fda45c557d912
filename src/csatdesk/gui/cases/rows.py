"""Rows of two lines in a table: what is drawn in a cell is worked out once for each row, width and look.

table = RowTable(model, layout, widths)      layout(row, column, room) -> the things drawn in that cell
table.opened.connect(...)                    Enter or a double click on a row
table.current_changed.connect(...)           the row that the keyboard stands on, or None
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import fill_line, paint_avatar
from csatdesk.gui.marks import WORD_AFTER, paint_state
from csatdesk.gui.paged_model import ROW_ROLE, Group, PagedModel
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8

Index = QModelIndex | QPersistentModelIndex
KEPT_MOST = 4000  # cells whose drawing is remembered
BAR = 3


@dataclass(frozen=True, slots=True)
class Words:
    """Words at `x` on the first or second line of a cell, already elided."""

    x: float
    line: int
    text: str
    role: str = "body"
    tone: str = "ink"
    bold: bool = False

    def paint(self, painter: QPainter, at: QPointF, lines: tuple[float, float]) -> None:
        painter.setFont(theme().font(self.role, self.bold))
        painter.setPen(theme().color(self.tone))
        painter.drawText(QPointF(at.x() + self.x, at.y() + lines[self.line - 1]), self.text)


@dataclass(frozen=True, slots=True)
class State:
    """A deadline's mark and words on the first line."""

    x: float
    state: str
    text: str

    def paint(self, painter: QPainter, at: QPointF, lines: tuple[float, float]) -> None:
        paint_state(painter, self.state, self.text, QPointF(at.x() + self.x, at.y() + lines[0]), "small")


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon `side` wide, in the middle of the row's height."""

    x: float
    name: str
    side: float
    height: float

    def paint(self, painter: QPainter, at: QPointF, _lines: tuple[float, float]) -> None:
        top = at.y() + (self.height - self.side) / 2
        paint_icon(painter, self.name, QRectF(at.x() + self.x, top, self.side, self.side))


@dataclass(frozen=True, slots=True)
class Person:
    """The initials of who has it; none: the dashed ring of "nobody yet"."""

    x: float
    letters: str
    side: float
    height: float

    def paint(self, painter: QPainter, at: QPointF, _lines: tuple[float, float]) -> None:
        top = at.y() + (self.height - self.side) / 2
        paint_avatar(painter, QRectF(at.x() + self.x, top, self.side, self.side), self.letters)


Drawn = Words | State | Icon | Person
Layout = Callable[[Any, int, QSize], Sequence[Drawn]]
Widths = Callable[[int], Sequence[int]]  # the table's width → that of each column


def row_height() -> int:
    """Two lines: 44, or 40 when compact, at text size 1.0."""
    lines = theme().metrics("body").height() + theme().metrics("small").height()
    return lines + (6 if theme().compact else 9)


def group_height() -> int:
    return theme().metrics("body").height() + (5 if theme().compact else 7)


def line_places() -> tuple[float, float]:
    """Baselines of both lines from a row's top."""
    first, second = theme().metrics("body"), theme().metrics("small")
    top = (row_height() - 1 - first.height() - second.height()) / 2
    return round(top + first.ascent()), round(top + first.height() + second.ascent())


def elided(text: str, room: float, role: str = "body", *, bold: bool = False) -> str:
    return theme().metrics(role, bold).elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room)))


def path_words(path: str, name: str, room: float) -> list[Words]:
    """ "Bill › **Amount too high**" on the first line; the path gives way before the name does."""
    bold, plain = theme().metrics("body", bold=True), theme().metrics("body")
    lead = f"{path} › " if path else ""
    wide = plain.horizontalAdvance(lead)
    if lead and wide + bold.horizontalAdvance(name) > room:
        left = room - bold.horizontalAdvance(name)
        lead = f"{elided(path, left - plain.horizontalAdvance(' › '))} › " if left > theme().px(56) else ""
        wide = plain.horizontalAdvance(lead)
    named = Words(wide, 1, elided(name, room - wide, bold=True), bold=True)
    return [Words(0, 1, lead, tone="ink2"), named] if lead else [named]


def state_words(x: float, state: str, words: str, room: float) -> State:
    loud = state in {"overdue", "due_today"}
    return State(x, state, elided(words, room - WORD_AFTER * theme().scale, "small", bold=loud))


class RowDelegate(QStyledItemDelegate):
    """Paints rows and the lines above their groups; asks nothing while painting."""

    def __init__(self, table: "RowTable", layout: Layout) -> None:
        super().__init__(table)
        self._table = table
        self._layout = layout
        self._kept: dict[tuple[object, int], tuple[object, QSize, Sequence[Drawn]]] = {}
        self._lines = line_places()
        theme().changed.connect(self.forget)

    def forget(self) -> None:
        """What was worked out no longer holds: other words, another look."""
        self._kept.clear()
        self._lines = line_places()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setClipRect(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, Group):
            self._paint_group(painter, box, item, index.row())
        else:
            self._paint_ground(painter, box, index)
            for one in self._drawn(item, index.column(), option.rect.size()):
                one.paint(painter, box.topLeft(), self._lines)
            self._paint_focus(painter, box, index)
        painter.restore()

    def _drawn(self, row: Any, column: int, size: QSize) -> Sequence[Drawn]:
        key = (row.id, column)
        found = self._kept.get(key)
        if found is not None and found[0] is row and found[1] == size:
            return found[2]
        if len(self._kept) > KEPT_MOST:
            self._kept.clear()
        made = self._layout(row, column, size)
        self._kept[key] = (row, size, made)
        return made

    def _paint_ground(self, painter: QPainter, box: QRectF, index: Index) -> None:
        table = self._table
        selected = table.selectionModel().isRowSelected(index.row(), QModelIndex())
        if selected:
            painter.fillRect(box, theme().color("accent_tint"))
        elif table.hovered == index.row():
            painter.fillRect(box, theme().color("hover"))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(box.left(), box.top(), BAR, box.height()), theme().color("accent"))
        if not selected and index.column() > 0 and not table.ends_group(index.row()):
            fill_line(painter, QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme().color("line"))

    def _paint_focus(self, painter: QPainter, box: QRectF, index: Index) -> None:
        """The ring of the row on which the keyboard stands, a side at a time."""
        if not self._table.hasFocus() or self._table.currentIndex().row() != index.row():
            return
        colour = theme().color("accent")
        first, last = index.column() == 0, index.column() == index.model().columnCount() - 1
        left = box.left() + (1 if first else 0)
        wide = box.width() - (1 if first else 0) - (1 if last else 0)
        for top in (box.top() + 1, box.bottom() - 3):
            painter.fillRect(QRectF(left, top, wide, 2), colour)
        for side, there in ((box.left() + 1, first), (box.right() - 3, last)):
            if there:
                painter.fillRect(QRectF(side, box.top() + 1, 2, box.height() - 3), colour)

    def _paint_group(self, painter: QPainter, box: QRectF, group: Group, place: int) -> None:
        """Each column paints its slice of the line, so that any of them may be painted alone."""
        left = -float(self._table.horizontalOffset())
        if place:
            fill_line(painter, QRectF(box.left(), box.top(), box.width(), 1), theme().color("line"))
        metrics = theme().metrics("small", bold=True)
        baseline = box.top() + round((box.height() - metrics.height()) / 2) + metrics.ascent()
        words, count = self._table.group_words(group)
        x = left + theme().margin
        painter.setFont(theme().font("small", bold=True))
        painter.setPen(theme().color("ink"))
        painter.drawText(QPointF(x, baseline), words)
        painter.setFont(theme().font("small"))
        painter.setPen(theme().color("ink2"))
        painter.drawText(QPointF(x + metrics.horizontalAdvance(words) + S8, baseline), count)


class RowHead(QHeaderView):
    """Titles of columns in one line; that of the sorted column stands in bold with an arrow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sorted, self._arrow = 0, "sort-down"
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(200, theme().metrics("small").height() + (8 if theme().compact else 10))

    def set_sorted(self, column: int, arrow: str) -> None:
        self._sorted, self._arrow = column, arrow
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: Any, section: int) -> None:
        painter.save()
        painter.fillRect(rect, theme().color("sunk"))
        fill_line(painter, QRectF(rect.left(), rect.bottom(), rect.width(), 1), theme().color("line"))
        bold = section == self._sorted
        metrics = theme().metrics("small", bold)
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        x = rect.left() + (theme().margin if section == 0 else 0)
        baseline = rect.top() + round((rect.height() - metrics.height()) / 2) + metrics.ascent()
        painter.setFont(theme().font("small", bold))
        painter.setPen(theme().color("ink" if bold else "ink2"))
        painter.drawText(QPointF(x, baseline), elided(words, rect.right() - x - 4, "small", bold=bold))
        if bold:
            side = theme().px(14)
            at = QRectF(x + metrics.horizontalAdvance(words) + 6, rect.top(), side, rect.height())
            paint_icon(painter, self._arrow, at, "ink2")
        painter.restore()


class RowTable(QTableView):
    """See the module's first words."""

    opened = Signal(object)  # a row
    current_changed = Signal(object)  # a row, or None

    def __init__(self, model: PagedModel[Any], layout: Layout, widths: Widths, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered = -1
        self.rows = model
        self.group_words: Callable[[Group], tuple[str, str]] = lambda _group: ("", "")
        self.copied: Callable[[Any], Sequence[str]] = lambda _row: ()
        self._widths = widths
        self.drawing = RowDelegate(self, layout)
        self.head = RowHead(self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setItemDelegate(self.drawing)
        self._dress()
        model.rowsInserted.connect(self._fit_groups)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        theme().changed.connect(self._refit)
        self._refit()

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)

    # what is there

    def row(self) -> Any:
        """The row on which the keyboard stands; None on none."""
        return self.rows.row_at(self.currentIndex().row())

    def selected_rows(self) -> list[Any]:
        """The selected rows in the order of the list."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for row in map(self.rows.row_at, places) if row is not None]

    def ends_group(self, place: int) -> bool:
        return isinstance(self.rows.item(place + 1), Group)

    def select_first(self) -> None:
        for place in range(min(2, self.rows.rowCount())):
            if self.rows.row_at(place) is not None:
                self.select_place(place)
                return

    def select_place(self, place: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.rows.index(place, 0), flags.ClearAndSelect | flags.Rows)

    def repaint_rows(self) -> None:
        """The words of rows or groups are others now."""
        self.drawing.forget()
        self.viewport().update()

    def copy_cells(self) -> None:
        """Put the selected rows on the clipboard, a line each, cells parted by tabs."""
        lines = ["\t".join(self.copied(row)) for row in self.selected_rows()]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    # Qt asks

    def moveCursor(self, action: Any, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Skip the lines of groups: they are no rows."""
        found = super().moveCursor(action, modifiers)
        up = action in {QTableView.CursorAction.MoveUp, QTableView.CursorAction.MovePageUp}
        place = found.row()
        while isinstance(self.rows.item(place), Group):
            place += -1 if up else 1
        if self.rows.item(place) is None:
            return self.currentIndex()
        return self.rows.index(place, max(found.column(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_cells()
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here; looking for one would run through every row."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, width in enumerate(self._widths(self.viewport().width())):
            self.setColumnWidth(column, width)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.rows.row_at(self.rowAt(round(event.position().y()))) is not None:
            super().mousePressEvent(event)

    def _hover(self, place: int) -> None:
        before, self.hovered = self.hovered, place
        for one in (before, place):
            if one >= 0:
                top = self.rowViewportPosition(one)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(one))

    def _open(self, place: int) -> None:
        row = self.rows.row_at(place)
        if row is not None:
            self.opened.emit(row)

    def _moved(self, current: QModelIndex, before: QModelIndex) -> None:
        self.current_changed.emit(self.rows.row_at(current.row()))
        for place in (current.row(), before.row()):
            if place >= 0:
                top = self.rowViewportPosition(place)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(place))

    def _fit_groups(self, _parent: QModelIndex, first: int, last: int) -> None:
        for place in range(first, last + 1):
            if isinstance(self.rows.item(place), Group):
                self.setRowHeight(place, group_height())

    def _refit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height())
        self._fit_groups(QModelIndex(), 0, self.rows.rowCount() - 1)
        self.repaint_rows()
