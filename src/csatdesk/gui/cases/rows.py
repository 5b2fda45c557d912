"""Rows of two lines in a table: what is drawn in a cell is worked out once for each row, width and look.

table = RowTable(model, layout, widths)      layout(row, column, room) -> the things drawn in that cell
table.opened.connect(...)                    Enter or a double click on a row
table.current_changed.connect(...)           the row that the keyboard stands on, or None
"""

from collections.abc import Callable, Collection, Sequence
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
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csatdesk.gui.cases.row_cells import Drawn, elided, group_height, line_places, row_height
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import fill_line
from csatdesk.gui.paged_model import ROW_ROLE, Group, PagedModel
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12

Index = QModelIndex | QPersistentModelIndex
Layout = Callable[[Any, int, QSize], Sequence[Drawn]]
Widths = Callable[[int], Sequence[int]]  # the table's width → that of each column
KEPT_MOST = 4000  # cells whose drawing is remembered
BAR = 3
SELECTED = QStyle.StateFlag.State_Selected


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
        place, column = index.row(), index.column()
        if isinstance(item, Group):
            painter.save()
            painter.setClipRect(option.rect)
            self._paint_group(painter, box, item, place)
            painter.restore()
            return
        self._paint_ground(painter, box, place, column, is_selected=bool(option.state & SELECTED))
        for one in self._drawn(item, column, option.rect.size()):
            one.paint(painter, box.topLeft(), self._lines)
        if self._table.ring_place == place:
            self._paint_focus(painter, box, column)

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

    def _paint_ground(self, painter: QPainter, box: QRectF, place: int, column: int, *, is_selected: bool) -> None:
        if is_selected:
            painter.fillRect(box, theme().color("accent_tint"))
            if column == 0:
                painter.fillRect(QRectF(box.left(), box.top(), BAR, box.height()), theme().color("accent"))
            return
        if self._table.hovered == place:
            painter.fillRect(box, theme().color("hover"))
        if column > 0 and not self._table.ends_group(place):
            fill_line(painter, QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme().color("line"))

    def _paint_focus(self, painter: QPainter, box: QRectF, column: int) -> None:
        """The ring of the row on which the keyboard stands, a side at a time."""
        colour = theme().color("accent")
        first, last = column == 0, column == self._table.rows.columnCount() - 1
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
    """Titles of columns in one line; that of the sorted column stands in bold with an arrow.

    Titles of `figures`, columns of them, end where the figures end.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sorted, self._arrow = 0, "sort-down"
        self.figures: Collection[int] = ()
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
        shown = elided(words, rect.right() - x - 4, "small", bold=bold)
        if section in self.figures:
            shown = elided(words, rect.width() - S8, "small", bold=bold)
            x = rect.right() - S12 - metrics.horizontalAdvance(shown)
        baseline = rect.top() + round((rect.height() - metrics.height()) / 2) + metrics.ascent()
        painter.setFont(theme().font("small", bold))
        painter.setPen(theme().color("ink" if bold else "ink2"))
        painter.drawText(QPointF(x, baseline), shown)
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
        self.is_fitting = False
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
        model.modelReset.connect(self._fit_all_groups)
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

    @property
    def ring_place(self) -> int:
        """The row around which the focus ring is drawn; -1 for none."""
        return self.currentIndex().row() if self.hasFocus() else -1

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
        self.fit_columns()

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

    def _fit_all_groups(self) -> None:
        self._fit_groups(QModelIndex(), 0, self.rows.rowCount() - 1)

    def fit_columns(self) -> None:
        """Share the table's width out among its columns."""
        self.is_fitting = True
        for column, width in enumerate(self._widths(self.viewport().width())):
            self.setColumnWidth(column, width)
        self.is_fitting = False

    def _refit(self) -> None:
        self.fit_columns()
        self.verticalHeader().setDefaultSectionSize(row_height())
        self._fit_all_groups()
        self.repaint_rows()
